/** What the page of difusores says: what the last `prep difusor estado` left in the folder of data. */

import { join } from 'node:path';
import { ARCHIVO_DIFUSORES, readRevisados } from '../difusion/lista.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { createReloj } from '../publicacion/reloj.ts';
import type { DifusorPublicado } from '../publicacion/sitio/datos.ts';

/** None where nobody has looked at them. @param datos folder of data of the institute */
export async function readDifusores(
  datos: string,
  { huso }: Pick<Proceso, 'huso'>,
): Promise<Result<readonly DifusorPublicado[], Refusal<'DIFUSORES_ILEGIBLE'>>> {
  const revisados = await readRevisados(join(datos, ARCHIVO_DIFUSORES));
  if (!revisados.ok) return revisados;
  const reloj = createReloj(huso);
  return ok(
    revisados.value.map((one) => ({
      ...one,
      revisado: one.revisado === null ? null : reloj.iso(one.revisado),
    })),
  );
}
