/** Passwords: which are accepted, and argon2id, which runs outside the main thread. */

import { hash, verify } from '@node-rs/argon2';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { AjustesDeAcceso } from './ajustes.ts';
import { type Azar, createToken } from './secretos.ts';

/** Fewest characters of a password. */
export const LARGO_DE_CONTRASENA = 10;

type Costo = AjustesDeAcceso['contrasena'];

export interface Contrasenas {
  hash(contrasena: string): Promise<string>;
  /** With null (nobody has that key, or has no password yet) it takes as long and says no. */
  verify(guardada: string | null, contrasena: string): Promise<boolean>;
}

export function createContrasenas({ memoria, vueltas }: Costo, azar: Azar): Contrasenas {
  const costo = { memoryCost: memoria, timeCost: vueltas, parallelism: 1 };
  const ofNobody = hash(createToken(azar), costo);
  return {
    hash: (contrasena) => hash(contrasena, costo),
    async verify(guardada, contrasena) {
      const verified = await verify(guardada ?? (await ofNobody), contrasena);
      return verified && guardada !== null;
    },
  };
}

/** Rows of a keyboard and of the alphabet: a piece of one of them is nobody's secret. */
const SEGUIDAS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklnzxcvbnm',
  'qwertyuiopasdfghjklzxcvbnm',
];

const CONOCIDAS = [
  'contrasena',
  'password',
  'bienvenido',
  'capturista',
  'verificador',
  'coordinador',
  'administrador',
  'usuario',
  'mexico',
  'michoacan',
  'morelia',
  'admin',
  'clave',
  'prep',
  'acta',
];

/** What must remain of a password once what anybody would try is taken away. */
const RESTO = 5;

/** Refuses a password that is too short or that somebody who knows the person would try. */
export function checkContrasena(
  contrasena: string,
  { clave, nombre }: { readonly clave: string; readonly nombre: string },
): Result<null, Refusal<'CONTRASENA_DEBIL'>> {
  if ([...contrasena].length < LARGO_DE_CONTRASENA) {
    return refuse(
      'CONTRASENA_DEBIL',
      `La contraseña debe tener al menos ${LARGO_DE_CONTRASENA} caracteres. Tres o cuatro palabras sin relación entre sí son fáciles de recordar.`,
    );
  }
  const plain = flatten(contrasena);
  const doubled = SEGUIDAS.flatMap((row) => [row, [...row].reverse().join('')]);
  const own = [...nombre.split(/\s+/), ...clave.split('-'), clave].map(flatten).filter((w) => w.length > 2);
  const rest = [...CONOCIDAS, ...own]
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, word) => text.replaceAll(word, ''), plain)
    .replace(/(19|20)\d\d/g, '');
  if (doubled.some((row) => row.includes(plain)) || new Set(rest).size < RESTO) {
    return refuse(
      'CONTRASENA_DEBIL',
      'Esa contraseña es de las primeras que alguien probaría: no repita caracteres, no use teclas seguidas ni su nombre, su clave o el año. Tres o cuatro palabras sin relación entre sí son fáciles de recordar.',
    );
  }
  return ok(null);
}

/** Lower case without accents or signs. */
function flatten(texto: string): string {
  return texto
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
