/**
 * The two files of a section, as they go to the store: its JSON, and the page made from it, each compressed. A pure
 * function of the process and of the JSON, so that any thread may do it.
 */

import type { Momento } from '../dominio/corte.ts';
import type { Proceso } from '../proceso/proceso.ts';
import { compress, type SeccionImpresa } from './compresion.ts';
import { marcaDe } from './contexto.ts';
import { sha256De } from './objetos.ts';
import { createReloj } from './reloj.ts';
import { rutaDeSeccionJson } from './secciones.ts';
import type { DatosDeSeccion, SeccionDeEleccion } from './sitio/datos.ts';
import { renderSeccion } from './sitio/seccion.ts';
import type { Paginas } from './sitio-en-corte.ts';

export interface Imprenta {
  /** The page of a section. */
  draw(seccion: string, json: Uint8Array): string;
  /** The page, and both files compressed. */
  print(seccion: string, json: Uint8Array): SeccionImpresa;
}

/** @param render another, for whoever looks at something else than the pages */
export function createImprenta(proceso: Proceso, render: Paginas['renderSeccion'] = renderSeccion): Imprenta {
  const contexto = { proceso, reloj: createReloj(proceso.huso), marca: marcaDe(proceso) };
  const draw = (seccion: string, json: Uint8Array) =>
    render(contexto, datosDeSeccion(proceso, seccion, json));
  return {
    draw,
    print(seccion, json) {
      const pagina = Buffer.from(draw(seccion, json));
      return {
        json: { bytes: json, formas: compress('hoja', json) },
        pagina: { bytes: pagina, sha256: sha256De(pagina), formas: compress('hoja', pagina) },
      };
    },
  };
}

interface SeccionLeida {
  readonly actualizacion: {
    readonly numero: number;
    readonly tipo: Momento;
    readonly momento: string;
    readonly local: string;
  } | null;
  readonly elecciones: readonly (Omit<SeccionDeEleccion, 'eleccion' | 'ruta'> & {
    readonly eleccion: { readonly clave: string };
  })[];
}

/** What the page shows is read from the JSON: they cannot say different things. */
function datosDeSeccion(
  { eleccionPorClave }: Pick<Proceso, 'eleccionPorClave'>,
  seccion: string,
  json: Uint8Array,
): DatosDeSeccion {
  const { actualizacion, elecciones }: SeccionLeida = JSON.parse(new TextDecoder().decode(json));
  return {
    seccion,
    cambio:
      actualizacion === null
        ? null
        : {
            numero: actualizacion.numero,
            tipo: actualizacion.tipo,
            iso: actualizacion.momento,
            local: actualizacion.local,
          },
    elecciones: elecciones.map(({ eleccion: { clave }, ...rest }) => {
      const eleccion = eleccionPorClave.get(clave);
      if (eleccion === undefined) throw new Error(`election that the process does not have: ${clave}`);
      return { ...rest, eleccion, ruta: rutaDeSeccionJson(seccion) };
    }),
  };
}
