/**
 * The station of a CATD: takes what its scanner gives and the envelopes that arrive, keeps it on its disk, and sends
 * it while there is network. It works alone for as long as it takes.
 */

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeOf } from '../comun/archivos.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { acopiar, leer } from './acopio.ts';
import { type Almacen, openAlmacen, type TipoDeHecho } from './almacen.ts';
import { openArchivos } from './archivos.ts';
import { createPedir, firmando } from './cliente.ts';
import type { EstadoDeEstacion, ImagenEnEstacion } from './contrato.ts';
import { type Disco, failureOfDisk } from './disco.ts';
import type { Firmante } from './entregas.ts';
import { type Plazos, startEnvio } from './envio.ts';
import { type PlazosDeEscaner, watchEscaner } from './escaner.ts';
import { actasDe, type DeEstado, entregasDe, estadoDe, imagenDe, turnoEnEstacion } from './estado.ts';
import { type Identidad, readIdentidad } from './identidad.ts';
import { leerActa } from './lectura.ts';
import { openLibro } from './libro.ts';
import { listMemorias } from './memorias.ts';
import { type Mandos, type Pagina, startPagina } from './pagina.ts';
import { nombreDePaquete, writePaquete } from './paquete.ts';
import { createReloj, inWords, type RecuerdoDeReloj, type Relojes } from './reloj.ts';
import { descartarImagen, enviarImagen, type Procesar, tomar } from './tomar.ts';
import { cambiarTurno, personasDe } from './turno.ts';

export interface OpcionesDeEstacion {
  readonly carpeta: string;
  /** folder of the scanner; null when it has none */
  readonly escaner: string | null;
  readonly puerto: number;
  /** folder of the built page; null without it */
  readonly construida: string | null;
  /** folders where packages may be written, besides memory sticks */
  readonly destinos: readonly string[];
  readonly procesar: Procesar;
  readonly disco: Disco;
  readonly relojes: Relojes;
  readonly azar: () => number;
  readonly alto: AbortSignal;
  /** a line for who watches the terminal */
  readonly decir: (linea: string) => void;
  readonly plazos?: Partial<Plazos & PlazosDeEscaner>;
}

/** Between one look at the clocks and the disk and the next. */
const TIC_MS = 1_000;
const RECUERDO_CADA_TICS = 30;
/** Below the first it is said; below the second no image is taken, so that envelopes still can. Or parts of a small disk. */
const POCO = { bytes: 1024 ** 3, parte: 0.2 };
const LLENO = { bytes: 64 * 1024 ** 2, parte: 0.1 };
/** What an envelope needs, and the clock: with less it cannot be promised. */
const SIN_NADA = 256 * 1024;

/** Works until `alto`. Refuses when the folder is not that of an enrolled station, or its base cannot be opened. */
export async function runEstacion(opciones: OpcionesDeEstacion): Promise<Result<null, Refusal>> {
  const { carpeta, disco, alto, decir } = opciones;
  const known = openIdentidad(carpeta, disco);
  if (!known.ok) return known;
  const opened = await openWithRoom(opciones);
  if (!opened.ok) return opened;
  const almacen = opened.value;
  disco.sync(carpeta);
  try {
    const equipo = almacen.equipo();
    if (equipo === null) return SIN_ENROLAR;
    const pagina = await start(opciones, almacen, known.value, {
      equipo: equipo.clave,
      proceso: equipo.proceso.nombre,
      llave: known.value.llave,
    });
    if (!pagina.ok) return pagina;
    decir(`Estación ${equipo.clave} del CATD ${equipo.centro.clave} ${equipo.centro.nombre}.`);
    decir(`La página de la estación: ${pagina.value.pagina.direccion}`);
    if (opciones.escaner === null)
      decir('Sin carpeta del escáner: agregue --escaner CARPETA para digitalizar.');
    else decir(`Carpeta del escáner: ${opciones.escaner}`);
    await new Promise<void>((resolve) => {
      if (alto.aborted) resolve();
      else alto.addEventListener('abort', () => resolve());
    });
    await pagina.value.stop();
    return ok(null);
  } finally {
    almacen.close();
  }
}

