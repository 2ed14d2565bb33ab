/** Routes of the conflicts between captures: what each person read, without saying who. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer, peticionDe } from '../acceso/ruta.ts';
import type { ActaEnEspera } from '../bitacora/bitacora.ts';
import { ACTA, LECTURAS, MOTIVO, RAZON, VISTA } from '../comun/forma-de-peticion.ts';
import type { IdActa } from '../dominio/clave.ts';
import { imagenDe } from '../dominio/imagen-en-acta.ts';
import type { Lectura } from '../dominio/lectura.ts';
import { camposEnPantalla, geometriaEn, imagenEnPantalla, tituloDe } from '../proceso/en-pantalla.ts';
import type { EnConflicto } from './conflictos.ts';
import type { ConflictoEnLista, ConflictoEnPantalla } from './contrato.ts';
import { esperadaDe, type PartesDeVerificacion } from './mesa.ts';

const PROPUESTA = z.strictObject({ lecturas: LECTURAS, razon: RAZON });
const CONFIRMACION = z.strictObject({ desde: VISTA }).nullish();
const RECHAZO = z.strictObject({ razon: RAZON, desde: VISTA });
const IMAGEN = z.strictObject({ motivo: MOTIVO, razon: RAZON });

/** What was decided is known by asking again. */
const HECHO = () => ({});

export function rutasDeConflictos(partes: PartesDeVerificacion): FastifyPluginAsync {
  const { conflictos } = partes;

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    const ver = { permiso: 'conflicto:ver' } as const;
    const proponer = { permiso: 'conflicto:proponer' } as const;
    const confirmar = { permiso: 'conflicto:confirmar' } as const;

    app.get('/api/conflictos', { config: ver }, async (_request, reply) =>
      answer(reply, await conflictos.list(), (waiting) => ({
        conflictos: waiting.flatMap((espera) => toLista(espera, partes)),
      })),
    );
    app.get('/api/conflictos/:acta', { config: ver, schema: { params: ACTA } }, async (request, reply) => {
      const acta = request.params.acta as IdActa;
      return answer(reply, await conflictos.find(acta), (estado) => toPantalla(acta, estado, partes));
    });
    app.post(
      '/api/conflictos/:acta/propuesta',
      { config: proponer, schema: { params: ACTA, body: PROPUESTA } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        return answer(reply, await conflictos.proponer({ ...peticion, ...request.body }), HECHO);
      },
    );
    app.post(
      '/api/conflictos/:acta/confirmacion',
      { config: confirmar, schema: { params: ACTA, body: CONFIRMACION } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        const done = await conflictos.confirmar({ ...peticion, vista: request.body?.desde });
        return answer(reply, done, HECHO);
      },
    );
    app.post(
      '/api/conflictos/:acta/rechazo',
      { config: confirmar, schema: { params: ACTA, body: RECHAZO } },
      async (request, reply) => {
        const { razon, desde: vista } = request.body;
        const peticion = peticionDe(request, request.params.acta as IdActa);
        return answer(reply, await conflictos.rechazar({ ...peticion, razon, vista }), HECHO);
      },
    );
    app.post(
      '/api/conflictos/:acta/imagen',
      { config: proponer, schema: { params: ACTA, body: IMAGEN } },
      async (request, reply) => {
        const peticion = peticionDe(request, request.params.acta as IdActa);
        return answer(reply, await conflictos.rechazarImagen({ ...peticion, ...request.body }), HECHO);
      },
    );
  };
}

type Contexto = Pick<PartesDeVerificacion, 'proceso' | 'geometria'>;

function toLista({ acta, estado, desde }: ActaEnEspera, { proceso }: Contexto): readonly ConflictoEnLista[] {
  if (estado.fase !== 'en_conflicto') return [];
  return [
    {
      acta,
      titulo: tituloDe(proceso, esperadaDe(proceso, acta)),
      campos: estado.campos.length,
      desde,
      etapa: estado.propuesta === null ? 'por_proponer' : 'por_confirmar',
    },
  ];
}

function toPantalla(
  acta: IdActa,
  estado: EnConflicto,
  { proceso, geometria }: Contexto,
): ConflictoEnPantalla {
  const esperada = esperadaDe(proceso, acta);
  const { acordadas, borrador, ronda, propuesta, imagen } = estado;
  const suya = geometriaEn(imagenDe(estado, imagen).encuadre, geometria);
  return {
    acta,
    titulo: tituloDe(proceso, esperada),
    imagen: imagenEnPantalla(imagen),
    campos: camposEnPantalla(proceso, esperada, suya).map((campo) => {
      const { clave } = campo;
      if (!estado.campos.includes(clave)) {
        return { ...campo, acordada: acordadas[clave] ?? borrador?.lecturas[clave] ?? null, lecturas: [] };
      }
      const lecturas = ronda.capturas.flatMap((captura) => captura.lecturas[clave] ?? []);
      // By value: the order in which they were typed would say whose each one is.
      return { ...campo, acordada: null, lecturas: lecturas.toSorted(compareLecturas) };
    }),
    propuesta:
      propuesta === null
        ? null
        : {
            lecturas: propuesta.lecturas,
            propone: propuesta.propone,
            razon: propuesta.razon,
            desde: propuesta.desde,
          },
  };
}

/** Numbers first, smallest first. */
function compareLecturas(a: Lectura, b: Lectura): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'number') return -1;
  if (typeof b === 'number') return 1;
  return a < b ? -1 : Number(a > b);
}
