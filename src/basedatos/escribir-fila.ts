/**
 * One row of the results CSV: an expected acta, captured or not, or an acta fuera de catálogo (LEEME of Puebla
 * 2024, third section). What each kind of row says in each column:
 *
 * | column | captured | not captured | sin acta | fuera de catálogo |
 * |---|---|---|---|---|
 * | keys and place, lista nominal, representantes | catalogue | catalogue | catalogue | empty, but for ID_ENTIDAD, ENTIDAD and UBICACION_CASILLA 3 |
 * | what people write on the acta | reading | `-` | `SIN ACTA` | empty |
 * | option that does not run there | `-` | `-` | `-` | empty |
 * | field that the type of casilla does not have | `N/A` | `N/A` | `N/A` | empty |
 * | OBSERVACIONES, CONTABILIZADA | ` - ` or its text, 1 or 0 | `-`, `-` | its reason, 0 | `FUERA DE CATÁLOGO`, 2 |
 * | MECANISMOS_TRASLADO | catalogue, empty if none | `-` | `N/A` | `-` |
 * | image, times, origin, document | facts | `-` | `N/A` | facts; capture and verification empty |
 */

import type { Cotejo, Imagen, Instante } from '../dominio/acta.ts';
import { type Casilla, isModalidadSinCasilla } from '../dominio/casilla.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import type { Contabilizacion, MotivoSinActa } from '../dominio/contabilizacion.ts';
import {
  type ActaEsperada,
  CAMPOS_GENERALES,
  camposGenerales,
  NO_REGISTRADAS,
  NULOS,
  opcionesDe,
  TOTAL_ASENTADO,
} from '../dominio/eleccion.ts';
import { unreachable } from '../dominio/result.ts';
import { keyCell, nombreDeTerritorio, quoteCell, textCell } from './escribir-celda.ts';
import { columnasDeBase } from './escribir-columnas.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';
import { textoObservacion, textoSinActa } from './escribir-observaciones.ts';

/** An acta as a corte shows it. */
export type ActaDeCorte = ActaPendiente | ActaConResultado | ActaSinActa | ActaFueraDeCatalogo;

export interface ActaPendiente {
  readonly tipo: 'pendiente';
  readonly esperada: ActaEsperada;
}

export interface ActaConResultado {
  readonly tipo: 'acta';
  readonly esperada: ActaEsperada;
  /** one per field of the acta */
  readonly lecturas: Lecturas;
  readonly contabilizacion: Contabilizacion;
  readonly imagen: Imagen;
  readonly acopio: Instante;
  readonly capturada: Instante;
  readonly verificada: Instante | null;
  readonly cotejo: Cotejo;
}

export interface ActaSinActa {
  readonly tipo: 'sin_acta';
  readonly esperada: ActaEsperada;
  readonly motivo: MotivoSinActa;
}

export interface ActaFueraDeCatalogo {
  readonly tipo: 'fuera_de_catalogo';
  readonly id: string;
  readonly imagen: Imagen;
  readonly acopio: Instante;
  /** what could be read of its identification */
  readonly identificacion: string;
}

const NO_APLICA = 'N/A';
const GUION = '-';
const SIN_ACTA = 'SIN ACTA';

/** What the columns of a territory say: which cells are a reading and which a hyphen. */
interface PlanDeTerritorio {
  /** name of the territory as a cell */
  readonly nombre: string;
  /** key of each option that runs there; null, a hyphen */
  readonly opciones: readonly (string | null)[];
}

