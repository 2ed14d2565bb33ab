/**
 * A package of a night without network: what would enter, what is skipped and why, and then entering it. It goes the
 * same way as what arrives by network, so importing it twice, or after the network came back, changes nothing.
 */

import { hash, type KeyObject } from 'node:crypto';
import type { Pool } from 'pg';
import type { EstadoDeEquipo } from '../../acceso/contrato-de-equipos.ts';
import type { Bitacora } from '../../bitacora/bitacora.ts';
import { verifica } from '../../comun/firma.ts';
import type { Instante } from '../../dominio/acta.ts';
import { type Archivo, type Entrega, parseEntrega } from '../../dominio/entrega.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import { tituloDe } from '../../proceso/en-pantalla.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import type { PaqueteRevisado } from '../contrato.ts';
import { raise } from '../entregas/alertas.ts';
import type { Recepcion } from '../entregas/recepcion.ts';
import { type FilaDeEntrega, findEntrega, listEntregas, toEnServidor } from '../entregas/tabla.ts';
import { type Firmado, openPaquete, type PaqueteAbierto } from './abrir.ts';
import { type Paquete, parsePaquete } from './formato.ts';

/** An equipo whose package comes. */
export interface EquipoConLlave {
  readonly clave: string;
  readonly centro: string;
  readonly estado: EstadoDeEquipo;
  readonly llave: KeyObject | null;
}

export interface PartesDePaquetes {
  readonly pool: Pool;
  readonly bitacora: Pick<Bitacora, 'noteWith'>;
  readonly proceso: Proceso;
  readonly recepcion: Pick<Recepcion, 'admitir' | 'recibirBytes'>;
  readonly findEquipo: (clave: string) => Promise<EquipoConLlave | null>;
  readonly now: () => Instante;
}

export interface QuienImporta {
  readonly persona: string;
  readonly lugar: string;
  /** CATD whose packages they may import; null is all */
  readonly centro: string | null;
}

export interface Paquetes {
  /** What importing it would do. @param id SHA-256 of the file */
  revisar(ruta: string, id: string, quien: QuienImporta): Promise<Result<PaqueteRevisado, Refusal>>;
  importar(ruta: string, id: string, quien: QuienImporta): Promise<Result<PaqueteRevisado, Refusal>>;
}

type Renglon = PaqueteRevisado['entregas'][number];

/** What is known of one delivery of the package. */
interface Examinada {
  readonly id: string;
  readonly entrega: Entrega | null;
  readonly firmada: Firmado | null;
  readonly que: 'entra' | 'se_omite' | 'se_rechaza';
  readonly porque: string;
}

