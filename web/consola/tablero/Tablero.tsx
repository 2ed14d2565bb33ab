import { Link } from 'wouter';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { useAhora } from '../../comun/reloj.ts';
import { useVivo } from '../../comun/useVivo.ts';
import { get } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import { Colas } from './Colas.tsx';
import { Elecciones } from './Elecciones.tsx';
import { EstadoDelTablero } from './EstadoDelTablero.tsx';
import { Personas } from './Personas.tsx';
import { Prioridades } from './Prioridades.tsx';
import './tablero.css';

/** The board of a CCV: what waits, what each election has, who is there. It updates itself. */
export function Tablero() {
  const { proceso, puede } = useSesion();
  const { tablero, personas, conexion } = useVivo('/api/tablero', get);
  const ahora = useAhora(1_000);

  if (tablero === null) {
    return (
      <main className="pantalla">
        <h1 className="solo-lector">Tablero</h1>
        {conexion.tipo === 'sin_conexion' ? (
          <Falla
            titulo="El tablero no está disponible"
            mensaje={`${conexion.motivo?.mensaje ?? 'No hay comunicación con el servidor.'} Esta página lo intenta cada pocos segundos.`}
          />
        ) : (
          <Cargando que="Abriendo el tablero…" />
        )}
      </main>
    );
  }
  return (
    <main className="pantalla tablero">
      <div className="tablero-cabeza">
        <h1>Tablero</h1>
        {puede('pantalla:abrir') ? <Link href="/pantallas">Pantalla grande</Link> : null}
        <EstadoDelTablero tablero={tablero} conexion={conexion} huso={proceso.huso} ahora={ahora} />
      </div>
      {conexion.tipo === 'sin_conexion' && conexion.motivo !== null ? (
        <Aviso clase="advierte">{conexion.motivo.mensaje}</Aviso>
      ) : null}
      <Colas colas={tablero.colas} huso={proceso.huso} ahora={ahora} />
      <Elecciones elecciones={tablero.elecciones} />
      {personas === null ? null : <Personas personas={personas} ahora={ahora} />}
      {puede('captura:repartir') ? <Prioridades /> : null}
    </main>
  );
}
