/**
 * The printed slips with which people activate their access, as PDF: by centre and role, so that each coordination
 * gets its own together. The code is only in the text to type; the QR leads to the page.
 */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { renderSVG } from 'uqr';
import type { Proceso } from '../proceso/proceso.ts';
import { DE_ADMINISTRACION } from './autoridad.ts';
import type { Talon } from './carga.ts';
import { CCV } from './leer-personas.ts';
import { NOMBRE_DE_ROL, ROLES } from './permisos.ts';

const AVISOS = { demostracion: 'DEMOSTRACIÓN', simulacro: 'SIMULACRO', jornada: '' } as const;
/**
 * Prints the slips, in a thread: a thousand take seconds, and who captures must not wait for them.
 *
 * @param direccion where the operators' server is, as people type it: `https://prep.iem.org.mx`
 * @returns a PDF of letter pages, five slips in each
 */
export async function printTalones(
  proceso: Pick<Proceso, 'instituto' | 'nombreLargo' | 'tipo' | 'catd'>,
  talones: readonly Talon[],
  direccion: string,
): Promise<Buffer> {
  const base = direccion.replace(/\/+$/, '');
  const centros = new Map(proceso.catd.map(({ clave, nombre }) => [clave, nombre]));
  const datos = {
    instituto: proceso.instituto.nombre,
    proceso: proceso.nombreLargo,
    aviso: AVISOS[proceso.tipo],
    talones: talones.toSorted(compare).map(({ clave, nombre, rol, centro, codigo }) => ({
      ...{ clave, nombre, codigo },
      rol: NOMBRE_DE_ROL[rol],
      quien: DE_ADMINISTRACION.includes(rol) ? 'la administración del sistema' : 'su coordinación',
      centro:
        centro === CCV ? 'Centro de Captura y Verificación' : `${centro} ${centros.get(centro) ?? ''}`.trim(),
      direccion: `${base.replace(/^https?:\/\//, '')}/activacion`,
      qr: renderSVG(`${base}/activacion?persona=${encodeURIComponent(clave)}`, { ecc: 'M', border: 0 }),
    })),
  };
  // Its library must be here too: taken away with the only thread that had it, the whole process falls (SIGSEGV).
  await import('@myriaddreamin/typst-ts-node-compiler');
  const worker = new Worker(new URL('./talones-hilo.ts', import.meta.url), {
    workerData: JSON.stringify(datos),
  });
  const [pdf] = await once(worker, 'message');
  return Buffer.from(pdf as Uint8Array);
}

function compare(a: Talon, b: Talon): number {
  const centro = Number(a.centro !== CCV) - Number(b.centro !== CCV) || collate(a.centro, b.centro);
  return centro || ROLES.indexOf(a.rol) - ROLES.indexOf(b.rol) || collate(a.nombre, b.nombre);
}

const { compare: collate } = new Intl.Collator('es-MX');
