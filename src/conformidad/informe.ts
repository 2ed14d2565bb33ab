/**
 * The check of a database as text for people: readable at 100 columns, with colour where it is asked for.
 */

import { isPorcentaje } from '../basedatos/leer-encabezado.ts';
import type { Omitido } from '../basedatos/leer-fuentes.ts';
import { unreachable } from '../dominio/result.ts';
import type { CifraRevisada } from './cifras.ts';
import type { Caso, Defecto } from './defectos.ts';
import type { Recalculo, Renglon } from './renglones.ts';
import type { Revision } from './revision.ts';

const ANCHO = 100;
const RUTA_MAXIMA = 300;

/** How to mark a text. */
export interface Estilo {
  readonly bien: (text: string) => string;
  readonly mal: (text: string) => string;
  readonly aviso: (text: string) => string;
  readonly fuerte: (text: string) => string;
}

const same = (text: string) => text;
export const SIN_COLOR: Estilo = { bien: same, mal: same, aviso: same, fuerte: same };

const sgr = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
export const CON_COLOR: Estilo = { bien: sgr(32), mal: sgr(31), aviso: sgr(33), fuerte: sgr(1) };

/** The report of one database. */
export function formatRevision(revision: Revision, estilo: Estilo): string {
  const blocks = [
    formatPortada(revision, estilo),
    formatCifras(revision.cifras, estilo),
    formatRecalculo(revision.recalculo, estilo),
    formatDefectos(revision.defectos, estilo),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function formatPortada(revision: Revision, { fuerte }: Estilo): string {
  const { eleccion, corte, jornada, dialecto } = revision;
  const facts = [
    dialecto.codificacion,
    DELIMITADORES[dialecto.delimitador] ?? dialecto.delimitador,
    dialecto.finDeLinea,
    dialecto.lineaSep === 'presente' ? 'con línea sep=' : '',
    `${count(dialecto.columnas)} columnas`,
    `${count(dialecto.renglones)} renglones`,
  ];
  return [
    fuerte(visible(revision.archivo, RUTA_MAXIMA)),
    `${visible(eleccion) || 'Elección sin nombre'} · corte ${corte === null ? 'ilegible' : visible(corte.texto)}${
      jornada === null ? '' : ` · jornada ${jornada}`
    }`,
    facts.filter((fact) => fact !== '').join(' · '),
  ].join('\n');
}

const DELIMITADORES: Readonly<Record<string, string>> = {
  ',': 'coma',
  '|': 'barra',
  ';': 'punto y coma',
  '\t': 'tabulador',
};

function formatCifras(cifras: readonly CifraRevisada[], estilo: Estilo): string {
  const rows = cifras.map((cifra) => [
    cifra.cifra,
    cifra.publicada === null ? '(falta)' : visible(cifra.publicada),
    cifra.recalculada,
  ]);
  const header = ['CIFRA', 'PUBLICADA', 'RECALCULADA'];
  const widths = [0, 1, 2].map((i) => Math.max(...[header, ...rows].map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[], last: string) =>
    `${(cells[0] ?? '').padEnd(widths[0] ?? 0)}  ${(cells[1] ?? '').padStart(widths[1] ?? 0)}  ${(
      cells[2] ?? ''
    ).padStart(widths[2] ?? 0)}  ${last}`.trimEnd();
  const indent = widths.reduce((sum, width) => sum + width + 2, 0);
  const body = cifras.flatMap((cifra, i) => {
    const [verdict = '', ...more] = wrap(describeVeredicto(cifra), ANCHO - indent);
    return [
      line(rows[i] ?? [], paint(cifra, verdict, estilo)),
      ...more.map((text) => ' '.repeat(indent) + paint(cifra, text, estilo)),
    ];
  });
  const igual = cifras.filter(({ veredicto }) => veredicto === 'igual').length;
  const variante = cifras.filter(({ veredicto }) => veredicto === 'igual_con_variante').length;
  const difiere = cifras.filter(({ veredicto }) => veredicto === 'difiere').length;
  const falta = cifras.length - igual - variante - difiere;
  const summary = [
    plural(igual, 'igual', 'iguales'),
    `${plural(variante, 'igual', 'iguales')} con variante`,
    plural(difiere, 'difiere', 'difieren'),
    ...(falta === 0 ? [] : [plural(falta, 'no se publica', 'no se publican')]),
  ].join(', ');
  return [line(header, 'VEREDICTO'), ...body, `Cifras: ${summary}.`].join('\n');
}

function describeVeredicto({ cifra, veredicto, nota }: CifraRevisada): string {
  switch (veredicto) {
    case 'igual':
      return nota === '' ? 'igual' : `igual (${nota})`;
    case 'igual_con_variante':
      return `igual (variante: ${nota})`;
    case 'difiere':
      return nota === '' ? 'difiere' : `difiere: ${nota}`;
    case 'no_publicada':
      return isPorcentaje(cifra) ? 'no publicado' : 'no publicada';
    default:
      return unreachable(veredicto);
  }
}

function paint({ veredicto }: CifraRevisada, text: string, { bien, mal, aviso }: Estilo): string {
  if (veredicto === 'difiere') return mal(text);
  return veredicto === 'igual' ? bien(text) : aviso(text);
}

function formatRecalculo(recalculo: Recalculo, { fuerte, mal, aviso }: Estilo): string {
  const { actas, coinciden, difieren, noRecalculables } = recalculo;
  const rest = [
    recalculo.sinCapturar === 0 ? '' : `${count(recalculo.sinCapturar)} sin capturar`,
    recalculo.fueraDeCatalogo === 0 ? '' : `${count(recalculo.fueraDeCatalogo)} fuera de catálogo`,
  ].filter((text) => text !== '');
  const outside = rest.length === 0 ? '' : ` (aparte: ${rest.join(', ')})`;
  const total = `${count(actas)} actas${outside}: ${plural(coinciden, 'coincide', 'coinciden')}, ${plural(difieren, 'difiere', 'difieren')}, ${plural(noRecalculables, 'no recalculable', 'no recalculables')}.`;
  const lines = [fuerte('Renglones recalculados desde sus celdas'), ...wrap(total, ANCHO)];
  const differ = recalculo.renglones.filter(({ resultado }) => resultado === 'difiere');
  for (const text of describeDifieren(differ)) lines.push(...bullet(mal('difiere'), 'difiere', text));
  if (difieren > differ.length) {
    lines.push(`  … y ${count(difieren - differ.length)} más (use --json para verlos todos).`);
  }
  for (const { motivo, texto, veces } of recalculo.motivos) {
    const first = recalculo.renglones.find((renglon) => renglon.motivo === motivo);
    const where = first === undefined ? '' : `; el primero en la línea ${first.linea}`;
    const text = `${plural(veces, 'renglón', 'renglones')}: ${texto}${where}.`;
    lines.push(...bullet(aviso('no recalculable'), 'no recalculable', text));
  }
  return lines.join('\n');
}

/** Rows with the same reason in one text. */
function describeDifieren(renglones: readonly Renglon[]): readonly string[] {
  const byReason = new Map<string, Renglon[]>();
  for (const renglon of renglones) {
    byReason.set(renglon.porque, [...(byReason.get(renglon.porque) ?? []), renglon]);
  }
  return [...byReason].map(([porque, same]) => {
    const places = same.map(({ linea, claveActa }) => `${linea} (${visible(claveActa) || 'sin clave'})`);
    return `${same.length === 1 ? 'línea' : 'líneas'} ${places.join(', ')}: ${visible(porque, 200)}.`;
  });
}

function formatDefectos(defectos: readonly Defecto[], estilo: Estilo): string {
  const { fuerte, bien } = estilo;
  if (defectos.length === 0) return bien('Sin defectos de formato.');
  const total = defectos.reduce((sum, { veces }) => sum + veces, 0);
  const lines = [
    fuerte(
      `Defectos y avisos: ${plural(defectos.length, 'clase', 'clases')}, ${plural(total, 'caso', 'casos')}`,
    ),
  ];
  for (const defecto of defectos) {
    const mark = defecto.severidad === 'defecto' ? estilo.mal : estilo.aviso;
    lines.push(...bullet(mark(defecto.codigo), defecto.codigo, describeDefecto(defecto)));
  }
  return lines.join('\n');
}

function describeDefecto({ titulo, veces, casos, severidad }: Defecto): string {
  const [first] = casos;
  if (first === undefined) return `${titulo}.`;
  const kind = severidad === 'aviso' ? ' (aviso)' : '';
  return veces === 1
    ? `${titulo}${kind}: ${describeCaso(first)}.`
    : `${titulo}${kind}: ${count(veces)} veces, la primera en ${describeCaso(first)}.`;
}

function describeCaso({ linea, columna, nombre, valor, detalle }: Caso): string {
  const place = columna === 0 ? `línea ${linea}` : `línea ${linea}, columna ${columna} (${visible(nombre)})`;
  const shown = valor === '' ? '' : `: «${visible(valor)}»`;
  return `${place}${shown}${detalle === '' ? '' : `; ${visible(detalle, 200).replace(/\.$/, '')}`}`;
}

/** The files that were found and not checked; those of the same reason in one line. */
export function formatOmitidos(omitidos: readonly Omitido[]): string {
  const byReason = new Map<string, string[]>();
  for (const { nombre, motivo } of omitidos) byReason.set(motivo, [...(byReason.get(motivo) ?? []), nombre]);
  return [...byReason]
    .map(([motivo, nombres]) => {
      const [first = ''] = nombres;
      return nombres.length === 1
        ? `No se revisa ${visible(first, RUTA_MAXIMA)}: ${motivo}.`
        : `No se revisan ${count(nombres.length)} archivos: ${motivo} (el primero, ${visible(first, RUTA_MAXIMA)}).`;
    })
    .join('\n');
}

/** A line with a mark, and its continuation below it. */
function bullet(mark: string, plain: string, text: string): string[] {
  const indent = plain.length + 4;
  const [first = '', ...rest] = wrap(text, ANCHO - indent);
  return [`  ${mark}  ${first}`, ...rest.map((line) => ' '.repeat(indent) + line)];
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function plural(n: number, one: string, many: string): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

function count(n: number): string {
  return n.toLocaleString('es-MX');
}

/** A text of the file, safe for a terminal: without control characters, and not longer than what is of use. */
function visible(text: string, maximo = 80): string {
  const clean = text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return clean.length > maximo ? `${clean.slice(0, maximo)}…` : clean;
}
