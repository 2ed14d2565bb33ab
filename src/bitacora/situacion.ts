/**
 * How some actas stand at the place where their paper is: what has arrived of each, what is asked of it and what has
 * become of it. From the rows, by their keys: thousands of phones ask each minute.
 */

import type { Fase, Instante } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import type { MotivoSinActa } from '../dominio/contabilizacion.ts';
import { ok, type Result } from '../dominio/result.ts';
import { type Entorno, guard } from './entorno.ts';
import type { FallaBase } from './fallas.ts';

export interface ActaEnSitio {
  readonly acta: IdActa;
  readonly fase: Fase;
  /** position of its last fact; 0 when it has none */
  readonly seq: number;
  /** the envelope at the CATD; null while it has not arrived */
  readonly sobre: { readonly momento: Instante; readonly horaManuscrita: string | null } | null;
  /** images that have arrived, whatever their use */
  readonly catd: number;
  readonly casilla: number;
  readonly sinActa: {
    readonly motivo: MotivoSinActa;
    readonly estado: 'propuesta' | 'declarada';
    readonly propone: string;
    readonly desde: Instante;
  } | null;
  /** what somebody wrote when its only image was sent back */
  readonly rescanear: string | null;
  /** whether what a corte has of it was published */
  readonly publicada: boolean;
}

/** Facts from which an acta is in the next corte. */
const VERIFICADA = ['acta_verificada'] as const;
const CAPTURADA = ['acta_consolidada', 'conflicto_resuelto'] as const;

interface Fila extends Omit<ActaEnSitio, 'seq' | 'sinActa'> {
  readonly seq: string;
  readonly propuesta: {
    readonly motivo: MotivoSinActa;
    readonly propone: string;
    readonly desde: Instante;
  } | null;
  readonly declarada: { readonly motivo: MotivoSinActa; readonly declara: string } | null;
  readonly declarada_desde: Instante | null;
}

/** Those actas, in no order. */
export async function standingOf(
  { pool, disco }: Entorno,
  actas: readonly IdActa[],
  publicaDesde: 'capturada' | 'verificada',
): Promise<Result<readonly ActaEnSitio[], FallaBase>> {
  return guard({ disco }, async () => {
    const { rows } = await pool.query<Fila>({
      name: 'actas_en_sitio',
      text: EN_SITIO,
      values: [actas, publicaDesde === 'capturada' ? CAPTURADA : VERIFICADA],
    });
    return ok(rows.map(toActa));
  });
}

function toActa({ seq, propuesta, declarada, declarada_desde: desde, ...fila }: Fila): ActaEnSitio {
  const declared = declarada === null || desde === null ? null : { declarada, desde };
  return {
    ...fila,
    seq: Number(seq),
    sinActa:
      declared === null
        ? propuesta && { ...propuesta, estado: 'propuesta' }
        : {
            ...{ motivo: declared.declarada.motivo, propone: declared.declarada.declara },
            ...{ estado: 'declarada', desde: declared.desde },
          },
  };
}

/** The record of the envelope that an equipo registered before that one; null when it is its first. */
export async function acopioBefore(
  { pool, disco }: Entorno,
  equipo: string,
  secuencia: number,
): Promise<Result<Instante | null, FallaBase>> {
  return guard({ disco }, async () => {
    const { rows } = await pool.query<{ acopio: Instante }>({
      name: 'acopio_anterior_en_equipo',
      text: ANTERIOR,
      values: [equipo, secuencia],
    });
    return ok(rows[0]?.acopio ?? null);
  });
}

const EN_SITIO = `
select acta.id as acta, acta.fase, acta.seq,
       case when estado -> 'sobre' <> 'null' then estado -> 'sobre'
            when estado -> 'acopio' ->> 'via' = 'CATD' then estado -> 'acopio' end as sobre,
       imagenes.catd, imagenes.casilla,
       estado -> 'sinActa' as propuesta,
       declaracion.datos as declarada, estado ->> 'momento' as declarada_desde,
       rechazo.razon as rescanear,
       exists (select from prep.evento as hecho
                where hecho.acta = acta.id and hecho.tipo = any($2)
                  and hecho.seq <= (select max(seq) from prep.evento where acta = 'CORTE')) as publicada
  from prep.acta as acta
  cross join lateral (
    select count(*) filter (where cada ->> 'origen' = 'CATD')::int as catd,
           count(*) filter (where cada ->> 'origen' = 'CASILLA')::int as casilla
      from jsonb_array_elements(coalesce(estado -> 'imagenes', estado #> '{previo,imagenes}', '[]')) as cada
  ) as imagenes
  left join lateral (
    select datos::jsonb as datos from prep.evento as hecho
     where acta.fase = 'sin_acta' and hecho.acta = acta.id and hecho.tipo = 'sin_acta_declarada'
     order by hecho.version desc limit 1
  ) as declaracion on true
  left join lateral (
    select datos::jsonb ->> 'razon' as razon from prep.evento as hecho
     where acta.fase = 'acopiada' and estado -> 'previo' <> 'null'
       and hecho.acta = acta.id and hecho.tipo = 'imagen_rechazada'
     order by hecho.version desc limit 1
  ) as rechazo on true
 where acta.id = any($1)`;

const ANTERIOR = `
select datos::jsonb #>> '{equipo,acopio}' as acopio from prep.evento
 where tipo = 'acta_acopiada' and datos::jsonb #>> '{equipo,clave}' = $1
   and (datos::jsonb #>> '{equipo,secuencia}')::int < $2
 order by (datos::jsonb #>> '{equipo,secuencia}')::int desc limit 1`;
