/**
 * Drives the actas of a real night through every phase with virtual people, at the times that the file gives:
 * acopio, image, two blind captures, verification; or sin acta, or fuera de catálogo.
 */

import type { MarcaTiempo } from '../basedatos/leer-fecha.ts';
import type { Fila } from '../basedatos/leer-fila.ts';
import type { EntregaDeImagen } from '../digitalizacion/servicio.ts';
import { type Digitalizacion, type Instante, type Origen, TIPOS_DOCUMENTO } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import type { Fases } from '../servidor/fases.ts';
import { renderActa } from '../simulacro/imagen.ts';
import type { Tecleado } from './sustituto.ts';

/** The clock of the night: services read it, this drives it. */
export interface Reloj {
  ahora: Instante;
}

/** One of the three moments in the life of an acta: its services and their clock. */
export interface Momento {
  readonly fases: Fases;
  readonly reloj: Reloj;
}

/** What is known of the night being reproduced. */
export interface Contexto extends Momento {
  readonly eleccion: string;
  readonly titulo: string;
  /** hours from UTC of the times of the file */
  readonly utc: number;
  /** time of the corte in which the acta first appears: where the file gives no time */
  readonly corte: Instante;
}

const CCV = 'CCV001';
const CATD = 'CATD001';
const LEYENDA = 'REPRODUCCION';

/** What happens to one acta, in its three moments, in this order. Each throws when a phase refuses. */
export interface Recorrido {
  /** acopio and image, or the only thing that happens to an acta that is not captured */
  readonly arrive: (contexto: Contexto) => Promise<void>;
  readonly capture: (contexto: Contexto) => Promise<void>;
  readonly verify: (contexto: Contexto) => Promise<void>;
}

/**
 * Runs everything that happens to each acta. While one is captured the next arrives and the one before is verified,
 * as in any night: alone, each would spend its time waiting for the disk. They arrive one by one, so the queue gives
 * the acta whose turn it is.
 *
 * @param contextos one for each moment: each has its own clock, because they are at different hours at once
 * @param onActa called when each begins
 */
export async function driveActas(
  recorridos: readonly Recorrido[],
  contextos: readonly [Contexto, Contexto, Contexto],
  onActa: () => void,
): Promise<void> {
  const [first, second, third] = contextos;
  for (let i = 0; i < recorridos.length + 2; i += 1) {
    if (i < recorridos.length) onActa();
    await Promise.all([
      recorridos[i]?.arrive(first),
      recorridos[i - 1]?.capture(second),
      recorridos[i - 2]?.verify(third),
    ]);
  }
}

const NOTHING = async () => {};

/** Everything that the published row says of an acta of the catalogue. */
export function recorridoDe(acta: IdActa, fila: Fila, { lecturas }: Tecleado): Recorrido {
  if (fila.estado === 'sin_acta') {
    return { arrive: (contexto) => declareSinActa(contexto, acta, fila), capture: NOTHING, verify: NOTHING };
  }
  return {
    arrive: (contexto) => receive(contexto, acta, fila, lecturas),
    capture: (contexto) => captureTwice(contexto, acta, fila, lecturas),
    // Campeche published captured actas that were never verified: those have no time of verification.
    verify: (contexto) =>
      typeof fila.verificacion === 'object' ? verify(contexto, acta, fila.verificacion) : NOTHING(),
  };
}

/** That of an acta that matches no approved casilla. */
export function recorridoFueraDeCatalogo(fila: Fila): Recorrido {
  return {
    arrive: (contexto) => registerFueraDeCatalogo(contexto, fila),
    capture: NOTHING,
    verify: NOTHING,
  };
}

async function declareSinActa({ fases, reloj, corte }: Contexto, acta: IdActa, fila: Fila): Promise<void> {
  reloj.ahora = corte;
  expectDone(
    await fases.acopio.declararSinActa({
      acta,
      persona: 'coordinador-catd',
      confirma: 'coordinador-ccv',
      lugar: CATD,
      motivo: fila.motivoSinActa ?? 'paquete_no_entregado',
    }),
  );
}

