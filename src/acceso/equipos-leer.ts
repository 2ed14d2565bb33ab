/**
 * What is asked of an equipo before it is given a code, whether one is described on a screen or a thousand in a
 * spreadsheet: its CATD, who carries it and which casillas, all of them known and of the same place.
 */

import { type Encontrado, type ErrorDeCarga, errorDeCarga } from '../proceso/error-de-carga.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { parseTabla } from '../proceso/tabla.ts';
import { TIPOS_DE_EQUIPO, type TipoDeEquipo } from './contrato-de-equipos.ts';
import { delimiterOf } from './leer-personas.ts';
import type { Persona } from './personas.ts';

/** An equipo as it is described, without errors. */
export interface EquipoDescrito {
  readonly tipo: TipoDeEquipo;
  readonly nombre: string;
  readonly centro: string;
  readonly persona: string | null;
  readonly casillas: readonly string[];
}

export const COLUMNAS_DE_EQUIPO = ['tipo', 'nombre', 'centro', 'persona', 'casillas'] as const;
export type ColumnaDeEquipo = (typeof COLUMNAS_DE_EQUIPO)[number];

/** A row as it was written. */
export type FilaDeEquipo = Readonly<Record<ColumnaDeEquipo, string>>;

/** What is wrong with one column of a row. */
export interface Falta {
  readonly columna: ColumnaDeEquipo;
  readonly codigo: ErrorDeCarga['codigo'];
  readonly encontrado: Encontrado;
  /** continues the words «se esperaba» */
  readonly esperado: string;
}

/** What is known before reading: the process, who carries phones, and the centre of who asks (null: any). */
export interface Conocido {
  /** CATD of each casilla, by the clave of the casilla */
  readonly casillas: ReadonlyMap<string, string>;
  readonly centros: ReadonlySet<string>;
  readonly personas: ReadonlyMap<string, Pick<Persona, 'rol' | 'centro' | 'estado'>>;
  readonly centro: string | null;
}

export function conocidoDe(
  { casillas, catd }: Pick<Proceso, 'casillas' | 'catd'>,
  personas: readonly Pick<Persona, 'clave' | 'rol' | 'centro' | 'estado'>[],
  centro: string | null,
): Conocido {
  return {
    casillas: new Map(casillas.map((casilla) => [casilla.clave, casilla.catd])),
    centros: new Set(catd.map(({ clave }) => clave)),
    personas: new Map(personas.map((persona) => [persona.clave, persona])),
    centro,
  };
}

const LARGO_DE_NOMBRE = 80;
/** More casillas than anybody visits in a night. */
const CASILLAS_MAXIMO = 60;

/** Looks at a row; the equipo is null when something is wrong. */
export function checkFila(
  fila: FilaDeEquipo,
  conocido: Conocido,
): { readonly equipo: EquipoDescrito | null; readonly faltas: readonly Falta[] } {
  const faltas: Falta[] = [];
  const report = (
    columna: ColumnaDeEquipo,
    codigo: Falta['codigo'],
    encontrado: Encontrado,
    esperado: string,
  ) => faltas.push({ columna, codigo, encontrado, esperado });

  const tipo = parseTipo(fila.tipo);
  if (tipo === null) report('tipo', vacioOMal(fila.tipo), fila.tipo, 'estacion o telefono');
  const nombre = fila.nombre.trim().replace(/\s+/g, ' ');
  if (nombre.length < 2 || nombre.length > LARGO_DE_NOMBRE || /\p{C}/u.test(nombre)) {
    report('nombre', vacioOMal(nombre), nombre, `un nombre de 2 a ${LARGO_DE_NOMBRE} letras`);
  }
  const centro = fila.centro.trim().toUpperCase();
  if (!conocido.centros.has(centro)) {
    report('centro', 'CATD_DESCONOCIDO', fila.centro, 'la clave de un CATD del proceso (catd.csv)');
  } else if (conocido.centro !== null && conocido.centro !== centro) {
    report(
      'centro',
      'CATD_DESCONOCIDO',
      fila.centro,
      `${conocido.centro}: usted solo lleva los equipos de su CATD`,
    );
  }
  const persona = fila.persona.trim().toLowerCase();
  const casillas = fila.casillas
    .toUpperCase()
    .split(/[\s,;|]+/)
    .filter((clave) => clave !== '');
  if (tipo === 'telefono') {
    const known = conocido.personas.get(persona);
    if (known?.rol !== 'cae' || known.estado === 'revocada') {
      report(
        'persona',
        vacioOMal(persona),
        fila.persona,
        'la clave de quien lleva el teléfono: alguien cargado con el cargo cae',
      );
    } else if (known.centro !== centro) {
      report(
        'persona',
        'VALOR_MAL_FORMADO',
        { hecho: `${persona} es de ${known.centro}` },
        `alguien de ${centro}`,
      );
    }
    faltas.push(...checkCasillas(casillas, centro, conocido));
  }
  if (tipo === 'estacion') {
    if (persona !== '')
      report('persona', 'VALOR_MAL_FORMADO', fila.persona, 'nada: una estación es de su CATD');
    if (casillas.length > 0) {
      report(
        'casillas',
        'VALOR_MAL_FORMADO',
        fila.casillas,
        'nada: una estación tiene las casillas de su CATD',
      );
    }
  }
  if (faltas.length > 0 || tipo === null) return { equipo: null, faltas };
  return {
    equipo: {
      tipo,
      nombre,
      centro,
      persona: tipo === 'telefono' ? persona : null,
      casillas: [...new Set(casillas)].sort(),
    },
    faltas,
  };
}

