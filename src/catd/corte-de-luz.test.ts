import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { DISCO } from './disco.ts';
import { watchEscaner } from './escaner.ts';
import {
  type Abierta,
  ACTAS,
  archivoFalso,
  type Banco,
  createBanco,
  must,
  sha256,
  TEMPORAL,
} from './pruebas/banco.ts';
import { CorteDeLuz, createDiscoFragil, type Supervivencia } from './pruebas/disco-fragil.ts';
import { tomar } from './tomar.ts';

/** A file of one page, one of two, and the same bytes again under another name. */
const ARCHIVOS: Readonly<Record<string, Buffer>> = {
  'a.jpg': archivoFalso([pagina(0)]),
  'b.jpg': archivoFalso([pagina(1), pagina(2)]),
  'otra-vez-a.jpg': archivoFalso([pagina(0)]),
};
const PAGINAS = 3;

function pagina(i: number) {
  return { codigo: ACTAS[i]?.codigo ?? '' };
}

/** Watches until the folder is empty, or the power goes. */
async function watchUntilEmpty(banco: Banco, abierta: Abierta, disco = DISCO): Promise<'vacia' | 'sin luz'> {
  const alto = new AbortController();
  const { promise: empty, resolve } = Promise.withResolvers<'vacia'>();
  const look = () => {
    if (DISCO.list(banco.escaner).length === 0) resolve('vacia');
  };
  const escaner = watchEscaner({
    ...{ carpeta: banco.escaner, disco, alto: alto.signal, cambio: look, anotar: () => undefined },
    monotono: () => performance.now(),
    tomar: (nombre, bytes) => tomar(abierta, nombre, bytes),
    plazos: { mirada: 20, quieto: 0, paciencia: 1_000 },
  });
  look();
  const cut = escaner.fin.then(
    () => 'vacia' as const,
    (error: unknown) => {
      if (!(error instanceof CorteDeLuz)) throw error;
      return 'sin luz' as const;
    },
  );
  const how = await Promise.race([empty, cut]);
  alto.abort();
  await cut;
  return how;
}

/** The folder as it is found when the power returns: the base, and of the rest what survived. */
function afterCut(banco: Banco, files: ReadonlyMap<string, Buffer>): Banco {
  const from = dirname(banco.carpeta);
  const to = mkdtempSync(join(TEMPORAL, 'prep-catd-luz-'));
  mkdirSync(join(to, 'estacion', 'archivos'), { recursive: true });
  mkdirSync(join(to, 'escaner'));
  for (const name of DISCO.list(banco.carpeta)) {
    if (name !== 'archivos') cpSync(join(banco.carpeta, name), join(to, 'estacion', name));
  }
  for (const [path, bytes] of files) writeFileSync(join(to, relative(from, path)), bytes);
  return banco.en(to);
}

/** One run with the power cut before operation `corte`; then the power returns and it ends. */
async function night(corte: number, como: Supervivencia): Promise<'hubo corte' | 'terminó'> {
  const banco = createBanco();
  const paths = Object.entries(ARCHIVOS).map(([name, bytes]) => {
    const path = join(banco.escaner, name);
    writeFileSync(path, bytes);
    return path;
  });
  const disco = createDiscoFragil(paths, corte);
  let how: 'vacia' | 'sin luz' = 'sin luz';
  try {
    const abierta = banco.abrir(disco);
    try {
      how = await watchUntilEmpty(banco, abierta, disco);
    } finally {
      abierta.almacen.close();
    }
  } catch (error) {
    if (!(error instanceof CorteDeLuz)) throw error;
  }
  const later = afterCut(banco, disco.sobrevive(como));
  const abierta = later.abrir();
  expectWhole(abierta);
  await watchUntilEmpty(later, abierta);
  expectWhole(abierta);
  const entregas = abierta.libro.todas();
  expect(entregas.map(({ acta }) => acta).sort()).toEqual(ACTAS.slice(0, PAGINAS).map(({ acta }) => acta));
  expect(entregas.map(({ secuencia }) => secuencia)).toEqual([1, 2, 3]);
  abierta.almacen.close();
  banco.borrar();
  rmSync(dirname(later.carpeta), { recursive: true });
  return how === 'vacia' ? 'terminó' : 'hubo corte';
}

/** What the base names is on the disk, with the bytes of its name. */
function expectWhole({ almacen, archivos, libro }: Abierta): void {
  for (const { sha256: name, toma } of almacen.imagenes()) {
    for (const each of [name, toma]) expect(sha256(archivos.read(each) ?? Buffer.alloc(0))).toBe(each);
  }
  for (const { archivo, original } of libro.todas()) {
    expect(archivos.isWhole(archivo?.sha256 ?? '')).toBe(true);
    expect(archivos.isWhole(original?.sha256 ?? '')).toBe(true);
  }
}

test.each(['minimo', 'nombres'] as const)(
  'the power may go before any operation of the disk: every page is delivered, once (survives: %s)',
  async (como) => {
    let cortes = 0;
    while ((await night(cortes, como)) === 'hubo corte') cortes += 1;
    // Two files and three pages that are written and named, and three files that are taken away.
    expect(cortes).toBeGreaterThan(20);
  },
);

test('a disk that forgets to sync is found out by this test', async () => {
  const banco = createBanco();
  const path = join(banco.escaner, 'a.jpg');
  writeFileSync(path, archivoFalso([pagina(0)]));
  const disco = { ...createDiscoFragil([path], 1_000), sync: () => undefined };
  const abierta = banco.abrir(disco);
  must(await tomar(abierta, 'a.jpg', archivoFalso([pagina(0)])));
  abierta.almacen.close();
  const later = afterCut(banco, disco.sobrevive('minimo')).abrir();
  expect(() => expectWhole(later)).toThrow();
  later.almacen.close();
  banco.borrar();
});
