/**
 * The verified actas of a CATD, for whoever has their paper in hand: which they are, how each one stands, and what
 * is published of it.
 */

import type { PersonaEnSesion } from '../acceso/ruta.ts';
import type { ActaVerificada, Bitacora } from '../bitacora/bitacora.ts';
import type { Cotejo, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { type Publicable, publicable } from '../dominio/publicable.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import {
  camposEnPantalla,
  type GeometriaDeActas,
  geometriaEn,
  imagenEnPantalla,
  type TituloDeActa,
  tituloDe,
} from '../proceso/en-pantalla.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { ActaEnCotejo, ActaPorCotejar } from './contrato.ts';
import type { CotejoDeActas } from './servicio.ts';

export interface PartesDeCotejo {
  readonly servicio: CotejoDeActas;
  readonly bitacora: Bitacora;
  readonly proceso: Proceso;
  readonly geometria: GeometriaDeActas;
  /** clock of the machine */
  readonly now: () => Instante;
}

export interface Filtro {
  /** null: any */
  readonly cotejo: Cotejo | null;
  /** part of the section, the casilla or the clave; empty: any */
  readonly buscado: string;
  /** id of the last acta of the page before; null: from the beginning */
  readonly despuesDe: string | null;
}

export interface ListaPorCotejar {
  readonly actas: readonly ActaPorCotejar[];
  readonly total: number;
  readonly siguiente: string | null;
}

export interface Consulta {
  list(persona: PersonaEnSesion, filtro: Filtro): Promise<Result<ListaPorCotejar, Refusal>>;
  find(persona: PersonaEnSesion, acta: IdActa): Promise<Result<ActaEnCotejo, Refusal>>;
  /** How an acta stands. */
  summarize(acta: IdActa): Promise<Result<ActaPorCotejar, Refusal>>;
  /** Whether the paper of an acta is where that person works. */
  checkCentro(persona: PersonaEnSesion, acta: IdActa): Result<ActaEsperada, Refusal>;
}

const PAGINA = 100;

