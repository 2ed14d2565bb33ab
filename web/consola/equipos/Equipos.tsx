import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { EquipoEnLista, EstadoDeEquipo } from '../../../src/acceso/contrato-de-equipos.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatHace } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import type { Columna } from '../../comun/TablaVirtual.tsx';
import { Listado } from '../acta/Listado.tsx';
import { FiltrosDeLista, useListaFiltrada } from '../acta/ListaFiltrada.tsx';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import '../personas/personas.css';
import { AltaDeEquipo } from './AltaDeEquipo.tsx';
import { DialogoDeEquipo } from './DialogoDeEquipo.tsx';
import { EquiposPorConfirmar } from './EquiposPorConfirmar.tsx';
import { NOMBRE_DE_ESTADO, NOMBRE_DE_TIPO, relojDe } from './palabras.ts';
import './equipos.css';

/** Whoever waits to be confirmed is in front of somebody: it has to be seen at once. */
const CADA_MS = 5_000;

/** Stations and phones: which ones are there, which wait to be confirmed; Enter opens what can be done. */
export function Equipos() {
  const { puede } = useSesion();
  const ahora = useAhora(10_000);
  const { datos, error, pedida, recargar } = useConsulta<{ equipos: readonly EquipoEnLista[] }>(
    '/api/equipos',
    { cadaMs: CADA_MS },
  );
  const [estado, setEstado] = useState<EstadoDeEquipo | ''>('');
  const [abierto, setAbierto] = useState<string | null>(null);
  const [alta, setAlta] = useState<{ readonly enLugarDe: EquipoEnLista | null } | null>(null);
  const equipos = datos?.equipos ?? [];
  const columnas = useMemo(() => columnasDe(ahora), [ahora]);
  const lista = useListaFiltrada({
    ...{ todas: equipos, estado, isOf, textoDe },
    claveDe: ({ clave }) => clave,
    alAbrir: ({ clave }) => setAbierto(clave),
  });
  const chosen = equipos.find(({ clave }) => clave === abierto);

  return (
    <>
      <Listado
        titulo="Equipos"
        estado={{
          total: datos === undefined ? undefined : lista.filas.length,
          error: error ?? null,
          ...{ pedida, recargar },
        }}
        manejo={lista.tabla}
        columnas={columnas}
        clase="tabla-de-equipos"
        filtros={
          <FiltrosDeLista
            lista={lista}
            ejemplo="Nombre, clave, persona o casilla"
            estados={ESTADOS}
            alElegir={setEstado}
          >
            {puede('equipos:llevar') ? (
              <nav className="personas-enlaces" aria-label="De los equipos">
                <button type="button" className="boton" onClick={() => setAlta({ enLugarDe: null })}>
                  Dar de alta…
                </button>
                <Link href="/equipos/carga">Cargar desde un archivo</Link>
              </nav>
            ) : null}
          </FiltrosDeLista>
        }
        aviso={
          puede('equipos:llevar') ? (
            <EquiposPorConfirmar
              equipos={equipos.filter((equipo) => equipo.estado === 'por_confirmar')}
              alConfirmar={recargar}
            />
          ) : null
        }
        cuantas={(total) => formatCuantas(total, 'equipo', 'equipos')}
        vacio={
          <Vacio titulo={equipos.length === 0 ? 'Todavía no hay equipos' : 'Ningún equipo coincide'}>
            <p>
              {equipos.length === 0
                ? 'Dé de alta uno, o cárguelos desde un archivo: cada uno recibe un código que sirve una vez.'
                : 'Quite el filtro, o busque por una parte del nombre.'}
            </p>
          </Vacio>
        }
      />
      {chosen === undefined ? null : (
        <DialogoDeEquipo
          equipo={chosen}
          alReponer={() => {
            setAbierto(null);
            setAlta({ enLugarDe: chosen });
          }}
          alCambiar={recargar}
          alCerrar={() => setAbierto(null)}
        />
      )}
      {alta === null ? null : (
        <AltaDeEquipo enLugarDe={alta.enLugarDe} alCambiar={recargar} alCerrar={() => setAlta(null)} />
      )}
    </>
  );
}

const ESTADOS: readonly (readonly [EstadoDeEquipo | '', string])[] = [
  ['', 'Todos'],
  ...(Object.entries(NOMBRE_DE_ESTADO) as [EstadoDeEquipo, string][]),
];

function isOf(equipo: EquipoEnLista, estado: EstadoDeEquipo): boolean {
  return equipo.estado === estado;
}

function textoDe(equipo: EquipoEnLista): string {
  const { nombre, clave, tipo, persona, nombreDePersona, centro, casillas } = equipo;
  const quien = `${persona ?? ''} ${nombreDePersona ?? ''}`;
  return `${nombre} ${clave} ${NOMBRE_DE_TIPO[tipo]} ${quien} ${centro} ${casillas.join(' ')}`;
}

/** Of one that may send and was never heard, that it was not is what matters. */
function senalDe({ estado, ultima }: EquipoEnLista, ahora: Date): string {
  if (ultima !== null) return formatHace(ultima, ahora);
  return estado === 'activo' ? 'ninguna todavía' : '';
}

function columnasDe(ahora: Date): readonly Columna<EquipoEnLista>[] {
  return [
    {
      clave: 'equipo',
      titulo: 'Equipo',
      celda: ({ nombre, clave, tipo }) => (
        <>
          {nombre}
          <small>
            {NOMBRE_DE_TIPO[tipo]} · {clave}
          </small>
        </>
      ),
    },
    {
      clave: 'lleva',
      titulo: 'De quién',
      celda: ({ persona, nombreDePersona, centro, casillas }) => (
        <>
          {nombreDePersona ?? persona ?? centro}
          <small>
            {persona === null
              ? 'todas sus casillas'
              : `${persona} · ${centro} · ${formatCuantas(casillas.length, 'casilla', 'casillas')}`}
          </small>
        </>
      ),
    },
    {
      clave: 'estado',
      titulo: 'Estado',
      celda: (equipo) => (
        <>
          <span className={`equipo-${equipo.estado}`}>{NOMBRE_DE_ESTADO[equipo.estado]}</span>
          <small className="en-angosto">{senalDe(equipo, ahora)}</small>
        </>
      ),
    },
    {
      clave: 'ultima',
      titulo: 'Última señal',
      celda: (equipo) => senalDe(equipo, ahora),
    },
    { clave: 'reloj', titulo: 'Su reloj', celda: ({ desfase }) => relojDe(desfase) },
  ];
}
