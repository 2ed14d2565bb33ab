/**
 * Drives one acta of a real night through every phase with virtual people, at the times that the file gives:
 * acopio, image, two blind captures, verification; or sin acta, or fuera de catálogo.
 */

import type { MarcaTiempo } from '../basedatos/leer-fecha.ts';
import type { Fila } from '../basedatos/leer-fila.ts';
import type { EntregaDeImagen } from '../digitalizacion/servicio.ts';
import { type Digitalizacion, type Instante, type Origen, TIPOS_DOCUMENTO } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { Lectura } from '../dominio/lectura.ts';
import type { Refusal, Result } from '../dominio/result.ts';
import type { Fases } from '../servidor/fases.ts';
import { renderActa } from '../simulacro/imagen.ts';
import type { Tecleado } from './sustituto.ts';

/** The clock of the night: services read it, this drives it. */
export interface Reloj {
  ahora: Instante;
}

/** Offset and leyenda of the night being reproduced. */
export interface Contexto {
  readonly fases: Fases;
  readonly reloj: Reloj;
  readonly eleccion: string;
  readonly titulo: string;
  /** hours from UTC of the times of the file */
  readonly utc: number;
  /** time of the corte in which the acta first appears: where the file gives no time */
  readonly corte: Instante;
}

const CCV = 'CCV001';
const CATD = 'CATD001';
const LEYENDA = 'REPRODUCCION';

/** Makes everything happen that the published row says. Throws when a phase refuses: the plan was wrong. */
export async function driveActa(
  contexto: Contexto,
  acta: IdActa,
  fila: Fila,
  tecleado: Tecleado,
): Promise<void> {
  const { fases, reloj } = contexto;
  if (fila.estado === 'sin_acta') {
    reloj.ahora = contexto.corte;
    expectDone(
      await fases.acopio.declararSinActa({
        acta,
        persona: 'coordinador-catd',
        confirma: 'coordinador-ccv',
        lugar: CATD,
        motivo: fila.motivoSinActa ?? 'paquete_no_entregado',
      }),
    );
    return;
  }
  const imagen = await drawImagen(contexto, fila, Object.entries(tecleado.lecturas));
  reloj.ahora = instantOf(fila.acopio, contexto);
  const entrega = entregaOf(fila, imagen);
  if (entrega.origen === 'CATD') {
    expectDone(
      await fases.acopio.registrar({
        acta,
        persona: 'acopiador',
        lugar: CATD,
        via: 'CATD',
        horaManuscrita: null,
      }),
    );
  }
  expectDone(await fases.digitalizacion.recibir({ ...entrega, acta }));

  reloj.ahora = instantOf(fila.captura, contexto);
  for (const persona of ['capturista-a', 'capturista-b']) {
    const tarea = expectDone(await fases.captura.siguiente({ persona, lugar: CCV }));
    if (tarea?.acta !== acta)
      throw new Error(`${persona} got ${tarea?.acta ?? 'nothing'} instead of ${acta}`);
    expectDone(await fases.captura.registrar({ acta, persona, lugar: CCV, lecturas: tecleado.lecturas }));
  }

  // Campeche published captured actas that were never verified: those have no time of verification.
  if (typeof fila.verificacion !== 'object') return;
  reloj.ahora = instantOf(fila.verificacion, contexto);
  const verificador = { acta, persona: 'verificador', lugar: CCV };
  expectDone(await fases.verificacion.tomar(verificador));
  expectDone(await fases.verificacion.verificar(verificador));
}

/** Registers an acta that matches no approved casilla. */
export async function driveFueraDeCatalogo(contexto: Contexto, fila: Fila): Promise<void> {
  const { fases, reloj } = contexto;
  const acopio = instantOf(fila.acopio, contexto);
  reloj.ahora = acopio;
  // Its published hash keeps apart images that would otherwise be drawn alike.
  const imagen = await drawImagen(contexto, fila, []);
  expectDone(
    await fases.digitalizacion.registrarFueraDeCatalogo({
      ...entregaOf(fila, imagen),
      eleccion: contexto.eleccion,
      identificacion: fila.claveActa === '' ? '-' : fila.claveActa,
      razon: 'Publicada fuera de catálogo en la base oficial',
      confirma: 'coordinador-ccv',
      acopio,
    }),
  );
}

function drawImagen(
  { titulo }: Contexto,
  fila: Fila,
  campos: readonly (readonly [string, Lectura])[],
): Promise<Buffer> {
  return renderActa({
    leyenda: LEYENDA,
    titulo,
    identificacion: [
      `CLAVE ${fila.claveActa === '' ? 'ILEGIBLE' : fila.claveActa}`,
      `${fila.territorio.id} ${fila.territorio.nombre}`,
      `IMAGEN OFICIAL ${fila.sha.slice(0, 24)}`,
    ],
    campos,
  });
}

function entregaOf(fila: Fila, bytes: Uint8Array): EntregaDeImagen {
  const origen: Origen = fila.origen.toUpperCase() === 'CASILLA' ? 'CASILLA' : 'CATD';
  const digitalizacion: Digitalizacion = fila.digitalizacion.toUpperCase() === 'MOVIL' ? 'MOVIL' : 'ESCANER';
  const tipoDocumento = TIPOS_DOCUMENTO.find((tipo) => tipo === fila.tipoDocumento) ?? 'ACTA PREP';
  return { bytes, origen, digitalizacion, tipoDocumento, persona: 'digitalizador', lugar: CATD };
}

function instantOf(marca: MarcaTiempo, { utc, corte }: Contexto): Instante {
  if (typeof marca !== 'object') return corte;
  return new Date((marca.local - utc * 3600) * 1000).toISOString();
}

function expectDone<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new Error(`${result.error.codigo}: ${result.error.mensaje}`);
  return result.value;
}
