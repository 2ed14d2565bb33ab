import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { ActaEnAcopio } from '../../../src/acopio/contrato.ts';
import { Vacio } from '../../comun/estados.tsx';
import { formatCuantas, formatEntero, formatHora } from '../../comun/formato.ts';
import type { Columna } from '../../comun/TablaVirtual.tsx';
import { Listado } from '../acta/Listado.tsx';
import { FiltrosDeLista, useListaFiltrada } from '../acta/ListaFiltrada.tsx';
import { ambitoDe, TituloEnLista } from '../acta/Titulo.tsx';
import { useSesion } from '../sesion.tsx';
import { DialogoDeActa } from './DialogoDeActa.tsx';
import { ProponerSinActa } from './ProponerSinActa.tsx';
import { NOMBRE_DE_SITUACION } from './palabras.ts';
import { SinActaPorConfirmar } from './SinActaPorConfirmar.tsx';
import { useActasDeCatd } from './useActasDeCatd.ts';
import './acopio.css';

/** Those that the server takes in one request: more than the largest CATD expects. */
const ACTAS_POR_PETICION = 2_000;

/** What may be looked for besides the situation: what has to be done. */
const PENDIENTES = {
  sin_sobre: 'Sin sobre',
  rescanear: 'Hay que digitalizar otra vez',
  sin_acta_propuesta: 'Sin acta, por confirmar',
} as const;
type Pendiente = keyof typeof PENDIENTES;
type Filtro = ActaEnAcopio['situacion'] | Pendiente;

/** Every acta that the CATD expects, what has become of each, and what will not arrive. */
export function ActasDelCatd() {
  const { proceso, puede } = useSesion();
  const [params, setParams] = useSearchParams();
  const catd = params.get('catd') ?? '';
  const filtro = (params.get('estado') ?? '') as Filtro | '';
  const { datos, error, pedida, recargar } = useActasDeCatd(catd);
  const [abierta, setAbierta] = useState<string | null>(null);
  const [proponiendo, setProponiendo] = useState<readonly ActaEnAcopio[] | null>(null);
  const actas = datos?.actas ?? [];
  const columnas = useMemo(() => columnasDe(proceso.huso), [proceso.huso]);
  const lista = useListaFiltrada({
    ...{ todas: actas, estado: filtro, isOf, textoDe },
    claveDe: ({ acta }) => acta,
    alAbrir: ({ acta }) => setAbierta(acta),
  });
  const { filas } = lista;
  const chosen = actas.find(({ acta }) => acta === abierta);
  // Those whose envelope is in the CATD are looked at one by one.
  const proponibles = filas
    .filter((acta) => acta.sobre === null && isProponible(acta))
    .slice(0, ACTAS_POR_PETICION);
  const change = (name: string, value: string) =>
    setParams((now) => {
      const next = new URLSearchParams(now);
      if (value === '') next.delete(name);
      else next.set(name, value);
      return next;
    });

  return (
    <>
      <Listado
        titulo={datos === undefined ? 'Actas del CATD' : `Actas de ${datos.catd.clave} ${datos.catd.nombre}`}
        estado={{
          total: datos === undefined ? undefined : filas.length,
          error: error ?? null,
          ...{ pedida, recargar },
        }}
        manejo={lista.tabla}
        columnas={columnas}
        clase="tabla-de-acopio"
        filtros={
          <FiltrosDeLista
            lista={lista}
            ejemplo="Sección, casilla o clave"
            estados={estadosDe(actas)}
            alElegir={(estado) => change('estado', estado)}
          >
            {datos !== undefined && datos.catds.length > 1 ? (
              <label className="entrada">
                <span>CATD</span>
                <select
                  value={datos.catd.clave}
                  onChange={(event) => change('catd', event.currentTarget.value)}
                >
                  {datos.catds.map(({ clave, nombre }) => (
                    <option key={clave} value={clave}>
                      {clave} {nombre}
                    </option>
                  ))}
                </select>
              </label>
            ) : null}
            <nav className="personas-enlaces" aria-label="Del acopio">
              {puede('acopio:registrar') ? <Link href="/acopio">Registrar sobres</Link> : null}
              {puede('sin_acta:proponer') ? (
                <button
                  type="button"
                  className="boton"
                  disabled={proponibles.length === 0}
                  onClick={() => setProponiendo(proponibles)}
                >
                  Proponer sin acta
                  {proponibles.length === 0 ? '…' : ` (${formatEntero(proponibles.length)})…`}
                </button>
              ) : null}
            </nav>
          </FiltrosDeLista>
        }
        aviso={
          <SinActaPorConfirmar
            actas={actas.filter(({ sinActa }) => sinActa?.estado === 'propuesta')}
            alCambiar={recargar}
          />
        }
        cuantas={(total) => `${formatCuantas(total, 'acta', 'actas')}${totalDe(actas, filas)}`}
        vacio={
          <Vacio titulo={actas.length === 0 ? 'Este CATD no espera ninguna acta' : 'Ninguna acta coincide'}>
            <p>
              {actas.length === 0
                ? 'Avise a quien administra el sistema: el catálogo no le asigna casillas.'
                : 'Quite el filtro, o busque por una parte de la sección o de la clave.'}
            </p>
          </Vacio>
        }
      />
      {chosen === undefined ? null : (
        <DialogoDeActa
          acta={chosen}
          proponible={isProponible(chosen) ? 'si' : 'no'}
          alProponer={() => {
            setAbierta(null);
            setProponiendo([chosen]);
          }}
          alCambiar={recargar}
          alCerrar={() => setAbierta(null)}
        />
      )}
      {proponiendo === null ? null : (
        <ProponerSinActa actas={proponiendo} alCambiar={recargar} alCerrar={() => setProponiendo(null)} />
      )}
    </>
  );
}

