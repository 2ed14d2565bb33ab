/**
 * Writes the CSVs of this process from public facts, by rule and with a fixed seed: the same facts give the
 * same files. Run by hand; LEEME.md tells what the folder must hold.
 *
 *     node procesos/michoacan-2027/generar.ts <carpeta>
 */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCandidaturas, type Candidatura, PARTIDOS } from './generador/candidaturas.ts';
import { buildFilas, type Fila } from './generador/casillas.ts';
import { buildCentros, CHERAN } from './generador/centros.ts';
import { type Fuentes, readFuentes } from './generador/fuentes.ts';
import { buildSecciones } from './generador/secciones.ts';

type Archivo = 'partidos.csv' | 'territorios.csv' | 'catd.csv' | 'casillas.csv' | 'candidaturas.csv';

/** The text of every file of the process but proceso.json, which people write. */
export function generate(fuentes: Fuentes): Readonly<Record<Archivo, string>> {
  const secciones = buildSecciones(fuentes);
  const centros = buildCentros(fuentes, secciones);
  return {
    'partidos.csv': csv(['clave', 'nombre', 'color'], PARTIDOS),
    'territorios.csv': csv(['tipo', 'id', 'nombre', 'elecciones'], territorios(fuentes)),
    'catd.csv': csv(
      ['clave', 'nombre', 'municipio'],
      centros.map(({ clave, nombre, municipio }) => [clave, nombre, digits(municipio, 3)]),
    ),
    'casillas.csv': csv(
      [
        ...['seccion', 'tipo', 'numero', 'ext_contigua', 'distrito', 'municipio', 'lista_nominal'],
        ...['representantes', 'boletas', 'ubicacion', 'catd', 'mecanismo', 'elecciones'],
      ],
      buildFilas(fuentes, secciones, centros).map(casilla),
    ),
    'candidaturas.csv': csv(
      [
        'eleccion',
        'territorio',
        'candidatura',
        'figura',
        'partidos',
        'combinaciones',
        'propietaria',
        'suplente',
      ],
      buildCandidaturas(fuentes).map(candidatura),
    ),
  };
}

function territorios({ cabeceras, municipios }: Fuentes): readonly (readonly string[])[] {
  const byNumber = (map: ReadonlyMap<number, string>) => [...map].sort(([a], [b]) => a - b);
  return [
    ...byNumber(cabeceras).map(([numero, nombre]) => ['distrito', digits(numero, 3), nombre, '']),
    ...byNumber(municipios).map(([numero, nombre]) => [
      ...['municipio', digits(numero, 3), nombre],
      numero === CHERAN ? 'GUB DIP_LOC' : '',
    ]),
  ];
}

function casilla(fila: Fila): readonly string[] {
  return [
    ...[digits(fila.seccion, 4), fila.tipo, digits(fila.numero, 2), digits(fila.extContigua, 2)],
    ...(fila.lugar === null
      ? ['N/A', 'N/A']
      : [digits(fila.lugar.distrito, 3), digits(fila.lugar.municipio, 3)]),
    ...[String(fila.listaNominal), String(fila.representantes ?? ''), String(fila.boletas ?? '')],
    ...[fila.ubicacion, fila.catd, fila.mecanismo, fila.elecciones],
  ];
}

function candidatura({ figura, partidos, ...rest }: Candidatura): readonly string[] {
  return [
    ...[rest.eleccion, rest.territorio, rest.clave, figura, partidos.join(' ')],
    ...[partidos.length > 1 ? 'todas' : '', rest.propietaria, rest.suplente],
  ];
}

function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0');
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (folder === undefined) {
    console.error(
      'Falta la carpeta con los datos públicos: node procesos/michoacan-2027/generar.ts <carpeta>',
    );
    process.exitCode = 1;
  } else {
    for (const [name, text] of Object.entries(generate(readFuentes(folder)))) {
      writeFileSync(join(import.meta.dirname, name), text);
    }
  }
}
