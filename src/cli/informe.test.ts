import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { informe } from './informe.ts';
import { planeacion } from './planeacion.ts';

const raiz = mkdtempSync(join(tmpdir(), 'prep-informe-'));
afterAll(() => rmSync(raiz, { recursive: true }));

const NOVIEMBRE = join(RAIZ, 'procesos', 'michoacan-2023', 'planeacion');

async function run(verbo: typeof informe, ...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const codigo = await verbo(args, {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
  });
  return { codigo, out: out.join(''), err: err.join('') };
}

describe('prep informe', () => {
  const mensual = ['--mes', '2023-11', '--planeacion', NOVIEMBRE];

  it('says what is missing, and writes it only if it was told to', async () => {
    const salida = join(raiz, 'mensual');
    const refused = await run(informe, ...mensual, '--salida', salida);
    expect(refused.codigo).toBe(1);
    expect(refused.err).toContain('Actividad 14.4: nadie ha dicho su estado.');
    expect(refused.err).toContain('No se escribió');
    const written = await run(informe, ...mensual, '--salida', salida, '--aunque-falte');
    expect(written.codigo).toBe(1);
    expect(readdirSync(salida)).toEqual(['informe-prep-2023-11.docx', 'informe-prep-2023-11.pdf']);
  });

  it('ends with 0 when nothing is missing', async () => {
    const args = ['--matriz', '--planeacion', join(RAIZ, 'procesos', 'michoacan-2027', 'planeacion')];
    expect((await run(informe, ...args, '--salida', join(raiz, 'matriz'))).codigo).toBe(0);
  });

  it.each([
    [['--salida', raiz], 'Indique un informe'],
    [['--mes', '2023-11'], 'Indique dónde escribirlo'],
    [['--mes', '2023-13', '--planeacion', NOVIEMBRE, '--salida', raiz], 'AAAA-MM'],
    [
      ['--mes', '2023-11', '--fecha', '2023-11-20', '--planeacion', NOVIEMBRE, '--salida', raiz],
      'ya terminó',
    ],
    [['--mes', '2023-11', '--fecha', '31/11/2023', '--salida', raiz], '31 de noviembre no existe'],
    [['--mes', '2023-11', '--planeacion', join(raiz, 'nada'), '--salida', raiz], 'no es una carpeta'],
  ])('refuses %j', async (args, text) => {
    const { codigo, err } = await run(informe, ...args);
    expect(codigo).toBe(2);
    expect(err).toContain(text);
  });
});

describe('prep planeacion', () => {
  it('reviews the plan as it was published: two impossible dates, each with its activity', async () => {
    const { codigo, out } = await run(
      planeacion,
      'importar',
      join(NOVIEMBRE, 'cronograma-publicado.csv'),
      '--revisar',
    );
    expect(codigo).toBe(1);
    expect(out).toContain('actividad 17, término: 31 de noviembre no existe (noviembre tiene 30 días)');
    expect(out).toContain('actividad 18, término: 31 de noviembre no existe (noviembre tiene 30 días)');
    expect(out).toContain('Hay 2 errores');
  });

  it('says what would change against a folder', async () => {
    const path = join(raiz, 'corregido.csv');
    const published = readFileSync(join(NOVIEMBRE, 'cronograma-publicado.csv'), 'utf8');
    writeFileSync(path, published.replaceAll('31 de noviembre', '29 de noviembre'));
    const { codigo, out } = await run(planeacion, 'importar', path, '--revisar', '--planeacion', NOVIEMBRE);
    expect(codigo).toBe(0);
    expect(out).toContain('0 actividades nuevas, 2 cambiadas, 16 iguales');
    expect(out).toContain('17: termino: «2023-11-30» → «2023-11-29»');
  });

  it('proposes a plan from election day and overwrites nothing', async () => {
    const salida = join(raiz, 'propuesto');
    const args = ['proponer', '--jornada', '2027-06-06', '--salida', salida];
    expect((await run(planeacion, ...args)).out).toContain('32 entregables');
    const again = await run(planeacion, ...args);
    expect(again).toMatchObject({ codigo: 2 });
    expect(again.err).toContain('Ya existe');
  });

  it.each([
    [[], 'Indique qué hacer'],
    [['importar'], 'Falta el archivo'],
    [['importar', join(raiz, 'nada.csv'), '--revisar'], 'No hay un archivo'],
    [['proponer', '--jornada', '2027-02-30', '--salida', raiz], '30 de febrero'],
  ])('refuses %j', async (args, text) => {
    const { codigo, err } = await run(planeacion, ...args);
    expect(codigo).toBe(2);
    expect(err).toContain(text);
  });
});
