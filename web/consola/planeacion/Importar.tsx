import { type FormEvent, useState } from 'react';
import { Link } from 'wouter';
import type { Refusal } from '../../../src/dominio/result.ts';
import type { Importacion } from '../../../src/planeacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { subir } from '../api.ts';
import { RAIZ, useRenovar } from './consultas.ts';
import { camposDe } from './descripciones.ts';
import { formatPeriodo } from './fechas.ts';
import { formatValor } from './formato-de-valores.ts';
import { Marco } from './Marco.tsx';

type Paso =
  | { readonly tipo: 'elegir' }
  | { readonly tipo: 'trabajando'; readonly que: string }
  | { readonly tipo: 'revisado'; readonly archivo: File; readonly importacion: Importacion }
  | { readonly tipo: 'cargado'; readonly importacion: Importacion }
  | { readonly tipo: 'falla'; readonly error: Refusal };

/** Twenty thousand activities take some seconds. */
const ESPERA_MS = 120_000;

/** The plan of the institute's spreadsheet: checked first, with everything that is wrong at once; then loaded, whole. */
export function Importar() {
  const [paso, setPaso] = useState<Paso>({ tipo: 'elegir' });
  const [anio, setAnio] = useState('');
  const renovar = useRenovar();

  async function send(archivo: File, modo: Importacion['modo']): Promise<void> {
    setPaso({ tipo: 'trabajando', que: modo === 'revisar' ? 'Revisando la hoja…' : 'Cargando el plan…' });
    const year = anio === '' ? '' : `&anio=${anio}`;
    const ruta = `${RAIZ}/importacion?nombre=${encodeURIComponent(archivo.name)}&modo=${modo}${year}`;
    const answer = await subir<Importacion>(ruta, archivo, { esperaMs: ESPERA_MS });
    if (!answer.ok) return setPaso({ tipo: 'falla', error: answer.error });
    const importacion = answer.value;
    // Somebody may have changed the plan between checking and loading.
    const loaded = modo === 'cargar' && importacion.errores.length === 0;
    if (loaded) renovar();
    setPaso(loaded ? { tipo: 'cargado', importacion } : { tipo: 'revisado', archivo, importacion });
  }

  return (
    <Marco>
      <main className="pantalla pila importar">
        <div>
          <p className="miga">
            <Link href="/planeacion/actividades">Actividades</Link>
          </p>
          <h1>Importar el plan de trabajo</h1>
          <p className="gris">
            Una hoja CSV o XLSX con las columnas número, actividad, entregable, inicio, término y área
            responsable, como la tenga. Primero se revisa; nada se carga mientras haya un error.
          </p>
        </div>
        {paso.tipo === 'cargado' ? null : (
          <Elegir
            paso={paso.tipo}
            anio={anio}
            alCambiarAnio={setAnio}
            alElegir={(archivo) => void send(archivo, 'revisar')}
          />
        )}
        {paso.tipo === 'trabajando' ? <p role="status">{paso.que}</p> : null}
        {paso.tipo === 'falla' ? (
          <Aviso clase="falla" titulo="No se pudo leer">
            {paso.error.mensaje}
          </Aviso>
        ) : null}
        {paso.tipo === 'revisado' ? (
          <Revisado
            nombre={paso.archivo.name}
            importacion={paso.importacion}
            alCargar={() => void send(paso.archivo, 'cargar')}
          />
        ) : null}
        {paso.tipo === 'cargado' ? (
          <>
            <Aviso clase="bien" titulo="El plan quedó cargado">
              {said(paso.importacion)}
            </Aviso>
            <p>
              <Link href="/planeacion/actividades">Ver las actividades</Link>
            </p>
          </>
        ) : null}
      </main>
    </Marco>
  );
}

function Elegir({
  paso,
  anio,
  alCambiarAnio,
  alElegir,
}: {
  readonly paso: Paso['tipo'];
  readonly anio: string;
  readonly alCambiarAnio: (anio: string) => void;
  readonly alElegir: (archivo: File) => void;
}) {
  const [archivo, setArchivo] = useState<File | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (archivo !== null) alElegir(archivo);
  };
  return (
    <form className="fila elegir-hoja" onSubmit={submit}>
      <label className="entrada">
        <span>Hoja del plan</span>
        <input
          type="file"
          accept=".csv,.xlsx"
          onChange={(event) => setArchivo(event.currentTarget.files?.[0] ?? null)}
        />
      </label>
      <label className="entrada anio">
        <span>Año de las fechas que no lo dicen</span>
        <input
          type="number"
          min={2000}
          max={2199}
          placeholder="El que toca cerca de la elección"
          value={anio}
          onChange={(event) => alCambiarAnio(event.currentTarget.value)}
        />
      </label>
      <button
        type="submit"
        className={paso === 'revisado' ? 'boton' : 'boton boton-principal'}
        disabled={archivo === null || paso === 'trabajando'}
      >
        Revisar
      </button>
    </form>
  );
}

