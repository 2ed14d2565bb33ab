/**
 * Logging in. What takes long (argon2id) is done before the row is locked; what decides is looked at again with the
 * row locked, so that a hundred attempts at once are still one after another.
 */

import type { FallaBase } from '../bitacora/bitacora.ts';
import { fail, ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Contexto, change, type Escribir } from './contexto.ts';
import type { Entrada } from './contrato.ts';
import type { Frenada, Intentos } from './intentos.ts';
import { type Db, findPersona, lockPersona, type Persona, parseClave } from './personas.ts';
import { createToken, huellaDe } from './secretos.ts';
import { factorDePrueba, type Prueba, proveFactor, spendFactor } from './segundo-factor.ts';
import {
  closeSesiones,
  hasOtraSesion,
  hechoDeSesion,
  insertSesion,
  type SesionAbierta,
  tellCierres,
  vigenciaDe,
} from './sesiones.ts';

export interface PeticionDeEntrada extends Entrada {
  readonly direccion: string;
  /** token of the cookie that came with the request: that session ends when another is opened over it */
  readonly token: string | null;
}

export interface EntradaAbierta {
  /** for the cookie: it is not kept anywhere else */
  readonly token: string;
  readonly sesion: SesionAbierta;
}

export type FallaDeEntrada =
  | FallaBase
  | Frenada
  | SinConfirmar
  | Refusal<'CREDENCIALES' | 'FALTA_SEGUNDO_FACTOR' | 'REVOCADA' | 'YA_HAY_SESION'>;

/** Who knows the password may wait in this browser: `navegador` goes in its cookie. */
export interface SinConfirmar extends Refusal<'SIN_CONFIRMAR'> {
  readonly navegador: string;
}

type Rechazada = Exclude<FallaDeEntrada, FallaBase>;

/** Opens a session, or says what is missing. */
export async function enter(
  contexto: Contexto,
  intentos: Intentos,
  peticion: PeticionDeEntrada,
): Promise<Result<EntradaAbierta, FallaDeEntrada>> {
  const { pool, contrasenas } = contexto;
  const typed = peticion.persona.trim().toLowerCase();
  const clave = parseClave(typed);
  const found = clave === null ? null : await findPersona(pool, clave);
  const admitted = intentos.admit(found ?? typed, peticion.direccion);
  if (!admitted.ok) return admitted;
  const right = await contrasenas.verify(found?.contrasena ?? null, peticion.contrasena);

  return change<EntradaAbierta, Rechazada>(contexto, async (client, escribir) => {
    const persona = found === null ? null : await lockPersona(client, found.clave);
    if (persona === null) {
      await intentos.failDesconocida(escribir, typed, peticion.direccion);
      return CREDENCIALES;
    }
    const stillAdmitted = intentos.admit(persona, peticion.direccion);
    if (!stillAdmitted.ok) return stillAdmitted;
    if (!right || persona.contrasena !== found?.contrasena) {
      await intentos.fail(client, escribir, persona, peticion.direccion, 'contrasena');
      return CREDENCIALES;
    }
    if (persona.estado === 'revocada') return REVOCADA;
    if (persona.estado !== 'activa') return fail(await waitHere(contexto, client, persona));
    const proved = await checkFactor(contexto, client, persona, peticion);
    if (!proved.ok) {
      if (proved.error.codigo === 'CREDENCIALES') {
        await intentos.fail(client, escribir, persona, peticion.direccion, 'segundo_factor');
      }
      return proved;
    }
    return open(contexto, client, escribir, persona, proved.value, peticion);
  });
}

const CREDENCIALES = refuse(
  'CREDENCIALES',
  'La clave o la contraseña no son correctas. Revise que la tecla de mayúsculas esté apagada y vuelva a intentarlo.',
);

/** Said only to who knows the password. */
const REVOCADA = refuse('REVOCADA', 'Su acceso fue revocado. Acuda con su coordinación.');

async function waitHere({ azar }: Contexto, db: Db, { clave }: Persona): Promise<SinConfirmar> {
  const navegador = createToken(azar);
  await db.query('update prep.persona set navegador = $2 where clave = $1', [clave, huellaDe(navegador)]);
  return {
    codigo: 'SIN_CONFIRMAR',
    mensaje:
      'Su coordinación todavía no confirma su acceso. Acuda con ella y comparen los cuatro dígitos de esta pantalla.',
    navegador,
  };
}

async function checkFactor(
  contexto: Contexto,
  db: Db,
  persona: Persona,
  { segundoFactor }: PeticionDeEntrada,
): Promise<Result<Prueba | null, Refusal<'FALTA_SEGUNDO_FACTOR' | 'CREDENCIALES'>>> {
  const { factor } = persona;
  if (factor === null) return ok(null);
  if (segundoFactor === undefined || segundoFactor.trim() === '') {
    return refuse(
      'FALTA_SEGUNDO_FACTOR',
      'Escriba el código de seis dígitos que muestra su teléfono, o uno de sus códigos de recuperación.',
    );
  }
  const prueba = await proveFactor(contexto, db, { ...persona, factor }, segundoFactor);
  if (prueba !== null) return ok(prueba);
  return refuse(
    'CREDENCIALES',
    'El código del segundo factor no es correcto o ya se usó. Espere a que su teléfono muestre otro y escríbalo.',
  );
}

async function open(
  contexto: Contexto,
  db: Db,
  escribir: Escribir,
  persona: Persona,
  prueba: Prueba | null,
  { token, otraSesion, direccion }: PeticionDeEntrada,
): Promise<Result<EntradaAbierta, Refusal<'YA_HAY_SESION'>>> {
  const ahora = contexto.now();
  const { clave, rol } = persona;
  // One capturista, one screen: two would let the same person be taken for two.
  const single = rol === 'capturista' && otraSesion !== 'cerrar';
  if (single && (await hasOtraSesion(db, clave, vigenciaDe(contexto.ajustes, ahora), token))) {
    return refuse(
      'YA_HAY_SESION',
      'Usted tiene una sesión abierta en otra computadora. Si la cierra aquí, el acta que estuviera capturando allá le espera en esta.',
    );
  }
  const others =
    otraSesion === 'cerrar' || rol === 'capturista' ? await closeSesiones(db, clave, TODAS, ahora) : [];
  // A session that the browser brings is never continued: the new one has a token that nobody could have planted.
  const own = token === null ? [] : await closeSesiones(db, clave, { tipo: 'de_token', token }, ahora);
  const quedan = prueba === null ? null : await spendFactor(db, clave, prueba, ahora);
  await db.query(
    'update prep.persona set fallas = 0, espera = null, bloqueada = false where clave = $1 and fallas > 0',
    [clave],
  );
  const opened = await insertSesion(contexto, db, persona, direccion);
  await tellCierres(escribir, persona, clave, [...others, ...own], 'otra_entrada');
  if (quedan !== null)
    await escribir(persona, { tipo: 'recuperacion_usada', datos: { persona: clave, quedan } });
  await escribir(persona, hechoDeSesion(opened.abierta, direccion, factorDePrueba(prueba)));
  return ok({ token: opened.token, sesion: opened.abierta });
}

const TODAS = { tipo: 'todas' } as const;
