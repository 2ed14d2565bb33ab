/**
 * The files about difusores: what each one says of itself, the list that the institute registers, and what the last
 * look at them found, which the publisher puts in the page.
 */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { parseJson } from './formato.ts';
import { parseOrigen } from './origen.ts';

/** What a difusor says of itself, at the root of what it serves. */
export const ARCHIVO_DIFUSOR = 'difusor.json';
/** What the last look found, in the folder of data of the institute. */
export const ARCHIVO_DIFUSORES = 'difusores.json';

export const EstadoDeDifusorJson = z.object({
  esquema: z.literal('prep-abierto/difusor/1'),
  nombre: z.string(),
  corte: z.int().positive().nullable(),
  manifiesto: z.string().nullable(),
  momento: z.iso.datetime(),
  falla: z.object({ codigo: z.string(), mensaje: z.string() }).nullable(),
  rechazadas: z.int().nonnegative(),
});
export type EstadoDeDifusor = z.infer<typeof EstadoDeDifusorJson>;

const NOMBRE = z.string().trim().min(1).max(120);
const DIRECCION = z
  .string()
  .max(300)
  .refine((texto) => parseOrigen(texto).ok, { error: 'no es la dirección de un sitio (https://…)' });

const ListaJson = z
  .array(z.strictObject({ nombre: NOMBRE, direccion: DIRECCION }))
  .max(500)
  .refine((lista) => new Set(lista.map(({ direccion }) => direccion)).size === lista.length, {
    error: 'una dirección está dos veces',
  });
export type Registrado = z.infer<typeof ListaJson>[number];

const RevisadosJson = z.object({
  esquema: z.literal('prep-abierto/difusores/1'),
  difusores: z
    .array(
      z.object({
        nombre: NOMBRE,
        direccion: DIRECCION,
        estado: z.enum(['igual', 'atrasado', 'distinto', 'sin_respuesta', 'sin_revisar']),
        corte: z.int().positive().nullable(),
        revisado: z.iso.datetime().nullable(),
      }),
    )
    .max(500),
});
export type Revisados = z.infer<typeof RevisadosJson>;
export type Revisado = Revisados['difusores'][number];

/** The list of those that the institute registered. */
export async function readLista(
  path: string,
): Promise<Result<readonly Registrado[], Refusal<'LISTA_ILEGIBLE'>>> {
  const read = await readIfThere(path, 'LISTA_ILEGIBLE');
  if (!read.ok) return read;
  if (read.value === null) return refuse('LISTA_ILEGIBLE', `No existe el archivo ${path}.`);
  const found = ListaJson.safeParse(parseJson(read.value));
  if (found.success) return ok(found.data);
  return refuse(
    'LISTA_ILEGIBLE',
    `${path} no es una lista de difusores${whereIn(found.error)}. Se espera [{"nombre": "Diario de Ejemplo", "direccion": "https://prep.diario.mx/"}].`,
  );
}

/** What the last look found; none where nobody has looked. */
export async function readRevisados(
  path: string,
): Promise<Result<readonly Revisado[], Refusal<'DIFUSORES_ILEGIBLE'>>> {
  const read = await readIfThere(path, 'DIFUSORES_ILEGIBLE');
  if (!read.ok) return read;
  if (read.value === null) return ok([]);
  const found = RevisadosJson.safeParse(parseJson(read.value));
  if (found.success) return ok(found.data.difusores);
  return refuse(
    'DIFUSORES_ILEGIBLE',
    `${path} no es lo que escribe «prep difusor estado»${whereIn(found.error)}: la página de difusores se publica sin ellos.`,
  );
}

function whereIn({ issues }: z.ZodError): string {
  const [issue] = issues;
  const where = issue?.path.join(' → ') ?? '';
  return where === '' ? '' : ` (revise ${where})`;
}

/** Null where there is none; a refusal where it cannot be read. */
async function readIfThere<C extends string>(
  path: string,
  codigo: C,
): Promise<Result<Buffer | null, Refusal<C>>> {
  try {
    return ok(await readFile(path));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    if (error.code === 'ENOENT') return ok(null);
    return refuse(
      codigo,
      `No se pudo leer ${path} (${error.code}). Revise que sea un archivo y sus permisos.`,
    );
  }
}
