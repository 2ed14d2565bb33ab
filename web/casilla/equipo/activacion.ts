/**
 * The first time: the code of the slip, a key made here, four digits that a coordinator compares, and the actas of
 * the phone. The identity is kept before it is sent, so that a lost answer is asked for again with the same key.
 */

import type { Enrolado } from '../../../src/acceso/contrato-de-equipos.ts';
import type { EquipoEnServidor } from '../../../src/acopio/contrato-de-equipo.ts';
import type { EntregaEnServidor } from '../../../src/digitalizacion/contrato.ts';
import { ok, type Refusal, type Result, refuse } from '../../../src/dominio/result.ts';
import { firmarDeNuevo } from '../cola/cola.ts';
import { almacen, borrarPropio, guardarPropio, type Identidad, leerPropio } from './almacen.ts';
import { crearIdentidad } from './llave.ts';
import { medirReloj, pedir, pedirSinFirma } from './red.ts';

/**
 * The code in what was typed, in the QR of a slip or in an address `…/casilla/#codigo=KQ4M-7T2D`; null when there is none.
 */
export function leerCodigoDeTalon(texto: string): string | null {
  const last = texto.trim().split(/[#=]/).at(-1) ?? '';
  const symbols = last.toUpperCase().replace(/[\s.-]/g, '');
  if (!/^[0-9A-Z]{8,32}$/.test(symbols) || symbols.length % 4 !== 0) return null;
  return (symbols.match(/.{4}/g) ?? []).join('-');
}

/** The code in the link of a slip: what is after `#` in the address, when it is not a screen. */
export function codigoDelEnlace(hash: string): string | null {
  return hash.startsWith('#/') ? null : leerCodigoDeTalon(hash);
}

/** Presents the code with a key of this phone. */
export async function enrolar(codigo: string): Promise<Result<Identidad, Refusal>> {
  const before = await leerPropio('identidad');
  const identidad = before?.codigo === codigo ? before : await crearIdentidad(codigo);
  if (identidad !== before) await estrenar(identidad);
  const answer = await pedirSinFirma<Enrolado>({
    ...{ metodo: 'POST', ruta: '/api/equipo/enrolamiento' },
    json: { codigo, llave: identidad.publica, algoritmo: 'ES256' },
  });
  if (!answer.ok) return answer;
  const { equipo, cotejo } = answer.value.cuerpo ?? {};
  if (equipo === undefined || cotejo !== identidad.cotejo) {
    // Whoever answered has another key: the digits would not be those of this phone.
    return refuse(
      'COTEJO_DISTINTO',
      'Lo que contestó no corresponde a este teléfono. No lo use; avise a su coordinación.',
    );
  }
  const enrolada = { ...identidad, clave: equipo };
  await guardarPropio('identidad', enrolada);
  return ok(enrolada);
}

/** Another key: what was known with the one before is not of this one, but for the photographs. */
async function estrenar(identidad: Identidad): Promise<void> {
  await almacen.transaction('rw', almacen.propios, async () => {
    for (const clave of ['servidor', 'secuencia', 'alto'] as const) await borrarPropio(clave);
    await guardarPropio('identidad', identidad);
  });
}

/**
 * What the server says of this phone now, kept for when there is no network. The first time that it is active, the
 * numbers of its deliveries go on from those that the server has: another key may have sent as this same equipo.
 */
export async function sincronizar(identidad: Identidad): Promise<Result<'igual' | 'nuevo', Refusal>> {
  const [known, reloj] = await Promise.all([leerPropio('servidor'), leerPropio('reloj')]);
  const answer = await pedir<EquipoEnServidor>(identidad, {
    metodo: 'GET',
    // The coordination sees which phones have another hour.
    ruta: reloj === null ? '/api/equipo' : `/api/equipo?desfase=${reloj.desfase}`,
    etag: known?.etag ?? null,
  });
  if (!answer.ok) return answer;
  const { cuerpo, etag } = answer.value;
  if (cuerpo === null) {
    if (known !== null) await guardarPropio('servidor', { ...known, recibido: Date.now() });
    return ok('igual');
  }
  if (cuerpo.estado === 'activo' && (await leerPropio('secuencia')) === null) {
    const last = await ultimaSecuencia(identidad);
    if (!last.ok) return last;
    await medirReloj();
    // Another window may have begun to number while this one asked.
    await almacen.transaction('rw', almacen.propios, async () => {
      if ((await leerPropio('secuencia')) === null) await guardarPropio('secuencia', last.value);
    });
  }
  const equipo = { ...cuerpo, actas: cuerpo.actas ?? [] };
  await guardarPropio('servidor', { equipo, etag, recibido: Date.now() });
  if (cuerpo.estado === 'activo') await firmarDeNuevo();
  return ok('nuevo');
}

async function ultimaSecuencia(identidad: Identidad): Promise<Result<number, Refusal>> {
  let last = 0;
  while (true) {
    const answer = await pedir<{ readonly entregas: readonly EntregaEnServidor[] }>(identidad, {
      ...{ metodo: 'GET', ruta: `/api/entregas?desde=${last + 1}` },
    });
    if (!answer.ok) return answer;
    const { entregas = [] } = answer.value.cuerpo ?? {};
    if (entregas.length === 0) return ok(last);
    last = Math.max(last, ...entregas.map(({ secuencia }) => secuencia));
  }
}
