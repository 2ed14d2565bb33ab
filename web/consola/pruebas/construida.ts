/** The application as the server builds it, once for all the test files that use the same sources. */

import { construirConsola } from '../../../src/servidor/construir-consola.ts';

/** The folder with `index.html` and `assets/`. */
export async function consolaConstruida(): Promise<string> {
  const built = await construirConsola(() => undefined);
  if (!built.ok) throw new Error(built.error.mensaje);
  return built.value;
}
