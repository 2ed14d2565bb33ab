/**
 * The board as the screens get it: what the fold knows, at a given time.
 */

import { NOMBRE_DE_ROL, type Rol } from '../acceso/permisos.ts';
import type { Instante } from '../dominio/acta.ts';
import type { Catalogo } from './catalogo.ts';
import type { ColaEnTablero, EleccionEnTablero, PersonaEnTablero, Tablero } from './contrato.ts';
import { medianOf, type Persona } from './gente.ts';
import { COLAS, type Pliegue } from './pliegue.ts';

/** Roles whose work the board of a CCV shows, in its order. */
const DEL_CCV: readonly Rol[] = ['capturista', 'verificador', 'coordinador_ccv'];
/** Somebody of whom nothing is heard for this long is not there, whatever their session says. */
const SIN_NOTICIA_MS = 15 * 60_000;

/** The board without people. */
export function buildTablero(
  pliegue: Pliegue,
  catalogo: Catalogo,
  sinBaseDesde: Instante | null,
  ahora: Instante,
): Tablero {
  const corte = pliegue.cortes.at(-1);
  return {
    ahora,
    sinBaseDesde,
    elecciones: catalogo.elecciones.map((eleccion, i) => buildEleccion(eleccion, pliegue.elecciones[i])),
    colas: COLAS.map((cola) => buildCola(pliegue, cola, ahora)),
    corte: corte === undefined ? null : { numero: corte.numero, momento: corte.momento },
    personas: null,
  };
}

function buildEleccion(
  { clave, nombre, esperadas }: Catalogo['elecciones'][number],
  cuenta: Pliegue['elecciones'][number] | undefined,
): EleccionEnTablero {
  if (cuenta === undefined) throw new Error(`election without a count: ${clave}`);
  const { contabilizada, no_contabilizada, sin_acta } = cuenta.muestra;
  return {
    ...{ clave, nombre, esperadas, porFase: { ...cuenta.porFase } },
    capturadas: contabilizada + no_contabilizada + sin_acta,
    contabilizadas: contabilizada,
    sinActa: sin_acta,
    publicadas: cuenta.publicadas,
  };
}

function buildCola(pliegue: Pliegue, cola: ColaEnTablero['cola'], ahora: Instante): ColaEnTablero {
  const waiting = pliegue.colas[cola];
  const first = waiting.values().next().value;
  return {
    cola,
    actas: waiting.size,
    masAntigua: first === undefined ? null : new Date(first.desde).toISOString(),
    acta: first?.acta ?? null,
    porMinuto: pliegue.salidas[cola].at(Date.parse(ahora)),
  };
}

/** The people of the CCV: those that were loaded as such and those that have worked there, by key. */
export function buildPersonas({ gente }: Pliegue, ahora: Instante): readonly PersonaEnTablero[] {
  const claves = new Set<string>();
  for (const [clave, { rol }] of gente.directorio) if (DEL_CCV.includes(rol)) claves.add(clave);
  for (const { clave, hace } of gente.personas.values()) if (hace !== null) claves.add(clave);
  return [...claves].sort().map((clave) => buildPersona(clave, gente, Date.parse(ahora)));
}

function buildPersona(clave: string, gente: Pliegue['gente'], ahora: number): PersonaEnTablero {
  const known = gente.directorio.get(clave);
  const persona = gente.personas.get(clave);
  return {
    clave,
    nombre: known?.nombre ?? clave,
    rol: NOMBRE_DE_ROL[known?.rol ?? (persona?.hace === 'verificacion' ? 'verificador' : 'capturista')],
    presencia: persona === undefined ? 'ausente' : presenciaDe(persona, ahora),
    ultima: persona?.ultima == null ? null : new Date(persona.ultima).toISOString(),
    enEstaHora: persona?.minutos.sum(ahora) ?? 0,
    enTotal: persona?.enTotal ?? 0,
    segundosPorActa: persona === undefined ? null : medianOf(persona),
    comparados: persona?.comparados ?? 0,
    acuerdo: persona === undefined || persona.comparados === 0 ? null : persona.iguales / persona.comparados,
  };
}

function presenciaDe({ sesiones, pausa, ultima }: Persona, ahora: number): PersonaEnTablero['presencia'] {
  if (sesiones?.size === 0) return 'ausente';
  if (pausa === 'en_pausa') return 'en_pausa';
  return ultima !== null && ahora - ultima < SIN_NOTICIA_MS ? 'presente' : 'ausente';
}
