/**
 * Activation: the code of the slip serves once, to set a password; then the coordinator, on their own screen, sees
 * that the person in front of them reads the same four digits. Only the browser that used the code may see them:
 * whoever found a slip somewhere else has other digits.
 */

import type { FallaBase } from '../bitacora/bitacora.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Contexto, change } from './contexto.ts';
import { checkContrasena } from './contrasena.ts';
import type { Activacion, EstadoDeActivacion } from './contrato.ts';
import type { Frenada, Intentos } from './intentos.ts';
import { estadoDe, findPersona, lockPersona, parseClave } from './personas.ts';
import { createCotejo, createToken, huellaDe, isSame, parseCodigo } from './secretos.ts';

export interface PeticionDeActivacion extends Activacion {
  readonly direccion: string;
}

export type FallaDeActivacion =
  | FallaBase
  | Frenada
  | Refusal<'CODIGO_MAL_ESCRITO' | 'CONTRASENA_DEBIL' | 'CREDENCIALES'>;

export interface Activada extends EstadoDeActivacion {
  /** for the cookie of the browser that waits */
  readonly navegador: string;
}

type Rechazada = Exclude<FallaDeActivacion, FallaBase>;

/** Uses the code of a slip. */
export async function activate(
  contexto: Contexto,
  intentos: Intentos,
  peticion: PeticionDeActivacion,
): Promise<Result<Activada, FallaDeActivacion>> {
  const { pool, azar, contrasenas } = contexto;
  const { direccion } = peticion;
  const typed = peticion.persona.trim().toLowerCase();
  const clave = parseClave(typed);
  // A slip that is mistyped is known without looking anything up, and is nobody's failure.
  const codigo = parseCodigo(peticion.codigo);
  if (!codigo.ok) return codigo;
  const found = clave === null ? null : await findPersona(pool, clave);
  const admitted = intentos.admit(found ?? typed, direccion);
  if (!admitted.ok) return admitted;
  const strong = checkContrasena(peticion.contrasena, found ?? { clave: typed, nombre: '' });
  if (!strong.ok) return strong;
  const contrasena = await contrasenas.hash(peticion.contrasena);
  const navegador = createToken(azar);

  return change<Activada, Rechazada>(contexto, async (client, escribir) => {
    const persona = found === null ? null : await lockPersona(client, found.clave);
    if (persona === null) {
      await intentos.failDesconocida(escribir, typed, direccion);
      return NO_SIRVE;
    }
    const stillAdmitted = intentos.admit(persona, direccion);
    if (!stillAdmitted.ok) return stillAdmitted;
    const { codigo: esperado } = persona;
    if (persona.estado !== 'por_activar' || esperado === null || !isSame(esperado, huellaDe(codigo.value))) {
      await intentos.fail(client, escribir, persona, direccion, 'codigo_de_activacion');
      return NO_SIRVE;
    }
    const estado = persona.confirmacion === 'ninguna' ? 'activa' : 'por_confirmar';
    const cotejo = estado === 'activa' ? null : createCotejo(azar);
    await client.query(
      `update prep.persona set estado = $2, codigo = null, contrasena = $3, cotejo = $4, navegador = $5,
              fallas = 0, espera = null, bloqueada = false where clave = $1`,
      [persona.clave, estado, contrasena, cotejo, huellaDe(navegador)],
    );
    await escribir(persona, { tipo: 'activacion', datos: { persona: persona.clave, direccion } });
    return ok({ estado, cotejo, navegador });
  });
}

const NO_SIRVE = refuse(
  'CREDENCIALES',
  'La clave o el código no son correctos, o el código ya se usó. Revise su talón; si ya lo había usado usted, entre con su contraseña.',
);

/** What the person who waits sees, in the browser that used the code. */
export async function waitingFor(
  { pool, now }: Contexto,
  texto: string,
  navegador: string | null,
): Promise<Result<EstadoDeActivacion, Refusal<'NO_EXISTE'>>> {
  const clave = parseClave(texto);
  const persona = clave === null || navegador === null ? null : await findPersona(pool, clave);
  if (
    persona === null ||
    navegador === null ||
    persona.navegador === null ||
    !isSame(persona.navegador, huellaDe(navegador))
  ) {
    return refuse(
      'NO_EXISTE',
      'Aquí no se está activando esa clave. Use la computadora en la que escribió su código, o entre con su contraseña.',
    );
  }
  return ok({
    estado: estadoDe(persona, now()),
    cotejo: persona.estado === 'por_confirmar' ? persona.cotejo : null,
  });
}
