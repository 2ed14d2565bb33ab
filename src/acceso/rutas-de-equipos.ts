/** Routes with which an equipo makes itself known, and those with which a coordination looks after them. */

import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ALGORITMOS } from '../comun/firma.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import type { Acceso } from './acceso.ts';
import type { CargaDeEquipos, CodigoDeEquipo, EquipoEnLista } from './contrato-de-equipos.ts';
import type { EquipoConCodigo } from './equipos-gestion.ts';
import { direccionDeCodigo, printTalonesDeEquipos, type TalonDeEquipo } from './equipos-talones.ts';
import { answer, personaDe } from './ruta.ts';
import { drawQr } from './talones.ts';

/** How the file is called in its errors: the screen shows it by itself. */
const ARCHIVO = 'equipos.csv';

const ENROLAMIENTO = z.strictObject({
  codigo: texto(64),
  llave: z.string().max(300),
  algoritmo: z.enum(ALGORITMOS),
});
const ALTA = z.strictObject({
  tipo: z.enum(['estacion', 'telefono']),
  nombre: texto(200),
  centro: texto(64),
  persona: texto(64).nullable(),
  casillas: z.array(texto(64)).max(200),
});
const DE_EQUIPO = z.strictObject({ clave: texto(64) });
const RAZON = z.strictObject({
  razon: texto(500).refine((value) => value.trim().length >= 5, { error: 'se espera la razón, en palabras' }),
});
/** A file of some thousands of phones with their casillas. */
const CSV_MAXIMO = 2_000_000;
const CARGA = z.strictObject({ csv: texto(CSV_MAXIMO), modo: z.enum(['revisar', 'cargar']) });

/** Attempts per minute from one address: the phones of a whole training come out through one. */
const INTENTOS = { max: 300, timeWindow: 60_000 };

export function rutasDeEquipos(acceso: Acceso): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get('/api/equipo/reloj', { config: { permiso: 'publico' } }, async () => ({ ahora: acceso.now() }));

    app.post(
      '/api/equipo/enrolamiento',
      { config: { permiso: 'publico', rateLimit: INTENTOS }, schema: { body: ENROLAMIENTO } },
      async (request, reply) =>
        answer(reply, await acceso.enrolEquipo({ ...request.body, direccion: request.ip }), (done) => done),
    );

    app.get('/api/equipos', { config: { permiso: 'equipos:ver' } }, async (request) => ({
      equipos: await acceso.listEquipos(personaDe(request)),
    }));

    const llevar = { permiso: 'equipos:llevar' } as const;
    app.post('/api/equipos', { config: llevar, schema: { body: ALTA } }, async (request, reply) => {
      const { persona, casillas, ...rest } = request.body;
      const fila = { ...rest, persona: persona ?? '', casillas: casillas.join(' ') };
      return answer(reply, await acceso.addEquipo(personaDe(request), fila), withCodigo(request));
    });

    app.post(
      '/api/equipos/:clave/confirmacion',
      { config: llevar, schema: { params: DE_EQUIPO } },
      async (request, reply) => {
        const done = await acceso.confirmEquipo(personaDe(request), request.params.clave);
        return answer(reply, done, (equipo) => ({ equipo }));
      },
    );

    app.post(
      '/api/equipos/:clave/revocacion',
      { config: llevar, schema: { params: DE_EQUIPO, body: RAZON } },
      async (request, reply) => {
        const { params, body } = request;
        const done = await acceso.revokeEquipo(personaDe(request), params.clave, body.razon.trim());
        return answer(reply, done, (equipo) => ({ equipo }));
      },
    );

    app.post(
      '/api/equipos/:clave/codigo',
      { config: llevar, schema: { params: DE_EQUIPO } },
      async (request, reply) => {
        const done = await acceso.giveCodigoDeEquipo(personaDe(request), request.params.clave);
        return answer(reply, done, withCodigo(request));
      },
    );

    app.post(
      '/api/equipos/carga',
      // JSON writes some characters with six.
      { config: llevar, schema: { body: CARGA }, bodyLimit: 2 * CSV_MAXIMO },
      async (request, reply) => {
        const { csv, modo } = request.body;
        let talones: string | null = null;
        const entregar = async (nuevos: readonly TalonDeEquipo[]) => {
          const pdf = await printTalonesDeEquipos(acceso.proceso, nuevos, baseDe(request));
          talones = pdf.toString('base64');
        };
        const loaded = await acceso.loadEquipos(personaDe(request), {
          ...{ archivo: ARCHIVO, contenido: csv, entregar: modo === 'cargar' ? entregar : null },
        });
        return answer(
          reply,
          loaded,
          ({ equipos, nuevos, errores }) =>
            ({
              ...{ equipos, nuevos, talones },
              errores: errores.map(({ linea, columna, mensaje }) => ({
                ...{ linea: linea ?? 0, columna: columna ?? '', mensaje },
              })),
            }) satisfies CargaDeEquipos,
        );
      },
    );
  };
}

/** Where the server is, as who asks reached it: equipos reach it by the same name. */
function baseDe({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}`;
}

function withCodigo(request: FastifyRequest) {
  return ({ equipo, codigo, vence }: EquipoConCodigo) => {
    const direccion = direccionDeCodigo(baseDe(request), codigo);
    return { equipo, codigo, direccion, qr: drawQr(direccion), vence } satisfies CodigoDeEquipo & {
      readonly equipo: EquipoEnLista;
    };
  };
}
