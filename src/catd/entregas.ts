/** Makes a delivery: the next in order, signed here, written together with what it is about. */

import type { KeyObject } from 'node:crypto';
import { firmar } from '../comun/firma.ts';
import { type IdActa, parseClaveActa } from '../dominio/clave.ts';
import { type DocumentoQueSeDice, documentoDe } from '../dominio/documento.ts';
import { type Entrega, type FormatoDeArchivo, formatEntrega } from '../dominio/entrega.ts';
import type { Almacen, EntregaGuardada, ImagenGuardada, Toma } from './almacen.ts';
import { sha256Of } from './archivos.ts';
import type { Reloj } from './reloj.ts';
import { turnoDe } from './turno.ts';

/** Who signs. */
export interface Firmante {
  readonly equipo: string;
  readonly proceso: string;
  readonly llave: KeyObject;
}

interface Hechura {
  readonly almacen: Almacen;
  readonly firmante: Firmante;
  readonly reloj: Reloj;
}

/** Inside a transaction of the store. */
export function makeAcopio(
  hechura: Hechura,
  { acta, horaManuscrita }: { readonly acta: IdActa; readonly horaManuscrita: string | null },
): EntregaGuardada {
  return make(hechura, { acta, archivo: null, original: null }, (common) => ({
    tipo: 'acopio',
    ...common,
    acta,
    horaManuscrita,
  }));
}

/**
 * Inside a transaction of the store.
 *
 * @param declarada what somebody typed, when its QR does not say it
 * @param documento what whoever has the paper says that it is
 */
export function makeImagen(
  hechura: Hechura,
  {
    imagen,
    toma,
    declarada,
    documento,
  }: {
    readonly imagen: Pick<ImagenGuardada, 'sha256' | 'bytes' | 'codigo' | 'motivos' | 'acta'>;
    readonly toma: Toma;
    readonly declarada: IdActa | null;
    readonly documento: DocumentoQueSeDice;
  },
): EntregaGuardada {
  const archivo = { sha256: imagen.sha256, bytes: imagen.bytes, formato: 'jpeg' } as const;
  const original = {
    sha256: toma.sha256,
    bytes: toma.bytes,
    formato: toma.formato as FormatoDeArchivo,
  };
  const acta = declarada ?? imagen.acta;
  return make(hechura, { acta, archivo, original }, (common) => ({
    tipo: 'imagen',
    ...common,
    origen: 'CATD',
    digitalizacion: 'ESCANER',
    tipoDocumento: documentoDe(documento, tipoDeCasilla(hechura.almacen, acta)),
    declarada,
    // A QR of something else may be longer than what a delivery can say.
    codigo: imagen.codigo?.slice(0, 200) ?? null,
    presentacion: 'publicable',
    archivo,
    original,
    motivos: imagen.motivos.map(({ motivo }) => motivo),
  }));
}

/** Null when it is of no acta that the station knows: the server will. */
function tipoDeCasilla(almacen: Almacen, acta: IdActa | null) {
  const clave = almacen.equipo()?.actas.find((each) => each.acta === acta)?.titulo.clave;
  const read = clave === undefined ? null : parseClaveActa(clave);
  return read?.ok ? read.value.casilla.tipo : null;
}

type Comun = Pick<Entrega, 'proceso' | 'equipo' | 'secuencia' | 'momento' | 'desfase' | 'persona'>;

function make(
  { almacen, firmante, reloj }: Hechura,
  about: Pick<EntregaGuardada, 'acta' | 'archivo' | 'original'>,
  say: (common: Comun) => Entrega,
): EntregaGuardada {
  const { equipo, proceso, llave } = firmante;
  const secuencia = almacen.siguienteSecuencia();
  const momento = reloj.now();
  const persona = turnoDe(almacen)?.persona ?? null;
  const entrega = say({ proceso, equipo, secuencia, momento, desfase: reloj.desfase(), persona });
  const texto = formatEntrega(entrega);
  const made: EntregaGuardada = {
    ...{ secuencia, momento: reloj.servidor(), texto },
    ...{ id: sha256Of(texto), firma: firmar(llave, texto), tipo: entrega.tipo },
    ...{ acta: about.acta, archivo: about.archivo, original: about.original },
    vista: null,
  };
  almacen.insertEntrega(made);
  return made;
}
