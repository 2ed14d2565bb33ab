/**
 * The files of the sections in a corte: of those that may have changed, the ones that did, with the corte in which
 * they did, and the parts of the manifest that list them.
 */

import type { Momento } from '../dominio/corte.ts';
import { avisoDe, type Contexto } from './contexto.ts';
import type { Estado } from './estado.ts';
import type { CorteDeHistoria, VersionDeSeccion } from './historia.ts';
import { nombreDeParte, parteJson } from './manifiesto.ts';
import { type Objeto, type Objetos, sha256De } from './objetos.ts';
import { type Actualizacion, rutaDeSeccionJson } from './secciones.ts';
import type { DatosDeSeccion, SeccionDeEleccion } from './sitio/datos.ts';
import { archivoDePagina, rutaDeSeccion } from './sitio/rutas.ts';
import type { Paginas } from './sitio-en-corte.ts';

/** Where the page of a section is. */
export function rutaDePaginaDeSeccion(seccion: string): string {
  return archivoDePagina(rutaDeSeccion(seccion));
}

/** Writes the sections that changed. @returns their new versions */
export async function writeSecciones(
  contexto: Contexto,
  estado: Estado,
  objetos: Objetos,
  renderSeccion: Paginas['renderSeccion'],
): Promise<ReadonlyMap<string, VersionDeSeccion>> {
  const { catalogo, publicado, writeSeccion } = estado;
  const { corte } = contexto;
  const cortes = new Map(publicado.historia.cortes.map((one) => [one.numero, actualizacionDe(one)]));
  const own: Actualizacion = {
    numero: corte.numero,
    tipo: corte.tipo,
    momento: corte.iso,
    local: corte.local,
  };
  // Participation counts especiales in the last corte and not before, so any section may change.
  const todas = publicado.tipo !== corte.tipo;
  const nuevas = new Map<string, VersionDeSeccion>();

  for (const seccion of catalogo.claves) {
    if (!todas && !estado.sucias.has(seccion)) continue;
    const escrita = writeSeccion(seccion, catalogo.porClave.get(seccion) ?? [], corte.tipo);
    const before = publicado.secciones.get(seccion);
    const leida = publicado.leido?.secciones.get(seccion);
    const known = before === undefined ? leida : { corte: before.corte, sha256: before.json.sha256 };
    const { actualizacion, json } = dateSeccion(escrita, known, cortes, own);
    if (before !== undefined && sha256De(json) === before.json.sha256) continue;
    nuevas.set(seccion, {
      corte: actualizacion?.numero ?? 0,
      json: objetos.put(json, 'comprimido'),
      pagina: objetos.put(renderSeccion(contexto, datosDeSeccion(contexto, seccion, json)), 'comprimido'),
    });
    await objetos.turn();
  }
  return nuevas;
}

/** A section is of the corte before if with its date it has the same bytes; otherwise it is of this one. */
function dateSeccion(
  escrita: { readonly vacia: boolean; json(actualizacion: Actualizacion | null): string },
  known: { readonly corte: number; readonly sha256: string } | undefined,
  cortes: ReadonlyMap<number, Actualizacion>,
  own: Actualizacion,
): { readonly actualizacion: Actualizacion | null; readonly json: string } {
  if (escrita.vacia) return { actualizacion: null, json: escrita.json(null) };
  const before = known === undefined ? undefined : cortes.get(known.corte);
  if (before !== undefined) {
    const json = escrita.json(before);
    if (sha256De(json) === known?.sha256) return { actualizacion: before, json };
  }
  return { actualizacion: own, json: escrita.json(own) };
}

function actualizacionDe({ numero, tipo, momento, local }: CorteDeHistoria): Actualizacion {
  return { numero, tipo, momento, local };
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
function datosDeSeccion({ proceso }: Contexto, seccion: string, json: string): DatosDeSeccion {
  const { actualizacion, elecciones }: SeccionLeida = JSON.parse(json);
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
      const eleccion = proceso.eleccionPorClave.get(clave);
      if (eleccion === undefined) throw new Error(`election that the process does not have: ${clave}`);
      return { ...rest, eleccion, ruta: rutaDeSeccionJson(seccion) };
    }),
  };
}

/** Writes the parts of the manifest in which a section changed. @returns all the parts */
export function writePartes(
  { marca }: Contexto,
  { publicado, seccionesDeParte }: Estado,
  nuevas: ReadonlyMap<string, VersionDeSeccion>,
  objetos: Objetos,
): ReadonlyMap<string, Objeto> {
  const partes = new Map(publicado.partes);
  for (const nombre of new Set([...nuevas.keys()].map(nombreDeParte))) {
    const archivos = (seccionesDeParte.get(nombre) ?? []).flatMap((seccion) => {
      const version = nuevas.get(seccion) ?? publicado.secciones.get(seccion);
      if (version === undefined) throw new Error(`section without a version: ${seccion}`);
      const { corte, json, pagina } = version;
      return [
        { ruta: rutaDeSeccionJson(seccion), bytes: json.bytes, sha256: json.sha256, corte },
        { ruta: rutaDePaginaDeSeccion(seccion), bytes: pagina.bytes, sha256: pagina.sha256, corte },
      ];
    });
    partes.set(nombre, objetos.put(parteJson(avisoDe(marca), nombre, archivos), 'simple'));
  }
  return partes;
}
