/**
 * The rules against what institutes published: Quintana Roo 2019 (votes by candidatura, by party with coalition
 * votes divided, sums at every level) and Puebla 2024 (which actas count, header).
 *
 * Files are read here in the plainest way, so that nothing but the rules is under test.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AJUSTES } from '../src/dominio/ajustes.ts';
import { isTipoCasilla } from '../src/dominio/casilla.ts';
import {
  addActaToSuma,
  addSuma,
  addVotosPorPartido,
  columnasDeVotos,
  emptySuma,
  type Suma,
  votosPorCandidatura,
  votosPorPartido,
} from '../src/dominio/computo.ts';
import {
  type Contabilizacion,
  classify,
  contabilizacion,
  limiteDeVotos,
} from '../src/dominio/contabilizacion.ts';
import { computeEncabezado } from '../src/dominio/corte.ts';
import {
  type Candidatura,
  combinaciones,
  type Eleccion,
  NO_REGISTRADAS,
  NULOS,
  type Opcion,
} from '../src/dominio/eleccion.ts';
import type { Lectura } from '../src/dominio/lectura.ts';
import { truncatedPercent } from '../src/dominio/porcentaje.ts';
import { datosCompartidos, describeSiHay } from './apoyo/disponible.ts';

type Fila = Readonly<Record<string, string>>;

/** A published database: its header line, the names of its columns and its rows. */
interface Base {
  readonly cifras: readonly string[];
  readonly columnas: readonly string[];
  readonly filas: readonly Fila[];
}

/** Rows by column name; no cell of these files has quotes nor its own delimiter. */
function readTabla(lineas: readonly string[], delimiter: ',' | '|'): readonly Fila[] {
  const [columnas = [], ...filas] = lineas.map((linea) => linea.split(delimiter));
  return filas.map((celdas) => Object.fromEntries(columnas.map((columna, i) => [columna, celdas[i] ?? ''])));
}

function readLineas(ruta: string): readonly string[] {
  return readFileSync(ruta, 'latin1')
    .split(/\r?\n/)
    .filter((linea) => linea !== '');
}

function readBase(ruta: string, delimiter: ',' | '|'): Base {
  const lineas = readLineas(ruta);
  const cifras = lineas[lineas.findIndex((linea) => linea.startsWith('ACTAS_ESPERADAS')) + 1] ?? '';
  const filas = readTabla(
    lineas.slice(lineas.findIndex((linea) => linea.startsWith('CLAVE_CASILLA'))),
    delimiter,
  );
  return {
    cifras: cifras.split(delimiter).map((cifra) => cifra.replace(/\.0$/, '')),
    columnas: Object.keys(filas[0] ?? {}),
    filas,
  };
}

/** Names of the vote columns: those between the general fields and the total. */
function columnasPublicadas({ columnas }: Base): readonly string[] {
  return columnas.slice(
    columnas.indexOf('TOTAL_VOTOS_SACADOS') + 1,
    columnas.indexOf('TOTAL_VOTOS_ASENTADO'),
  );
}

/** `null` where the option does not run or nothing was captured. */
function lecturaDe(celda: string): Lectura | null {
  if (celda === 'ILEGIBLE' || celda === 'SIN DATO') return celda;
  return /^\d+$/.test(celda) ? Number(celda) : null;
}

function opcionDe(clave: string): Opcion {
  if (clave.startsWith('CAND_IND')) return { tipo: 'independiente', clave };
  if (!clave.startsWith('C_')) return { tipo: 'partido', clave };
  return { tipo: 'combinacion', clave, partidos: clave.slice(2).split('_') };
}

