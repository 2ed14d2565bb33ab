import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { writeMinima } from '../../pruebas/conformidad/base.ts';
import { revisar } from './revisar.ts';

const folder = mkdtempSync(join(tmpdir(), 'prep-revisar-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const codigo = await revisar(args, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { codigo, out: out.join(''), err: err.join('') };
}

const buena = file('buena.csv', writeMinima());
const mala = file('mala.csv', writeMinima({ cifras: { ACTAS_ESPERADAS: '5' } }));
const pagina = file('pagina.csv', '<!DOCTYPE html><html></html>');

describe('prep revisar', () => {
  it('exits with 0 when no figure differs and prints the table', async () => {
    const { codigo, out, err } = await run(buena);
    expect(codigo).toBe(0);
    expect(err).toBe('');
    expect(out).toContain('Cifras: 13 iguales, 0 iguales con variante, 0 difieren.');
    expect(out).toContain('Sin defectos de formato.');
    expect(out).not.toContain('\u001b[');
  });

  it('exits with 1 when some differs', async () => {
    const { codigo, out } = await run(mala);
    expect(codigo).toBe(1);
    expect(out).toContain('difiere: publica 1 de más');
  });

  it.each([
    ['a file that is not there', join(folder, 'nada.csv'), 'no existe'],
    ['a web page', pagina, 'es una página web'],
    ['an empty file', file('vacio.csv', ''), 'está vacío'],
    ['a ZIP of 0 bytes', file('vacio.zip', ''), 'el ZIP está dañado'],
    ['a folder without databases', join(file('sin/LEEME.txt', 'x'), '..'), 'no hay ninguna base de datos'],
  ])('exits with 2 and one clear line for %s', async (_, ruta, text) => {
    const { codigo, err } = await run(ruta);
    expect(codigo).toBe(2);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain(text);
    expect(err).toContain(ruta);
  });

  it('checks the others when one cannot be read', async () => {
    const { codigo, out, err } = await run(buena, pagina, mala);
    expect(codigo).toBe(2);
    expect(out).toContain('2 bases de datos revisadas: en 1 difiere alguna cifra.');
    expect(err).toContain('pagina.csv');
  });

  it('passes over what is not a database in a folder, saying it', async () => {
    file('todo/base.csv', writeMinima());
    file('todo/candidaturas.csv', 'ID_ENTIDAD,PARTIDO_CI,CANDIDATURA\n16,PAN,ANA\n');
    file('todo/otra.csv', 'a,b\n1,2\n');
    file('todo/LEEME.txt', 'x');
    const { codigo, out } = await run(join(folder, 'todo'));
    expect(codigo).toBe(0);
    expect(out).toContain('candidaturas.csv: es el archivo de candidaturas.');
    expect(out).toContain('otra.csv: no es una base de datos del PREP.');
    expect(out).toContain('LEEME.txt: es el archivo LEEME.');
  });

  it('with --json gives everything, in a shape that is kept', async () => {
    const { codigo, out } = await run(mala, pagina, '--json');
    expect(codigo).toBe(2);
    const json = JSON.parse(out);
    expect(Object.keys(json)).toEqual(['version', 'revisiones', 'omitidos', 'ilegibles']);
    expect(json.version).toBe(1);
    expect(json.ilegibles).toMatchObject([{ archivo: pagina, codigo: 'ES_PAGINA_WEB' }]);
    const [revision] = json.revisiones;
    expect(Object.keys(revision)).toEqual([
      'archivo',
      'eleccion',
      'corte',
      'jornada',
      'dialecto',
      'cifras',
      'recalculo',
      'defectos',
    ]);
    expect(revision.corte).toEqual({
      texto: '03/06/2024 20:00 (UTC-6)',
      local: '2024-06-03T20:00',
      desfase: -360,
    });
    expect(revision.cifras[0]).toEqual({
      cifra: 'ACTAS_ESPERADAS',
      publicada: '5',
      recalculada: '4',
      veredicto: 'difiere',
      variantes: [],
      nota: 'publica 1 de más',
    });
    expect(revision.defectos.map((d: { codigo: string }) => d.codigo)).toEqual(['E08', 'E10']);
  });

  it('with --ultimo-corte the official rule is that of the corte', async () => {
    expect((await run(buena, '--ultimo-corte', 'no')).out).not.toContain('variante:');
    const { codigo, out } = await run(buena, '--ultimo-corte', 'si');
    expect(codigo).toBe(0);
    expect(out).toContain('variante: participación');
  });

  it('with --jornada looks at the times of another day', async () => {
    expect((await run(buena, '--jornada', '2024-06-03')).out).toContain('T06');
  });

  it.each([
    [[], 'Falta decir qué revisar'],
    [['--todo', buena], 'No existe la opción --todo'],
    [['--ultimo-corte', 'quizá', buena], 'es «si» o «no»'],
    [['--jornada', '2027-02-30', buena], 'no está en el calendario'],
  ])('refuses %j', async (args, text) => {
    const { codigo, err } = await run(...args);
    expect(codigo).toBe(2);
    expect(err).toContain(text);
  });

  it('explains itself', async () => {
    const { codigo, out } = await run('--ayuda');
    expect(codigo).toBe(0);
    expect(out).toContain('prep revisar ARCHIVO|CARPETA|ZIP');
  });
});
