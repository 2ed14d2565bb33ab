/**
 * Enrolment: an equipo sends the public key that it made with the code of its slip. It is not accepted yet: somebody
 * of the coordination compares the four digits of the equipo in front of them with those of their own screen, so
 * who only found a slip is not confirmed.
 */

import type { FallaBase } from '../bitacora/bitacora.ts';
import { cotejoDeLlave, leerLlave } from '../comun/firma.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { type Contexto, change, NADIE } from './contexto.ts';
import type { Enrolado, Enrolamiento } from './contrato-de-equipos.ts';
import { type Equipo, huellaDeLlave, lockEquipoDeCodigo } from './equipos.ts';
import { createCuota, createFrenoDeDirecciones, enPalabras } from './freno.ts';
import { huellaDe, parseCodigo } from './secretos.ts';

/** Seven symbols and the one that checks them: with the digits that are compared, and its expiry, enough. */
export const LARGO_DE_CODIGO_DE_EQUIPO = 8;

/** Wrong codes from one address in ten minutes; past them, one each second. */
const FALLAS_POR_DIRECCION = 20;
/** And from all of them: who has many addresses goes as slowly. */
const FALLAS_EN_TOTAL = 600;
const TODAS = '*';
const MINUTO = 60_000;
/** Facts of wrong codes in a minute from one address; the next one says how many were left out. */
const HECHOS_POR_MINUTO = 5;

export type FallaDeEnrolamiento = FallaBase | Refusal<'CODIGO_INVALIDO' | 'LLAVE_INVALIDA' | 'ESPERE'>;
type Rechazada = Exclude<FallaDeEnrolamiento, FallaBase>;

export interface PeticionDeEnrolamiento extends Enrolamiento {
  readonly direccion: string;
}

export type Enrolar = (peticion: PeticionDeEnrolamiento) => Promise<Result<Enrolado, FallaDeEnrolamiento>>;

/** Enrolment with its own count of failures. */
export function createEnrolamiento(contexto: Contexto): Enrolar {
  const porDireccion = createFrenoDeDirecciones(FALLAS_POR_DIRECCION);
  const enTotal = createFrenoDeDirecciones(FALLAS_EN_TOTAL);
  const anotadas = createCuota(HECHOS_POR_MINUTO, MINUTO);
  const ms = () => Date.parse(contexto.now());

  return async ({ codigo: escrito, llave, algoritmo, direccion }) => {
    const seconds = Math.max(porDireccion.espera(direccion, ms()), enTotal.espera(TODAS, ms()));
    if (seconds > 0) return espere(seconds);
    if (leerLlave(llave, algoritmo) === null) return LLAVE_INVALIDA;
    // What is mistyped is known without looking it up, and is nobody's failure.
    const codigo = parseCodigo(escrito, LARGO_DE_CODIGO_DE_EQUIPO);
    if (!codigo.ok) return refuse('CODIGO_INVALIDO', codigo.error.mensaje);
    const spki = Buffer.from(llave, 'base64url');

    return change<Enrolado, Rechazada>(contexto, async (client, escribir) => {
      const equipo = await lockEquipoDeCodigo(client, huellaDe(codigo.value));
      if (equipo === null || !admits(equipo, spki, contexto.now())) {
        porDireccion.fail(direccion, ms());
        enTotal.fail(TODAS, ms());
        const omitidas = anotadas.pass(direccion, ms());
        if (omitidas !== null) {
          await escribir(NADIE, { tipo: 'enrolamiento_fallido', datos: { direccion, omitidas } });
        }
        return CODIGO_INVALIDO;
      }
      const { clave, centro } = equipo;
      const enrolado: Enrolado = { equipo: clave, cotejo: cotejoDeLlave(llave) };
      if (equipo.llave !== null) return ok(enrolado);
      const { rowCount } = await client.query('select from prep.equipo where llave = $1', [spki]);
      if (rowCount !== 0) return LLAVE_INVALIDA;
      await client.query(
        `update prep.equipo set estado = 'por_confirmar', llave = $2, algoritmo = $3 where clave = $1`,
        [clave, spki, algoritmo],
      );
      const datos = { equipo: clave, huella: huellaDeLlave(spki), algoritmo, direccion };
      await escribir({ clave, centro }, { tipo: 'equipo_enrolado', datos });
      return ok(enrolado);
    });
  };
}

/** Whether the code serves: once, before it expires; or again for the same key, whose answer was lost. */
function admits({ estado, llave, codigo_vence: vence }: Equipo, spki: Buffer, ahora: string): boolean {
  if (estado === 'por_enrolar') return vence !== null && vence.getTime() > Date.parse(ahora);
  return estado !== 'revocado' && llave !== null && llave.equals(spki);
}

const CODIGO_INVALIDO = refuse(
  'CODIGO_INVALIDO',
  'El código no sirve: ya se usó, venció o no es de este servidor. Pida otro a su coordinación.',
);

const LLAVE_INVALIDA = refuse(
  'LLAVE_INVALIDA',
  'La llave del equipo no se puede usar. Cierre el programa, ábralo otra vez y escriba el código de nuevo.',
);

function espere(seconds: number) {
  return refuse(
    'ESPERE',
    `Hubo varios códigos equivocados. Espere ${enPalabras(seconds)} y vuelva a intentarlo.`,
  );
}
