/**
 * `prep revisar`: recomputes the published database of any institute and says what does not agree.
 */

import { type BaseDatos, leerBaseDatos } from '../basedatos/leer.ts';
import { localSeconds } from '../basedatos/leer-fecha.ts';
import { type Fuentes, findFuentes, type Omitido } from '../basedatos/leer-fuentes.ts';
import type { UltimoCorte } from '../conformidad/cifras.ts';
import { CON_COLOR, formatOmitidos, formatRevision, SIN_COLOR } from '../conformidad/informe.ts';
import { checkBaseDatos, hasDifferences, type Revision } from '../conformidad/revision.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

/** A file that could not be checked. */
interface Ilegible {
  readonly archivo: string;
  readonly codigo: string;
  /** what happened and what to do, after the name of the file */
  readonly mensaje: string;
}

const AYUDA = `Uso: prep revisar ARCHIVO|CARPETA|ZIP… [opciones]

Recalcula una base de datos publicada de un PREP: las 13 cifras del encabezado desde los renglones, y el
total, CONTABILIZADA y OBSERVACIONES de cada renglón desde sus celdas. Dice también los defectos de formato.

  --json                 todo, en JSON (docs/conformidad.md explica la forma)
  --ultimo-corte si|no   si el corte es el último: decide la regla de la participación ciudadana
  --jornada AAAA-MM-DD   el día de la elección; si no se dice, el domingo del corte
  --ayuda                este texto

Sale con 0 si ninguna cifra difiere, con 1 si alguna difiere, con 2 si algo no se pudo leer.
`;

/** Cases of each defect, and rows, that the table shows. */
const MUESTRA = 10;

interface Pedido {
  readonly rutas: readonly string[];
  readonly formato: 'tabla' | 'json' | 'ayuda';
  readonly ultimoCorte: UltimoCorte;
  readonly jornada: number | null;
}

