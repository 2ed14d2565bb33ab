/** The actas that a CATD expects and what has become of each: for its screen, for its stations and for the phones. */

import type { PersonaEnSesion } from '../acceso/ruta.ts';
import type { ActaEnSitio, Bitacora } from '../bitacora/bitacora.ts';
import type { IdActa } from '../dominio/clave.ts';
import { formatCodigo } from '../dominio/codigo-de-acta.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { type AvisoDeHora, checkHoraManuscrita } from '../dominio/hora-manuscrita.ts';
import { looksLikeCodigo, readCodigo } from '../dominio/lectura-de-codigo.ts';
import { ok, type Refusal, type Result, refuse, unreachable } from '../dominio/result.ts';
import { type TituloDeActa, tituloDe } from '../proceso/en-pantalla.ts';
import { formatHoraLocal } from '../proceso/hora.ts';
import { indexByClave, normalizeClave } from '../proceso/identificacion.ts';
import type { Catd, Proceso } from '../proceso/proceso.ts';
import type { ActaEnAcopio, ActasDeCatd, LecturaDeSobre, SituacionEnEquipo } from './contrato.ts';
import { anotherCatd } from './servicio.ts';

type Quien = Pick<PersonaEnSesion, 'centro'>;

export interface ConsultaDeAcopio {
  /** @param catd of which one; null: that of who asks, or the first for who works at none */
  list(quien: Quien, catd: string | null): Promise<Result<ActasDeCatd, Refusal>>;
  /** What a reader or a keyboard gave, as an acta of the CATD of who asks. */
  read(quien: Quien, texto: string): Promise<Result<LecturaDeSobre, Refusal>>;
  /** How an acta stands. */
  find(acta: IdActa): Promise<Result<ActaEnAcopio, Refusal>>;
  /** Whether the paper of an acta belongs where that person works. */
  checkCentro(quien: Quien, acta: IdActa): Result<ActaEsperada, Refusal>;
  /** Those of a CATD or, of those, the ones of some casillas; by clave. */
  standing(
    centro: string,
    casillas: readonly string[] | null,
  ): Promise<Result<readonly ActaEnAcopio[], Refusal>>;
}

