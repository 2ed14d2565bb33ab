/** A report as PDF, to sign: drawn by Typst with the template beside this file. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Documento } from './documento.ts';
import type { Imagenes } from './docx.ts';

const PLANTILLA = 'informe.typ';
const FUENTE = '@expo-google-fonts/atkinson-hyperlegible';

export interface Imprenta {
  pdf(documento: Documento, imagenes: Imagenes): Buffer;
}

/** The fonts are opened once, by the first report; each takes some tenths of a second. */
export function createImprenta(): Imprenta {
  let opened: NodeCompiler | null = null;
  return {
    pdf(documento, imagenes) {
      opened ??= openCompiler();
      const compiler = opened;
      // Typst reads a picture as a file of its folder: each one is there while the report is drawn.
      const paths = [...imagenes].map(([sha256, bytes]) => {
        const path = join(import.meta.dirname, sha256);
        compiler.mapShadow(path, bytes);
        return path;
      });
      const datos = JSON.stringify({ ...documento, imagenes: [...imagenes.keys()] });
      try {
        return Buffer.from(
          compiler.pdf({ mainFilePath: join(import.meta.dirname, PLANTILLA), inputs: { datos } }),
        );
      } finally {
        for (const path of paths) compiler.unmapShadow(path);
        compiler.evictCache(2);
      }
    },
  };
}

function openCompiler(): NodeCompiler {
  return NodeCompiler.create({
    workspace: import.meta.dirname,
    fontArgs: [{ fontPaths: [fontsFolder()] }],
  });
}

function fontsFolder(): string {
  const folder = dirname(createRequire(import.meta.url).resolve(`${FUENTE}/package.json`));
  if (!existsSync(folder)) throw new Error(`fonts that are not installed: ${FUENTE}`);
  return folder;
}
