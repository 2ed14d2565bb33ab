import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filasMinimas } from '../../../pruebas/apoyo/corte-minimo.ts';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import { mapaInventado } from '../../../pruebas/apoyo/proceso-minimo/mapa-inventado.ts';
import { truncatedPercent } from '../../dominio/porcentaje.ts';
import { arribosDe } from '../../proceso/arribos.ts';
import { geometriaDe, readGeometria } from '../../proceso/geometria.ts';
import { type SitioDePrueba, withSitio } from '../pruebas/sitio/sitio-de-prueba.ts';
import { formatFranja, franjaEn, franjasEntre, fraseDeReferencia } from './referencia.ts';
import { vecindadesDe } from './vecinos.ts';

const NOCHE = { jornada: '2027-06-06', arribos: arribosDe(undefined) };

describe('the reference of other nights', () => {
  test('counts from 18:00 of election day, in the time of the corte, also past midnight', () => {
    expect(franjaEn(NOCHE, '2027-06-07T02:00:00-06:00')).toMatchObject({ desde: 22, hasta: 50 });
    expect(franjaEn(NOCHE, '2027-06-07T06:00:00-06:00')).toMatchObject({ desde: 50, hasta: 81 });
    expect(franjaEn(NOCHE, '2027-06-06T17:59:00-06:00')).toBeNull();
    expect(franjaEn(NOCHE, '2027-05-16T20:00:00-06:00')).toBeNull();
  });

  test('ends where the night has got to', () => {
    const franjas = franjasEntre(NOCHE, '2027-06-06T17:00:00-06:00', '2027-06-06T23:00:00-06:00');
    expect(franjas.at(-1)?.momento).toBe(Date.parse('2027-06-06T23:00:00-06:00'));
    expect(franjas[0]?.momento).toBeGreaterThanOrEqual(Date.parse('2027-06-06T18:00:00-06:00'));
    expect(franjasEntre(NOCHE, '2027-05-16T20:00:00-06:00', '2027-05-16T23:00:00-06:00')).toEqual([]);
  });

  test('is said with what it is made of, and that it is not a projection', () => {
    const said = fraseDeReferencia(NOCHE, '2027-06-07T02:30:00-06:00', '34.1273') ?? '';
    expect(said).toContain('A las 02:30, 8 h 30 min después de las 18:00, aquí van capturadas 34.1273');
    expect(said).toContain('A esa hora iban de 26 a 55');
    expect(said).toContain('entre 8 y 12 horas');
    expect(said).toContain('no es una proyección');
    const own = {
      ...NOCHE,
      arribos: arribosDe([
        { minuto: 0, desde: 0, hasta: 0 },
        { minuto: 60, desde: 7, hasta: 7 },
      ]),
    };
    expect(fraseDeReferencia(own, '2027-06-06T19:00:00-06:00', '1.0000')).toContain(
      'el instituto tomó como referencia',
    );
    expect(formatFranja({ desde: 7, hasta: 7.9 })).toBe('7\u202f%');
  });
});

describe('progress beside others', () => {
  let sitio: SitioDePrueba;
  beforeAll(async () => {
    const proceso = { ...(await loadMinimo()), sha256: '0'.repeat(64) };
    const map = mapaInventado('municipio', ['001', '002', '003'], 3);
    const geometria = geometriaDe(readGeometria('mapa', map, 'municipio', null).datos);
    sitio = await withSitio({ proceso: { ...proceso, geometria }, filas: filasMinimas(proceso) });
  });
  afterAll(() => sitio?.remove());

  test('is of those that share a border where there is a map, and of similar size where there is none', () => {
    const of = (clave: string) => {
      const datos = sitio.datos.elecciones.find(({ eleccion }) => eleccion.clave === clave);
      if (datos === undefined) throw new Error(clave);
      return { datos, vecindades: vecindadesDe(sitio.contexto, datos.eleccion, datos.territorios) };
    };
    const ayun = of('AYUN');
    expect([...ayun.vecindades].map(([id, { vecinos }]) => [id, vecinos.map((one) => one.id)])).toEqual([
      ['001', ['002']],
      ['002', ['001', '003']],
      ['003', ['002']],
    ]);
    const around = ayun.datos.territorios.filter(({ id }) => id !== '002').map(({ actas }) => actas);
    expect(ayun.vecindades.get('002')?.porcentajeCapturadas).toBe(
      truncatedPercent(
        around.reduce((sum, { capturadas }) => sum + capturadas, 0),
        around.reduce((sum, { esperadas }) => sum + esperadas, 0),
      ),
    );
    const gub = of('GUB');
    expect([...gub.vecindades.keys()]).toEqual(['001', '002']);
    expect(gub.vecindades.get('001')?.criterio).toBe('tamaño');
  });

  test('is on a page of each election, linked from its progress and from each territory', () => {
    const page = sitio.read('AYUN/vecinos/index.html');
    for (const id of ['001', '002', '003']) expect(page).toContain(`<table class="apila" id="t${id}">`);
    expect(page).toContain('no es una proyección');
    expect(sitio.read('avance/index.html')).toContain('href="../AYUN/vecinos/index.html#t002">vecinos</a>');
    expect(sitio.read('AYUN/municipios/002/index.html')).toContain('AYUN/vecinos/index.html#t002');
  });

  test('the curve has the reference behind, and the table has it in words', () => {
    const page = sitio.read('avance/index.html');
    expect(page).toContain('id="GUB-referencia"');
    expect(page).toContain('Referencia, capturadas');
  });
});
