/**
 * A program that writes without rest until it is killed, and prints each thing that the bitácora confirmed to it:
 * `clave acta version seq`. What could not be confirmed it asks again with the same key, as a phone would.
 *
 *   node programa-que-escribe.ts <folder of the data> <name of this run>
 */

import { openBase } from '../../src/bitacora/base.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { createDado, stepAtRandom } from './noche.ts';

const ACTAS = 300;
const ESCRITORES = 8;
const MOMENTO = '2027-06-07T01:30:00.000Z';

const [datos = '', vida = ''] = process.argv.slice(2);

const opened = await openBase({
  datos,
  ajustes: { publicaDesde: 'verificada' },
  avisar: () => {},
  now: () => MOMENTO,
  servidor: { shared_buffers: '32MB' },
});
if (!opened.ok) throw new Error(opened.error.mensaje);
const { bitacora, pid } = opened.value;
const ids = Array.from({ length: ACTAS }, (_, i) => `ACTA-${String(i).padStart(4, '0')}` as IdActa);
const loaded = await bitacora.registerActas(
  {
    nombre: 'muertes',
    sha256: '0'.repeat(64),
    actas: ids.map((id, orden) => ({ id, eleccion: 'GUB', territorio: '001', orden })),
  },
  { actor: 'programa', lugar: 'ninguno', momento: MOMENTO },
);
if (!loaded.ok) throw new Error(loaded.error.mensaje);
process.stdout.write(`listo ${pid()}\n`);

async function write(escritor: number): Promise<never> {
  const dado = createDado(escritor + vida.length * 1000 + Number(vida) * 100);
  for (let n = 0; ; n += 1) {
    const clave = `k-${vida}-${escritor}-${n}`;
    const persona = `p${Math.floor(dado() * 1e6)}`;
    const acta = ids[Math.floor(dado() * ACTAS)] ?? ids[0];
    if (acta === undefined) throw new Error('no actas');
    for (let asking = true; asking; ) {
      const done = await bitacora.execute({
        acta,
        actor: persona,
        // The place carries the key, so that each fact says of which command it is.
        lugar: clave,
        momento: MOMENTO,
        idempotencia: clave,
        decide: (estado) => stepAtRandom(estado, { dado, persona, ahora: MOMENTO }),
      });
      asking = !done.ok && done.error.codigo === 'BASE_NO_DISPONIBLE';
      if (done.ok) process.stdout.write(`${clave} ${acta} ${done.value.version} ${done.value.seq}\n`);
      if (asking) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

await Promise.all(Array.from({ length: ESCRITORES }, (_, i) => write(i)));
