import { useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { EstadoDePersona, PersonaEnLista } from '../../../src/acceso/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import { type Columna, useTabla } from '../../comun/TablaVirtual.tsx';
import { Buscador } from '../acta/Buscador.tsx';
import { Listado } from '../acta/Listado.tsx';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import { DialogoDePersona } from './DialogoDePersona.tsx';
import { PorConfirmar } from './PorConfirmar.tsx';
import './personas.css';

/** Whoever waits to be confirmed is in front of somebody: it has to be seen at once. */
const CADA_MS = 5_000;

export const NOMBRE_DE_ESTADO: Readonly<Record<EstadoDePersona, string>> = {
  por_activar: 'Sin activar',
  por_confirmar: 'Por confirmar',
  activa: 'Activa',
  bloqueada: 'Bloqueada',
  revocada: 'Revocada',
};

/** The people of one's centre: who waits to be confirmed first, then everybody. Enter opens what can be done. */
export function Personas() {
  const { proceso, puede } = useSesion();
  const { datos, error, pedida, recargar } = useConsulta<{ personas: readonly PersonaEnLista[] }>(
    '/api/personas',
    { cadaMs: CADA_MS },
  );
  const [texto, setTexto] = useState('');
  const [estado, setEstado] = useState<EstadoDePersona | ''>('');
  const [actual, setActual] = useState<string | null>(null);
  const [abierta, setAbierta] = useState<string | null>(null);
  const busqueda = useRef<HTMLInputElement>(null);
  const personas = datos?.personas ?? [];
  // At once, not deferred: Enter opens what was found, never what was there before the last letter.
  const filas = useMemo(
    () =>
      personas.filter((persona) => (estado === '' || persona.estado === estado) && matches(persona, texto)),
    [personas, estado, texto],
  );
  const columnas = useMemo(() => columnasDe(proceso.huso), [proceso.huso]);
  const tabla = useTabla({
    filas,
    claveDe: ({ clave }) => clave,
    actual,
    alCambiar: setActual,
    alAbrir: ({ clave }) => setAbierta(clave),
  });
  const chosen = personas.find(({ clave }) => clave === abierta);

  return (
    <>
      <Listado
        titulo="Personas"
        estado={{
          total: datos === undefined ? undefined : filas.length,
          error: error ?? null,
          ...{ pedida, recargar },
        }}
        manejo={tabla}
        columnas={columnas}
        clase="tabla-de-personas"
        filtros={
          <search className="filtros">
            <Buscador
              ref={busqueda}
              etiqueta="Buscar"
              ejemplo="Nombre, clave o función"
              texto={texto}
              alTeclear={setTexto}
              tabla={tabla}
            />
            <label className="entrada">
              <span>Estado</span>
              <select
                value={estado}
                onChange={(event) => setEstado(event.currentTarget.value as EstadoDePersona | '')}
              >
                <option value="">Todos</option>
                {Object.entries(NOMBRE_DE_ESTADO).map(([clave, nombre]) => (
                  <option key={clave} value={clave}>
                    {nombre}
                  </option>
                ))}
              </select>
            </label>
            <nav className="personas-enlaces" aria-label="De las personas">
              {puede('accesos:ver') ? <Link href="/accesos">Entradas y salidas</Link> : null}
              {puede('personas:cargar') ? <Link href="/personas/carga">Cargar personas</Link> : null}
            </nav>
          </search>
        }
        aviso={
          puede('personas:confirmar') ? (
            <PorConfirmar
              personas={personas.filter((persona) => persona.estado === 'por_confirmar')}
              alConfirmar={recargar}
            />
          ) : null
        }
        cuantas={(total) => formatCuantas(total, 'persona', 'personas')}
        vacio={
          <Vacio titulo={personas.length === 0 ? 'Todavía no hay personas en este centro' : 'Nadie coincide'}>
            <p>
              {personas.length === 0
                ? 'La administración del sistema las carga desde un archivo.'
                : 'Quite el filtro, o busque por una parte del nombre.'}
            </p>
          </Vacio>
        }
      />
      {chosen === undefined ? null : (
        <DialogoDePersona persona={chosen} alCambiar={recargar} alCerrar={() => setAbierta(null)} />
      )}
    </>
  );
}

function matches({ nombre, clave, nombreDeRol, centro }: PersonaEnLista, texto: string): boolean {
  const whole = folded(`${nombre} ${clave} ${nombreDeRol} ${centro}`);
  return folded(texto)
    .split(' ')
    .every((word) => whole.includes(word));
}

function folded(texto: string): string {
  return texto.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function columnasDe(huso: string): readonly Columna<PersonaEnLista>[] {
  return [
    {
      clave: 'persona',
      titulo: 'Persona',
      celda: ({ nombre, clave, nombreDeRol }) => (
        <>
          {nombre}
          <small>
            {clave} · {nombreDeRol}
          </small>
        </>
      ),
    },
    { clave: 'centro', titulo: 'Centro', celda: ({ centro }) => centro },
    {
      clave: 'estado',
      titulo: 'Estado',
      celda: ({ estado }) => <span className={`persona-${estado}`}>{NOMBRE_DE_ESTADO[estado]}</span>,
    },
    {
      clave: 'sesion',
      titulo: 'Sesión',
      celda: ({ sesion }) =>
        sesion === null ? (
          ''
        ) : (
          <>
            Desde las {formatHora(sesion.desde, huso)}
            <small>lo último, {formatHora(sesion.ultima, huso)}</small>
          </>
        ),
    },
    {
      clave: 'fallas',
      titulo: 'Fallas',
      celda: ({ fallas }) => (fallas === 0 ? '' : formatCuantas(fallas, 'falla seguida', 'fallas seguidas')),
    },
  ];
}
