/** `prep proceso`: what an institute does with the folder of its process before any night. */

import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadProceso } from '../proceso/cargar.ts';
import { countProceso } from '../proceso/contar.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep proceso revisar CARPETA

Carga los archivos de un proceso (proceso.json, partidos.csv, territorios.csv, catd.csv, casillas.csv y
candidaturas.csv) y dice su tamaño y su huella, o todos sus errores: archivo, línea, columna y qué se esperaba.

  --ayuda   este texto

Sale con 0 si no hay errores, con 1 si los hay (y entonces no se carga nada), con 2 si no se pudo revisar.
`;

/** @returns exit code: 0 nothing wrong, 1 errors, 2 could not be checked */
export async function proceso(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseOpciones(args, {});
  if (!parsed.ok) {
    io.stderr.write(`${parsed.error.mensaje}\n`);
    return 2;
  }
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) {
    io.stdout.write(AYUDA);
    return 0;
  }
  const [accion, carpeta, ...others] = positionals;
  if (accion !== 'revisar' || carpeta === undefined || others.length > 0) {
    io.stderr.write(`Indique qué hacer y con qué carpeta: prep proceso revisar CARPETA\n`);
    return 2;
  }
  const folder = resolve(carpeta);
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    io.stderr.write(`${folder} no es una carpeta. Indique la que tiene los archivos del proceso.\n`);
    return 2;
  }
  const loaded = await loadProceso(folder);
  if (loaded.ok) {
    io.stdout.write(`${formatProceso(loaded.value).join('\n')}\n`);
    return 0;
  }
  const errores = loaded.error.map(({ mensaje }) => `${mensaje}\n`).join('');
  const total = loaded.error.length === 1 ? 'Hay 1 error' : `Hay ${numero(loaded.error.length)} errores`;
  io.stdout.write(`${errores}\n${total} en ${folder}: no se cargó nada.\n`);
  return 1;
}

function formatProceso(cargado: Proceso): readonly string[] {
  const recuento = countProceso(cargado);
  const { casillas, secciones, listaNominal, catd, distritos, municipios, actas } = recuento;
  return [
    `${cargado.nombre}: ${cargado.nombreLargo} (${cargado.tipo})`,
    `  ${numero(casillas)} casillas en ${numero(secciones)} secciones, ${distritos} distritos y ${municipios} municipios`,
    `  lista nominal de ${numero(listaNominal)} personas; ${catd} CATD`,
    ...recuento.elecciones.map(
      (eleccion) =>
        `  ${eleccion.clave}: ${numero(eleccion.actas)} actas, ${eleccion.territorios} territorios, ` +
        `${eleccion.opciones} columnas de votos, ${numero(eleccion.candidaturas)} candidaturas`,
    ),
    `  ${numero(actas)} actas esperadas en total`,
    `  SHA-256 ${cargado.sha256}`,
    'Sin errores.',
  ];
}

function numero(valor: number): string {
  return valor.toLocaleString('es-MX');
}