async function receive(contexto: Contexto, acta: IdActa, fila: Fila, lecturas: Lecturas): Promise<void> {
  const { fases, reloj } = contexto;
  const imagen = await drawImagen(contexto, fila, Object.entries(lecturas));
  reloj.ahora = instantOf(fila.acopio, contexto);
  const entrega = entregaOf(fila, imagen);
  if (entrega.origen === 'CATD') {
    expectDone(
      await fases.acopio.registrar({
        acta,
        persona: 'acopiador',
        lugar: CATD,
        via: 'CATD',
        horaManuscrita: null,
      }),
    );
  }
  expectDone(await fases.digitalizacion.recibir({ ...entrega, acta }));
}

async function captureTwice(contexto: Contexto, acta: IdActa, fila: Fila, lecturas: Lecturas): Promise<void> {
  const { fases, reloj } = contexto;
  reloj.ahora = instantOf(fila.captura, contexto);
  for (const persona of ['capturista-a', 'capturista-b']) {
    await take(contexto, acta, persona);
    expectDone(await fases.captura.registrar({ acta, persona, lugar: CCV, lecturas }));
  }
}

/** Gives an acta to a capturista. What has just arrived may be given before it: that goes back to the queue. */
async function take({ fases }: Contexto, acta: IdActa, persona: string): Promise<void> {
  const others: IdActa[] = [];
  while (true) {
    const tarea = expectDone(await fases.captura.siguiente({ persona, lugar: CCV }));
    if (tarea === null) throw new Error(`${acta} never came to ${persona}`);
    if (tarea.acta === acta) break;
    others.push(tarea.acta);
  }
  for (const other of others) {
    expectDone(await fases.captura.devolver({ acta: other, persona, lugar: CCV }));
  }
}

async function verify(contexto: Contexto, acta: IdActa, hora: MarcaTiempo): Promise<void> {
  const { fases, reloj } = contexto;
  reloj.ahora = instantOf(hora, contexto);
  const verificador = { acta, persona: 'verificador', lugar: CCV };
  expectDone(await fases.verificacion.tomar(verificador));
  expectDone(await fases.verificacion.verificar(verificador));
}

async function registerFueraDeCatalogo(contexto: Contexto, fila: Fila): Promise<void> {
  const { fases, reloj } = contexto;
  const acopio = instantOf(fila.acopio, contexto);
  // Its published hash keeps apart images that would otherwise be drawn alike.
  const imagen = await drawImagen(contexto, fila, []);
  reloj.ahora = acopio;
  expectDone(
    await fases.digitalizacion.registrarFueraDeCatalogo({
      ...entregaOf(fila, imagen),
      eleccion: contexto.eleccion,
      identificacion: fila.claveActa === '' ? '-' : fila.claveActa,
      razon: 'Publicada fuera de catálogo en la base oficial',
      confirma: 'coordinador-ccv',
      acopio,
    }),
  );
}

function drawImagen(
  { titulo }: Contexto,
  fila: Fila,
  campos: readonly (readonly [string, Lectura])[],
): Promise<Buffer> {
  return renderActa({
    leyenda: LEYENDA,
    titulo,
    identificacion: [
      `CLAVE ${fila.claveActa === '' ? 'ILEGIBLE' : fila.claveActa}`,
      `${fila.territorio.id} ${fila.territorio.nombre}`,
      `IMAGEN OFICIAL ${fila.sha.slice(0, 24)}`,
    ],
    campos,
  });
}

function entregaOf(fila: Fila, bytes: Uint8Array): EntregaDeImagen {
  const origen: Origen = fila.origen.toUpperCase() === 'CASILLA' ? 'CASILLA' : 'CATD';
  const digitalizacion: Digitalizacion = fila.digitalizacion.toUpperCase() === 'MOVIL' ? 'MOVIL' : 'ESCANER';
  const tipoDocumento = TIPOS_DOCUMENTO.find((tipo) => tipo === fila.tipoDocumento) ?? 'ACTA PREP';
  return { bytes, origen, digitalizacion, tipoDocumento, persona: 'digitalizador', lugar: CATD };
}

function instantOf(marca: MarcaTiempo, { utc, corte }: Contexto): Instante {
  if (typeof marca !== 'object') return corte;
  return new Date((marca.local - utc * 3600) * 1000).toISOString();
}

function expectDone<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`${result.error.codigo}: ${result.error.mensaje}`);
  return result.value;
}
