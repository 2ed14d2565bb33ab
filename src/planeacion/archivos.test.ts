import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { BYTES_MAXIMOS, openArchivos } from './archivos.ts';
import { writeLibro } from './pruebas/libro.ts';

const carpeta = mkdtempSync(join(tmpdir(), 'prep-planeacion-'));
afterAll(() => rmSync(carpeta, { recursive: true }));
const archivos = openArchivos(carpeta);

const PDF = Buffer.from('%PDF-1.7\n…');

function send(bytes: Buffer, nombre: string) {
  return archivos.receive(Readable.from([bytes]), nombre);
}

/** Files that are not of a document: what a refusal could have left. */
function leftovers(): readonly string[] {
  return readdirSync(carpeta).filter((name) => name.startsWith('.'));
}

describe('the store of documents', () => {
  it('keeps a file by its SHA-256 and gives it back', async () => {
    const stored = await send(PDF, 'acta.pdf');
    if (!stored.ok) throw new Error(stored.error.mensaje);
    expect(stored.value).toMatchObject({ nombre: 'acta.pdf', tipo: 'pdf', bytes: PDF.length });
    expect(await archivos.read(stored.value.sha256)).toEqual({ ok: true, value: PDF });
    const again = await send(PDF, 'otra copia.pdf');
    expect(again.ok && again.value.sha256).toBe(stored.value.sha256);
  });

  it('refuses one of 300 MB while it arrives, keeping none of it', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'a');
    let sent = 0;
    const body = Readable.from(
      (function* () {
        for (; sent < 300; sent += 1) yield megabyte;
      })(),
    );
    const refused = await archivos.receive(body, 'video.txt');
    expect(refused).toMatchObject({ ok: false, error: { codigo: 'CUERPO_EXCESIVO' } });
    expect(!refused.ok && refused.error.mensaje).toContain('más de 50 MB');
    // It stopped at the limit: the rest is let go, not read into memory.
    expect(sent).toBeLessThan(BYTES_MAXIMOS / megabyte.length + 20);
    body.destroy();
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ['ajustes.exe', Buffer.from('MZ\u0090\u0000'), 'ARCHIVO_DE_OTRO_TIPO'],
    ['foto.pdf', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'ARCHIVO_DE_OTRO_TIPO'],
    ['pagina.html', Buffer.from('<script>'), 'ARCHIVO_DE_OTRO_TIPO'],
    ['dibujo.svg', Buffer.from('<svg/>'), 'ARCHIVO_DE_OTRO_TIPO'],
    ['nada.zip', Buffer.from('PK\u0003\u0004'), 'ARCHIVO_DE_OTRO_TIPO'],
    ['vacio.pdf', Buffer.of(), 'ARCHIVO_VACIO'],
  ])('refuses %s by what it is', async (nombre, bytes, codigo) => {
    expect(await send(bytes, nombre)).toMatchObject({ error: { codigo } });
    expect(leftovers()).toEqual([]);
  });

  it.each([
    ['foto.JPG', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'jpeg'],
    ['plan.csv', Buffer.from('número,actividad\r\n'), 'texto'],
  ])('takes %s', async (nombre, bytes, tipo) => {
    const stored = await send(bytes, nombre);
    expect(stored.ok && stored.value.tipo).toBe(tipo);
  });

  it('tells a spreadsheet from any other ZIP', async () => {
    const stored = await send(await writeLibro([['a']]), 'plan.xlsx');
    expect(stored.ok && stored.value.tipo).toBe('xlsx');
  });

  it('says that a file was changed or lost', async () => {
    const stored = await send(Buffer.from('%PDF-1.4 otro'), 'otro.pdf');
    if (!stored.ok) throw new Error(stored.error.mensaje);
    const { sha256 } = stored.value;
    writeFileSync(join(carpeta, sha256.slice(0, 2), sha256), '%PDF-1.4 alterado');
    expect(await archivos.read(sha256)).toMatchObject({ error: { codigo: 'ARCHIVO_ALTERADO' } });
    expect(await archivos.read('0'.repeat(64))).toMatchObject({ error: { codigo: 'NO_EXISTE' } });
    expect(await archivos.read('../../etc/passwd')).toMatchObject({ error: { codigo: 'NO_EXISTE' } });
  });
});
