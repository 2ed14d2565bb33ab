/**
 * The page of an acta: its images, what a corte would show now, each fact in a sentence, and the cortes in which
 * what is published of it changed. Everything comes from its facts.
 */

import { puede } from '../acceso/permisos.ts';
import type { PersonaEnSesion } from '../acceso/ruta.ts';
import { type Bitacora, type Evento, toEventoActa } from '../bitacora/bitacora.ts';
import { type EstadoActa, evolve, type Imagen, INICIAL } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lecturas } from '../dominio/consolidacion.ts';
import { camposDistintos } from '../dominio/consolidacion.ts';
import { totalCalculado } from '../dominio/contabilizacion.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { type Publicable, publicable } from '../dominio/publicable.ts';
import { ok, type Refusal, type Result, refuse, unreachable } from '../dominio/result.ts';
import { camposEnPantalla, SIN_GEOMETRIA } from '../proceso/en-pantalla.ts';
import { formatHoraLocal } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { HechoEnHistoria, PaginaDeActa } from './contrato.ts';
import { findActaEnLista } from './lista.ts';
import { lecturasDe, type Nombres, tellEvento } from './oraciones.ts';
import type { Corte, Pliegue } from './pliegue.ts';

export interface PartesDePagina {
  readonly bitacora: Pick<Bitacora, 'history'>;
  readonly proceso: Proceso;
  readonly pliegue: Pliegue;
}

/** Builds the page of an acta for a person. */
export async function buildPagina(
  partes: PartesDePagina,
  id: IdActa,
  quien: Pick<PersonaEnSesion, 'rol'>,
): Promise<Result<PaginaDeActa, Refusal>> {
  const enLista = findActaEnLista(partes, id);
  if (enLista === null) {
    return refuse(
      'ACTA_DESCONOCIDA',
      `El acta ${id} no está en el catálogo de este proceso. Revise su clave.`,
    );
  }
  const history = await partes.bitacora.history(id);
  if (!history.ok) return history;
  const eventos = history.value;
  const estados = statesOf(eventos);
  const estado = estados.at(-1) ?? INICIAL;
  const nombres = namesOf(partes, id);
  const shown = publicable(estado, partes.proceso.ajustes);
  const visibles = mayReadCapturas(quien, estado);
  return ok({
    ...enLista,
    fase: estado.fase,
    imagenes: imagesOf(estado),
    resultado: shown.tipo === 'acta' ? labelled(shown.lecturas, nombres) : null,
    historia: eventos.map((evento) => tell(evento, nombres, visibles)),
    cortes: changesOf(partes, eventos, estados, nombres),
  });
}

/**
 * Whether what was typed may be read: whoever has the permission, and never somebody who could still capture the
 * acta, whatever the table of permissions comes to say.
 */
function mayReadCapturas(
  { rol }: Pick<PersonaEnSesion, 'rol'>,
  { fase }: EstadoActa,
): 'visibles' | 'ocultas' {
  if (!puede(rol, 'actas:ver_capturas')) return 'ocultas';
  const open = fase !== 'verificada' && fase !== 'sin_acta' && fase !== 'fuera_de_catalogo';
  return open && puede(rol, 'captura:capturar') ? 'ocultas' : 'visibles';
}

/** The state after each fact. */
function statesOf(eventos: readonly Evento[]): readonly EstadoActa[] {
  let estado: EstadoActa = INICIAL;
  return eventos.map((evento) => {
    const hecho = toEventoActa(evento);
    if (hecho !== null) estado = evolve(estado, hecho, evento.momento);
    return estado;
  });
}

function tell(evento: Evento, nombres: NombresDeActa, visibles: 'visibles' | 'ocultas'): HechoEnHistoria {
  const { seq, momento, tipo, actor, lugar } = evento;
  const hecho = toEventoActa(evento);
  const lecturas = hecho === null || visibles === 'ocultas' ? null : lecturasDe(hecho);
  return {
    ...{ seq, momento, tipo, lugar },
    quien: nombres.persona(actor),
    que: hecho === null ? 'Se dio de alta: no está en el catálogo.' : tellEvento(hecho, nombres),
    lecturas: lecturas === null ? null : labelled(lecturas, nombres),
  };
}

function labelled(lecturas: Lecturas, nombres: NombresDeActa) {
  return nombres.ordenados(Object.keys(lecturas)).map((campo) => ({
    campo,
    etiqueta: nombres.campo(campo),
    lectura: String(lecturas[campo]),
  }));
}

function imagesOf(estado: EstadoActa): PaginaDeActa['imagenes'] {
  switch (estado.fase) {
    case 'esperada':
      return [];
    case 'fuera_de_catalogo':
      return [toImagen(estado.imagen, 'en_uso')];
    case 'acopiada':
    case 'sin_acta':
      return (estado.previo?.imagenes ?? []).map((imagen) => toImagen(imagen, 'rechazada'));
    case 'en_captura':
    case 'en_conflicto':
    case 'capturada':
    case 'verificada': {
      const { imagenes, imagen: enUso, rechazadas } = estado;
      return imagenes
        .map((imagen) => toImagen(imagen, useOf(imagen.sha256, enUso, rechazadas)))
        .toSorted((a, b) => ORDEN.indexOf(a.uso) - ORDEN.indexOf(b.uso));
    }
    default:
      return unreachable(estado);
  }
}

