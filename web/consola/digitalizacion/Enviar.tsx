import { type DragEvent, useEffect, useRef, useState } from 'react';
import type { EntregaEnServidor } from '../../../src/digitalizacion/contrato.ts';
import { type DocumentoQueSeDice, NOMBRE_DE_DOCUMENTO } from '../../../src/dominio/documento.ts';
import { BYTES_DE_ARCHIVO } from '../../../src/dominio/entrega.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Documento } from '../../comun/Documento.tsx';
import { formatEntero } from '../../comun/formato.ts';
import { esPasajero, subir } from '../api.ts';
import { resultadoDe } from './palabras.ts';
import './digitalizacion.css';

interface Envio {
  readonly id: number;
  readonly archivo: File;
  /** as it was said when the file was chosen: what is said for the next ones does not change it */
  readonly con: ComoSeHizo;
  readonly documento: DocumentoQueSeDice;
  readonly estado:
    | { readonly tipo: 'espera' }
    | { readonly tipo: 'enviando' }
    | { readonly tipo: 'hecho'; readonly entregas: readonly EntregaEnServidor[] }
    | { readonly tipo: 'falla'; readonly error: Refusal };
}

type ComoSeHizo = 'ESCANER' | 'MOVIL';

let siguiente = 0;

const MEGAS = BYTES_DE_ARCHIVO / 1024 ** 2;

/** Why a file is not even sent: a link of a village would take an hour to be told so by the server. */
function faultOf({ size }: File): Envio['estado'] | null {
  if (size > BYTES_DE_ARCHIVO) {
    return falla(
      'CUERPO_EXCESIVO',
      `El archivo pesa ${formatPeso(size)} y el máximo es ${MEGAS} MB. Digitalice el acta otra vez, a 200 puntos por pulgada, y envíela.`,
    );
  }
  return size === 0 ? falla('ARCHIVO_VACIO', 'El archivo está vacío. Digitalice el acta otra vez.') : null;
}

function falla(codigo: string, mensaje: string): Envio['estado'] {
  return { tipo: 'falla', error: { codigo, mensaje } };
}

