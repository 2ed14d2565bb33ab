/**
 * Enrolment: the station sends its public key with a code that serves once, shows four digits, and waits until a
 * coordination that sees the same four accepts it. Cut at any point, the same order goes on where it was.
 */

import { z } from 'zod';
import type { EquipoEnServidor } from '../acopio/contrato-de-equipo.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { openAlmacen } from './almacen.ts';
import { createPedir, firmando, type Pedir, refusalOf } from './cliente.ts';
import { DISCO, failureOfDisk } from './disco.ts';
import { type Identidad, makeIdentidad, readIdentidad, writeFicha } from './identidad.ts';
import { measureDesfase } from './medir.ts';
import { createReloj, type Relojes } from './reloj.ts';

const Enrolado = z.object({ equipo: z.string(), cotejo: z.string() });

export interface Enrolamiento {
  readonly carpeta: string;
  readonly servidor: string;
  readonly codigo: string;
  readonly relojes: Relojes;
  readonly alto: AbortSignal;
  /** a line for who enrols */
  readonly decir: (linea: string) => void;
  /** the four digits, large */
  readonly mostrar: (cotejo: string) => void;
  /** waits these milliseconds, or until it is told to stop */
  readonly esperar: (ms: number) => Promise<void>;
}

const ENTRE_PREGUNTAS_MS = 2_000;

/** @returns who it is, once a coordination accepted it */
export async function enrolar(de: Enrolamiento): Promise<Result<EquipoEnServidor, Refusal>> {
  const { carpeta, servidor, codigo, relojes, alto, decir } = de;
  const known = readIdentidad(carpeta, DISCO);
  if (!known.ok) return known;
  const before = known.value;
  if (before !== null && before.equipo !== null && before.codigo !== codigo) {
    return refuse(
      'YA_ENROLADA',
      `En ${carpeta} ya está la estación ${before.equipo}. Con otro código, use otra carpeta: la llave y lo que quede por enviar de esta no se tocan.`,
    );
  }
  const same = before?.codigo === codigo && before.servidor === servidor;
  const made = same && before !== null ? ok(before) : makeIdentidad(carpeta, DISCO, { servidor, codigo });
  if (!made.ok) return made;

  const { pedir, close } = createPedir(servidor, alto);
  try {
    const identidad = await sendKey(made.value, de, pedir);
    if (!identidad.ok) return identidad;
    const { equipo, llave, cotejo } = identidad.value;
    if (equipo === null) throw new Error('an enrolled station has a key');
    de.mostrar(cotejo);
    const reloj = createReloj(relojes, null);
    const measured = await measureDesfase(pedir, relojes);
    if (measured !== null) reloj.ponerDesfase(measured.desfase);
    const signed = firmando(pedir, { equipo, llave, momento: reloj.servidor });
    decir(
      `Estación ${equipo}. Espere a que la coordinación confirme estos cuatro dígitos; deje esta ventana abierta.`,
    );
    const confirmed = await waitForConfirmation(signed, de);
    return confirmed.ok ? keep(carpeta, confirmed.value) : confirmed;
  } finally {
    close();
  }
}

async function sendKey(
  identidad: Identidad,
  { carpeta, codigo, alto, decir, esperar }: Enrolamiento,
  pedir: Pedir,
): Promise<Result<Identidad, Refusal>> {
  const { publica: llave } = identidad;
  let told = '';
  while (!alto.aborted) {
    const asked = await pedir({
      ...{ metodo: 'POST', ruta: '/api/equipo/enrolamiento' },
      cuerpo: { codigo, llave, algoritmo: 'Ed25519' },
    });
    const refusal = asked.ok ? refusalOf(asked.value) : asked.error;
    if (asked.ok && refusal === null) {
      const { equipo, cotejo } = Enrolado.parse(asked.value.cuerpo);
      if (cotejo !== identidad.cotejo) {
        return refuse(
          'COTEJO',
          'El servidor recibió otra llave que la de esta estación: alguien está en medio. No siga y avise.',
        );
      }
      const enrolled = { ...identidad, equipo };
      try {
        writeFicha(DISCO, carpeta, enrolled);
      } catch (error) {
        const failure = failureOfDisk(error);
        if (failure === null) throw error;
        return { ok: false, error: failure };
      }
      return ok(enrolled);
    }
    const again = !asked.ok || asked.value.estado >= 500 || asked.value.estado === 429;
    if (!again && refusal !== null) return { ok: false, error: refusal };
    if (refusal !== null && refusal.mensaje !== told) decir(`${refusal.mensaje}. Se intenta otra vez…`);
    told = refusal?.mensaje ?? '';
    await esperar(ENTRE_PREGUNTAS_MS);
  }
  return refuse('ALTO', 'La estación no quedó enrolada. La misma orden sigue donde iba.');
}

/** What it needs to begin also without network. */
function keep(carpeta: string, equipo: EquipoEnServidor): Result<EquipoEnServidor, Refusal> {
  const opened = openAlmacen(carpeta);
  if (!opened.ok) return opened;
  const almacen = opened.value;
  const kept = almacen.transaccion(() => almacen.ponerEquipo(equipo));
  almacen.close();
  return kept.ok ? ok(equipo) : kept;
}

async function waitForConfirmation(
  pedir: Pedir,
  { alto, esperar }: Enrolamiento,
): Promise<Result<EquipoEnServidor, Refusal>> {
  while (!alto.aborted) {
    const asked = await pedir({ metodo: 'GET', ruta: '/api/equipo' });
    if (asked.ok && asked.value.estado === 200) {
      const equipo = asked.value.cuerpo as EquipoEnServidor;
      if (equipo.estado === 'activo') return ok(equipo);
    }
    const refusal = asked.ok ? refusalOf(asked.value) : null;
    if (refusal !== null && /REVOCAD|LLAVE/.test(refusal.codigo)) return { ok: false, error: refusal };
    await esperar(ENTRE_PREGUNTAS_MS);
  }
  return refuse('ALTO', 'Falta la confirmación de la coordinación. La misma orden sigue donde iba.');
}