/** A station that is turned on with its disk full begins when there is room. */
async function openWithRoom({ carpeta, alto, decir }: OpcionesDeEstacion) {
  for (let vez = 0; ; vez += 1) {
    const opened = openAlmacen(carpeta);
    if (opened.ok || opened.error.codigo !== 'DISCO_LLENO' || alto.aborted) return opened;
    if (vez === 0) decir(opened.error.mensaje);
    // Ended by whoever stops the program.
    await wait(TIC_MS, undefined, { signal: alto }).catch(() => null);
  }
}

const SIN_ENROLAR = refuse(
  'SIN_ENROLAR',
  'Esta carpeta todavía no es de una estación enrolada y confirmada. Use prep catd enrolar --servidor URL --codigo CÓDIGO --carpeta DIR.',
);

function openIdentidad(carpeta: string, disco: Disco): Result<Identidad, Refusal> {
  const read = readIdentidad(carpeta, disco);
  if (!read.ok) return read;
  return read.value === null || read.value.equipo === null ? SIN_ENROLAR : ok(read.value);
}

async function start(
  opciones: OpcionesDeEstacion,
  almacen: Almacen,
  identidad: Identidad,
  firmante: Firmante,
): Promise<Result<{ readonly pagina: Pagina; readonly stop: () => Promise<void> }, Refusal>> {
  const { carpeta, escaner: folder, disco, relojes, alto, azar } = opciones;
  const listeners = new Set<() => void>();
  const cambio = () => {
    for (const hear of listeners) hear();
  };
  const anotar = (tipo: TipoDeHecho, mensaje: string) => {
    // On a full disk it is only on the terminal.
    almacen.transaccion(() => almacen.anotar({ momento: reloj.servidor(), tipo, mensaje }));
    opciones.decir(mensaje);
    cambio();
  };

  const archivos = openArchivos(join(carpeta, 'archivos'), disco);
  archivos.prepare();
  let room = look();
  function look(): EstadoDeEstacion['disco'] {
    const { libres, total } = disco.room(carpeta);
    return { libres, total, ...nivelDe(libres, total) };
  }
  const libro = openLibro(almacen);
  const reloj = createReloj(relojes, almacen.recuerdo<RecuerdoDeReloj>('reloj'));
  const de = {
    almacen,
    archivos,
    libro,
    reloj,
    firmante,
    procesar: opciones.procesar,
    leidos: new Set<string>(),
  };
  const { pedir, close } = createPedir(identidad.servidor, alto);
  const envio = startEnvio({
    ...{ almacen, archivos, libro, reloj, relojes, pedir, alto, cambio, anotar, azar },
    firmado: firmando(pedir, { ...firmante, momento: reloj.servidor }),
    ...(opciones.plazos && { plazos: opciones.plazos }),
  });
  const escaner =
    folder === null
      ? null
      : watchEscaner({
          ...{ carpeta: folder, disco, alto, cambio, anotar, monotono: relojes.monotono },
          tomar: async (nombre, bytes) => {
            if (room.nivel === 'lleno') return refuse('DISCO_LLENO', room.mensaje ?? '');
            const taken = await tomar(de, nombre, bytes);
            envio.despertar();
            return taken;
          },
          ...(opciones.plazos && { plazos: opciones.plazos }),
        });

  let tics = 0;
  let recordado = reloj.desfase();
  function tic(): void {
    const salto = reloj.mirar();
    if (salto !== null) {
      anotar('salto_de_reloj', sayJump(salto.salto));
      envio.medirDeNuevo();
    }
    const before = room.nivel;
    room = look();
    if (room.nivel === 'lleno' && before !== 'lleno') anotar('disco_lleno', room.mensaje ?? '');
    if (room.nivel !== 'lleno' && before === 'lleno')
      anotar('disco_con_lugar', 'Ya hay lugar en el disco: se sigue.');
    if (room.nivel !== before) cambio();
    const desfase = reloj.desfase();
    if (tics % RECUERDO_CADA_TICS === 0 || salto !== null || desfase !== recordado) {
      almacen.transaccion(() => almacen.recordar('reloj', reloj.recuerdo()));
      recordado = desfase;
    }
    tics += 1;
  }
  anotar('empezo', 'La estación empezó a trabajar.');
  tic();
  const ticking = setInterval(tic, TIC_MS);

  const deEstado: DeEstado = {
    ...{ almacen, libro, reloj, identidad, envio, escaner, carpetaDelEscaner: folder },
    disco: () => room,
  };
  const mandos = createMandos();
  const stop = async () => {
    clearInterval(ticking);
    await Promise.all([envio.fin, escaner?.fin]);
    close();
    almacen.transaccion(() => almacen.recordar('reloj', reloj.recuerdo()));
  };
  try {
    const llave = keyOfPage(carpeta, disco);
    const pagina = await startPagina({
      mandos,
      llave,
      puerto: opciones.puerto,
      construida: opciones.construida,
    });
    return ok({
      pagina,
      stop: async () => {
        await pagina.close();
        await stop();
      },
    });
  } catch (error) {
    const code = codeOf(error);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    return refuse('PUERTO_OCUPADO', `El puerto ${opciones.puerto} está ocupado. Elija otro con --puerto N.`);
  }

  function createMandos(): Mandos {
    const shown = (id: number): ImagenEnEstacion => {
      const imagen = almacen.imagen(id);
      if (imagen === null) throw new Error(`no such image: ${id}`);
      return imagenDe(deEstado, imagen);
    };
    const changed = () => {
      envio.despertar();
      cambio();
    };
    return {
      estado: () => estadoDe(deEstado),
      actas: () => actasDe(deEstado),
      entregas: () => entregasDe(deEstado),
      leer: (texto) => leer(de, texto),
      acopiar(peticion) {
        const done = acopiar(de, peticion);
        changed();
        return done;
      },
      enviar(id, { declarada, documento }) {
        const actas = almacen.equipo()?.actas ?? [];
        const acta = declarada === null ? null : leerActa(declarada, { actas, proceso: firmante.proceso });
        if (acta?.ok === false) return acta;
        const sent = enviarImagen(de, id, { declarada: acta?.value.acta ?? null, documento });
        changed();
        return sent.ok ? ok(shown(id)) : sent;
      },
      descartar(id, razon) {
        const done = descartarImagen(de, id, razon);
        changed();
        return done.ok ? ok(shown(id)) : done;
      },
      cambiarTurno(quien) {
        const done = cambiarTurno(de, quien);
        cambio();
        return done.ok ? ok(turnoEnEstacion(done.value, personasDe(almacen))) : done;
      },
      imagen(id) {
        const imagen = almacen.imagen(id);
        return imagen === null ? null : archivos.read(imagen.sha256);
      },
      miniatura: (id) => almacen.miniatura(id),
      memorias: () => listMemorias(disco, destinosDe(opciones)),
      async hacerPaquete(destino) {
        const offered = this.memorias().some(({ carpeta: each }) => each === destino);
        if (!offered) return refuse('DESTINO', 'Esa memoria ya no está puesta. Elija otra.');
        const made = await makePaquete(
          { almacen, archivos, disco, entregas: libro.todas(), firmante, momento: reloj.now() },
          (nombre) => join(destino, nombre),
        );
        if (made.ok) {
          const { acopios, imagenes, ruta } = made.value;
          anotar('paquete', `Paquete con ${acopios} sobres y ${imagenes} imágenes en ${ruta}.`);
        }
        return made;
      },
      alCambiar(hear) {
        listeners.add(hear);
        return () => listeners.delete(hear);
      },
    };
  }
}

