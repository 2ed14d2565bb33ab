/**
 * What can be wrong in a published database, as data: the code is the same here, on the screen, in the JSON, in
 * docs/conformidad.md and in the tests.
 *
 * A `defecto` breaks the format or contradicts itself; an `aviso` is worth a look and may have an explanation
 * (hand-written times, for instance, are often impossible and nobody's bad faith).
 */

export type Severidad = 'defecto' | 'aviso';

interface Definicion {
  readonly severidad: Severidad;
  /** a sentence that stands alone, without final stop */
  readonly titulo: string;
  /** where the rule comes from */
  readonly fuente: string;
}

export const DEFECTOS = {
  // the file as a whole
  F01: {
    severidad: 'defecto',
    titulo: 'El archivo mezcla UTF-8 y Windows-1252: hay acentos que se leerán mal',
    fuente: 'Anexo 18.5',
  },
  F02: { severidad: 'defecto', titulo: 'Falta una columna del formato', fuente: 'LEEME, tercera sección' },
  F03: {
    severidad: 'defecto',
    titulo: 'Hay dos columnas con el mismo nombre',
    fuente: 'LEEME, tercera sección',
  },
  F04: { severidad: 'defecto', titulo: 'El renglón no tiene tantas celdas como columnas', fuente: 'LEEME A' },
  F05: { severidad: 'defecto', titulo: 'Hay unas comillas que se abren y no se cierran', fuente: 'LEEME A' },
  F06: { severidad: 'aviso', titulo: 'Hay texto que no es un renglón de acta', fuente: 'LEEME B' },
  F07: { severidad: 'defecto', titulo: 'No hay ningún renglón de acta', fuente: 'LEEME B' },

  // the header
  E01: {
    severidad: 'defecto',
    titulo: 'El porcentaje no lleva exactamente cuatro decimales',
    fuente: 'LEEME 7, 9, 10 y 15',
  },
  E02: { severidad: 'defecto', titulo: 'El porcentaje lleva el signo «%»', fuente: 'LEEME 7, ejemplo' },
  E03: {
    severidad: 'defecto',
    titulo: 'El porcentaje está redondeado, no truncado',
    fuente: 'LEEME 7, 9, 10 y 15',
  },
  E04: { severidad: 'defecto', titulo: 'La cifra está vacía', fuente: 'LEEME, segunda sección' },
  E05: { severidad: 'defecto', titulo: 'La cifra no es un número', fuente: 'LEEME, segunda sección' },
  E06: {
    severidad: 'defecto',
    titulo: 'La cifra lleva comillas, separador de miles o «.0»',
    fuente: 'LEEME, segunda sección',
  },
  E07: { severidad: 'defecto', titulo: 'La cifra no se publica', fuente: 'LEEME, segunda sección' },
  E08: {
    severidad: 'defecto',
    titulo: 'El porcentaje no sale de los conteos del mismo encabezado',
    fuente: 'LEEME 7, 9 y 15, fórmula',
  },
  E09: {
    severidad: 'defecto',
    titulo: 'Los conteos del encabezado se contradicen',
    fuente: 'LEEME 4 a 8 y 11',
  },
  E10: {
    severidad: 'defecto',
    titulo: 'El encabezado no coincide con los renglones',
    fuente: 'LEEME 3 a 15',
  },
  E11: { severidad: 'defecto', titulo: 'No se lee la fecha y hora del corte', fuente: 'LEEME a.2' },
  E12: { severidad: 'defecto', titulo: 'El corte no dice su huso horario', fuente: 'LEEME a.2' },

  // rows
  R01: { severidad: 'defecto', titulo: 'La clave de casilla está mal formada', fuente: 'LEEME 1' },
  R02: { severidad: 'defecto', titulo: 'La clave no corresponde con sus partes', fuente: 'LEEME 1 y 2' },
  R03: {
    severidad: 'aviso',
    titulo: 'La clave de acta se repite y el territorio distingue los renglones',
    fuente: 'LEEME 2',
  },
  R04: {
    severidad: 'defecto',
    titulo: 'La clave de acta se repite y ninguna columna de identificación distingue los renglones',
    fuente: 'LEEME 2',
  },
  R05: { severidad: 'defecto', titulo: 'El tipo de casilla no existe', fuente: 'LEEME 9' },
  R06: {
    severidad: 'defecto',
    titulo: 'El total calculado no es la suma de los votos del renglón',
    fuente: 'LEEME 33',
  },
  R07: { severidad: 'defecto', titulo: 'Un acta capturada no tiene total calculado', fuente: 'LEEME 33' },
  R08: { severidad: 'defecto', titulo: 'Un renglón SIN ACTA está contabilizado', fuente: 'LEEME 36 y 37' },
  R09: {
    severidad: 'defecto',
    titulo: 'Un acta no contabilizada no dice por qué',
    fuente: 'LEEME 37',
  },
  R10: { severidad: 'defecto', titulo: 'La observación no es ninguna de las previstas', fuente: 'LEEME 36' },
  R11: {
    severidad: 'aviso',
    titulo: 'Un acta fuera de catálogo no lleva CONTABILIZADA 2',
    fuente: 'LEEME 37',
  },
  R12: { severidad: 'defecto', titulo: 'CONTABILIZADA no es 0, 1 ni 2', fuente: 'LEEME 37' },
  R13: { severidad: 'defecto', titulo: 'La celda de votos no se entiende', fuente: 'LEEME 17 a 31' },
  R14: { severidad: 'defecto', titulo: 'La lista nominal no es un número', fuente: 'LEEME 34' },
  R15: {
    severidad: 'defecto',
    titulo: 'El código de integridad no es un SHA-256 ni un SHA-512',
    fuente: 'LEEME 39',
  },
  R16: {
    severidad: 'defecto',
    titulo: 'Un acta capturada no tiene código de integridad',
    fuente: 'LEEME 39',
  },

  // times
  T01: { severidad: 'defecto', titulo: 'La fecha y hora no se entiende', fuente: 'LEEME 40 a 42' },
  T02: {
    severidad: 'aviso',
    titulo: 'La hora es anterior a las 18:00 de la jornada',
    fuente: 'LEEME 40 a 42',
  },
  T03: { severidad: 'defecto', titulo: 'La hora es posterior al corte', fuente: 'LEEME 40 a 42' },
  T04: { severidad: 'aviso', titulo: 'La captura es anterior al acopio', fuente: 'LEEME 40 y 41' },
  T05: { severidad: 'defecto', titulo: 'La verificación es anterior a la captura', fuente: 'LEEME 41 y 42' },
  T06: {
    severidad: 'aviso',
    titulo: 'La fecha no es la de la jornada ni la del día siguiente',
    fuente: 'LEEME 40 a 42',
  },
  T07: { severidad: 'aviso', titulo: 'El año no es el de la jornada', fuente: 'LEEME 40 a 42' },
  T08: {
    severidad: 'defecto',
    titulo: 'Las fechas no tienen todas la misma forma',
    fuente: 'LEEME 40 a 42',
  },
  T09: { severidad: 'aviso', titulo: 'Un acta contabilizada no tiene hora de captura', fuente: 'LEEME 41' },
  T10: {
    severidad: 'aviso',
    titulo: 'Un acta contabilizada no tiene hora de verificación: se publicó sin verificar',
    fuente: 'LEEME 42',
  },
} as const satisfies Record<string, Definicion>;

