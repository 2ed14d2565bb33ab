import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { IdentificacionPendiente } from '../../../src/verificacion/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatDuracion } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import { type Columna, useTabla } from '../../comun/TablaVirtual.tsx';
import { Hecho } from '../acta/Hecho.tsx';
import { Listado } from '../acta/Listado.tsx';
import { useActual } from '../acta/recuerdo.ts';
import { casillaDe, TituloEnLista } from '../acta/Titulo.tsx';
import { rutaDeActa } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import './identificaciones.css';

const RENOVACION_MS = 5_000;

export interface Pendientes {
  readonly pendientes: readonly IdentificacionPendiente[];
}

/** Images that somebody says are not of their casilla, the oldest first. */
export function Identificaciones() {
  const [, navigate] = useLocation();
  const consulta = useConsulta<Pendientes>('/api/identificaciones', { cadaMs: RENOVACION_MS });
  const [actual, setActual] = useActual('/identificaciones');
  const tabla = useTabla({
    filas: consulta.datos?.pendientes ?? [],
    claveDe: ({ acta }) => acta,
    actual,
    alCambiar: setActual,
    alAbrir: ({ acta }) => navigate(rutaDeActa('/identificaciones', acta)),
  });
  const ahora = useAhora(10_000);
  const columnas = useMemo(() => columnasDe(ahora), [ahora]);
  return (
    <Listado
      titulo="Identificaciones"
      estado={{
        total: consulta.datos?.pendientes.length,
        error: consulta.error ?? null,
        pedida: consulta.pedida,
        recargar: consulta.recargar,
      }}
      manejo={tabla}
      columnas={columnas}
      clase="tabla-de-identificaciones"
      aviso={<Hecho />}
      cuantas={(total) => formatCuantas(total, 'propuesta', 'propuestas')}
      vacio={
        <Vacio titulo="No hay identificaciones por confirmar">
          <p>
            Aparecen aquí las imágenes que alguien de verificación propone como de otra casilla o fuera de
            catálogo. Esta lista se actualiza sola.
          </p>
        </Vacio>
      }
    />
  );
}

/** What the proposal says that the image is. */
export function destinoDe({ propuesta, destino }: IdentificacionPendiente): string {
  if (propuesta.tipo === 'fuera_de_catalogo') return `Fuera de catálogo: ${propuesta.identificacion}`;
  return destino === null ? propuesta.acta : casillaDe(destino);
}

function columnasDe(ahora: Date): readonly Columna<IdentificacionPendiente>[] {
  return [
    { clave: 'acta', titulo: 'Se registró como', celda: ({ titulo }) => <TituloEnLista titulo={titulo} /> },
    {
      clave: 'propuesta',
      titulo: 'Se propone',
      celda: (pendiente) => (
        <>
          {destinoDe(pendiente)}
          <small>{pendiente.propone}</small>
        </>
      ),
    },
    {
      clave: 'cifra',
      titulo: 'Espera',
      celda: ({ desde }) => formatDuracion((ahora.getTime() - Date.parse(desde)) / 1000),
    },
  ];
}