export function createConsulta({ bitacora, proceso, geometria }: PartesDeCotejo): Consulta {
  /** in the order in which they are listed: by clave, and by id where it repeats */
  const enOrden = [...proceso.actas].sort((a, b) => compare(a.clave, b.clave) || compare(a.id, b.id));
  const porCatd = Map.groupBy(enOrden, ({ casilla }) => casilla.catd);
  const lugares = new Map(enOrden.map(({ id }, lugar) => [id, lugar]));
  const titulos = new Map<IdActa, TituloDeActa>();

  function titleOf(esperada: ActaEsperada): TituloDeActa {
    const known = titulos.get(esperada.id) ?? tituloDe(proceso, esperada);
    titulos.set(esperada.id, known);
    return known;
  }

  /** A cotejador works at a CATD; whoever works at none (a CCV) sees every one. */
  function actasDe({ centro }: PersonaEnSesion): readonly ActaEsperada[] {
    return porCatd.get(centro) ?? (isCatd(centro) ? [] : enOrden);
  }

  function isCatd(centro: string): boolean {
    return proceso.catd.some(({ clave }) => clave === centro);
  }

  function matches(esperada: ActaEsperada, words: readonly string[]): boolean {
    const { seccion, casilla, clave, territorio, eleccion } = titleOf(esperada);
    const text = plain(`${clave} ${seccion} ${casilla} ${territorio} ${eleccion.nombre}`);
    return words.every((word) => text.includes(word));
  }

  function toFila(esperada: ActaEsperada, { estado, corte }: ActaVerificada): Verificada {
    const publica = publicable(estado, proceso.ajustes);
    if (publica.tipo !== 'acta' || publica.verificada === null) {
      throw new Error(`a verified acta without a verified result: ${esperada.id}`);
    }
    const { cotejo, verificada } = publica;
    return {
      publica,
      fila: {
        acta: esperada.id,
        titulo: titleOf(esperada),
        catd: esperada.casilla.catd,
        ...{ cotejo, verificada, corte },
      },
    };
  }

  async function findVerificada(esperada: ActaEsperada): Promise<Result<Verificada, Refusal>> {
    const found = await bitacora.verifiedAmong([esperada.id]);
    if (!found.ok) return found;
    const [acta] = found.value;
    if (acta !== undefined) return ok(toFila(esperada, acta));
    return refuse(
      'NO_EXISTE',
      'Esta acta todavía no está verificada: no hay nada que cotejar. Actualice la lista.',
    );
  }

  function findEsperada(acta: IdActa): Result<ActaEsperada, Refusal> {
    const esperada = proceso.actasPorId.get(acta);
    if (esperada !== undefined) return ok(esperada);
    return refuse('ACTA_DESCONOCIDA', `El acta ${acta} no está en el catálogo. Revise su clave.`);
  }

  function checkCentro({ centro }: PersonaEnSesion, acta: IdActa): Result<ActaEsperada, Refusal> {
    const esperada = findEsperada(acta);
    if (!esperada.ok || esperada.value.casilla.catd === centro || !isCatd(centro)) return esperada;
    return refuse(
      'SIN_PERMISO',
      `El papel de esta acta está en otro CATD (${esperada.value.casilla.catd}). Lo coteja quien trabaja ahí.`,
    );
  }

  return {
    checkCentro,

    async list(persona, { cotejo, buscado, despuesDe }) {
      const words = plain(buscado)
        .split(/\s+/)
        .filter((word) => word !== '');
      const candidatas = actasDe(persona).filter((esperada) => matches(esperada, words));
      const standing = await bitacora.cotejoAmong(candidatas.map(({ id }) => id));
      if (!standing.ok) return standing;
      const cotejos = new Map(standing.value.map((fila) => [fila.acta, fila.cotejo]));
      const found = candidatas.filter(({ id }) => {
        const suyo = cotejos.get(id);
        return suyo !== undefined && (cotejo === null || suyo === cotejo);
      });
      // By its place and not by its index: meanwhile it may have left the list.
      const last = despuesDe === null ? -1 : (lugares.get(despuesDe as IdActa) ?? -1);
      const start = found.findIndex(({ id }) => (lugares.get(id) ?? 0) > last);
      if (start === -1) return ok({ actas: [], total: found.length, siguiente: null });
      const page = found.slice(start, start + PAGINA);
      const rows = await bitacora.verifiedAmong(page.map(({ id }) => id));
      if (!rows.ok) return rows;
      const porId = new Map(rows.value.map((fila) => [fila.acta, fila]));
      return ok({
        actas: page.flatMap((esperada) => {
          const fila = porId.get(esperada.id);
          return fila === undefined ? [] : [toFila(esperada, fila).fila];
        }),
        total: found.length,
        siguiente: start + PAGINA < found.length ? (page.at(-1)?.id ?? null) : null,
      });
    },

    async find(persona, acta) {
      const own = checkCentro(persona, acta);
      if (!own.ok) return own;
      const esperada = own.value;
      const found = await findVerificada(esperada);
      if (!found.ok) return found;
      const { fila, publica } = found.value;
      const suya = geometriaEn(publica.imagen.encuadre, geometria);
      return ok({
        ...fila,
        imagen: imagenEnPantalla(publica.imagen.sha256),
        campos: camposEnPantalla(proceso, esperada, suya).map((campo) => ({
          ...campo,
          lectura: publica.lecturas[campo.clave] ?? 'SIN DATO',
        })),
      });
    },

    async summarize(acta) {
      const esperada = findEsperada(acta);
      if (!esperada.ok) return esperada;
      const found = await findVerificada(esperada.value);
      return found.ok ? ok(found.value.fila) : found;
    },
  };
}

interface Verificada {
  readonly fila: ActaPorCotejar;
  readonly publica: Extract<Publicable, { tipo: 'acta' }>;
}

/** Without capitals nor accents: people search as they type. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
