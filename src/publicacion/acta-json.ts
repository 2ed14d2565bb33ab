/**
 * An expected acta as the JSON of its section shows it: every value as it was captured, whether it counts, and
 * in words why not.
 */

import type { ActaConResultado } from '../basedatos/escribir-fila.ts';
import { textoObservacion, textoSinActa } from '../basedatos/escribir-observaciones.ts';
import { imagePath } from '../comun/imagenes.ts';
import type { Ajustes } from '../dominio/ajustes.ts';
import type { Casilla } from '../dominio/casilla.ts';
import { columnasDeVotos, votosPorCandidatura } from '../dominio/computo.ts';
import { limiteDeVotos, type MotivoSinActa, type Observacion } from '../dominio/contabilizacion.ts';
import { camposGenerales, type Eleccion, TOTAL_ASENTADO } from '../dominio/eleccion.ts';
import { isLegible, type Lectura, votosDe } from '../dominio/lectura.ts';
import { truncatedPercent } from '../dominio/porcentaje.ts';
import { unreachable } from '../dominio/result.ts';
import type { ActaClasificada } from './clasificar.ts';
import type { Contexto } from './contexto.ts';

export interface ObservacionPublicada {
  readonly clave: Observacion;
  /** as in the database: `EXCEDE LISTA NOMINAL` */
  readonly texto: string;
  readonly explicacion: string;
}

/** Folder of the images, from the root of the publication. */
export const CARPETA_IMAGENES = 'imagenes';

export function rutaDeImagen(sha256: string): string {
  return `${CARPETA_IMAGENES}/${imagePath(sha256)}`;
}

export function actaJson(clasificada: ActaClasificada, eleccion: Eleccion, contexto: Contexto) {
  const { acta } = clasificada;
  const { esperada } = acta;
  const base = {
    id: esperada.id,
    clave: esperada.clave,
    tipoActa: esperada.tipoActa.clave,
    principio: esperada.tipoActa.principio,
    territorio: esperada.territorio,
  };
  switch (acta.tipo) {
    case 'pendiente':
      return { ...base, estado: 'pendiente', contabilizada: null, observacion: null };
    case 'sin_acta':
      return {
        ...base,
        estado: 'sin_acta',
        contabilizada: 0,
        observacion: observacionSinActa(acta.motivo, contexto.proceso.ajustes),
      };
    case 'acta':
      return { ...base, estado: 'capturada', ...resultadoJson(acta, clasificada.votos, eleccion, contexto) };
    default:
      return unreachable(acta);
  }
}

function resultadoJson(
  acta: ActaConResultado,
  votos: readonly (Lectura | null)[],
  eleccion: Eleccion,
  { reloj, proceso }: Contexto,
) {
  const { esperada, lecturas, contabilizacion, imagen } = acta;
  const total = contabilizacion.totalCalculado;
  const cuenta = contabilizacion.contabilizada === 1;
  const generales: Record<string, Lectura> = {};
  for (const campo of [...camposGenerales(esperada.casilla.tipo), TOTAL_ASENTADO]) {
    const lectura = lecturas[campo];
    if (lectura === undefined) throw new Error(`${esperada.id} has no reading of ${campo}`);
    generales[campo] = lectura;
  }
  const porOpcion: Record<string, Lectura> = {};
  const porcentajes: Record<string, string> = {};
  for (const [i, clave] of columnasDe(eleccion).entries()) {
    const lectura = votos[i];
    if (lectura == null) continue;
    porOpcion[clave] = lectura;
    if (cuenta) porcentajes[clave] = truncatedPercent(votosDe(lectura), total);
  }
  const counted = votos.map((lectura) => (lectura === null ? 0 : votosDe(lectura)));
  return {
    contabilizada: contabilizacion.contabilizada,
    observacion: observacionDe(acta, porOpcion, proceso.ajustes),
    generales,
    votos: porOpcion,
    totalCalculado: total,
    porcentajes: cuenta ? porcentajes : null,
    candidaturas:
      cuenta && esperada.tipoActa.principio === 'MR'
        ? votosPorCandidatura(eleccion, esperada.territorio, counted).map(({ candidatura, votos: own }) => ({
            clave: candidatura.clave,
            votos: own,
            porcentaje: truncatedPercent(own, total),
          }))
        : null,
    imagen: {
      sha256: imagen.sha256,
      archivo: rutaDeImagen(imagen.sha256),
      origen: imagen.origen,
      digitalizacion: imagen.digitalizacion,
      tipoDocumento: imagen.tipoDocumento,
    },
    acopio: reloj.iso(acta.acopio),
    captura: reloj.iso(acta.capturada),
    verificacion: acta.verificada === null ? null : reloj.iso(acta.verificada),
    cotejo: acta.cotejo,
  };
}

