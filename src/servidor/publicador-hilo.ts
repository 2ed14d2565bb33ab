/** The thread of `publicador.ts`: takes one corte after another until it is told to end. */

import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { openBase } from '../bitacora/base.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import { startCompresor } from '../publicacion/compresion.ts';
import { type CortePublicado, createMotor } from '../publicacion/motor.ts';
import { type SolicitudDeCorte, takeCorte } from '../publicacion/servicio.ts';
import type { DifusorPublicado } from '../publicacion/sitio/datos.ts';
import { readDifusores } from './difusores.ts';
import type { DatosDePublicador, MensajeAlPublicador, MensajeDelPublicador } from './publicador.ts';

const { proceso, url, datos, publicacion, imagenes, direccion } = workerData as DatosDePublicador;
const port = parentPort;
if (port === null) throw new Error('this file is the body of a thread');

// A corte takes every core for seconds, and whoever captures goes first. In Linux a priority is of the thread that asks
// for it and of those that it starts, as its compressor; elsewhere it would be of the whole program.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const tell = (mensaje: MensajeDelPublicador) => port.postMessage(mensaje);
const compresor = startCompresor(proceso);
let difusores: readonly DifusorPublicado[] = [];
const motor = createMotor({
  ...{ proceso, carpeta: publicacion, imagenes, compresor },
  sitio: () => ({ direccion, difusores }),
});
let base: Awaited<ReturnType<typeof openBase>> | null = null;
let last: Promise<void> = Promise.resolve();

port.on('message', (mensaje: MensajeAlPublicador) => {
  last = last.then(() => (mensaje.tipo === 'corte' ? serve(mensaje.peticion) : end()));
});

async function serve(peticion: SolicitudDeCorte): Promise<void> {
  tell({ tipo: 'terminado', resultado: await take(peticion) });
  const prepared = motor.prepare();
  if (!prepared.ok) tell({ tipo: 'aviso', aviso: prepared.error });
}

async function take(peticion: SolicitudDeCorte): Promise<Result<CortePublicado, Refusal>> {
  // A database that was away when the first corte was due is tried again at the next.
  if (base === null || !base.ok) {
    base = await openBase({
      datos,
      url,
      ajustes: proceso.ajustes,
      avisar: (aviso) => tell({ tipo: 'aviso', aviso }),
      now: () => peticion.momento,
      conexiones: 2,
    });
  }
  if (!base.ok) return base;
  const revisados = await readDifusores(datos, proceso);
  // A list of mirrors is no reason not to publish, nor to forget the last one that could be read.
  if (revisados.ok) difusores = revisados.value;
  else tell({ tipo: 'aviso', aviso: revisados.error });
  return takeCorte({
    ...peticion,
    bitacora: base.value.bitacora,
    motor,
    onTaken: () => tell({ tipo: 'tomado' }),
  });
}

async function end(): Promise<void> {
  if (base?.ok) await base.value.stop();
  await compresor.close();
  port?.close();
}
