/** `prep ensayar`: a rehearsal in which people capture by hand, with the same program as the real night. */

import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { type Abierta, runOperacion } from '../servidor/operacion.ts';
import { readProceso } from '../servidor/servicios.ts';
import { claimCarpeta, clearCarpeta } from '../simulacro/carpeta.ts';
import { createEnsayo, type Ensayo } from '../simulacro/ensayo.ts';
import { codigoDe, formatGente, prepareGente, readGente } from '../simulacro/ensayo-gente.ts';
import { createDibujarActa } from '../simulacro/ensayo-imagen.ts';
import { listenForStop } from './alto.ts';
import type { Io } from './io.ts';
import { parseEntero, parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep ensayar [opciones]
     prep ensayar codigo CLAVE

Abre la consola y el sitio de un proceso de prueba, con una cuenta de cada rol y actas llenadas a mano que llegan solas:
con número y letra que no coinciden, campos ilegibles o en blanco, imágenes cortadas o de otra casilla. La gente las
captura, las verifica y las coteja en sus pantallas; al cerrar (Ctrl-C) se dice cuántas quedaron como dice el papel.

  --proceso CARPETA   demostración o simulacro (procesos/michoacan-2027)
  --actas N           cuántas actas llegan (40)
  --cada N            segundos entre una llegada y la siguiente (3)
  --personas N        cuántas capturan (6)
  --semilla N         otras actas (2027)
  --limpio            borra el ensayo que haya en la carpeta y empieza otro
  --ayuda             este texto

prep ensayar codigo CLAVE   los seis dígitos que mostraría ahora el teléfono de esa persona

PREP_DATOS   carpeta del ensayo (./ensayo)

Sale con 0 si se detuvo en orden, con 2 si no pudo empezar.
`;

interface Peticion {
  readonly proceso: string;
  readonly actas: number;
  /** seconds */
  readonly cada: number;
  readonly personas: number;
  readonly semilla: number | null;
  readonly limpio: 'si' | 'no';
}

const PROCESO = 'procesos/michoacan-2027';
const SEMILLA = 2027;
/** Seconds between cortes: somebody who rehearses wants to see what they did. */
const ENTRE_CORTES = 30;
/** Milliseconds between looks at the images that were rejected. */
const ENTRE_MIRADAS = 3_000;

const carpetaDeDatos = () => resolve(process.env.PREP_DATOS || 'ensayo');

/** @returns exit code: 0 it was stopped, 2 it could not begin */
export async function ensayar(args: readonly string[], io: Io): Promise<number> {
  const peticion = parsePeticion(args);
  if (peticion === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const decir = (linea: string) => void io.stdout.write(`${linea}\n`);
  const done = peticion.ok ? await run(peticion.value, decir) : peticion;
  if (done.ok) return 0;
  io.stderr.write(`${done.error.mensaje}\n`);
  return 2;
}

async function run(
  peticion: Peticion | { readonly codigoDe: string },
  decir: (linea: string) => void,
): Promise<Result<unknown, Refusal>> {
  if ('codigoDe' in peticion) return tellCodigo(peticion.codigoDe, decir);
  const loaded = await readProceso(resolve(peticion.proceso));
  if (!loaded.ok) return loaded;
  const proceso = loaded.value;
  if (proceso.tipo === 'jornada') {
    return refuse(
      'PROCESO_REAL',
      `El proceso «${proceso.nombre}» es la jornada de verdad y no admite actas inventadas. Ensaye con uno de tipo «simulacro» o «demostracion».`,
    );
  }
  const datos = carpetaDeDatos();
  if (peticion.limpio === 'si') {
    const cleared = await clearCarpeta(datos, decir);
    if (!cleared.ok) return cleared;
  }
  const claimed = claimCarpeta(datos, proceso, peticion.semilla, SEMILLA);
  if (!claimed.ok) return claimed;
  const { semilla } = claimed.value;
  decir(`PREP Abierto: ensayo de «${proceso.nombreLargo}», en ${datos}.`);
  const alto = listenForStop(decir);
  return runOperacion({
    ...{ proceso, datos, url: undefined, decir, alto, proxys: [], ajustes: {} },
    ...{ cada: ENTRE_CORTES, publicar: 'ahora' },
    puerto: { tipo: 'desde', puerto: 8090 },
    puertoDelSitio: { tipo: 'desde', puerto: 8080 },
    alAbrir: (abierta) => rehearse(abierta, { proceso, peticion, datos, semilla, decir, alto }),
    alCerrar: (abierta) => score(createEnsayoEn(abierta, proceso, semilla, peticion.actas), decir),
  });
}

interface Escenario {
  readonly proceso: Proceso;
  readonly peticion: Peticion;
  readonly datos: string;
  readonly semilla: number;
  readonly decir: (linea: string) => void;
  readonly alto: AbortSignal;
}

function createEnsayoEn({ sistema }: Abierta, proceso: Proceso, semilla: number, actas: number): Ensayo {
  const { fases, bitacora } = sistema;
  return createEnsayo(
    { proceso, semilla, fases, bitacora, dibujar: createDibujarActa(proceso, semilla) },
    actas,
  );
}

/** Puts the people there, tells who they are, and lets the actas come while it goes on. */
async function rehearse(abierta: Abierta, escenario: Escenario): Promise<Result<unknown, Refusal>> {
  const { proceso, peticion, datos, semilla, decir } = escenario;
  const ensayo = createEnsayoEn(abierta, proceso, semilla, peticion.actas);
  const gente = await prepareGente({
    ...{ acceso: abierta.acceso, datos, semilla, capturistas: peticion.personas },
    ...{ catd: busiestCatd(ensayo), now: abierta.sistema.now, sortear: (max) => randomInt(max) },
  });
  if (!gente.ok) return gente;
  decir('Entran con estas cuentas, que solo sirven en este ensayo:');
  for (const line of formatGente(gente.value)) decir(line);
  decir('El código del teléfono de una de ellas: ./prep ensayar codigo CLAVE');
  deliver(ensayo, escenario).catch((error: unknown) => {
    // Out of the promise, so that it ends the program as any other bug.
    process.nextTick(() => {
      throw error;
    });
  });
  return ok(null);
}

/** One acta each so many seconds, and another image for those that were rejected, until it is stopped. */
async function deliver(ensayo: Ensayo, { peticion, decir, alto }: Escenario): Promise<void> {
  const tell = (done: Result<unknown, Refusal>) => {
    if (!done.ok) decir(`Aviso: ${done.error.mensaje}`);
  };
  for (const acta of ensayo.actas) {
    if (alto.aborted) return;
    tell(await ensayo.entregar(acta));
    if (!(await rest(peticion.cada * 1000, alto))) return;
  }
  decir(`Llegaron las ${ensayo.actas.length} actas del ensayo.`);
  while (await rest(ENTRE_MIRADAS, alto)) tell(await ensayo.reponer());
}

/** @returns false when it was told to stop */
async function rest(ms: number, alto: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { signal: alto });
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
  }
  return !alto.aborted;
}

async function score(ensayo: Ensayo, decir: (linea: string) => void): Promise<Result<unknown, Refusal>> {
  const scored = await ensayo.calificar();
  if (!scored.ok) return scored;
  const { actas, verificadas, iguales, distintas } = scored.value;
  decir(`Resultado: ${verificadas} de ${actas} actas verificadas; ${iguales} quedaron como dice el papel.`);
  for (const { acta, leccion, campos } of distintas) {
    decir(`  ${acta} (${leccion.replaceAll('_', ' ')}): ${campos.join(', ')}`);
  }
  return scored;
}

/** The CATD with most actas of the rehearsal: there is something to compare in it. */
function busiestCatd({ actas }: Ensayo): string {
  const counts = new Map<string, number>();
  for (const { acta } of actas) counts.set(acta.casilla.catd, (counts.get(acta.casilla.catd) ?? 0) + 1);
  const [busiest] = [...counts].sort(([, a], [, b]) => b - a);
  if (busiest === undefined) throw new Error('a rehearsal without actas');
  return busiest[0];
}

function tellCodigo(clave: string, decir: (linea: string) => void): Result<null, Refusal> {
  const datos = carpetaDeDatos();
  const persona = readGente(datos)?.find((one) => one.clave === clave.toLowerCase());
  if (persona === undefined) {
    return refuse('NO_EXISTE', `En el ensayo de ${datos} no hay nadie con la clave «${clave}».`);
  }
  if (persona.secreto === null) return refuse('SIN_SEGUNDO_FACTOR', `${clave} entra solo con su contraseña.`);
  decir(codigoDe(persona.secreto, new Date().toISOString()));
  return ok(null);
}

function parsePeticion(
  args: readonly string[],
): Result<Peticion | { readonly codigoDe: string }, Refusal<'OPCION'>> | 'ayuda' {
  const parsed = parseOpciones(args, {
    proceso: { type: 'string' },
    actas: { type: 'string' },
    cada: { type: 'string' },
    personas: { type: 'string' },
    semilla: { type: 'string' },
    limpio: { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  const [verbo, clave, ...others] = positionals;
  if (verbo === 'codigo' && clave !== undefined && others.length === 0) return ok({ codigoDe: clave });
  if (verbo !== undefined) return refuse('OPCION', `No entiendo «${positionals.join(' ')}». Vea --ayuda.`);
  const actas = parseEntero('actas', values.actas, { de: 1, a: 2_000, comun: 40 });
  if (!actas.ok) return actas;
  const cada = parseEntero('cada', values.cada, { de: 0, a: 600, comun: 3 });
  if (!cada.ok) return cada;
  const personas = parseEntero('personas', values.personas, { de: 3, a: 200, comun: 6 });
  if (!personas.ok) return personas;
  const semilla = parseEntero('semilla', values.semilla, { de: 0, a: 2 ** 31, comun: SEMILLA });
  if (!semilla.ok) return semilla;
  return ok({
    proceso: values.proceso ?? PROCESO,
    actas: actas.value,
    cada: cada.value,
    personas: personas.value,
    semilla: values.semilla === undefined ? null : semilla.value,
    limpio: values.limpio === true ? 'si' : 'no',
  });
}
