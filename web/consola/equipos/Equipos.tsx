import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { EquipoEnLista, EstadoDeEquipo } from '../../../src/acceso/contrato-de-equipos.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatHace } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import { type Columna, useTabla } from '../../comun/TablaVirtual.tsx';
import { Buscador } from '../acta/Buscador.tsx';
import { Listado } from '../acta/Listado.tsx';
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
  const [texto, setTexto] = useState('');
  const [estado, setEstado] = useState<EstadoDeEquipo | ''>('');
  const [actual, setActual] = useState<string | null>(null);
  const [abierto, setAbierto] = useState<string | null>(null);
  const [alta, setAlta] = useState<{ readonly enLugarDe: EquipoEnLista | null } | null>(null);
  const busqueda = useRef<HTMLInputElement>(null);
  const equipos = datos?.equipos ?? [];
  const filas = useMemo(
    () => equipos.filter((equipo) => (estado === '' || equipo.estado === estado) && matches(equipo, texto)),
    [equipos, estado, texto],
  );
  const columnas = useMemo(() => columnasDe(ahora), [ahora]);
  const tabla = useTabla({
    filas,
    claveDe: ({ clave }) => clave,
    actual,
    alCambiar: setActual,
    alAbrir: ({ clave }) => setAbierto(clave),
  });
  const chosen = equipos.find(({ clave }) => clave === abierto);

  return (
    <>
      <Listado
        titulo="Equipos"
        estado={{
          total: datos === undefined ? undefined : filas.length,
          error: error ?? null,
          ...{ pedida, recargar },
        }}
        manejo={tabla}
        columnas={columnas}
        clase="tabla-de-equipos"
        filtros={
          <search className="filtros">
            <Buscador
              ref={busqueda}
              etiqueta="Buscar"
              ejemplo="Nombre, clave, persona o casilla"
              texto={texto}
              alTeclear={setTexto}
              tabla={tabla}
            />
            <label className="entrada">
              <span>Estado</span>
              <select
                value={estado}
                onChange={(event) => setEstado(event.currentTarget.value as EstadoDeEquipo | '')}
              >
                <option value="">Todos</option>
                {Object.entries(NOMBRE_DE_ESTADO).map(([clave, nombre]) => (
                  <option key={clave} value={clave}>
                    {nombre}
                  </option>
                ))}
              </select>
            </label>
            {puede('equipos:llevar') ? (
              <nav className="personas-enlaces" aria-label="De los equipos">
                <button type="button" className="boton" onClick={() => setAlta({ enLugarDe: null })}>
                  Dar de alta…
                </button>
                <Link href="/equipos/carga">Cargar desde un archivo</Link>
              </nav>
            ) : null}
          </search>
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

function matches({ nombre, clave, tipo, persona, centro, casillas }: EquipoEnLista, texto: string): boolean {
  const whole = folded(
    `${nombre} ${clave} ${NOMBRE_DE_TIPO[tipo]} ${persona ?? ''} ${centro} ${casillas.join(' ')}`,
  );
  return folded(texto)
    .split(' ')
    .every((word) => whole.includes(word));
}

function folded(texto: string): string {
  return texto.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
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
      celda: ({ persona, centro, casillas }) => (
        <>
          {persona ?? centro}
          <small>
            {persona === null
              ? 'todas sus casillas'
              : `${centro} · ${formatCuantas(casillas.length, 'casilla', 'casillas')}`}
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
