/**
 * The canned server with the rest of the work with actas: verificación, conflictos, identificaciones, cotejo, the
 * list of actas and the page of one. A test changes any answer with `contestar`.
 */

import type { CatalogoEnPantalla } from '../../../src/monitoreo/contrato.ts';
import type { PaginaDeLista } from '../acta/useLista.ts';
import {
  actaEnLista,
  conflicto,
  enCotejo,
  identificacion,
  paginaDeActa,
  porCotejar,
  porVerificar,
  sinNovedad,
} from './actas-inventadas.ts';
import { actaNumero, PROCESO } from './datos.ts';
import { type Contesta, levantarServidorDePrueba, type ServidorDePrueba } from './servidor-de-prueba.ts';

/** Rows of the list of actas. */
export const TOTAL_DE_ACTAS = 20_000;
const POR_COTEJAR = 167;

/** A server whose answers of these screens are in place; again after each `olvidar`. */
export async function levantarConActas(): Promise<ServidorDePrueba> {
  const servidor = await levantarServidorDePrueba();
  const olvidar = servidor.olvidar.bind(servidor);
  servidor.olvidar = () => {
    olvidar();
    contestarActas(servidor);
  };
  servidor.olvidar();
  return servidor;
}

function contestarActas(servidor: ServidorDePrueba): void {
  const [sha0 = '', sha1 = '', sha2 = ''] = servidor.actas.map(({ sha256 }) => sha256);
  contestarVerificacion(servidor, [sinNovedad(0, sha0), porVerificar(1, sha1), sinNovedad(2, sha2)]);

  const conflictos = [conflicto(0, sha0), conflicto(1, sha1)];
  servidor.contestar('GET /api/conflictos', () => ({
    cuerpo: {
      conflictos: conflictos.map(({ acta, titulo, propuesta }, i) => ({
        acta,
        titulo,
        campos: 2,
        desde: '2027-06-07T02:20:07.000Z',
        etapa: i === 0 && propuesta === null ? 'por_proponer' : 'por_confirmar',
      })),
    },
  }));
  servidor.contestar('GET /api/conflictos/:acta', ({ parametros }) => ({
    cuerpo: conflictos.find(({ acta }) => acta === parametros.acta) ?? conflictos[0],
  }));
  for (const accion of ['propuesta', 'confirmacion', 'rechazo', 'imagen'] as const) {
    servidor.contestar(`POST /api/conflictos/:acta/${accion}`, () => ({ cuerpo: {} }));
  }

  servidor.contestar('GET /api/identificaciones', () => ({
    cuerpo: {
      pendientes: [identificacion(0, sha0, 'otra_acta'), identificacion(1, sha1, 'fuera_de_catalogo')],
    },
  }));
  for (const accion of ['confirmacion', 'rechazo'] as const) {
    servidor.contestar(`POST /api/identificaciones/:acta/${accion}`, () => ({ cuerpo: {} }));
  }

  servidor.contestar('GET /api/cotejo/actas', pages(POR_COTEJAR, 100, porCotejar));
  servidor.contestar('GET /api/cotejo/actas/:acta', ({ parametros }) => {
    const n = Array.from({ length: POR_COTEJAR }, (_, i) => i).find((i) => actaNumero(i) === parametros.acta);
    return { cuerpo: enCotejo(n ?? 0, sha0) };
  });
  for (const accion of ['confirmacion', 'correccion', 'imagen'] as const) {
    servidor.contestar(`POST /api/cotejo/actas/:acta/${accion}`, () => ({ cuerpo: porCotejar(0) }));
  }

  servidor.contestar('GET /api/catalogo', () => ({ cuerpo: CATALOGO }));
  servidor.contestar('GET /api/actas', pages(TOTAL_DE_ACTAS, 500, actaEnLista));
  servidor.contestar('GET /api/actas/:acta', () => ({
    cuerpo: paginaDeActa(7, [sha0, sha1, sha2], 'con_capturas'),
  }));
}

const CATALOGO: CatalogoEnPantalla = {
  elecciones: PROCESO.elecciones.map(({ clave, nombre }) => ({
    clave,
    nombre,
    agrupacion: clave === 'AYUN' ? 'municipio' : 'distrito',
    territorios: [
      { id: '001', nombre: 'La Piedad' },
      { id: '016', nombre: 'Morelia Suroeste' },
    ],
  })),
  catd: [
    { clave: 'C016', nombre: 'CATD Morelia' },
    { clave: 'C053', nombre: 'CATD Paracho' },
  ],
};

/** A queue: each action takes the acta in hand away and gives the next. */
export function contestarVerificacion(
  servidor: ServidorDePrueba,
  cola: ReturnType<typeof porVerificar>[],
): void {
  let done = 11;
  const now = () => ({
    cuerpo: {
      tarea: cola[0] ?? null,
      enEspera: cola.length === 0 ? 0 : cola.length + 38,
      enEstaHora: done,
      enTotal: done + 70,
    },
  });
  servidor.contestar('POST /api/verificacion/siguiente', now);
  servidor.contestar('POST /api/verificacion/actas/:acta/devolucion', () => ({
    cuerpo: { ...now().cuerpo, tarea: null },
  }));
  for (const accion of ['aceptacion', 'recaptura', 'imagen', 'identificacion'] as const) {
    servidor.contestar(`POST /api/verificacion/actas/:acta/${accion}`, ({ parametros }) => {
      if (cola[0]?.acta === parametros.acta) {
        cola.shift();
        done += 1;
      }
      return now();
    });
  }
}

/** A list by pages, searched by text in section, casilla and clave. */
function pages<T extends { readonly titulo: { seccion: string; casilla: string; clave: string } }>(
  total: number,
  porPagina: number,
  make: (n: number) => T,
): Contesta {
  return ({ ruta }) => {
    const query = new URL(ruta, 'http://servidor').searchParams;
    const words = (query.get('texto') ?? '').toLowerCase().split(' ').filter(Boolean);
    const wanted = Number(query.get('cuantas') ?? porPagina);
    const cotejo = query.get('cotejo') ?? '';
    const fase = query.get('fase') ?? '';
    const all = Array.from({ length: total }, (_, n) => make(n)).filter((acta) => {
      const { seccion, casilla, clave } = acta.titulo;
      const text = `${seccion} ${casilla} ${clave}`.toLowerCase().split(' ');
      const fields = acta as { readonly cotejo?: number; readonly fase?: string };
      return (
        words.every((word) => text.some((one) => one.startsWith(word))) &&
        (cotejo === '' || String(fields.cotejo) === cotejo) &&
        (fase === '' || fields.fase === fase)
      );
    });
    const from = Number(query.get('despuesDe') ?? 0);
    const next = from + wanted;
    return {
      cuerpo: {
        actas: all.slice(from, next),
        total: all.length,
        siguiente: next < all.length ? String(next) : null,
      } satisfies PaginaDeLista<T>,
    };
  };
}
