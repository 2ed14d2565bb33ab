import { Cargando } from '../../comun/estados.tsx';

/** Capture of actas by keyboard, the image beside the form. */
export function Captura() {
  return (
    <main>
      <Cargando />
    </main>
  );
}
