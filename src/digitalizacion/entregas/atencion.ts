/**
 * What is done with a complete delivery, away from who sent it: an envelope is registered; an image is opened, what
 * would be published of it is stored, and it is known of which acta it is, or people are asked. Each step leaves in
 * its row what the next needs, so it goes on from there after the program ends in the middle; the name of the delivery
 * is the key of its retries in the log, so nothing enters twice.
 */

import { hash } from 'node:crypto';
import type { Pool } from 'pg';
import type { Bitacora } from '../../bitacora/bitacora.ts';
import type { EstadoActa, Instante } from '../../dominio/acta.ts';
import type { IdActa } from '../../dominio/clave.ts';
import { documentoDe } from '../../dominio/documento.ts';
import type { EntregaDeAcopio, EntregaDeImagen } from '../../dominio/entrega.ts';
import { actorDeEntrega } from '../../dominio/persona-en-equipo.ts';
import { ok, type Refusal, type Result } from '../../dominio/result.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import type { Almacen } from '../almacen.ts';
import type { ImagenProcesada } from '../imagen/contrato.ts';
import type { DigitalizacionDeActas } from '../servicio.ts';
import { raise, SERVIDOR } from './alertas.ts';
import type { Hecho } from './cola.ts';
import type { Deposito } from './deposito.ts';
import { identifyImagen } from './identidad.ts';
import type { Parecidas } from './parecidas.ts';
import { checkPublicable } from './publicable.ts';
import {
  type CambioDeEntrega,
  type FilaDeEntrega,
  findEntrega,
  type Identifica,
  updateEntrega,
} from './tabla.ts';

/** Opens files: that of `imagen/taller.ts`. */
export interface Taller {
  procesar(bytes: Uint8Array): Promise<Result<readonly ImagenProcesada[], Refusal>>;
}

export interface AcopioDeEquipo {
  readonly entrega: EntregaDeAcopio;
  /** the key of its retries */
  readonly id: string;
  readonly centro: string;
  readonly recibida: Instante;
  /** in whose name it is written */
  readonly actor: string;
}

export interface PartesDeAtencion {
  readonly pool: Pool;
  readonly bitacora: Pick<Bitacora, 'noteWith' | 'load'>;
  readonly proceso: Proceso;
  readonly almacen: Almacen;
  readonly deposito: Deposito;
  readonly taller: Taller;
  readonly parecidas: Parecidas;
  readonly digitalizacion: DigitalizacionDeActas;
  readonly registrarAcopio: (acopio: AcopioDeEquipo) => Promise<Result<unknown, Refusal>>;
  /** where the person with that key works; null when there is none */
  readonly centroDePersona: (clave: string) => Promise<string | null>;
  readonly now: () => Instante;
}

export interface Atencion {
  /** Attends a delivery that is in process. */
  attend(id: string): Promise<Hecho>;
  /** Registers an image in the acta that people said; gives the row as it was left. */
  register(fila: FilaDeEntrega, acta: IdActa, personas: readonly string[]): Promise<FilaDeEntrega | null>;
  /** Gives it up after it failed so many times that it will not be otherwise. */
  giveUp(id: string): Promise<void>;
}

/** What is not there now and will be. */
const PASAJERAS = new Set([
  ...['DISCO_LLENO', 'ALMACEN_NO_DISPONIBLE', 'BASE_NO_DISPONIBLE', 'CONFLICTO_DE_VERSION'],
  ...['TALLER_LLENO', 'TALLER_CERRADO'],
]);
/** Its envelope has not arrived, or somebody closed the acta: it waits until that changes. */
const ESPERAN = new Set(['FALTA_ACOPIO', 'FASE_NO_LO_PERMITE']);
/** Times that a bug may stop one before it is left for people. */
const INTENTOS = 3;

