/**
 * What monitoreo answers over HTTP: the board, live; the lists of actas and the page of each; the big display. One
 * fold of the log serves all of them.
 */

import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Bitacora } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createCatalogo } from './catalogo.ts';
import type { Tablero } from './contrato.ts';
import { createPantallas } from './pantallas.ts';
import { createProyeccion } from './proyeccion.ts';
import { addRutasDeActas } from './rutas-de-actas.ts';
import { addRutasDePantalla } from './rutas-de-pantalla.ts';
import { addRutasDeTablero } from './rutas-de-tablero.ts';
import { buildTablero } from './tablero.ts';
import { createVivo } from './vivo.ts';

export interface PartesDeMonitoreo {
  readonly bitacora: Pick<Bitacora, 'events' | 'subscribe' | 'position' | 'history' | 'note'>;
  readonly proceso: Proceso;
  readonly now: () => Instante;
  /** told of a bug that stopped the boards; the rest of the server goes on */
  readonly alFallar: (error: unknown) => void;
}

/** Reads the log from now until the server closes. */
export function rutasDeMonitoreo({
  bitacora,
  proceso,
  now,
  alFallar,
}: PartesDeMonitoreo): FastifyPluginAsync {
  return async (app: FastifyInstance) => {
    const catalogo = createCatalogo(proceso);
    const proyeccion = createProyeccion({ bitacora, catalogo, now, alFallar });
    const vivo = createVivo({ proyeccion, catalogo, now });
    // Connections that are open would keep the server from closing.
    app.addHook('preClose', async () => vivo.close());
    app.addHook('onClose', () => proyeccion.stop());

    const tablero = (): Result<Tablero, Refusal> => {
      const estado = proyeccion.estado();
      if (estado !== 'al_dia') return refuse('TABLERO_NO_DISPONIBLE', NO_DISPONIBLE[estado]);
      return ok(buildTablero(proyeccion.pliegue, catalogo, proyeccion.sinBaseDesde(), now()));
    };
    const pantallas = createPantallas(bitacora, proyeccion, now);
    addRutasDeTablero(app, { tablero, vivo, proyeccion, now });
    addRutasDeActas(app, { tablero, bitacora, proceso, pliegue: proyeccion.pliegue });
    addRutasDePantalla(app, { tablero, vivo, pantallas });
  };
}

const NO_DISPONIBLE = {
  preparandose: 'El tablero se está preparando: lee lo que ha pasado en la noche. Estará en unos segundos.',
  averiada:
    'El tablero se detuvo por una falla del programa. La captura sigue y nada se perdió; avise a quien opera el servidor para que lo reinicie.',
} as const;
