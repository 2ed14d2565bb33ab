/**
 * Each row recomputed from its own cells: TOTAL_VOTOS_CALCULADO, CONTABILIZADA and OBSERVACIONES (LEEME 33, 36, 37).
 *
 * Some institutes do not publish what the rule needs (Campeche 2021 writes 0 where the acta was illegible or
 * exceeded the lista nominal, and the representatives who voted where the accredited should be). Such rows are
 * *no recalculables*, with the reason: the file cannot say whether they are right. Whether a file loses its
 * readings is known only at its end, so rows that disagree wait for it.
 */

import type { Celda, Fila, ObservacionLeida } from '../basedatos/leer-fila.ts';
import { AJUSTES } from '../dominio/ajustes.ts';
import { isTipoCasilla } from '../dominio/casilla.ts';
import { classify, limiteDeVotos, type Observacion } from '../dominio/contabilizacion.ts';
import { isLegible, type Lectura } from '../dominio/lectura.ts';

/** Why a row cannot be recomputed. */
export const MOTIVOS_NO_RECALCULABLE = {
  sin_marcas:
    'el archivo no publica ILEGIBLE ni SIN DATO en ninguna celda de votos: los escribe como 0 o vacíos',
  celdas_vacias:
    'el renglón tiene celdas de votos vacías y el archivo no dice si son «sin dato» o si la opción no participa ahí',
  excede_sin_votos: 'el archivo publica en 0 los votos de las actas que exceden la lista nominal',
  representantes_que_votaron:
    'REPRESENTANTES_PP_CI repite a los representantes que votaron y no trae a los acreditados: el límite de votos no se conoce',
  boletas_sin_publicar:
    'el formato no publica las boletas de las casillas especiales: el límite de votos no se conoce',
  sin_lista_nominal: 'la lista nominal no es un número: el límite de votos no se conoce',
  celdas_descuadradas: 'el renglón no tiene tantas celdas como columnas: no se sabe qué es cada una',
  celda_rara: 'alguna celda de votos no se entiende',
} as const;
export type MotivoNoRecalculable = keyof typeof MOTIVOS_NO_RECALCULABLE;

/** What CONTABILIZADA, OBSERVACIONES and the total say of an acta. */
export interface Resultado {
  readonly contabilizada: 0 | 1 | 2 | null;
  readonly observacion: ObservacionLeida;
  /** null when it is not published or not computed */
  readonly total: number | null;
}

export type Aspecto = 'TOTAL_VOTOS_CALCULADO' | 'CONTABILIZADA' | 'OBSERVACIONES';

/** A row that does not agree with its cells, or that cannot be recomputed. */
export interface Renglon {
  readonly linea: number;
  readonly claveActa: string;
  readonly resultado: 'difiere' | 'no_recalculable';
  readonly motivo: MotivoNoRecalculable | null;
  readonly aspectos: readonly Aspecto[];
  readonly publicado: Resultado;
  readonly recalculado: Resultado;
  /** in Spanish */
  readonly porque: string;
}

export interface Recalculo {
  /** captured actas and SIN ACTA, in catalogue: those that have something to recompute */
  readonly actas: number;
  readonly coinciden: number;
  readonly difieren: number;
  readonly noRecalculables: number;
  /** how many for each reason */
  readonly motivos: readonly {
    readonly motivo: MotivoNoRecalculable;
    readonly texto: string;
    readonly veces: number;
  }[];
  readonly sinCapturar: number;
  readonly fueraDeCatalogo: number;
  /** the rows that differ and then the ones that cannot be recomputed; the first of each unless all are asked for */
  readonly renglones: readonly Renglon[];
}

/** What is known of a disagreement before the end of the file. */
interface Rasgos {
  readonly publicada: ObservacionLeida;
  readonly recalculada: Observacion;
  readonly especial: 'si' | 'no';
  /** ILEGIBLE or SIN DATO in some cell of votes */
  readonly marcas: 'si' | 'no';
  readonly vacias: 'si' | 'no';
  readonly votos: 'si' | 'no';
  /** reason that needs nothing else from the file */
  readonly motivo: MotivoNoRecalculable | null;
  readonly aspectos: readonly Aspecto[];
}