export function createAtencion(partes: PartesDeAtencion): Atencion {
  const { pool, bitacora, proceso, almacen, deposito, taller, parecidas, digitalizacion, now } = partes;
  const uno = createTurno();
  const unSobre = createTurno();

  async function attend(id: string): Promise<Hecho> {
    const fila = await findEntrega(pool, id);
    if (fila === null || fila.estado !== 'en_proceso') return 'hecho';
    const { datos } = fila;
    if (datos.tipo === 'acopio') return unSobre(() => attendAcopio(fila, datos));
    if (fila.publicada === null) return open(fila, datos);
    return place(fila, datos);
  }

  async function attendAcopio(fila: FilaDeEntrega, entrega: EntregaDeAcopio): Promise<Hecho> {
    const { id, centro, recibida } = fila;
    const actor = await actorOf(fila);
    const done = await partes.registrarAcopio({ entrega, id, centro, recibida, actor });
    if (done.ok) {
      await updateEntrega(pool, id, {
        estado: 'registrada',
        acta: entrega.acta,
        codigo: null,
        mensaje: null,
      });
      return 'hecho';
    }
    if (PASAJERAS.has(done.error.codigo)) return 'despues';
    if (done.error.codigo === 'YA_ACOPIADA') {
      await updateEntrega(pool, id, { estado: 'registrada', acta: entrega.acta, ...done.error });
      return 'hecho';
    }
    return reject(fila, done.error);
  }

  /** Looks at the file; what would be published of it is on disk before the row says so. */
  async function open(fila: FilaDeEntrega, datos: EntregaDeImagen): Promise<Hecho> {
    const bytes = await deposito.read(fila.id, 'archivo');
    if (bytes === null || hash('sha256', bytes, 'hex') !== datos.archivo.sha256) {
      // The disk lost it: whoever sent it still has it.
      await updateEntrega(pool, fila.id, { estado: 'incompleta', llegaron: 0 });
      return 'hecho';
    }
    if (datos.presentacion === 'publicable') {
      const checked = checkPublicable(bytes);
      if (!checked.ok) return reject(fila, checked.error);
    }
    const opened = await taller.procesar(bytes);
    if (!opened.ok) return PASAJERAS.has(opened.error.codigo) ? 'despues' : reject(fila, opened.error);
    const paginas: Pagina[] = [];
    for (const imagen of opened.value) {
      const published = datos.presentacion === 'publicable' ? bytes : imagen.publicada.bytes;
      const stored = await almacen.store(published);
      if (!stored.ok) return PASAJERAS.has(stored.error.codigo) ? 'despues' : reject(fila, stored.error);
      paginas.push({ imagen, publicada: stored.value.sha256 });
    }
    if (datos.presentacion === 'original') {
      const kept = await deposito.keep(fila.id, 'archivo', datos.archivo.sha256);
      if (!kept.ok) return 'despues';
    }
    const written = await writePaginas(fila, datos, paginas);
    if (!written) return 'despues';
    if (datos.presentacion === 'publicable') await deposito.remove(fila.id, 'archivo');
    // The other pages are found by the queue; this one goes on at once.
    return attend(fila.id);
  }

  interface Pagina {
    readonly imagen: ImagenProcesada;
    readonly publicada: string;
  }

  /** What was seen of each page: the first in the row of its delivery, the others in rows of their own. */
  async function writePaginas(
    fila: FilaDeEntrega,
    datos: EntregaDeImagen,
    paginas: readonly Pagina[],
  ): Promise<boolean> {
    const done = await bitacora.noteWith<null, never>('DIGITALIZACION', async (client) => {
      for (const [i, { imagen, publicada }] of paginas.entries()) {
        const pagina = i + 1;
        const id = pagina === 1 ? fila.id : nameOfPage(fila.id, pagina);
        if (pagina > 1) await client.query(COPIA, [id, fila.id, pagina]);
        // Who sends several pages in one file cannot have said of which acta each one is.
        const declarada = paginas.length === 1 ? datos.declarada : null;
        const cambio = seen(imagen, { ...datos, declarada });
        await updateEntrega(client, id, {
          ...{ publicada, huella: imagen.huellaVisual },
          encuadre: datos.presentacion === 'publicable' ? imagen.encuadreDelArchivo : imagen.encuadre,
          ...cambio,
        });
      }
      return ok(null);
    });
    return done.ok;
  }

  function seen(imagen: ImagenProcesada, datos: EntregaDeImagen): CambioDeEntrega {
    const { veredicto, codigo } = imagen;
    const identidad = identifyImagen(
      {
        codigo,
        codigoDelEquipo: datos.presentacion === 'publicable' ? datos.codigo : null,
        declarada: datos.declarada,
        parece: veredicto.motivos.some(({ motivo }) => motivo === 'no_es_acta') ? 'otra_cosa' : 'acta',
      },
      proceso,
    );
    const motivos = JSON.stringify(veredicto.motivos.map(({ mensaje }) => mensaje));
    if (identidad.tipo === 'acta') {
      return { motivos, leida: identidad.acta, acta: identidad.acta, identifica: JSON.stringify('qr') };
    }
    const { razon, leida, mensaje } = identidad;
    return { motivos, leida, ...WAITS, razon, codigo: codeOfCase(razon), mensaje };
  }

  /** Puts an image whose acta is known in the log, unless another acta has the same picture. */
  async function place(fila: FilaDeEntrega, datos: EntregaDeImagen): Promise<Hecho> {
    const { acta, publicada, huella, identifica } = fila;
    if (acta === null || publicada === null || huella === null || identifica === null) {
      throw new Error(`a delivery in process without what was seen of it: ${fila.id}`);
    }
    const archivo = fila.pagina === 1 ? datos.archivo.sha256 : publicada;
    const registrada = { acta, sha256: publicada, archivo, huella };
    // One at a time: two of the same picture that came together would not see each other.
    return uno(async () => {
      const otra = parecidas.findOtra(registrada);
      // Two people who looked at it have already said which acta it is.
      if (otra !== null && identifica === 'qr') return stopSame(fila, acta, otra);
      const done = await writeFact(fila, datos, acta, publicada, identifica);
      if (done !== 'registrada') return done;
      parecidas.add(registrada);
      return 'hecho';
    });
  }

  async function stopSame(fila: FilaDeEntrega, acta: IdActa, otra: IdActa): Promise<Hecho> {
    const mensaje = `La imagen es la misma que la de ${otra}, y su código dice ${acta}. Dos personas la miran y teclean la clave del acta que se ve, o la descartan.`;
    const done = await bitacora.noteWith<null, never>('DIGITALIZACION', async (client, anotar) => {
      const cambio = {
        ...WAITS,
        razon: 'misma_imagen',
        codigo: codeOfCase('misma_imagen'),
        mensaje,
      } as const;
      await updateEntrega(client, fila.id, cambio);
      const alerta = {
        ...({ tipo: 'misma_imagen', clave: `misma_imagen ${fila.id}`, centro: fila.centro } as const),
        ...{ equipo: fila.equipo, actas: [acta, otra] },
        mensaje: `La misma imagen llegó para ${acta} y para ${otra}.`,
      };
      await raise(client, anotar, alerta, now());
      return ok(null);
    });
    return done.ok ? 'hecho' : 'despues';
  }

  async function writeFact(
    fila: FilaDeEntrega,
    datos: EntregaDeImagen,
    acta: IdActa,
    publicada: string,
    identifica: Identifica,
  ): Promise<'registrada' | Hecho> {
    const read = await almacen.read(publicada);
    if (!read.ok) return 'despues';
    const before = await bitacora.load(acta);
    if (!before.ok)
      return before.error.codigo === 'ACTA_DESCONOCIDA' ? reject(fila, before.error) : 'despues';
    const { origen, desfase, momento } = datos;
    const tipoDocumento = documentoDe(
      datos.tipoDocumento,
      proceso.actasPorId.get(acta)?.casilla.tipo ?? null,
    );
    const original = datos.presentacion === 'original' ? datos.archivo : datos.original;
    const done = await digitalizacion.recibir({
      ...{ acta, bytes: read.value, origen, tipoDocumento, digitalizacion: datos.digitalizacion },
      encuadre: fila.encuadre ?? undefined,
      ...{ persona: await actorOf(fila), lugar: fila.centro, idempotencia: fila.id },
      procedencia: {
        ...{ entrega: fila.id, equipo: fila.equipo, momento, desfase, persona: datos.persona },
        original: original?.sha256 ?? null,
        identifica,
        motivos: [...datos.motivos, ...fila.motivos],
      },
    });
    if (done.ok) {
      const uso = usoEn(done.value.estado, publicada);
      await updateEntrega(pool, fila.id, {
        ...{ estado: 'registrada', acta, uso, razon: null },
        ...noticeOf(fila.centro, acta, proceso),
      });
      return 'registrada';
    }
    const { codigo, mensaje } = done.error;
    if (PASAJERAS.has(codigo)) return 'despues';
    if (codigo === 'IMAGEN_REPETIDA') {
      const uso = usoEn(before.value.estado, publicada);
      await updateEntrega(pool, fila.id, { estado: 'registrada', acta, uso, razon: null, codigo, mensaje });
      return 'hecho';
    }
    if (ESPERAN.has(codigo)) {
      await updateEntrega(pool, fila.id, {
        ...{ estado: 'espera_acopio', acta, razon: null, espera_version: before.value.version },
        ...{ codigo, mensaje },
      });
      return 'hecho';
    }
    return reject(fila, done.error);
  }

  /** Who sends from a screen has logged in; what an equipo says of who was there is its word. */
  async function actorOf({ datos: { persona }, equipo, centro }: FilaDeEntrega): Promise<string> {
    if (equipo === null) return typeof persona === 'string' ? persona : SERVIDOR.actor;
    const known = typeof persona === 'string' ? await partes.centroDePersona(persona) : null;
    return actorDeEntrega({ persona, equipo, centro }, known);
  }

  async function reject({ id, datos }: FilaDeEntrega, { codigo, mensaje }: Refusal): Promise<Hecho> {
    if (datos.tipo === 'imagen') {
      const kept = await deposito.keep(id, 'archivo', datos.archivo.sha256);
      if (!kept.ok) return 'despues';
    }
    await updateEntrega(pool, id, { estado: 'rechazada', razon: null, codigo, mensaje });
    return 'hecho';
  }

  return {
    attend,

    async register(fila, acta, personas) {
      const identifica = JSON.stringify(personas);
      await updateEntrega(pool, fila.id, { estado: 'en_proceso', acta, identifica, razon: null });
      await attend(fila.id);
      return findEntrega(pool, fila.id);
    },

    async giveUp(id) {
      const fila = await findEntrega(pool, id);
      if (fila === null || fila.estado !== 'en_proceso') return;
      if (fila.intentos + 1 < INTENTOS) await updateEntrega(pool, id, { intentos: fila.intentos + 1 });
      else await reject(fila, FALLA);
    },
  };
}

