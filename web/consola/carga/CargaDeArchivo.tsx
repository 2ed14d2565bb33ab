import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { esPasajero, post } from '../api.ts';
import { addressOf, decodeCsv, ElegirArchivo, type ErrorDeArchivo, ErroresDeArchivo } from './archivo.tsx';
import './carga.css';

/** What every load answers, besides its counts. */
interface Carga {
  readonly errores: readonly ErrorDeArchivo[];
  /** a PDF in base 64; null while nothing has been loaded */
  readonly talones: string | null;
}

/** The sentences of a load, with the gender of what is loaded. */
export interface PalabrasDeCarga {
  /** `persona`, `personas` */
  readonly cosa: readonly [singular: string, plural: string];
  /** `persona nueva`, `personas nuevas` */
  readonly nueva: readonly [singular: string, plural: string];
  /** `estaba ya cargada y no cambia`, `estaban ya cargadas y no cambian` */
  readonly yaEstaba: readonly [singular: string, plural: string];
  readonly ningunaNueva: string;
  readonly todasNuevas: string;
}

interface Archivo {
  readonly nombre: string;
  readonly csv: string;
}

type Paso<T> =
  | { readonly tipo: 'elegir' }
  | { readonly tipo: 'trabajando'; readonly que: string }
  | { readonly tipo: 'revisado'; readonly archivo: Archivo; readonly carga: T }
  | { readonly tipo: 'cargado'; readonly carga: T; readonly talones: string | null }
  | { readonly tipo: 'falla'; readonly al: 'revisar' | 'cargar'; readonly error: Refusal };

/** How many the file has, and how many of them are new. */
interface Cuentas {
  readonly todas: number;
  readonly nuevas: number;
}

/** Thousands of slips take a while, and giving them up would lose their codes. */
const ESPERA_DE_CARGA_MS = 300_000;

/**
 * Loads from a file: checked first, with everything that is wrong at once; then loaded, with its slips.
 *
 * @param ruta that takes `{ csv, modo }`
 * @param cuentasDe how many the answer says that the file has
 * @param lista where what was loaded is seen
 * @param children what columns the file has
 */
