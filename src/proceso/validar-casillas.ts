/** Checks of the catalogue of casillas: each row by itself, then each section as a whole. */

import {
  isModalidadSinCasilla,
  isTipoCasilla,
  MECANISMOS_TRASLADO,
  TIPOS_CASILLA,
  type TipoCasilla,
} from '../dominio/casilla.ts';
import { type DatosCasilla, type DatosDeProceso, type DatosEleccion, SIN_TERRITORIO } from './datos.ts';
import type { Informe } from './informe.ts';
import { territorioDe, territoriosExcluidos, tiposActaDe } from './participacion.ts';
import { checkElecciones } from './validar-catalogos.ts';

/** Larger than any lista nominal of a casilla or of the voto en el extranjero of an entidad. */
const CANTIDAD_MAXIMA = 999_999;

/** Which ID_CASILLA and EXT_CONTIGUA each type may have. */
interface Numeracion {
  readonly numero: RegExp;
  readonly extContigua: RegExp;
  readonly esperado: string;
}

const DESDE_UNO = /^(?!00)\d{2}$/;
const CERO = /^00$/;
const MODALIDAD: Numeracion = {
  numero: /^\d{2}$/,
  extContigua: CERO,
  esperado: 'numero de dos dígitos y ext_contigua 00',
};

const NUMERACION: Readonly<Record<TipoCasilla, Numeracion>> = {
  B: {
    numero: /^01$/,
    extContigua: CERO,
    esperado: 'numero 01 y ext_contigua 00: la básica es única en su sección',
  },
  C: {
    numero: DESDE_UNO,
    extContigua: CERO,
    esperado: 'numero de 01 a 99 y ext_contigua 00 en una contigua',
  },
  E: {
    numero: DESDE_UNO,
    extContigua: /^\d{2}$/,
    esperado: 'numero de 01 a 99 en una extraordinaria, con ext_contigua 00, o 01, 02… en sus contiguas',
  },
  S: {
    numero: DESDE_UNO,
    extContigua: CERO,
    esperado: 'numero de 01 a 99 y ext_contigua 00 en una especial',
  },
  A: MODALIDAD,
  P: MODALIDAD,
  V: MODALIDAD,
  M: MODALIDAD,
};

/** What the other files give to check a casilla against. */
interface Contexto {
  readonly datos: DatosDeProceso;
  readonly informe: Informe;
  readonly distritos: ReadonlySet<string>;
  readonly municipios: ReadonlySet<string>;
  readonly catd: ReadonlySet<string>;
  readonly elecciones: readonly {
    readonly eleccion: DatosEleccion;
    readonly excluidos: ReadonlySet<string>;
  }[];
  /** elections with candidaturas registered for `N/A` */
  readonly conCandidaturasSinTerritorio: ReadonlySet<string>;
}

export function checkCasillas(datos: DatosDeProceso, informe: Informe): void {
  const contexto = buildContexto(datos, informe);
  const firstOf = new Map<string, number>();
  const secciones = new Map<string, number[]>();
  for (const [i, casilla] of datos.casillas.entries()) {
    checkIdentidad(casilla, i, informe);
    checkCantidades(casilla, i, informe);
    checkReferencias(casilla, i, contexto);
    checkParticipacion(casilla, i, contexto);
    checkClave(casilla, i, firstOf, informe);
    const rows = secciones.get(casilla.seccion);
    if (rows === undefined) secciones.set(casilla.seccion, [i]);
    else rows.push(i);
  }
  if (datos.secciones === 'como_se_publicaron') return;
  for (const rows of secciones.values()) checkSeccion(rows, datos.casillas, informe);
}

function buildContexto(datos: DatosDeProceso, informe: Informe): Contexto {
  const idsOf = (wanted: string) =>
    new Set(datos.territorios.filter(({ tipo }) => tipo === wanted).map(({ id }) => id));
  return {
    datos,
    informe,
    distritos: idsOf('distrito'),
    municipios: idsOf('municipio'),
    catd: new Set(datos.catd.map(({ clave }) => clave)),
    elecciones: datos.configuracion.elecciones.map((eleccion) => ({
      eleccion,
      excluidos: territoriosExcluidos(datos.territorios, eleccion),
    })),
    conCandidaturasSinTerritorio: new Set(
      datos.candidaturas
        .filter(({ territorio }) => territorio === SIN_TERRITORIO)
        .map(({ eleccion }) => eleccion),
    ),
  };
}

