/**
 * The report of November 2023 that the institute published, read into its parts, to look for each of them in ours. What
 * the text of a PDF loses is put together again: rows cut by a page, cells of a table split in several lines.
 */

const MESES = 'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre';

export interface Semilla {
  /** rows of each table, without their headers, as cells */
  readonly glosario: readonly (readonly string[])[];
  readonly cronograma: readonly (readonly string[])[];
  readonly resumen: readonly (readonly string[])[];
  readonly asistencia: readonly (readonly string[])[];
  readonly ordenDelDia: readonly string[];
  readonly folios: readonly string[];
  readonly fechas: readonly string[];
  readonly parrafos: readonly string[];
  readonly capitulos: readonly string[];
}

export function readSemilla(texto: string): Semilla {
  const contenido = between(texto, 'Contenido\n\nContenido', '1. Glosario\n\n');
  const cronograma = between(
    texto,
    'Cronograma de Actividades',
    '3. Acuerdos emitidos por el Consejo General del IEM\n\n',
  );
  const sesiones = texto.slice(texto.indexOf('Cvo.\tTipo'));
  const resumen = sesiones.slice(0, sesiones.indexOf('\na) '));
  return {
    glosario: rowsOf(between(texto, '1. Glosario\n\n', '2. Presentación\n\n')),
    cronograma: joinCut(
      rowsOf(cronograma).filter(([first, , , inicio]) => first !== 'Núm.' && inicio !== 'Inicio'),
      6,
    ),
    resumen: joinCut(
      rowsOf(resumen).filter(([first]) => first !== 'Cvo.'),
      4,
    ).map(([cvo = '', tipo = '', fecha = '', temas = '']) => [
      ...[cvo, tipo, fecha],
      ...temas
        .split(/•|<[^>]+>|(?<=\.) (?=Asuntos generales)/)
        .map((tema) => clean(tema))
        .filter((tema) => tema !== ''),
    ]),
    asistencia: rowsOf(sesiones.slice(sesiones.indexOf('\na) '))).filter(([first]) => first !== 'Nombre'),
    ordenDelDia: between(texto, 'orden del día siguientes:', 'Por lo que ve al proyecto')
      .split('\n')
      .filter((line) => /^\d+\. /.test(line.trim()))
      .map((line) => clean(line.replace(/^\s*\d+\. /, ''))),
    folios: unique(texto.match(/\b(?:IEM|INE)(?:[-/][A-Z0-9]+){2,}/g) ?? []),
    fechas: unique(
      texto.match(new RegExp(`\\b\\d{1,2} de (?:${MESES})(?: de(?:l año)? 20\\d\\d)?`, 'g')) ?? [],
    ),
    parrafos: texto
      .split(/\n{2,}/)
      .filter((block) => !block.includes('\t') && block.length > 80 && !/^(\d\.|- \d) /.test(block.trim()))
      .map(clean),
    capitulos: contenido
      .split('\n')
      .filter((line) => /^\d\. /.test(line))
      .map((line) => clean(line.split('\t')[0] ?? '')),
  };
}

function between(texto: string, from: string, to: string): string {
  const start = texto.indexOf(from);
  const end = texto.indexOf(to, start + from.length);
  if (start === -1 || end === -1) throw new Error(`the seed has no «${from}» … «${to}»`);
  return texto.slice(start + from.length, end);
}

function rowsOf(texto: string): readonly (readonly string[])[] {
  return texto
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => line.split('\t').map(clean))
    .filter(
      (cells) =>
        cells.some((cell) => cell !== '') &&
        cells.filter((cell) => cell !== '').length + Number(cells[0] === '') > 1,
    );
}

/** A row that begins empty goes on with the one before, on the page before. */
function joinCut(rows: readonly (readonly string[])[], columns: number): readonly (readonly string[])[] {
  const joined: string[][] = [];
  for (const row of rows) {
    const last = joined.at(-1);
    if (row[0] !== '' || last === undefined) joined.push(row.slice(0, columns));
    else for (const [i, cell] of row.entries()) if (cell !== '') last[i] = clean(`${last[i]} ${cell}`);
  }
  return joined;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.map(clean))];
}

export function clean(texto: string): string {
  return texto.replaceAll('*', '').replace(/\s+/g, ' ').trim();
}
