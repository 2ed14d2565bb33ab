/**
 * Images of which nobody knows the acta: two people type its clave, or somebody says that it is no acta, or two that it
 * is fuera de catálogo. What each one says is a fact.
 */

import type { Pool, PoolClient } from 'pg';
import type { Anotar, Bitacora } from '../../bitacora/bitacora.ts';
import type { Instante } from '../../dominio/acta.ts';
import { type IdActa, parseClaveActa } from '../../dominio/clave.ts';
import { ok, type Refusal, type Result, refuse } from '../../dominio/result.ts';
import { imagenEnPantalla, tituloDe } from '../../proceso/en-pantalla.ts';
import { type ActasPorClave, indexByClave, normalizeClave } from '../../proceso/identificacion.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import type { Almacen } from '../almacen.ts';
import type { CasoDeImagen, ClaveTecleadaEnServidor } from '../contrato.ts';
import type { DigitalizacionDeActas } from '../servicio.ts';
import type { Atencion } from './atencion.ts';
import { decideOpinion, type Opinion } from './opiniones.ts';
import {
  type FilaDeEntrega,
  listEntregas,
  lockEntrega,
  type PropuestaFueraDeCatalogo,
  updateEntrega,
} from './tabla.ts';

/** Who asks. */
export interface Quien {
  readonly persona: string;
  readonly lugar: string;
  readonly papel: 'digitaliza' | 'coordina';
  /** CATD whose images they see; null is all */
  readonly centro: string | null;
}

export interface Casos {
  list(quien: Quien): Promise<readonly CasoDeImagen[]>;
  clave(quien: Quien, id: string, clave: string): Promise<Result<ClaveTecleadaEnServidor, Refusal>>;
  descartar(quien: Quien, id: string, razon: string): Promise<Result<null, Refusal>>;
  /** Proposes it, or confirms what another person proposed by saying the same. */
  fueraDeCatalogo(
    quien: Quien,
    id: string,
    propuesta: Omit<PropuestaFueraDeCatalogo, 'persona'>,
  ): Promise<Result<{ readonly que: 'propuesta' | 'registrada'; readonly acta: IdActa | null }, Refusal>>;
}

export interface PartesDeCasos {
  readonly pool: Pool;
  readonly bitacora: Pick<Bitacora, 'noteWith'>;
  readonly proceso: Proceso;
  readonly almacen: Almacen;
  readonly atencion: Atencion;
  readonly digitalizacion: DigitalizacionDeActas;
  readonly now: () => Instante;
}

/** More than a CATD ever has waiting. */
const A_LA_VISTA = 200;

