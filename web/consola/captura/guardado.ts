/**
 * What capture keeps in the browser so that nothing typed is lost: the half-typed actas and those that could not be
 * sent yet, by person. It survives an expired session, a reload and a crash; it goes away when the server has it.
 *
 * localStorage because it is written before the next key is pressed.
 */

import type { CapturaTecleada, ProblemaConLaImagen } from '../../../src/captura/contrato.ts';
import type { Instante } from '../../../src/dominio/acta.ts';
import type { IdActa } from '../../../src/dominio/clave.ts';
import type { TituloDeActa } from '../../../src/proceso/en-pantalla.ts';

export interface Borrador {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  /** SHA-256: what was typed looking at another image does not serve */
  readonly imagen: string;
  /** boxes by key of the field */
  readonly textos: Readonly<Record<string, string>>;
  /** key of the field where the person was */
  readonly campo: string;
  readonly momento: Instante;
}

/** Something that the person already did and the server does not know yet. */
export type PorEnviar = {
  readonly acta: IdActa;
  readonly titulo: TituloDeActa;
  /** the same in every attempt */
  readonly llave: string;
} & (
  | { readonly que: 'captura'; readonly cuerpo: CapturaTecleada }
  | { readonly que: 'problema'; readonly cuerpo: ProblemaConLaImagen }
);

export interface Guardado {
  borradores(): readonly Borrador[];
  borrador(acta: IdActa): Borrador | null;
  /** `sin_lugar`: this browser cannot keep it */
  guardarBorrador(borrador: Borrador): 'guardado' | 'sin_lugar';
  quitarBorrador(acta: IdActa): void;
  porEnviar(): readonly PorEnviar[];
  guardarPorEnviar(lista: readonly PorEnviar[]): 'guardado' | 'sin_lugar';
  /** everything of this person */
  olvidar(): void;
}

const PREFIJO = 'prep.captura.';
const CADUCA_MS = 24 * 60 * 60 * 1000;

/**
 * @param almacen `localStorage`
 * @param ahora a half-typed acta of another night is thrown away
 */
export function createGuardado(almacen: Storage, persona: string, ahora: Date): Guardado {
  const mine = `${PREFIJO}${persona}.`;
  const borrador = (acta: string) => `${mine}borrador.${acta}`;
  const enviar = `${mine}porEnviar`;
  removeOld(almacen, ahora);

  return {
    borradores: () =>
      keysOf(almacen, `${mine}borrador.`)
        .flatMap((key) => read<Borrador>(almacen, key) ?? [])
        .sort((a, b) => b.momento.localeCompare(a.momento)),
    borrador: (acta) => read<Borrador>(almacen, borrador(acta)),
    guardarBorrador: (value) => write(almacen, borrador(value.acta), value),
    quitarBorrador: (acta) => almacen.removeItem(borrador(acta)),
    porEnviar: () => read<readonly PorEnviar[]>(almacen, enviar) ?? [],
    guardarPorEnviar(lista) {
      if (lista.length > 0) return write(almacen, enviar, lista);
      almacen.removeItem(enviar);
      return 'guardado';
    },
    olvidar() {
      for (const key of keysOf(almacen, mine)) almacen.removeItem(key);
    },
  };
}

function removeOld(almacen: Storage, ahora: Date): void {
  for (const key of keysOf(almacen, PREFIJO)) {
    if (!key.includes('.borrador.')) continue;
    const momento = read<Borrador>(almacen, key)?.momento;
    if (momento === undefined || ahora.getTime() - Date.parse(momento) > CADUCA_MS) almacen.removeItem(key);
  }
}

function keysOf(almacen: Storage, prefix: string): readonly string[] {
  return Array.from({ length: almacen.length }, (_, i) => almacen.key(i) ?? '').filter((key) =>
    key.startsWith(prefix),
  );
}

/** Null when it is not there, or is not what this program wrote. */
function read<T>(almacen: Storage, key: string): T | null {
  const text = almacen.getItem(key);
  if (text === null) return null;
  try {
    return JSON.parse(text) as T;
  } catch {
    almacen.removeItem(key);
    return null;
  }
}

function write(almacen: Storage, key: string, value: unknown): 'guardado' | 'sin_lugar' {
  try {
    almacen.setItem(key, JSON.stringify(value));
    return 'guardado';
  } catch {
    // The quota of the browser; whoever asked tells the person.
    return 'sin_lugar';
  }
}