function makePaquete(
  {
    almacen,
    firmante,
    ...de
  }: Pick<Parameters<typeof writePaquete>[0], 'archivos' | 'disco' | 'entregas' | 'momento'> & {
    readonly almacen: Almacen;
    readonly firmante: Firmante;
  },
  salidaDe: (nombre: string) => string,
) {
  const centro = almacen.equipo()?.centro;
  const catd = centro === undefined ? '' : `${centro.clave} ${centro.nombre}`;
  return writePaquete({ ...de, ...firmante, catd }, salidaDe(nombreDePaquete(firmante.equipo, de.momento)));
}

/** The same package from the terminal, also while the station works. @param salida path of the file */
export async function paqueteDe(carpeta: string, disco: Disco, salida: string, momento: string) {
  const known = openIdentidad(carpeta, disco);
  if (!known.ok) return known;
  const opened = openAlmacen(carpeta);
  if (!opened.ok) return opened;
  const almacen = opened.value;
  try {
    const equipo = almacen.equipo();
    if (equipo === null) return SIN_ENROLAR;
    const firmante = { equipo: equipo.clave, proceso: equipo.proceso.nombre, llave: known.value.llave };
    const archivos = openArchivos(join(carpeta, 'archivos'), disco);
    const entregas = openLibro(almacen).todas();
    return await makePaquete({ almacen, archivos, disco, entregas, firmante, momento }, () => salida);
  } finally {
    almacen.close();
  }
}

