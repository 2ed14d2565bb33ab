/** Routes of the reports: what one lacks, and then its file. */

import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { answer } from '../acceso/ruta.ts';
import { refuse } from '../dominio/result.ts';
import { type AlmacenDeArchivos, MEDIO } from './archivos.ts';
import type { Faltantes } from './contrato.ts';
import type { Documento } from './informe/documento.ts';
import { componer, nombreDeInforme, type Pedido, readImagenes } from './informe/producir.ts';
import { minutaDe } from './informe/sesiones.ts';
import { type Dibujar, FORMATOS, type Formato } from './informe/taller.ts';
import type { ServicioDePlaneacion } from './servicio.ts';

const VER = { permiso: 'planeacion:ver' } as const;
const PARAMS = z.strictObject({ cual: z.enum(['mensual', 'simulacros', 'matriz', 'final']) });
const MES = z.string().max(20).optional();

export function rutasDeInformes({
  planeacion,
  archivos,
  dibujar,
}: {
  readonly planeacion: ServicioDePlaneacion;
  readonly archivos: AlmacenDeArchivos;
  readonly dibujar: Dibujar;
}): FastifyPluginAsync {
  return async (instance) => {
    const app = instance.withTypeProvider<ZodTypeProvider>();

    app.get(
      '/api/planeacion/informes/:cual/faltantes',
      { config: VER, schema: { params: PARAMS, querystring: z.strictObject({ mes: MES }) } },
      async (request, reply) => {
        const composed = await compose(toPedido(request.params.cual, request.query.mes));
        return answer(reply, composed, ({ faltantes }): Faltantes => ({ faltantes }));
      },
    );

    app.get(
      '/api/planeacion/informes/:cual/documento',
      {
        config: VER,
        schema: {
          params: PARAMS,
          querystring: z.strictObject({
            mes: MES,
            formato: z.enum(FORMATOS),
            falte: z.literal('acepto').optional(),
          }),
        },
      },
      async (request, reply) => {
        const { mes, formato, falte } = request.query;
        const pedido = toPedido(request.params.cual, mes);
        const composed = await compose(pedido);
        if (!composed.ok) return answer(reply, composed, () => null);
        const { documento, faltantes } = composed.value;
        if (faltantes.length > 0 && falte !== 'acepto') {
          const list = faltantes.map(({ mensaje }) => mensaje).join(' ');
          return answer(reply, refuse('FALTAN_DATOS', `Al informe le falta: ${list}`), () => null);
        }
        return sendDocumento(reply, documento, formato, nombreDeInforme(pedido));
      },
    );

    app.get(
      '/api/planeacion/sesiones/:id/minuta',
      {
        config: VER,
        schema: {
          params: z.strictObject({ id: z.string().max(64) }),
          querystring: z.strictObject({ formato: z.enum(FORMATOS) }),
        },
      },
      async (request, reply) => {
        const estado = await planeacion.estado();
        if (!estado.ok) return answer(reply, estado, () => null);
        const sesion = estado.value.fichas.sesiones.get(request.params.id)?.valores;
        const ajustes = estado.value.fichas.ajustes.get('ajustes')?.valores;
        if (sesion === undefined) return answer(reply, SIN_SESION, () => null);
        if (ajustes === undefined) return answer(reply, SIN_AJUSTES, () => null);
        return sendDocumento(
          reply,
          minutaDe(sesion, ajustes),
          request.query.formato,
          `minuta-${sesion.fecha}`,
        );
      },
    );
  };

  async function compose(pedido: Pedido) {
    const estado = await planeacion.estado();
    return estado.ok ? componer(estado.value, pedido, planeacion.dia(estado.value)) : estado;
  }

  async function sendDocumento(reply: FastifyReply, documento: Documento, formato: Formato, nombre: string) {
    const imagenes = await readImagenes(documento, archivos);
    if (!imagenes.ok) return answer(reply, imagenes, () => null);
    const bytes = await dibujar({ documento, imagenes: imagenes.value, formato });
    return reply
      .type(MEDIO[formato])
      .header('content-disposition', `attachment; filename="${nombre}.${formato}"`)
      .send(bytes);
  }
}

const SIN_SESION = refuse('NO_EXISTE', 'No hay una sesión con esa clave. Actualice la lista.');
const SIN_AJUSTES = refuse(
  'SIN_AJUSTES',
  'Faltan los ajustes de planeación: el instituto, su proceso y el área que informa.',
);

function toPedido(cual: z.output<typeof PARAMS>['cual'], mes: string | undefined): Pedido {
  return cual === 'mensual' ? { cual, mes: mes ?? '' } : { cual };
}
