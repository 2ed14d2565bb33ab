import { useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import type { ActaEnLista } from '../../../src/monitoreo/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatDuracion } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import { type Columna, useTabla } from '../../comun/TablaVirtual.tsx';
import { Buscador } from '../acta/Buscador.tsx';
import { Listado } from '../acta/Listado.tsx';
import { NOMBRE_DE_COTEJO, NOMBRE_DE_FASE, NOMBRE_DE_MARCA_DE_ACTA } from '../acta/palabras.ts';
import { useActual } from '../acta/recuerdo.ts';
import { TituloEnLista } from '../acta/Titulo.tsx';
import { useApertura } from '../acta/useApertura.ts';
import { useLista } from '../acta/useLista.ts';
import { useTextoDemorado } from '../acta/useTextoDemorado.ts';
import { rutaDeActa } from '../api.ts';
import { Filtrado } from './Filtrado.tsx';
import { paramsOf, SIN_FILTROS, useFiltros } from './filtros.ts';
import './actas.css';

const POR_PAGINA = 500;

/** Every acta of the process: search, filters, how long each has waited. Enter opens its page. */
export function Actas() {
  const [, navigate] = useLocation();
  const [filtros, cambiar] = useFiltros();
  const [texto, setTexto] = useTextoDemorado(filtros.texto, (next) =>
    // Letters of one search are one step of «back».
    cambiar({ texto: next }, filtros.texto === '' ? 'nueva' : 'misma'),
  );
  const params = paramsOf(filtros).toString();
  const lista = useLista<ActaEnLista>(`/api/actas?${params}${params === '' ? '' : '&'}cuantas=${POR_PAGINA}`);
  const [actual, setActual] = useActual(`/actas?${params}`);
  const busqueda = useRef<HTMLInputElement>(null);
  const tabla = useTabla({
    filas: lista.actas,
    claveDe: ({ acta }) => acta,
    actual,
    alCambiar: setActual,
    alAbrir: useApertura(
      lista,
      texto === filtros.texto && !lista.atrasada ? 'al_dia' : 'por_llegar',
      ({ acta }) => navigate(rutaDeActa('/actas', acta)),
    ),
  });
  const ahora = useAhora(10_000);
  const columnas = useMemo(() => columnasDe(ahora), [ahora]);

  return (
    <Listado
      titulo="Actas"
      estado={lista}
      manejo={tabla}
      columnas={columnas}
      clase="tabla-de-actas"
      filtros={
        <Filtrado filtros={filtros} alCambiar={cambiar}>
          <Buscador
            ref={busqueda}
            etiqueta="Buscar"
            ejemplo="Sección, casilla o clave"
            texto={texto}
            alTeclear={setTexto}
            tabla={tabla}
          />
        </Filtrado>
      }
      cuantas={(total) =>
        `${formatCuantas(total, 'acta', 'actas')}${filtros.orden === 'espera' ? ', primero las que más esperan' : ''}`
      }
      vacio={
        <Vacio titulo="Ninguna acta coincide">
          <p>Quite algún filtro, o busque la sección con sus cuatro dígitos, como está en el acta.</p>
          <button
            type="button"
            className="boton"
            onClick={() => {
              cambiar(SIN_FILTROS, 'nueva');
              busqueda.current?.focus();
            }}
          >
            Quitar todos los filtros
          </button>
        </Vacio>
      }
    />
  );
}

function columnasDe(ahora: Date): readonly Columna<ActaEnLista>[] {
  return [
    { clave: 'acta', titulo: 'Acta', celda: ({ titulo }) => <TituloEnLista titulo={titulo} /> },
    { clave: 'catd', titulo: 'CATD', celda: ({ catd }) => catd },
    {
      clave: 'fase',
      titulo: 'Fase',
      celda: ({ fase, marcas }) => (
        <>
          {NOMBRE_DE_FASE[fase]}
          {marcas.length === 0 ? null : (
            <small>{marcas.map((marca) => NOMBRE_DE_MARCA_DE_ACTA[marca]).join(', ')}</small>
          )}
        </>
      ),
    },
    {
      clave: 'cifra',
      titulo: 'Espera',
      celda: ({ espera }) =>
        espera === null ? '' : formatDuracion((ahora.getTime() - Date.parse(espera)) / 1000),
    },
    {
      clave: 'cotejo',
      titulo: 'Cotejo',
      celda: ({ fase, cotejo }) => (fase === 'verificada' || cotejo !== 0 ? NOMBRE_DE_COTEJO[cotejo] : ''),
    },
  ];
}