function isOf(acta: ActaEnAcopio, filtro: Filtro): boolean {
  switch (filtro) {
    case 'sin_sobre':
      return acta.sobre === null && acta.situacion !== 'sin_acta';
    case 'rescanear':
      return acta.rescanear !== null;
    case 'sin_acta_propuesta':
      return acta.sinActa?.estado === 'propuesta';
    default:
      return acta.situacion === filtro;
  }
}

/** Nothing of it is being captured, and nobody has proposed it already. */
function isProponible({ fase, situacion, sinActa }: ActaEnAcopio): boolean {
  return (fase === 'esperada' || fase === 'acopiada') && situacion !== 'publicada' && sinActa === null;
}

/** Each with how many there are: what is missing is seen without choosing it. */
function estadosDe(actas: readonly ActaEnAcopio[]): readonly (readonly [Filtro | '', string])[] {
  const named = Object.entries({ ...PENDIENTES, ...NOMBRE_DE_SITUACION }) as [Filtro, string][];
  return [
    ['', `Todas (${formatEntero(actas.length)})`],
    ...named.map(([clave, nombre]): readonly [Filtro, string] => [
      clave,
      `${nombre} (${formatEntero(actas.filter((acta) => isOf(acta, clave)).length)})`,
    ]),
  ];
}

function totalDe(actas: readonly ActaEnAcopio[], filas: readonly ActaEnAcopio[]): string {
  const recibidas = actas.filter(({ sobre }) => sobre !== null).length;
  const of = filas.length === actas.length ? '' : ` de ${formatEntero(actas.length)}`;
  return `${of} · ${formatCuantas(recibidas, 'sobre recibido', 'sobres recibidos')}`;
}

function textoDe({ titulo, acta }: ActaEnAcopio): string {
  return `${titulo.seccion} ${titulo.casilla} ${titulo.clave} ${ambitoDe(titulo)} ${acta}`;
}

function columnasDe(huso: string): readonly Columna<ActaEnAcopio>[] {
  return [
    { clave: 'acta', titulo: 'Acta', celda: ({ titulo }) => <TituloEnLista titulo={titulo} /> },
    {
      clave: 'situacion',
      titulo: 'Estado',
      celda: (acta) => (
        <>
          {NOMBRE_DE_SITUACION[acta.situacion]}
          <small className="en-angosto">
            <Nota acta={acta} />
          </small>
        </>
      ),
    },
    {
      clave: 'sobre',
      titulo: 'Sobre',
      celda: ({ sobre }) => (sobre === null ? '' : formatHora(sobre.momento, huso)),
    },
    { clave: 'imagenes', titulo: 'Imágenes', celda: ({ imagenes }) => imagesOf(imagenes) },
    { clave: 'nota', titulo: 'Atención', celda: (acta) => <Nota acta={acta} /> },
  ];
}

function imagesOf({ CATD, CASILLA }: ActaEnAcopio['imagenes']): string {
  const parts = [CATD === 0 ? '' : `${CATD} CATD`, CASILLA === 0 ? '' : `${CASILLA} casilla`];
  return parts.filter((part) => part !== '').join(' · ');
}

function Nota({ acta: { rescanear, sinActa, sobre } }: { readonly acta: ActaEnAcopio }) {
  if (rescanear !== null) return <span className="acopio-nota-mal">Otra imagen: {rescanear}</span>;
  if (sinActa?.estado === 'propuesta')
    return <span className="acopio-nota-aviso">Sin acta, por confirmar</span>;
  if (sobre !== null && sobre.avisos.length > 0)
    return <span className="acopio-nota-aviso">Hora a mano dudosa</span>;
  return null;
}
