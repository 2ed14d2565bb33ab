import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { EstadoDePersona, PersonaEnLista } from '../../../src/acceso/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import type { Columna } from '../../comun/TablaVirtual.tsx';
import { Listado } from '../acta/Listado.tsx';
import { FiltrosDeLista, useListaFiltrada } from '../acta/ListaFiltrada.tsx';
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
  const [estado, setEstado] = useState<EstadoDePersona | ''>('');
  const [abierta, setAbierta] = useState<string | null>(null);
  const personas = datos?.personas ?? [];
  const columnas = useMemo(() => columnasDe(proceso.huso), [proceso.huso]);
  const lista = useListaFiltrada({
    ...{ todas: personas, estado, isOf, textoDe },
    claveDe: ({ clave }) => clave,
    alAbrir: ({ clave }) => setAbierta(clave),
  });
  const chosen = personas.find(({ clave }) => clave === abierta);

  return (
    <>
      <Listado
        titulo="Personas"
        estado={{
          total: datos === undefined ? undefined : lista.filas.length,
          error: error ?? null,
          ...{ pedida, recargar },
        }}
        manejo={lista.tabla}
        columnas={columnas}
        clase="tabla-de-personas"
        filtros={
          <FiltrosDeLista
            lista={lista}
            ejemplo="Nombre, clave o función"
            estados={ESTADOS}
            alElegir={setEstado}
          >
            <nav className="personas-enlaces" aria-label="De las personas">
              {puede('accesos:ver') ? <Link href="/accesos">Entradas y salidas</Link> : null}
              {puede('personas:cargar') ? <Link href="/personas/carga">Cargar personas</Link> : null}
            </nav>
          </FiltrosDeLista>
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

const ESTADOS: readonly (readonly [EstadoDePersona | '', string])[] = [
  ['', 'Todos'],
  ...(Object.entries(NOMBRE_DE_ESTADO) as [EstadoDePersona, string][]),
];

function isOf(persona: PersonaEnLista, estado: EstadoDePersona): boolean {
  return persona.estado === estado;
}

function textoDe({ nombre, clave, nombreDeRol, centro }: PersonaEnLista): string {
  return `${nombre} ${clave} ${nombreDeRol} ${centro}`;
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
