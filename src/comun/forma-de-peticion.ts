/** Zod types that the routes of several phases share. What the rules decide is not repeated here. */

import { z } from 'zod';
import { MOTIVOS_RECHAZO } from '../dominio/acta.ts';
import { texto } from './texto-de-peticion.ts';

/** Longest id of an acta, with room to spare. */
const ID_MAXIMO = 80;
/** More fields than any acta has. */
const CAMPOS_MAXIMOS = 200;
/** Longest key of a field. */
const CAMPO_MAXIMO = 80;

const campo = () => texto(CAMPO_MAXIMO);

export const ACTA = z.strictObject({ acta: texto(ID_MAXIMO) });
export const CAMPOS = z.array(campo()).max(CAMPOS_MAXIMOS);
export const LECTURAS = z
  .record(campo(), z.union([z.number(), z.literal('ILEGIBLE'), z.literal('SIN DATO')]))
  .refine((lecturas) => Object.keys(lecturas).length <= CAMPOS_MAXIMOS, { error: 'son demasiados campos' });
export const MOTIVO = z.enum(MOTIVOS_RECHAZO);
/** In words; whether it may be empty is for the rules to say. */
export const RAZON = texto(500);
export const IDENTIFICACION = texto(300);
export const ID_DE_ACTA = texto(ID_MAXIMO);
/** When the proposal that a person has in view was made: with it, another one is not answered by mistake. */
export const VISTA = texto(30).optional();
