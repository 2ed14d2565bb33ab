/**
 * The actas fuera de catálogo of an election: what could be read of their identification, and their image.
 */

import type { ActaFueraDeCatalogo } from '../basedatos/escribir-fila.ts';
import { textoObservacion } from '../basedatos/escribir-observaciones.ts';
import type { Eleccion } from '../dominio/eleccion.ts';
import { rutaDeImagen } from './acta-json.ts';
import { type Contexto, identificacionDeCorte, identificacionDeEleccion } from './contexto.ts';

/** From the root of the publication. */
export function rutaDeFueras({ clave }: Pick<Eleccion, 'clave'>): string {
  return `${clave}/actas-fuera-de-catalogo.json`;
}

export function fuerasJson(contexto: Contexto, eleccion: Eleccion, actas: readonly ActaFueraDeCatalogo[]) {
  return {
    esquema: 'prep-abierto/fuera-de-catalogo/1',
    ...identificacionDeCorte(contexto),
    eleccion: identificacionDeEleccion(eleccion),
    explicacion:
      'Su identificación no permite asociarlas a una casilla aprobada. No son parte de las actas esperadas y sus votos no se contabilizan.',
    actas: actas.map(({ id, identificacion, imagen, acopio }) => ({
      id,
      contabilizada: 2,
      observacion: textoObservacion('fuera_de_catalogo'),
      identificacion,
      imagen: {
        sha256: imagen.sha256,
        archivo: rutaDeImagen(imagen.sha256),
        origen: imagen.origen,
        digitalizacion: imagen.digitalizacion,
        tipoDocumento: imagen.tipoDocumento,
      },
      acopio: contexto.reloj.iso(acopio),
    })),
  };
}
