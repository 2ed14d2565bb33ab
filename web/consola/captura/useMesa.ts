import { useEffect, useState, useSyncExternalStore } from 'react';
import { precargarImagen } from '../../comun/precarga.ts';
import { ahoraDelServidor } from '../../comun/reloj.ts';
import { get, post } from '../api.ts';
import { nuevaLlave } from '../llave.ts';
import type { EstadoDeMesa, Mesa } from './contrato-de-mesa.ts';
import { createGuardado, type Guardado } from './guardado.ts';
import { createMesa } from './mesa.ts';

/** The desk of a person, open while the screen is. */
export function useMesa(persona: string): {
  readonly mesa: Mesa;
  readonly guardado: Guardado;
  readonly estado: EstadoDeMesa;
} {
  const [{ mesa, guardado }] = useState(() => {
    const guardado = createGuardado(localStorage, persona, ahoraDelServidor());
    const precargar = (direccion: string) => void precargarImagen(direccion);
    return {
      guardado,
      mesa: createMesa({ get, post, guardado, ahora: ahoraDelServidor, nuevaLlave, precargar }),
    };
  });
  const estado = useSyncExternalStore(mesa.suscribir, mesa.estado);
  useEffect(() => {
    mesa.abrir();
    window.addEventListener('online', mesa.hayRed);
    return () => {
      window.removeEventListener('online', mesa.hayRed);
      mesa.cerrar();
    };
  }, [mesa]);
  return { mesa, guardado, estado };
}