/** Images sent from the browser, where there is no station: one after another, each with what became of it. */
export function Enviar() {
  const [envios, setEnvios] = useState<readonly Envio[]>([]);
  const [con, setCon] = useState<ComoSeHizo>('ESCANER');
  const [documento, setDocumento] = useState<DocumentoQueSeDice>('ACTA PREP');
  const [encima, setEncima] = useState<'nada' | 'archivos'>('nada');
  const titulo = useRef<HTMLHeadingElement>(null);
  const sending = useRef(false);
  useEffect(() => titulo.current?.focus(), []);

  function add(files: FileList | null): void {
    const nuevos = [...(files ?? [])].map(
      (archivo): Envio => ({
        ...{ id: ++siguiente, archivo, con, documento },
        estado: faultOf(archivo) ?? { tipo: 'espera' },
      }),
    );
    setEnvios((before) => [...nuevos, ...before]);
  }
  function set(id: number, estado: Envio['estado']): void {
    setEnvios((before) => before.map((envio) => (envio.id === id ? { ...envio, estado } : envio)));
  }

  // The oldest that waits; the next one when it has its answer.
  const next = envios
    .filter(({ estado }) => estado.tipo === 'espera')
    .reduce<Envio | undefined>((first, envio) => (first && first.id < envio.id ? first : envio), undefined);
  useEffect(() => {
    if (next === undefined || sending.current) return;
    sending.current = true;
    const { id, archivo, ...dicho } = next;
    set(id, { tipo: 'enviando' });
    const query = new URLSearchParams({ digitalizacion: dicho.con, tipoDocumento: dicho.documento });
    const ruta = `/api/digitalizacion/imagenes?${query}`;
    void subir<{ readonly entregas: readonly EntregaEnServidor[] }>(ruta, archivo).then((answer) => {
      sending.current = false;
      set(
        id,
        answer.ok
          ? { tipo: 'hecho', entregas: answer.value.entregas }
          : { tipo: 'falla', error: answer.error },
      );
    });
  });

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setEncima('nada');
    add(event.dataTransfer.files);
  };
  const faltan = envios.filter(({ estado }) => estado.tipo === 'espera' || estado.tipo === 'enviando').length;
  return (
    <main className="pantalla pila arriba">
      <div>
        <h1 ref={titulo} tabIndex={-1}>
          Enviar imágenes
        </h1>
        <p className="gris">
          Para un CATD sin estación. Se admiten JPEG, PNG, TIFF, PDF y HEIC, de hasta {MEGAS} MB; un PDF o
          TIFF puede traer varias actas. Registre antes el acopio de cada sobre.
        </p>
      </div>
      <fieldset className="eleccion">
        <legend>Cómo se hicieron</legend>
        {(['ESCANER', 'MOVIL'] as const).map((each) => (
          <label key={each}>
            <input type="radio" name="con" checked={con === each} onChange={() => setCon(each)} />{' '}
            {each === 'ESCANER' ? 'Con escáner' : 'Con teléfono'}
          </label>
        ))}
      </fieldset>
      <div className="enviar-documento">
        <Documento documento={documento} alCambiar={setDocumento} />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same is done with the box of files inside */}
      <div
        className="zona-de-archivos"
        data-encima={encima}
        onDragOver={(event) => {
          event.preventDefault();
          setEncima('archivos');
        }}
        onDragLeave={() => setEncima('nada')}
        onDrop={drop}
      >
        <label className="entrada">
          <span>Elija los archivos, o arrástrelos aquí</span>
          <input
            type="file"
            multiple
            accept=".jpg,.jpeg,.png,.tif,.tiff,.pdf,.heic,.heif,image/*,application/pdf"
            onChange={(event) => {
              add(event.currentTarget.files);
              event.currentTarget.value = '';
            }}
          />
          {documento === 'ACTA PREP' ? null : (
            <small>Los que elija se envían como: {NOMBRE_DE_DOCUMENTO[documento]}.</small>
          )}
        </label>
      </div>
      <p role="status">
        {envios.length === 0
          ? ''
          : faltan === 0
            ? `Terminó: ${formatEntero(envios.length)} de ${formatEntero(envios.length)}.`
            : `Enviando: faltan ${formatEntero(faltan)} de ${formatEntero(envios.length)}.`}
      </p>
      {envios.length === 0 ? null : (
        <table className="tabla hoja">
          <thead>
            <tr>
              <th scope="col">Archivo</th>
              <th scope="col">Qué pasó</th>
            </tr>
          </thead>
          <tbody>
            {envios.map((envio) => (
              <tr key={envio.id}>
                <th scope="row">
                  {envio.archivo.name} <small className="gris">{formatPeso(envio.archivo.size)}</small>
                  {envio.documento === 'ACTA PREP' ? null : (
                    <p className="enviar-copia">{NOMBRE_DE_DOCUMENTO[envio.documento]}</p>
                  )}
                </th>
                <td>
                  <LoQuePaso envio={envio} alReintentar={() => set(envio.id, { tipo: 'espera' })} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}

function LoQuePaso({
  envio: { estado, archivo },
  alReintentar,
}: {
  readonly envio: Envio;
  readonly alReintentar: () => void;
}) {
  switch (estado.tipo) {
    case 'espera':
      return 'Espera su turno.';
    case 'enviando':
      return 'Enviando y revisando…';
    case 'falla':
      return (
        <>
          <p data-senal="mal">
            <b>No llegó.</b> {estado.error.mensaje}
          </p>
          {esPasajero(estado.error) ? (
            <button
              type="button"
              className="boton"
              onClick={alReintentar}
              aria-label={`Reintentar ${archivo.name}`}
            >
              Reintentar
            </button>
          ) : null}
        </>
      );
    case 'hecho': {
      const resultados = estado.entregas.map((entrega) => ({ id: entrega.id, ...resultadoDe(entrega) }));
      const working = estado.entregas.some((entrega) => entrega.estado === 'en_proceso');
      return (
        <>
          {resultados.map(({ id, senal, que, detalle }, i) => (
            <p key={id} data-senal={senal}>
              <b>
                {resultados.length > 1 ? `Página ${i + 1}. ` : ''}
                {que}.
              </b>{' '}
              {detalle}
            </p>
          ))}
          {working ? (
            <button type="button" className="boton" onClick={alReintentar}>
              Preguntar otra vez
            </button>
          ) : null}
        </>
      );
    }
  }
}

/** `3.4 MB`, `180 KB`. */
function formatPeso(bytes: number): string {
  return bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.ceil(bytes / 1_000)} KB`;
}
