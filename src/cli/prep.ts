/**
 * The `prep` command: `prep VERBO …`. One file per verb; this one only finds it.
 */

import type { Io } from './io.ts';

type Verbo = (args: readonly string[], io: Io) => Promise<number>;

interface Entrada {
  readonly ayuda: string;
  readonly load: () => Promise<Verbo>;
}

const VERBOS: Readonly<Record<string, Entrada>> = {
  demostrar: {
    ayuda: 'juega una noche inventada y sirve su sitio en esta máquina (es npm start)',
    load: async () => (await import('./demostrar.ts')).demostrar,
  },
  revisar: {
    ayuda: 'recalcula una base de datos publicada y dice qué no coincide',
    load: async () => (await import('./revisar.ts')).revisar,
  },
  reproducir: {
    ayuda: 'reproduce noches reales y las compara con lo publicado',
    load: async () => (await import('./reproducir.ts')).reproducir,
  },
};

const AYUDA = `Uso: prep VERBO …

${Object.entries(VERBOS)
  .map(([verbo, { ayuda }]) => `  ${verbo.padEnd(12)} ${ayuda}`)
  .join('\n')}

prep VERBO --ayuda explica cada uno.
`;

async function main([verbo = 'ayuda', ...args]: readonly string[], io: Io): Promise<number> {
  if (verbo === 'ayuda' || verbo === '--ayuda' || verbo === '-h') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const entrada = Object.hasOwn(VERBOS, verbo) ? VERBOS[verbo] : undefined;
  if (entrada === undefined) {
    io.stderr.write(`No existe el verbo «${verbo}».\n\n${AYUDA}`);
    return 2;
  }
  return (await entrada.load())(args, io);
}

// Who reads may stop reading: `prep revisar … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});
process.exitCode = await main(process.argv.slice(2), process);
