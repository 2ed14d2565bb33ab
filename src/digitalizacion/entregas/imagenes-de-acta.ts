/** The images of an acta on the screen: which is in use, what is wrong with each, and whether another may be chosen. */

import type { Pool } from 'pg';
import type { EstadoActa, Imagen } from '../../dominio/acta.ts';
import type { IdActa } from '../../dominio/clave.ts';
import { decideSustitucion } from '../../dominio/dos-rutas.ts';
import type { ActaEsperada } from '../../dominio/eleccion.ts';
import { imagenEnPantalla, tituloDe } from '../../proceso/en-pantalla.ts';
import type { Proceso } from '../../proceso/proceso.ts';
import type { ImagenesDeActa } from '../contrato.ts';

export async function readImagenesDeActa(
  pool: Pool,
  proceso: Proceso,
  esperada: ActaEsperada,
  estado: EstadoActa,
): Promise<ImagenesDeActa> {
  const motivos = await readMotivos(pool, esperada.id);
  const all = imagenesDe(estado);
  const enUso = 'imagen' in estado && typeof estado.imagen === 'string' ? estado.imagen : null;
  const rechazadas = rechazadasDe(estado);
  return {
    acta: esperada.id,
    titulo: tituloDe(proceso, esperada),
    imagenes: all.map(({ sha256, momento, origen, digitalizacion, tipoDocumento }) => ({
      ...{ imagen: imagenEnPantalla(sha256), momento, origen, digitalizacion, tipoDocumento },
      situacion: sha256 === enUso ? 'en_uso' : rechazadas.includes(sha256) ? 'rechazada' : 'evidencia',
      motivos: motivos.get(sha256) ?? [],
    })),
    ...whetherItMayChange(estado, all, proceso),
  };
}

function whetherItMayChange(
  estado: EstadoActa,
  imagenes: readonly Imagen[],
  { ajustes }: Proceso,
): Pick<ImagenesDeActa, 'puedeCambiar' | 'porque'> {
  let porque: string | null = null;
  for (const { sha256 } of imagenes) {
    const mandato = { sha256, persona: '', razon: 'la que se escriba', publicaDesde: ajustes.publicaDesde };
    const decided = decideSustitucion(estado, mandato);
    if (decided.ok) return { puedeCambiar: true, porque: null };
    if (porque === null || decided.error.codigo !== 'IMAGEN_EN_USO') porque = decided.error.mensaje;
  }
  if (imagenes.length === 1) porque = 'El acta tiene una sola imagen.';
  return { puedeCambiar: false, porque: porque ?? 'El acta todavía no tiene imágenes.' };
}

function imagenesDe(estado: EstadoActa): readonly Imagen[] {
  if ('imagenes' in estado) return estado.imagenes;
  if (estado.fase === 'acopiada' || estado.fase === 'sin_acta') return estado.previo?.imagenes ?? [];
  return estado.fase === 'fuera_de_catalogo' ? [estado.imagen] : [];
}

function rechazadasDe(estado: EstadoActa): readonly string[] {
  if ('imagenes' in estado) return estado.rechazadas;
  return 'previo' in estado ? (estado.previo?.rechazadas ?? []) : [];
}

async function readMotivos(pool: Pool, acta: IdActa): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await pool.query<{ publicada: string; motivos: readonly string[] }>(
    'select publicada, motivos from prep.entrega where acta = $1 and publicada is not null',
    [acta],
  );
  return new Map(rows.map(({ publicada, motivos }) => [publicada, motivos]));
}
