import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMinimo } from '../../../pruebas/apoyo/minimo.ts';
import type { Proceso, TipoProceso } from '../../proceso/proceso.ts';
import type { FilaDeInstantanea } from '../eleccion-en-corte.ts';
import { filasLargas, procesoLargo } from '../pruebas/sitio/proceso-largo.ts';
import { type SitioDePrueba, withSitio } from '../pruebas/sitio/sitio-de-prueba.ts';
import type { DatosDeEleccion } from './datos.ts';
import { formatEntero, formatPorcentaje } from './formato.ts';
import { renderNoEncontrada, renderSeccion } from './paginas.ts';
import { recursosDe } from './recursos.ts';

/** A name that would be markup. */
const HOSTIL = '</title><script>alert(1)</script>';

let minimo: SitioDePrueba;
/** hard to lay out, with hostile names, in a drill and in the real night */
let simulacro: SitioDePrueba;
let jornada: SitioDePrueba;
/** the first corte of the night, with nothing in it, and the last */
let ceros: SitioDePrueba;

async function largo(tipo: TipoProceso): Promise<Proceso> {
  const proceso = procesoLargo(await loadMinimo(), tipo);
  return { ...proceso, instituto: { nombre: HOSTIL, siglas: 'X' } };
}

function nothing(filas: readonly FilaDeInstantanea[]): readonly FilaDeInstantanea[] {
  return filas.map((fila) => ({ ...fila, resultado: null }));
}

beforeAll(async () => {
  minimo = await withSitio();
  const drill = await largo('simulacro');
  const night = await largo('jornada');
  simulacro = await withSitio({ proceso: drill, filas: filasLargas(drill) });
  jornada = await withSitio({ proceso: night, filas: filasLargas(night), tipo: 'ultimo' });
  ceros = await withSitio({ proceso: drill, filas: nothing(filasLargas(drill)) });
});
afterAll(() => {
  for (const sitio of [minimo, simulacro, jornada, ceros]) sitio?.remove();
});

/** What is read: without markup, with plain spaces. */
function textOf(page: string): string {
  return page
    .replace(/<head>[\s\S]*<\/head>/, '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#8239;', ' ')
    .replace(/[\s\u202f]+/g, ' ');
}

