/**
 * A demonstration from beginning to end: the folder, the site, the system and the night, until the night ends or
 * somebody stops it. What is begun here is closed here, in order.
 */

import { join } from 'node:path';
import type { Momento } from '../dominio/corte.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { formatFechaHora } from '../proceso/hora.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { ENLACE_VIGENTE } from '../publicacion/arboles.ts';
import { openDisco } from '../publicacion/disco.ts';
import { readActual } from '../publicacion/puntero.ts';
import { createPublico } from '../servidor/publico.ts';
import { listenLocal, type Puerto } from '../servidor/puerto.ts';
import { carpetasDe, openSistema, SISTEMA, type Sistema } from '../servidor/servicios.ts';
import { cierreDeCasillas, type Tiempo } from './arribo.ts';
import { type Colas, formatAvance, readAvance } from './avance.ts';
import { claimCarpeta } from './carpeta.ts';
import { esperar } from './espera.ts';
import { readMemoria } from './memoria.ts';
import { createNoche, type Fin, type Noche } from './noche.ts';
import { createPlantilla, TAMANO } from './personas.ts';
import { createRelojSimulado, type RelojSimulado } from './reloj.ts';
import { createRitmo } from './ritmo.ts';
import type { Tablero } from './tablero.ts';

export interface OpcionesDeDemostracion {
  readonly proceso: Proceso;
  readonly datos: string;
  /** DATABASE_URL, or undefined for the embedded database */
  readonly url: string | undefined;
  readonly puerto: Puerto;
  /** null to go on with that of the folder */
  readonly semilla: number | null;
  readonly velocidad: number;
  readonly hasta: Tiempo;
  /** people of the CCV */
  readonly tamano?: { readonly capturistas: number; readonly verificadores: number };
  readonly decir: (linea: string) => void;
  /** real milliseconds, for intervals */
  readonly cronometro: () => number;
  /** when it comes, everything is closed in order */
  readonly alto: AbortSignal;
}

export const SEMILLA = 2027;
/** Real milliseconds between cortes. */
const ENTRE_CORTES = 10_000;
const MINUTO = 60_000;
/** At least three cortes in an hour, as the rules ask, however fast the night goes. */
const ENTRE_CORTES_MAXIMO = 20 * MINUTO;

/**
 * Runs it.
 *
 * @param alTerminar called when the night has ended and the site is still served: resolves when it may close
 */
export async function runDemostracion(
  opciones: OpcionesDeDemostracion,
  alTerminar: (fin: Fin) => Promise<void>,
): Promise<Result<Fin, Refusal>> {
  const { proceso, datos, decir } = opciones;
  if (proceso.tipo === 'jornada') {
    return refuse(
      'PROCESO_REAL',
      `El proceso «${proceso.nombre}» es de tipo «jornada»: es la noche de verdad y no admite resultados inventados. Use un proceso de tipo «demostracion» o «simulacro».`,
    );
  }
  const claimed = claimCarpeta(datos, proceso, opciones.semilla, SEMILLA);
  if (!claimed.ok) return claimed;
  const { semilla, noche } = claimed.value;
  const { publicacion } = carpetasDe(datos);

  const app = await createPublico({ publicacion });
  try {
    const listening = await listenLocal(app, opciones.puerto);
    if (!listening.ok) return listening;
    const direccion = listening.value;
    for (const line of presentacion(opciones, semilla, noche)) decir(line);
    decir(`El sitio: ${direccion}`);

    const actual = readActual(openDisco(), publicacion);
    if (!actual.ok) return actual;
    if (actual.value?.corte.tipo === 'ultimo') {
      decir(
        `Esta noche ya terminó: el corte ${actual.value.corte.numero}, del ${actual.value.corte.local}, es el último.`,
      );
      await alTerminar('completa');
      return ok('completa');
    }
    const played = await playNoche(
      opciones,
      semilla,
      direccion,
      actual.value === null ? 'ahora' : 'a_su_hora',
    );
    if (played.ok && played.value !== 'detenida') await alTerminar(played.value);
    return played;
  } finally {
    await app.close();
  }
}

