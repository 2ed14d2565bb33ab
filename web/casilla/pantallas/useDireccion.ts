import { useEffect, useState } from 'react';

/** An address for some bytes, let go with the screen. */
export function useDireccion(contenido: Blob | null): string | null {
  const [direccion, setDireccion] = useState<string | null>(null);
  useEffect(() => {
    if (contenido === null) return;
    const made = URL.createObjectURL(contenido);
    setDireccion(made);
    return () => URL.revokeObjectURL(made);
  }, [contenido]);
  return direccion;
}
