import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { formatFecha } from '../../../src/dominio/calendario.ts';
import type { Archivo, Coleccion, Plazo } from '../../../src/planeacion/colecciones.ts';
import {
  asArchivo,
  asList,
  asText,
  type Campo,
  type Campos,
  isBlank,
  type Valor as ValorDeCampo,
  type ValoresDeFicha,
} from './campos.ts';
import { paginaDe, RAIZ, useOpciones } from './consultas.ts';
import { formatBytes, formatPlazo } from './formato-de-valores.ts';

/** The value of a field, as it is read. */
export function Valor({ campo, valor }: { readonly campo: Campo; readonly valor: ValorDeCampo }): ReactNode {
  if (isBlank(valor)) {
    const nothing = campo.tipo === 'opcion' ? (campo.vacia ?? 'vacío') : 'vacío';
    return <span className="gris">{nothing}</span>;
  }
  switch (campo.tipo) {
    case 'linea':
    case 'hora':
    case 'entero':
      return asText(valor);
    case 'parrafo':
      return <p className="parrafo">{asText(valor)}</p>;
    case 'fecha':
      return formatFecha(asText(valor));
    case 'opcion':
      return campo.opciones[asText(valor)] ?? asText(valor);
    case 'referencia':
      return <Citas a={campo.a} ids={[asText(valor)]} />;
    case 'referencias':
      return <Citas a={campo.a} ids={asList<string>(valor)} />;
    case 'archivo':
    case 'archivos': {
      const one = asArchivo(valor);
      return <Archivos archivos={one === null ? asList<Archivo>(valor) : [one]} />;
    }
    case 'renglones':
      return (
        <ol className="renglones">
          {asList<string>(valor).map((renglon, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and they are only read
            <li key={i}>{renglon}</li>
          ))}
        </ol>
      );
    case 'lista':
      return <Lista campos={campo.campos} filas={asList<ValoresDeFicha>(valor)} />;
    case 'plazo':
      return formatPlazo(valor as Plazo);
  }
}

/** Rows of short fields are a table; the rest, one after another. */
function Lista({ campos, filas }: { readonly campos: Campos; readonly filas: readonly ValoresDeFicha[] }) {
  const entries = Object.entries(campos);
  if (entries.every(([, { tipo }]) => tipo === 'linea')) {
    return (
      <table className="tabla">
        <thead>
          <tr>
            {entries.map(([clave, { etiqueta }]) => (
              <th key={clave} scope="col">
                {etiqueta}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {filas.map((fila, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and they are only read
            <tr key={i}>
              {entries.map(([clave]) => (
                <td key={clave}>{asText(fila[clave])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  }
  return (
    <ol className="lista-leida">
      {filas.map((fila, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may say the same, and they are only read
        <li key={i}>
          <Lectura campos={campos} valores={fila} />
        </li>
      ))}
    </ol>
  );
}

/** Every field that says something, with its name. */
export function Lectura({ campos, valores }: { readonly campos: Campos; readonly valores: ValoresDeFicha }) {
  return (
    <dl className="lectura">
      {Object.entries(campos)
        .filter(([clave]) => !isBlank(valores[clave]))
        .map(([clave, campo]) => (
          <div key={clave} className={campo.ancho === 'entero' ? 'campo-entero' : undefined}>
            <dt>{campo.etiqueta}</dt>
            <dd>
              <Valor campo={campo} valor={valores[clave]} />
            </dd>
          </div>
        ))}
    </dl>
  );
}

function Citas({ a, ids }: { readonly a: Coleccion; readonly ids: readonly string[] }) {
  const opciones = useOpciones(a);
  return (
    <ul className="citas">
      {ids.map((id) => (
        <li key={id}>
          <Link href={paginaDe(a, id)}>
            {opciones.find((ficha) => ficha.id === id)?.derivado.titulo ?? 'Abrir'}
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function Archivos({ archivos }: { readonly archivos: readonly Archivo[] }) {
  return (
    <ul className="citas">
      {archivos.map((archivo) => (
        <li key={`${archivo.sha256} ${archivo.nombre}`}>
          <EnlaceDeArchivo archivo={archivo} />
        </li>
      ))}
    </ul>
  );
}

export function EnlaceDeArchivo({ archivo }: { readonly archivo: Archivo }) {
  const { sha256, nombre, bytes } = archivo;
  return (
    <>
      <a
        href={`${RAIZ}/archivos/${sha256}?nombre=${encodeURIComponent(nombre)}`}
        title={`SHA-256 ${sha256}`}
        target="_blank"
        rel="noreferrer"
      >
        {nombre}
      </a>{' '}
      <small className="gris">{formatBytes(bytes)}</small>
    </>
  );
}
