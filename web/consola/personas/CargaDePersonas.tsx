import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { CargaDePersonas as Carga } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { post } from '../api.ts';
import { addressOf, decodeCsv, ElegirArchivo, ErroresDeArchivo } from './archivo.tsx';
import './personas.css';

interface Archivo {
  readonly nombre: string;
  readonly csv: string;
}

type Paso =
  | { readonly tipo: 'elegir' }
  | { readonly tipo: 'trabajando'; readonly que: string }
  | { readonly tipo: 'revisado'; readonly archivo: Archivo; readonly carga: Carga }
  | { readonly tipo: 'cargado'; readonly carga: Carga; readonly talones: string | null }
  | { readonly tipo: 'falla'; readonly error: Refusal };

/** Thousands of slips take a while, and giving them up would lose their codes. */
const ESPERA_DE_CARGA_MS = 300_000;

/** Loads people from a file: checked first, with everything that is wrong at once; then loaded, with their slips. */
export function CargaDePersonas() {
  const [paso, setPaso] = useState<Paso>({ tipo: 'elegir' });
  const talones = paso.tipo === 'cargado' ? paso.talones : null;
  // The slips have codes: they do not stay in the browser once the screen is left.
  useEffect(() => (talones === null ? undefined : () => URL.revokeObjectURL(talones)), [talones]);

  async function check(file: File): Promise<void> {
    setPaso({ tipo: 'trabajando', que: 'Revisando el archivo…' });
    const archivo = { nombre: file.name, csv: decodeCsv(new Uint8Array(await file.arrayBuffer())) };
    const checked = await post<Carga>('/api/personas/carga', { csv: archivo.csv, modo: 'revisar' });
    setPaso(
      checked.ok
        ? { tipo: 'revisado', archivo, carga: checked.value }
        : { tipo: 'falla', error: checked.error },
    );
  }

  async function load({ csv }: Archivo): Promise<void> {
    setPaso({ tipo: 'trabajando', que: 'Cargando y haciendo los talones…' });
    const loaded = await post<Carga>(
      '/api/personas/carga',
      { csv, modo: 'cargar' },
      { esperaMs: ESPERA_DE_CARGA_MS },
    );
    if (!loaded.ok) return setPaso({ tipo: 'falla', error: loaded.error });
    const { talones: pdf } = loaded.value;
    setPaso({ tipo: 'cargado', carga: loaded.value, talones: pdf === null ? null : addressOf(pdf) });
  }

  return (
    <main className="pantalla pila carga">
      <div>
        <p>
          <Link href="/personas">Personas</Link>
        </p>
        <h1>Cargar personas</h1>
        <p className="gris">
          Un archivo CSV con las columnas <code>nombre</code>, <code>rol</code> y <code>centro</code>, y si
          quiere <code>persona</code> con la clave. Primero se revisa; nada se carga mientras haya un error.
        </p>
      </div>
      {paso.tipo === 'cargado' ? null : (
        <ElegirArchivo
          revisado={paso.tipo === 'revisado' ? 'si' : 'no'}
          ocupado={paso.tipo === 'trabajando' ? 'si' : 'no'}
          alElegir={(file) => void check(file)}
        />
      )}
      {paso.tipo === 'trabajando' ? <p role="status">{paso.que}</p> : null}
      {paso.tipo === 'falla' ? (
        <Aviso clase="falla" titulo="No se pudo">
          {paso.error.mensaje}
        </Aviso>
      ) : null}
      {paso.tipo === 'revisado' ? (
        <Revisado carga={paso.carga} archivo={paso.archivo} alCargar={() => void load(paso.archivo)} />
      ) : null}
      {paso.tipo === 'cargado' ? <Cargado carga={paso.carga} talones={paso.talones} /> : null}
    </main>
  );
}

function Revisado({
  carga: { personas, nuevas, errores },
  archivo,
  alCargar,
}: {
  readonly carga: Carga;
  readonly archivo: Archivo;
  readonly alCargar: () => void;
}) {
  if (errores.length > 0) return <ErroresDeArchivo nombre={archivo.nombre} errores={errores} />;
  const already = personas - nuevas;
  return (
    <Aviso
      clase={nuevas === 0 ? 'informa' : 'bien'}
      titulo={`${archivo.nombre}: ${formatCuantas(personas, 'persona', 'personas')}, sin errores`}
      acciones={
        nuevas === 0 ? undefined : (
          <button type="button" className="boton boton-principal" onClick={alCargar}>
            Cargar {formatCuantas(nuevas, 'persona nueva', 'personas nuevas')}
          </button>
        )
      }
    >
      {nuevas === 0
        ? 'Todas estaban ya cargadas: no hay nada que hacer.'
        : already === 0
          ? 'Todas son nuevas. Al cargarlas se hace un talón para cada una.'
          : `${formatCuantas(already, 'estaba ya cargada y no cambia', 'estaban ya cargadas y no cambian')}.`}
    </Aviso>
  );
}

function Cargado({ carga, talones }: { readonly carga: Carga; readonly talones: string | null }) {
  return (
    <>
      <Aviso clase="bien" titulo={`Se cargaron ${formatCuantas(carga.nuevas, 'persona', 'personas')}`}>
        Sus talones se entregan una sola vez: descárguelos ahora, imprímalos y entréguelos en mano.
      </Aviso>
      {talones === null ? null : (
        <p>
          <a className="boton boton-principal" href={talones} download="talones-de-activacion.pdf">
            Descargar los talones (PDF)
          </a>
        </p>
      )}
      <p>
        <Link href="/personas">Ver las personas</Link>
      </p>
    </>
  );
}
