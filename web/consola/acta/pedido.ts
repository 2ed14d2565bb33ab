/**
 * One thing asked of the server from a screen: whether it is on its way, and why it could not be. Asked again just
 * as it was, it carries the same key, so that a retry after a fault of the network never does it twice.
 */

import { useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../src/dominio/result.ts';
import { type Opciones, post, type Respuesta } from '../api.ts';
import { nuevaLlave } from '../llave.ts';

export interface Pedido {
  readonly enCurso: boolean;
  readonly rechazo: Refusal | null;
}

export interface Pedidos extends Pedido {
  /** Asks it, or waits for the answer of what was asked before: one thing at a time. */
  pedir<T>(
    ruta: string,
    cuerpo?: unknown,
    opciones?: Pick<Opciones, 'esperaMs'>,
  ): Promise<Respuesta<T> | null>;
  olvidar(): void;
}

const NADA: Pedido = { enCurso: false, rechazo: null };

export function usePedido(): Pedidos {
  const [pedido, setPedido] = useState(NADA);
  const inFlight = useRef(false);
  const last = useRef({ que: '', key: '' });
  // Only when the answer is on the screen: a second Enter before that would ask again about the acta that is leaving.
  useEffect(() => {
    if (!pedido.enCurso) inFlight.current = false;
  }, [pedido]);

  return {
    ...pedido,
    async pedir<T>(ruta: string, cuerpo: unknown = {}, opciones: Pick<Opciones, 'esperaMs'> = {}) {
      if (inFlight.current) return null;
      inFlight.current = true;
      setPedido({ enCurso: true, rechazo: null });
      const que = `${ruta} ${JSON.stringify(cuerpo)}`;
      if (last.current.que !== que) last.current = { que, key: nuevaLlave() };
      const answer = await post<T>(ruta, cuerpo, { ...opciones, idempotencia: last.current.key });
      // What was answered is over, well or badly: the same words later are another thing.
      if (answer.ok || answer.error.codigo !== 'SIN_RED') last.current = { que: '', key: '' };
      setPedido(answer.ok ? { ...NADA } : { enCurso: false, rechazo: answer.error });
      return answer;
    },
    olvidar: () => setPedido((now) => (now.rechazo === null ? now : NADA)),
  };
}