type Pendiente = Omit<Renglon, 'resultado' | 'motivo' | 'aspectos'>;

/** Rows with the same traits have the same verdict: they are counted together and the first ones are kept. */
interface Grupo {
  readonly rasgos: Rasgos;
  veces: number;
  readonly renglones: Pendiente[];
}

/** Fewer rows than these do not show that a column repeats another. */
const MUESTRA_MINIMA = 20;
/**
 * One row in twenty may differ: in Quintana Roo 2019 they are 26 of 2,091, nearly all of actas that are illegible
 * or nearly so. Where the column is really of the accredited (Puebla 2024) they coincide by chance, in few.
 */
const COPIAS_POR_DISTINTO = 20;

export class Recalculador {
  readonly #limite: number;
  readonly #columnas: number;
  readonly #grupos = new Map<string, Grupo>();
  #actas = 0;
  #sinCapturar = 0;
  #fueraDeCatalogo = 0;
  /** cells of votes with ILEGIBLE or SIN DATO in the whole file */
  #marcas = 0;
  #excedeConVotos = 0;
  #representantes = { iguales: 0, distintos: 0 };

  /**
   * @param columnas cells that a row should have
   * @param limite rows kept of each kind
   */
  constructor(columnas: number, limite: number) {
    this.#columnas = columnas;
    this.#limite = limite;
  }

