import { useState } from 'react';
import { leerCodigoDeTalon } from '../equipo/activacion.ts';
import { useCamara } from './useCamara.ts';

const ENTRE_CUADROS_MS = 250;

/** Reads the QR of a slip with the camera; anything else that it sees is passed over. */
export function LectorDeTalon({
  alLeer,
  alCerrar,
}: {
  readonly alLeer: (texto: string) => void;
  readonly alCerrar: () => void;
}) {
  const [read, setRead] = useState(false);
  const { video, error } = useCamara(ENTRE_CUADROS_MS, async (mirador, element) => {
    const texto = await mirador.talon(element);
    if (texto === null || read || leerCodigoDeTalon(texto) === null) return;
    setRead(true);
    alLeer(texto);
  });
  return (
    <div className="camara">
      <video ref={video} className="camara-video" playsInline muted />
      <h1 className="solo-lector">Leer el QR del talón</h1>
      <div className="camara-abajo">
        <p className="camara-frase" role="status">
          {error?.mensaje ?? 'Ponga el código QR del talón frente a la cámara.'}
        </p>
        <button type="button" className="boton boton-grande" onClick={alCerrar}>
          Escribir el código
        </button>
      </div>
    </div>
  );
}