// Asked once per acta; an election has one list.
const columnas = new WeakMap<Eleccion, readonly string[]>();

function columnasDe(eleccion: Eleccion): readonly string[] {
  const known = columnas.get(eleccion);
  if (known !== undefined) return known;
  const made = columnasDeVotos(eleccion);
  columnas.set(eleccion, made);
  return made;
}

function observacionDe(
  { contabilizacion, esperada }: ActaConResultado,
  votos: Readonly<Record<string, Lectura>>,
  ajustes: Ajustes,
): ObservacionPublicada | null {
  const { observacion: clave, totalCalculado } = contabilizacion;
  if (clave === 'ninguna') return null;
  if (clave === 'sin_acta') throw new Error(`${esperada.id} has readings and is a sin acta`);
  const texto = textoObservacion(clave);
  switch (clave) {
    case 'algun_campo': {
      const campos = Object.entries(votos).filter(([, lectura]) => !isLegible(lectura));
      const lista = campos.map(([campo, lectura]) => `${campo} (${lectura})`).join(', ');
      return { clave, texto, explicacion: `${lista}. Suma cero; el acta se contabiliza.` };
    }
    case 'excede':
      return { clave, texto, explicacion: explainExcede(esperada.casilla, totalCalculado, ajustes) };
    case 'todos':
      return {
        clave,
        texto,
        explicacion: 'Ningún campo de votos tiene un dato legible. El acta no se contabiliza.',
      };
    case 'fuera_de_catalogo':
      throw new Error(`${esperada.id} is in the catalogue`);
    default:
      return unreachable(clave);
  }
}

function explainExcede(casilla: Casilla, total: number, ajustes: Ajustes): string {
  const representantes = casilla.representantes ?? ajustes.representantesSupuestos;
  const limite = limiteDeVotos(casilla, ajustes);
  if (limite === null) throw new Error(`${casilla.clave} has no limit to exceed`);
  const base =
    casilla.tipo === 'S' ? 'boletas de la casilla especial' : 'personas en la lista nominal de la casilla';
  return (
    `La suma de los votos es ${total} y el máximo es ${limite}: ` +
    `${limite - representantes} ${base} más ${representantes} representaciones. El acta no se contabiliza.`
  );
}

function observacionSinActa(motivo: MotivoSinActa, ajustes: Ajustes): ObservacionPublicada {
  return {
    clave: 'sin_acta',
    texto: textoSinActa(motivo, ajustes.recipiente),
    explicacion: `${explainSinActa(motivo, ajustes)} No hay acta que contabilizar.`,
  };
}

function explainSinActa(motivo: MotivoSinActa, { recipiente }: Ajustes): string {
  switch (motivo) {
    case 'paquete_no_entregado':
      return 'El paquete electoral de la casilla no se entregó.';
    case 'casilla_no_instalada':
      return 'La casilla no se instaló.';
    case 'paquete_sin_recipiente':
      return recipiente === 'BOLSA'
        ? 'El paquete electoral llegó sin la Bolsa PREP, que lleva el acta.'
        : 'El paquete electoral llegó sin el Sobre PREP, que lleva el acta.';
    case 'contingencia_urna_electronica':
      return 'La urna electrónica tuvo una contingencia y no hay acta.';
    default:
      return unreachable(motivo);
  }
}
