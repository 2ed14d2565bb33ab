/**
 * A difusor: looks at the origin again and again, says what happens, and leaves it written beside what it serves. What
 * fails is tried again, each time later, and meanwhile the last good corte stays in view.
 */

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { canonicalJson } from '../comun/canonico.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import { startCompresor } from '../publicacion/compresion.ts';
import { type Disco, openDisco } from '../publicacion/disco.ts';
import { replaceFile } from '../publicacion/puntero.ts';
import { type Espejo, type EspejoErrorCode, openEspejo } from './espejo.ts';
import { ARCHIVO_DIFUSOR, type EstadoDeDifusor } from './lista.ts';
import { openOrigen } from './origen.ts';
import { formatCuenta } from './palabras.ts';
import { failureOfDisk } from './reglas.ts';

export interface OpcionesDeDifusor {
  readonly origen: URL;
  /** root of the mirror; it exists, and nobody else writes in it */
  readonly carpeta: string;
  readonly nombre: string;
  /** seconds between two looks when all is well */
  readonly cada: number;
  /** seconds that an answer may go without a byte */
  readonly espera: number;
  /** `una`: one look, whatever it finds */
  readonly veces: 'una' | 'hasta el alto';
  readonly decir: (linea: string) => void;
  readonly avisar: (linea: string) => void;
  readonly alto: AbortSignal;
  /** clock of the machine */
  readonly now: () => Date;
}

const CONEXIONES = 8;
const MIL = 1000;
/** Seconds before the first try after a failure, and the most that they grow to. */
const PRIMERA = 1;
const ULTIMA = 60;
/** Answers of a look that come to nothing by themselves: the manifest. */
const POCAS = 1;
/** Lines about answers that were refused, in one look: a proxy that spoils all of them would fill a disk. */
const RECHAZOS_A_LA_VISTA = 10;

/** Mirrors until it is stopped, or once. @returns what the only look found, or why it could not begin */
export async function runDifusor(
  opciones: OpcionesDeDifusor,
): Promise<Result<null, Refusal<EspejoErrorCode>>> {
  const { carpeta, espera, decir, avisar, alto } = opciones;
  const disco = openDisco();
  const compresor = startCompresor();
  const wait = (milisegundos: number) => waitUnless(alto, milisegundos);
  const origen = openOrigen({ direccion: opciones.origen, conexiones: CONEXIONES, espera, alto });
  let said = 0;
  try {
    const espejo = await openEspejo({
      ...{ origen, raiz: carpeta, disco, compresor, aLaVez: CONEXIONES, decir, wait },
      now: () => performance.now(),
      onRechazo({ mensaje }) {
        said += 1;
        if (said <= RECHAZOS_A_LA_VISTA) avisar(`${mensaje} Se pide otra vez.`);
      },
    });
    if (!espejo.ok) return espejo;
    return await look(opciones, espejo.value, disco, wait, () => {
      said = 0;
    });
  } finally {
    origen.close();
    await compresor.close();
  }
}

async function look(
  opciones: OpcionesDeDifusor,
  espejo: Espejo,
  disco: Disco,
  wait: (milisegundos: number) => Promise<void>,
  onLook: () => void,
): Promise<Result<null, Refusal<EspejoErrorCode>>> {
  const { cada, veces, decir, avisar, alto } = opciones;
  let fallas = 0;
  let last: string | null = null;
  for (;;) {
    onLook();
    const before = { ...espejo.cuentas };
    const done = await espejo.update();
    if (!done.ok && done.error.codigo === 'DETENIDO') return ok(null);
    writeEstado(opciones, espejo, disco, done.ok ? null : done.error);
    if (done.ok) {
      const { corte } = espejo.vigente() ?? {};
      if (done.value === 'nuevo') {
        const bad = espejo.cuentas.rechazadas - before.rechazadas;
        decir(
          `Corte ${corte?.numero} a la vista, completo y comprobado${bad === 0 ? '' : ` (${formatCuenta(bad)} respuestas que no eran lo publicado no se tomaron)`}.`,
        );
      } else if (last !== null) {
        decir(`El origen responde otra vez; a la vista el corte ${corte?.numero}, que es el suyo.`);
      }
      fallas = 0;
      last = null;
    } else {
      // One that advances is tried again soon.
      fallas = espejo.cuentas.tomadas - before.tomadas > POCAS ? 1 : fallas + 1;
      // The same sentence all night would hide the others.
      if (done.error.codigo !== last) avisar(done.error.mensaje);
      last = done.error.codigo;
    }
    if (veces === 'una') return done.ok ? ok(null) : done;
    await wait(MIL * (done.ok ? cada : Math.min(PRIMERA * 2 ** (fallas - 1), ULTIMA)));
    if (alto.aborted) return ok(null);
  }
}

/** What whoever watches the difusores reads. A disk that refuses it has been said already. */
function writeEstado(
  { carpeta, nombre, now, avisar }: OpcionesDeDifusor,
  espejo: Espejo,
  disco: Disco,
  falla: Refusal | null,
): void {
  const actual = espejo.vigente();
  const estado: EstadoDeDifusor = {
    esquema: 'prep-abierto/difusor/1',
    nombre,
    corte: actual?.corte.numero ?? null,
    manifiesto: actual?.manifiesto.sha256 ?? null,
    momento: now().toISOString(),
    falla: falla === null ? null : { codigo: falla.codigo, mensaje: falla.mensaje },
    rechazadas: espejo.cuentas.rechazadas,
  };
  try {
    replaceFile(disco, carpeta, ARCHIVO_DIFUSOR, `${canonicalJson(estado)}\n`, now());
  } catch (error) {
    const refusal = failureOfDisk(error);
    if (refusal === null) throw error;
    if (falla?.codigo !== refusal.error.codigo) {
      avisar(`${join(carpeta, ARCHIVO_DIFUSOR)}: ${refusal.error.mensaje}`);
    }
  }
}

async function waitUnless(alto: AbortSignal, milisegundos: number): Promise<void> {
  try {
    await setTimeout(milisegundos, null, { signal: alto });
  } catch (error) {
    if (!alto.aborted) throw error;
  }
}
