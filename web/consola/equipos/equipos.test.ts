import { renderSVG } from 'uqr';
import { beforeEach, expect, test } from 'vitest';
import type { CargaDeEquipos, EquipoEnLista } from '../../../src/acceso/contrato-de-equipos.ts';
import { deCatd } from '../pruebas/acopio-inventado.ts';
import { describeEnNavegador } from '../pruebas/en-navegador.ts';
import {
  expectAccesible,
  expectEnTelefono,
  expectSinDesborde,
  type PaginaVigilada,
} from '../pruebas/navegador.ts';
import { levantarServidorDePrueba, type ServidorDePrueba } from '../pruebas/servidor-de-prueba.ts';

function equipo(n: number, cambios: Partial<EquipoEnLista> = {}): EquipoEnLista {
  return {
    ...{
      clave: `tel-${String(n).padStart(4, '0')}`,
      tipo: 'telefono',
      nombre: `Motorola G24, etiqueta ${n}`,
    },
    ...{ centro: 'C016', persona: `cae-${n}`, casillas: ['161206B0100', '161206C0100'], estado: 'activo' },
    nombreDePersona: `María Guadalupe Fernández de la Cueva ${n}`,
    ...{ cotejo: null, huella: 'ab'.repeat(32), ultima: '2027-06-07T02:40:31.000Z', desfase: 140 },
    ...cambios,
  };
}

const CODIGO = {
  codigo: 'KQ4M-7T2D',
  direccion: 'https://prep.ejemplo.mx/casilla/#codigo=KQ4M-7T2D',
  qr: renderSVG('https://prep.ejemplo.mx/casilla/#codigo=KQ4M-7T2D'),
  vence: '2027-06-20T12:00:00.000Z',
};

