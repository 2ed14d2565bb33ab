import { type FormEvent, useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { CargaDePersonas as Carga } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas, formatEntero } from '../../comun/formato.ts';
import { post } from '../api.ts';
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
      {paso.tipo === 'cargado' ? null : <Elegir estado={paso.tipo} alElegir={(file) => void check(file)} />}
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

function Elegir({
  estado,
  alElegir,
}: {
  readonly estado: Paso['tipo'];
  readonly alElegir: (file: File) => void;
}) {
  const [file, setFile] = useState<File | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) alElegir(file);
  };
  return (
    <form className="fila elegir-archivo" onSubmit={submit}>
      <label className="entrada">
        <span>Archivo</span>
        <input
          type="file"
          accept=".csv,.txt,text/csv"
          onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      <button
        type="submit"
        className={estado === 'revisado' ? 'boton' : 'boton boton-principal'}
        disabled={file === null || estado === 'trabajando'}
      >
        Revisar
      </button>
    </form>
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
  if (errores.length > 0) {
    return (
      <section className="pila" aria-labelledby="errores">
        <h2 id="errores">
          {archivo.nombre}: {formatCuantas(errores.length, 'error', 'errores')}
        </h2>
        <p>Nada se cargó. Corrija el archivo y revíselo otra vez.</p>
        <table className="tabla hoja">
          <thead>
            <tr>
              <th scope="col" className="cifra">
                Línea
              </th>
              <th scope="col">Columna</th>
              <th scope="col">Qué tiene</th>
            </tr>
          </thead>
          <tbody>
            {errores.map(({ linea, columna, mensaje }) => (
              <tr key={`${linea} ${columna} ${mensaje}`}>
                <td className="cifra">{linea === 0 ? 'todo' : formatEntero(linea)}</td>
                <td>{columna}</td>
                <td>{mensaje}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    );
  }
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

/** A file of a spreadsheet: UTF-8, or Latin-1 as older ones write it. */
function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return utf8.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

function addressOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
}
