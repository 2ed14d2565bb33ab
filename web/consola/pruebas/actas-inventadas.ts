/** Actas that do not exist, the same every time, for the screens that verify, decide, compare and look for them. */

import type { ActaEnCotejo, ActaPorCotejar } from '../../../src/cotejo/contrato.ts';
import type { Cotejo } from '../../../src/dominio/acta.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { Lectura } from '../../../src/dominio/lectura.ts';
import type { ActaEnLista, HechoEnHistoria, PaginaDeActa } from '../../../src/monitoreo/contrato.ts';
import type { ImagenEnPantalla, TituloDeActa } from '../../../src/proceso/en-pantalla.ts';
import type {
  ConflictoEnPantalla,
  IdentificacionPendiente,
  Marca,
  TareaDeVerificacion,
} from '../../../src/verificacion/contrato.ts';
import { AHORA, actaNumero, CAMPOS, escritoEn, tituloNumero } from './datos.ts';

/** So many minutes after the hour of the canned server. */
export function aLos(minutos: number): string {
  return new Date(Date.parse(AHORA) + minutos * 60_000).toISOString();
}

export function enPantalla(sha256: string): ImagenEnPantalla {
  return { sha256, direccion: `/api/imagenes/${sha256}` };
}

function lecturaDe(n: number, clave: string): Lectura {
  if (clave === 'TOTAL_VOTOS_SACADOS') return 'ILEGIBLE';
  if (clave === 'NO_REGISTRADAS') return 'SIN DATO';
  return escritoEn(CAMPOS, n)[clave] ?? 0;
}

const MARCAS: Readonly<Record<string, readonly Marca[]>> = {
  TOTAL_VOTOS_SACADOS: ['ilegible'],
  NO_REGISTRADAS: ['sin_dato'],
  PRD: ['tercera_persona'],
  PT: ['resuelto'],
  PAN: ['recapturado', 'tercera_persona'],
};

/** An acta with every mark and two warnings. */
export function porVerificar(n: number, sha256: string): TareaDeVerificacion {
  return {
    acta: actaNumero(n),
    titulo: tituloNumero(n),
    imagen: enPantalla(sha256),
    campos: CAMPOS.map((campo) => ({
      ...campo,
      lectura: lecturaDe(n, campo.clave),
      marcas: MARCAS[campo.clave] ?? [],
    })),
    advertencias: [
      {
        codigo: 'A1',
        mensaje: 'La suma de los votos es 812 y el total escrito es 821.',
        campos: ['TOTAL_VOTOS_ASENTADO'],
      },
      {
        codigo: 'A3',
        mensaje: 'Personas y representantes que votaron suman 820, y el total escrito es 821.',
        campos: ['TOTAL_PERSONAS_VOTARON', 'TOTAL_REP_PARTIDO_CI_VOTARON'],
      },
    ],
    vence: aLos(10),
  };
}

/** An acta of which nothing has to be said. */
export function sinNovedad(n: number, sha256: string): TareaDeVerificacion {
  const escrito = escritoEn(CAMPOS, n);
  return {
    ...porVerificar(n, sha256),
    campos: CAMPOS.map((campo) => ({ ...campo, lectura: escrito[campo.clave] ?? 0, marcas: [] })),
    advertencias: [],
  };
}

/** Two fields on which three people did not agree. */
export function conflicto(
  n: number,
  sha256: string,
  propuesta: ConflictoEnPantalla['propuesta'] = null,
): ConflictoEnPantalla {
  const disputed: Readonly<Record<string, readonly Lectura[]>> = {
    PVEM: [21, 27, 'ILEGIBLE'],
    NULOS: [14, 74, 19],
  };
  return {
    acta: actaNumero(n),
    titulo: tituloNumero(n),
    imagen: enPantalla(sha256),
    campos: CAMPOS.map((campo) => {
      const lecturas = disputed[campo.clave] ?? [];
      return { ...campo, lecturas, acordada: lecturas.length === 0 ? lecturaDe(n, campo.clave) : null };
    }),
    propuesta,
  };
}

export const PROPUESTA: ConflictoEnPantalla['propuesta'] = {
  lecturas: { PVEM: 21, NULOS: 'ILEGIBLE' },
  propone: 'Marta Quiroz Lemus',
  razon: 'En PVEM vale la letra: veintiuno. Nulos tiene una mancha sobre los dos lugares.',
  desde: aLos(-3),
};