export function createConsultaDeAcopio(
  bitacora: Pick<Bitacora, 'standingOf'>,
  proceso: Proceso,
): ConsultaDeAcopio {
  /** by clave, and by id where it repeats */
  const enOrden = [...proceso.actas].sort((a, b) => compare(a.clave, b.clave) || compare(a.id, b.id));
  const porCatd = Map.groupBy(enOrden, ({ casilla }) => casilla.catd);
  const porClave = indexByClave(proceso.actas);
  const catds = new Map(proceso.catd.map((catd) => [catd.clave, catd]));
  const fijos = new Map<IdActa, Fijo>();
  const { publicaDesde } = proceso.ajustes;

  function fixedOf(esperada: ActaEsperada): Fijo {
    const known = fijos.get(esperada.id) ?? {
      titulo: tituloDe(proceso, esperada),
      codigo: formatCodigo({ proceso: proceso.nombre, acta: esperada.id }),
    };
    fijos.set(esperada.id, known);
    return known;
  }

  async function standing(
    esperadas: readonly ActaEsperada[],
  ): Promise<Result<readonly ActaEnAcopio[], Refusal>> {
    const found = await bitacora.standingOf(
      esperadas.map(({ id }) => id),
      publicaDesde,
    );
    if (!found.ok) return found;
    const porId = new Map(found.value.map((fila) => [fila.acta, fila]));
    return ok(
      esperadas.map((esperada) => {
        const fila = porId.get(esperada.id);
        if (fila === undefined) throw new Error(`acta of the process that the log lacks: ${esperada.id}`);
        return toActa(esperada, fila);
      }),
    );
  }

  function toActa(esperada: ActaEsperada, fila: ActaEnSitio): ActaEnAcopio {
    const { fase, sobre, catd, casilla, sinActa, rescanear } = fila;
    return {
      acta: esperada.id,
      ...fixedOf(esperada),
      fase,
      sobre: sobre && { ...pick(sobre), avisos: warningsOf(sobre) },
      imagenes: { CATD: catd, CASILLA: casilla },
      sinActa,
      rescanear,
      situacion: situacionDe(fila),
    };
  }

  /** As they were said when it was registered: they depend on nothing else. */
  function warningsOf({
    momento,
    horaManuscrita,
  }: NonNullable<ActaEnSitio['sobre']>): readonly AvisoDeHora[] {
    if (horaManuscrita === null) return [];
    const maquina = formatHoraLocal(new Date(momento), proceso.huso);
    return checkHoraManuscrita(horaManuscrita, maquina, proceso.jornada);
  }

  function findEsperada(acta: IdActa): Result<ActaEsperada, Refusal> {
    const esperada = proceso.actasPorId.get(acta);
    if (esperada !== undefined) return ok(esperada);
    return refuse('ACTA_DESCONOCIDA', `El acta ${acta} no está en el catálogo. Revise su clave.`);
  }

  function checkCentro({ centro }: Quien, acta: IdActa): Result<ActaEsperada, Refusal> {
    const esperada = findEsperada(acta);
    if (!esperada.ok || !catds.has(centro) || esperada.value.casilla.catd === centro) return esperada;
    return anotherCatd(proceso, esperada.value.casilla.catd);
  }

  async function find(acta: IdActa): Promise<Result<ActaEnAcopio, Refusal>> {
    const esperada = findEsperada(acta);
    if (!esperada.ok) return esperada;
    const found = await standing([esperada.value]);
    if (!found.ok) return found;
    const [only] = found.value;
    if (only === undefined) throw new Error(`an acta that was asked for and not given: ${acta}`);
    return ok(only);
  }

  /** The acta that a code or a clave names, whatever its CATD. */
  function identify({ centro }: Quien, texto: string): Result<Leida, Refusal> {
    if (looksLikeCodigo(texto)) {
      const read = readCodigo(texto);
      if (!read.ok) return read;
      const { codigo, teclado } = read.value;
      if (codigo.proceso !== proceso.nombre) {
        return refuse(
          'OTRO_PROCESO',
          `El código es de un acta de otro proceso (${codigo.proceso}). Apártela y avise a su coordinación.`,
        );
      }
      return ok({ acta: codigo.acta, teclado });
    }
    const named = porClave.get(normalizeClave(texto)) ?? [];
    const own = named.filter(({ casilla }) => casilla.catd === centro);
    const [only, ...others] = own.length > 0 ? own : named;
    if (only === undefined) {
      return refuse(
        'CLAVE_DESCONOCIDA',
        'Eso no es el código ni la clave de un acta de este proceso. Lea otra vez el código, o copie la clave como está impresa junto a él.',
      );
    }
    if (others.length > 0) {
      return refuse(
        'CLAVE_AMBIGUA',
        `Hay ${others.length + 1} actas con esa clave. Lea el código del acta, o elíjala en la lista.`,
      );
    }
    return ok({ acta: only.id, teclado: 'mismo' });
  }

  function catdOf(centro: string, asked: string | null): Result<Catd, Refusal> {
    const clave = catds.has(centro) ? centro : (asked ?? proceso.catd[0]?.clave ?? '');
    const catd = catds.get(clave);
    if (catd !== undefined) return ok(catd);
    return refuse('NO_EXISTE', `No hay un CATD con la clave ${clave}. Elija otro de la lista.`);
  }

  return {
    checkCentro,
    find,

    async list({ centro }, asked) {
      const catd = catdOf(centro, asked);
      if (!catd.ok) return catd;
      const actas = await standing(porCatd.get(catd.value.clave) ?? []);
      if (!actas.ok) return actas;
      const visible = catds.has(centro) ? [catd.value] : proceso.catd;
      return ok({
        ...{ catd: named(catd.value), catds: visible.map(named) },
        ...{ jornada: proceso.jornada, actas: actas.value },
      });
    },

    async read(quien, texto) {
      const read = identify(quien, texto);
      if (!read.ok) return read;
      const own = checkCentro(quien, read.value.acta);
      if (!own.ok) return own;
      const acta = await find(own.value.id);
      return acta.ok ? ok({ acta: acta.value, teclado: read.value.teclado }) : acta;
    },

    standing(centro, casillas) {
      const esperadas = porCatd.get(centro) ?? [];
      if (casillas === null) return standing(esperadas);
      const own = new Set(casillas);
      return standing(esperadas.filter(({ casilla }) => own.has(casilla.clave)));
    },
  };
}

/** What an acta has whatever happens to it. */
interface Fijo {
  readonly titulo: TituloDeActa;
  readonly codigo: string;
}

interface Leida {
  readonly acta: IdActa;
  readonly teclado: LecturaDeSobre['teclado'];
}

/** What has become of an acta, for who was there with its paper. What is published stays so while it is corrected. */
function situacionDe({ fase, publicada }: ActaEnSitio): SituacionEnEquipo {
  if (fase === 'sin_acta') return 'sin_acta';
  if (publicada) return 'publicada';
  switch (fase) {
    case 'esperada':
    case 'acopiada':
    case 'en_captura':
    case 'verificada':
      return fase;
    case 'en_conflicto':
      return 'en_captura';
    case 'capturada':
      return 'por_verificar';
    case 'fuera_de_catalogo':
      throw new Error('an acta of the catalogue that is out of it');
    default:
      return unreachable(fase);
  }
}

function pick({ momento, horaManuscrita }: NonNullable<ActaEnSitio['sobre']>) {
  return { momento, horaManuscrita };
}

function named({ clave, nombre }: Catd) {
  return { clave, nombre };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