/** Writes rows, one text each, with its line feed. */
export function createEscritorDeFilas(spec: EspecificacionDeBase): (acta: ActaDeCorte) => string {
  const { eleccion, entidad, ajustes, formatHora, cotejada } = spec;
  const entidadCell = textCell(entidad.nombre);
  const planes = new Map<string, PlanDeTerritorio>();
  const nombres = new Map(eleccion.territorios.map(({ id, nombre }) => [id, nombre]));
  const vacias = columnasDeBase(spec).length;

  function planOf(territorio: string): PlanDeTerritorio {
    const known = planes.get(territorio);
    if (known !== undefined) return known;
    const nombre = nombres.get(territorio);
    if (nombre === undefined) throw new Error(`territory that the election does not have: ${territorio}`);
    const running = new Set(opcionesDe(eleccion, territorio).map(({ clave }) => clave));
    const plan = {
      nombre: textCell(nombreDeTerritorio(nombre)),
      opciones: eleccion.opciones.map(({ clave }) => (running.has(clave) ? clave : null)),
    };
    planes.set(territorio, plan);
    return plan;
  }

  /** Columns 1 to 33: the catalogue, and what people write on the acta. */
  function openRow(esperada: ActaEsperada, reading: (campo: string) => string, calculado: string): string[] {
    const { casilla } = esperada;
    const plan = planOf(esperada.territorio);
    const sinCasilla = isModalidadSinCasilla(casilla.tipo);
    const general = camposGenerales(casilla.tipo);
    const cells = [
      `'${casilla.clave}`,
      `'${esperada.clave}`,
      `'${casilla.entidad}`,
      entidadCell,
      sinCasilla ? `'${NO_APLICA}` : keyCell(esperada.territorio),
      sinCasilla ? NO_APLICA : plan.nombre,
      sinCasilla ? `'${NO_APLICA}` : `'${casilla.seccion}`,
      sinCasilla ? `'${NO_APLICA}` : `'${casilla.numero}`,
      casilla.tipo,
      `'${casilla.extContigua}`,
      ubicacionPublicada(casilla),
      esperada.tipoActa.clave,
    ];
    for (const campo of CAMPOS_GENERALES) {
      cells.push(general.includes(campo) ? reading(campo) : NO_APLICA);
    }
    for (const clave of plan.opciones) cells.push(clave === null ? GUION : reading(clave));
    cells.push(reading(NO_REGISTRADAS), reading(NULOS), reading(TOTAL_ASENTADO), calculado);
    cells.push(String(casilla.listaNominal));
    cells.push(sinCasilla ? NO_APLICA : (casilla.representantes?.toString() ?? GUION));
    return cells;
  }

  function closeRow(cells: string[], cotejo: string): string {
    if (cotejada === 'incluir') cells.push(cotejo);
    return `${cells.join(',')}\n`;
  }

  return (acta) => {
    switch (acta.tipo) {
      case 'acta': {
        const { lecturas, contabilizacion, esperada, imagen } = acta;
        if (contabilizacion.observacion === 'sin_acta') throw new Error('an acta that is a sin acta');
        const cells = openRow(
          esperada,
          (campo) => readingCell(lecturas, campo, esperada),
          String(contabilizacion.totalCalculado),
        );
        cells.push(
          textoObservacion(contabilizacion.observacion),
          String(contabilizacion.contabilizada),
          esperada.casilla.mecanismo,
          imagen.sha256,
          formatHora(acta.acopio),
          formatHora(acta.capturada),
          acta.verificada === null ? GUION : formatHora(acta.verificada),
          imagen.origen,
          imagen.digitalizacion,
          imagen.tipoDocumento,
        );
        return closeRow(cells, String(acta.cotejo));
      }
      case 'pendiente': {
        const cells = openRow(acta.esperada, () => GUION, GUION);
        for (let i = 0; i < DESPUES_DE_REPRESENTANTES; i += 1) cells.push(GUION);
        return closeRow(cells, GUION);
      }
      case 'sin_acta': {
        const cells = openRow(acta.esperada, () => SIN_ACTA, SIN_ACTA);
        cells.push(quoteCell(textoSinActa(acta.motivo, ajustes.recipiente)), '0');
        for (let i = 2; i < DESPUES_DE_REPRESENTANTES; i += 1) cells.push(NO_APLICA);
        return closeRow(cells, NO_APLICA);
      }
      case 'fuera_de_catalogo': {
        const cells = new Array<string>(vacias - (cotejada === 'incluir' ? 1 : 0)).fill('');
        cells[2] = `'${entidad.id}`;
        cells[3] = entidadCell;
        cells[10] = '3';
        const last = [
          textoObservacion('fuera_de_catalogo'),
          '2',
          GUION,
          acta.imagen.sha256,
          formatHora(acta.acopio),
          '',
          '',
          acta.imagen.origen,
          acta.imagen.digitalizacion,
          acta.imagen.tipoDocumento,
        ];
        cells.splice(cells.length - last.length, last.length, ...last);
        return closeRow(cells, '');
      }
      default:
        return unreachable(acta);
    }
  };
}

/** UBICACION_CASILLA: 1 urbana, 2 no urbana; what has no casilla of its own is published as 1 (LEEME, A and P). */
export function ubicacionPublicada({ tipo, ubicacion }: Pick<Casilla, 'tipo' | 'ubicacion'>): '1' | '2' {
  return isModalidadSinCasilla(tipo) || ubicacion === 'urbana' ? '1' : '2';
}

/** OBSERVACIONES to TIPO_DOCUMENTO. */
const DESPUES_DE_REPRESENTANTES = 10;

function readingCell(lecturas: Lecturas, campo: string, esperada: ActaEsperada): string {
  const lectura = lecturas[campo];
  if (lectura === undefined) throw new Error(`${esperada.id} has no reading of ${campo}`);
  return typeof lectura === 'number' ? String(lectura) : lectura;
}