export type CodigoDefecto = keyof typeof DEFECTOS;

/** One occurrence. */
export interface Caso {
  /** line of the file, from 1 */
  readonly linea: number;
  /** column from 1, as a spreadsheet counts them; 0 when it is of the whole line */
  readonly columna: number;
  /** name of the column as published; empty when it is of the whole line */
  readonly nombre: string;
  /** as published */
  readonly valor: string;
  /** what was expected or what it contradicts; may be empty */
  readonly detalle: string;
}

/** Every occurrence of a defect, or the first ones and how many there are. */
export interface Defecto {
  readonly codigo: CodigoDefecto;
  readonly severidad: Severidad;
  readonly titulo: string;
  readonly veces: number;
  readonly casos: readonly Caso[];
}

/** Where something is: a column of a line. */
export interface Lugar {
  readonly linea: number;
  readonly columna: number;
  readonly nombre: string;
}

/** Gathers defects while the rows go by. Only the first cases of each are kept, as many as the report shows. */
export class Hallazgos {
  readonly #limite: number;
  readonly #porCodigo = new Map<CodigoDefecto, { veces: number; casos: Caso[] }>();

  constructor(limite: number) {
    this.#limite = limite;
  }

  /** @param detalle is written only for the cases that are kept */
  add(codigo: CodigoDefecto, lugar: Lugar, valor: string, detalle: () => string): void {
    let found = this.#porCodigo.get(codigo);
    if (found === undefined) {
      found = { veces: 0, casos: [] };
      this.#porCodigo.set(codigo, found);
    }
    found.veces += 1;
    if (found.casos.length < this.#limite) found.casos.push({ ...lugar, valor, detalle: detalle() });
  }

  /** In the order of the table. */
  list(): readonly Defecto[] {
    return (Object.keys(DEFECTOS) as CodigoDefecto[]).flatMap((codigo) => {
      const found = this.#porCodigo.get(codigo);
      if (found === undefined) return [];
      const { severidad, titulo } = DEFECTOS[codigo];
      return [{ codigo, severidad, titulo, ...found }];
    });
  }
}
