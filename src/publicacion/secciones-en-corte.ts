/**
 * The files of the sections in a corte: of those that may have changed, the ones that did, with the corte in which
 * they did, and the parts of the manifest that list them.
 */

import type { Compresor, SeccionImpresa } from './compresion.ts';
import { avisoDe, type Contexto } from './contexto.ts';
import type { Estado } from './estado.ts';
import type { CorteDeHistoria, VersionDeSeccion } from './historia.ts';
import type { Imprenta } from './imprenta.ts';
import { nombreDeParte, parteJson } from './manifiesto.ts';
import { type Objeto, type Objetos, sha256De } from './objetos.ts';
import { type Actualizacion, rutaDeSeccionJson } from './secciones.ts';
import { archivoDePagina, rutaDeSeccion } from './sitio/rutas.ts';

/** Where the page of a section is. */
export function rutaDePaginaDeSeccion(seccion: string): string {
  return archivoDePagina(rutaDeSeccion(seccion));
}

/** Who makes the pages of the sections. */
export interface Talleres {
  readonly imprenta: Imprenta;
  /** the same, in another thread */
  readonly compresor: Pick<Compresor, 'offerSeccion'>;
}

/** Writes the sections that changed. @returns their new versions */
export async function writeSecciones(
  { corte }: Contexto,
  estado: Estado,
  objetos: Objetos,
  { imprenta, compresor }: Talleres,
): Promise<ReadonlyMap<string, VersionDeSeccion>> {
  const { catalogo, publicado, writeSeccion } = estado;
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
    const { actualizacion, bytes, sha256 } = dateSeccion(escrita, known, cortes, own);
    if (before !== undefined && sha256 === before.json.sha256) continue;
    const put = ({ json, pagina }: SeccionImpresa) => {
      nuevas.set(seccion, {
        corte: actualizacion?.numero ?? 0,
        json: objetos.putListo({ ...json, sha256 }),
        pagina: objetos.putListo(pagina),
      });
    };
    if (before === undefined && sha256 === leida?.sha256) {
      // Another process published it: what is in the store is not compressed again.
      const pagina = imprenta.draw(seccion, bytes);
      nuevas.set(seccion, {
        corte: leida.corte,
        json: objetos.put(bytes, 'hoja'),
        pagina: objetos.put(pagina, 'hoja'),
      });
      await objetos.turn();
      continue;
    }
    const elsewhere = compresor.offerSeccion(seccion, bytes);
    if (elsewhere === null) put(imprenta.print(seccion, bytes));
    else objetos.expect(elsewhere.then(put));
    await objetos.turn();
  }
  await objetos.settle();
  return nuevas;
}

interface SeccionFechada {
  readonly actualizacion: Actualizacion | null;
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** A section is of the corte before if with its date it has the same bytes; otherwise it is of this one. */
function dateSeccion(
  escrita: { readonly vacia: boolean; json(actualizacion: Actualizacion | null): string },
  known: { readonly corte: number; readonly sha256: string } | undefined,
  cortes: ReadonlyMap<number, Actualizacion>,
  own: Actualizacion,
): SeccionFechada {
  const dated = (actualizacion: Actualizacion | null): SeccionFechada => {
    const bytes = Buffer.from(escrita.json(actualizacion));
    return { actualizacion, bytes, sha256: sha256De(bytes) };
  };
  if (escrita.vacia) return dated(null);
  const before = known === undefined ? undefined : cortes.get(known.corte);
  if (before !== undefined) {
    const same = dated(before);
    if (same.sha256 === known?.sha256) return same;
  }
  return dated(own);
}

function actualizacionDe({ numero, tipo, momento, local }: CorteDeHistoria): Actualizacion {
  return { numero, tipo, momento, local };
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
