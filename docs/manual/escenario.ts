/**
 * What is behind the pictures of the manuals: a rehearsal of its own, in a folder that is deleted at the end, with
 * some actas in each state. What happens off the picture is done here, by the services; what is in it, by keyboard.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Talon } from '../../src/acceso/carga.ts';
import type { Rol } from '../../src/acceso/permisos.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import type { Lecturas } from '../../src/dominio/consolidacion.ts';
import type { ActaEsperada } from '../../src/dominio/eleccion.ts';
import { ok, type Refusal, type Result } from '../../src/dominio/result.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { type Abierta, runOperacion } from '../../src/servidor/operacion.ts';
import { readProceso } from '../../src/servidor/servicios.ts';
import { type ActaDeEnsayo, createEnsayo, type Ensayo, type Leccion } from '../../src/simulacro/ensayo.ts';
import { type PersonaDeEnsayo, prepareGente } from '../../src/simulacro/ensayo-gente.ts';
import { createDibujarActa } from '../../src/simulacro/ensayo-imagen.ts';
import { camposEscritos } from '../../src/simulacro/escena.ts';
import { lecturasDe } from '../../src/simulacro/verdad.ts';

const PROCESO = 'procesos/michoacan-2027';
const SEMILLA = 2027;
const ACTAS = 20;
/** Where cotejo is shown: a CATD with many casillas. */
const CATD = 'C053';
const CASILLAS_EN_COTEJO = 2;
const ENTRE_CORTES = 20;
const PUERTOS = { consola: 8490, sitio: 8480 } as const;

export interface Escenario {
  readonly direccion: string;
  readonly abierta: Abierta;
  readonly ensayo: Ensayo;
  /** the people whose account is ready */
  readonly gente: readonly PersonaDeEnsayo[];
  /** those that still have their slip in the hand: one who captures, one who coordinates */
  readonly talones: readonly Talon[];
  /** actas of one CATD, verified, to be compared with the paper */
  readonly publicadas: readonly ActaDeEnsayo[];
  /** The acta that teaches something, and the n-th of them. */
  acta(leccion: Leccion, n?: number): ActaDeEnsayo;
  persona(rol: Rol, n?: number): PersonaDeEnsayo;
  /** Whose image came instead, when it is of another casilla. */
  vecina(acta: ActaEsperada): ActaEsperada;
  verdadDe(acta: ActaEsperada): Lecturas;
  /** The next acta of a capturista (it must be that one), typed as the acta says but for some fields. */
  captura(persona: PersonaDeEnsayo, acta: ActaEsperada, cambios?: Lecturas): Promise<void>;
  verifica(persona: PersonaDeEnsayo, acta: ActaEsperada): Promise<void>;
  /** Stops it in order and deletes its folder. */
  cerrar(): Promise<void>;
}

/** Opens the rehearsal and returns when people can come in. */
export async function abrirEscenario(decir: (linea: string) => void): Promise<Escenario> {
  const proceso = must(await readProceso(PROCESO));
  const datos = mkdtempSync(join(tmpdir(), 'prep-manual-'));
  // As root the database runs as another user, who has to get here.
  await chmod(datos, 0o755);
  const alto = new AbortController();
  const { promise: abriendo, resolve: abrir, reject: fallar } = Promise.withResolvers<Abierta>();
  const operacion = runOperacion({
    ...{ proceso, datos, url: undefined, decir, alto: alto.signal, proxys: [], ajustes: {} },
    ...{ cada: ENTRE_CORTES, publicar: 'ahora' },
    puerto: { tipo: 'exacto', puerto: PUERTOS.consola },
    puertoDelSitio: { tipo: 'exacto', puerto: PUERTOS.sitio },
    alAbrir: async (abierta) => ok(abrir(abierta)),
  });
  operacion.then((done) => done.ok || fallar(new Error(done.error.mensaje)), fallar);
  const abierta = await abriendo.catch((error: unknown) => {
    rmSync(datos, { recursive: true, force: true });
    throw error;
  });
  return { ...(await poblar(abierta, proceso, datos)), cerrar };

  async function cerrar(): Promise<void> {
    alto.abort();
    must(await operacion);
    rmSync(datos, { recursive: true, force: true });
  }
}