export function createPaquetes(partes: PartesDePaquetes): Paquetes {
  const { pool, proceso, recepcion, now } = partes;

  /** Opens it and does something with it, once it is seen that it is of an equipo that may deliver. */
  async function onPaquete(
    ruta: string,
    quien: QuienImporta,
    body: (
      abierto: PaqueteAbierto,
      paquete: Paquete,
      equipo: Conocido,
    ) => Promise<Result<PaqueteRevisado, Refusal>>,
  ): Promise<Result<PaqueteRevisado, Refusal>> {
    const opened = await openPaquete(ruta);
    if (!opened.ok) return opened;
    const abierto = opened.value;
    try {
      const paquete = parsePaquete(abierto.cabeza.texto);
      if (!paquete.ok) return paquete;
      const equipo = await checkEquipo(paquete.value, abierto.cabeza, quien);
      return equipo.ok ? await body(abierto, paquete.value, equipo.value) : equipo;
    } finally {
      abierto.close();
    }
  }

  async function checkEquipo(
    { equipo: clave, proceso: suyo }: Paquete,
    { texto, firma }: Firmado,
    { centro }: QuienImporta,
  ): Promise<Result<Conocido, Refusal>> {
    if (suyo !== proceso.nombre) {
      return refuse(
        'OTRO_PROCESO',
        `El paquete es del proceso «${suyo}» y aquí se opera «${proceso.nombre}».`,
      );
    }
    const equipo = await partes.findEquipo(clave);
    if (equipo === null || equipo.llave === null || equipo.estado === 'por_confirmar') {
      return refuse(
        'EQUIPO_DESCONOCIDO',
        `El paquete es de ${clave}, que no está enrolado y confirmado aquí.`,
      );
    }
    if (equipo.estado === 'revocado') {
      return refuse(
        'EQUIPO_REVOCADO',
        `El paquete es de ${clave}, que está revocado: no se importa nada de él. Si su papel está en el CATD, escanéelo en otra estación.`,
      );
    }
    if (centro !== null && equipo.centro !== centro) {
      return refuse(
        'OTRO_CATD',
        `El paquete es del CATD ${equipo.centro}. Lo importa su coordinación, o el CCV.`,
      );
    }
    if (verifica(equipo.llave, texto, firma)) return ok({ ...equipo, llave: equipo.llave });
    const alerta = {
      ...({
        tipo: 'firma_falsa',
        clave: `firma_falsa ${hash('sha256', `${texto}${firma}`, 'hex')}`,
      } as const),
      ...{ centro: equipo.centro, equipo: clave, actas: [] },
      mensaje: `Se quiso importar un paquete a nombre de ${clave} que no firmó su llave. No se usó nada de él.`,
    };
    const told = await partes.bitacora.noteWith<null, never>('DIGITALIZACION', async (client, anotar) => {
      await raise(client, anotar, alerta, now());
      return ok(null);
    });
    if (!told.ok) return told;
    return refuse(
      'FIRMA_FALSA',
      `El paquete dice ser de ${clave}, pero no lo firmó su llave. No se importa nada.`,
    );
  }

  async function examine(abierto: PaqueteAbierto, id: string, equipo: Conocido): Promise<Examinada> {
    const firmada = await abierto.readEntrega(id);
    const reject = (porque: string, entrega: Entrega | null = null): Examinada => ({
      ...{ id, entrega, firmada, que: 'se_rechaza', porque },
    });
    if (firmada === null || hash('sha256', firmada.texto, 'hex') !== id) {
      return reject('Falta en el paquete o está dañada.');
    }
    const parsed = parseEntrega(firmada.texto);
    if (!parsed.ok) return reject(parsed.error.mensaje);
    const entrega = parsed.value;
    if (!verifica(equipo.llave, firmada.texto, firmada.firma)) {
      return reject('No la firmó la llave de este equipo.', entrega);
    }
    if (entrega.equipo !== equipo.clave || entrega.proceso !== proceso.nombre) {
      return reject('Es de otro equipo o de otro proceso.', entrega);
    }
    const said = (que: Examinada['que'], porque: string): Examinada => ({
      id,
      entrega,
      firmada,
      que,
      porque,
    });
    const known = await findEntrega(pool, id);
    if (known !== null && known.estado !== 'incompleta') return alreadyThere(known, abierto, said);
    if (known === null && (await isTaken(entrega))) {
      return reject('Ya hay otra entrega de este equipo con ese número.', entrega);
    }
    if (entrega.tipo === 'acopio') return said('entra', 'Es un sobre recibido sin red.');
    const bytes = await abierto.readArchivo(entrega.archivo.sha256);
    if (!isWhole(bytes, entrega.archivo))
      return reject('Su imagen falta en el paquete o está dañada.', entrega);
    return said('entra', known === null ? 'Es una imagen hecha sin red.' : 'Había llegado una parte.');
  }

  async function isTaken({ equipo, secuencia }: Entrega): Promise<boolean> {
    const filas = await listEntregas(pool, 'equipo = $1 and secuencia = $2', [equipo, secuencia]);
    return filas.length > 0;
  }

  /** Enters one; what it gives goes in its line. */
  async function enter(
    abierto: PaqueteAbierto,
    { id, entrega, firmada, que, porque }: Examinada,
    equipo: Conocido,
  ): Promise<{ readonly que: Renglon['que']; readonly porque: string }> {
    if (que !== 'entra' || entrega === null || firmada === null) return { que, porque };
    const admitted = await recepcion.admitir(equipo, equipo.llave, firmada, 'paquete');
    if (!admitted.ok) return { que: 'se_rechaza', porque: admitted.error.mensaje };
    if (admitted.value.estado === 'rechazada') {
      return { que: 'se_rechaza', porque: admitted.value.mensaje ?? 'No se admite.' };
    }
    if (entrega.tipo === 'imagen') {
      const files = [
        { cual: 'archivo', archivo: entrega.archivo },
        ...(entrega.original === null ? [] : [{ cual: 'original', archivo: entrega.original } as const]),
      ] as const;
      for (const { cual, archivo } of files) {
        const bytes = await abierto.readArchivo(archivo.sha256);
        if (!isWhole(bytes, archivo)) continue;
        const received = await recepcion.recibirBytes(equipo.clave, id, { cual, desde: 0, bytes });
        if (!received.ok) return { que: 'se_rechaza', porque: received.error.mensaje };
      }
    }
    return { que: 'entro', porque: 'Quedó guardada y en la cola de este servidor.' };
  }

  function toRevisado(
    id: string,
    { equipo, momento }: Paquete,
    centro: string,
    entregas: readonly Renglon[],
  ) {
    return ok({ id, equipo, catd: centro, momento, entregas } satisfies PaqueteRevisado);
  }

  return {
    revisar: (ruta, id, quien) =>
      onPaquete(ruta, quien, async (abierto, paquete, equipo) => {
        const lines: Renglon[] = [];
        for (const each of paquete.entregas) {
          const examined = await examine(abierto, each, equipo);
          lines.push(toRenglon(examined, examined, proceso));
        }
        return toRevisado(id, paquete, equipo.centro, lines);
      }),

    importar: (ruta, id, quien) =>
      onPaquete(ruta, quien, async (abierto, paquete, equipo) => {
        const lines: Renglon[] = [];
        for (const each of paquete.entregas) {
          const examined = await examine(abierto, each, equipo);
          lines.push(toRenglon(examined, await enter(abierto, examined, equipo), proceso));
        }
        const count = (que: Renglon['que']) => lines.filter((line) => line.que === que).length;
        const datos = {
          ...{ paquete: id, equipo: equipo.clave, entraron: count('entro') },
          ...{ omitidas: count('se_omite'), rechazadas: count('se_rechaza') },
        };
        const told = await partes.bitacora.noteWith<null, never>(
          'DIGITALIZACION',
          async (_client, anotar) => {
            const { persona: actor, lugar } = quien;
            await anotar({ actor, lugar, momento: now(), tipo: 'paquete_importado', datos });
            return ok(null);
          },
        );
        return told.ok ? toRevisado(id, paquete, equipo.centro, lines) : told;
      }),
  };
}

