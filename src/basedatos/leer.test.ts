import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { leerBaseDatos } from './leer.ts';
import { type Fuentes, findFuentes, memorySource } from './leer-fuentes.ts';

const COLUMNAS =
  'CLAVE_CASILLA,CLAVE_ACTA,ID_ENTIDAD,SECCION,TIPO_CASILLA,TOTAL_VOTOS_SACADOS,PAN,PRI,NO_REGISTRADAS,NULOS,TOTAL_VOTOS_CALCULADO,LISTA_NOMINAL,OBSERVACIONES,CONTABILIZADA';
const RENGLON = "'160806C0800,'160806C08004,'16,'0806,C,30,10,20,0,0,30,707, - ,1";
const BASE = `GUBERNATURA\n03/06/2024 20:00 (UTC-6)\n\n${COLUMNAS}\n`;

const open = (content: string | Uint8Array) =>
  leerBaseDatos(memorySource('base.csv', typeof content === 'string' ? Buffer.from(content) : content));

async function rows(content: string) {
  const base = await open(content);
  if (!base.ok) throw new Error(base.error.mensaje);
  const lectura = base.value.filas();
  const filas = [];
  for await (const fila of lectura) filas.push(fila);
  return { filas, ajenas: lectura.ajenas(), base: base.value };
}

