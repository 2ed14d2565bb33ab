/**
 * The script of a night in a CCV: what each acta says, what happens to it, and what each person types. The truth is
 * written here and nowhere else, so what the system publishes can be compared with it.
 */

import type { IdActa } from '../../src/dominio/clave.ts';
import type { Lecturas } from '../../src/dominio/consolidacion.ts';
import { type ActaEsperada, camposDe, camposDeVotos, TOTAL_ASENTADO } from '../../src/dominio/eleccion.ts';
import { type Lectura, votosDe } from '../../src/dominio/lectura.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';

/** What happens to an acta. Those without anything special are `acuerdo`. */
export const LANCES = [
  'problema_en_captura',
  'difieren_y_hay_tercera',
  'conflicto_resuelto',
  'conflicto_con_propuesta_rechazada',
  'conflicto_sin_imagen',
  'recaptura',
  'imagen_rechazada_al_verificar',
  'es_de_otra_acta',
  'recibe_la_imagen_de_otra',
  'identificacion_rechazada',
  'fuera_de_catalogo',
  'verificacion_devuelta',
  'cotejo_igual',
  'cotejo_con_correccion',
  'cotejo_sin_imagen',
  'sesion_vencida',
  'descanso_a_medias',
  'segunda_imagen_y_problema',
  'todo_ilegible',
  'total_equivocado_en_el_papel',
] as const;
export type Lance = (typeof LANCES)[number] | 'acuerdo';

/** The field on which people do not agree. */
export const CAMPO = 'NULOS';

export interface ActaDelGuion {
  readonly acta: ActaEsperada;
  readonly lance: Lance;
  readonly verdad: Lecturas;
}

export interface Guion {
  readonly actas: readonly ActaDelGuion[];
  readonly porId: ReadonlyMap<IdActa, ActaDelGuion>;
  /** What a person types of some fields of an acta, given how many people began before them in this image. */
  teclea(acta: IdActa, persona: string, imagen: number, campos: readonly string[]): Lecturas;
}

/** @param cuantas actas of the process, in its order; voto en el extranjero is left out: it has fewer fields */
export function createGuion(proceso: Proceso, cuantas: number): Guion {
  const chosen = proceso.actas.filter(({ casilla }) => casilla.tipo !== 'M').slice(0, cuantas);
  // In the CATD of the cotejador, so that they find them.
  const lances = lancesOf(chosen);
  const actas = chosen.map((acta, i): ActaDelGuion => {
    const lance = lances.get(acta.id) ?? 'acuerdo';
    return { acta, lance, verdad: truthOf(proceso, acta, i, lance) };
  });
  const porId = new Map(actas.map((one) => [one.acta.id, one]));
  /** who began to capture each image of each acta, in order */
  const began = new Map<string, string[]>();
  return {
    actas,
    porId,
    teclea(acta, persona, imagen, campos) {
      const one = porId.get(acta);
      if (one === undefined) throw new Error(`acta that is not in the script: ${acta}`);
      const key = `${acta} ${imagen}`;
      const people = began.get(key) ?? [];
      if (!people.includes(persona)) people.push(persona);
      began.set(key, people);
      const error = slipOf(one.lance, people.indexOf(persona), imagen);
      return Object.fromEntries(
        campos.map((campo) => {
          const lectura = one.verdad[campo] ?? 'SIN DATO';
          return [campo, campo === CAMPO && typeof lectura === 'number' ? lectura + error : lectura];
        }),
      );
    },
  };
}

/** By how much a person misreads the field in dispute: `turno` is their place among those who captured the image. */
function slipOf(lance: Lance, turno: number, imagen: number): number {
  switch (lance) {
    case 'difieren_y_hay_tercera':
      return turno === 0 ? 1 : 0;
    case 'conflicto_resuelto':
    case 'conflicto_con_propuesta_rechazada':
      return turno;
    case 'conflicto_sin_imagen':
      return imagen === 1 ? turno : 0;
    case 'recaptura':
    case 'cotejo_con_correccion':
      return turno < 2 ? 7 : 0;
    default:
      return 0;
  }
}

function lancesOf(actas: readonly ActaEsperada[]): ReadonlyMap<IdActa, Lance> {
  const left = [...actas];
  const take = (lance: Lance, fits: (acta: ActaEsperada) => boolean): [IdActa, Lance] => {
    const i = left.findIndex(fits);
    const [acta] = i === -1 ? [] : left.splice(i, 1);
    if (acta === undefined) throw new Error(`no acta for «${lance}»`);
    return [acta.id, lance];
  };
  // What is compared with the paper is of one CATD; what changes of acta, of one election.
  return new Map(
    LANCES.map((lance) =>
      take(lance, ({ casilla, eleccion, tipoActa }) =>
        lance.startsWith('cotejo')
          ? casilla.catd === CATD_DEL_COTEJO
          : eleccion === 'GUB' && tipoActa.principio === 'MR'
            ? true
            : !lance.includes('otra'),
      ),
    ),
  );
}

/** Where the paper is compared. */
export const CATD_DEL_COTEJO = 'C03';

function truthOf(proceso: Proceso, acta: ActaEsperada, i: number, lance: Lance): Lecturas {
  const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
  if (eleccion === undefined) throw new Error(acta.eleccion);
  const votos = camposDeVotos(eleccion, acta.territorio);
  const small = acta.casilla.tipo === 'A';
  const lecturas: Record<string, Lectura> = {};
  for (const [j, campo] of votos.entries()) lecturas[campo] = small ? 1 : ((i * 7 + j * 13) % 40) + 1;
  if (lance === 'todo_ilegible') for (const campo of votos) lecturas[campo] = 'ILEGIBLE';
  // Some actas have a field that cannot be read, and some one that was left blank.
  else if (i % 9 === 4) lecturas[votos[1] ?? ''] = 'ILEGIBLE';
  else if (i % 9 === 7) lecturas[votos[2] ?? ''] = 'SIN DATO';
  const suma = votos.reduce((sum, campo) => sum + votosDe(lecturas[campo] ?? 0), 0);
  for (const campo of camposDe(eleccion, acta.casilla.tipo, acta.territorio)) {
    lecturas[campo] ??= campo === TOTAL_ASENTADO || campo === 'TOTAL_VOTOS_SACADOS' ? suma : i + 1;
  }
  if (lance === 'total_equivocado_en_el_papel') lecturas[TOTAL_ASENTADO] = suma + 10;
  return lecturas;
}