describeSiHay(
  'Quintana Roo 2019',
  datosCompartidos('quintana-roo-2019'),
  'datos/quintana-roo-2019',
  (carpeta) => {
    const portal = <T>(archivo: string): readonly T[] =>
      (JSON.parse(readFileSync(join(carpeta, 'portal', archivo), 'utf8')) as { json: T[] }).json;

    const once = <T>(build: () => T) => {
      let value: T | undefined;
      return () => (value ??= build());
    };

    const base = once(() => readBase(join(carpeta, 'QROO_DIP_LOC_2019.csv'), '|'));
    const eleccion = once(() => buildEleccion());
    const sumas = once(() => sumBy(({ ID_DISTRITO = '' }) => ID_DISTRITO));
    const distritos = Array.from({ length: 15 }, (_, i) => String(i + 1));

    function buildEleccion(): Eleccion {
      const columnas = columnasPublicadas(base()).slice(0, -2);
      const registro = readTabla(readLineas(join(carpeta, 'QROO_DIP_CANDIDATURAS_2019.csv')), ',');
      const candidaturas = new Map<string, Map<string, string[]>>();
      for (const { ID_DISTRITO_LOCAL = '', PARTIDO_CI = '', CANDIDATURA_PROPIETARIA = '' } of registro) {
        const suyas = candidaturas.get(ID_DISTRITO_LOCAL) ?? new Map<string, string[]>();
        candidaturas.set(ID_DISTRITO_LOCAL, suyas);
        suyas.set(CANDIDATURA_PROPIETARIA, [...(suyas.get(CANDIDATURA_PROPIETARIA) ?? []), PARTIDO_CI]);
      }
      return {
        clave: 'DIP_LOC',
        nombre: 'DIPUTACIONES LOCALES',
        ambito: 'distrito',
        agrupacion: 'distrito',
        territorios: distritos.map((id) => ({ id, nombre: `DISTRITO ${id}` })),
        opciones: columnas.map(opcionDe),
        tiposActa: [],
        candidaturas: new Map(
          [...candidaturas].map(([distrito, suyas]): [string, Candidatura[]] => [
            distrito,
            [...suyas].map(([propietaria, opciones]) => ({
              clave: propietaria,
              propietaria,
              suplente: '',
              opciones: columnas.filter((columna) => opciones.includes(columna)),
            })),
          ]),
        ),
      };
    }

    function sumBy(group: (fila: Fila) => string): ReadonlyMap<string, Suma> {
      const publicadas = columnasPublicadas(base());
      const result = new Map<string, Suma>();
      for (const fila of base().filas) {
        const suma = result.get(group(fila)) ?? emptySuma(publicadas.length);
        result.set(group(fila), suma);
        const tipo = fila.TIPO_CASILLA ?? '';
        const votos = publicadas.map((columna) => lecturaDe(fila[columna] ?? ''));
        addActaToSuma(suma, {
          tipoCasilla: isTipoCasilla(tipo) ? tipo : null,
          listaNominal: Number(fila.LISTA_NOMINAL),
          principio: 'MR',
          votos,
          contabilizacion: classifyFila(fila, votos),
        });
      }
      return result;
    }

    /**
     * Here the limit is the lista nominal plus the **maximum** of representantes, two for each party and
     * independent of the distrito, not the accredited ones of REPRESENTANTES_PP_CI: four counted actas are exactly
     * at it. Ballots of especiales are not published.
     */
    function classifyFila(fila: Fila, votos: readonly (Lectura | null)[]): Contabilizacion {
      if (fila.OBSERVACIONES?.startsWith('SIN ACTA')) return contabilizacion('sin_acta', 0);
      const contendientes = eleccion().opciones.filter(
        ({ tipo, clave }) => tipo !== 'combinacion' && fila[clave] !== '-',
      );
      const limite = Number(fila.LISTA_NOMINAL) + 2 * contendientes.length;
      return classify(
        votos.filter((voto) => voto !== null),
        fila.TIPO_CASILLA === 'S' ? null : limite,
      );
    }

    const sumaDe = (distrito: string): Suma => {
      const suma = sumas().get(distrito);
      if (suma === undefined) throw new Error(`no rows of distrito ${distrito}`);
      return suma;
    };

    it('columns of coalitions are the combinations of their parties, in this order', () => {
      const columnas = columnasDeVotos(eleccion());
      for (const coalicion of [
        ['PAN', 'PRD', 'PESQROO'],
        ['PVEM', 'PT', 'MORENA'],
      ]) {
        const claves = combinaciones(coalicion).map((miembros) => `C_${miembros.join('_')}`);
        const start = columnas.indexOf(claves[0] ?? '');
        expect(columnas.slice(start, start + claves.length)).toEqual(claves);
      }
      expect(columnas.slice(-2)).toEqual([NO_REGISTRADAS, NULOS]);
    });

    it('the observation of all 2,136 actas', () => {
      const publicadas = columnasPublicadas(base());
      const TEXTO: Readonly<Record<string, string>> = {
        '': 'ninguna',
        'ALGUN DATO ILEGIBLE O SIN DATO': 'algun_campo',
        'TODOS ILEGIBLES O SIN DATO': 'todos',
        'SIN ACTA POR PAQUETE ENTREGADO SIN SOBRE': 'sin_acta',
        'SIN ACTA POR PAQUETE NO ENTREGADO': 'sin_acta',
      };
      let exact = 0;
      for (const fila of base().filas) {
        const { observacion, contabilizada } = classifyFila(
          fila,
          publicadas.map((columna) => lecturaDe(fila[columna] ?? '')),
        );
        if (observacion === TEXTO[fila.OBSERVACIONES ?? ''] && String(contabilizada) === fila.CONTABILIZADA)
          exact += 1;
      }
      expect(exact).toBe(2136);
    });

    it('votes by party, own and of coalition, in the 15 distritos: 150 of 150 exact', () => {
      let exact = 0;
      for (const distrito of distritos) {
        const partidos = votosPorPartido(eleccion(), distrito, sumaDe(distrito).votos);
        const publicados = portal<{ id_distrto: number } & Record<string, number>>(
          'distrito_votos_pp_ci.json',
        );
        const publicado = publicados.find((fila) => fila.id_distrto === Number(distrito));
        const desglose = portal<{
          partido: string;
          votos: number;
          votos_partido?: number;
          votos_coalicion?: number;
        }>(`distrito_${distrito}_pp_ci_desgloce.json`);
        for (const opcion of eleccion().opciones) {
          if (opcion.tipo !== 'partido') continue;
          const clave = opcion.clave.toLowerCase();
          const { propios, coalicion } = partidos.find((fila) => fila.clave === opcion.clave) ?? {
            propios: 0,
            coalicion: 0,
          };
          const detalle = desglose.find((fila) => fila.partido === clave);
          expect({ distrito, clave, propios, coalicion, votos: propios + coalicion }).toEqual({
            distrito,
            clave,
            propios: detalle?.votos_partido ?? detalle?.votos,
            coalicion: detalle?.votos_coalicion ?? 0,
            votos: publicado?.[clave],
          });
          exact += 1;
        }
      }
      expect(exact).toBe(150);
    });

    it('votes by candidatura in the 15 distritos', () => {
      const publicados = portal<Record<string, string | number> & { id_distrito: number }>(
        'distrito_votos_candidatura.json',
      );
      let exact = 0;
      for (const distrito of distritos) {
        const publicado = publicados.find((fila) => fila.id_distrito === Number(distrito));
        for (const { candidatura, votos } of votosPorCandidatura(
          eleccion(),
          distrito,
          sumaDe(distrito).votos,
        )) {
          const principal =
            candidatura.opciones.find((clave) => clave.startsWith('C_')) ?? candidatura.opciones[0] ?? '';
          const clave = principal.startsWith('CAND_IND')
            ? 'cand_ind'
            : principal.replace(/^C_/, '').toLowerCase();
          expect([distrito, clave, votos]).toEqual([distrito, clave, Number(publicado?.[clave])]);
          exact += 1;
        }
      }
      expect(exact).toBe([...eleccion().candidaturas.values()].flat().length);
    });

    it('total, no registradas, nulos, actas and lista nominal of the 15 distritos', () => {
      const publicados = portal<Record<string, string | number> & { id_distrito: number }>(
        'distrito_votos_candidatura.json',
      );
      for (const distrito of distritos) {
        const { avance, votos } = sumaDe(distrito);
        const publicado = publicados.find((fila) => fila.id_distrito === Number(distrito));
        expect({
          total: avance.votos,
          no_registrados: votos.at(-2),
          nulos: votos.at(-1),
          esperadas: avance.esperadas,
          capturadas: avance.contabilizadas + avance.noContabilizadas,
          contabilizadas: avance.contabilizadas,
          ln_contabilizadas: avance.listaNominal,
        }).toEqual({
          total: Number(publicado?.total),
          no_registrados: Number(publicado?.no_registrados),
          nulos: Number(publicado?.nulos),
          esperadas: publicado?.esperadas,
          capturadas: publicado?.capturadas,
          contabilizadas: publicado?.contabilizadas,
          ln_contabilizadas: publicado?.ln_contabilizadas,
        });
        expect(votos.reduce((a, b) => a + b, 0)).toBe(avance.votos);
      }
    });

    it('votes by option of every section of the 15 distritos', () => {
      const porSeccion = sumBy(({ ID_DISTRITO = '', SECCION = '' }) => `${ID_DISTRITO}/${SECCION}`);
      const columnas = columnasDeVotos(eleccion());
      let sections = 0;
      for (const distrito of distritos) {
        for (const fila of portal<Record<string, string | number>>(
          `distrito_${distrito}_seccion_casilla.json`,
        )) {
          const suma = porSeccion.get(`${distrito}/${fila.id_seccion}`);
          for (const [i, columna] of columnas.entries()) {
            const clave = columna.replace(/^C_/, '').replace('REGISTRADAS', 'REGISTRADOS').toLowerCase();
            if (columna.startsWith('CAND_IND')) continue;
            expect([fila.id_seccion, clave, suma?.votos[i]]).toEqual([
              fila.id_seccion,
              clave,
              Number(fila[clave]),
            ]);
          }
          expect(suma?.avance.votos).toBe(Number(fila.total));
          sections += 1;
        }
      }
      expect(sections).toBe(porSeccion.size);
    });

    it('the entidad: by party, percentages and the thirteen figures', () => {
      const entidad = emptySuma(columnasDeVotos(eleccion()).length);
      for (const suma of sumas().values()) addSuma(entidad, suma);
      expect(Object.values(computeEncabezado(entidad.avance, 'ultimo', AJUSTES)).map(String)).toEqual(
        base().cifras,
      );

      const partidos = addVotosPorPartido(
        eleccion(),
        distritos.map((distrito) => votosPorPartido(eleccion(), distrito, sumaDe(distrito).votos)),
      );
      const publicados = portal<{ partido: string; votos: number; porcentaje?: string }>(
        'entidad_pp_ci.json',
      );
      for (const { clave, propios, coalicion } of partidos) {
        const publicado = publicados.find((fila) => fila.partido === clave.toLowerCase());
        if (publicado === undefined) continue;
        const votos = propios + coalicion;
        expect([clave, votos, truncatedPercent(votos, entidad.avance.votos)]).toEqual([
          clave,
          publicado.votos,
          publicado.porcentaje,
        ]);
      }
      const independientes = partidos.filter(({ clave }) => clave.startsWith('CAND_IND'));
      expect(independientes.reduce((a, { propios }) => a + propios, 0)).toBe(
        publicados.find((fila) => fila.partido === 'cand_ind')?.votos,
      );
    });
  },
);

