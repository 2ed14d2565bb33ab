import { useCallback, useEffect, useRef, useState } from 'react';
import type { TareaDeVerificacionONada } from '../../../src/verificacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla, Vacio } from '../../comun/estados.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { usePedido } from '../acta/pedido.ts';
import { useTeclas } from '../acta/teclas.ts';
import { esPasajero } from '../api.ts';
import { ActaPorVerificar } from './ActaPorVerificar.tsx';

const SIGUIENTE = '/api/verificacion/siguiente';
/** How often it looks for work when there is none, or when it could not ask. */
const BUSQUEDA_MS = 5_000;

/** What was captured against the image, acta after acta. */
export function Verificacion() {
  const [trabajo, setTrabajo] = useState<TareaDeVerificacionONada | null>(null);
  const [turno, setTurno] = useState<'trabaja' | 'descansa'>('trabaja');
  const pedidos = usePedido();
  const { pedir, rechazo } = pedidos;
  const ask = useRef(pedir);
  useEffect(() => {
    ask.current = pedir;
  });

  const siguiente = useCallback(async () => {
    const answer = await ask.current<TareaDeVerificacionONada>(SIGUIENTE);
    if (!answer?.ok) return;
    setTrabajo(answer.value);
    setTurno('trabaja');
  }, []);
  useEffect(() => void siguiente(), [siguiente]);

  const tarea = trabajo?.tarea ?? null;
  const isIdle = turno === 'trabaja' && tarea === null && (rechazo === null || esPasajero(rechazo));
  useEffect(() => {
    if (!isIdle) return;
    const timer = setInterval(() => void siguiente(), BUSQUEDA_MS);
    return () => clearInterval(timer);
  }, [isIdle, siguiente]);

  if (trabajo !== null && tarea !== null) {
    return (
      <ActaPorVerificar
        key={`${tarea.acta} ${tarea.vence}`}
        tarea={tarea}
        trabajo={trabajo}
        pedidos={pedidos}
        alContestar={setTrabajo}
        alPedirOtra={siguiente}
        alDescansar={(next) => {
          setTrabajo(next);
          setTurno('descansa');
        }}
      />
    );
  }
  return (
    <main className="pantalla">
      {trabajo === null ? (
        rechazo === null ? (
          <Cargando que="Pidiendo un acta…" />
        ) : (
          <Falla
            titulo="No se pudo pedir un acta"
            mensaje={rechazo.mensaje}
            reintentar={() => void siguiente()}
          />
        )
      ) : (
        <SinTrabajo trabajo={trabajo} turno={turno} alPedir={() => void siguiente()}>
          {rechazo === null ? null : (
            <Aviso clase="advierte" titulo="No se pudo preguntar si hay más">
              <p>{rechazo.mensaje}</p>
            </Aviso>
          )}
        </SinTrabajo>
      )}
    </main>
  );
}

function SinTrabajo({
  trabajo: { enEstaHora, enTotal },
  turno,
  alPedir,
  children,
}: {
  readonly trabajo: TareaDeVerificacionONada;
  readonly turno: 'trabaja' | 'descansa';
  readonly alPedir: () => void;
  readonly children: React.ReactNode;
}) {
  const boton = useRef<HTMLButtonElement>(null);
  useEffect(() => boton.current?.focus(), []);
  useTeclas({ Enter: alPedir });
  return (
    <Vacio titulo={turno === 'descansa' ? 'Descanso' : 'No hay actas por verificar'}>
      <p>
        {turno === 'descansa'
          ? 'El acta que tenía volvió a la fila y la recibe otra persona. Cuando quiera, pida la siguiente.'
          : 'La siguiente aparecerá aquí sola en cuanto se capture.'}{' '}
        Usted ha verificado {formatCuantas(enEstaHora, 'acta', 'actas')} en la última hora,{' '}
        {formatCuantas(enTotal, 'acta', 'actas')} en total.
      </p>
      {children}
      <button ref={boton} type="button" className="boton" onClick={alPedir}>
        {turno === 'descansa' ? 'Pedir la siguiente' : 'Buscar ahora'} <kbd>Intro</kbd>
      </button>
    </Vacio>
  );
}
