/**
 * One election of a corte, in one pass over its rows: each acta goes to the database, to its section and to the
 * sums, and is forgotten.
 */

import { createEscritorDeBase } from '../basedatos/escribir.ts';
import { escribirCandidaturas } from '../basedatos/escribir-candidaturas.ts';
import type { EspecificacionDeBase } from '../basedatos/escribir-especificacion.ts';
import type { ActaFueraDeCatalogo } from '../basedatos/escribir-fila.ts';
import { escribirLeeme } from '../basedatos/escribir-leeme.ts';
import { NOMBRE_LEEME, nombreCandidaturas, nombreCsv, nombreZip } from '../basedatos/escribir-nombres.ts';
import { packZip } from '../basedatos/escribir-zip.ts';
import { columnasDeVotos } from '../dominio/computo.ts';
import type { ActaEsperada, Eleccion } from '../dominio/eleccion.ts';
import type { Publicable } from '../dominio/publicable.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Carpeta } from './carpeta.ts';
import { createClasificador } from './clasificar.ts';
import type { Contexto } from './contexto.ts';
import { addActaToCuenta, addCuenta, addFueraDeCatalogo, type Cuenta, emptyCuenta } from './cuenta.ts';
import { ARCHIVO_FUERA_DE_CATALOGO, fuerasJson } from './fueras-json.ts';
import type { ImagenErrorCode, PublicadorDeImagenes } from './imagenes.ts';
import {
  encabezadoDe,
  entidadJson,
  indiceJson,
  publishTerritorio,
  rutaDeIndice,
  rutaDeTerritorio,
  type TerritorioContado,
  territorioJson,
} from './niveles.ts';
import { renderPagina } from './pagina.ts';
import type { Actas } from './resultados.ts';
import { createSecciones, type ResumenDeSeccion } from './secciones.ts';

/** A row of the snapshot of the bitácora. */
export interface FilaDeInstantanea {
  readonly id: string;
  readonly eleccion: string;
  readonly orden: number;
  /** null while there is nothing to publish of it */
  readonly resultado: Publicable | null;
}

export type InstantaneaErrorCode = 'INSTANTANEA_INCOMPLETA' | 'INSTANTANEA_AJENA';
type ErrorCode = InstantaneaErrorCode | ImagenErrorCode;

/** What is known of an election once all its rows have been read. */
export interface EleccionEscrita {
  readonly eleccion: Eleccion;
  readonly actas: Actas;
  /** settles when the ZIP, which is compressed meanwhile, is written */
  readonly zip: Promise<void>;
}

export interface EleccionEnCorte {
  readonly clave: string;
  /** Adds a row: the expected actas in catalogue order, and anywhere those fuera de catálogo. */
  add(fila: FilaDeInstantanea): Result<null, Refusal<ErrorCode>>;
  /** Writes the files that need all the rows. */
  finish(): Result<EleccionEscrita, Refusal<ErrorCode>>;
}

const PENDIENTE = { tipo: 'pendiente' } as const;

