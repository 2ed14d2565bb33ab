/** `prep paquete`: the package of a CATD that was left without network, from the command line of the server. */

import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { PaqueteRevisado } from '../digitalizacion/contrato.ts';
import { ok, type Refusal, type Result, refuse, unreachable } from '../dominio/result.ts';
import { formatCorte, type Huso } from '../proceso/hora.ts';
import { paquetesSinServidor } from '../servidor/entregas.ts';
import { carpetasDe, readProceso, SISTEMA } from '../servidor/servicios.ts';
import { lugarDe, withBaseAbierta } from './base-abierta.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep paquete revisar ARCHIVO.prep --proceso CARPETA
     prep paquete importar ARCHIVO.prep --proceso CARPETA

revisar    dice qué trae el paquete de una estación, qué entraría, qué se omite y por qué; no cambia nada
importar   lo recibe; lo que ya se tenía se omite, así que puede importarse dos veces. Lo que entra queda en la cola
           del servidor, que lo atiende en cuanto está en marcha

  --proceso CARPETA   el proceso que está cargado
  --ayuda             este texto

PREP_DATOS     carpeta de la base de datos, las imágenes y las entregas (./datos); el sistema puede estar en marcha
DATABASE_URL   un PostgreSQL propio en lugar del embebido

Sale con 0 si se hizo, con 1 si alguna entrega del paquete no se admite, con 2 si no se pudo o se rechaza entero.
`;

const ACCIONES = ['revisar', 'importar'] as const;

interface Peticion {
  readonly accion: (typeof ACCIONES)[number];
  readonly archivo: string;
  readonly proceso: string;
}

interface Hecho {
  readonly paquete: PaqueteRevisado;
  /** of the process: its hours are told in it */
  readonly huso: Huso;
}

/** @returns exit code: 0 done, 1 some delivery was not admitted, 2 it could not be done */
export async function paquete(args: readonly string[], io: Io): Promise<number> {
  const peticion = parsePeticion(args);
  if (peticion === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const done = peticion.ok ? await run(peticion.value, io) : peticion;
  if (!done.ok) {
    io.stderr.write(`${done.error.mensaje}\n`);
    return 2;
  }
  for (const line of tell(done.value)) io.stdout.write(`${line}\n`);
  return done.value.paquete.entregas.some(({ que }) => que === 'se_rechaza') ? 1 : 0;
}

function parsePeticion(args: readonly string[]): Result<Peticion, Refusal<'OPCION'>> | 'ayuda' {
  const parsed = parseOpciones(args, { proceso: { type: 'string' } });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [verbo, archivo, ...rest] = positionals;
  const accion = ACCIONES.find((each) => each === verbo);
  if (accion === undefined || archivo === undefined || rest.length > 0) {
    return refuse('OPCION', 'Diga «revisar» o «importar» y el archivo del paquete. Vea --ayuda.');
  }
  if (values.proceso === undefined) {
    return refuse('OPCION', 'Indique la carpeta del proceso con --proceso CARPETA.');
  }
  return ok({ accion, archivo: resolve(archivo), proceso: resolve(values.proceso) });
}

async function run({ accion, archivo, proceso: carpeta }: Peticion, io: Io): Promise<Result<Hecho, Refusal>> {
  if (!existsSync(archivo)) return refuse('NO_EXISTE', `No existe el archivo ${archivo}.`);
  const proceso = await readProceso(carpeta);
  if (!proceso.ok) return proceso;
  const digest = createHash('sha256');
  await pipeline(createReadStream(archivo), digest);
  const id = digest.digest('hex');
  const lugar = lugarDe(process.env);
  const done = await withBaseAbierta(lugar, proceso.value.ajustes, io, async ({ bitacora, pool }) => {
    const now = () => new Date().toISOString();
    const loaded = await bitacora.proceso();
    if (!loaded.ok) return loaded;
    if (loaded.value?.sha256 !== proceso.value.sha256) {
      return refuse('OTRO_PROCESO', `La base de datos no tiene cargado el proceso de ${carpeta}.`);
    }
    const paquetes = paquetesSinServidor(
      { pool, bitacora, proceso: proceso.value, now },
      carpetasDe(lugar.datos),
    );
    const quien = { persona: SISTEMA.actor, lugar: SISTEMA.lugar, centro: null };
    switch (accion) {
      case 'revisar':
        return paquetes.revisar(archivo, id, quien);
      case 'importar':
        return paquetes.importar(archivo, id, quien);
      default:
        return unreachable(accion);
    }
  });
  return done.ok ? ok({ paquete: done.value, huso: proceso.value.huso }) : done;
}

const QUE: Readonly<Record<PaqueteRevisado['entregas'][number]['que'], string>> = {
  entra: 'entra',
  entro: 'entró',
  se_omite: 'se omite',
  se_rechaza: 'SE RECHAZA',
};

function* tell({ paquete: { equipo, catd, momento, entregas }, huso }: Hecho): Generator<string> {
  const hora = formatCorte(new Date(momento), huso);
  const cuantas = entregas.length === 1 ? '1 entrega' : `${entregas.length} entregas`;
  yield `Paquete de ${equipo}, del CATD ${catd}, hecho el ${hora} según su reloj: ${cuantas}.`;
  for (const { secuencia, tipo, acta, que, porque } of entregas) {
    const what = tipo === 'acopio' ? 'sobre ' : 'imagen';
    yield `${String(secuencia).padStart(6)}  ${what}  ${(acta ?? '').padEnd(28)}  ${QUE[que].padEnd(10)}  ${porque}`;
  }
  const count = (...these: readonly string[]) => entregas.filter(({ que }) => these.includes(que)).length;
  yield `Entran ${count('entra', 'entro')}, se omiten ${count('se_omite')}, se rechazan ${count('se_rechaza')}.`;
}
