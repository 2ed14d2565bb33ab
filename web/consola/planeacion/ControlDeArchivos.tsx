import { useState } from 'react';
import type { Archivo } from '../../../src/planeacion/colecciones.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { subir } from '../api.ts';
import { asArchivo, asList, type Campo, type Valor } from './campos.ts';
import { RAIZ } from './consultas.ts';
import { formatBytes } from './formato-de-valores.ts';
import { EnlaceDeArchivo } from './Valor.tsx';

const BYTES_MAXIMOS = 50 * 1024 * 1024;
const ACEPTA = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.ods,.txt,.csv,.md';

interface DeArchivos {
  readonly campo: Campo;
  readonly ruta: string;
  readonly valor: Valor;
  readonly alCambiar: (cambio: (antes: Valor) => Valor) => void;
}

/** One file. */
export function ControlDeArchivo({ campo, ruta, valor, alCambiar }: DeArchivos) {
  const archivo = asArchivo(valor);
  return (
    <Adjuntos
      etiqueta={campo.etiqueta}
      ruta={ruta}
      cuantos="uno"
      archivos={archivo === null ? [] : [archivo]}
      alCambiar={(cambio) => alCambiar(() => cambio([]).at(-1) ?? null)}
    />
  );
}

/** As many as there are. */
export function ControlDeArchivos({ campo, ruta, valor, alCambiar }: DeArchivos) {
  return (
    <Adjuntos
      etiqueta={campo.etiqueta}
      ruta={ruta}
      cuantos="varios"
      archivos={asList<Archivo>(valor)}
      alCambiar={(cambio) => alCambiar((antes) => cambio(asList<Archivo>(antes)))}
    />
  );
}

/** Files are stored as soon as they are chosen; they belong to the ficha when it is saved. */
function Adjuntos({
  etiqueta,
  ruta,
  cuantos,
  archivos,
  alCambiar,
}: {
  readonly etiqueta: string;
  readonly ruta: string;
  readonly cuantos: 'uno' | 'varios';
  readonly archivos: readonly Archivo[];
  readonly alCambiar: (cambio: (antes: readonly Archivo[]) => readonly Archivo[]) => void;
}) {
  const [subiendo, setSubiendo] = useState<string | null>(null);
  const [fallas, setFallas] = useState<readonly { readonly nombre: string; readonly mensaje: string }[]>([]);

  async function receive(files: readonly File[]): Promise<void> {
    const received: Archivo[] = [];
    const failed: { readonly nombre: string; readonly mensaje: string }[] = [];
    for (const file of files) {
      const fault = faultOf(file);
      if (fault !== null) {
        failed.push({ nombre: file.name, mensaje: fault });
        continue;
      }
      setSubiendo(`Subiendo ${file.name}, ${formatBytes(file.size)}…`);
      const sent = await subir<Archivo>(`${RAIZ}/archivos?nombre=${encodeURIComponent(file.name)}`, file);
      if (!sent.ok) failed.push({ nombre: file.name, mensaje: sent.error.mensaje });
      else received.push({ ...sent.value, nombre: file.name });
    }
    setSubiendo(null);
    setFallas(failed);
    if (received.length > 0)
      alCambiar((antes) => [
        ...antes.filter((each) => !received.some((other) => isTheSame(each, other))),
        ...received,
      ]);
  }

  return (
    <fieldset className="adjuntos">
      <legend>{etiqueta}</legend>
      {archivos.length === 0 ? null : (
        <ul className="fichas-elegidas">
          {archivos.map((archivo) => (
            <li key={`${archivo.sha256} ${archivo.nombre}`}>
              <span>
                <EnlaceDeArchivo archivo={archivo} />
              </span>
              <button
                type="button"
                className="boton boton-ligero"
                aria-label={`Quitar ${archivo.nombre}`}
                onClick={() => alCambiar((antes) => antes.filter((other) => !isTheSame(other, archivo)))}
              >
                Quitar
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={ruta}
        type="file"
        aria-label={`${etiqueta}: elegir ${cuantos === 'uno' ? 'un archivo' : 'archivos'}`}
        accept={ACEPTA}
        multiple={cuantos === 'varios'}
        disabled={subiendo !== null}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          event.currentTarget.value = '';
          void receive(files);
        }}
      />
      <small className="gris">PDF, imagen, documento u hoja de cálculo, hasta 50 MB cada uno</small>
      {subiendo === null ? null : <p role="status">{subiendo}</p>}
      {fallas.map(({ nombre, mensaje }) => (
        <Aviso key={nombre} clase="falla" titulo={`${nombre} no se guardó`}>
          {mensaje}
        </Aviso>
      ))}
    </fieldset>
  );
}

/** Why a file is not even sent. */
function faultOf({ size }: File): string | null {
  if (size === 0) return 'El archivo está vacío.';
  if (size <= BYTES_MAXIMOS) return null;
  return `Pesa ${formatBytes(size)} y el máximo es 50 MB: divídalo, o guarde el PDF o las fotografías con menos resolución.`;
}

function isTheSame(a: Archivo, b: Archivo): boolean {
  return a.sha256 === b.sha256 && a.nombre === b.nombre;
}