type Uso = PaginaDeActa['imagenes'][number]['uso'];
const ORDEN: readonly Uso[] = ['en_uso', 'evidencia', 'rechazada'];

function useOf(sha256: string, enUso: string, rechazadas: readonly string[]): Uso {
  if (rechazadas.includes(sha256)) return 'rechazada';
  return sha256 === enUso ? 'en_uso' : 'evidencia';
}

function toImagen({ sha256, origen, digitalizacion, momento }: Imagen, uso: Uso) {
  return { sha256, direccion: `/api/imagenes/${sha256}`, origen, digitalizacion, momento, uso };
}

/** Each corte in which what is published of the acta is not what the one before said. */
function changesOf(
  { pliegue, proceso }: PartesDePagina,
  eventos: readonly Evento[],
  estados: readonly EstadoActa[],
  nombres: NombresDeActa,
): PaginaDeActa['cortes'] {
  const changes: { numero: number; momento: string; que: string }[] = [];
  let before: Publicable = { tipo: 'pendiente' };
  for (const corte of pliegue.cortes) {
    const after = publicable(stateAt(corte, eventos, estados), proceso.ajustes);
    const que = tellChange(before, after, nombres);
    if (que !== null) changes.push({ numero: corte.numero, momento: corte.momento, que });
    before = after;
  }
  return changes;
}

function stateAt(corte: Corte, eventos: readonly Evento[], estados: readonly EstadoActa[]): EstadoActa {
  const last = eventos.findLastIndex(({ seq }) => seq <= corte.seq);
  return estados[last] ?? INICIAL;
}

function tellChange(before: Publicable, after: Publicable, nombres: NombresDeActa): string | null {
  switch (after.tipo) {
    case 'pendiente':
      return before.tipo === 'pendiente' ? null : 'Dejó de publicarse.';
    case 'sin_acta':
      return before.tipo === 'sin_acta' ? null : 'Se publicó que no hay acta.';
    case 'fuera_de_catalogo':
      return before.tipo === 'fuera_de_catalogo' ? null : 'Se publicó fuera de catálogo.';
    case 'acta': {
      if (before.tipo !== 'acta')
        return `Se publicó por primera vez, con ${votesOf(after.lecturas, nombres)} votos.`;
      const changed = camposDistintos(
        nombres.ordenados(Object.keys(after.lecturas)),
        before.lecturas,
        after.lecturas,
      );
      if (changed.length > 0)
        return `Cambió: ${changed.map((campo) => change(campo, before, after, nombres)).join('; ')}.`;
      if (before.imagen.sha256 !== after.imagen.sha256)
        return 'Cambió la imagen que se publica; los datos son los mismos.';
      if (before.cotejo !== after.cotejo) return COTEJO[after.cotejo];
      return null;
    }
    default:
      return unreachable(after);
  }
}

const COTEJO = {
  0: 'Se publicó sin cotejar.',
  1: 'Se publicó como cotejada con el papel.',
  2: 'Se publicó que se está corrigiendo.',
  3: 'Se publicó como corregida.',
} as const;

type ConLecturas = Extract<Publicable, { tipo: 'acta' }>;

function change(campo: string, before: ConLecturas, after: ConLecturas, nombres: Nombres): string {
  const said = (lectura: Lectura | undefined) => String(lectura ?? 'nada');
  return `«${nombres.campo(campo)}» de ${said(before.lecturas[campo])} a ${said(after.lecturas[campo])}`;
}

function votesOf(lecturas: Lecturas, nombres: NombresDeActa): number {
  return totalCalculado(nombres.votos.map((campo) => lecturas[campo] ?? 0));
}

interface NombresDeActa extends Nombres {
  /** fields in printed order */
  ordenados(campos: readonly string[]): readonly string[];
  /** keys of the vote fields */
  readonly votos: readonly string[];
}

function namesOf({ proceso, pliegue }: PartesDePagina, id: IdActa): NombresDeActa {
  const esperada = proceso.actasPorId.get(id);
  const campos = esperada === undefined ? [] : camposEnPantalla(proceso, esperada, SIN_GEOMETRIA);
  const labels = new Map(campos.map(({ clave, etiqueta }) => [clave, etiqueta]));
  const places = new Map(campos.map(({ clave, numero }) => [clave, numero]));
  return {
    persona(clave) {
      if (clave === 'SISTEMA') return 'El sistema';
      const nombre = pliegue.gente.directorio.get(clave)?.nombre;
      return nombre === undefined ? clave : `${nombre} (${clave})`;
    },
    campo: (clave) => labels.get(clave) ?? clave,
    acta(otra) {
      const found = findActaEnLista({ proceso, pliegue }, otra as IdActa);
      if (found === null) return `acta ${otra}`;
      const { seccion, casilla, eleccion, clave } = found.titulo;
      return seccion === ''
        ? `acta ${clave}`
        : `acta de la sección ${seccion} ${casilla}, ${eleccion.nombre} (${clave})`;
    },
    hora: (instante) => formatHoraLocal(new Date(instante), proceso.huso).slice('2027-06-06T'.length),
    ordenados: (claves) =>
      [...claves].sort((a, b) => (places.get(a) ?? claves.length) - (places.get(b) ?? claves.length)),
    votos: campos.filter(({ grupo }) => grupo === 'votos').map(({ clave }) => clave),
  };
}