describe('leerBaseDatos', () => {
  it('streams the rows, as many times as asked', async () => {
    const { filas, base } = await rows(`${BASE}${RENGLON}\n${RENGLON}\n`);
    expect(filas.map((fila) => fila.linea)).toEqual([5, 6]);
    const again = [];
    for await (const fila of base.filas()) again.push(fila.claveActa);
    expect(again).toEqual(['160806C08004', '160806C08004']);
  });

  it('passes over blank lines, trailing columns and notes at the end', async () => {
    const { filas, ajenas } = await rows(`${BASE}${RENGLON},,,\n\n,,,\n${RENGLON}\n* Nota: preliminar\n\n`);
    expect(filas).toHaveLength(2);
    expect(ajenas.map(({ linea }) => linea)).toEqual([9]);
  });

  it('keeps a truncated row, by its key', async () => {
    const { filas } = await rows(`${BASE}${RENGLON}\n'160807B0100,'16080`);
    expect(filas.map((fila) => [fila.claveCasilla, fila.estado])).toEqual([
      ['160806C0800', 'capturada'],
      ['160807B0100', 'no_capturada'],
    ]);
  });

  it('accepts a database without rows', async () => {
    expect((await rows(BASE)).filas).toEqual([]);
  });

  it.each([
    ['nothing', '', 'ARCHIVO_VACIO'],
    ['blank lines', '\n \r\n\n', 'ARCHIVO_VACIO'],
    ['a web page', '<!DOCTYPE html>\n<html><body>404</body></html>', 'ES_PAGINA_WEB'],
    ['an XML error', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'ES_PAGINA_WEB'],
    ['candidaturas', 'ID_ENTIDAD,PARTIDO_CI,CANDIDATURA\n16,PAN,ANA\n', 'ES_CANDIDATURAS'],
    [
      'only the figures',
      'GUBERNATURA\n03/06/2024 20:00\nACTAS_ESPERADAS,ACTAS_REGISTRADAS\n5,5\n',
      'NO_ES_BASE',
    ],
    ['another CSV', 'SECCION,CASILLA,LISTA_NOMINAL\n806,C08,707\n', 'NO_ES_BASE'],
    ['a JSON', '{"actas": 5}', 'NO_ES_BASE'],
    ['a PDF', '%PDF-1.7\n%âãÏÓ', 'ES_PDF'],
    ['an old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'ES_HOJA_DE_CALCULO'],
    [
      'an Excel called CSV',
      Buffer.from('PK\u0003\u0004 xl/workbook.xml [Content_Types].xml'),
      'ES_HOJA_DE_CALCULO',
    ],
    ['a ZIP called CSV', Buffer.from('PK\u0003\u0004 base.csv'), 'ES_ZIP'],
    ['bytes', Buffer.from([1, 2, 0, 0, 3, 255, 0, 0, 7, 9]), 'ES_BINARIO'],
  ])('refuses %s in one line that says what to do', async (_, content, codigo) => {
    const read = await open(content);
    expect(read).toMatchObject({ ok: false, error: { codigo } });
    expect(read.ok ? '' : read.error.mensaje).not.toContain('\n');
  });
});

describe('findFuentes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'prep-leer-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Uint8Array) => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  const find = async (path: string): Promise<Fuentes> => {
    const found = await findFuentes(path);
    if (!found.ok) throw new Error(found.error.mensaje);
    return found.value;
  };

  it('walks a folder: data, LEEME, other files, hidden files and links', async () => {
    write('carpeta/GUB/PUE_GUB_2024.csv', `${BASE}${RENGLON}\n`);
    write('carpeta/LEEME.txt', 'columnas');
    write('carpeta/logo.png', 'x');
    write('carpeta/.oculto.csv', 'x');
    write('carpeta/__MACOSX/._PUE.csv', 'x');
    symlinkSync(folder, join(folder, 'carpeta', 'vuelta'));
    const { fuentes, omitidos } = await find(join(folder, 'carpeta'));
    expect(fuentes.map(({ nombre }) => nombre)).toEqual([join(folder, 'carpeta/GUB/PUE_GUB_2024.csv')]);
    expect(omitidos.map(({ motivo }) => motivo)).toEqual(['es el archivo LEEME', 'no es un archivo CSV']);
  });

  it('reads a ZIP with its files in a folder', async () => {
    const path = write(
      'base.zip',
      await zip({ 'PUE/PUE_GUB_2024.csv': `${BASE}${RENGLON}\n`, 'PUE/LEEME.txt': 'x' }),
    );
    const { fuentes, omitidos, origen } = await find(path);
    expect(origen).toBe('zip');
    expect(omitidos).toHaveLength(1);
    const base = await leerBaseDatos(fuentes[0]!);
    expect(base.ok && base.value.nombre).toBe(`${path} › PUE/PUE_GUB_2024.csv`);
    const filas = [];
    if (base.ok) for await (const fila of base.value.filas()) filas.push(fila);
    expect(filas).toHaveLength(1);
  });

  it('does not open a ZIP inside of a ZIP', async () => {
    const path = write('doble.zip', await zip({ 'dentro.zip': await zip({ 'a.csv': BASE }) }));
    const { fuentes, omitidos } = await find(path);
    expect(fuentes).toEqual([]);
    expect(omitidos[0]?.motivo).toContain('ZIP dentro de otro ZIP');
  });

  it.each([
    ['a ZIP of 0 bytes', Buffer.alloc(0)],
    ['a ZIP cut short', Buffer.from('PK\u0003\u0004')],
    ['something else called ZIP', Buffer.from('<html></html>')],
  ])('refuses %s', async (_, bytes) => {
    const found = await findFuentes(write('roto.zip', bytes));
    expect(found).toMatchObject({ ok: false, error: { codigo: 'ZIP_ILEGIBLE' } });
  });

  it('refuses a ZIP whose paths leave their folder', async () => {
    const bytes = await zip({ 'aa/aa/aa/malo.csv': BASE });
    const text = bytes.toString('latin1').replaceAll('aa/aa/aa/malo.csv', '../../../malo.csv');
    const found = await findFuentes(write('rutas.zip', Buffer.from(text, 'latin1')));
    expect(found.ok ? '' : found.error.mensaje).toContain('rutas que se salen de su carpeta');
  });

  it('refuses a ZIP that inflates without end', async () => {
    const { fuentes } = await find(write('bomba.zip', bomb(80 * 1024 * 1024)));
    const base = await leerBaseDatos(fuentes[0]!);
    // Its beginning is read, and nothing of it is a database; the rest is never held.
    expect(base.ok).toBe(false);
    await expect(drain(fuentes[0]!.abrir())).rejects.toThrow('se infla');
  });

  it('says that a path does not exist', async () => {
    const found = await findFuentes(join(folder, 'nada.csv'));
    expect(found).toMatchObject({ ok: false, error: { codigo: 'NO_EXISTE' } });
  });
});

async function drain(source: AsyncIterable<Uint8Array>): Promise<number> {
  let bytes = 0;
  for await (const piece of source) bytes += piece.length;
  return bytes;
}

async function zip(files: Record<string, string | Buffer>): Promise<Buffer> {
  const file = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files)) file.addBuffer(Buffer.from(content), name);
  file.end();
  const pieces: Buffer[] = [];
  for await (const piece of file.outputStream) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}

/** A ZIP with one entry of zeros, written by hand: it declares its true size, as a patient attacker would. */
function bomb(size: number): Buffer {
  const data = deflateRawSync(Buffer.alloc(size));
  const name = Buffer.from('b.csv');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(data.length, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, name, data]);
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.of(20, 0),
    common,
    Buffer.alloc(14),
    name,
  ]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}
