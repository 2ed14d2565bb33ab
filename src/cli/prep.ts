/**
 * The `prep` command: `prep VERBO …`. One file per verb; this one only finds it, and answers for what none of them
 * expected.
 */

import type { Io } from './io.ts';

type Verbo = (args: readonly string[], io: Io) => Promise<number>;

interface Entrada {
  readonly opciones: string;
  readonly ayuda: string;
  readonly load: () => Promise<Verbo>;
}

const VERBOS: Readonly<Record<string, Entrada>> = {
  demostrar: {
    opciones: '[--proceso CARPETA] [--semilla N] [--velocidad N] [--hasta HH:MM] [--limpio] [--salir]',
    ayuda: 'juega una noche inventada y sirve su sitio en esta máquina (es npm start)',
    load: async () => (await import('./demostrar.ts')).demostrar,
  },
  ensayar: {
    opciones: '[--actas N] [--cada N] [--personas N] [--limpio] | codigo CLAVE',
    ayuda: 'abre la consola con actas inventadas para que la gente practique',
    load: async () => (await import('./ensayar.ts')).ensayar,
  },
  revisar: {
    opciones: 'ARCHIVO|CARPETA|ZIP… [--json] [--ultimo-corte si|no] [--jornada AAAA-MM-DD]',
    ayuda: 'recalcula una base de datos publicada y dice qué no coincide',
    load: async () => (await import('./revisar.ts')).revisar,
  },
  reproducir: {
    opciones: 'CARPETA|ZIP --salida CARPETA [--json]',
    ayuda: 'reproduce noches reales y las compara con lo publicado',
    load: async () => (await import('./reproducir.ts')).reproducir,
  },
  proceso: {
    opciones: 'revisar CARPETA',
    ayuda: 'revisa los archivos de un proceso y dice todos sus errores',
    load: async () => (await import('./proceso.ts')).proceso,
  },
  actas: {
    opciones:
      'imprimir --proceso CARPETA --salida CARPETA|ARCHIVO.pdf --todas|--catd C|--casilla C… [--llenas]',
    ayuda: 'imprime las actas PREP en blanco; o llenas y con sus imágenes, para simulacros',
    load: async () => (await import('./actas.ts')).actas,
  },
  servir: {
    opciones:
      '--proceso CARPETA [--direccion URL] [--puerto N] [--puerto-sitio N] [--cada N] [--publicar ahora]',
    ayuda: 'opera un proceso: la consola de quienes trabajan, el sitio público y los cortes',
    load: async () => (await import('./servir.ts')).servir,
  },
  podar: {
    opciones: '--publicacion CARPETA --conservar N [--quitar]',
    ayuda: 'lo que solo nombran los cortes viejos de una publicación que terminó: cuánto ocupa, o quitarlo',
    load: async () => (await import('./podar.ts')).podar,
  },
  difusor: {
    opciones: '--origen URL --carpeta DIR [--cada N] [--servir PUERTO] [--una-vez] | estado LISTA.json',
    ayuda: 'copia el sitio de un PREP, lo comprueba y lo mantiene al día; o revisa a los difusores',
    load: async () => (await import('./difusor.ts')).difusor,
  },
  catd: {
    opciones: 'enrolar | --carpeta DIR [--escaner CARPETA] [--puerto N] | paquete | estado',
    ayuda: 'la estación de un CATD: sobres y escáner, con o sin red',
    load: async () => (await import('./catd.ts')).catd,
  },
  paquete: {
    opciones: 'revisar|importar ARCHIVO.prep --proceso CARPETA',
    ayuda: 'revisa o recibe lo que un CATD sin red manda en una memoria USB',
    load: async () => (await import('./paquete.ts')).paquete,
  },
  construir: {
    opciones: '[--ayuda]',
    ayuda: 'construye la aplicación de la consola de antemano',
    load: async () => (await import('./servir.ts')).construir,
  },
  personas: {
    opciones: 'primera | cargar ARCHIVO.csv | codigo CLAVE | lista --proceso CARPETA [--salida TALONES.pdf]',
    ayuda: 'carga a quienes entran al sistema e imprime sus talones de activación',
    load: async () => (await import('./personas.ts')).personas,
  },
  permisos: {
    opciones: '[--ayuda]',
    ayuda: 'escribe quién puede qué, de la tabla con la que decide el servidor',
    load: async () => (await import('./permisos.ts')).permisos,
  },
  planeacion: {
    opciones: 'importar ARCHIVO [--revisar] | cargar CARPETA | proponer --jornada FECHA --salida CARPETA',
    ayuda: 'el plan de trabajo: desde una hoja de cálculo, desde una carpeta o desde el día de la elección',
    load: async () => (await import('./planeacion.ts')).planeacion,
  },
  informe: {
    opciones: '--mes AAAA-MM | --simulacros | --matriz | --final [--planeacion CARPETA] --salida CARPETA',
    ayuda: 'los informes al INE, en DOCX y PDF, o lo que les falta',
    load: async () => (await import('./informe.ts')).informe,
  },
  bitacora: {
    opciones: 'verificar | reconstruir [--comparar | --reemplazar] [--proceso CARPETA]',
    ayuda: 'prueba que la bitácora está íntegra y que cada acta es lo que dicen sus hechos',
    load: async () => (await import('./bitacora.ts')).bitacora,
  },
};

const AYUDA = `Uso: prep VERBO …

${Object.entries(VERBOS)
  .map(([verbo, { opciones, ayuda }]) => `  ${verbo} ${opciones}\n      ${ayuda}`)
  .join('\n')}

prep VERBO --ayuda explica cada uno.

Sale con 0 si todo está bien, con 1 si lo que revisó tiene errores o diferencias, con 2 si no pudo hacerlo y dice
por qué, con 70 si falló el programa.
`;

async function main([verbo = 'ayuda', ...args]: readonly string[], io: Io): Promise<number> {
  if (verbo === 'ayuda' || verbo === '--ayuda' || verbo === '-h') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const entrada = Object.hasOwn(VERBOS, verbo) ? VERBOS[verbo] : undefined;
  if (entrada === undefined) {
    io.stderr.write(`No existe el verbo «${verbo}». Los que hay: ${Object.keys(VERBOS).join(', ')}.\n`);
    return 2;
  }
  return (await entrada.load())(args, io);
}

/** EX_SOFTWARE of sysexits: the fault is of the program, not of who uses it nor of its data. */
const FALLA_DEL_PROGRAMA = 70;

function crash(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `prep falló por un error del programa. Lo que ya se había confirmado está a salvo; reporte este detalle:\n${detail}\n`,
    () => process.exit(FALLA_DEL_PROGRAMA),
  );
}

/**
 * Who reads may stop reading: `prep revisar … | head`. The work goes on without being heard and ends with its own
 * code: a night that is running does not stop because somebody closed the terminal that watched it.
 */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') crash(error);
}

process.stdout.on('error', ignoreClosedPipe);
process.stderr.on('error', ignoreClosedPipe);
process.on('uncaughtException', crash);
try {
  process.exitCode = await main(process.argv.slice(2), process);
} catch (error) {
  crash(error);
}
