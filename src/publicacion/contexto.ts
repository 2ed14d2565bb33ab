/**
 * What every file of a corte shares: its process, its moment and how it is identified.
 */

import type { Marca } from '../basedatos/escribir-especificacion.ts';
import type { Momento } from '../dominio/corte.ts';
import type { Eleccion } from '../dominio/eleccion.ts';
import { unreachable } from '../dominio/result.ts';
import { formatCorte, formatSello } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createReloj, type Reloj } from './reloj.ts';

export interface Contexto {
  readonly proceso: Proceso;
  readonly reloj: Reloj;
  /** null on the real night */
  readonly marca: Marca | null;
  readonly corte: Corte;
}

export interface Corte {
  /** from 1; that of its fact in the bitácora */
  readonly numero: number;
  readonly tipo: Momento;
  /** seq of its fact in the bitácora: every fact before it is in, none after it */
  readonly posicion: number;
  readonly momento: Date;
  /** `2027-06-06T20:40:00-06:00` */
  readonly iso: string;
  /** `06/06/2027 20:40 (UTC-6)` */
  readonly local: string;
  /** `06/06/2027 20:40:00` */
  readonly hora: string;
  /** `20270606_2040` */
  readonly sello: string;
  /** `20270606_204000-12`: its folder in `cortes` */
  readonly carpeta: string;
}

export function createContexto(
  proceso: Proceso,
  { numero, tipo, posicion, momento }: Pick<Corte, 'numero' | 'tipo' | 'posicion' | 'momento'>,
  reloj: Reloj = createReloj(proceso.huso),
): Contexto {
  const instante = momento.toISOString();
  const hora = reloj.local(instante);
  const sello = formatSello(momento, proceso.huso);
  return {
    proceso,
    reloj,
    marca: marcaDe(proceso),
    corte: {
      numero,
      tipo,
      posicion,
      momento,
      iso: reloj.iso(instante),
      local: formatCorte(momento, proceso.huso),
      hora,
      sello,
      carpeta: `${sello}${hora.slice(17, 19)}-${numero}`,
    },
  };
}

export function marcaDe({ tipo }: Pick<Proceso, 'tipo'>): Marca | null {
  switch (tipo) {
    case 'jornada':
      return null;
    case 'simulacro':
      return 'SIMULACRO';
    case 'demostracion':
      return 'DEMOSTRACIÓN';
    default:
      return unreachable(tipo);
  }
}

/** Said on every page and JSON of what is not the real night; null on the night. */
export function avisoDe(marca: Marca | null): string | null {
  return marca === null ? null : `${marca}: los datos no son reales`;
}

/** The JSON that says to which process and corte a file belongs. */
export function identificacionDeCorte({ proceso, corte, marca }: Contexto) {
  return {
    aviso: avisoDe(marca),
    proceso: {
      nombre: proceso.nombre,
      nombreLargo: proceso.nombreLargo,
      tipo: proceso.tipo,
      instituto: proceso.instituto.nombre,
      sha256: proceso.sha256,
    },
    corte: {
      numero: corte.numero,
      tipo: corte.tipo,
      momento: corte.iso,
      local: corte.local,
      posicion: corte.posicion,
    },
  };
}

export function identificacionDeEleccion({ clave, nombre, ambito, agrupacion }: Eleccion) {
  return { clave, nombre, ambito, agrupacion };
}

/** `distritos` or `municipios`: the folder of the territories of an election. */
export function carpetaDeTerritorios({
  agrupacion,
}: Pick<Eleccion, 'agrupacion'>): 'distritos' | 'municipios' {
  return agrupacion === 'distrito' ? 'distritos' : 'municipios';
}

/** Name of a territory inside a path: `N/A` (voto en el extranjero) is `NA`. */
export function nombreDeArchivo(territorio: string): string {
  const name = territorio.replace('/', '');
  if (!/^[0-9A-Za-z_-]+$/.test(name)) throw new Error(`id of territory that cannot be a name: ${territorio}`);
  return name;
}
