import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { ConflictoEnLista } from '../../../src/verificacion/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatDuracion } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import { type Columna, useTabla } from '../../comun/TablaVirtual.tsx';
import { Hecho } from '../acta/Hecho.tsx';
import { Listado } from '../acta/Listado.tsx';
import { useActual } from '../acta/recuerdo.ts';
import { TituloEnLista } from '../acta/Titulo.tsx';
import { rutaDeActa } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import './conflictos.css';

const RENOVACION_MS = 5_000;

/** Actas on which three people did not agree, the oldest first. */
export function Conflictos() {
  const { puede } = useSesion();
  const [, navigate] = useLocation();
  const consulta = useConsulta<{ readonly conflictos: readonly ConflictoEnLista[] }>('/api/conflictos', {
    cadaMs: RENOVACION_MS,
  });
  const filas = consulta.datos?.conflictos ?? [];
  const mine = puede('conflicto:proponer') ? 'por_proponer' : 'por_confirmar';
  const [actual, setActual] = useActual('/conflictos');
  const tabla = useTabla({
    filas,
    claveDe: ({ acta }) => acta,
    // Until the person chooses, the first that waits for somebody like them.
    actual: actual ?? filas.find(({ etapa }) => etapa === mine)?.acta ?? null,
    alCambiar: setActual,
    alAbrir: ({ acta }) => navigate(rutaDeActa('/conflictos', acta)),
  });
  const ahora = useAhora(10_000);
  const columnas = useMemo(() => columnasDe(ahora), [ahora]);
  return (
    <Listado
      titulo="Conflictos"
      estado={{
        total: consulta.datos?.conflictos.length,
        error: consulta.error ?? null,
        pedida: consulta.pedida,
        recargar: consulta.recargar,
      }}
      manejo={tabla}
      columnas={columnas}
      clase="tabla-de-conflictos"
      aviso={<Hecho />}
      cuantas={(total) => formatCuantas(total, 'conflicto', 'conflictos')}
      vacio={
        <Vacio titulo="No hay conflictos">
          <p>
            Aparecen aquí los campos en que tres personas leyeron cosas distintas. Esta lista se actualiza
            sola.
          </p>
        </Vacio>
      }
    />
  );
}

const NOMBRE_DE_ETAPA: Readonly<Record<ConflictoEnLista['etapa'], string>> = {
  por_proponer: 'Falta la propuesta',
  por_confirmar: 'Falta confirmarla',
};

function columnasDe(ahora: Date): readonly Columna<ConflictoEnLista>[] {
  return [
    { clave: 'acta', titulo: 'Acta', celda: ({ titulo }) => <TituloEnLista titulo={titulo} /> },
    { clave: 'etapa', titulo: 'Qué sigue', celda: ({ etapa }) => NOMBRE_DE_ETAPA[etapa] },
    {
      clave: 'campos',
      titulo: 'En disputa',
      celda: ({ campos }) => formatCuantas(campos, 'campo', 'campos'),
    },
    {
      clave: 'cifra',
      titulo: 'Espera',
      celda: ({ desde }) => formatDuracion((ahora.getTime() - Date.parse(desde)) / 1000),
    },
  ];
}