export function createCasos(partes: PartesDeCasos): Casos {
  const { pool, bitacora, proceso, almacen, atencion, digitalizacion, now } = partes;
  const porClave = indexByClave(proceso.actas);

  /** Changes a case and writes what was said, all or nothing. */
  function onCaso<T>(
    quien: Quien,
    id: string,
    body: (client: PoolClient, fila: FilaDeEntrega, tell: Tell) => Promise<Result<T, Refusal>>,
  ): Promise<Result<T, Refusal>> {
    return bitacora.noteWith<T, Refusal>('DIGITALIZACION', async (client, anotar) => {
      const fila = await lockEntrega(client, id);
      if (fila === null || (quien.centro !== null && fila.centro !== quien.centro)) return unknown();
      if (fila.estado !== 'por_identificar') return settled();
      return body(client, fila, tellOf(quien, anotar, now()));
    });
  }

  return {
    async list(quien) {
      const filas = await listEntregas(
        pool,
        `estado = 'por_identificar' and ($1::text is null or centro = $1) order by orden limit $2`,
        [quien.centro, A_LA_VISTA],
      );
      const opiniones = await readOpiniones(pool, filas);
      return filas.flatMap((fila) => toCaso(fila, opiniones.get(fila.id) ?? [], quien, proceso));
    },

    async clave(quien, id, typed) {
      const acta = resolveClave(typed, porClave, proceso);
      if (!acta.ok) return acta;
      const said = await onCaso(quien, id, async (client, fila, tell) => {
        const previas = (await readOpiniones(client, [fila])).get(id) ?? [];
        const { persona, papel } = quien;
        const decided = decideOpinion(previas, fila.ronda, { persona, papel, acta: acta.value });
        if (!decided.ok) return decided;
        await client.query('insert into prep.opinion values ($1, $2, $3, $4, $5, $6)', [
          ...[id, fila.ronda, persona, acta.value, papel === 'coordina', now()],
        ]);
        if (decided.value.tipo === 'distintas') {
          await updateEntrega(client, id, { ...DISTINTAS, ronda: fila.ronda + 1 });
        }
        await tell('clave_tecleada', { entrega: id, ronda: fila.ronda, acta: acta.value });
        return ok({ fila, sigue: decided.value });
      });
      if (!said.ok) return said;
      const { fila, sigue } = said.value;
      switch (sigue.tipo) {
        case 'falta_otra':
          return ok({ que: 'falta_otra', acta: null, mensaje: FALTA_OTRA });
        case 'distintas':
          return ok({ que: 'distintas', acta: null, mensaje: DISTINTAS.mensaje });
        case 'acuerdo':
          return toRespuesta(await atencion.register(fila, acta.value, sigue.personas));
      }
    },

    descartar: async (quien, id, razon) => {
      if (razon.trim() === '') return refuse('FALTA_RAZON', 'Escriba por qué se descarta la imagen.');
      return onCaso(quien, id, async (client, _fila, tell) => {
        const mensaje = `En el CATD la descartaron: ${razon.trim()}`;
        await updateEntrega(client, id, { estado: 'rechazada', razon: null, codigo: 'DESCARTADA', mensaje });
        await tell('imagen_descartada', { entrega: id, razon });
        return ok(null);
      });
    },

    async fueraDeCatalogo(quien, id, nueva) {
      if (nueva.razon.trim() === '') return refuse('FALTA_RAZON', 'Escriba por qué está fuera de catálogo.');
      if (!proceso.eleccionPorClave.has(nueva.eleccion)) {
        return refuse('ELECCION_DESCONOCIDA', `Este proceso no tiene la elección ${nueva.eleccion}.`);
      }
      const propuesta = { ...nueva, persona: quien.persona };
      const said = await onCaso(quien, id, async (client, fila, tell) => {
        const previa = fila.propuesta;
        if (previa?.persona === quien.persona) return samePerson();
        const confirmed = previa !== null && saysTheSame(previa, propuesta);
        if (!confirmed) {
          await updateEntrega(client, id, { propuesta: JSON.stringify(propuesta) });
          await tell('fuera_de_catalogo_propuesta', { entrega: id, ...nueva });
        }
        return ok({ fila, previa: confirmed ? previa : null });
      });
      if (!said.ok) return said;
      const { fila, previa } = said.value;
      if (previa === null) return ok({ que: 'propuesta', acta: null });
      const done = await registerAjena(fila, previa, quien);
      return done.ok ? ok({ que: 'registrada', acta: done.value }) : done;
    },
  };

  async function registerAjena(
    fila: FilaDeEntrega,
    { persona, eleccion, identificacion, razon }: PropuestaFueraDeCatalogo,
    quien: Quien,
  ): Promise<Result<IdActa, Refusal>> {
    const { datos, publicada } = fila;
    if (datos.tipo !== 'imagen' || publicada === null) throw new Error(`a case without an image: ${fila.id}`);
    const read = await almacen.read(publicada);
    if (!read.ok) return read;
    const { origen, digitalizacion: con, tipoDocumento } = datos;
    const done = await digitalizacion.registrarFueraDeCatalogo({
      ...{ bytes: read.value, origen, digitalizacion: con, tipoDocumento, eleccion, identificacion, razon },
      ...{ persona, confirma: quien.persona, lugar: fila.centro, acopio: null, idempotencia: fila.id },
    });
    if (!done.ok) return done;
    const { acta } = done.value;
    await updateEntrega(pool, fila.id, {
      ...{ estado: 'registrada', acta, uso: 'evidencia', razon: null, propuesta: null },
      ...{ codigo: null, mensaje: null },
    });
    return ok(acta);
  }

  async function toRespuesta(fila: FilaDeEntrega | null): Promise<Result<ClaveTecleadaEnServidor, Refusal>> {
    if (fila === null) return unknown();
    const { estado, acta, mensaje, codigo } = fila;
    if (estado === 'registrada') {
      return ok({ que: 'registrada', acta, mensaje: mensaje ?? `La imagen quedó en el acta ${acta}.` });
    }
    // Also what could not be written now: it is in the queue, with its acta.
    if (estado === 'espera_acopio' || estado === 'en_proceso') {
      return ok({ que: 'espera_acopio', acta, mensaje: mensaje ?? `Se registrará en el acta ${acta}.` });
    }
    return refuse(codigo ?? 'ENTREGA_RECHAZADA', mensaje ?? 'La imagen no se pudo registrar.');
  }
}