const FALLA = {
  codigo: 'FALLA_DEL_PROGRAMA',
  mensaje:
    'El sistema falló al atender esta entrega y la dejó; sus bytes se guardaron como evidencia. Envíe el acta otra vez y avise a quien administra el sistema.',
} as const;

const WAITS = { estado: 'por_identificar', acta: null, identifica: null } as const;

/** A page after the first: the same delivery, in a row of its own. */
const COPIA = `
insert into prep.entrega (id, via, centro, texto, firma, datos, pagina, recibida, estado, bytes, llegaron)
select $1, via, centro, texto, firma, datos, $3, recibida, estado, bytes, llegaron from prep.entrega where id = $2
on conflict do nothing`;

function nameOfPage(id: string, pagina: number): string {
  return hash('sha256', `${id} ${pagina}`, 'hex');
}

/** The code of what an equipo is told: `POR_IDENTIFICAR_SIN_CODIGO`. */
function codeOfCase(razon: string): string {
  return `POR_IDENTIFICAR_${razon.toUpperCase()}`;
}

function usoEn(estado: EstadoActa, sha256: string): 'captura' | 'evidencia' {
  return 'imagen' in estado && estado.imagen === sha256 ? 'captura' : 'evidencia';
}

/** An acta of another CATD is received all the same; somebody should know. */
function noticeOf(centro: string, acta: IdActa, { actasPorId }: Proceso): CambioDeEntrega {
  const catd = actasPorId.get(acta)?.casilla.catd;
  if (catd === undefined || catd === centro) return { codigo: null, mensaje: null };
  return {
    codigo: 'DE_OTRO_CATD',
    mensaje: `El acta ${acta} es del CATD ${catd} y llegó por ${centro}. Se recibió; entreguen el paquete a su CATD.`,
  };
}

/** Runs one thing after another. */
function createTurno() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(body: () => Promise<T>): Promise<T> => {
    const mine = last.then(body, body);
    last = mine;
    return mine;
  };
}
