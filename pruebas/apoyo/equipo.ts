/**
 * A station or a phone for the tests: with a key of its own, that signs what it asks of the server of `withConsola`.
 *
 *   const estacion = await crearEquipo(consola, { tipo: 'estacion' });          // active, of C01
 *   const telefono = await crearEquipo(consola, { tipo: 'telefono', casillas: ['160001B0100'] });
 *   const { estado, cuerpo } = await estacion.get('/api/equipo');
 *   await estacion.pedir({ metodo: 'PUT', ruta: '/api/entregas/x/bytes?desde=0', cuerpo: bytes });
 */

import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import type { TipoDeEquipo } from '../../src/acceso/contrato-de-equipos.ts';
import { type Algoritmo, CABECERA_EQUIPO, firmar, textoDePeticion } from '../../src/comun/firma.ts';
import type { ConsolaDePrueba, Respuesta } from './consola.ts';
import { CATD } from './fases.ts';

export interface OpcionesDeEquipo {
  readonly tipo: TipoDeEquipo;
  /** C01 if it is not said */
  readonly centro?: string;
  /** of a phone */
  readonly casillas?: readonly string[];
  /** `activo` if it is not said */
  readonly estado?: 'por_confirmar' | 'activo' | 'revocado';
}

export interface PeticionDePrueba {
  readonly metodo: string;
  readonly ruta: string;
  readonly cuerpo?: string | Uint8Array<ArrayBuffer> | undefined;
  readonly cabeceras?: Readonly<Record<string, string>>;
  /** what is signed instead of what is sent */
  readonly firmado?: { readonly ruta?: string; readonly cuerpo?: string; readonly llave?: KeyObject };
  /** clock of the server as the equipo knows it */
  readonly momento?: string;
}

export interface EquipoDePrueba {
  readonly clave: string;
  readonly llave: KeyObject;
  get<T = unknown>(ruta: string, cabeceras?: Readonly<Record<string, string>>): Promise<Respuesta<T>>;
  /** A body of text is sent as JSON; bytes, as a stream of bytes. */
  pedir<T = unknown>(peticion: PeticionDePrueba): Promise<Respuesta<T>>;
}

/** A pair of keys, and the public one as it is sent. */
export function crearLlave(algoritmo: Algoritmo): { readonly llave: KeyObject; readonly spki: string } {
  const { privateKey, publicKey } =
    algoritmo === 'Ed25519'
      ? generateKeyPairSync('ed25519')
      : generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    llave: privateKey,
    spki: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
  };
}

/** Adds an equipo as if it had been enrolled: an estacion with Ed25519, a telefono with ES256 and its own cae. */
export async function crearEquipo(
  consola: ConsolaDePrueba,
  { tipo, centro = CATD, casillas = [], estado = 'activo' }: OpcionesDeEquipo,
): Promise<EquipoDePrueba> {
  const algoritmo = tipo === 'estacion' ? 'Ed25519' : 'ES256';
  const { llave, spki } = crearLlave(algoritmo);
  const persona = tipo === 'telefono' ? (await consola.crear('cae', { centro })).clave : null;
  const clave = `${tipo.slice(0, 3)}-${randomUUID().slice(0, 8)}`;
  await consola.noche.base.pool.query(
    `insert into prep.equipo (clave, tipo, nombre, centro, persona, casillas, alta, estado, llave, algoritmo)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[clave, tipo, `Equipo ${clave}`, centro, persona, casillas],
      ...[consola.noche.reloj.now(), estado, Buffer.from(spki, 'base64url'), algoritmo],
    ],
  );
  return equipoDe(consola, clave, llave);
}

/** An equipo that is already in the server, with its key. */
export function equipoDe(consola: ConsolaDePrueba, clave: string, llave: KeyObject): EquipoDePrueba {
  async function pedir<T = unknown>(peticion: PeticionDePrueba): Promise<Respuesta<T>> {
    const { metodo, ruta, cuerpo, firmado, momento = consola.noche.reloj.now() } = peticion;
    const texto = textoDePeticion({
      ...{ metodo, ruta: firmado?.ruta ?? ruta, momento },
      sha256: createHash('sha256')
        .update(firmado?.cuerpo ?? cuerpo ?? '')
        .digest('hex'),
    });
    const firma = firmar(firmado?.llave ?? llave, texto);
    const response = await fetch(`${consola.direccion}${ruta}`, {
      method: metodo,
      headers: {
        [CABECERA_EQUIPO]: `${clave};${momento};${firma}`,
        ...(cuerpo !== undefined && {
          'content-type': typeof cuerpo === 'string' ? 'application/json' : 'application/octet-stream',
        }),
        ...peticion.cabeceras,
      },
      ...(cuerpo !== undefined && { body: cuerpo }),
    });
    const text = await response.text();
    const body = text.startsWith('{') ? JSON.parse(text) : text;
    return { estado: response.status, cuerpo: body, cabeceras: response.headers };
  }
  return { clave, llave, pedir, get: (ruta, cabeceras = {}) => pedir({ metodo: 'GET', ruta, cabeceras }) };
}
