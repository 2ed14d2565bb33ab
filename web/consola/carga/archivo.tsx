/** A file that is loaded from a spreadsheet (people, equipos): choosing it, what is wrong with it, what it gives back. */

import { type FormEvent, useState } from 'react';
import { formatCuantas, formatEntero } from '../../comun/formato.ts';

export function ElegirArchivo({
  revisado,
  ocupado,
  alElegir,
}: {
  readonly revisado: 'si' | 'no';
  readonly ocupado: 'si' | 'no';
  readonly alElegir: (file: File) => void;
}) {
  const [file, setFile] = useState<File | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null && ocupado === 'no') alElegir(file);
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
        className={revisado === 'si' ? 'boton' : 'boton boton-principal'}
        disabled={file === null}
        aria-disabled={ocupado === 'si'}
      >
        Revisar
      </button>
    </form>
  );
}

/** What is wrong in one place of a file; line 0 is all of it. */
export interface ErrorDeArchivo {
  readonly linea: number;
  readonly columna: string;
  readonly mensaje: string;
}

/** Everything that is wrong with a file, line by line. */
export function ErroresDeArchivo({
  nombre,
  errores,
}: {
  readonly nombre: string;
  readonly errores: readonly ErrorDeArchivo[];
}) {
  return (
    <section className="pila" aria-labelledby="errores">
      <h2 id="errores">
        {nombre}: {formatCuantas(errores.length, 'error', 'errores')}
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

/** A file of a spreadsheet: UTF-8, or Latin-1 as older ones write it. */
export function decodeCsv(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return utf8.includes('\ufffd') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/** The address, in this browser, of a PDF that came in base 64. */
export function addressOf(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
}
