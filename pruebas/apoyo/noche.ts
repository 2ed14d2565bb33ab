/**
 * Nights of the minimal process for tests: played whole in seconds, and what must have been published of them,
 * computed from the truth with the rules alone.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  addActaToSuma,
  addSuma,
  addVotosPorPartido,
  columnasDeVotos,
  emptySuma,
  type Suma,
  votosPorCandidatura,
  votosPorPartido,
} from '../../src/dominio/computo.ts';
import {
  type Contabilizacion,
  classify,
  contabilizacion,
  limiteDeVotos,
} from '../../src/dominio/contabilizacion.ts';
import { computeEncabezado } from '../../src/dominio/corte.ts';
import { type ActaEsperada, camposDeVotos, type Eleccion } from '../../src/dominio/eleccion.ts';
import type { Lectura } from '../../src/dominio/lectura.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createAjenas } from '../../src/simulacro/ajenas.ts';
import { createVerdades, lecturasDe, type Verdad } from '../../src/simulacro/verdad.ts';

/** What a corte says of an election: its thirteen figures, votes by party, and by candidatura in each territory. */
export interface Publicado {
  readonly encabezado: object;
  readonly partidos: Readonly<Record<string, number>>;
  readonly noRegistradas: number;
  readonly nulos: number;
  readonly territorios: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What the last corte of a night must say, from the truth of its actas and nothing else. */
export function expectedFrom(proceso: Proceso, semilla: number): Readonly<Record<string, Publicado>> {
  const verdades = createVerdades(proceso, semilla);
  return Object.fromEntries(
    proceso.elecciones.map((eleccion) => [
      eleccion.clave,
      expectedOf(proceso, eleccion, (acta) => verdades(acta), ajenasOf(proceso, semilla, eleccion)),
    ]),
  );
}

function ajenasOf(proceso: Proceso, semilla: number, { clave }: Eleccion): number {
  return createAjenas(proceso, semilla).filter(({ eleccion }) => eleccion === clave).length;
}

function expectedOf(
  proceso: Proceso,
  eleccion: Eleccion,
  verdadDe: (acta: ActaEsperada) => Verdad,
  ajenas: number,
): Publicado {
  const columnas = columnasDeVotos(eleccion);
  const sumas = new Map(eleccion.territorios.map(({ id }) => [id, emptySuma(columnas.length)]));
  const total = emptySuma(columnas.length);
  for (const acta of proceso.actasPorEleccion.get(eleccion.clave) ?? []) {
    addVerdad(sumas.get(acta.territorio)!, proceso, eleccion, acta, verdadDe(acta));
  }
  for (const suma of sumas.values()) addSuma(total, suma);
  total.avance.fueraDeCatalogo += ajenas;
  const partidos = addVotosPorPartido(
    eleccion,
    [...sumas].map(([id, suma]) => votosPorPartido(eleccion, id, suma.votos)),
  );
  return {
    encabezado: computeEncabezado(total.avance, 'ultimo', proceso.ajustes),
    partidos: Object.fromEntries(
      partidos.map(({ clave, propios, coalicion }) => [clave, propios + coalicion]),
    ),
    noRegistradas: total.votos.at(-2)!,
    nulos: total.votos.at(-1)!,
    territorios: Object.fromEntries(
      [...sumas].map(([id, suma]) => [
        id,
        Object.fromEntries(
          votosPorCandidatura(eleccion, id, suma.votos).map(({ candidatura, votos }) => [
            candidatura.clave,
            votos,
          ]),
        ),
      ]),
    ),
  };
}

function addVerdad(
  suma: Suma,
  proceso: Proceso,
  eleccion: Eleccion,
  acta: ActaEsperada,
  verdad: Verdad,
): void {
  const { casilla } = acta;
  const lecturas = verdad.tipo === 'acta' ? lecturasDe(verdad.campos) : {};
  const votos: (Lectura | null)[] = columnasDeVotos(eleccion).map((clave) => lecturas[clave] ?? null);
  let clase: Contabilizacion = contabilizacion('sin_acta', 0);
  if (verdad.tipo === 'acta') {
    const running = camposDeVotos(eleccion, acta.territorio).map((campo) => lecturas[campo]!);
    clase = classify(running, limiteDeVotos(casilla, proceso.ajustes));
  }
  addActaToSuma(suma, {
    tipoCasilla: casilla.tipo,
    listaNominal: casilla.listaNominal,
    contabilizacion: clase,
    principio: acta.tipoActa.principio,
    votos,
  });
}

interface NivelJson {
  readonly encabezado: object;
  readonly resultados: {
    readonly candidaturas: readonly { readonly clave: string; readonly votos: number }[] | null;
    readonly partidos: readonly { readonly clave: string; readonly votos: number }[];
    readonly noRegistradas: { readonly votos: number };
    readonly nulos: { readonly votos: number };
  };
}

/** What the corte in force says. */
export function readPublicado(publicacion: string, proceso: Proceso): Readonly<Record<string, Publicado>> {
  return Object.fromEntries(
    proceso.elecciones.map((eleccion) => {
      const folder = join(publicacion, 'vigente', eleccion.clave);
      const entidad = readJson<NivelJson>(join(folder, 'entidad.json'));
      const territorios = eleccion.territorios.map(({ id }) => {
        const name = `${eleccion.agrupacion === 'distrito' ? 'distritos' : 'municipios'}/${id.replace('/', '')}.json`;
        return [id, votesByClave(readJson<NivelJson>(join(folder, name)).resultados.candidaturas ?? [])];
      });
      return [
        eleccion.clave,
        {
          encabezado: entidad.encabezado,
          partidos: votesByClave(entidad.resultados.partidos),
          noRegistradas: entidad.resultados.noRegistradas.votos,
          nulos: entidad.resultados.nulos.votos,
          territorios: Object.fromEntries(territorios),
        },
      ];
    }),
  );
}

/** The pointer to the corte in force. */
export function readPuntero(publicacion: string) {
  return readJson<{
    readonly corte: { readonly numero: number; readonly tipo: string; readonly momento: string };
  }>(join(publicacion, 'actual.json'));
}

function votesByClave(rows: readonly { readonly clave: string; readonly votos: number }[]) {
  return Object.fromEntries(rows.map(({ clave, votos }) => [clave, votos]));
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
