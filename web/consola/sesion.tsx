/**
 * Who is in front of the screen: the process, the session, and what happens when it ends. A session that expires
 * does not take the screen away: it asks to log in over it, and the request that found out is made again.
 */

import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ProcesoEnPantalla, Sesion } from '../../src/acceso/contrato.ts';
import type { Permiso } from '../../src/acceso/permisos.ts';
import type { Refusal } from '../../src/dominio/result.ts';
import { ponerReloj } from '../comun/reloj.ts';
import { alCambiarLaSesion, alTerminarLaSesion, borrar, get, usarCsrf } from './api.ts';

export type EstadoDeSesion =
  | { readonly tipo: 'cargando' }
  | { readonly tipo: 'falla'; readonly error: Refusal }
  | { readonly tipo: 'fuera'; readonly proceso: ProcesoEnPantalla }
  | { readonly tipo: 'dentro'; readonly proceso: ProcesoEnPantalla; readonly sesion: Sesion }
  /** it was inside and the session ended: the screen stays, under the dialog */
  | { readonly tipo: 'vencida'; readonly proceso: ProcesoEnPantalla; readonly sesion: Sesion };

/** Asked before leaving: whatever may be lost gets to say so. */
export type AntesDeSalir = () => Promise<'salir' | 'quedarse'>;

interface EnSesion {
  readonly estado: EstadoDeSesion;
  /** a session was opened, for the first time or again */
  entrar(sesion: Sesion): void;
  /** ends the session, if nothing on the screen objects */
  salir(): Promise<void>;
  /** leaves the expired session for good */
  abandonar(): void;
  reintentar(): void;
  readonly guardias: Set<AntesDeSalir>;
}

const Contexto = createContext<EnSesion | null>(null);

const REINTENTO_MS = 5_000;

export function ProveedorDeSesion({ children }: { readonly children: ReactNode }) {
  const [estado, setEstado] = useState<EstadoDeSesion>({ tipo: 'cargando' });
  const waiting = useRef<((como: 'dentro' | 'fuera') => void)[]>([]);
  const guardias = useRef(new Set<AntesDeSalir>()).current;

  const load = useCallback(async () => setEstado(await loadEstado()), []);
  useEffect(() => void load(), [load]);
  useEffect(() => {
    if (estado.tipo !== 'falla') return;
    const timer = setTimeout(() => void load(), REINTENTO_MS);
    return () => clearTimeout(timer);
  }, [estado, load]);

  useEffect(() => {
    alTerminarLaSesion(
      () =>
        new Promise((resolve) => {
          waiting.current.push(resolve);
          setEstado((now) => (now.tipo === 'dentro' ? { ...now, tipo: 'vencida' } : now));
        }),
    );
  }, []);

  const clave = 'sesion' in estado ? estado.sesion.persona.clave : null;
  useEffect(() => {
    alCambiarLaSesion(async () => {
      const sesion = await get<Sesion>('/api/sesion', { sinSesion: 'dejar' });
      if (!sesion.ok) return 'otra';
      if (sesion.value.persona.clave === clave) {
        usarCsrf(sesion.value.csrf);
        return 'misma';
      }
      // Another person logged in in another tab: nothing here may go out in their name.
      location.reload();
      return 'otra';
    });
  }, [clave]);

  const value = useMemo<EnSesion>(() => {
    const answer = (como: 'dentro' | 'fuera') => {
      for (const resolve of waiting.current.splice(0)) resolve(como);
    };
    const leave = () => {
      setEstado((now) => ('proceso' in now ? { tipo: 'fuera', proceso: now.proceso } : now));
      answer('fuera');
    };
    return {
      estado,
      guardias,
      entrar(sesion) {
        usarCsrf(sesion.csrf);
        setEstado((now) => ('proceso' in now ? { tipo: 'dentro', proceso: now.proceso, sesion } : now));
        answer('dentro');
      },
      async salir() {
        for (const guardia of guardias) if ((await guardia()) === 'quedarse') return;
        // Without network the session ends by itself on the server; here it ends now.
        await borrar('/api/sesion', { sinSesion: 'dejar' });
        leave();
      },
      abandonar: leave,
      reintentar: () => void load(),
    };
  }, [estado, guardias, load]);

  return <Contexto value={value}>{children}</Contexto>;
}

/** Whatever the state of the session. */
export function useEstadoDeSesion(): EnSesion {
  const value = useContext(Contexto);
  if (value === null) throw new Error('useEstadoDeSesion outside of ProveedorDeSesion');
  return value;
}

/** The person, their permissions and the process: for screens, which are shown only to whoever is inside. */
export function useSesion(): {
  readonly proceso: ProcesoEnPantalla;
  readonly sesion: Sesion;
  readonly puede: (permiso: Permiso) => boolean;
  salir(): Promise<void>;
} {
  const { estado, salir } = useEstadoDeSesion();
  if (estado.tipo !== 'dentro' && estado.tipo !== 'vencida') throw new Error('a screen without a session');
  const { proceso, sesion } = estado;
  return { proceso, sesion, salir, puede: (permiso) => sesion.permisos.includes(permiso) };
}

/** Lets a screen object to leaving while it is mounted. */
export function useAntesDeSalir(guardia: AntesDeSalir): void {
  const { guardias } = useEstadoDeSesion();
  const latest = useRef(guardia);
  useEffect(() => {
    latest.current = guardia;
  });
  useEffect(() => {
    const mine: AntesDeSalir = () => latest.current();
    guardias.add(mine);
    return () => void guardias.delete(mine);
  }, [guardias]);
}

async function loadEstado(): Promise<EstadoDeSesion> {
  const asked = Date.now();
  const proceso = await get<ProcesoEnPantalla>('/api/proceso', { sinSesion: 'dejar' });
  if (!proceso.ok) return { tipo: 'falla', error: proceso.error };
  ponerReloj(proceso.value.ahora, (asked + Date.now()) / 2);
  const sesion = await get<Sesion>('/api/sesion', { sinSesion: 'dejar' });
  if (sesion.ok) {
    usarCsrf(sesion.value.csrf);
    return { tipo: 'dentro', proceso: proceso.value, sesion: sesion.value };
  }
  return sesion.error.codigo === 'SIN_SESION'
    ? { tipo: 'fuera', proceso: proceso.value }
    : { tipo: 'falla', error: sesion.error };
}
