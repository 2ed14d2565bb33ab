/**
 * The JSON of the levels above the section: the entidad, each distrito or municipio, and their index.
 */

import { addVotosPorPartido, votosPorPartido } from '../dominio/computo.ts';
import { CIFRAS, computeEncabezado, type Encabezado } from '../dominio/corte.ts';
import { type Eleccion, opcionesDe, type Territorio } from '../dominio/eleccion.ts';
import {
  type Contexto,
  carpetaDeTerritorios,
  identificacionDeCorte,
  identificacionDeEleccion,
  nombreDeArchivo,
} from './contexto.ts';
import type { Cuenta } from './cuenta.ts';
import { leyendasDe } from './leyendas.ts';
import {
  type Actas,
  actasDe,
  coberturaDe,
  type Resultados,
  resultadosDe,
  resultadosRpDe,
} from './resultados.ts';

/** What the JSON of a territory says of its sections. */
export interface ResumenDeSeccion {
  /** entidad and section: `160806` */
  readonly seccion: string;
  /** from the root of the publication */
  readonly archivo: string;
  readonly esperadas: number;
  readonly capturadas: number;
  readonly contabilizadas: number;
}

/** Sums of one distrito or municipio. */
export interface TerritorioContado {
  readonly territorio: Territorio;
  readonly cuenta: Cuenta;
}

/** From the root of the publication: `GUB/entidad.json` */
export function rutaDeEntidad({ clave }: Pick<Eleccion, 'clave'>): string {
  return `${clave}/entidad.json`;
}

/** From the root of the publication: `GUB/distritos/016.json` */
export function rutaDeTerritorio(eleccion: Eleccion, territorio: string): string {
  return `${eleccion.clave}/${carpetaDeTerritorios(eleccion)}/${nombreDeArchivo(territorio)}.json`;
}

/** From the root of the publication: `GUB/distritos/indice.json` */
export function rutaDeIndice(eleccion: Eleccion): string {
  return `${eleccion.clave}/${carpetaDeTerritorios(eleccion)}/indice.json`;
}

/** The thirteen figures of the database, in their order. */
export function encabezadoDe(cuenta: Cuenta, { corte, proceso }: Contexto): Encabezado {
  return computeEncabezado(cuenta.suma.avance, corte.tipo, proceso.ajustes);
}

export type EntidadJson = ReturnType<typeof entidadJson>;

/** A file that goes with the results. */
export interface ArchivoParaDescargar {
  readonly nombre: string;
  /** from the root of the publication */
  readonly ruta: string;
}

export function entidadJson(
  contexto: Contexto,
  eleccion: Eleccion,
  cuenta: Cuenta,
  territorios: readonly TerritorioContado[],
  archivos: readonly ArchivoParaDescargar[],
) {
  const { proceso, corte } = contexto;
  const { suma } = cuenta;
  const alcance = {
    registro: eleccion.ambito === 'entidad' ? '*' : null,
    opciones: new Set(eleccion.opciones.map(({ clave }) => clave)),
    partidos: addVotosPorPartido(
      eleccion,
      territorios.map(({ territorio, cuenta: own }) =>
        votosPorPartido(eleccion, territorio.id, own.suma.votos),
      ),
    ),
  };
  const encabezado = encabezadoDe(cuenta, contexto);
  return {
    esquema: 'prep-abierto/entidad/2',
    ...identificacionDeCorte(contexto),
    eleccion: identificacionDeEleccion(eleccion),
    nivel: 'entidad',
    entidad: proceso.entidad,
    // In published order, whatever the order of the object.
    encabezado: Object.fromEntries(CIFRAS.map((cifra) => [cifra, encabezado[cifra]])),
    actas: actasDe(cuenta, corte.tipo, proceso.ajustes),
    cobertura: coberturaDe(cuenta),
    resultados: resultadosDe(eleccion, suma.votos, alcance),
    representacionProporcional: resultadosRpDe(eleccion, suma.votosRp, alcance),
    territorios: rutaDeIndice(eleccion),
    archivos,
    leyendas: leyendasDe(contexto),
  };
}

/** The figures of a territory by which the index and the page show it. */
export interface TerritorioPublicado {
  readonly id: string;
  readonly nombre: string;
  readonly archivo: string;
  readonly actas: Actas;
  readonly resultados: Resultados;
}

function resultadosDeTerritorio(
  { territorio, cuenta }: TerritorioContado,
  eleccion: Eleccion,
  contexto: Contexto,
) {
  const { corte, proceso } = contexto;
  const alcance = {
    registro: territorio.id,
    opciones: new Set(opcionesDe(eleccion, territorio.id).map(({ clave }) => clave)),
    partidos: votosPorPartido(eleccion, territorio.id, cuenta.suma.votos),
  };
  return {
    actas: actasDe(cuenta, corte.tipo, proceso.ajustes),
    cobertura: coberturaDe(cuenta),
    resultados: resultadosDe(eleccion, cuenta.suma.votos, alcance),
    representacionProporcional: resultadosRpDe(eleccion, cuenta.suma.votosRp, alcance),
  };
}

export function publishTerritorio(
  contado: TerritorioContado,
  eleccion: Eleccion,
  contexto: Contexto,
): TerritorioPublicado {
  const { territorio } = contado;
  const { actas, resultados } = resultadosDeTerritorio(contado, eleccion, contexto);
  return {
    id: territorio.id,
    nombre: territorio.nombre,
    archivo: rutaDeTerritorio(eleccion, territorio.id),
    actas,
    resultados,
  };
}

export function territorioJson(
  contexto: Contexto,
  eleccion: Eleccion,
  contado: TerritorioContado,
  secciones: readonly ResumenDeSeccion[],
) {
  const { territorio } = contado;
  return {
    esquema: 'prep-abierto/territorio/2',
    ...identificacionDeCorte(contexto),
    eleccion: identificacionDeEleccion(eleccion),
    nivel: eleccion.agrupacion,
    territorio: { id: territorio.id, nombre: territorio.nombre },
    ...resultadosDeTerritorio(contado, eleccion, contexto),
    secciones: secciones.map(({ seccion, archivo, esperadas, capturadas, contabilizadas }) => ({
      seccion,
      archivo,
      esperadas,
      capturadas,
      contabilizadas,
    })),
    leyendas: leyendasDe(contexto),
  };
}

export function indiceJson(
  contexto: Contexto,
  eleccion: Eleccion,
  territorios: readonly TerritorioPublicado[],
) {
  return {
    esquema: 'prep-abierto/indice/2',
    ...identificacionDeCorte(contexto),
    eleccion: identificacionDeEleccion(eleccion),
    nivel: eleccion.agrupacion,
    territorios: territorios.map(({ id, nombre, archivo, actas, resultados }) => ({
      id,
      nombre,
      archivo,
      esperadas: actas.esperadas,
      capturadas: actas.capturadas,
      porcentajeCapturadas: actas.porcentajeCapturadas,
      contabilizadas: actas.contabilizadas,
      porcentajeContabilizadas: actas.porcentajeContabilizadas,
      participacion: actas.participacion,
      total: resultados.total,
      candidaturas:
        resultados.candidaturas?.map(({ clave, votos, porcentaje }) => ({ clave, votos, porcentaje })) ?? [],
    })),
    leyendas: leyendasDe(contexto),
  };
}
