/** `prep difusor estado`: asks each registered difusor what it shows, for the institute and its page. */

import { renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Hallazgo, lookAt, readPublicado } from '../difusion/estado.ts';
import { type Registrado, type Revisados, readLista } from '../difusion/lista.ts';
import { openOrigen, parseOrigen } from '../difusion/origen.ts';
import { failureOfDisk } from '../difusion/reglas.ts';
import { forEachOf } from '../difusion/traer.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { listenForStop } from './alto.ts';
import type { Io } from './io.ts';
import { parseEntero, parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep difusor estado LISTA.json --origen URL [opciones]

Pregunta a cada difusor registrado qué corte muestra y compara su manifiesto y algunos de sus archivos con los del
instituto. LISTA.json: [{"nombre": "Diario de Ejemplo", "direccion": "https://prep.diario.mx/"}]

  --origen URL            el sitio del instituto: https://prep.ejemplo.mx/
  --salida ARCHIVO        escribe lo que encontró; en la carpeta de datos (datos/difusores.json) lo publica el
                          siguiente corte en la página de difusores
  --cada SEGUNDOS         repetirlo hasta que se detenga; sin él, una vez
  --espera SEGUNDOS       cuánto puede callar un difusor (10)
  --ayuda                 este texto

Sale con 0 si todos muestran lo publicado (o se detuvo en orden), con 1 si alguno no, con 2 si no pudo revisarlos.
`;

interface Opciones {
  readonly origen: URL;
  readonly lista: readonly Registrado[];
  readonly salida: string | null;
  readonly cada: number | null;
  readonly espera: number;
}

/** @returns exit code: 0 all of them show what was published, 1 some do not, 2 it could not look */
export async function difusorEstado(args: readonly string[], io: Io): Promise<number> {
  const parsed = await parseEstado(args);
  if (parsed === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  if (!parsed.ok) {
    io.stderr.write(`${parsed.error.mensaje}\n`);
    return 2;
  }
  const { cada } = parsed.value;
  const alto = listenForStop((linea) => void io.stderr.write(`${linea}\n`));
  for (;;) {
    const done = await look(parsed.value, io, alto);
    if (cada === null || alto.aborted) return alto.aborted ? 0 : done;
    try {
      await setTimeout(cada * 1000, null, { signal: alto });
    } catch (error) {
      if (!alto.aborted) throw error;
      return 0;
    }
  }
}

const A_LA_VEZ = 8;

async function look({ origen, lista, salida, espera }: Opciones, io: Io, alto: AbortSignal): Promise<number> {
  const instituto = openOrigen({ direccion: origen, conexiones: 2, espera, alto });
  const publicado = await readPublicado(instituto);
  instituto.close();
  if (!publicado.ok) {
    io.stderr.write(`${publicado.error.mensaje}\n`);
    return 2;
  }
  const opciones = { espera, alto, now: () => new Date(), random: Math.random };
  const found = new Map<Registrado, Hallazgo>();
  await forEachOf(lista, A_LA_VEZ, async (one) => {
    found.set(one, await lookAt(one, publicado.value, opciones));
    return ok(null);
  });
  const hallazgos = lista.flatMap((one) => found.get(one) ?? []);
  if (alto.aborted) return 0;
  io.stdout.write(`El instituto publica el corte ${publicado.value.actual.corte.numero}.\n`);
  for (const hallazgo of hallazgos) io.stdout.write(`${lineOf(hallazgo)}\n`);
  if (salida !== null) {
    const written = write(salida, {
      esquema: 'prep-abierto/difusores/1',
      difusores: hallazgos.map(({ nombre, direccion, estado, corte, revisado }) => ({
        ...{ nombre, direccion, estado, corte, revisado },
      })),
    });
    if (!written.ok) {
      io.stderr.write(`${written.error.mensaje}\n`);
      return 2;
    }
  }
  return hallazgos.every(({ estado }) => estado === 'igual') ? 0 : 1;
}

const ESTADOS: Readonly<Record<Hallazgo['estado'], string>> = {
  igual: 'igual',
  atrasado: 'atrasado',
  distinto: 'DISTINTO',
  sin_respuesta: 'sin respuesta',
  sin_revisar: 'sin revisar',
};

function lineOf({ nombre, estado, corte, atraso, detalle }: Hallazgo): string {
  const what = corte === null ? '' : `, corte ${corte}`;
  const late = atraso === null || atraso === 0 ? '' : `, ${Math.round(atraso)} s atrás`;
  return `  ${nombre}: ${ESTADOS[estado]}${what}${late}${detalle === null ? '' : `. ${detalle}`}`;
}

/** At once: the publisher may be reading it. */
function write(path: string, revisados: Revisados): Result<null, Refusal> {
  try {
    writeFileSync(`${path}.tmp`, `${JSON.stringify(revisados, null, 2)}\n`);
    renameSync(`${path}.tmp`, path);
    return ok(null);
  } catch (error) {
    const refusal = failureOfDisk(error);
    if (refusal === null) throw error;
    return refuse('SALIDA', `No se pudo escribir ${path}. Revise que exista su carpeta y que haya espacio.`);
  }
}

async function parseEstado(args: readonly string[]): Promise<Result<Opciones, Refusal> | 'ayuda'> {
  const parsed = parseOpciones(args, {
    origen: { type: 'string' },
    salida: { type: 'string' },
    cada: { type: 'string' },
    espera: { type: 'string' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    return refuse('OPCION', 'Indique un archivo con la lista de difusores. Vea --ayuda.');
  }
  if (values.origen === undefined)
    return refuse('OPCION', 'Indique el sitio del instituto con --origen URL.');
  const origen = parseOrigen(values.origen);
  if (!origen.ok) return origen;
  const cada = parseEntero('cada', values.cada, { de: 5, a: 86_400, comun: 60 });
  if (!cada.ok) return cada;
  const espera = parseEntero('espera', values.espera, { de: 1, a: 600, comun: 10 });
  if (!espera.ok) return espera;
  const lista = await readLista(path);
  if (!lista.ok) return lista;
  return ok({
    origen: origen.value,
    lista: lista.value,
    salida: values.salida === undefined ? null : resolve(values.salida),
    cada: values.cada === undefined ? null : cada.value,
    espera: espera.value,
  });
}