function Revisado({
  nombre,
  importacion,
  alCargar,
}: {
  readonly nombre: string;
  readonly importacion: Importacion;
  readonly alCargar: () => void;
}) {
  const { errores, avisos, nuevas, cambiadas } = importacion;
  const changes = nuevas.length + cambiadas.length > 0;
  return (
    <>
      {errores.length > 0 ? (
        <Errores nombre={nombre} errores={errores} />
      ) : (
        <Aviso
          clase={changes ? 'bien' : 'informa'}
          titulo={`${nombre}: sin errores`}
          acciones={
            changes ? (
              <button type="button" className="boton boton-principal" onClick={alCargar}>
                Cargar el plan
              </button>
            ) : undefined
          }
        >
          {changes ? said(importacion) : 'El plan ya dice lo mismo: no hay nada que cargar.'}
        </Aviso>
      )}
      {avisos.length === 0 ? null : (
        <Aviso clase="advierte" titulo="Así se entendió">
          <ul>
            {avisos.map((aviso) => (
              <li key={aviso}>{aviso}</li>
            ))}
          </ul>
        </Aviso>
      )}
      {errores.length === 0 && changes ? <Cambios importacion={importacion} /> : null}
    </>
  );
}

function Errores({ nombre, errores }: { readonly nombre: string; readonly errores: Importacion['errores'] }) {
  return (
    <section className="pila" aria-labelledby="errores">
      <h2 id="errores">
        {nombre}: {formatCuantas(errores.length, 'error', 'errores')}
      </h2>
      <p>Nada se cargó. Corrija la hoja y revísela otra vez.</p>
      <table className="tabla hoja">
        <thead>
          <tr>
            <th scope="col" className="cifra">
              Renglón
            </th>
            <th scope="col">Actividad</th>
            <th scope="col">Qué tiene</th>
          </tr>
        </thead>
        <tbody>
          {errores.map(({ renglon, actividad, mensaje }) => (
            <tr key={`${renglon} ${mensaje}`}>
              <td className="cifra">{renglon ?? 'toda'}</td>
              <td>{actividad ?? ''}</td>
              <td>{mensaje}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** New ones that are listed: the sheet is in front of who made it. */
const A_LA_VISTA = 200;

function Cambios({ importacion: { nuevas, cambiadas } }: { readonly importacion: Importacion }) {
  const campos = camposDe('actividades');
  return (
    <section className="pila" aria-label="Lo que se va a cargar">
      <table className="tabla hoja">
        <thead>
          <tr>
            <th scope="col">Número</th>
            <th scope="col">Qué cambia</th>
          </tr>
        </thead>
        <tbody>
          {cambiadas.map(({ numero, cambios }) => (
            <tr key={numero}>
              <td>{numero}</td>
              <td>
                {cambios.map(({ campo, antes, despues }) => {
                  const descripcion = campos[campo];
                  return descripcion === undefined ? null : (
                    <p key={campo}>
                      {descripcion.etiqueta}: de <del>{formatValor(descripcion, antes)}</del> a{' '}
                      <ins>{formatValor(descripcion, despues)}</ins>
                    </p>
                  );
                })}
              </td>
            </tr>
          ))}
          {nuevas.slice(0, A_LA_VISTA).map(({ numero, descripcion, inicio, termino, area }) => (
            <tr key={numero}>
              <td>{numero}</td>
              <td>
                {descripcion}{' '}
                <span className="gris">
                  Nueva, {formatPeriodo(inicio, termino)}
                  {area === '' ? '' : `, ${area}`}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {nuevas.length > A_LA_VISTA ? (
        <p className="gris">Y {formatCuantas(nuevas.length - A_LA_VISTA, 'nueva', 'nuevas')} más.</p>
      ) : null}
    </section>
  );
}

function said({ nuevas, cambiadas, iguales }: Importacion): string {
  const parts = [
    formatCuantas(nuevas.length, 'actividad nueva', 'actividades nuevas'),
    formatCuantas(cambiadas.length, 'cambia', 'cambian'),
    formatCuantas(iguales, 'queda igual', 'quedan iguales'),
  ];
  return `${parts.join(', ')}.`;
}
