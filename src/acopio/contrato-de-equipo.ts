/** What an equipo is told so that it can work alone for hours. Types only. */

import type { EstadoDeEquipo, TipoDeEquipo } from '../acceso/contrato-de-equipos.ts';
import type { Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { PersonaDelCentro } from '../dominio/persona-en-equipo.ts';
import type { TituloDeActa } from '../proceso/en-pantalla.ts';
import type { SituacionEnEquipo } from './contrato.ts';

/** `GET /api/equipo`; also while it waits to be confirmed, without `actas`. It has an `ETag`. */
export interface EquipoEnServidor {
  readonly clave: string;
  readonly tipo: TipoDeEquipo;
  readonly nombre: string;
  readonly estado: EstadoDeEquipo;
  readonly centro: { readonly clave: string; readonly nombre: string };
  readonly persona: string | null;
  readonly ahora: Instante;
  readonly proceso: {
    readonly nombre: string;
    readonly nombreLargo: string;
    readonly tipo: 'demostracion' | 'simulacro' | 'jornada';
    readonly instituto: { readonly nombre: string; readonly siglas: string };
    /** IANA name */
    readonly huso: string;
    /** local day of the election, `aaaa-mm-dd` */
    readonly jornada: string;
  };
  readonly actas: readonly ActaDelEquipo[];
  /** of a station: who may stand at it; one of a server that did not say it has none */
  readonly personas?: readonly PersonaDelCentro[];
}

export interface ActaDelEquipo {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  /** text of its QR */
  readonly codigo: string;
  readonly situacion: SituacionEnEquipo;
  /** its envelope is registered at the CATD */
  readonly acopiada: boolean;
  /** why its image must be made again; null when it need not */
  readonly rescanear: string | null;
}