describe('every page', () => {
  test('has only links that exist, relative, inside the publication', () => {
    for (const sitio of [minimo, simulacro]) {
      for (const ruta of sitio.paginas.filter((one) => one !== '404.html')) {
        const links = [...sitio.read(ruta).matchAll(/(?:href|src|action|content)="([^"]*)"/g)]
          .map(([, url = '']) => url)
          .filter((url) => /^[.#]|^[a-z-]+\/|html/.test(url) && !/\s/.test(url));
        expect(links.length).toBeGreaterThan(10);
        for (const link of links) {
          expect(link, ruta).not.toMatch(/^([a-z]+:|\/)/);
          const [file = '', anchor] = link.split('#');
          const inside = file === '' ? ruta : join(dirname(ruta), file);
          const found = [sitio.vigente, sitio.raiz].map((root) => join(root, inside)).find(existsSync);
          // The pointer is the last file of a corte, and the search adds its question to the address.
          expect(found, `${ruta} → ${link}`).toBeDefined();
          if (anchor !== undefined && inside.endsWith('.html')) {
            expect(readFileSync(found ?? '', 'utf8'), `${ruta} → ${link}`).toContain(`id="${anchor}"`);
          }
        }
      }
    }
  });

  test('works under a policy without inline style or script, and asks for nothing to others', () => {
    for (const ruta of simulacro.paginas) {
      const page = simulacro.read(ruta);
      expect(page, ruta).not.toMatch(/<style| style=| on[a-z]+="|javascript:|https?:\/\//);
      expect(page.match(/<script(?! (type="module" )?src=)/g), ruta).toBeNull();
      expect(page, ruta).toContain('&lt;script&gt;');
    }
  });

  test('read without its style has a space between one figure or name and the next', () => {
    for (const ruta of simulacro.paginas) {
      expect(
        simulacro.read(ruta).match(/[^\s>]<small>.{30}|<\/(a|b|strong|small)><(small|b|strong)>.{30}/g),
        ruta,
      ).toBeNull();
    }
  });

  test('has what people look for in the template of INE, with its words', () => {
    const inicio = textOf(minimo.read('GUB/index.html'));
    for (const words of [
      'Avance',
      'Actas capturadas 92.3076 % 12 de 13',
      'Participación ciudadana:',
      'hora local (UTC−6) · Actualizar',
      'Estadística',
      'Esperadas',
      'Casillas urbanas',
      'Casillas no urbanas',
      'Lista nominal',
      'Votos sin casillas especiales',
      'Votos con casillas especiales',
      'Resumen de la votación',
      'Acumulados por candidaturas y partidos',
      '+ Candidaturas no registradas',
      '+ Nulos',
      '= Total',
      'Conoce los resultados de tu casilla',
      'Compartir',
      'Centro de ayuda',
      'Base de datos',
    ]) {
      expect(inicio.replace(/\u00ad|&shy;/g, ''), words).toContain(words);
    }
    const votacion = textOf(minimo.read('GUB/votacion/index.html'));
    for (const words of ['Tarjetas', 'Mapa', 'Tabla', 'Comparar']) expect(votacion).toContain(words);
    const modulos = [...recursosDe(minimo.contexto.proceso).archivos.values()].join('');
    for (const words of ['Letra', 'Más grande', 'Claro', 'Oscuro', 'Alto contraste'])
      expect(modulos).toContain(`'${words}'`);
  });

  test('has one title, one main and headings in order, in Spanish', () => {
    for (const ruta of minimo.paginas) {
      const page = minimo.read(ruta);
      expect(page).toContain('<html lang="es-MX"');
      expect(page.match(/<h1>/g), ruta).toHaveLength(1);
      expect(page.match(/<main /g), ruta).toHaveLength(1);
      const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      for (const [i, level] of levels.entries()) {
        expect(level - (levels[i - 1] ?? 0), `${ruta}: ${levels.join('')}`).toBeLessThanOrEqual(1);
      }
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size, ruta).toBe(ids.length);
    }
  });

  test('of an exercise says so in its title, its banner, its heading and every table; the real night never does', () => {
    for (const ruta of simulacro.paginas) {
      const page = simulacro.read(ruta);
      expect(page, ruta).toMatch(/<title>SIMULACRO · /);
      expect(page, ruta).toContain('<b>SIMULACRO: LOS DATOS NO SON REALES</b>');
      if (ruta !== '404.html') expect(page, ruta).toMatch(/<h1>[^<]*\(SIMULACRO\)<\/h1>/);
    }
    for (const ruta of ['GUB/index.html', 'AYUN/votacion/index.html', 'avance/index.html']) {
      const tables = simulacro.read(ruta).match(/<caption/g)?.length ?? 0;
      const marked = simulacro.read(ruta).match(/<caption[^>]*>[\s\S]*?\(SIMULACRO\)/g)?.length ?? 0;
      expect(tables).toBeGreaterThan(0);
      expect(marked, ruta).toBeGreaterThanOrEqual(tables - 2);
    }
    for (const ruta of jornada.paginas) expect(jornada.read(ruta)).not.toMatch(/SIMULACRO|DEMOSTRACIÓN/);
  });

  test('of totals says its corte, its local time and its offset, and that it is preliminary', () => {
    for (const ruta of ['index.html', 'GUB/index.html', 'GUB/votacion/index.html', 'avance/index.html']) {
      const page = minimo.read(ruta);
      expect(page).toContain(
        '<time datetime="2027-06-06T20:40:07-06:00">6 de junio de 2027, 20:40</time></strong> <small>hora local (UTC−6)',
      );
      expect(page).toContain('no son definitivos; por tanto, no tienen efectos jurídicos');
      expect(page).toContain(
        'cuatro decimales truncados, sin redondear; con todos sus decimales suman 100 %',
      );
      expect(page).toContain('que se incluyen hasta el último corte');
      expect(page).toContain('No es una proyección');
    }
    expect(jornada.read('GUB/index.html')).toContain('Corte de información 1, el último');
    expect(jornada.read('GUB/index.html')).toContain('incluye los votos de las casillas especiales');
  });

  test('weighs little: the home of an election 30 KB with all it asks for, any other 60', () => {
    const recursos = [...recursosDe(simulacro.contexto.proceso).archivos];
    const shared = recursos
      .filter(([ruta]) =>
        /\.(css|svg)$|(sitio|vista|corte|tablas|compartir|preferencias|mapa)\.js$/.test(ruta),
      )
      .reduce((sum, [, text]) => sum + weightOf(text), 0);
    for (const ruta of simulacro.paginas) {
      const bytes = weightOf(simulacro.read(ruta)) + shared;
      expect(bytes, ruta).toBeLessThan(/^([A-Z_]+\/)?index\.html$/.test(ruta) ? 30_000 : 60_000);
    }
  });
});

describe('progress', () => {
  test('captured and counted go together, with what the difference is made of', () => {
    const text = textOf(jornada.read('AYUN/index.html'));
    expect(text).toContain('Actas capturadas 91.6666 % 11 de 12 Actas contabilizadas 66.6666 % 8 de 12');
    expect(text).toContain(
      '3 capturadas no se contabilizan : 1 sin acta, 2 exceden la lista nominal. Falta 1 por capturar.',
    );
  });

  test('a corte in zeros has everything in its place and nothing divided by zero', () => {
    for (const ruta of ceros.paginas)
      expect(ceros.read(ruta), ruta).not.toMatch(/NaN|Infinity|undefined|null/);
    const text = textOf(ceros.read('GUB/index.html'));
    expect(text).toContain('Actas capturadas 0.0000 % 0 de');
    expect(text).toContain('Todavía no hay votos contabilizados.');
    expect(text).toContain('Total 0 0.0000 %');
  });

  test('every reason of the election is on the page of progress, with a link to its actas', () => {
    const page = minimo.read('avance/index.html');
    const text = textOf(page);
    for (const { eleccion, entidad } of minimo.datos.elecciones) {
      expect(page).toContain(`id="no-contabilizadas-${eleccion.clave}"`);
      expect(text).toContain(`Total ${entidad.actas.noContabilizadas} `);
    }
    expect(page).toContain('GUB/distritos/001/index.html#no-contabilizadas');
    expect(minimo.read('GUB/distritos/001/index.html')).toContain('#GUB-160002B01002">160002B01002</a>');
  });
});

describe('votes', () => {
  test.each(['GUB', 'DIP_LOC', 'AYUN'])('every total of %s is on its pages', (clave) => {
    const datos = minimo.datos.elecciones.find(({ eleccion }) => eleccion.clave === clave) as DatosDeEleccion;
    const votacion = textOf(minimo.read(`${clave}/votacion/index.html`));
    for (const { votos, porcentaje } of datos.entidad.resultados.partidos ?? []) {
      expect(votacion).toContain(`${formatEntero(votos)} ${plain(formatPorcentaje(porcentaje))}`);
    }
    const { total } = datos.entidad.resultados;
    expect(textOf(minimo.read(`${clave}/index.html`))).toContain(`Total ${formatEntero(total)} 100.0000 %`);
    for (const { territorio, resultados } of minimo.territorios
      .filter(({ eleccion }) => eleccion.clave === clave)
      .map(({ json }) => json)) {
      const carpeta = clave === 'AYUN' ? 'municipios' : 'distritos';
      const page = minimo.read(`${clave}/${carpeta}/${territorio.id.replace('/', '')}/index.html`);
      for (const { votos } of resultados.candidaturas ?? []) {
        expect(page).toContain(`data-v="${votos}">${formatEntero(votos)}</td>`);
      }
    }
  });

  test('a tie is a tie, and nobody is ahead', async () => {
    const { proceso } = minimo.contexto;
    const tied = await withSitio({ proceso, filas: filasEmpatadas(proceso) });
    const text = textOf(tied.read('GUB/index.html'));
    expect(text).toMatch(/Empate de \d+ candidaturas en las actas contabilizadas, con [\d,]+ votos?\./);
    expect(text).not.toContain('Ventaja en actas contabilizadas: ');
    expect(text).toContain('Con empate: ');
    tied.remove();
  });

  test('who is ahead is so in the counted actas, by so many votes', () => {
    expect(textOf(minimo.read('GUB/index.html'))).toMatch(
      /Ventaja en actas contabilizadas: [^,]+ ?, por [\d,]+ votos? \(\d+\.\d{4} puntos porcentuales\)\. No es una proyección\./,
    );
  });
});

describe('a section', () => {
  const RUTA = 'secciones/160001/index.html';

  test('has every casilla and every election, each acta with its own link', () => {
    const page = minimo.read(RUTA);
    for (const { casillas } of minimo.secciones.get('160001')?.elecciones ?? []) {
      for (const { clave, actas } of casillas) {
        expect(page).toContain(`<section class="casilla" id="${clave}">`);
        for (const { id } of actas) expect(page).toContain(`<details class="acta" id="${id}">`);
      }
    }
  });

  test('shows each value as it was captured, with its mark and why', () => {
    const page = minimo.read(RUTA);
    const acta = page.slice(page.indexOf('id="GUB-160001C01002"'));
    const text = textOf(acta.slice(0, acta.indexOf('</details>')));
    expect(text).toContain('Ilegible');
    expect(text).toContain('Sin dato');
    expect(text).toContain('ALGÚN CAMPO ILEGIBLE O SIN DATO.');
    expect(text).toContain('Suma cero; el acta se contabiliza.');
    expect(text).toMatch(/SHA-256 de la imagen: [0-9a-f]{64}/);
    expect(text).toMatch(/Acopio 6 de junio, 19:\d\d:05/);
  });

  test('does not ask for the image of an acta until it is opened', () => {
    const images = minimo.read(RUTA).match(/<img [^>]+>/g) ?? [];
    expect(images.length).toBeGreaterThan(3);
    for (const image of images) expect(image).toContain('loading="lazy"');
  });

  test('says nothing of the corte in force: another corte without changes gives the same bytes', () => {
    const datos = minimo.secciones.get('160001');
    if (datos === undefined) throw new Error('no section');
    const later = { ...minimo.contexto, corte: { ...minimo.contexto.corte, numero: 99 } };
    expect(renderSeccion(later, datos)).toBe(minimo.read(RUTA));
    expect(minimo.read(RUTA)).toContain('Esta página cambió por última vez en el corte 1');
  });

  test('tells what a correction changed, when, and what had been published', () => {
    const datos = minimo.secciones.get('160001');
    if (datos === undefined) throw new Error('no section');
    const cambios = [{ campo: 'NULOS', antes: 'ILEGIBLE', despues: 1234 } as const];
    const correcciones = [{ momento: '2027-06-06T23:10:00-06:00', cambios }];
    const corrected = JSON.parse(JSON.stringify(datos), (_key, value) =>
      value?.estado === 'capturada' ? { ...value, cotejo: 3, correcciones } : value,
    );
    const elecciones = datos.elecciones.map(({ eleccion }, i) => ({ ...corrected.elecciones[i], eleccion }));
    expect(textOf(renderSeccion(minimo.contexto, { ...datos, elecciones }))).toContain(
      '6 de junio, 23:10:00. Votos nulos: se publicó ilegible y es 1,234.',
    );
  });

  test('of sixty casillas and three elections is not heavy', () => {
    const datos = minimo.secciones.get('160001');
    if (datos === undefined) throw new Error('no section');
    const elecciones = datos.elecciones.map((one) => ({
      ...one,
      casillas: Array.from({ length: 60 }, (_, i) => {
        const casilla = one.casillas[i % one.casillas.length];
        if (casilla === undefined) throw new Error('no casilla');
        const sha256 = String(i).padStart(64, 'a1b2c3d4e5f60718');
        return {
          ...casilla,
          clave: `160001C${String(i).padStart(2, '0')}00`,
          actas: casilla.actas.map((acta) => ({
            ...acta,
            id: `${acta.id}-${i}`,
            ...('imagen' in acta ? { imagen: { ...acta.imagen, sha256 } } : {}),
          })),
        };
      }),
    }));
    const page = renderSeccion(minimo.contexto, { ...datos, elecciones });
    expect(page.match(/<details class="acta"/g)?.length).toBeGreaterThanOrEqual(180);
    expect(weightOf(page)).toBeLessThan(50_000);
  });
});

describe('what surrounds the results', () => {
  test('the page of what does not exist helps from any depth', () => {
    expect(minimo.read('404.html')).toContain('href="/mi-casilla/index.html"');
    expect(renderNoEncontrada(minimo.contexto, '../../')).toContain('href="../../mi-casilla/index.html"');
  });

  test('any section is three links away: home, list, section', () => {
    expect(minimo.read('index.html')).toContain('href="./mi-casilla/index.html"');
    expect(minimo.read('mi-casilla/index.html')).toContain('href="../mi-casilla/municipios/001/index.html"');
    expect(minimo.read('mi-casilla/index.html')).toContain('href="../mi-casilla/secciones/1600/index.html"');
    for (const list of ['municipios/001', 'secciones/1600']) {
      expect(minimo.read(`mi-casilla/${list}/index.html`)).toContain(
        'href="../../../secciones/160001/index.html"',
      );
    }
  });

  test('every ZIP is there with its bytes and its SHA-256', () => {
    const page = minimo.read('base-de-datos/index.html');
    for (const { ruta, sha256 } of minimo.datos.cortes.at(-1)?.zips ?? []) {
      expect(page).toContain(`href="../${ruta}"`);
      expect(page).toContain(sha256);
      expect(existsSync(join(minimo.raiz, ruta))).toBe(true);
    }
    expect(minimo.read('base-de-datos/2027-06-06-20/index.html')).toContain('href="../../cortes/');
  });

  test('actas fuera de catálogo are with what could be read of them', () => {
    expect(minimo.read('fuera-de-catalogo/index.html')).toContain('Sección 9, tipo B (no existe)');
  });

  test('a share picture is a PNG of 1200 × 630', async () => {
    const { format, width, height } = await sharp(join(minimo.vigente, 'GUB/compartir.png')).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 630 });
  });

  test('the summary to share says captured and counted, its corte and that it is an exercise', () => {
    const page = simulacro.read('GUB/index.html');
    const summary = /id="resumen" hidden>([^<]*)/.exec(page)?.[1] ?? '';
    expect(summary).toContain('SIMULACRO: LOS DATOS NO SON REALES');
    expect(summary).toContain('Corte 1: 6 de junio de 2027, 20:40 (UTC−6)');
    expect(summary).toMatch(/Actas capturadas [\d.]+\u202f%, contabilizadas [\d.]+\u202f% de \d+/);
    expect(summary).toContain('No es una proyección.');
  });

  test('the modules are JavaScript, and their names change with their content', () => {
    const { carpeta, archivos } = recursosDe(minimo.contexto.proceso);
    expect(carpeta).toMatch(/^recursos\/[0-9a-f]{10}\/$/);
    for (const [ruta, text] of archivos) {
      if (!ruta.endsWith('.js')) continue;
      expect(text, ruta).not.toMatch(/from '\.\/[a-z-]+\.ts'|interface |: readonly /);
      const check = text.replace(/^import .*$|^export \{.*$/gm, '').replace(/^export /gm, '');
      expect(() => new Function(check), ruta).not.toThrow();
    }
    expect(recursosDe(simulacro.contexto.proceso).carpeta).not.toBe(carpeta);
  });
});

/** As it is served: brotli 5. */
function weightOf(text: string): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
}

function plain(text: string): string {
  return text.replaceAll('\u202f', ' ');
}

/** One party of each of two candidaturas with the same votes in every acta, and nothing else. */
function filasEmpatadas(proceso: Proceso): readonly FilaDeInstantanea[] {
  return filasLargas(proceso).map((fila) => {
    const { resultado } = fila;
    if (resultado === null || resultado.tipo !== 'acta') return fila;
    const lecturas = Object.fromEntries(
      Object.keys(resultado.lecturas).map((campo) => [campo, campo === 'AZUL' || campo === 'VERDE' ? 7 : 0]),
    );
    return { ...fila, resultado: { ...resultado, lecturas } };
  });
}