async function poblar(abierta: Abierta, proceso: Proceso, datos: string): Promise<Omit<Escenario, 'cerrar'>> {
  const { sistema, acceso } = abierta;
  const { fases, bitacora, now } = sistema;
  const dibujar = createDibujarActa(proceso, SEMILLA);
  const ensayo = createEnsayo({ proceso, semilla: SEMILLA, fases, bitacora, dibujar }, ACTAS);
  const gente = must(
    await prepareGente({
      ...{ acceso, datos, semilla: SEMILLA, capturistas: 6, catd: CATD, now },
      // Nobody else can get to it, and the same words each time make the same pictures.
      sortear: createSorteo(),
    }),
  );
  const persona = (rol: Rol, n = 0) => found(gente.filter((one) => one.rol === rol)[n], `${rol} ${n}`);
  const talones: Talon[] = [];
  must(
    await acceso.loadPersonas(persona('administrador'), {
      archivo: 'llegan.csv',
      contenido:
        'nombre,rol,centro\nMaría Luisa Tapia Rangel,capturista,CCV\nJorge Núñez Ayala,coordinador_ccv,CCV\n',
      entregar: async (given) => void talones.push(...given),
    }),
  );
  const verdadDe = (acta: ActaEsperada) => lecturasDe(camposEscritos(ensayo.verdades(acta)));
  const deEnsayo = new Set(ensayo.actas.map(({ acta }) => acta.id));
  const delCatd = proceso.actas.filter(
    ({ id, casilla }) =>
      casilla.catd === CATD && (casilla.tipo === 'B' || casilla.tipo === 'C') && !deEnsayo.has(id),
  );
  const casillas = [...new Set(delCatd.map(({ casilla }) => casilla.clave))].slice(0, CASILLAS_EN_COTEJO);
  const publicadas = delCatd
    .filter((acta) => casillas.includes(acta.casilla.clave) && ensayo.verdades(acta).tipo === 'acta')
    .map((acta): ActaDeEnsayo => ({ acta, leccion: 'sencilla' }));
  return {
    ...{ direccion: `http://localhost:${PUERTOS.consola}`, abierta, ensayo, gente, talones, publicadas },
    ...{ persona, verdadDe },
    vecina({ id, eleccion, territorio, casilla }) {
      const others = proceso.actasPorEleccion.get(eleccion) ?? [];
      const beside = others.find(
        (one) =>
          one.territorio === territorio &&
          one.casilla.tipo === casilla.tipo &&
          one.id !== id &&
          ensayo.verdades(one).tipo === 'acta',
      );
      return found(beside, `another acta beside ${id}`);
    },
    acta: (leccion, n = 0) =>
      found(ensayo.actas.filter((one) => one.leccion === leccion)[n], `${leccion} ${n}`),

    async captura({ clave, centro }, { id, ...acta }, cambios = {}) {
      const who = { persona: clave, lugar: centro };
      const tarea = must(await fases.captura.siguiente(who));
      check(tarea?.acta, id);
      const said = { ...verdadDe({ id, ...acta }), ...cambios };
      const lecturas = Object.fromEntries(
        (tarea?.campos ?? []).map((campo) => [campo, found(said[campo], campo)]),
      );
      must(await fases.captura.registrar({ ...who, acta: id, lecturas }));
    },

    async verifica({ clave, centro }, { id }) {
      const who = { persona: clave, lugar: centro, acta: id };
      must(await fases.verificacion.tomar(who));
      must(await fases.verificacion.verificar(who));
    },
  };
}

/** The value of what must have gone well. */
export function must<T>(result: Result<T, Refusal | readonly { readonly mensaje: string }[]>): T {
  if (result.ok) return result.value;
  const { error } = result;
  throw new Error('mensaje' in error ? error.mensaje : error.map(({ mensaje }) => mensaje).join('\n'));
}

/** What must be there. */
export function found<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`there is none: ${what}`);
  return value;
}

function check(given: IdActa | undefined, expected: IdActa): void {
  if (given !== expected) throw new Error(`the queue gave ${given ?? 'nothing'} and not ${expected}`);
}

/** Numbers one after the other. */
function createSorteo(): (max: number) => number {
  let n = 0;
  return (max) => {
    n += 1;
    return (n * 7) % max;
  };
}
