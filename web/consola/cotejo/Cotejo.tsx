import { useEffect, useMemo, useRef } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { ActaPorCotejar } from '../../../src/cotejo/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import { type Columna, useTabla } from '../../comun/TablaVirtual.tsx';
import { Buscador } from '../acta/Buscador.tsx';
import { Hecho } from '../acta/Hecho.tsx';
import { Listado } from '../acta/Listado.tsx';
import { NOMBRE_DE_COTEJO } from '../acta/palabras.ts';
import { useActual } from '../acta/recuerdo.ts';
import { TituloEnLista } from '../acta/Titulo.tsx';
import { useApertura } from '../acta/useApertura.ts';
import { useLista } from '../acta/useLista.ts';
import { useTextoDemorado } from '../acta/useTextoDemorado.ts';
import { rutaDeActa } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import './cotejo.css';

/** The published actas of the CATD: with the paper in hand one types its section, and Enter opens it. */
export function Cotejo() {
  const { proceso } = useSesion();
  const [, navigate] = useLocation();
  const [params, setParams] = useSearchParams();
  const [estado, buscado] = [params.get('cotejo') ?? '', params.get('texto') ?? ''];
  const change = (name: string, value: string, replace: boolean) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace },
    );
  const [texto, setTexto] = useTextoDemorado(buscado, (next) => change('texto', next, buscado !== ''));
  const query = new URLSearchParams(
    Object.entries({ cotejo: estado, texto: buscado }).filter(([, value]) => value !== ''),
  );
  const lista = useLista<ActaPorCotejar>(`/api/cotejo/actas?${query}`);
  const [actual, setActual] = useActual(`/cotejo?${query}`);
  const tabla = useTabla({
    filas: lista.actas,
    claveDe: ({ acta }) => acta,
    actual,
    alCambiar: setActual,
    alAbrir: useApertura(lista, texto === buscado && !lista.atrasada ? 'al_dia' : 'por_llegar', ({ acta }) =>
      navigate(rutaDeActa('/cotejo', acta)),
    ),
  });
  const busqueda = useRef<HTMLInputElement>(null);
  // Whoever comes back has the next paper in hand: what was typed for the last one is written over.
  useEffect(() => busqueda.current?.select(), []);
  const columnas = useMemo(() => columnasDe(proceso.huso), [proceso.huso]);

  return (
    <Listado
      titulo="Cotejo"
      estado={lista}
      manejo={tabla}
      columnas={columnas}
      clase="tabla-de-cotejo"
      filtros={
        <search className="filtros">
          <Buscador
            ref={busqueda}
            etiqueta="Acta que tiene en la mano"
            ejemplo="Sección, casilla o clave"
            texto={texto}
            alTeclear={setTexto}
            tabla={tabla}
          />
          <label className="entrada">
            <span>Estado</span>
            <select value={estado} onChange={(event) => change('cotejo', event.currentTarget.value, false)}>
              <option value="">Todas</option>
              {Object.entries(NOMBRE_DE_COTEJO).map(([clave, nombre]) => (
                <option key={clave} value={clave}>
                  {nombre}
                </option>
              ))}
            </select>
          </label>
        </search>
      }
      aviso={<Hecho />}
      cuantas={(total) => formatCuantas(total, 'acta', 'actas')}
      vacio={
        texto === '' && estado === '' ? (
          <Vacio titulo="Todavía no hay actas que cotejar">
            <p>Aparecen aquí cuando se verifican. Esta lista se actualiza sola.</p>
          </Vacio>
        ) : (
          <Vacio titulo="Ninguna acta de su CATD coincide">
            <p>
              Puede que todavía no se verifique, o que sea de otro CATD. Revise la sección y la casilla del
              papel, o quite el filtro de estado.
            </p>
          </Vacio>
        )
      }
    />
  );
}

function columnasDe(huso: string): readonly Columna<ActaPorCotejar>[] {
  return [
    { clave: 'acta', titulo: 'Acta', celda: ({ titulo }) => <TituloEnLista titulo={titulo} /> },
    { clave: 'cotejo', titulo: 'Cotejo', celda: ({ cotejo }) => NOMBRE_DE_COTEJO[cotejo] },
    {
      clave: 'corte',
      titulo: 'Publicada',
      celda: ({ corte }) => (corte === null ? 'en el siguiente corte' : `corte ${corte}`),
    },
    { clave: 'cifra', titulo: 'Verificada', celda: ({ verificada }) => formatHora(verificada, huso) },
  ];
}
