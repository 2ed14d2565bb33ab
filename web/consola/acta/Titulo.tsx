import type { TituloDeActa } from '../../../src/proceso/en-pantalla.ts';
import { enOracion } from '../../comun/formato.ts';

/** `Sección 1204 · Contigua 2`: what tells an acta from its neighbours. */
export function casillaDe({ seccion, casilla }: TituloDeActa): string {
  // A, P and M belong to no section.
  return seccion === 'N/A' || Number(seccion) === 0 ? casilla : `Sección ${seccion} · ${casilla}`;
}

/** `Gubernatura · Distrito 16 Morelia`: where it belongs. */
export function ambitoDe({ eleccion, territorio }: TituloDeActa): string {
  const nombre = enOracion(eleccion.nombre);
  return territorio === '' ? nombre : `${nombre} · ${territorio}`;
}

/** An acta in a list: two lines. */
export function TituloEnLista({ titulo }: { readonly titulo: TituloDeActa }) {
  return (
    <>
      <b>{casillaDe(titulo)}</b>
      <small>
        {ambitoDe(titulo)} · {titulo.clave}
      </small>
    </>
  );
}