type Conocido = EquipoConLlave & { readonly llave: KeyObject };

/** What the server has is skipped, unless it lacks what the scanner gave and the package brings it. */
function alreadyThere(
  known: FilaDeEntrega,
  abierto: PaqueteAbierto,
  said: (que: Examinada['que'], porque: string) => Examinada,
): Examinada {
  const { datos, estado, mensaje } = known;
  const original = datos.tipo === 'imagen' ? datos.original : null;
  if (original !== null && !toEnServidor(known).originalCompleto && abierto.has(original.sha256)) {
    return said('entra', 'Ya se había recibido; trae lo que dio el escáner, que faltaba.');
  }
  if (estado === 'rechazada') return said('se_omite', `Ya se había rechazado. ${mensaje ?? ''}`.trim());
  return said('se_omite', 'Ya se había recibido.');
}

function isWhole(bytes: Buffer | null, { sha256, bytes: size }: Archivo): bytes is Buffer {
  return bytes !== null && bytes.length === size && hash('sha256', bytes, 'hex') === sha256;
}

function toRenglon(
  { id, entrega }: Examinada,
  { que, porque }: { readonly que: Renglon['que']; readonly porque: string },
  proceso: Proceso,
): Renglon {
  const acta = entrega === null ? null : entrega.tipo === 'acopio' ? entrega.acta : entrega.declarada;
  const esperada = acta === null ? undefined : proceso.actasPorId.get(acta);
  return {
    ...{ id, que, porque, acta, titulo: esperada === undefined ? null : tituloDe(proceso, esperada) },
    secuencia: entrega?.secuencia ?? 0,
    tipo: entrega?.tipo ?? 'imagen',
    momento: entrega?.momento ?? '',
  };
}