describeEnNavegador('equipos', levantarServidorDePrueba, (actual) => {
  let servidor: ServidorDePrueba;
  let pagina: PaginaVigilada;
  let equipos: EquipoEnLista[];

  beforeEach(() => {
    ({ servidor, pagina } = actual());
    servidor.entrarComo('coordinador_catd');
    equipos = [
      equipo(1, { estado: 'por_confirmar', cotejo: '0417', ultima: null, desfase: null }),
      equipo(2, { desfase: 93_000 }),
      equipo(3, { estado: 'por_enrolar', huella: null, ultima: null, desfase: null }),
      equipo(4, {
        tipo: 'estacion',
        clave: 'est-c016-1',
        nombre: 'Mesa 1',
        persona: null,
        nombreDePersona: null,
        casillas: [],
      }),
    ];
    servidor.contestar('GET /api/equipos', () => ({ cuerpo: { equipos } }));
    servidor.contestar('GET /api/acopio/actas', () => ({ cuerpo: deCatd([]) }));
    servidor.contestar('GET /api/personas', () => ({ cuerpo: { personas: [] } }));
  });
  const change = (clave: string | undefined, cambios: Partial<EquipoEnLista>) => {
    equipos = equipos.map((one) => (one.clave === clave ? { ...one, ...cambios } : one));
    return { equipo: equipos.find((one) => one.clave === clave) };
  };

  test('one that waits is seen first, with its four digits, and confirmed; a clock that is off is said', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/equipos/:clave/confirmacion', ({ parametros }) => ({
      cuerpo: change(parametros.clave, { estado: 'activo', cotejo: null }),
    }));
    await page.goto('/equipos');
    await page.getByText('0417').waitFor();
    await page.getByText('atrasado 1 min').waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    await expectEnTelefono(page, page.getByRole('gridcell', { name: /etiqueta 2/ }));
    await expectEnTelefono(page, page.locator('.por-confirmar').getByText('etiqueta 1'));
    await page.getByRole('button', { name: 'Coinciden: confirmar tel-0001' }).press('Enter');
    await page.getByText('tel-0001 ya puede enviar actas.').waitFor({ state: 'attached' });
    await page.getByText('0417').waitFor({ state: 'detached' });
  });

  test('a phone is added, and its code is shown once, with its QR', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/equipos', () => ({ cuerpo: { equipo: equipo(9), ...CODIGO } }));
    await page.goto('/equipos');
    await page.getByRole('button', { name: 'Dar de alta…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Cómo se reconoce').fill('Motorola G24, etiqueta 9');
    await dialog.getByLabel('Quién lo lleva').fill('cae-9');
    await dialog.getByLabel('Sus casillas').fill('161206B0100, 161206C0100');
    await expectAccesible(page);
    await dialog.getByRole('button', { name: 'Dar de alta' }).click();
    await dialog.getByText('KQ4M-7T2D').waitFor();
    await dialog.getByRole('img', { name: /Código para leer/ }).waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    // It cannot be shown again: Escape does not take it away.
    await page.keyboard.press('Escape');
    await dialog.getByText('KQ4M-7T2D').waitFor();
    await dialog.getByRole('button', { name: 'Ya lo usé o lo anoté' }).click();
    await page.getByText('KQ4M-7T2D').waitFor({ state: 'detached' });
    const asked = servidor.pedidos.find(({ metodo, ruta }) => metodo === 'POST' && ruta === '/api/equipos');
    expect(asked?.cuerpo).toEqual({
      ...{ tipo: 'telefono', nombre: 'Motorola G24, etiqueta 9', centro: 'C016', persona: 'cae-9' },
      casillas: ['161206B0100', '161206C0100'],
    });
  });

  test('a lost phone is revoked with its reason, and another takes its place', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/equipos/:clave/revocacion', ({ parametros }) => ({
      cuerpo: change(parametros.clave, { estado: 'revocado' }),
    }));
    await page.goto('/equipos');
    await page.getByText('etiqueta 2').waitFor();
    // By who carries it, which is what a coordination knows.
    await page.getByRole('combobox', { name: 'Buscar' }).fill('teléfono maria tel-0002');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Revocar…' }).click();
    await dialog.getByRole('textbox', { name: 'Razón' }).fill('Se lo robaron en la plaza');
    await dialog.getByRole('button', { name: 'Revocar', exact: true }).click();
    await dialog.getByRole('button', { name: 'Dar de alta otro en su lugar…' }).click();
    expect(await dialog.getByLabel('Sus casillas').inputValue()).toBe('161206B0100 161206C0100');
    expect(await dialog.getByLabel('Quién lo lleva').inputValue()).toBe('cae-2');
  });

  test('before revoking a station, it says that its package is imported first', async () => {
    const { page } = pagina;
    equipos = equipos.filter(({ tipo }) => tipo === 'estacion');
    await page.goto('/equipos');
    await page.getByText('Mesa 1').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Revocar…' }).click();
    await page.getByRole('dialog').getByText('importe antes su paquete').waitFor();
  });

  test('a file is checked before it is loaded, and its slips are given once', async () => {
    const { page } = pagina;
    const errores = [{ linea: 4, columna: 'casillas', mensaje: 'equipos.csv, línea 4: dice «X».' }];
    let answer: CargaDeEquipos = { equipos: 2, nuevos: 0, errores, talones: null };
    servidor.contestar('POST /api/equipos/carga', () => ({ cuerpo: answer }));
    await page.goto('/equipos/carga');
    const file = { name: 'equipos.csv', mimeType: 'text/csv', buffer: Buffer.from('tipo,nombre,centro\n') };
    await page.getByLabel('Archivo').setInputFiles(file);
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByText('línea 4: dice').waitFor();
    await expectAccesible(page);
    answer = { equipos: 2, nuevos: 2, errores: [], talones: null };
    await page.getByRole('button', { name: 'Revisar' }).click();
    answer = { ...answer, talones: Buffer.from('%PDF-').toString('base64') };
    await page.getByRole('button', { name: 'Cargar 2 equipos nuevos' }).click();
    await page.getByRole('link', { name: 'Descargar los talones (PDF)' }).waitFor();
  });
});
