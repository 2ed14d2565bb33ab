/**
 * Actas that have lived their night: the facts that the rules decide for each and the row that follows from them,
 * by the same functions that write it after each fact. For benches that need a full database and not the hours that
 * it takes to fill one.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Client } from 'pg';
import { type AjustesDeProyeccion, type Proyeccion, proyectar } from '../../src/bitacora/proyeccion.ts';
import { sha256 } from '../../src/comun/canonico.ts';
import { imagePath } from '../../src/comun/imagenes.ts';
import { type EstadoActa, type EventoActa, evolve, INICIAL, type Instante } from '../../src/dominio/acta.ts';
import type { Lecturas } from '../../src/dominio/consolidacion.ts';
import { decideImagen } from '../../src/dominio/dos-rutas.ts';
import { type ActaEsperada, camposDe, camposDeVotos, type Eleccion } from '../../src/dominio/eleccion.ts';
import { decideAcopio, decideSinActa } from '../../src/dominio/mandatos.ts';
import { decideAsignarCaptura, decideCaptura } from '../../src/dominio/mandatos-captura.ts';
import { decideAsignarVerificacion, decideVerificar } from '../../src/dominio/mandatos-verificacion.ts';
import { type Refusal, type Result, unreachable } from '../../src/dominio/result.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { must } from './banco.ts';

/** How far an acta has come. */
export type Vida = 'esperada' | 'sin_acta' | 'capturada' | 'verificada';

export interface Llenador {
  /** Lives each acta and writes its row; again, it replaces it. */
  fill(actas: readonly ActaEsperada[], vidaDe: (acta: ActaEsperada) => Vida): Promise<void>;
}

const LOTE = 2000;

/**
 * Fills a database in which a process is loaded.
 *
 * @param client the owner of the database
 * @param almacen folder of the store of images: each acta with an image gets a small file
 */