function checkIdentidad(casilla: DatosCasilla, i: number, informe: Informe): void {
  const { seccion, tipo, numero, extContigua, distintivo } = casilla;
  if (!isTipoCasilla(tipo)) {
    informe.add('TIPO_DE_CASILLA', 'casillas', i, 'tipo', tipo, `uno de ${TIPOS_CASILLA.join(', ')}`);
  } else {
    const modalidad = isModalidadSinCasilla(tipo);
    if (!/^\d{4}$/.test(seccion) || (seccion === '0000' && !modalidad)) {
      const expected = modalidad ? 'una sección de 0000 a 9999' : 'una sección de 0001 a 9999';
      informe.add('SECCION_FUERA_DE_RANGO', 'casillas', i, 'seccion', seccion, expected);
    }
    const rule = NUMERACION[tipo];
    if (!rule.numero.test(numero)) informe.add('NUMERACION', 'casillas', i, 'numero', numero, rule.esperado);
    if (!rule.extContigua.test(extContigua)) {
      informe.add('NUMERACION', 'casillas', i, 'ext_contigua', extContigua, rule.esperado);
    }
  }
  if (!/^[0-9A-Z]{0,12}$/.test(distintivo)) {
    const expected = 'hasta 12 mayúsculas o dígitos, o nada';
    informe.add('VALOR_MAL_FORMADO', 'casillas', i, 'distintivo', distintivo, expected);
  }
}

function checkCantidades(casilla: DatosCasilla, i: number, informe: Informe): void {
  const { listaNominal, representantes, boletas } = casilla;
  if (!isCantidad(listaNominal)) {
    informe.addNumero(
      'casillas',
      i,
      'lista_nominal',
      listaNominal,
      'un número entero de personas, solo dígitos',
    );
  } else if (casilla.tipo === 'S' && listaNominal !== 0) {
    const expected = '0: una casilla especial no tiene lista nominal (sus boletas van en la columna boletas)';
    informe.add('ESPECIAL_CON_LISTA_NOMINAL', 'casillas', i, 'lista_nominal', String(listaNominal), expected);
  }
  const expected = 'un número entero, solo dígitos, o nada si el instituto no lo publica';
  if (representantes !== null && !isCantidad(representantes)) {
    informe.addNumero('casillas', i, 'representantes', representantes, expected);
  }
  if (boletas !== null && !isCantidad(boletas))
    informe.addNumero('casillas', i, 'boletas', boletas, expected);
}

function checkReferencias(casilla: DatosCasilla, i: number, contexto: Contexto): void {
  const { informe, distritos, municipios, catd } = contexto;
  const { ubicacion, mecanismo } = casilla;
  if (casilla.distrito !== null && !distritos.has(casilla.distrito)) {
    const expected = 'el id de un distrito de territorios.csv, o N/A';
    informe.add('TERRITORIO_DESCONOCIDO', 'casillas', i, 'distrito', casilla.distrito, expected);
  }
  if (casilla.municipio !== null && !municipios.has(casilla.municipio)) {
    const expected = 'el id de un municipio de territorios.csv, o N/A';
    informe.add('TERRITORIO_DESCONOCIDO', 'casillas', i, 'municipio', casilla.municipio, expected);
  }
  if (!catd.has(casilla.catd)) {
    informe.add('CATD_DESCONOCIDO', 'casillas', i, 'catd', casilla.catd, 'la clave de un CATD de catd.csv');
  }
  if (ubicacion !== 'urbana' && ubicacion !== 'no_urbana') {
    informe.add('VALOR_MAL_FORMADO', 'casillas', i, 'ubicacion', ubicacion, 'urbana o no_urbana');
  }
  if (!(MECANISMOS_TRASLADO as readonly string[]).includes(mecanismo)) {
    informe.add('VALOR_MAL_FORMADO', 'casillas', i, 'mecanismo', mecanismo, 'D, F, I o nada');
  }
  checkElecciones(casilla.elecciones, contexto.datos.configuracion.elecciones, 'casillas', i, informe);
}

