/**
 * Takes the queue to the server: the delivery, its bytes by pieces from where the server says, and then what became
 * of it. Everything may be asked twice, so it may stop at any point. It runs in the page or in the service worker,
 * one at a time.
 */

import type { EntregaEnServidor } from '../../../src/digitalizacion/contrato.ts';
import { fail, ok, type Result } from '../../../src/dominio/result.ts';
import { almacen, type Foto, guardarPropio, type Identidad, leerPropio } from '../equipo/almacen.ts';
import { type Falla, pedir } from '../equipo/red.ts';
import { estaPendiente, faltaEnviar } from './cola.ts';
import { hacerEspacio } from './espacio.ts';
import { siguienteTrozo, TROZO_MAXIMO } from './trozo.ts';

/**
 * How a round ended: `al_corriente`, nothing is pending; `en_espera`, the server has everything and is at work;
 * `ocupado`, another window is at it; `alto`, this phone is not accepted; `falla`, it is to be tried again later.
 */
export type FinDeRonda =
  | { readonly tipo: 'al_corriente' | 'en_espera' | 'ocupado' | 'alto' }
  | { readonly tipo: 'falla'; readonly falla: Falla };

/** Pieces that the server answers without going forward, before leaving that photograph for later. */
const SIN_AVANCE_MAXIMO = 3;

const FOTO_PERDIDA = { codigo: 'FOTO_PERDIDA', mensaje: 'El teléfono ya no la tiene. Tómela otra vez.' };
const FOTO_ILEGIBLE: Falla = {
  ...{ estado: 0, codigo: 'FOTO_ILEGIBLE' },
  mensaje: 'El teléfono no pudo leer una foto guardada. Se intentará otra vez; si sigue, tómela de nuevo.',
};

/** One round over all that is pending, what is only in the phone first. */
export function enviarPendientes(identidad: Identidad): Promise<FinDeRonda> {
  return navigator.locks.request('prep-envio', { ifAvailable: true }, async (lock) => {
    if (lock === null) return { tipo: 'ocupado' };
    if ((await leerPropio('alto')) !== null) return { tipo: 'alto' };
    const pendientes = (await almacen.fotos.orderBy('orden').toArray()).filter(estaPendiente);
    const unsent = pendientes.filter(faltaEnviar);
    let later: Falla | null = null;
    for (const foto of [...unsent, ...pendientes.filter((each) => !faltaEnviar(each))]) {
      const done = await avanzar(identidad, foto);
      if (done.ok) continue;
      const falla = done.error;
      if (isAlto(falla)) {
        await guardarPropio('alto', { codigo: falla.codigo, mensaje: falla.mensaje });
        return { tipo: 'alto' };
      }
      // One that cannot go on does not stop the others.
      if (!isDeUna(falla)) return { tipo: 'falla', falla };
      later = falla;
    }
    await hacerEspacio();
    if (later !== null) return { tipo: 'falla', falla: later };
    const left = (await almacen.fotos.toArray()).some(estaPendiente);
    return { tipo: left ? 'en_espera' : 'al_corriente' };
  });
}

/** Whether the server does not accept this phone, or its key, any more. */
export function isAlto({ codigo }: { readonly codigo: string }): boolean {
  return codigo === 'EQUIPO_REVOCADO' || codigo === 'EQUIPO_DESCONOCIDO';
}

/** Whether the fault is of one delivery, and not of the link, the server or the phone. */
function isDeUna({ estado, codigo }: Falla): boolean {
  return (
    codigo === 'SIN_AVANCE' || codigo === 'FOTO_ILEGIBLE' || [400, 404, 409, 413, 415, 422].includes(estado)
  );
}

/** As far as one photograph goes now. */
async function avanzar(identidad: Identidad, foto: Foto): Promise<Result<void, Falla>> {
  const { orden, texto, firma, id } = foto;
  const answer =
    foto.servidor === null || foto.servidor.estado === 'incompleta'
      ? await pedir<EntregaEnServidor>(identidad, {
          ...{ metodo: 'POST', ruta: '/api/entregas', json: { texto, firma } },
        })
      : await pedir<EntregaEnServidor>(identidad, { metodo: 'GET', ruta: `/api/entregas/${id}` });
  if (!answer.ok && foto.servidor === null && isDeUna(answer.error)) {
    const { codigo, mensaje } = answer.error;
    await almacen.fotos.update(orden, { rechazo: { codigo, mensaje } });
    return ok(undefined);
  }
  const known = await anotar(orden, answer);
  if (!known.ok) return known;
  return known.value.estado === 'incompleta' ? subir(identidad, foto, known.value) : ok(undefined);
}

async function subir(
  identidad: Identidad,
  { orden, id, sha256 }: Foto,
  empezada: EntregaEnServidor,
): Promise<Result<void, Falla>> {
  const archivo = await almacen.archivos.get(sha256);
  if (archivo === undefined) {
    // The browser lost it. Those behind it must go on.
    await almacen.fotos.update(orden, { rechazo: FOTO_PERDIDA });
    return ok(undefined);
  }
  let entrega = empezada;
  let size = TROZO_MAXIMO;
  let stuck = 0;
  let failed = false;
  while (entrega.estado === 'incompleta') {
    const from = entrega.faltaDesde;
    const bytes = await leerBytes(archivo.contenido.slice(from, from + size));
    if (bytes === null) return fail(FOTO_ILEGIBLE);
    const began = performance.now();
    const answer = await pedir<EntregaEnServidor>(identidad, {
      ...{ metodo: 'PUT', ruta: `/api/entregas/${id}/bytes?desde=${from}`, bytes },
    });
    const lost = !answer.ok && answer.error.estado === 0;
    size = siguienteTrozo(size, lost ? 'no_llego' : performance.now() - began);
    // A large piece that does not pass may pass in parts; without network, neither does.
    if (lost && !failed && bytes.byteLength > size) {
      failed = true;
      continue;
    }
    const known = await anotar(orden, answer);
    if (!known.ok) return known;
    entrega = known.value;
    failed = false;
    stuck = entrega.faltaDesde > from ? 0 : stuck + 1;
    if (stuck >= SIN_AVANCE_MAXIMO) {
      return fail({
        ...{ estado: 0, codigo: 'SIN_AVANCE' },
        mensaje: 'El servidor no recibe lo que se le envía. Se intentará otra vez.',
      });
    }
  }
  return ok(undefined);
}

/** null when the phone cannot read from its own storage. */
async function leerBytes(trozo: Blob): Promise<ArrayBuffer | null> {
  try {
    return await trozo.arrayBuffer();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** Writes down what was answered of one delivery. */
async function anotar(
  orden: number,
  answer: Awaited<ReturnType<typeof pedir<EntregaEnServidor>>>,
): Promise<Result<EntregaEnServidor, Falla>> {
  if (!answer.ok) {
    // The server does not have it (it was restored from a copy): it will be sent from the beginning.
    if (answer.error.estado === 404) await almacen.fotos.update(orden, { servidor: null });
    return answer;
  }
  const { cuerpo: servidor, estado } = answer.value;
  if (servidor === null) {
    return fail({ estado, codigo: 'RESPUESTA_INESPERADA', mensaje: 'El servidor contestó sin decir nada.' });
  }
  await almacen.fotos.update(orden, { servidor });
  return ok(servidor);
}