function destinosDe({ carpeta, destinos }: OpcionesDeEstacion) {
  return [
    ...destinos.map((each) => ({ carpeta: each, nombre: each })),
    { carpeta, nombre: 'La carpeta de la estación (para copiarlo después)' },
  ];
}

/** The same each time: a browser that has it goes on after a power cut. */
function keyOfPage(carpeta: string, disco: Disco): string {
  const path = join(carpeta, 'llave-de-la-pagina');
  const known = disco.read(path)?.toString('utf8').trim() ?? '';
  if (/^[\w-]{43}$/.test(known)) return known;
  const made = randomBytes(32).toString('base64url');
  try {
    disco.write(path, Buffer.from(`${made}\n`), 0o600);
  } catch (error) {
    // On a full disk it lasts as long as this program.
    if (failureOfDisk(error) === null) throw error;
  }
  return made;
}

function nivelDe(libres: number, total: number): Pick<EstadoDeEstacion['disco'], 'nivel' | 'mensaje'> {
  const megas = Math.floor(libres / 1_000_000);
  if (libres < Math.min(LLENO.bytes, total * LLENO.parte)) {
    return {
      nivel: 'lleno',
      mensaje: `${libres < SIN_NADA ? 'No queda espacio en el disco: no se toman imágenes nuevas ni se pueden registrar sobres' : `El disco está lleno (quedan ${megas} MB): no se toman imágenes nuevas`}. Lo registrado está a salvo y se sigue enviando. Libere espacio; la estación sigue sola.`,
    };
  }
  if (libres < Math.min(POCO.bytes, total * POCO.parte))
    return { nivel: 'poco', mensaje: `Quedan ${megas} MB en el disco de esta computadora.` };
  return { nivel: 'bien', mensaje: null };
}

function sayJump(salto: number | null): string {
  if (salto === null)
    return 'El reloj de esta computadora se atrasó mientras estuvo apagada: se medirá otra vez.';
  const words = inWords(salto < 0 ? Math.abs(salto) : -salto)
    .replace(/^va /, '')
    .replace(/ (adelantado|atrasado)$/, '');
  return `Alguien movió el reloj de esta computadora: ${words} ${salto > 0 ? 'adelante' : 'atrás'}.`;
}
