import type { CargaDePersonas as Carga } from '../../../src/acceso/contrato.ts';
import { CargaDeArchivo, type PalabrasDeCarga } from '../carga/CargaDeArchivo.tsx';

const PALABRAS: PalabrasDeCarga = {
  cosa: ['persona', 'personas'],
  nueva: ['persona nueva', 'personas nuevas'],
  yaEstaba: ['estaba ya cargada y no cambia', 'estaban ya cargadas y no cambian'],
  ningunaNueva: 'Todas estaban ya cargadas: no hay nada que hacer.',
  todasNuevas: 'Todas son nuevas. Al cargarlas se hace un talón para cada una.',
};

/** Loads people from a file, with the slip by which each one activates their account. */
export function CargaDePersonas() {
  return (
    <CargaDeArchivo<Carga>
      titulo="Cargar personas"
      ruta="/api/personas/carga"
      cuentasDe={({ personas, nuevas }) => ({ todas: personas, nuevas })}
      palabras={PALABRAS}
      lista={{ ruta: '/personas', titulo: 'Personas', ver: 'Ver las personas' }}
      nombreDeTalones="talones-de-activacion.pdf"
    >
      Un archivo CSV con las columnas <code>nombre</code>, <code>rol</code> y <code>centro</code>, y si quiere{' '}
      <code>persona</code> con la clave. Primero se revisa; nada se carga mientras haya un error.
    </CargaDeArchivo>
  );
}