function checkParticipacion(casilla: DatosCasilla, i: number, contexto: Contexto): void {
  const { informe } = contexto;
  if (!isTipoCasilla(casilla.tipo)) return;
  const modalidad = isModalidadSinCasilla(casilla.tipo);
  let actas = 0;
  for (const { eleccion, excluidos } of contexto.elecciones) {
    const { length } = tiposActaDe(casilla, eleccion, excluidos);
    actas += length;
    if (length === 0) {
      if (casilla.elecciones.includes(eleccion.clave) && !excluidos.has(territorioDe(casilla, eleccion))) {
        const expected = `que ${eleccion.clave} tuviera en proceso.json un tipo de acta para casillas ${casilla.tipo}`;
        informe.add('CASILLA_SIN_TIPO_DE_ACTA', 'casillas', i, 'tipo', casilla.tipo, expected);
      }
      continue;
    }
    if (territorioDe(casilla, eleccion) !== SIN_TERRITORIO) continue;
    const allowed =
      modalidad &&
      (eleccion.ambito === 'entidad' || contexto.conCandidaturasSinTerritorio.has(eleccion.clave));
    if (!allowed) {
      const expected = `un ${eleccion.agrupacion}, porque participa en ${eleccion.clave} (si no participa, dígalo en la columna elecciones)`;
      informe.add('CASILLA_SIN_TERRITORIO', 'casillas', i, eleccion.agrupacion, SIN_TERRITORIO, expected);
    }
  }
  if (actas === 0 && contexto.elecciones.length > 0) {
    const expected = 'que la casilla participara en al menos una elección';
    informe.add('CASILLA_SIN_ELECCION', 'casillas', i, 'elecciones', casilla.elecciones.join(' '), expected);
  }
}

function checkClave(casilla: DatosCasilla, i: number, firstOf: Map<string, number>, informe: Informe): void {
  if (informe.isDefectuosa('casillas', i)) return;
  const { seccion, tipo, numero, extContigua, distintivo } = casilla;
  const key = `${seccion}${tipo}${numero}${extContigua} ${distintivo}`.trimEnd();
  const first = firstOf.get(key);
  if (first === undefined) {
    firstOf.set(key, i);
    return;
  }
  const line = informe.lineaDe('casillas', first);
  const expected = `una clave de casilla que no estuviera ya en la línea ${line} (si la fuente la repite, distíngalas en la columna distintivo)`;
  informe.add('CLAVE_REPETIDA', 'casillas', i, 'seccion', key, expected);
}

/** A section is in one distrito and one municipio, and its casillas are numbered with no gap. */
function checkSeccion(rows: readonly number[], casillas: readonly DatosCasilla[], informe: Informe): void {
  const own = rows.flatMap((i) => {
    const casilla = casillas[i];
    return casilla !== undefined && 'BCES'.includes(casilla.tipo) ? [{ i, casilla }] : [];
  });
  const [first] = own;
  if (first === undefined) return;
  const unsure = rows.some((i) => informe.isDefectuosa('casillas', i) || !isWellNumbered(casillas[i]));
  for (const { i, casilla } of own) {
    for (const ambito of ['distrito', 'municipio'] as const) {
      if (casilla[ambito] === first.casilla[ambito] || casilla.distintivo !== '') continue;
      const line = informe.lineaDe('casillas', first.i);
      const expected = `el mismo ${ambito} que la sección tiene en la línea ${line} (${first.casilla[ambito] ?? SIN_TERRITORIO})`;
      informe.add(
        'SECCION_EN_DOS_TERRITORIOS',
        'casillas',
        i,
        ambito,
        casilla[ambito] ?? SIN_TERRITORIO,
        expected,
      );
    }
  }
  if (!unsure) checkHuecos(own, informe);
}

function checkHuecos(own: readonly { i: number; casilla: DatosCasilla }[], informe: Informe): void {
  const present = new Set(own.map(({ casilla }) => nombreCorto(casilla)));
  for (const { i, casilla } of own) {
    const previous = anterior(casilla);
    if (previous === null || present.has(previous)) continue;
    const expected = `que la sección ${casilla.seccion} tuviera antes la casilla ${previous}`;
    informe.add('NUMERACION_CON_HUECO', 'casillas', i, 'numero', nombreCorto(casilla), expected);
  }
}

/** The casilla that must exist before this one in its section: C02 → C01 → B01; E0201 → E0200 → E0100. */
function anterior({ tipo, numero, extContigua }: DatosCasilla): string | null {
  if (tipo === 'B') return null;
  if (Number(extContigua) > 0) return `${tipo}${numero}${two(Number(extContigua) - 1)}`;
  if (Number(numero) > 1) return `${tipo}${two(Number(numero) - 1)}00`;
  return 'B0100';
}

function nombreCorto({ tipo, numero, extContigua }: DatosCasilla): string {
  return `${tipo}${numero}${extContigua}`;
}

function isWellNumbered(casilla: DatosCasilla | undefined): boolean {
  if (casilla === undefined || !isTipoCasilla(casilla.tipo)) return false;
  const rule = NUMERACION[casilla.tipo];
  return rule.numero.test(casilla.numero) && rule.extContigua.test(casilla.extContigua);
}

function isCantidad(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= CANTIDAD_MAXIMA;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
