/**
 * The second factor: codes of six digits that change every 30 seconds (TOTP, RFC 6238) and, for the day on which the
 * phone is lost, ten codes on paper that serve once each.
 */

import { generateSecret, generateURI, verifySync } from 'otplib';
import { renderSVG } from 'uqr';
import type { FallaBase } from '../bitacora/bitacora.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Contexto, change } from './contexto.ts';
import type { SegundoFactorPorConfirmar } from './contrato.ts';
import type { Factor } from './hechos.ts';
import { type Db, lockPersona, type Persona } from './personas.ts';
import type { PersonaEnSesion } from './ruta.ts';
import { createCodigo, huellaDe, parseCodigo, seal, unseal } from './secretos.ts';

const PASO = 30;
/** One step before and one after: clocks of phones are not exact. */
const TOLERANCIA = PASO;
const CODIGOS_DE_RECUPERACION = 10;

/**
 * The step of a code that is right now and was not used before, or null.
 *
 * @param paso last step that was accepted
 */
export function matchTotp(secreto: string, codigo: string, ahora: Instante, paso: number): number | null {
  if (!/^\d{6}$/.test(codigo)) return null;
  const epoch = Math.floor(Date.parse(ahora) / 1000);
  // A step that is past the window: the clock of the machine went back. Nothing can be newer.
  if (paso > Math.floor((epoch + TOLERANCIA) / PASO)) return null;
  const verified = verifySync({
    ...{ secret: secreto, token: codigo, epoch, epochTolerance: TOLERANCIA, afterTimeStep: paso },
  });
  return verified.valid && 'timeStep' in verified ? verified.timeStep : null;
}

/** What a code proved. Using it has to be written: `spendFactor`. */
export type Prueba =
  | { readonly factor: 'totp'; readonly paso: number }
  | { readonly factor: 'recuperacion'; readonly huella: Buffer };

/** Checks the code that a person gives when logging in: six digits, or one of recovery. */
export async function proveFactor(
  { llave, now }: Pick<Contexto, 'llave' | 'now'>,
  db: Db,
  persona: Persona & { readonly factor: Buffer },
  texto: string,
): Promise<Prueba | null> {
  const digits = texto.replace(/\s/g, '');
  if (/^\d{6}$/.test(digits)) {
    const secreto = unseal(persona.factor, persona.clave, llave);
    const paso = matchTotp(secreto, digits, now(), Number(persona.paso));
    return paso === null ? null : { factor: 'totp', paso };
  }
  const codigo = parseCodigo(texto);
  if (!codigo.ok) return null;
  const huella = huellaDe(codigo.value);
  const { rowCount } = await db.query(
    'select from prep.codigo_de_recuperacion where persona = $1 and huella = $2 and usado is null',
    [persona.clave, huella],
  );
  return rowCount === 1 ? { factor: 'recuperacion', huella } : null;
}

/** Writes that a code was used; gives how many of recovery remain, when it was one. */
export async function spendFactor(
  db: Db,
  persona: string,
  prueba: Prueba,
  ahora: Instante,
): Promise<number | null> {
  if (prueba.factor === 'totp') {
    await db.query('update prep.persona set paso = $2 where clave = $1', [persona, prueba.paso]);
    return null;
  }
  await db.query('update prep.codigo_de_recuperacion set usado = $3 where persona = $1 and huella = $2', [
    persona,
    prueba.huella,
    ahora,
  ]);
  const { rows } = await db.query<{ quedan: number }>(
    'select count(*)::int as quedan from prep.codigo_de_recuperacion where persona = $1 and usado is null',
    [persona],
  );
  return rows[0]?.quedan ?? 0;
}

export function factorDePrueba(prueba: Prueba | null): Factor {
  return prueba?.factor ?? 'ninguno';
}

type NoSePuede = Refusal<'YA_TIENE_SEGUNDO_FACTOR' | 'NO_EXISTE'>;

/** Begins: a new secret, which counts for nothing until a code of it is confirmed. */
export async function beginFactor(
  contexto: Contexto,
  { clave }: PersonaEnSesion,
): Promise<Result<SegundoFactorPorConfirmar, FallaBase | NoSePuede>> {
  const { proceso, llave, azar } = contexto;
  const secreto = generateSecret();
  return change<SegundoFactorPorConfirmar, NoSePuede>(contexto, async (client) => {
    const persona = await lockPersona(client, clave);
    if (persona === null) return refuse('NO_EXISTE', 'Su cuenta ya no existe.');
    if (persona.factor !== null) return YA_TIENE;
    await client.query('update prep.persona set factor_nuevo = $2 where clave = $1', [
      clave,
      seal(secreto, clave, llave, azar),
    ]);
    const issuer = `PREP ${proceso.instituto.siglas}`;
    const uri = generateURI({ issuer, label: `${clave} ${proceso.nombre}`, secret: secreto });
    return ok({ secreto, qr: renderSVG(uri, { ecc: 'M', border: 4 }) });
  });
}

/** Ends: a code of the new secret proves that the phone has it. Gives the recovery codes, once. */
export async function confirmFactor(
  contexto: Contexto,
  { clave, centro }: PersonaEnSesion,
  codigo: string,
): Promise<Result<readonly string[], FallaBase | NoSePuede | Refusal<'CODIGO_EQUIVOCADO' | 'SIN_EMPEZAR'>>> {
  const { llave, azar, now } = contexto;
  const codigos = Array.from({ length: CODIGOS_DE_RECUPERACION }, () => createCodigo(azar));
  return change<readonly string[], NoSePuede | Refusal<'CODIGO_EQUIVOCADO' | 'SIN_EMPEZAR'>>(
    contexto,
    async (client, escribir) => {
      const persona = await lockPersona(client, clave);
      if (persona === null) return refuse('NO_EXISTE', 'Su cuenta ya no existe.');
      if (persona.factor !== null) return YA_TIENE;
      if (persona.factor_nuevo === null) {
        return refuse('SIN_EMPEZAR', 'Primero lea el código QR con su teléfono. Vuelva a empezar.');
      }
      const secreto = unseal(persona.factor_nuevo, clave, llave);
      const paso = matchTotp(secreto, codigo.replace(/\s/g, ''), now(), 0);
      if (paso === null) {
        return refuse(
          'CODIGO_EQUIVOCADO',
          'Ese código no corresponde. Escriba los seis dígitos que su teléfono muestra ahora; si sigue sin servir, revise que su hora sea automática.',
        );
      }
      await client.query(
        'update prep.persona set factor = factor_nuevo, factor_nuevo = null, paso = $2 where clave = $1',
        [clave, paso],
      );
      await client.query(
        'update prep.codigo_de_recuperacion set usado = $2 where persona = $1 and usado is null',
        [clave, now()],
      );
      await client.query(
        'insert into prep.codigo_de_recuperacion (persona, huella) select $1, unnest($2::bytea[])',
        [clave, codigos.map(huellaDe)],
      );
      await escribir({ clave, centro }, { tipo: 'segundo_factor_puesto', datos: { persona: clave } });
      return ok(codigos);
    },
  );
}

const YA_TIENE = refuse(
  'YA_TIENE_SEGUNDO_FACTOR',
  'Ya tiene un segundo factor. Para cambiarlo, pida a la administración un código de activación nuevo.',
);
