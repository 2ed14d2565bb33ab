/** What a station or a phone is told of itself and of its actas, so that it can work alone for hours. */

import type { FastifyPluginAsync } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { EquipoQueFirma } from '../acceso/contrato-de-equipos.ts';
import { answer, equipoDe } from '../acceso/ruta.ts';
import type { Instante } from '../dominio/acta.ts';
import type { PersonaDelCentro } from '../dominio/persona-en-equipo.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { ConsultaDeAcopio } from './consulta.ts';
import type { ActaEnAcopio } from './contrato.ts';
import type { ActaDelEquipo, EquipoEnServidor } from './contrato-de-equipo.ts';
import { sendIfChanged } from './rutas.ts';

export interface PartesDeEquipo {
  readonly consulta: ConsultaDeAcopio;
  readonly proceso: Proceso;
  readonly now: () => Instante;
  /** keeps what an equipo says that its clock lacks, in milliseconds */
  readonly noteDesfase: (clave: string, desfase: number) => Promise<void>;
  /** who may stand at the stations of a CATD, by name */
  readonly personasDeEstacion: (centro: string) => Promise<readonly PersonaDelCentro[]>;
}

/** Most that is believed of a clock, in milliseconds: a hundred years. */
const DESFASE = z.coerce.number().int().min(-3.2e12).max(3.2e12);

export function rutasDeEquipo({ consulta, proceso, now, ...partes }: PartesDeEquipo): FastifyPluginAsync {
  const nombres = new Map(proceso.catd.map(({ clave, nombre }) => [clave, nombre]));

  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();
    app.get(
      '/api/equipo',
      {
        config: { permiso: 'equipo', porConfirmar: 'permitido' },
        schema: { querystring: z.strictObject({ desfase: DESFASE.optional() }) },
      },
      async (request, reply) => {
        const equipo = equipoDe(request);
        const { desfase } = request.query;
        if (desfase !== undefined) await partes.noteDesfase(equipo.clave, desfase);
        const actas = await actasOf(equipo);
        if (!actas.ok) return answer(reply, actas, () => null);
        const personas = await personasOf(equipo);
        const body: EquipoEnServidor = { ...toEquipo(equipo), actas: actas.value.map(toActa), personas };
        return sendIfChanged(request, reply, body, { ahora: now() });
      },
    );
  };

  async function actasOf(equipo: EquipoQueFirma): Promise<Result<readonly ActaEnAcopio[], Refusal>> {
    if (equipo.estado !== 'activo') return ok([]);
    return consulta.standing(equipo.centro, equipo.tipo === 'telefono' ? equipo.casillas : null);
  }

  /** A phone is of one person, that it already knows. */
  async function personasOf({ estado, tipo, centro }: EquipoQueFirma): Promise<readonly PersonaDelCentro[]> {
    return estado === 'activo' && tipo === 'estacion' ? partes.personasDeEstacion(centro) : [];
  }

  function toEquipo({ clave, tipo, nombre, estado, centro, persona }: EquipoQueFirma) {
    return {
      ...{ clave, tipo, nombre, estado, persona },
      centro: { clave: centro, nombre: nombres.get(centro) ?? '' },
      ahora: now(),
      proceso: {
        ...{ nombre: proceso.nombre, nombreLargo: proceso.nombreLargo, tipo: proceso.tipo },
        ...{ instituto: proceso.instituto, huso: proceso.huso.zona, jornada: proceso.jornada },
      },
    };
  }
}

function toActa({ acta, titulo, codigo, situacion, sobre, rescanear }: ActaEnAcopio): ActaDelEquipo {
  return { acta, titulo, codigo, situacion, acopiada: sobre !== null, rescanear };
}