export function createLlenador(
  client: Client,
  { eleccionPorClave, ajustes }: Pick<Proceso, 'eleccionPorClave' | 'ajustes'>,
  almacen: string,
): Llenador {
  const folders = new Set<string>();
  /** seq of facts that are not there: only its order is looked at */
  let seq = 1;

  function store(nombre: string, bytes: string): void {
    const path = join(almacen, imagePath(nombre));
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(path, bytes);
  }

  function live(acta: ActaEsperada, vida: Vida): ActaVivida {
    const eleccion = eleccionPorClave.get(acta.eleccion);
    if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta.id}`);
    const bytes = `imagen sintética de ${acta.id}`;
    const imagen = { sha256: sha256(bytes).toString('hex'), bytes: bytes.length };
    if (vida === 'capturada' || vida === 'verificada') store(imagen.sha256, bytes);
    return liveActa(acta, eleccion, vida, imagen, ajustes);
  }

  async function write(lote: readonly ActaEsperada[], vidaDe: (acta: ActaEsperada) => Vida): Promise<void> {
    const rows = lote.map((acta) => {
      const { version, fila } = live(acta, vidaDe(acta));
      const { fase, estado, resultado, cola, lugares, personas, vence } = fila;
      seq += version;
      return [
        ...[acta.id, version, seq, fase, JSON.stringify(estado), resultado && JSON.stringify(resultado)],
        ...[cola, cola && seq, lugares, personas.join(','), vence],
      ];
    });
    const columns = Array.from({ length: 11 }, (_, i) => rows.map((row) => row[i] ?? null));
    await client.query({ name: 'banco_llenar', text: LLENAR, values: columns });
  }

  return {
    async fill(actas, vidaDe) {
      for (let i = 0; i < actas.length; i += LOTE) await write(actas.slice(i, i + LOTE), vidaDe);
    },
  };
}

const LLENAR = `
update prep.acta
   set version = vivida.version, seq = vivida.seq, fase = vivida.fase, estado = vivida.estado::jsonb,
       resultado = vivida.resultado::jsonb, cola = vivida.cola, cola_desde = vivida.desde,
       lugares = vivida.lugares, personas = string_to_array(vivida.personas, ','), vence = vivida.vence
  from unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[],
              $9::int[], $10::text[], $11::timestamptz[])
       as vivida(id, version, seq, fase, estado, resultado, cola, desde, lugares, personas, vence)
 where acta.id = vivida.id`;

interface ActaVivida {
  readonly version: number;
  readonly fila: Proyeccion;
}

interface Imagen {
  readonly sha256: string;
  readonly bytes: number;
}

type Decide = (estado: EstadoActa) => Result<readonly EventoActa[], Refusal>;

/**
 * Lives an acta until where it came.
 *
 * @param orden of its election: makes one acta different from another, and some with every kind of observation
 */
function liveActa(
  { orden, casilla, territorio }: ActaEsperada,
  eleccion: Eleccion,
  vida: Vida,
  imagen: Imagen,
  ajustes: AjustesDeProyeccion,
): ActaVivida {
  let estado = INICIAL;
  let version = 0;
  for (const [minuto, decide] of commands(vida).entries()) {
    for (const evento of must(decide(estado))) {
      estado = evolve(estado, evento, momentoDe(orden, minuto));
      version += 1;
    }
  }
  return { version, fila: proyectar(estado, ajustes) };

  function commands(until: Vida): readonly Decide[] {
    switch (until) {
      case 'esperada':
        return [];
      case 'sin_acta':
        return [
          (now) => decideSinActa(now, { motivo: 'paquete_no_entregado', declara: 'COOR', confirma: 'CONS' }),
        ];
      case 'capturada':
        return [...arrive(), ...captured('CAP-001'), ...captured('CAP-002')];
      case 'verificada':
        return [...commands('capturada'), ...verified()];
      default:
        return unreachable(until);
    }
  }

  function arrive(): readonly Decide[] {
    const campos = camposDe(eleccion, casilla.tipo, territorio);
    const como = { origen: 'CATD', digitalizacion: 'ESCANER', tipoDocumento: 'ACTA PREP' } as const;
    return [
      (now) => decideAcopio(now, { via: 'CATD', horaManuscrita: null, avisos: [] }),
      (now) => decideImagen(now, { ...imagen, ...como }, campos),
    ];
  }

  function captured(persona: string): readonly Decide[] {
    const lecturas = read(orden, camposDe(eleccion, casilla.tipo, territorio), eleccion, territorio);
    const ahora = momentoDe(orden, 4);
    return [
      (now) => decideAsignarCaptura(now, { persona, vence: VENCE, ahora }),
      (now) => decideCaptura(now, { persona, lecturas, ahora, valorMaximo: 9999 }),
    ];
  }

  function verified(): readonly Decide[] {
    const quien = { persona: 'VER-001', ahora: momentoDe(orden, 7) };
    return [
      (now) => decideAsignarVerificacion(now, { ...quien, vence: VENCE }),
      (now) => decideVerificar(now, quien),
    ];
  }
}

const VENCE: Instante = '2027-06-07T18:00:00.000Z';

function momentoDe(orden: number, minuto: number): Instante {
  return new Date(Date.UTC(2027, 5, 7, 1, minuto, orden % 60, orden % 1000)).toISOString();
}

/** What both people read: most of it clear, one field of nine actas blank, a few votes too many in one of three hundred. */
function read(orden: number, campos: readonly string[], eleccion: Eleccion, territorio: string): Lecturas {
  const [first, second] = camposDeVotos(eleccion, territorio);
  return Object.fromEntries(
    campos.map((campo, i) => {
      if (orden % 9 === 4 && campo === second) return [campo, 'SIN DATO'];
      if (orden % 300 === 11 && campo === first) return [campo, 2000];
      return [campo, (orden * 31 + i * 17) % 40];
    }),
  );
}
