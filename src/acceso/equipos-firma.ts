/** Who signed a request: the header `x-equipo`, the window of the clock, and the signature over what was asked. */

import { type PeticionFirmada, textoDePeticion, verifica } from '../comun/firma.ts';
import type { Instante } from '../dominio/acta.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Equipo, llaveDe } from './equipos.ts';

/** Most that the clock that an equipo supposes for the server may be off, in either sense. */
const VENTANA_MS = 5 * 60_000;

/** What the header says, before anything of it is believed. */
export interface FirmaDeEquipo {
  readonly clave: string;
  readonly momento: Instante;
  readonly firma: string;
}

const CABECERA = /^([a-z0-9-]{1,64});(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z);([A-Za-z0-9_-]{80,100})$/;

/** Reads the header of a request. */
export function parseFirma(
  cabecera: string | string[] | undefined,
): Result<FirmaDeEquipo, Refusal<'SIN_FIRMA'>> {
  const [, clave, momento, firma] = CABECERA.exec(typeof cabecera === 'string' ? cabecera : '') ?? [];
  if (clave === undefined || momento === undefined || firma === undefined) {
    return refuse(
      'SIN_FIRMA',
      'Esta dirección es de las estaciones y los teléfonos, y la petición no está firmada por uno. Entre a la consola con su clave.',
    );
  }
  return ok({ clave, momento, firma });
}

/** A clock that is too far: the answer says what time it is, so that the equipo corrects it and asks again. */
export interface RelojFuera extends Refusal<'RELOJ_FUERA'> {
  readonly ahora: Instante;
}

export function checkReloj(momento: Instante, ahora: Instante): Result<null, RelojFuera> {
  const off = Math.abs(Date.parse(momento) - Date.parse(ahora));
  if (off <= VENTANA_MS) return ok(null);
  return fail({
    codigo: 'RELOJ_FUERA',
    mensaje: 'El reloj del equipo no coincide con el del servidor. El equipo lo corrige y vuelve a pedirlo.',
    ahora,
  });
}

export type FallaDeEquipo = Refusal<'EQUIPO_DESCONOCIDO' | 'EQUIPO_REVOCADO' | 'EQUIPO_SIN_CONFIRMAR'>;

/** Whether an equipo may ask. @param sinConfirmar what is answered to who waits to be confirmed */
export function checkEstado(
  equipo: Equipo | null,
  sinConfirmar: 'permitido' | 'rechazado',
): Result<Equipo, FallaDeEquipo> {
  if (equipo === null || equipo.estado === 'por_enrolar') {
    return refuse(
      'EQUIPO_DESCONOCIDO',
      'Este servidor no conoce a este equipo. Pida un código a su coordinación y enrólelo otra vez.',
    );
  }
  if (equipo.estado === 'revocado') {
    return refuse(
      'EQUIPO_REVOCADO',
      'Su coordinación revocó este equipo: ya no puede enviar nada. Lo que tenga sin enviar entrégueselo.',
    );
  }
  if (equipo.estado === 'por_confirmar' && sinConfirmar === 'rechazado') {
    return refuse(
      'EQUIPO_SIN_CONFIRMAR',
      'Su coordinación todavía no confirma este equipo. Compare con ella los cuatro dígitos de la pantalla.',
    );
  }
  return ok(equipo);
}

/** Whether the key of that equipo signed that request. */
export function checkFirma(
  equipo: Equipo,
  peticion: PeticionFirmada,
  firma: string,
): Result<null, Refusal<'FIRMA_FALSA'>> {
  const llave = llaveDe(equipo);
  if (llave !== null && verifica(llave, textoDePeticion(peticion), firma)) return ok(null);
  return refuse(
    'FIRMA_FALSA',
    'La firma no es de la llave de este equipo, o lo que llegó no es lo que se firmó. Inténtelo otra vez; si sigue, avise a su coordinación.',
  );
}
