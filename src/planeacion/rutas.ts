/** Routes of planeación: what `contrato.ts` says. Files travel as the whole body; the rest is JSON. */

import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { puede } from '../acceso/permisos.ts';
import { answer, personaDe, statusDe, trabajoDe } from '../acceso/ruta.ts';
import { texto } from '../comun/texto-de-peticion.ts';
import { ok, refuse } from '../dominio/result.ts';
import type { AlmacenDeArchivos } from './archivos.ts';
import { type Coleccion, ESQUEMAS } from './colecciones.ts';
import { buscar, hiloDe } from './consultas.ts';
import type {
  Busqueda,
  CalendarioEnPantalla,
  CalendarioNuevo,
  FichaConHistoria,
  FichaEnPantalla,
  Fichas,
  TableroEnPantalla,
} from './contrato.ts';
import { type Dia, derive, tableroDe } from './derivados.ts';
import { type Calendario, claveDe, type Ficha, fichasDe, type Planeacion } from './hechos.ts';
import { toICalendar } from './ical.ts';
import type { Dibujar } from './informe/taller.ts';
import { ordenar } from './orden.ts';
import { rutasDeArchivos } from './rutas-de-archivos.ts';
import { rutasDeInformes } from './rutas-de-informes.ts';
import type { ServicioDePlaneacion } from './servicio.ts';

export interface PartesDeRutas {
  readonly planeacion: ServicioDePlaneacion;
  readonly archivos: AlmacenDeArchivos;
  readonly dibujar: Dibujar;
  /** of the UIDs of the calendar: the name of the process */
  readonly sitio: string;
}

const VER = { permiso: 'planeacion:ver' } as const;
const EDITAR = { permiso: 'planeacion:editar' } as const;

const COLECCION = z.enum(Object.keys(ESQUEMAS) as [Coleccion, ...Coleccion[]]);
const ID = z.string().min(1).max(64);
const DE_COLECCION = z.strictObject({ coleccion: COLECCION });
const DE_FICHA = z.strictObject({ coleccion: COLECCION, id: ID });
const VERSION = z.int().positive();
const VALORES = z.record(z.string().max(60), z.unknown());
/** A ficha has texts of up to 20,000 characters and lists of people. */
const CUERPO_DE_FICHA = 1024 * 1024;