/** @returns exit code: 0 no figure differs, 1 some do, 2 something could not be read */
export async function revisar(args: readonly string[], io: Io): Promise<number> {
  const pedido = parsePedido(args);
  if (!pedido.ok) {
    io.stderr.write(`${pedido.error.mensaje}\n`);
    return 2;
  }
  if (pedido.value.formato === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const { formato, rutas } = pedido.value;
  const estilo = io.stdout.isTTY === true ? CON_COLOR : SIN_COLOR;
  const revisiones: Revision[] = [];
  const omitidos: Omitido[] = [];
  const ilegibles: Ilegible[] = [];
  let count = 0;
  let difieren = 0;
  for (const ruta of rutas) {
    const found = await findFuentes(ruta);
    if (!found.ok) {
      ilegibles.push({ archivo: found.error.nombre, ...messageOf(found.error) });
      continue;
    }
    for (const fallo of found.value.ilegibles) ilegibles.push({ archivo: fallo.nombre, ...messageOf(fallo) });
    const before = count;
    for await (const read of checkFuentes(found.value, pedido.value)) {
      if (read.tipo === 'omitido') omitidos.push(read.omitido);
      else if (read.tipo === 'ilegible') ilegibles.push(read.ilegible);
      else {
        count += 1;
        if (hasDifferences(read.revision)) difieren += 1;
        if (formato === 'json') revisiones.push(read.revision);
        else io.stdout.write(`${count === 1 ? '' : '\n'}${formatRevision(read.revision, estilo)}`);
      }
    }
    omitidos.push(...found.value.omitidos);
    const { origen } = found.value;
    if (count === before && origen !== 'archivo' && ilegibles.length === 0) {
      ilegibles.push({
        archivo: ruta,
        codigo: 'SIN_BASES',
        mensaje: `no hay ninguna base de datos del PREP en ${origen === 'zip' ? 'el ZIP' : 'la carpeta'}. Indique la carpeta o el ZIP donde esté el CSV.`,
      });
    }
  }
  if (formato === 'json') {
    io.stdout.write(`${JSON.stringify({ version: 1, revisiones, omitidos, ilegibles }, null, 2)}\n`);
  } else {
    if (omitidos.length > 0) io.stdout.write(`${count === 0 ? '' : '\n'}${formatOmitidos(omitidos)}\n`);
    if (count > 1) io.stdout.write(`\n${summarize(count, difieren)}\n`);
  }
  for (const { archivo, mensaje } of ilegibles) io.stderr.write(`${archivo}: ${mensaje}\n`);
  if (ilegibles.length > 0) return 2;
  return difieren > 0 ? 1 : 0;
}

function summarize(count: number, difieren: number): string {
  const good = difieren === 0 ? 'en ninguna difiere una cifra' : `en ${difieren} difiere alguna cifra`;
  return `${count} bases de datos revisadas: ${good}.`;
}

function messageOf({ codigo, mensaje }: Refusal): Pick<Ilegible, 'codigo' | 'mensaje'> {
  return { codigo, mensaje };
}

type Leido =
  | { readonly tipo: 'revision'; readonly revision: Revision }
  | { readonly tipo: 'omitido'; readonly omitido: Omitido }
  | { readonly tipo: 'ilegible'; readonly ilegible: Ilegible };

/** What is not a database is an error when it was named, and is passed over when it was only found. */
async function* checkFuentes(fuentes: Fuentes, pedido: Pedido): AsyncGenerator<Leido> {
  for (const fuente of fuentes.fuentes) {
    const base = await leerBaseDatos(fuente);
    if (base.ok) {
      yield await checkOne(base.value, pedido);
      continue;
    }
    const { codigo, mensaje } = base.error;
    if (fuentes.origen === 'archivo' || codigo === 'ZIP_ILEGIBLE' || codigo === 'SIN_PERMISO') {
      yield { tipo: 'ilegible', ilegible: { archivo: fuente.nombre, codigo, mensaje } };
    } else {
      const motivo = MOTIVOS_DE_OMISION[codigo] ?? 'no es una base de datos del PREP';
      yield { tipo: 'omitido', omitido: { nombre: fuente.nombre, motivo } };
    }
  }
}

const MOTIVOS_DE_OMISION: Readonly<Record<string, string>> = {
  ES_CANDIDATURAS: 'es el archivo de candidaturas',
  ARCHIVO_VACIO: 'está vacío',
  ES_HOJA_DE_CALCULO: 'es un libro de Excel, no un CSV',
  ES_PAGINA_WEB: 'es una página web',
  ES_BINARIO: 'no es texto',
};

async function checkOne(base: BaseDatos, pedido: Pedido): Promise<Leido> {
  const revision = await checkBaseDatos(base, {
    ultimoCorte: pedido.ultimoCorte,
    jornada: pedido.jornada,
    limite: pedido.formato === 'json' ? Number.POSITIVE_INFINITY : MUESTRA,
  });
  return revision.ok
    ? { tipo: 'revision', revision: revision.value }
    : {
        tipo: 'ilegible',
        ilegible: { archivo: base.nombre, codigo: 'ZIP_ILEGIBLE', mensaje: revision.error },
      };
}

type PedidoErrorCode = 'OPCION' | 'FALTA_ARCHIVO' | 'VALOR_NO_VALIDO';

function parsePedido(args: readonly string[]): Result<Pedido, Refusal<PedidoErrorCode>> {
  const parsed = parseOpciones(args, {
    json: { type: 'boolean' },
    'ultimo-corte': { type: 'string' },
    jornada: { type: 'string' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const base = { rutas: positionals, ultimoCorte: 'desconocido', jornada: null } as const;
  if (values.ayuda === true) return ok({ ...base, formato: 'ayuda' });
  if (positionals.length === 0) {
    return refuse(
      'FALTA_ARCHIVO',
      'Falta decir qué revisar: un archivo CSV, una carpeta o un ZIP. Por ejemplo: prep revisar base.zip',
    );
  }
  const ultimo = values['ultimo-corte'];
  if (ultimo !== undefined && ultimo !== 'si' && ultimo !== 'sí' && ultimo !== 'no') {
    return refuse('VALOR_NO_VALIDO', `--ultimo-corte es «si» o «no», y dice «${ultimo}».`);
  }
  const jornada = values.jornada === undefined ? null : parseJornada(values.jornada);
  if (values.jornada !== undefined && jornada === null) {
    return refuse(
      'VALOR_NO_VALIDO',
      `--jornada es una fecha como 2027-06-06, y dice «${values.jornada}», que no está en el calendario.`,
    );
  }
  return ok({
    rutas: positionals,
    formato: values.json === true ? 'json' : 'tabla',
    ultimoCorte: ultimo === undefined ? 'desconocido' : ultimo === 'no' ? 'no' : 'si',
    jornada,
  });
}

function parseJornada(text: string): number | null {
  const [, anio, mes, dia] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return anio === undefined ? null : localSeconds(Number(anio), Number(mes), Number(dia), 0, 0, 0);
}
