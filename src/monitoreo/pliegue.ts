/**
 * The board as a fold of the log: how many actas are in each phase of each election, who waits in which queue, how
 * many left it each minute, the people, the cortes. Facts that it already has are passed over, so that a stretch
 * may be told twice; they must come in the order of their seq.
 */

import type { HechoDeAcceso } from '../acceso/hechos.ts';
import { type Evento, type Flujo, toEventoActa } from '../bitacora/bitacora.ts';
import { FLUJOS } from '../bitacora/evento.ts';
import type { Fase, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { unreachable } from '../dominio/result.ts';
import { followAcceso } from './acceso-en-tablero.ts';
import type { Catalogo } from './catalogo.ts';
import type { Cola } from './contrato.ts';
import { type Ficha, follow, type Muestra, newFicha, queueOf, showsIn } from './ficha.ts';
import { createGente, type Gente } from './gente.ts';
import { followJornada, type PantallaAbierta } from './jornada-en-tablero.ts';
import { createMinutos, type Minutos } from './minutos.ts';

export const COLAS = [
  'digitalizacion',
  'captura',
  'conflicto',
  'identificacion',
  'verificacion',
] as const satisfies readonly Cola[];

export const FASES = [
  'esperada',
  'acopiada',
  'en_captura',
  'en_conflicto',
  'capturada',
  'verificada',
  'sin_acta',
  'fuera_de_catalogo',
] as const satisfies readonly Fase[];

export interface CuentaDeEleccion {
  readonly porFase: Record<Fase, number>;
  /** what a corte taken now would show */
  readonly muestra: Record<Muestra, number>;
  /** actas that the last corte shows */
  publicadas: number;
}

export interface Corte {
  readonly numero: number;
  readonly seq: number;
  readonly momento: Instante;
}

export interface Pliegue {
  /** seq of the last fact that was folded */
  posicion(): number;
  fold(eventos: Iterable<Evento>): void;
  /** one per election of the catalogue, in its order */
  readonly elecciones: readonly CuentaDeEleccion[];
  /** the actas that wait in each queue, the one that entered first before */
  readonly colas: Readonly<Record<Cola, ReadonlyMap<IdActa, Ficha>>>;
  readonly salidas: Readonly<Record<Cola, Minutos>>;
  /** those with some fact */
  readonly fichas: ReadonlyMap<IdActa, Ficha>;
  /** those that are not in the catalogue, in the order in which they were registered */
  readonly altas: readonly Ficha[];
  readonly gente: Gente;
  readonly cortes: readonly Corte[];
  /** by id, in the order in which they were created; those that were revoked are not here */
  readonly pantallas: ReadonlyMap<string, PantallaAbierta>;
}

export function createPliegue(catalogo: Catalogo): Pliegue {
  let posicion = 0;
  const fichas = new Map<IdActa, Ficha>();
  const altas: Ficha[] = [];
  const gente = createGente();
  const cortes: Corte[] = [];
  const pantallas = new Map<string, PantallaAbierta>();
  const elecciones = catalogo.elecciones.map(({ esperadas }) => emptyCuenta(esperadas));
  const colas = byCola(() => new Map<IdActa, Ficha>());
  const salidas = byCola(createMinutos);

  function fold(evento: Evento): void {
    if (isFlujo(evento.acta)) foldFlujo(evento.acta, evento);
    else foldActa(evento);
  }

  function foldFlujo(flujo: Flujo, evento: Evento): void {
    switch (flujo) {
      case 'CORTE':
        foldCorte(evento);
        return;
      case 'ACCESO':
        // What the flujo has was written by acceso, and its hash says that it is the same.
        followAcceso(gente, evento as Pick<Evento, 'tipo'> as HechoDeAcceso, Date.parse(evento.momento));
        return;
      case 'JORNADA':
        followJornada(gente, pantallas, evento);
        return;
      case 'PROCESO':
      case 'INTEGRIDAD':
      case 'PLANEACION':
      case 'DIGITALIZACION':
        return;
      default:
        unreachable(flujo);
    }
  }

  function foldCorte({ version, seq, momento }: Evento): void {
    cortes.push({ numero: version, seq, momento });
    for (const cuenta of elecciones) cuenta.publicadas = shown(cuenta);
  }

  function foldActa(evento: Evento): void {
    const hecho = toEventoActa(evento);
    if (hecho === null) {
      register(evento);
      return;
    }
    const ficha = fichas.get(evento.acta as IdActa) ?? create(evento.acta);
    const momento = Date.parse(evento.momento);
    const { fase, muestra } = ficha;
    const cola = queueOf(ficha);
    follow(ficha, hecho);
    ficha.muestra = showsIn(ficha, catalogo.publicaDesde);
    gente.follow(ficha.acta, hecho, momento);
    count(ficha, fase, muestra);
    moveQueue(ficha, cola, evento.seq, momento);
  }

  function create(id: string): Ficha {
    const esperada = catalogo.find(id);
    if (esperada === null) throw new Error(`a fact of an acta that nobody registered: ${id}`);
    const ficha = newFicha(esperada.id, esperada.eleccion, esperada);
    fichas.set(ficha.acta, ficha);
    return ficha;
  }

  function register({ acta, datos }: Evento): void {
    const { eleccion } = datos as { readonly eleccion: string };
    const place = catalogo.elecciones.findIndex(({ clave }) => clave === eleccion);
    const ficha = newFicha(acta as IdActa, place, null);
    fichas.set(ficha.acta, ficha);
    altas.push(ficha);
    const cuenta = elecciones[place];
    if (cuenta === undefined) return;
    cuenta.porFase.esperada += 1;
    cuenta.muestra.nada += 1;
  }

  function count(ficha: Ficha, fase: Fase, muestra: Muestra): void {
    const cuenta = elecciones[ficha.eleccion];
    if (cuenta === undefined) return;
    cuenta.porFase[fase] -= 1;
    cuenta.porFase[ficha.fase] += 1;
    cuenta.muestra[muestra] -= 1;
    cuenta.muestra[ficha.muestra] += 1;
  }

  function moveQueue(ficha: Ficha, before: Cola | null, seq: number, momento: number): void {
    const after = queueOf(ficha);
    if (before === after) return;
    if (before !== null) {
      colas[before].delete(ficha.acta);
      salidas[before].add(momento);
    }
    if (after !== null) {
      ficha.desde = momento;
      ficha.turno = seq;
      colas[after].set(ficha.acta, ficha);
    }
  }

  return {
    posicion: () => posicion,
    fold(eventos) {
      for (const evento of eventos) {
        if (evento.seq <= posicion) continue;
        fold(evento);
        posicion = evento.seq;
      }
    },
    elecciones,
    colas,
    salidas,
    fichas,
    altas,
    gente,
    cortes,
    pantallas,
  };
}

function isFlujo(acta: string): acta is Flujo {
  return (FLUJOS as readonly string[]).includes(acta);
}

/** Actas with something to show in a corte. */
function shown({ muestra }: CuentaDeEleccion): number {
  return muestra.contabilizada + muestra.no_contabilizada + muestra.sin_acta + muestra.fuera_de_catalogo;
}

function emptyCuenta(esperadas: number): CuentaDeEleccion {
  return {
    porFase: {
      ...{ esperada: esperadas, acopiada: 0, en_captura: 0, en_conflicto: 0, capturada: 0 },
      ...{ verificada: 0, sin_acta: 0, fuera_de_catalogo: 0 },
    },
    muestra: { nada: esperadas, contabilizada: 0, no_contabilizada: 0, sin_acta: 0, fuera_de_catalogo: 0 },
    publicadas: 0,
  };
}

function byCola<T>(make: () => T): Readonly<Record<Cola, T>> {
  return {
    digitalizacion: make(),
    captura: make(),
    conflicto: make(),
    identificacion: make(),
    verificacion: make(),
  };
}
