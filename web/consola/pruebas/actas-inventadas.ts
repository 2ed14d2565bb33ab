/** Actas that do not exist, the same every time, for the screens that show them: as the contracts say. */

import type { IdActa } from '../../../src/dominio/clave.ts';
import type { Lectura } from '../../../src/dominio/lectura.ts';
import type { ActaEnLista, HechoEnHistoria, PaginaDeActa } from '../../../src/monitoreo/contrato.ts';
import type { CampoEnPantalla, TituloDeActa } from '../../../src/proceso/en-pantalla.ts';

type CampoSinLugar = Pick<CampoEnPantalla, 'clave' | 'etiqueta' | 'nombre' | 'grupo'>;

const CAMPOS: readonly CampoSinLugar[] = [
  ...(
    [
      ['TOTAL_BOLETAS_SOBRANTES', 'Boletas sobrantes'],
      ['TOTAL_PERSONAS_VOTARON', 'Personas que votaron'],
      ['TOTAL_REP_PARTIDO_CI_VOTARON', 'Representantes que votaron'],
      ['TOTAL_VOTOS_SACADOS', 'Votos sacados de la urna'],
    ] as const
  ).map(([clave, etiqueta]) => ({ clave, etiqueta, nombre: '', grupo: 'generales' as const })),
  ...(
    [
      ['PAN', 'PAN', 'Partido Acción Nacional'],
      ['PRI', 'PRI', 'Partido Revolucionario Institucional'],
      ['PRD', 'PRD', 'Partido de la Revolución Democrática'],
      ['PVEM', 'PVEM', 'Partido Verde Ecologista de México'],
      ['PT', 'PT', 'Partido del Trabajo'],
      ['MORENA', 'MORENA', 'MORENA'],
      ['MC', 'MC', 'Movimiento Ciudadano'],
      ['C_PAN_PRI_PRD', 'PAN · PRI · PRD', ''],
      ['C_PAN_PRI', 'PAN · PRI', ''],
      ['NO_REGISTRADAS', 'Candidaturas no registradas', ''],
      ['NULOS', 'Votos nulos', ''],
    ] as const
  ).map(([clave, etiqueta, nombre]) => ({ clave, etiqueta, nombre, grupo: 'votos' as const })),
  { clave: 'TOTAL_VOTOS_ASENTADO', etiqueta: 'Total', nombre: '', grupo: 'total' as const },
];

const ALTO_DE_RENGLON = 0.042;
const PRIMER_RENGLON = 0.2;

/** The fields of an invented acta, with their place in the image of `imagenInventada`. */
export const CAMPOS_INVENTADOS: readonly CampoEnPantalla[] = CAMPOS.map((campo, i) => ({
  ...campo,
  numero: i + 1,
  renglon: { x: 0.06, y: PRIMER_RENGLON + i * ALTO_DE_RENGLON, ancho: 0.88, alto: ALTO_DE_RENGLON },
}));

const VALORES: readonly Lectura[] = [
  214,
  507,
  8,
  'ILEGIBLE',
  87,
  112,
  9,
  21,
  14,
  203,
  31,
  4,
  2,
  'SIN DATO',
  24,
  515,
];

/** What was captured of the n-th invented acta. */
export function lecturaInventada(n: number, campo: number): Lectura {
  const base = VALORES[campo] ?? 0;
  return typeof base === 'number' ? base + (n % 7) * (campo % 3) : base;
}

const TERRITORIOS = [
  'Distrito 16 Morelia',
  'Distrito 01 La Piedad',
  'Distrito 22 Múgica',
  'Distrito 05 Paracho',
];
const CASILLAS = ['Básica', 'Contigua 1', 'Contigua 2', 'Especial 1', 'Extraordinaria 1 contigua 2'];

