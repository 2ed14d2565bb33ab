/**
 * An expected acta as the JSON of its section shows it: every value as it was captured, whether it counts, and
 * in words why not.
 *
 * The text is put together by hand: a national corte writes half a million actas of some fifty values, and objects
 * that live only until they are written take twice as long.
 */

import type { ActaConResultado } from '../basedatos/escribir-fila.ts';
import { imagePath } from '../comun/imagenes.ts';
import type { Correccion } from '../dominio/acta.ts';
import { columnasDeVotos, votosPorCandidatura } from '../dominio/computo.ts';
import {
  camposDeVotos,
  camposGenerales,
  candidaturasDe,
  type Eleccion,
  TOTAL_ASENTADO,
} from '../dominio/eleccion.ts';
import { type Lectura, votosDe } from '../dominio/lectura.ts';
import { truncatedPercent } from '../dominio/porcentaje.ts';
import { unreachable } from '../dominio/result.ts';
import type { ActaClasificada } from './clasificar.ts';
import type { Contexto } from './contexto.ts';
import { observacionDe, observacionSinActa } from './observacion.ts';

/** Folder of the images, from the root of the publication. */
export const CARPETA_IMAGENES = 'imagenes';

export function rutaDeImagen(sha256: string): string {
  return `${CARPETA_IMAGENES}/${imagePath(sha256)}`;
}

/** What the actas of a territory have in common: keys already written as JSON. */
interface Plan {
  readonly campos: readonly { readonly columna: number; readonly key: string }[];
  readonly candidaturas: readonly string[];
}

/** Writes the actas of an election as JSON. */
export function createEscritorDeActas(
  eleccion: Eleccion,
  contexto: Pick<Contexto, 'proceso' | 'reloj'>,
): (clasificada: ActaClasificada) => string {
  const { reloj, proceso } = contexto;
  const columnas = columnasDeVotos(eleccion);
  const planes = new Map<string, Plan>();

  function planOf(territorio: string): Plan {
    const known = planes.get(territorio);
    if (known !== undefined) return known;
    const made = {
      campos: camposDeVotos(eleccion, territorio).map((clave) => ({
        columna: columnas.indexOf(clave),
        key: `${JSON.stringify(clave)}:`,
      })),
      candidaturas: candidaturasDe(eleccion, territorio).map(({ clave }) => JSON.stringify(clave)),
    };
    planes.set(territorio, made);
    return made;
  }

  function writeResultado(acta: ActaConResultado, votos: readonly (Lectura | null)[]): string {
    const { esperada, contabilizacion, imagen } = acta;
    const plan = planOf(esperada.territorio);
    const counts = contabilizacion.contabilizada === 1;
    const verificada = acta.verificada === null ? 'null' : `"${reloj.iso(acta.verificada)}"`;
    return (
      `"estado":"capturada","contabilizada":${contabilizacion.contabilizada}` +
      `,"observacion":${JSON.stringify(observacionDe(acta, eleccion, proceso.ajustes))}` +
      `,"generales":${writeGenerales(acta)}` +
      `,"votos":{${plan.campos.map(({ columna, key }) => key + writeLectura(votos[columna] ?? null)).join(',')}}` +
      `,"totalCalculado":${contabilizacion.totalCalculado}` +
      `,"porcentajes":${counts ? writePorcentajes(plan, votos, contabilizacion.totalCalculado) : 'null'}` +
      `,"candidaturas":${counts && esperada.tipoActa.principio === 'MR' ? writeCandidaturas(plan, acta, votos) : 'null'}` +
      `,"imagen":{"sha256":"${imagen.sha256}","archivo":"${rutaDeImagen(imagen.sha256)}"` +
      `,"origen":"${imagen.origen}","digitalizacion":"${imagen.digitalizacion}","tipoDocumento":"${imagen.tipoDocumento}"}` +
      `,"acopio":"${reloj.iso(acta.acopio)}","captura":"${reloj.iso(acta.capturada)}"` +
      `,"verificacion":${verificada},"cotejo":${acta.cotejo}`
    );
  }

  /** Nearly no acta has one. */
  function writeCorrecciones(correcciones: readonly Correccion[]): string {
    if (correcciones.length === 0) return '';
    const items = correcciones.map(({ momento, cambios }) => ({ momento: reloj.iso(momento), cambios }));
    return `,"correcciones":${JSON.stringify(items)}`;
  }

  function writeCandidaturas(
    plan: Plan,
    { esperada, contabilizacion }: ActaConResultado,
    votos: readonly (Lectura | null)[],
  ): string {
    const counted = votos.map((lectura) => (lectura === null ? 0 : votosDe(lectura)));
    const own = votosPorCandidatura(eleccion, esperada.territorio, counted);
    const items = own.map(
      ({ votos: value }, i) =>
        `{"clave":${plan.candidaturas[i]},"votos":${value},"porcentaje":"${truncatedPercent(value, contabilizacion.totalCalculado)}"}`,
    );
    return `[${items.join(',')}]`;
  }

  return (clasificada) => {
    const { acta, votos, correcciones } = clasificada;
    const { id, clave, tipoActa, territorio } = acta.esperada;
    const base =
      `{"id":${JSON.stringify(id)},"clave":"${clave}","tipoActa":${JSON.stringify(tipoActa.clave)}` +
      `,"principio":"${tipoActa.principio}","territorio":${JSON.stringify(territorio)},`;
    switch (acta.tipo) {
      case 'pendiente':
        return `${base}"estado":"pendiente","contabilizada":null,"observacion":null}`;
      case 'sin_acta': {
        const observacion = observacionSinActa(acta.motivo, proceso.ajustes);
        return `${base}"estado":"sin_acta","contabilizada":0,"observacion":${JSON.stringify(observacion)}}`;
      }
      case 'acta':
        return `${base}${writeResultado(acta, votos)}${writeCorrecciones(correcciones)}}`;
      default:
        return unreachable(acta);
    }
  };
}

function writeGenerales({ esperada, lecturas }: ActaConResultado): string {
  const items = [...camposGenerales(esperada.casilla.tipo), TOTAL_ASENTADO].map(
    (campo) => `"${campo}":${writeLectura(lecturas[campo] ?? null)}`,
  );
  return `{${items.join(',')}}`;
}

function writePorcentajes({ campos }: Plan, votos: readonly (Lectura | null)[], total: number): string {
  const items = campos.map(
    ({ columna, key }) => `${key}"${truncatedPercent(votosDe(votos[columna] ?? 0), total)}"`,
  );
  return `{${items.join(',')}}`;
}

/** @throws when the acta has no reading of a field that it must have */
function writeLectura(lectura: Lectura | null): string {
  if (lectura === null) throw new Error('an acta without a reading of one of its fields');
  return typeof lectura === 'number' ? String(lectura) : `"${lectura}"`;
}
