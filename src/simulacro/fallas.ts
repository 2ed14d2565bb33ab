/**
 * Actas for a drill: an honest count, and on it the faults that whoever prepares the drill asked for, with what a
 * capturista must type of each and what must come of it.
 */

import type { Lecturas } from '../dominio/consolidacion.ts';
import { classify, limiteDeVotos, type Observacion } from '../dominio/contabilizacion.ts';
import { type ActaEsperada, camposDe, camposDeVotos, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import { type Escrito, resolveLectura, votosDe } from '../dominio/lectura.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Azar, createAzar } from './azar.ts';
import { createEscrutinios, type Escrutinio } from './escrutinio.ts';
import { type CampoEscrito, lecturasDe } from './verdad.ts';

/** What each fault does, and in what share of the actas it comes when nobody says. */
export const FALLAS = {
  discrepancia: { porcentaje: 6, texto: 'el número dice una cosa y la letra otra: vale la letra' },
  una_sola: { porcentaje: 12, texto: 'solo está el número, o solo la letra' },
  blanco: { porcentaje: 6, texto: 'un campo sin nada escrito: SIN DATO' },
  ilegible: { porcentaje: 6, texto: 'un campo que nadie puede leer: ILEGIBLE' },
  tachado: { porcentaje: 10, texto: 'una cantidad tachada y corregida al lado: vale la corregida' },
  suma: { porcentaje: 12, texto: 'el total escrito no es la suma' },
  excede: { porcentaje: 2, texto: 'más votos que lista nominal y representantes: no se contabiliza' },
  todos: { porcentaje: 1, texto: 'ningún voto se puede leer: no se contabiliza' },
} as const satisfies Readonly<Record<string, { porcentaje: number; texto: string }>>;

export type Falla = keyof typeof FALLAS;

const CLASES = Object.keys(FALLAS) as Falla[];

/** Share of the actas with each fault, from 0 to 100. */
export type Reparto = Readonly<Record<Falla, number>>;

export interface FallaEscrita {
  readonly falla: Falla;
  readonly campos: readonly string[];
}

export interface ActaLlenada {
  readonly campos: readonly CampoEscrito[];
  readonly fallas: readonly FallaEscrita[];
  /** what must be captured of each field */
  readonly captura: Lecturas;
  readonly observacion: Observacion;
  readonly contabilizada: 0 | 1 | 2;
  readonly totalCalculado: number;
}

export type Llenadas = (acta: ActaEsperada) => ActaLlenada;

export const REPARTO_COMUN: Reparto = repartoOf((falla) => FALLAS[falla].porcentaje);

/**
 * Reads a reparto: `tachado=20,suma=5`. Once one is given, those that are not named do not happen; `ninguna` is
 * that none does.
 */
export function parseReparto(texto: string): Result<Reparto, Refusal<'REPARTO'>> {
  const reparto: Record<Falla, number> = { ...repartoOf(() => 0) };
  if (texto.trim() === 'ninguna') return ok(reparto);
  for (const part of texto.split(',')) {
    const [, nombre = '', cuanto = ''] = /^\s*([a-z_]+)\s*=\s*(\d{1,3}(?:\.\d+)?)\s*$/.exec(part) ?? [];
    const falla = CLASES.find((one) => one === nombre);
    const value = Number(cuanto);
    if (falla === undefined || cuanto === '' || value > 100) {
      return refuse(
        'REPARTO',
        `--fallas dice «${part.trim()}» y se espera FALLA=PORCENTAJE, de 0 a 100, con una de: ${CLASES.join(', ')}; o «ninguna».`,
      );
    }
    reparto[falla] = value;
  }
  return ok(reparto);
}

/** What is written on every acta of a drill; it depends only on the seed, the reparto and the acta. */
export function createLlenadas(proceso: Proceso, semilla: number, reparto: Reparto): Llenadas {
  const escrutinioDe = createEscrutinios(proceso, semilla);
  return (acta) => {
    const eleccion = proceso.eleccionPorClave.get(acta.eleccion);
    if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta.id}`);
    const azar = createAzar(semilla, 'fallas', acta.id);
    const limite = limiteDeVotos(acta.casilla, proceso.ajustes);
    const hoja: Hoja = {
      ...{ votos: camposDeVotos(eleccion, acta.territorio), limite, azar },
      maximo: proceso.ajustes.valorMaximo,
      papel: honest(camposDe(eleccion, acta.casilla.tipo, acta.territorio), escrutinioDe(acta)),
      tocados: new Set(),
    };
    const fallas = CLASES_EN_ORDEN.filter((falla) => azar.chance(reparto[falla] / 100)).flatMap((falla) => {
      const campos = COMO[falla](hoja);
      return campos.length === 0 ? [] : [{ falla, campos }];
    });
    const campos = [...hoja.papel].map(([campo, escrito]) => ({ campo, ...escrito }));
    const captura = lecturasDe(campos);
    const clase = classify(
      hoja.votos.map((campo) => captura[campo] ?? 'SIN DATO'),
      limite,
    );
    const { observacion, contabilizada, totalCalculado } = clase;
    return { campos, fallas, captura, observacion, contabilizada, totalCalculado };
  };
}

type Escritos = Omit<CampoEscrito, 'campo'>;

interface Hoja {
  readonly votos: readonly string[];
  readonly limite: number | null;
  readonly maximo: number;
  readonly azar: Azar;
  readonly papel: Map<string, Escritos>;
  /** fields that already have a fault: another one would hide it */
  readonly tocados: Set<string>;
}

/** First what changes how many votes there are; the total, once they are there. */
const CLASES_EN_ORDEN: readonly Falla[] = [
  ...(['excede', 'todos', 'suma', 'tachado', 'discrepancia', 'una_sola', 'ilegible', 'blanco'] as const),
];

const VACIO: Escrito = { tipo: 'vacio' };
const ILEGIBLE: Escrito = { tipo: 'ilegible' };

/** How each fault is written; which fields have it, none when that acta cannot. */
const COMO: Readonly<Record<Falla, (hoja: Hoja) => readonly string[]>> = {
  excede(hoja) {
    const { votos, limite, maximo, azar, papel } = hoja;
    if (limite === null) return [];
    const campo = azar.pick(votos);
    const others = sumOf(hoja) - votosOf(papel, campo);
    const needed = limite - others + azar.integer(1, 80);
    if (needed > maximo) return [];
    return put(hoja, [campo], () => twice(needed));
  },
  todos(hoja) {
    if (hoja.votos.some((campo) => hoja.tocados.has(campo))) return [];
    return put(hoja, hoja.votos, () =>
      hoja.azar.chance(0.85) ? smudged(hoja.azar) : { numero: VACIO, letra: VACIO },
    );
  },
  suma(hoja) {
    const { azar, maximo } = hoja;
    const suma = sumOf(hoja);
    const slip = azar.pick([azar.integer(1, 9), -azar.integer(1, 9), 10, 100, -10]);
    const written = suma + slip < 0 || suma + slip > maximo ? suma + 1 : suma + slip;
    return put(hoja, [TOTAL_ASENTADO], () => twice(written));
  },
  tachado(hoja) {
    const { azar, maximo } = hoja;
    return put(hoja, free(hoja, azar.chance(0.7) ? 1 : 2), (now) => {
      if (now.numero.tipo !== 'valor') return now;
      const right = now.numero.valor;
      const slip = right + azar.pick([1, -1, 10, -10, azar.integer(2, 40)]);
      const wrong = slip < 0 || slip > maximo ? right + 1 : slip;
      const where = azar.pick(['numero', 'letra', 'ambos'] as const);
      return {
        ...now,
        tachado: {
          numero: where === 'letra' ? null : wrong,
          letra: where === 'numero' ? null : wrong,
        },
      };
    });
  },
  discrepancia(hoja) {
    const { azar, maximo } = hoja;
    return put(hoja, free(hoja, azar.chance(0.8) ? 1 : 2), (now) => {
      if (now.letra.tipo !== 'valor') return now;
      const said = now.letra.valor + azar.pick([azar.integer(1, 9), 10, 100]);
      return { ...now, numero: valor(said > maximo ? now.letra.valor - 1 : said) };
    });
  },
  una_sola(hoja) {
    const { azar } = hoja;
    const missing = azar.chance(0.3) ? 'numero' : 'letra';
    const how = azar.chance(0.75) ? VACIO : ILEGIBLE;
    return put(hoja, free(hoja, azar.integer(1, 4)), (now) => ({ ...now, [missing]: how }));
  },
  ilegible: (hoja) => put(hoja, free(hoja, hoja.azar.chance(0.7) ? 1 : 2), () => smudged(hoja.azar)),
  blanco: (hoja) =>
    put(hoja, free(hoja, hoja.azar.chance(0.7) ? 1 : 2), () => ({ numero: VACIO, letra: VACIO })),
};

/** Some fields without a fault; never so many that no vote would be left to read. */
function free({ papel, tocados, votos, azar }: Hoja, count: number): readonly string[] {
  const clean = [...papel.keys()].filter((campo) => !tocados.has(campo) && campo !== TOTAL_ASENTADO);
  const readable = votos.filter((campo) => !tocados.has(campo)).length;
  return azar.sample(clean, Math.min(count, Math.max(0, readable - 1)));
}

function put(
  { papel, tocados }: Hoja,
  campos: readonly string[],
  change: (now: Escritos) => Escritos,
): readonly string[] {
  for (const campo of campos) {
    const now = papel.get(campo);
    if (now === undefined) throw new Error(`field that the acta does not have: ${campo}`);
    papel.set(campo, change(now));
    tocados.add(campo);
  }
  return campos;
}

function honest(campos: readonly string[], escrutinio: Escrutinio): Map<string, Escritos> {
  return new Map(campos.map((campo) => [campo, twice(escrutinio.get(campo) ?? 0)]));
}

function smudged(azar: Azar): Escritos {
  return azar.pick([
    { numero: ILEGIBLE, letra: ILEGIBLE },
    { numero: ILEGIBLE, letra: VACIO },
    { numero: VACIO, letra: ILEGIBLE },
  ]);
}

function sumOf({ votos, papel }: Hoja): number {
  return votos.reduce((sum, campo) => sum + votosOf(papel, campo), 0);
}

function votosOf(papel: ReadonlyMap<string, Escritos>, campo: string): number {
  const escrito = papel.get(campo);
  return escrito === undefined ? 0 : votosDe(resolveLectura(escrito.numero, escrito.letra));
}

function twice(value: number): Escritos {
  return { numero: valor(value), letra: valor(value) };
}

function valor(value: number): Escrito {
  return { tipo: 'valor', valor: value };
}

function repartoOf(share: (falla: Falla) => number): Reparto {
  return Object.fromEntries(CLASES.map((falla) => [falla, share(falla)])) as Reparto;
}
