import { useEffect, useRef, useState } from 'react';
import type { Alerta } from '../../../src/digitalizacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import { enHoraDelServidor } from '../../comun/reloj.ts';
import { DialogoDeRazon } from '../acta/DialogoDeRazon.tsx';
import { usePedido } from '../acta/pedido.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import { QUE_ALERTA } from './palabras.ts';
import './digitalizacion.css';

const RENOVACION_MS = 5_000;

/** What somebody has to look at: those that wait first. */
export function Alertas() {
  const { proceso, puede } = useSesion();
  const consulta = useConsulta<{ readonly alertas: readonly Alerta[] }>('/api/digitalizacion/alertas', {
    cadaMs: RENOVACION_MS,
  });
  const [abierta, setAbierta] = useState<Alerta | null>(null);
  const [hecho, setHecho] = useState<string | null>(null);
  const pedidos = usePedido();
  const titulo = useRef<HTMLHeadingElement>(null);
  useEffect(() => titulo.current?.focus(), []);
  // Within each half, the newest first, as they come.
  const alertas = consulta.datos?.alertas.toSorted((a, b) => halfOf(a) - halfOf(b));
  const esperan = alertas?.filter(({ atendida }) => atendida === null).length ?? 0;
  return (
    <main className="pantalla pila arriba">
      <div>
        <h1 ref={titulo} tabIndex={-1}>
          Alertas
        </h1>
        <p role="status">
          {alertas === undefined ? '' : `${formatCuantas(esperan, 'por atender', 'por atender')}`}
        </p>
      </div>
      {hecho === null ? null : (
        <Aviso clase="bien">
          <p>{hecho}</p>
        </Aviso>
      )}
      {alertas !== undefined && consulta.error !== undefined ? (
        <Aviso clase="advierte" titulo="La lista no se pudo actualizar">
          <p>
            {consulta.error.mensaje} Lo que ve es de las{' '}
            {formatHora(enHoraDelServidor(consulta.pedida), proceso.huso)}.
          </p>
        </Aviso>
      ) : null}
      {alertas === undefined ? (
        consulta.error === undefined ? (
          <Cargando que="Trayendo las alertas…" />
        ) : (
          <Falla
            titulo="No se pudieron traer las alertas"
            mensaje={consulta.error.mensaje}
            reintentar={consulta.recargar}
          />
        )
      ) : alertas.length === 0 ? (
        <Vacio titulo="No hay alertas">
          <p>
            Aparecen aquí la misma imagen en dos actas, un número de entrega repetido, una firma falsa o un
            reloj fuera de hora. Esta lista se actualiza sola.
          </p>
        </Vacio>
      ) : (
        <table className="tabla tabla-en-pila hoja">
          <thead>
            <tr>
              <th scope="col">Hora</th>
              <th scope="col">Qué se vio</th>
              <th scope="col">Cómo se atendió</th>
            </tr>
          </thead>
          <tbody>
            {alertas.map((alerta) => (
              <tr key={alerta.id}>
                <td>{formatHora(alerta.momento, proceso.huso)}</td>
                <td>
                  <b>{QUE_ALERTA[alerta.tipo]}.</b> {alerta.mensaje}
                </td>
                <td>
                  {alerta.atendida !== null ? (
                    `${alerta.atendida.persona}, a las ${formatHora(alerta.atendida.momento, proceso.huso)}: ${alerta.atendida.razon}`
                  ) : puede('alertas:atender') ? (
                    <button
                      type="button"
                      className="boton"
                      aria-label={`Atender la alerta ${alerta.id}: ${QUE_ALERTA[alerta.tipo]}`}
                      onClick={() => {
                        pedidos.olvidar();
                        setAbierta(alerta);
                      }}
                    >
                      Atender
                    </button>
                  ) : (
                    'Por atender'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {abierta === null ? null : (
        <DialogoDeRazon
          titulo="Atender la alerta"
          accion="Atendida"
          pedido={pedidos}
          alCerrar={() => setAbierta(null)}
          alEnviar={async (razon) => {
            const answer = await pedidos.pedir(`/api/digitalizacion/alertas/${abierta.id}/atencion`, {
              razon,
            });
            if (!answer?.ok) return;
            setAbierta(null);
            setHecho(`Atendida: ${QUE_ALERTA[abierta.tipo].toLowerCase()}.`);
            consulta.recargar();
          }}
        >
          <p>{abierta.mensaje}</p>
          <p>Escriba qué se revisó y qué se encontró.</p>
        </DialogoDeRazon>
      )}
    </main>
  );
}

/** Those that wait, before those that were attended. */
function halfOf({ atendida }: Alerta): number {
  return atendida === null ? 0 : 1;
}