type Tell = (tipo: string, datos: Readonly<Record<string, unknown>>) => Promise<void>;

function tellOf({ persona, lugar }: Quien, anotar: Anotar, momento: Instante): Tell {
  return async (tipo, datos) => {
    await anotar({ actor: persona, lugar, momento, tipo, datos });
  };
}

const FALTA_OTRA = 'Falta que otra persona mire la imagen y teclee su clave, sin que se la digan.';
const DISTINTAS = {
  razon: 'claves_distintas',
  codigo: 'POR_IDENTIFICAR_CLAVES_DISTINTAS',
  mensaje:
    'Dos personas teclearon claves distintas. Miren otra vez la imagen y tecléenla de nuevo, o que la coordinación decida.',
} as const;

/** The acta whose clave was typed; its id, where a clave is of several. */
function resolveClave(
  typed: string,
  porClave: ActasPorClave,
  { actasPorId }: Proceso,
): Result<IdActa, Refusal<'CLAVE_MAL_FORMADA' | 'FUERA_DE_CATALOGO' | 'CLAVE_AMBIGUA'>> {
  const named = actasPorId.get(typed.trim().toUpperCase() as IdActa);
  if (named !== undefined) return ok(named.id);
  const clave = normalizeClave(typed);
  const parsed = parseClaveActa(clave);
  if (!parsed.ok) return parsed;
  const [only, ...others] = porClave.get(clave) ?? [];
  if (only === undefined) {
    return refuse(
      'FUERA_DE_CATALOGO',
      `La clave ${clave} no es de ninguna casilla aprobada. Revísela; si la imagen lo confirma, registre el acta fuera de catálogo.`,
    );
  }
  if (others.length === 0) return ok(only.id);
  const ids = [only, ...others].map(({ id }) => id).join(', ');
  return refuse('CLAVE_AMBIGUA', `La clave ${clave} es de varias actas. Escriba la que es: ${ids}.`);
}

function saysTheSame(a: PropuestaFueraDeCatalogo, b: PropuestaFueraDeCatalogo): boolean {
  return a.eleccion === b.eleccion && normalizeClave(a.identificacion) === normalizeClave(b.identificacion);
}

async function readOpiniones(
  db: Pool | PoolClient,
  filas: readonly FilaDeEntrega[],
): Promise<ReadonlyMap<string, readonly Opinion[]>> {
  if (filas.length === 0) return new Map();
  const { rows } = await db.query<Opinion & { readonly entrega: string }>(
    'select entrega, ronda, persona, acta from prep.opinion where entrega = any($1) order by ronda, momento',
    [filas.map(({ id }) => id)],
  );
  return Map.groupBy(rows, ({ entrega }) => entrega);
}

function toCaso(
  fila: FilaDeEntrega,
  opiniones: readonly Opinion[],
  { persona }: Quien,
  proceso: Proceso,
): readonly CasoDeImagen[] {
  const { id, razon, mensaje, publicada, datos, centro, recibida, leida, propuesta } = fila;
  if (razon === null || publicada === null || datos.tipo !== 'imagen') return [];
  const current = opiniones.filter(({ ronda }) => ronda === fila.ronda);
  const named = (acta: IdActa | null) => {
    const esperada = acta === null ? undefined : proceso.actasPorId.get(acta);
    return esperada === undefined ? null : { acta: esperada.id, titulo: tituloDe(proceso, esperada) };
  };
  return [
    {
      ...{ id, razon, mensaje: mensaje ?? '', imagen: imagenEnPantalla(publicada) },
      ...{ equipo: fila.equipo ?? datos.equipo, catd: centro, desde: recibida },
      ...{ declarada: named(datos.declarada), leida: named(leida), propuesta },
      opinaron: current.length,
      opine: current.some((opinion) => opinion.persona === persona),
    },
  ];
}

function unknown() {
  return refuse('NO_EXISTE', 'Esa imagen no está por identificar en su CATD. Actualice la lista.');
}

function settled() {
  return refuse('YA_IDENTIFICADA', 'Esta imagen ya se identificó o se descartó. Actualice la lista.');
}

function samePerson() {
  return refuse(
    'MISMA_PERSONA',
    'Usted ya propuso que esta imagen está fuera de catálogo. Debe confirmarlo otra persona.',
  );
}