  /** Recomputes a row and returns in what it disagrees with what it publishes. */
  add(fila: Fila): readonly Aspecto[] {
    if (fila.estado === 'no_capturada') {
      this.#sinCapturar += 1;
      return [];
    }
    if (fila.estado === 'fuera_de_catalogo') {
      this.#fueraDeCatalogo += 1;
      return [];
    }
    this.#actas += 1;
    const celdas = summarize(fila.votos);
    this.#marcas += celdas.marcas;
    if (fila.observacion === 'excede' && celdas.suma > 0) this.#excedeConVotos += 1;
    this.#compareRepresentantes(fila);

    const publicado = publishedResult(fila);
    const recalculado = recompute(fila, celdas);
    const aspectos = compare(publicado, recalculado);
    if (aspectos.length === 0) return [];
    const rasgos: Rasgos = {
      publicada: publicado.observacion,
      recalculada: recalculado.observacion,
      especial: fila.tipoCasilla === 'S' ? 'si' : 'no',
      marcas: celdas.marcas > 0 ? 'si' : 'no',
      vacias: celdas.vacias > 0 ? 'si' : 'no',
      votos: celdas.suma > 0 ? 'si' : 'no',
      motivo: ownReason(fila, celdas, this.#columnas),
      aspectos,
    };
    this.#keep(rasgos, {
      linea: fila.linea,
      claveActa: fila.claveActa,
      publicado,
      recalculado,
      porque: explain(fila, celdas, publicado, recalculado),
    });
    return aspectos;
  }

  /** The verdict on every row, now that the file is known. */
  finish(): Recalculo {
    const motivos = new Map<MotivoNoRecalculable, number>();
    const differ: Renglon[] = [];
    const cannot: Renglon[] = [];
    let difieren = 0;
    let noRecalculables = 0;
    for (const { rasgos, veces, renglones } of this.#grupos.values()) {
      const motivo = rasgos.motivo ?? this.#reason(rasgos);
      const { aspectos } = rasgos;
      if (motivo === null) {
        difieren += veces;
        differ.push(...renglones.map((r): Renglon => ({ ...r, resultado: 'difiere', motivo, aspectos })));
      } else {
        noRecalculables += veces;
        motivos.set(motivo, (motivos.get(motivo) ?? 0) + veces);
        cannot.push(
          ...renglones.map((r): Renglon => ({ ...r, resultado: 'no_recalculable', motivo, aspectos })),
        );
      }
    }
    return {
      actas: this.#actas,
      coinciden: this.#actas - difieren - noRecalculables,
      difieren,
      noRecalculables,
      motivos: [...motivos].map(([motivo, veces]) => ({
        motivo,
        texto: MOTIVOS_NO_RECALCULABLE[motivo],
        veces,
      })),
      sinCapturar: this.#sinCapturar,
      fueraDeCatalogo: this.#fueraDeCatalogo,
      renglones: [...byLine(differ).slice(0, this.#limite), ...byLine(cannot).slice(0, this.#limite)],
    };
  }

  #keep(rasgos: Rasgos, renglon: Pendiente): void {
    const key = JSON.stringify(rasgos);
    let grupo = this.#grupos.get(key);
    if (grupo === undefined) {
      grupo = { rasgos, veces: 0, renglones: [] };
      this.#grupos.set(key, grupo);
    }
    grupo.veces += 1;
    if (grupo.renglones.length < this.#limite) grupo.renglones.push(renglon);
  }

  #compareRepresentantes(fila: Fila): void {
    const votaron = fila.generales[2];
    if (fila.representantes === null || typeof votaron !== 'object' || fila.tipoCasilla === 'S') return;
    if (votaron.valor === fila.representantes) this.#representantes.iguales += 1;
    else if (isLegible(votaron.valor)) this.#representantes.distintos += 1;
  }

  /** The column of accredited representatives is a copy of that of those who voted. */
  #repeatsThoseWhoVoted(): boolean {
    const { iguales, distintos } = this.#representantes;
    return iguales >= MUESTRA_MINIMA && distintos * COPIAS_POR_DISTINTO <= iguales;
  }

  /** Why rows like these cannot be recomputed from this file; null when they can, and therefore differ. */
  #reason({
    publicada,
    recalculada,
    especial,
    marcas,
    vacias,
    votos,
    aspectos,
  }: Rasgos): MotivoNoRecalculable | null {
    // A total that is not the sum of its cells, or SIN ACTA where there is an acta, needs nothing else.
    if (publicada === 'sin_acta' || recalculada === 'sin_acta') return null;
    if (aspectos.includes('TOTAL_VOTOS_CALCULADO')) return null;
    if (publicada === 'algun_campo' || publicada === 'todos') {
      if (recalculada !== 'excede' && marcas === 'no') {
        if (this.#marcas === 0) return 'sin_marcas';
        if (vacias === 'si') return 'celdas_vacias';
      }
    }
    if (publicada === 'excede' && votos === 'no' && this.#excedeConVotos === 0) return 'excede_sin_votos';
    if (publicada === 'excede' || recalculada === 'excede') {
      if (especial === 'si') return 'boletas_sin_publicar';
      if (this.#repeatsThoseWhoVoted()) return 'representantes_que_votaron';
    }
    return null;
  }
}

/** The cells of votes of a row, counted. */
interface Resumen {
  readonly lecturas: readonly Lectura[];
  readonly suma: number;
  readonly marcas: number;
  readonly vacias: number;
  readonly raras: number;
  readonly sinActa: number;
}

function summarize(votos: readonly Celda[]): Resumen {
  const lecturas: Lectura[] = [];
  let suma = 0;
  let marcas = 0;
  let vacias = 0;
  let raras = 0;
  let sinActa = 0;
  for (const celda of votos) {
    if (typeof celda === 'object') {
      lecturas.push(celda.valor);
      if (isLegible(celda.valor)) suma += celda.valor;
      else marcas += 1;
    } else if (celda === 'vacia') vacias += 1;
    else if (celda === 'rara') raras += 1;
    else if (celda === 'sin_acta') sinActa += 1;
  }
  return { lecturas, suma, marcas, vacias, raras, sinActa };
}

function publishedResult(fila: Fila): Resultado {
  const { calculado } = fila;
  const total = typeof calculado === 'object' && isLegible(calculado.valor) ? calculado.valor : null;
  return { contabilizada: fila.contabilizada, observacion: fila.observacion, total };
}

function recompute(fila: Fila, celdas: Resumen): Resultado & { readonly observacion: Observacion } {
  // That no acta arrived is a fact, not a result of cells; cells that say so, or votes that deny it, are.
  const none = celdas.lecturas.length === 0;
  if (
    fila.observacion === 'sin_acta' ? celdas.suma === 0 && celdas.marcas === 0 : none && celdas.sinActa > 0
  ) {
    return { contabilizada: 0, observacion: 'sin_acta', total: 0 };
  }
  const { contabilizada, observacion, totalCalculado } = classify(celdas.lecturas, limite(fila));
  return { contabilizada, observacion, total: totalCalculado };
}

function limite(fila: Fila): number | null {
  if (!isTipoCasilla(fila.tipoCasilla) || fila.listaNominal === null) return null;
  const { tipoCasilla: tipo, listaNominal, representantes } = fila;
  return limiteDeVotos({ tipo, listaNominal, representantes, boletas: null }, AJUSTES);
}

function compare(publicado: Resultado, recalculado: Resultado): readonly Aspecto[] {
  const aspectos: Aspecto[] = [];
  // Of an acta without legible votes, or that did not arrive, the total may be 0, SIN ACTA or nothing.
  const total = publicado.total ?? (recalculado.total === 0 ? 0 : null);
  if (total !== recalculado.total) aspectos.push('TOTAL_VOTOS_CALCULADO');
  if (publicado.contabilizada !== recalculado.contabilizada) aspectos.push('CONTABILIZADA');
  if (publicado.observacion !== recalculado.observacion) aspectos.push('OBSERVACIONES');
  return aspectos;
}

/** A reason that the row shows by itself. */
function ownReason(fila: Fila, celdas: Resumen, columnas: number): MotivoNoRecalculable | null {
  if (fila.celdas.length < columnas || fila.celdas.slice(columnas).some((celda) => celda.trim() !== '')) {
    return 'celdas_descuadradas';
  }
  if (celdas.raras > 0) return 'celda_rara';
  const needsLimit = fila.observacion === 'excede' || celdas.suma > 0;
  if (needsLimit && fila.listaNominal === null && fila.tipoCasilla !== 'A') return 'sin_lista_nominal';
  return null;
}

function explain(fila: Fila, celdas: Resumen, publicado: Resultado, recalculado: Resultado): string {
  const sentences: string[] = [];
  if (publicado.total !== recalculado.total && publicado.total !== null) {
    sentences.push(`los votos suman ${recalculado.total} y publica ${publicado.total}`);
  } else if (publicado.total === null && recalculado.total !== 0) {
    sentences.push(`los votos suman ${recalculado.total} y no publica total`);
  }
  if (publicado.observacion !== recalculado.observacion) {
    sentences.push(`dice ${label(publicado.observacion)} y ${reasonFor(fila, celdas, recalculado)}`);
  }
  if (publicado.contabilizada !== recalculado.contabilizada) {
    sentences.push(
      `CONTABILIZADA es ${publicado.contabilizada ?? 'nada'} y debería ser ${recalculado.contabilizada}`,
    );
  }
  return sentences.join('; ');
}

const NOMBRES: Readonly<Record<ObservacionLeida, string>> = {
  ninguna: 'que no hay observación',
  algun_campo: 'ALGÚN CAMPO',
  excede: 'EXCEDE LISTA NOMINAL',
  todos: 'TODOS ILEGIBLES',
  sin_acta: 'SIN ACTA',
  fuera_de_catalogo: 'FUERA DE CATÁLOGO',
  otra: 'otra cosa',
};

function label(observacion: ObservacionLeida): string {
  return NOMBRES[observacion];
}

function reasonFor(fila: Fila, celdas: Resumen, recalculado: Resultado): string {
  switch (recalculado.observacion) {
    case 'excede':
      return `sus ${celdas.suma} votos pasan del límite de ${limite(fila) ?? 'la casilla'}`;
    case 'todos':
      return 'no tiene ningún voto legible';
    case 'algun_campo':
      return `tiene ${celdas.marcas} celdas ilegibles o sin dato`;
    case 'sin_acta':
      return 'sus celdas dicen SIN ACTA';
    default:
      return publishedExcede(fila)
        ? `sus ${celdas.suma} votos no pasan del límite de ${limite(fila) ?? 'la casilla'}`
        : 'ninguna celda de votos es ilegible ni sin dato';
  }
}

function publishedExcede(fila: Fila): boolean {
  return fila.observacion === 'excede';
}

function byLine(renglones: readonly Renglon[]): readonly Renglon[] {
  return renglones.toSorted((a, b) => a.linea - b.linea);
}
