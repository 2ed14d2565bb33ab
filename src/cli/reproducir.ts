/**
 * `prep reproducir`: plays nights that happened through the real pipeline and compares what it publishes with
 * what the institute published.
 */

import { formatNoche, isExact, summarizeNoche } from '../reproduccion/informe.ts';
import { reproducirNoches } from '../reproduccion/reproducir.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep reproducir CARPETA|ZIP --salida CARPETA [--json]

Reproduce noches reales: arma el proceso con las bases publicadas, lleva cada acta por acopio, digitalización
(con una imagen sustituta), dos capturas y verificación, publica a las horas oficiales y compara cada corte
con el oficial: las 13 cifras y celda por celda.

  --salida CARPETA   dónde dejar publicación, imágenes y base de cada elección; vacía o inexistente
  --json             el resultado en JSON
  --ayuda            este texto

Sale con 0 si todo es igual salvo lo que la fuente perdió, con 1 si algo difiere, con 2 si algo no se pudo leer.
`;

/** @returns exit code: 0 all equal, 1 something differs, 2 could not be done */
export async function reproducir(args: readonly string[], io: Io): Promise<number> {
  const parsed = parseOpciones(args, { salida: { type: 'string' }, json: { type: 'boolean' } });
  if (!parsed.ok) {
    io.stderr.write(`${parsed.error.mensaje}\n`);
    return 2;
  }
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) {
    io.stdout.write(AYUDA);
    return 0;
  }
  const [ruta] = positionals;
  if (ruta === undefined || positionals.length > 1 || values.salida === undefined) {
    io.stderr.write('Indique una carpeta o ZIP con las bases publicadas, y --salida. Vea --ayuda.\n');
    return 2;
  }
  // With --json the standard output is only the result.
  const progress = values.json === true ? io.stderr : io.stdout;
  const start = performance.now();
  const result = await reproducirNoches({
    ruta,
    salida: values.salida,
    avisar: (linea) => progress.write(`${linea}\n`),
    cronometro: () => performance.now(),
  });
  if (!result.ok) {
    io.stderr.write(`${result.error.mensaje}\n`);
    return 2;
  }
  const noches = result.value;
  if (values.json === true) io.stdout.write(`${JSON.stringify(noches.map(summarizeNoche), null, 2)}\n`);
  else {
    for (const noche of noches) io.stdout.write(`\n${formatNoche(noche).join('\n')}\n`);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    io.stdout.write(`\n${noches.length} elecciones en ${seconds} s. Publicaciones en ${values.salida}\n`);
  }
  return noches.every((noche) => isExact(noche) === 'exacta') ? 0 : 1;
}
