import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { CasoDeImagen } from '../../../src/digitalizacion/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatDuracion } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import { type Columna, useTabla } from '../../comun/TablaVirtual.tsx';
import { Hecho } from '../acta/Hecho.tsx';
import { Listado } from '../acta/Listado.tsx';
import { useActual } from '../acta/recuerdo.ts';
import { useConsulta } from '../consulta.ts';
import { POR_QUE_ESPERA } from './palabras.ts';
import './digitalizacion.css';

const RENOVACION_MS = 5_000;

export interface Casos {
  readonly casos: readonly CasoDeImagen[];
}

/** Images of which nobody knows the acta, the oldest first. */
export function PorIdentificar() {
  const [, navigate] = useLocation();
  const consulta = useConsulta<Casos>('/api/digitalizacion/casos', { cadaMs: RENOVACION_MS });
  const [actual, setActual] = useActual('/identificar');
  const tabla = useTabla({
    filas: consulta.datos?.casos ?? [],
    claveDe: ({ id }) => id,
    actual,
    alCambiar: setActual,
    alAbrir: ({ id }) => navigate(`/identificar/${id}`),
  });
  const ahora = useAhora(10_000);
  const columnas = useMemo(() => columnasDe(ahora), [ahora]);
  return (
    <Listado
      titulo="Por identificar"
      estado={{
        total: consulta.datos?.casos.length,
        error: consulta.error ?? null,
        pedida: consulta.pedida,
        recargar: consulta.recargar,
      }}
      manejo={tabla}
      columnas={columnas}
      clase="tabla-de-casos"
      aviso={<Hecho />}
      cuantas={(total) => formatCuantas(total, 'imagen', 'imágenes')}
      vacio={
        <Vacio titulo="No hay imágenes por identificar">
          <p>
            Aparecen aquí las imágenes cuyo código no se leyó, o que dicen otra acta. Esta lista se actualiza
            sola.
          </p>
        </Vacio>
      }
    />
  );
}

/** What is missing of each one, for who looks at the list. */
export function faltaDe({ opinaron, opine, propuesta }: CasoDeImagen): string {
  if (propuesta !== null) return 'Falta confirmar que está fuera de catálogo';
  if (opine) return 'Falta otra persona';
  return opinaron > 0 ? 'Falta que usted, u otra persona, la teclee' : 'Faltan dos personas';
}

function columnasDe(ahora: Date): readonly Columna<CasoDeImagen>[] {
  return [
    {
      clave: 'porque',
      titulo: 'Por qué espera',
      celda: (caso) => (
        <>
          <b>{POR_QUE_ESPERA[caso.razon]}</b>
          <small className="en-ancho">{caso.mensaje}</small>
          <small className="en-angosto">{faltaDe(caso)}</small>
        </>
      ),
    },
    { clave: 'falta', titulo: 'Qué falta', celda: faltaDe },
    { clave: 'equipo', titulo: 'Llegó de', celda: ({ equipo, catd }) => `${equipo} · ${catd}` },
    {
      clave: 'cifra',
      titulo: 'Espera',
      celda: ({ desde }) => formatDuracion((ahora.getTime() - Date.parse(desde)) / 1000),
    },
  ];
}
