import type { CargaDeEquipos as Carga } from '../../../src/acceso/contrato-de-equipos.ts';
import { CargaDeArchivo, type PalabrasDeCarga } from '../carga/CargaDeArchivo.tsx';

const PALABRAS: PalabrasDeCarga = {
  cosa: ['equipo', 'equipos'],
  nueva: ['equipo nuevo', 'equipos nuevos'],
  yaEstaba: ['estaba ya cargado y no cambia', 'estaban ya cargados y no cambian'],
  ningunaNueva: 'Todos estaban ya cargados: no hay nada que hacer.',
  todasNuevas: 'Todos son nuevos. Al cargarlos se hace un talón para cada uno.',
};

/** Loads equipos from a file, with the slip by which each one is enrolled. */
export function CargaDeEquipos() {
  return (
    <CargaDeArchivo<Carga>
      titulo="Cargar equipos"
      ruta="/api/equipos/carga"
      cuentasDe={({ equipos, nuevos }) => ({ todas: equipos, nuevas: nuevos })}
      palabras={PALABRAS}
      lista={{ ruta: '/equipos', titulo: 'Equipos', ver: 'Ver los equipos' }}
      nombreDeTalones="talones-de-equipos.pdf"
    >
      Un archivo CSV con las columnas <code>tipo</code> (<code>estacion</code> o <code>telefono</code>),{' '}
      <code>nombre</code> y <code>centro</code>; y en los teléfonos <code>persona</code> y{' '}
      <code>casillas</code>, con sus claves separadas por espacios. Primero se revisa; nada se carga mientras
      haya un error.
    </CargaDeArchivo>
  );
}