describeSiHay('Puebla 2024', datosCompartidos('puebla-2024'), 'datos/puebla-2024', (carpeta) => {
  const TEXTO: Readonly<Record<string, string>> = {
    '': 'ninguna',
    '-': 'pendiente',
    'ALGUN CAMPO ILEGIBLE O SIN DATO': 'algun_campo',
    'TODOS ILEGIBLES O SIN DATO': 'todos',
    'EXCEDE LISTA NOMINAL': 'excede',
    'FUERA DE CATALOGO': 'fuera_de_catalogo',
  };

  function expectedObservacion({ OBSERVACIONES = '', CONTABILIZADA = '' }: Fila): string {
    if (OBSERVACIONES.startsWith('SIN ACTA')) return 'sin_acta';
    return CONTABILIZADA === '-'
      ? 'pendiente'
      : (TEXTO[OBSERVACIONES.trim().replace(/^-$/, '')] ?? OBSERVACIONES);
  }

  /** `null` while it is expected. Ballots of especiales are not published. */
  function classifyFila(fila: Fila, publicadas: readonly string[]): Contabilizacion | null {
    const expected = expectedObservacion(fila);
    if (expected === 'pendiente') return null;
    if (expected === 'sin_acta' || expected === 'fuera_de_catalogo') return contabilizacion(expected, 0);
    const tipo = fila.TIPO_CASILLA ?? '';
    if (!isTipoCasilla(tipo)) throw new Error(`unknown type of casilla: ${tipo}`);
    const representantes = Number(fila.REPRESENTANTES_PP_CI);
    const limite = limiteDeVotos(
      {
        tipo,
        listaNominal: Number(fila.LISTA_NOMINAL),
        representantes: Number.isNaN(representantes) ? null : representantes,
        boletas: null,
      },
      AJUSTES,
    );
    const votos = publicadas.map((columna) => lecturaDe(fila[columna] ?? ''));
    return classify(
      votos.filter((voto) => voto !== null),
      limite,
    );
  }

  it.each([
    ['GUB', 8346, 0],
    ['AYUN', 8364, 21],
  ] as const)(
    '%s: the observation of %i actas, but for %i marked ALGÚN CAMPO with no such cell; and its header',
    (clave, total, distintas) => {
      const base = readBase(join(carpeta, `PUE_${clave}_2024.csv`), ',');
      const publicadas = columnasPublicadas(base);
      const suma = emptySuma(publicadas.length);
      let different = 0;
      for (const fila of base.filas) {
        const recomputed = classifyFila(fila, publicadas);
        const expected = expectedObservacion(fila);
        const same = (recomputed?.observacion ?? 'pendiente') === expected;
        if (!same) {
          different += 1;
          expect([expected, recomputed?.observacion]).toEqual(['algun_campo', 'ninguna']);
        }
        const tipo = fila.TIPO_CASILLA ?? '';
        addActaToSuma(suma, {
          tipoCasilla: isTipoCasilla(tipo) ? tipo : null,
          listaNominal: Number(fila.LISTA_NOMINAL),
          principio: 'MR',
          votos: publicadas.map((columna) => lecturaDe(fila[columna] ?? '')),
          contabilizacion:
            recomputed !== null && !same
              ? contabilizacion('algun_campo', recomputed.totalCalculado)
              : recomputed,
        });
      }
      expect([base.filas.length, different]).toEqual([total, distintas]);
      expect(Object.values(computeEncabezado(suma.avance, 'ultimo', AJUSTES)).map(String)).toEqual(
        base.cifras,
      );
    },
  );
});