export function tituloInventado(n: number): TituloDeActa {
  const seccion = String(1000 + (n % 1700)).padStart(4, '0');
  const casilla = CASILLAS[n % CASILLAS.length] ?? 'Básica';
  return {
    eleccion: { clave: 'GUB', nombre: 'GUBERNATURA' },
    territorio: TERRITORIOS[n % TERRITORIOS.length] ?? '',
    seccion,
    casilla,
    clave: `16${seccion}${casilla.slice(0, 1)}${String((n % 9) + 1).padStart(2, '0')}${String(Math.floor(n / 1700)).padStart(2, '0')}2`,
  };
}

export function idInventado(n: number): IdActa {
  return `GUB-${tituloInventado(n).clave}` as IdActa;
}

/** SHA-256 that no image has, different for each acta. */
export function shaInventado(n: number): string {
  return n.toString(16).padStart(64, 'a');
}

export function imagenEnPantallaInventada(n: number) {
  return { sha256: shaInventado(n), direccion: `/api/imagenes/${shaInventado(n)}` };
}

/** A drawing of the n-th acta, where its fields say that they are. */
export function imagenInventada(n: number): string {
  const [ancho, alto] = [1200, 1560];
  const titulo = tituloInventado(n);
  const rows = CAMPOS_INVENTADOS.map(({ etiqueta, renglon }, i) => {
    if (renglon === null) return '';
    const [x, y, w, h] = [renglon.x * ancho, renglon.y * alto, renglon.ancho * ancho, renglon.alto * alto];
    const value = lecturaInventada(n, i);
    const written = typeof value === 'number' ? value : value === 'ILEGIBLE' ? '~#~' : '';
    return (
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="none" stroke="#333" stroke-width="2"/>` +
      `<text x="${x + 16}" y="${y + h * 0.68}" font-family="serif" font-size="26">${etiqueta}</text>` +
      `<text x="${x + w - 40}" y="${y + h * 0.72}" font-size="40" font-style="italic" fill="#1d2f7a" text-anchor="end">${written}</text>`
    );
  });
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${ancho}" height="${alto}" viewBox="0 0 ${ancho} ${alto}">` +
    `<rect width="100%" height="100%" fill="#fdfcf8"/>` +
    `<text x="600" y="90" font-family="serif" font-size="38" font-weight="700" text-anchor="middle">ACTA DE ESCRUTINIO Y CÓMPUTO · COPIA PREP</text>` +
    `<text x="600" y="150" font-family="serif" font-size="30" text-anchor="middle">${titulo.eleccion.nombre} · SECCIÓN ${titulo.seccion} · ${titulo.casilla.toUpperCase()}</text>` +
    `<text x="600" y="210" font-family="monospace" font-size="28" text-anchor="middle">${titulo.clave}</text>` +
    `${rows.join('')}</svg>`
  );
}

/** 20:30 in Michoacán, and so many minutes more. */
export function instanteInventado(minutos: number): string {
  return new Date(Date.parse('2027-06-07T02:30:00.000Z') + minutos * 60_000).toISOString();
}

const FASES = [
  'verificada',
  'capturada',
  'en_captura',
  'esperada',
  'acopiada',
  'en_conflicto',
  'sin_acta',
] as const;

export function actaEnLista(n: number): ActaEnLista {
  const fase = FASES[n % FASES.length] ?? 'esperada';
  const waits =
    fase === 'capturada' || fase === 'en_captura' || fase === 'acopiada' || fase === 'en_conflicto';
  return {
    acta: idInventado(n),
    titulo: tituloInventado(n),
    catd: `C${String((n % 116) + 1).padStart(3, '0')}`,
    fase,
    espera: waits ? instanteInventado(-(n % 200)) : null,
    cotejo: fase === 'verificada' ? (([0, 1, 0, 2, 3] as const)[n % 5] ?? 0) : 0,
    marcas: fase === 'en_conflicto' ? ['conflicto'] : n % 11 === 2 ? ['recaptura', 'imagen_rechazada'] : [],
  };
}

function hecho(
  seq: number,
  tipo: string,
  [quien, lugar]: readonly [string, string],
  que: string,
  lecturas: HechoEnHistoria['lecturas'] = null,
): HechoEnHistoria {
  return { seq: 4100 + seq, momento: instanteInventado(seq * 4 - 60), tipo, quien, lugar, que, lecturas };
}

/** The page of an acta that went through almost everything. */
export function paginaInventada(n: number, capturas: 'con_capturas' | 'sin_capturas'): PaginaDeActa {
  const valores = CAMPOS_INVENTADOS.map(({ clave, etiqueta }, i) => ({
    campo: clave,
    etiqueta,
    lectura: String(lecturaInventada(n, i)),
  }));
  const typed =
    capturas === 'con_capturas' ? valores.map(({ etiqueta, lectura }) => ({ etiqueta, lectura })) : null;
  const only =
    capturas === 'con_capturas'
      ? valores.slice(7, 8).map(({ etiqueta }) => ({ etiqueta, lectura: '27' }))
      : null;
  const ccv = 'CCV';
  return {
    ...actaEnLista(n),
    imagenes: [
      {
        ...imagenEnPantallaInventada(n),
        origen: 'CATD',
        digitalizacion: 'ESCANER',
        momento: instanteInventado(-48),
        uso: 'en_uso',
      },
      {
        ...imagenEnPantallaInventada(n + 1),
        origen: 'CASILLA',
        digitalizacion: 'MOVIL',
        momento: instanteInventado(-40),
        uso: 'evidencia',
      },
      {
        ...imagenEnPantallaInventada(n + 2),
        origen: 'CATD',
        digitalizacion: 'ESCANER',
        momento: instanteInventado(-56),
        uso: 'rechazada',
      },
    ],
    resultado: valores,
    historia: [
      hecho(0, 'acta_acopiada', ['Rosa Aguilar · aco-012', 'C016'], 'Se recibió el sobre PREP en el CATD.'),
      hecho(
        1,
        'imagen_digitalizada',
        ['Rosa Aguilar · aco-012', 'C016'],
        'Se digitalizó con escáner; la imagen pasó a captura.',
      ),
      hecho(
        2,
        'imagen_rechazada',
        ['Ana Ruiz · cap-041', ccv],
        'Devolvió la imagen: está cortada («falta el total»).',
      ),
      hecho(
        3,
        'imagen_digitalizada',
        ['Rosa Aguilar · aco-012', 'C016'],
        'Se digitalizó con escáner; la imagen pasó a captura.',
      ),
      hecho(
        5,
        'imagen_digitalizada',
        ['CAE · cae-301', 'CASILLA'],
        'Llegó otra imagen, fotografiada en la casilla; queda como evidencia.',
      ),
      hecho(8, 'captura_registrada', ['Beatriz Soto · cap-017', ccv], 'Capturó el acta.', typed),
      hecho(9, 'captura_registrada', ['Carlos Mora · cap-088', ccv], 'Capturó el acta.', typed),
      hecho(
        10,
        'captura_registrada',
        ['Dora Luna · cap-102', ccv],
        'Capturó 1 campo que no coincidía.',
        only,
      ),
      hecho(
        10,
        'acta_consolidada',
        ['el sistema', ccv],
        'Las capturas coincidieron: el acta quedó capturada.',
      ),
      hecho(12, 'verificacion_asignada', ['Vera Ríos · ver-007', ccv], 'Recibió el acta para verificarla.'),
      hecho(
        13,
        'acta_verificada',
        ['Vera Ríos · ver-007', ccv],
        'Verificó que lo capturado es lo que dice la imagen.',
      ),
    ],
    cortes: [
      { numero: 7, momento: instanteInventado(-5), que: 'Apareció, contabilizada, con 515 votos.' },
      { numero: 12, momento: instanteInventado(40), que: 'Se corrigió: PVEM de 27 a 21 votos.' },
    ],
  };
}