export function identificacion(
  n: number,
  sha256: string,
  tipo: IdentificacionPendiente['propuesta']['tipo'],
): IdentificacionPendiente {
  const otra = { ...tituloNumero(n), casilla: 'Básica', clave: `16${1204 + n}B01002` };
  const isOther = tipo === 'otra_acta';
  return {
    acta: actaNumero(n),
    titulo: tituloNumero(n),
    imagen: enPantalla(sha256),
    propone: 'Jorge Medina Solís',
    desde: aLos(-7 - n),
    propuesta: isOther
      ? {
          tipo,
          acta: `GUB-${otra.clave}` as IdActa,
          razon: 'El encabezado dice Básica y los funcionarios son otros.',
        }
      : {
          tipo,
          identificacion: 'Sección 9871, tipo B (no existe en el catálogo)',
          razon: 'La sección no existe en el distrito.',
        },
    destino: isOther ? otra : null,
  };
}

const COTEJOS: readonly Cotejo[] = [0, 0, 1, 0, 2, 3, 0];

export function porCotejar(n: number): ActaPorCotejar {
  return {
    acta: actaNumero(n),
    titulo: tituloNumero(n),
    catd: 'CATD-16',
    cotejo: COTEJOS[n % COTEJOS.length] ?? 0,
    verificada: aLos(-60 + (n % 50)),
    corte: n % 9 === 8 ? null : 12,
  };
}

export function enCotejo(n: number, sha256: string): ActaEnCotejo {
  return {
    ...porCotejar(n),
    imagen: enPantalla(sha256),
    campos: CAMPOS.map((campo) => ({ ...campo, lectura: lecturaDe(n, campo.clave) })),
  };
}

const TERRITORIOS = [
  'Distrito 16 Morelia',
  'Distrito 01 La Piedad',
  'Distrito 22 Múgica',
  'Distrito 05 Paracho',
];
const CASILLAS = ['Básica', 'Contigua 1', 'Contigua 2', 'Especial 1', 'Extraordinaria 1 contigua 2'];

function tituloEnLista(n: number): TituloDeActa {
  const seccion = String(1 + (n % 2_700)).padStart(4, '0');
  return {
    eleccion: { clave: 'GUB', nombre: 'GUBERNATURA' },
    territorio: TERRITORIOS[n % TERRITORIOS.length] ?? '',
    seccion,
    casilla: CASILLAS[n % CASILLAS.length] ?? '',
    clave: `16${seccion}C${String(Math.floor(n / 2_700) + 1).padStart(2, '0')}002`,
  };
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
    acta: `GUB-${tituloEnLista(n).clave}` as IdActa,
    titulo: tituloEnLista(n),
    catd: `C${String((n % 116) + 1).padStart(3, '0')}`,
    fase,
    espera: waits ? aLos(-(n % 200)) : null,
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
  return { seq: 4100 + seq, momento: aLos(seq * 4 - 60), tipo, quien, lugar, que, lecturas };
}

/** The page of an acta that went through almost everything. */
export function paginaDeActa(
  n: number,
  [enUso = '', evidencia = '', rechazada = '']: readonly string[],
  capturas: 'con_capturas' | 'sin_capturas',
): PaginaDeActa {
  const valores = CAMPOS.map(({ clave, etiqueta }) => ({
    campo: clave,
    etiqueta,
    lectura: String(lecturaDe(n, clave)),
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
        ...enPantalla(enUso),
        origen: 'CATD',
        digitalizacion: 'ESCANER',
        momento: aLos(-48),
        uso: 'en_uso',
      },
      {
        ...enPantalla(evidencia),
        origen: 'CASILLA',
        digitalizacion: 'MOVIL',
        momento: aLos(-40),
        uso: 'evidencia',
      },
      {
        ...enPantalla(rechazada),
        origen: 'CATD',
        digitalizacion: 'ESCANER',
        momento: aLos(-56),
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
      { numero: 7, momento: aLos(-5), que: 'Apareció, contabilizada, con 515 votos.' },
      { numero: 12, momento: aLos(40), que: 'Se corrigió: PVEM de 27 a 21 votos.' },
    ],
  };
}