async function playNoche(
  opciones: OpcionesDeDemostracion,
  semilla: number,
  direccion: string,
  primero: 'ahora' | 'a_su_hora',
): Promise<Result<Fin, Refusal>> {
  const { proceso, datos, url, decir, alto } = opciones;
  const reloj = createRelojSimulado(cierreDeCasillas(proceso));
  const opened = await openSistema({
    datos,
    proceso,
    url,
    now: reloj.now,
    avisar: ({ mensaje }) => decir(`Aviso: ${mensaje}`),
  });
  if (!opened.ok) return opened;
  const sistema = opened.value;
  try {
    const memoria = await readMemoria(sistema.bitacora);
    if (memoria.tiempo !== null) reloj.advance(memoria.tiempo);
    if (primero === 'a_su_hora') decir(`La noche sigue donde se quedó: ${hora(opciones, reloj.tiempo)}.`);
    const relator = createRelator(opciones, sistema, reloj, direccion);
    const noche = createNoche({
      proceso,
      semilla,
      servicios: sistema.fases,
      plantilla: createPlantilla(semilla, opciones.tamano ?? TAMANO),
      memoria,
      reloj,
      ritmo: createRitmo(opciones.velocidad, reloj.tiempo, opciones.cronometro),
      cortes: { primero, cada: entreCortes(opciones.velocidad), take: (tipo) => relator.take(tipo, noche) },
      hasta: opciones.hasta,
      esperar,
      avisar: ({ mensaje }) => decir(`Aviso: ${mensaje}`),
    });
    alto.addEventListener('abort', () => noche.stop(), { once: true });
    if (alto.aborted) noche.stop();
    const played = await noche.play();
    if (played.ok) decir(desenlace(opciones, played.value, reloj.tiempo));
    return played;
  } finally {
    await sistema.close();
  }
}

/** Takes the cortes and tells each in a line. */
function createRelator(
  { proceso, velocidad, cronometro, decir }: OpcionesDeDemostracion,
  { publicador, carpetas }: Sistema,
  reloj: RelojSimulado,
  direccion: string,
) {
  let last: { readonly tiempo: Tiempo; readonly real: number } | null = null;

  function measure(tiempo: Tiempo): number | null {
    const now = { tiempo, real: cronometro() };
    const medida = last === null ? null : (now.tiempo - last.tiempo) / (now.real - last.real);
    last = now;
    return medida;
  }

  return {
    take(tipo: Momento, noche: Noche) {
      const tiempo = reloj.tiempo;
      const begin = cronometro();
      const medida = measure(tiempo);
      const corte = publicador.take({ momento: reloj.now(), tipo, ...SISTEMA });
      const told = corte.terminado.then(async (done) => {
        if (!done.ok) {
          decir(`Aviso: ${done.error.mensaje}`);
          return done;
        }
        const carpeta = join(carpetas.publicacion, ENLACE_VIGENTE);
        decir(
          formatAvance({
            tiempo,
            huso: proceso.huso,
            elecciones: await readAvance(
              carpeta,
              proceso.elecciones.map(({ clave }) => clave),
            ),
            colas: colasDe(noche.tablero),
            corte: { numero: done.value.numero, ms: cronometro() - begin },
            velocidad: { pedida: velocidad, medida },
            falta: noche.ultima - tiempo,
            direccion,
          }),
        );
        return done;
      });
      return { tomado: corte.tomado, terminado: told };
    },
  };
}

function colasDe(tablero: Tablero): Colas {
  return {
    digitalizacion: tablero.enFase('acopiada'),
    captura: tablero.enFase('en_captura'),
    conflicto: tablero.enFase('en_conflicto'),
    verificacion: tablero.enFase('capturada'),
  };
}

/** Simulated milliseconds between cortes: whole minutes. */
function entreCortes(velocidad: number): number {
  const minutes = Math.max(1, Math.round((ENTRE_CORTES * velocidad) / MINUTO));
  return Math.min(minutes * MINUTO, ENTRE_CORTES_MAXIMO);
}

function presentacion(
  { proceso, datos, velocidad }: OpcionesDeDemostracion,
  semilla: number,
  noche: 'nueva' | 'empezada',
): readonly string[] {
  const count = (value: number) => value.toLocaleString('es-MX');
  const elecciones = proceso.elecciones.map(({ clave }) => clave).join(', ');
  return [
    `PREP Abierto: «${proceso.nombreLargo}», con resultados inventados (semilla ${semilla}).`,
    `${count(proceso.casillas.length)} casillas, ${count(proceso.actas.length)} actas de ${elecciones}; ${velocidad} veces más rápido que el reloj.`,
    `${noche === 'nueva' ? 'Noche nueva' : 'Noche empezada'} en ${datos}. Ctrl-C la detiene y la siguiente vez sigue donde iba; con --limpio empieza otra.`,
    `Cada renglón es un corte: hora de la noche, lo publicado, lo que espera, cuánto tardó y cuánto falta.`,
  ];
}

function desenlace(opciones: OpcionesDeDemostracion, fin: Fin, tiempo: Tiempo): string {
  const when = hora(opciones, tiempo);
  switch (fin) {
    case 'completa':
      return `${when}: todas las actas están publicadas. La noche terminó y este es su último corte.`;
    case 'cierre':
      return `${when}: se cumplió el plazo de publicación. La noche terminó y este es su último corte.`;
    case 'hasta':
      return `${when}: hasta aquí se pidió. La noche puede seguir la próxima vez.`;
    case 'detenida':
      return `${when}: la noche se detuvo; la próxima vez sigue desde aquí.`;
  }
}

function hora({ proceso }: Pick<OpcionesDeDemostracion, 'proceso'>, tiempo: Tiempo): string {
  return formatFechaHora(new Date(tiempo), proceso.huso).slice(0, 16);
}
