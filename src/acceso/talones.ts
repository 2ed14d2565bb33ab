/**
 * The printed slips with a code that serves once, as PDF: those of people by centre and role, so that each
 * coordination gets its own together. In those, the code is only in the text to type; the QR leads to the page.
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

/** A slip as it is drawn. */
export interface TalonImpreso {
  /** the largest text */
  readonly nombre: string;
  readonly detalle: string;
  /** two: what it is called and what is typed */
  readonly datos: readonly (readonly [etiqueta: string, valor: string])[];
  /** what to do, in order: pieces of text, the odd ones in bold */
  readonly pasos: readonly (readonly string[])[];
  /** SVG */
  readonly qr: string;
}

export interface HojasDeTalones {
  readonly titulo: string;
  /** what can be done with a slip that somebody else finds */
  readonly cuidado: string;
  readonly talones: readonly TalonImpreso[];
}

type ProcesoDeTalones = Pick<Proceso, 'instituto' | 'nombreLargo' | 'tipo' | 'catd'>;

/**
 * Prints the slips of people.
 *
 * @param direccion where the operators' server is, as people type it: `https://prep.iem.org.mx`
 * @returns a PDF of letter pages, five slips in each
 */
export async function printTalones(
  proceso: ProcesoDeTalones,
  talones: readonly Talon[],
  direccion: string,
): Promise<Buffer> {
  const base = direccion.replace(/\/+$/, '');
  return printHojas(proceso, {
    titulo: 'Talones de activación',
    cuidado: 'Entréguense en mano: quien tenga un talón puede activar esa cuenta.',
    talones: talones.toSorted(compare).map((talon) => toImpreso(proceso, talon, base)),
  });
}

function toImpreso(proceso: ProcesoDeTalones, talon: Talon, base: string): TalonImpreso {
  const { clave, nombre, rol, centro, codigo } = talon;
  const quien = DE_ADMINISTRACION.includes(rol) ? 'la administración del sistema' : 'su coordinación';
  return {
    nombre,
    detalle: `${NOMBRE_DE_ROL[rol]} · ${nombreDeCentro(proceso, centro)}`,
    datos: [
      ['Su clave', clave],
      ['Código de activación (sirve una sola vez)', codigo],
    ],
    pasos: [
      ['Abra ', `${withoutProtocol(base)}/activacion`, ' o lea el cuadro con la cámara de su equipo.'],
      ['Escriba su clave y este código, y elija una contraseña de 10 caracteres o más que solo usted sepa.'],
      [`Vaya con ${quien}: comparen los cuatro dígitos de su pantalla y le confirmarán el acceso.`],
    ],
    qr: drawQr(`${base}/activacion?persona=${encodeURIComponent(clave)}`),
  };
}

/** `C01 CATD La Loma`. */
export function nombreDeCentro({ catd }: Pick<Proceso, 'catd'>, centro: string): string {
  if (centro === CCV) return 'Centro de Captura y Verificación';
  return `${centro} ${catd.find(({ clave }) => clave === centro)?.nombre ?? ''}`.trim();
}

export function withoutProtocol(direccion: string): string {
  return direccion.replace(/^https?:\/\//, '');
}

/** The QR of a slip, as SVG. */
export function drawQr(texto: string): string {
  return renderSVG(texto, { ecc: 'M', border: 0 });
}

/** Prints slips, in a thread: a thousand take seconds, and who captures must not wait for them. */
export async function printHojas(proceso: ProcesoDeTalones, hojas: HojasDeTalones): Promise<Buffer> {
  const datos = {
    instituto: proceso.instituto.nombre,
    proceso: proceso.nombreLargo,
    aviso: AVISOS[proceso.tipo],
    ...hojas,
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
