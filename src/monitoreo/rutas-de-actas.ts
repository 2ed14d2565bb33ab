/** Routes of the list of actas and of the page of each. */

import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, personaDe } from '../acceso/ruta.ts';
import type { Bitacora } from '../bitacora/bitacora.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import type { IdActa } from '../dominio/clave.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type CatalogoEnPantalla, MARCAS_DE_ACTA, type Tablero } from './contrato.ts';
import { createIndice, type Indice } from './indice.ts';
import { listActas } from './lista.ts';
import { buildPagina } from './pagina-de-acta.ts';
import { COLAS, FASES, type Pliegue } from './pliegue.ts';

export interface PartesDeActas {
  /** refused while there is nothing to list from */
  readonly tablero: () => Result<Tablero, Refusal>;
  readonly bitacora: Pick<Bitacora, 'history'>;
  readonly proceso: Proceso;
  readonly pliegue: Pliegue;
}

const CUANTAS = 100;
const MAXIMO = 500;

const FILTRO = z.strictObject({
  eleccion: texto(40).optional(),
  fase: z.enum(FASES).optional(),
  cola: z.enum(COLAS).optional(),
  marca: z.enum(MARCAS_DE_ACTA).optional(),
  territorio: texto(40).optional(),
  catd: texto(40).optional(),
  texto: texto(80).optional(),
  orden: z.enum(['clave', 'espera']).default('clave'),
  despuesDe: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
  cuantas: z.coerce.number().int().min(1).max(MAXIMO).default(CUANTAS),
});
const ACTA = z.strictObject({ acta: texto(60) });

export function addRutasDeActas(instance: FastifyInstance, partes: PartesDeActas): void {
  const app = instance.withTypeProvider<ZodTypeProvider>();
  const { tablero, proceso, pliegue } = partes;
  let indice: Indice | null = null;

  app.get(
    '/api/actas',
    { config: { permiso: 'actas:ver' }, schema: { querystring: FILTRO } },
    async (request, reply) => {
      const ready = tablero();
      if (!ready.ok) return answer(reply, ready, () => null);
      indice ??= createIndice(proceso);
      const lista = await listActas({ proceso, pliegue, indice }, request.query);
      return answer(reply, ok(lista), (value) => value);
    },
  );

  const catalogo = toCatalogoEnPantalla(proceso);
  app.get('/api/catalogo', { config: { permiso: 'sesion' } }, async () => catalogo);

  app.get(
    '/api/actas/:acta',
    { config: { permiso: 'actas:ver' }, schema: { params: ACTA } },
    async (request, reply) => {
      const ready = tablero();
      if (!ready.ok) return answer(reply, ready, () => null);
      const pagina = await buildPagina(partes, request.params.acta as IdActa, personaDe(request));
      return answer(reply, pagina, (value) => value);
    },
  );
}

function toCatalogoEnPantalla({ elecciones, catd }: Proceso): CatalogoEnPantalla {
  return {
    elecciones: elecciones.map(({ clave, nombre, agrupacion, territorios }) => ({
      ...{ clave, nombre, agrupacion },
      territorios: territorios.map(({ id, nombre: name }) => ({ id, nombre: name })),
    })),
    catd: catd.map(({ clave, nombre }) => ({ clave, nombre })),
  };
}