export function rutasDePlaneacion(partes: PartesDeRutas): FastifyPluginAsync {
  const { planeacion, sitio } = partes;
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const raiz = '/api/planeacion';
    await app.register(rutasDeArchivos(partes));
    await app.register(rutasDeInformes(partes));

    app.get(`${raiz}/tablero`, { config: VER }, async (_request, reply) =>
      withEstado(reply, (estado, dia): TableroEnPantalla => {
        const cuentas = Object.fromEntries(
          COLECCION.options.map((coleccion) => [coleccion, estado.fichas[coleccion].size]),
        );
        return { ...tableroDe(estado, dia), cuentas: cuentas as TableroEnPantalla['cuentas'] };
      }),
    );

    app.get(
      `${raiz}/fichas/:coleccion`,
      { config: VER, schema: { params: DE_COLECCION } },
      async (request, reply) =>
        withEstado(reply, (estado, dia): Fichas => {
          const fichas: readonly Ficha[] = fichasDe<Coleccion>(estado, request.params.coleccion);
          return { hoy: dia.hoy, fichas: ordenar(fichas, dia).map((ficha) => onScreen(ficha, dia)) };
        }),
    );

    app.get(
      `${raiz}/fichas/:coleccion/:id`,
      { config: VER, schema: { params: DE_FICHA } },
      async (request, reply) => {
        const { coleccion, id } = request.params;
        const estado = await planeacion.estado();
        if (!estado.ok) return answer(reply, estado, () => null);
        const historia = estado.value.historias.get(claveDe(coleccion, id));
        if (historia === undefined) return answer(reply, NO_HAY, () => null);
        const ficha = estado.value.fichas[coleccion].get(id);
        const shown = ficha === undefined ? null : onScreen(ficha, planeacion.dia(estado.value));
        return reply.send({ ficha: shown, historia } satisfies FichaConHistoria);
      },
    );

    app.post(
      `${raiz}/fichas/:coleccion`,
      {
        config: EDITAR,
        bodyLimit: CUERPO_DE_FICHA,
        schema: { params: DE_COLECCION, body: z.strictObject({ valores: VALORES }) },
      },
      async (request, reply) => {
        const { params, body } = request;
        const made = await planeacion.crear(trabajoDe(request), { ...params, valores: body.valores });
        return made.ok ? withFicha(reply, made.value) : answer(reply, made, () => null);
      },
    );

    app.put(
      `${raiz}/fichas/:coleccion/:id`,
      {
        config: EDITAR,
        bodyLimit: CUERPO_DE_FICHA,
        schema: { params: DE_FICHA, body: z.strictObject({ version: VERSION, cambios: VALORES }) },
      },
      async (request, reply) => {
        const changed = await planeacion.cambiar(trabajoDe(request), { ...request.params, ...request.body });
        if (changed.ok) return withFicha(reply, changed.value);
        const { codigo, mensaje } = changed.error;
        const conflictos = 'conflictos' in changed.error ? changed.error.conflictos : [];
        return reply.code(statusDe(changed.error)).send({ codigo, mensaje, conflictos });
      },
    );

    app.post(
      `${raiz}/fichas/:coleccion/:id/retiro`,
      {
        config: EDITAR,
        schema: { params: DE_FICHA, body: z.strictObject({ version: VERSION, razon: texto(500) }) },
      },
      async (request, reply) => {
        const retired = await planeacion.retirar(trabajoDe(request), { ...request.params, ...request.body });
        return answer(reply, retired, () => ({}));
      },
    );

    app.get(
      `${raiz}/busqueda`,
      { config: VER, schema: { querystring: z.strictObject({ q: texto(200) }) } },
      async (request, reply) =>
        withEstado(reply, (estado, dia): Busqueda => ({ resultados: buscar(estado, request.query.q, dia) })),
    );

    app.get(
      `${raiz}/hilos/:coleccion/:id`,
      {
        config: VER,
        schema: {
          params: z.strictObject({ coleccion: z.enum(['oficios', 'observaciones', 'entregables']), id: ID }),
        },
      },
      async (request, reply) => {
        const estado = await planeacion.estado();
        if (!estado.ok) return answer(reply, estado, () => null);
        const hilo = hiloDe(estado.value, request.params.coleccion, request.params.id);
        return answer(reply, hilo === null ? NO_HAY : ok(hilo), (value) => value);
      },
    );

    app.get(`${raiz}/calendarios`, { config: VER }, async (request, reply) => {
      const { clave, rol } = personaDe(request);
      return withEstado(reply, (estado) => ({
        calendarios: [...estado.calendarios.values()]
          .filter(({ persona }) => persona === clave || puede(rol, 'planeacion:editar'))
          .map(calendarOnScreen),
      }));
    });

    app.post(
      `${raiz}/calendarios`,
      { config: VER, schema: { body: z.strictObject({ nombre: texto(100) }) } },
      async (request, reply) => {
        const opened = await planeacion.abrirCalendario(trabajoDe(request), request.body.nombre);
        return answer(
          reply,
          opened,
          ({ calendario, secreto }): CalendarioNuevo => ({
            calendario: calendarOnScreen(calendario),
            ruta: `${raiz}/calendario/${secreto}.ics`,
          }),
        );
      },
    );

    app.delete(
      `${raiz}/calendarios/:id`,
      { config: VER, schema: { params: z.strictObject({ id: ID }) } },
      async (request, reply) => {
        const { clave, rol } = personaDe(request);
        const soloDe = puede(rol, 'planeacion:editar') ? null : clave;
        const revoked = await planeacion.revocarCalendario(trabajoDe(request), request.params.id, soloDe);
        return answer(reply, revoked, () => ({}));
      },
    );

    // Programs of calendars have no session: the address is the secret, and it can be revoked.
    app.get(
      `${raiz}/calendario/:secreto`,
      {
        config: { permiso: 'publico' },
        schema: { params: z.strictObject({ secreto: z.string().regex(/^[\w-]{43}\.ics$/) }) },
      },
      async (request, reply) => {
        const found = await planeacion.porSecreto(request.params.secreto.replace(/\.ics$/, ''));
        if (!found.ok) return answer(reply, found, () => null);
        return reply
          .type('text/calendar; charset=utf-8')
          .header('content-disposition', 'inline; filename="prep.ics"')
          .send(toICalendar(found.value, planeacion.dia(found.value), sitio));
      },
    );
  };

  async function withEstado(reply: FastifyReply, body: (estado: Planeacion, dia: Dia) => unknown) {
    const estado = await planeacion.estado();
    return answer(reply, estado, (value) => body(value, planeacion.dia(value)));
  }

  async function withFicha(reply: FastifyReply, ficha: Ficha) {
    return withEstado(reply, (_estado, dia) => onScreen(ficha, dia));
  }
}

const NO_HAY = refuse('NO_EXISTE', 'No hay nada con esa clave. Actualice la lista.');

function onScreen(ficha: Ficha, dia: Dia): FichaEnPantalla {
  return { ...ficha, derivado: derive(ficha, dia) };
}

function calendarOnScreen({ id, nombre, persona, momento, revocado }: Calendario): CalendarioEnPantalla {
  return { id, nombre, persona, momento, revocado: revocado?.momento ?? null };
}
