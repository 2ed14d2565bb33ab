/**
 * `prep bitacora`: proofs over the log of facts. They run over the database of a system that is stopped, over the
 * one of a system that is running on this machine, or over any PostgreSQL by its DATABASE_URL.
 */

import type { Base } from '../bitacora/base.ts';
import type { Bitacora } from '../bitacora/bitacora.ts';
import { reconstruirBitacora } from '../bitacora/reconstruir.ts';
import { AJUSTES, type Ajustes } from '../dominio/ajustes.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { findHogar, lugarDe, withBaseAbierta } from './base-abierta.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep bitacora verificar
     prep bitacora reconstruir [--comparar | --reemplazar]

verificar     recalcula la huella SHA-256 de cada hecho de la bitácora
reconstruir   calcula otra vez cada acta a partir de sus hechos y la compara con la que está guardada

  --comparar     solo compara (es lo que hace si no se dice otra cosa)
  --reemplazar   además corrige las que difieren, con lo que dicen los hechos
  --ayuda        este texto

PREP_DATOS     carpeta de la base de datos (./datos); el sistema puede estar en marcha
DATABASE_URL   un PostgreSQL propio en lugar del embebido

Sale con 0 si todo coincide, con 1 si algo difiere, con 2 si no se pudo revisar.
`;

type Prueba =
  | { readonly tipo: 'verificar' }
  | { readonly tipo: 'reconstruir'; readonly modo: 'comparar' | 'reemplazar' };

/** @returns exit code: 0 all agrees, 1 something differs, 2 could not be done */
export async function bitacora(args: readonly string[], io: Io): Promise<number> {
  const prueba = parsePrueba(args);
  if (prueba === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const done = prueba.ok ? await prove(prueba.value, io) : prueba;
  if (!done.ok) {
    io.stderr.write(`${done.error.mensaje}\n`);
    return 2;
  }
  io.stdout.write(`${done.value.texto}\n`);
  return done.value.codigo;
}

function parsePrueba(args: readonly string[]): Result<Prueba, Refusal<'OPCION'>> | 'ayuda' {
  const parsed = parseOpciones(args, {
    comparar: { type: 'boolean' },
    reemplazar: { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [accion, ...others] = positionals;
  if (others.length > 0) return refuse('OPCION', `No entiendo «${others.join(' ')}». Vea --ayuda.`);
  switch (accion) {
    case 'verificar':
      return ok({ tipo: 'verificar' });
    case 'reconstruir':
      if (values.comparar === true && values.reemplazar === true) {
        return refuse('OPCION', 'Elija --comparar o --reemplazar: las dos a la vez se contradicen.');
      }
      return ok({
        tipo: 'reconstruir',
        modo: values.reemplazar === true ? 'reemplazar' : 'comparar',
      });
    default:
      return refuse('OPCION', 'Indique qué hacer: prep bitacora verificar, o prep bitacora reconstruir');
  }
}

interface Fin {
  readonly codigo: 0 | 1;
  readonly texto: string;
}

async function prove(prueba: Prueba, io: Io): Promise<Result<Fin, Refusal>> {
  if (prueba.tipo === 'verificar') {
    return withBitacora(AJUSTES, io, ({ bitacora: log }) => verifyLog(log));
  }
  // What a row shows depends on one setting of the process, which its fact in the log says.
  const ajustes = await withBitacora(AJUSTES, io, ({ bitacora: log }) => findAjustes(log));
  if (!ajustes.ok) return ajustes;
  return withBitacora(ajustes.value, io, async ({ bitacora: log }) => {
    const { codigo, texto } = await reconstruirBitacora(log, prueba.modo);
    return codigo === 2 ? refuse('NO_SE_RECONSTRUYO', texto) : ok({ codigo, texto });
  });
}

async function verifyLog(log: Bitacora): Promise<Result<Fin, Refusal>> {
  const verified = await log.verifyHashes();
  if (!verified.ok) return verified;
  const { revisados, primeroDistinto } = verified.value;
  if (primeroDistinto === null) {
    return ok({
      codigo: 0,
      texto: `Hechos cuya huella se recalculó: ${revisados.toLocaleString('es-MX')}. Todas coinciden.`,
    });
  }
  const { seq, acta, version, tipo, actor, momento } = primeroDistinto;
  return ok({
    codigo: 1,
    texto:
      `El hecho ${seq} (${acta}, versión ${version}, ${tipo}, de ${actor} a las ${momento}) no es el que se selló: ` +
      `su huella no coincide. Anteriores que sí coinciden: ${revisados - 1}.`,
  });
}

/** The setting with which the process of this database was loaded. */
async function findAjustes(log: Bitacora): Promise<Result<Pick<Ajustes, 'publicaDesde'>, Refusal>> {
  const history = await log.history('PROCESO');
  if (!history.ok) return history;
  const loaded = history.value.find(({ tipo }) => tipo === 'proceso_cargado');
  if (loaded === undefined) {
    return refuse('SIN_PROCESO', 'La base de datos no tiene cargado ningún proceso: no hay qué reconstruir.');
  }
  const { publicaDesde } = loaded.datos as Pick<Ajustes, 'publicaDesde'>;
  return ok({ publicaDesde });
}

/** Does something with the database, which has to exist. */
async function withBitacora<T>(
  ajustes: Pick<Ajustes, 'publicaDesde'>,
  io: Io,
  body: (base: Base) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const lugar = lugarDe(process.env);
  if (lugar.url === undefined && findHogar(lugar.datos) === null) {
    return refuse(
      'SIN_BASE',
      `En ${lugar.datos} no hay una base de datos. Indique su carpeta con PREP_DATOS, o su dirección con DATABASE_URL.`,
    );
  }
  return withBaseAbierta(lugar, ajustes, io, body);
}