function checkCasillas(casillas: readonly string[], centro: string, conocido: Conocido): readonly Falta[] {
  const falta = (encontrado: Encontrado, esperado: string, codigo: Falta['codigo']): Falta => ({
    ...{ columna: 'casillas', codigo, encontrado, esperado },
  });
  if (casillas.length === 0) {
    return [falta('', 'las claves de sus casillas, separadas por espacios', 'VALOR_VACIO')];
  }
  if (casillas.length > CASILLAS_MAXIMO) {
    const found = { hecho: `tiene ${casillas.length} casillas` };
    return [falta(found, `a lo más ${CASILLAS_MAXIMO}`, 'VALOR_MAL_FORMADO')];
  }
  return casillas.flatMap((clave) => {
    const catd = conocido.casillas.get(clave);
    if (catd === undefined) return [falta(clave, 'la clave de una casilla del proceso', 'VALOR_MAL_FORMADO')];
    if (catd === centro) return [];
    return [
      falta({ hecho: `la casilla ${clave} es de ${catd}` }, `una casilla de ${centro}`, 'VALOR_MAL_FORMADO'),
    ];
  });
}

function vacioOMal(texto: string): 'VALOR_VACIO' | 'VALOR_MAL_FORMADO' {
  return texto === '' ? 'VALOR_VACIO' : 'VALOR_MAL_FORMADO';
}

function parseTipo(texto: string): TipoDeEquipo | null {
  const plain = texto
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
  return TIPOS_DE_EQUIPO.find((tipo) => tipo === plain) ?? null;
}

export interface EquiposLeidos {
  readonly equipos: readonly (EquipoDescrito & { readonly linea: number })[];
  readonly errores: readonly ErrorDeCarga[];
}

const ESQUEMA = { requeridas: ['tipo', 'nombre', 'centro'], opcionales: ['persona', 'casillas'] } as const;

/** Reads the equipos of a file, or everything that is wrong with it; @param archivo its name, for the errors */
export function readEquipos(archivo: string, contenido: string, conocido: Conocido): EquiposLeidos {
  const texto = contenido.replace(/^\ufeff/, '').normalize('NFC');
  const tabla = parseTabla<ColumnaDeEquipo, FilaDeEquipo>(
    archivo,
    texto,
    ESQUEMA,
    (celda) => ({
      ...{ tipo: celda('tipo'), nombre: celda('nombre'), centro: celda('centro') },
      ...{ persona: celda('persona'), casillas: celda('casillas') },
    }),
    delimiterOf(texto),
  );
  const errores = [...tabla.errores];
  const equipos: (EquipoDescrito & { linea: number })[] = [];
  /** what only one row may have, and the line of the first that had it */
  const vistos = new Map<string, number>();
  for (const [i, fila] of tabla.filas.entries()) {
    if (tabla.defectuosas.has(i)) continue;
    const linea = tabla.lineas[i] ?? 0;
    const en = (columna: ColumnaDeEquipo) => ({ archivo, linea, columna });
    const { equipo, faltas } = checkFila(fila, conocido);
    for (const { columna, codigo, encontrado, esperado } of faltas) {
      errores.push(errorDeCarga(codigo, en(columna), encontrado, esperado));
    }
    if (equipo === null) continue;
    for (const [columna, key, value] of unicosDe(equipo)) {
      const before = vistos.get(key);
      if (before === undefined) vistos.set(key, linea);
      else
        errores.push(
          errorDeCarga('CLAVE_REPETIDA', en(columna), value, `una sola vez (ya está en la línea ${before})`),
        );
    }
    equipos.push({ ...equipo, linea });
  }
  return { equipos, errores: errores.toSorted((a, b) => (a.linea ?? 0) - (b.linea ?? 0)) };
}

/** In a file, a person carries one phone, a casilla is in one, and a CATD has no two stations of one name. */
function unicosDe(equipo: EquipoDescrito): readonly (readonly [ColumnaDeEquipo, string, string])[] {
  if (equipo.tipo === 'estacion')
    return [['nombre', `nombre ${equipo.centro} ${equipo.nombre}`, equipo.nombre]];
  return [
    ['persona', `persona ${equipo.persona}`, equipo.persona ?? ''],
    ...equipo.casillas.map((clave) => ['casillas', `casilla ${clave}`, clave] as const),
  ];
}
