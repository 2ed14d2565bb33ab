/**
 * A rehearsal: some actas arrive as they would from their CATD, filled by hand, and people capture, verify and
 * decide them on their own screens. Among them are the ones that a team must have seen before the night: an amount
 * that differs from its letters, what cannot be read, what was left blank, an image that is cut or of another
 * casilla. At the end what was verified is compared with what the actas said.
 */

import type { Bitacora } from '../bitacora/bitacora.ts';
import type { EstadoActa } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { camposDistintos, type Lecturas } from '../dominio/consolidacion.ts';
import { limiteDeVotos } from '../dominio/contabilizacion.ts';
import { tipoDocumentoDe } from '../dominio/documento.ts';
import { type ActaEsperada, camposDeVotos, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import { isLegible, votosDe } from '../dominio/lectura.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Fases } from '../servidor/fases.ts';
import { createAzar } from './azar.ts';
import { camposEscritos } from './escena.ts';
import { createPersonalDeCatd } from './personas.ts';
import { createVerdades, lecturasDe, type Verdad, type Verdades } from './verdad.ts';

/** What an acta of a rehearsal teaches. */
export const LECCIONES = [
  'sencilla',
  'numero_y_letra_distintos',
  'campo_ilegible',
  'campo_sin_dato',
  'todo_ilegible',
  'excede_el_limite',
  'total_distinto_de_la_suma',
  'imagen_cortada',
  'imagen_de_otra_casilla',
] as const;
export type Leccion = (typeof LECCIONES)[number];

/** Of each twenty actas, how many of each lesson; the rest are plain. */
const DE_CADA_VEINTE: Readonly<Record<Exclude<Leccion, 'sencilla'>, number>> = {
  numero_y_letra_distintos: 2,
  campo_ilegible: 2,
  campo_sin_dato: 2,
  todo_ilegible: 1,
  excede_el_limite: 1,
  total_distinto_de_la_suma: 2,
  imagen_cortada: 1,
  imagen_de_otra_casilla: 1,
};

export interface ActaDeEnsayo {
  readonly acta: ActaEsperada;
  readonly leccion: Leccion;
}

/** One of the images that a CATD makes of an acta, from the first; two tries never give the same bytes. */
export interface Intento {
  readonly numero: number;
  readonly corte: 'entera' | 'cortada';
}

/** How an image is made. */
export type DibujarActa = (acta: ActaEsperada, verdad: Verdad, intento: Intento) => Promise<Buffer>;

export interface OpcionesDeEnsayo {
  readonly proceso: Proceso;
  readonly semilla: number;
  readonly fases: Pick<Fases, 'acopio' | 'digitalizacion'>;
  readonly bitacora: Pick<Bitacora, 'load'>;
  readonly dibujar: DibujarActa;
}

export interface Ensayo {
  readonly actas: readonly ActaDeEnsayo[];
  readonly verdades: Verdades;
  /** The envelope and the first image of an acta; again, it changes nothing. */
  entregar(acta: ActaDeEnsayo): Promise<Result<unknown, Refusal>>;
  /** Another image for each acta whose own was rejected, as its CATD would send. Gives how many. */
  reponer(): Promise<Result<number, Refusal>>;
  /** What was verified against what the actas said. */
  calificar(): Promise<Result<Calificacion, Refusal>>;
}

export interface Calificacion {
  readonly actas: number;
  readonly verificadas: number;
  readonly iguales: number;
  readonly distintas: readonly {
    readonly acta: IdActa;
    readonly leccion: Leccion;
    readonly campos: readonly string[];
  }[];
}

/** @param cuantas actas; fewer when the process has no more */
export function createEnsayo(opciones: OpcionesDeEnsayo, cuantas: number): Ensayo {
  const { proceso, semilla, fases, bitacora, dibujar } = opciones;
  const verdades = createVerdades(proceso, semilla);
  const actas = chooseActas(proceso, verdades, semilla, cuantas);

  async function entregar({ acta, leccion }: ActaDeEnsayo): Promise<Result<unknown, Refusal>> {
    const { acopiador } = createPersonalDeCatd(semilla, acta.casilla.catd);
    const received = await fases.acopio.registrar({
      ...{ acta: acta.id, persona: acopiador.clave, lugar: acopiador.lugar },
      ...{ via: 'CATD', horaManuscrita: null, idempotencia: `ensayo acopio ${acta.id}` },
    });
    return received.ok ? deliver(acta, leccion, 1) : received;
  }

  async function deliver(acta: ActaEsperada, leccion: Leccion, numero: number) {
    const { digitalizador } = createPersonalDeCatd(semilla, acta.casilla.catd);
    const shown = numero === 1 && leccion === 'imagen_de_otra_casilla' ? neighbourOf(acta) : acta;
    const corte = numero === 1 && leccion === 'imagen_cortada' ? 'cortada' : 'entera';
    return fases.digitalizacion.recibir({
      ...{ acta: acta.id, persona: digitalizador.clave, lugar: digitalizador.lugar },
      idempotencia: `ensayo imagen ${acta.id} ${numero}`,
      bytes: await dibujar(shown, verdades(shown), { numero, corte }),
      ...{ origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: tipoDocumentoDe(acta.casilla.tipo) },
      encuadre: corte === 'entera' ? 'hoja_entera' : 'sin_enderezar',
    });
  }

  /** An acta of the same election, territory and kind of casilla: only its identification tells it apart. */
  function neighbourOf(acta: ActaEsperada): ActaEsperada {
    const others = proceso.actasPorEleccion.get(acta.eleccion) ?? [];
    const other = others.find(
      (one) =>
        one.territorio === acta.territorio &&
        one.casilla.tipo === acta.casilla.tipo &&
        one.id !== acta.id &&
        verdades(one).tipo === 'acta',
    );
    return other ?? acta;
  }

  /** The state of each acta of the rehearsal, in order. */
  async function* states(): AsyncGenerator<Result<readonly [ActaDeEnsayo, EstadoActa], Refusal>> {
    for (const one of actas) {
      const loaded = await bitacora.load(one.acta.id);
      yield loaded.ok ? ok([one, loaded.value.estado]) : loaded;
    }
  }

  return {
    actas,
    verdades,
    entregar,

    async reponer() {
      let sent = 0;
      for await (const read of states()) {
        if (!read.ok) return read;
        const [{ acta, leccion }, estado] = read.value;
        if (estado.fase !== 'acopiada' || estado.previo === null) continue;
        const done = await deliver(acta, leccion, estado.previo.imagenes.length + 1);
        if (!done.ok) return done;
        sent += 1;
      }
      return ok(sent);
    },

    async calificar() {
      const distintas: { acta: IdActa; leccion: Leccion; campos: readonly string[] }[] = [];
      let verificadas = 0;
      for await (const read of states()) {
        if (!read.ok) return read;
        const [{ acta, leccion }, estado] = read.value;
        if (estado.fase !== 'verificada') continue;
        verificadas += 1;
        const campos = camposDistintos(
          estado.camposDelActa,
          estado.resultado.lecturas,
          lecturasDe(camposEscritos(verdades(acta))),
        );
        if (campos.length > 0) distintas.push({ acta: acta.id, leccion, campos });
      }
      return ok({ actas: actas.length, verificadas, iguales: verificadas - distintas.length, distintas });
    },
  };
}

/** Looks through the catalogue, in the order of chance, until each lesson has its share. */
function chooseActas(
  proceso: Proceso,
  verdades: Verdades,
  semilla: number,
  cuantas: number,
): readonly ActaDeEnsayo[] {
  const azar = createAzar(semilla, 'ensayo');
  const shuffled = [...proceso.actas]
    .map((acta) => ({ acta, key: azar.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ acta }) => acta);
  const left = new Map<Leccion, number>(
    Object.entries(DE_CADA_VEINTE).map(([leccion, share]) => [
      leccion as Leccion,
      Math.max(1, Math.round((share * cuantas) / 20)),
    ]),
  );
  const lessons = [...left.values()].reduce((sum, count) => sum + count, 0);
  left.set('sencilla', Math.max(0, cuantas - lessons));
  const chosen: ActaDeEnsayo[] = [];
  for (const acta of shuffled) {
    if (chosen.length >= cuantas) break;
    const verdad = verdades(acta);
    if (verdad.tipo !== 'acta') continue;
    const leccion = lessonsOf(proceso, acta, verdad).find((one) => (left.get(one) ?? 0) > 0);
    if (leccion === undefined) continue;
    left.set(leccion, (left.get(leccion) ?? 0) - 1);
    chosen.push({ acta, leccion });
  }
  // A small catalogue may lack some lesson: plain actas take its place.
  for (const acta of shuffled) {
    if (chosen.length >= cuantas) break;
    if (verdades(acta).tipo !== 'acta' || chosen.some((one) => one.acta === acta)) continue;
    chosen.push({ acta, leccion: 'sencilla' });
  }
  return chosen;
}

/** What an acta can teach, the rarest first. */
function lessonsOf(
  proceso: Proceso,
  acta: ActaEsperada,
  { campos }: Extract<Verdad, { tipo: 'acta' }>,
): readonly Leccion[] {
  const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
  if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta.id}`);
  const lecturas: Lecturas = lecturasDe(campos);
  const votos = camposDeVotos(eleccion, acta.territorio);
  const suma = votos.reduce((sum, campo) => sum + votosDe(lecturas[campo] ?? 'SIN DATO'), 0);
  const limite = limiteDeVotos(acta.casilla, proceso.ajustes);
  if (votos.every((campo) => !isLegible(lecturas[campo] ?? 'SIN DATO'))) return ['todo_ilegible'];
  if (limite !== null && suma > limite) return ['excede_el_limite'];
  const faults: Leccion[] = [];
  const readings = Object.values(lecturas);
  if (readings.includes('ILEGIBLE')) faults.push('campo_ilegible');
  if (readings.includes('SIN DATO')) faults.push('campo_sin_dato');
  if (
    campos.some(
      ({ numero, letra }) =>
        numero.tipo === 'valor' && letra.tipo === 'valor' && numero.valor !== letra.valor,
    )
  ) {
    faults.push('numero_y_letra_distintos');
  }
  if (lecturas[TOTAL_ASENTADO] !== suma) faults.push('total_distinto_de_la_suma');
  return faults.length > 0 ? faults : ['imagen_cortada', 'imagen_de_otra_casilla', 'sencilla'];
}