/** @param estilo path of the style sheet, from the folder of the election */
export function createEleccionEnCorte(
  contexto: Contexto,
  eleccion: Eleccion,
  carpeta: Carpeta,
  imagenes: PublicadorDeImagenes,
  estilo: string,
): EleccionEnCorte {
  const { proceso } = contexto;
  const esperadas = proceso.actasPorEleccion.get(eleccion.clave) ?? [];
  const spec = especificacionDe(contexto, eleccion);
  const base = createEscritorDeBase(spec);
  const classifyActa = createClasificador(eleccion, proceso.ajustes);
  const secciones = createSecciones(contexto, eleccion, esperadas, (ruta, contenido) => {
    carpeta.writeShared(`${eleccion.clave}/${ruta}`, contenido);
  });
  const columnas = columnasDeVotos(eleccion).length;
  const cuentas = new Map<string, Cuenta>(
    eleccion.territorios.map((territorio) => [territorio.id, emptyCuenta(columnas)]),
  );
  const fueras: ActaFueraDeCatalogo[] = [];
  let next = 0;

  function writeJson(ruta: string, contenido: unknown): void {
    carpeta.write(`${eleccion.clave}/${ruta}`, toJson(contenido));
  }

  function addEsperada(
    esperada: ActaEsperada,
    resultado: Exclude<Publicable, { tipo: 'fuera_de_catalogo' }>,
  ) {
    if (resultado.tipo === 'acta') {
      const published = imagenes.publish(resultado.imagen.sha256, esperada.id);
      if (!published.ok) return published;
    }
    const clasificada = classifyActa(esperada, resultado);
    const cuenta = cuentas.get(esperada.territorio);
    if (cuenta === undefined)
      throw new Error(`territory that the election does not have: ${esperada.territorio}`);
    addActaToCuenta(cuenta, clasificada);
    base.add(clasificada.acta);
    secciones.add(clasificada);
    return ok(null);
  }

  return {
    clave: eleccion.clave,

    add({ id, orden, resultado }) {
      if (resultado?.tipo === 'fuera_de_catalogo') {
        const { imagen, acopio, identificacion } = resultado;
        fueras.push({ tipo: 'fuera_de_catalogo', id, imagen, acopio: acopio.momento, identificacion });
        return imagenes.publish(imagen.sha256, id);
      }
      const esperada = esperadas[next];
      if (esperada === undefined || esperada.id !== id || esperada.orden !== orden) {
        return outOfPlace(esperada, id, proceso.actasPorId.has(id as ActaEsperada['id']));
      }
      next += 1;
      return addEsperada(esperada, resultado ?? PENDIENTE);
    },

    finish() {
      const missing = esperadas[next];
      if (missing !== undefined) return outOfPlace(missing, null, true);
      const contados = eleccion.territorios.map((territorio) => ({
        territorio,
        cuenta: cuentas.get(territorio.id) ?? emptyCuenta(columnas),
      }));
      const entidad = emptyCuenta(columnas);
      for (const { cuenta } of contados) addCuenta(entidad, cuenta);
      fueras.sort((a, b) => (a.id < b.id ? -1 : 1));
      for (const acta of fueras) {
        addFueraDeCatalogo(entidad);
        base.add(acta);
      }

      const csv = base.finish(encabezadoDe(entidad, contexto));
      writeJson(ARCHIVO_FUERA_DE_CATALOGO, fuerasJson(contexto, eleccion, fueras));
      const actas = writeNiveles(entidad, contados, secciones.finish());
      return ok({ eleccion, actas, zip: writeDescargas(csv) });
    },
  };

  function writeDescargas(csv: Buffer): Promise<void> {
    const archivos = [
      { nombre: nombreCsv(spec), contenido: csv },
      { nombre: nombreCandidaturas(spec), contenido: Buffer.from(escribirCandidaturas(spec)) },
      { nombre: NOMBRE_LEEME, contenido: Buffer.from(escribirLeeme(spec)) },
    ];
    for (const { nombre, contenido } of archivos) carpeta.write(`${eleccion.clave}/${nombre}`, contenido);
    return packZip(archivos, contexto.corte.hora).then((zip) => {
      carpeta.write(`${eleccion.clave}/${nombreZip(spec)}`, zip);
    });
  }

  function writeNiveles(
    entidad: Cuenta,
    contados: readonly TerritorioContado[],
    resumenes: readonly ResumenDeSeccion[],
  ): Actas {
    const bySeccion = resumenes.toSorted((a, b) => (a.seccion < b.seccion ? -1 : 1));
    const byTerritorio = groupByTerritorio(bySeccion);
    const publicados = contados.map((contado) => publishTerritorio(contado, eleccion, contexto));
    for (const contado of contados) {
      const { id } = contado.territorio;
      writeJson(
        rutaDeTerritorio(eleccion, id),
        territorioJson(contexto, eleccion, contado, byTerritorio.get(id) ?? []),
      );
    }
    writeJson(rutaDeIndice(eleccion), indiceJson(contexto, eleccion, publicados));
    const descargas = [nombreZip(spec), nombreCsv(spec), nombreCandidaturas(spec), NOMBRE_LEEME];
    const resumen = entidadJson(contexto, eleccion, entidad, contados, descargas);
    writeJson('entidad.json', resumen);
    carpeta.write(
      `${eleccion.clave}/index.html`,
      renderPagina(contexto, eleccion, resumen, publicados, estilo),
    );
    return resumen.actas;
  }
}

function especificacionDe(
  { proceso, marca, corte, reloj }: Contexto,
  eleccion: Eleccion,
): EspecificacionDeBase {
  return {
    entidad: proceso.entidad,
    proceso: {
      nombreLargo: proceso.nombreLargo,
      instituto: proceso.instituto.nombre,
      anio: proceso.anio,
    },
    eleccion,
    partidos: new Map(proceso.partidos.map(({ clave, nombre }) => [clave, nombre])),
    marca,
    ajustes: proceso.ajustes,
    corte: corte.local,
    sello: corte.sello,
    formatHora: reloj.local,
    cotejada: 'omitir',
  };
}

function groupByTerritorio(
  resumenes: readonly ResumenDeSeccion[],
): ReadonlyMap<string, readonly ResumenDeSeccion[]> {
  const groups = new Map<string, ResumenDeSeccion[]>();
  for (const resumen of resumenes) {
    for (const territorio of resumen.territorios) {
      const group = groups.get(territorio);
      if (group === undefined) groups.set(territorio, [resumen]);
      else group.push(resumen);
    }
  }
  return groups;
}

/**
 * The catalogue and the snapshot go together, row by row. A row that is missing would be published as an acta
 * that has not arrived, so nothing is.
 */
function outOfPlace(esperada: ActaEsperada | undefined, id: string | null, inCatalogue: boolean) {
  if (id !== null && !inCatalogue) {
    return refuse(
      'INSTANTANEA_AJENA',
      `La base de datos tiene el acta ${id}, que el catálogo de este proceso no tiene. Este corte no se publicó: revise que el proceso cargado sea el de esta base de datos.`,
    );
  }
  return refuse(
    'INSTANTANEA_INCOMPLETA',
    `La base de datos no entregó el acta ${esperada?.id ?? ''} en su lugar${id === null ? '' : ` (entregó ${id})`}. Este corte no se publicó y sigue vigente el anterior: verifique la bitácora.`,
  );
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