export function CargaDeArchivo<T extends Carga>({
  titulo,
  ruta,
  cuentasDe,
  palabras,
  lista,
  nombreDeTalones,
  children,
}: {
  readonly titulo: string;
  readonly ruta: string;
  readonly cuentasDe: (carga: T) => Cuentas;
  readonly palabras: PalabrasDeCarga;
  readonly lista: { readonly ruta: string; readonly titulo: string; readonly ver: string };
  readonly nombreDeTalones: string;
  readonly children: ReactNode;
}) {
  const [paso, setPaso] = useState<Paso<T>>({ tipo: 'elegir' });
  const talones = paso.tipo === 'cargado' ? paso.talones : null;
  // The slips have codes: they do not stay in the browser once the screen is left.
  useEffect(() => (talones === null ? undefined : () => URL.revokeObjectURL(talones)), [talones]);
  // The keyboard goes to what has just been said: what was pressed for it may be gone.
  const encabezado = useRef<HTMLHeadingElement>(null);
  const resultado = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (paso.tipo === 'elegir') encabezado.current?.focus();
    else if (paso.tipo !== 'trabajando') resultado.current?.focus({ preventScroll: true });
  }, [paso.tipo]);

  async function check(file: File): Promise<void> {
    setPaso({ tipo: 'trabajando', que: 'Revisando el archivo…' });
    const archivo = { nombre: file.name, csv: decodeCsv(new Uint8Array(await file.arrayBuffer())) };
    const checked = await post<T>(ruta, { csv: archivo.csv, modo: 'revisar' });
    setPaso(
      checked.ok
        ? { tipo: 'revisado', archivo, carga: checked.value }
        : { tipo: 'falla', al: 'revisar', error: checked.error },
    );
  }

  async function load({ csv }: Archivo): Promise<void> {
    setPaso({ tipo: 'trabajando', que: 'Cargando y haciendo los talones…' });
    const loaded = await post<T>(ruta, { csv, modo: 'cargar' }, { esperaMs: ESPERA_DE_CARGA_MS });
    if (!loaded.ok) return setPaso({ tipo: 'falla', al: 'cargar', error: loaded.error });
    const { talones: pdf } = loaded.value;
    setPaso({ tipo: 'cargado', carga: loaded.value, talones: pdf === null ? null : addressOf(pdf) });
  }

  return (
    <main className="pantalla pila carga">
      <div>
        <p>
          <Link href={lista.ruta}>{lista.titulo}</Link>
        </p>
        <h1 ref={encabezado} tabIndex={-1}>
          {titulo}
        </h1>
        <p className="gris">{children}</p>
      </div>
      {paso.tipo === 'cargado' ? null : (
        <ElegirArchivo
          revisado={paso.tipo === 'revisado' ? 'si' : 'no'}
          ocupado={paso.tipo === 'trabajando' ? 'si' : 'no'}
          alElegir={(file) => void check(file)}
        />
      )}
      {paso.tipo === 'trabajando' ? <p role="status">{paso.que}</p> : null}
      <div ref={resultado} tabIndex={-1} className="pila">
        {paso.tipo !== 'falla' ? null : paso.al === 'cargar' && esPasajero(paso.error) ? (
          <Aviso clase="falla" titulo="No se sabe si se cargó">
            La respuesta no llegó. Revise el archivo otra vez: si no hay nada nuevo, se cargó y los talones se
            perdieron; dé otro código a cada uno desde la lista.
          </Aviso>
        ) : (
          <Aviso clase="falla" titulo={paso.al === 'revisar' ? 'No se pudo revisar' : 'No se cargó'}>
            {paso.error.mensaje}
          </Aviso>
        )}
        {paso.tipo !== 'revisado' ? null : paso.carga.errores.length > 0 ? (
          <ErroresDeArchivo nombre={paso.archivo.nombre} errores={paso.carga.errores} />
        ) : (
          <SinErrores
            nombre={paso.archivo.nombre}
            cuentas={cuentasDe(paso.carga)}
            palabras={palabras}
            alCargar={() => void load(paso.archivo)}
          />
        )}
        {paso.tipo === 'cargado' ? (
          <>
            <Aviso
              clase="bien"
              titulo={`Se cargaron ${formatCuantas(cuentasDe(paso.carga).nuevas, ...palabras.cosa)}`}
            >
              Sus talones se entregan una sola vez: descárguelos ahora, imprímalos y entréguelos en mano.
            </Aviso>
            {talones === null ? null : (
              <p>
                <a className="boton boton-principal" href={talones} download={nombreDeTalones}>
                  Descargar los talones (PDF)
                </a>
              </p>
            )}
            <p>
              <Link href={lista.ruta}>{lista.ver}</Link>
            </p>
          </>
        ) : null}
      </div>
    </main>
  );
}

function SinErrores({
  nombre,
  cuentas: { todas, nuevas },
  palabras: { cosa, nueva, yaEstaba, ningunaNueva, todasNuevas },
  alCargar,
}: {
  readonly nombre: string;
  readonly cuentas: Cuentas;
  readonly palabras: PalabrasDeCarga;
  readonly alCargar: () => void;
}) {
  const already = todas - nuevas;
  return (
    <Aviso
      clase={nuevas === 0 ? 'informa' : 'bien'}
      titulo={`${nombre}: ${formatCuantas(todas, ...cosa)}, sin errores`}
      acciones={
        nuevas === 0 ? undefined : (
          <button type="button" className="boton boton-principal" onClick={alCargar}>
            Cargar {formatCuantas(nuevas, ...nueva)}
          </button>
        )
      }
    >
      {nuevas === 0 ? ningunaNueva : already === 0 ? todasNuevas : `${formatCuantas(already, ...yaEstaba)}.`}
    </Aviso>
  );
}
