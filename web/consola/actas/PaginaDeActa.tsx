import { useEffect, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { PaginaDeActa as Pagina } from '../../../src/monitoreo/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { formatCuantas, formatFechaHora, formatHace } from '../../comun/formato.ts';
import { useAhora } from '../../comun/reloj.ts';
import { Puesto } from '../acta/Puesto.tsx';
import { NOMBRE_DE_COTEJO, NOMBRE_DE_FASE, NOMBRE_DE_MARCA_DE_ACTA } from '../acta/palabras.ts';
import { casillaDe } from '../acta/Titulo.tsx';
import { useRegreso } from '../acta/useRegreso.ts';
import { rutaDeActa } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import { Historia } from './Historia.tsx';
import './pagina-de-acta.css';

const RENOVACION_MS = 15_000;

/** Everything that happened to an acta: its images, its result, its facts, its cortes. */
export function PaginaDeActa() {
  const { acta = '' } = useParams<{ acta: string }>();
  const [, navigate] = useLocation();
  const { datos, error, recargar } = useConsulta<Pagina>(rutaDeActa('/api/actas', decodeURIComponent(acta)), {
    cadaMs: RENOVACION_MS,
  });
  if (datos !== undefined) return <Contenido pagina={datos} falla={error?.mensaje ?? null} />;
  return (
    <main className="pantalla">
      {error === undefined ? (
        <Cargando que="Trayendo la historia del acta…" />
      ) : (
        <Falla
          titulo={TITULO_DE_FALLA[error.codigo] ?? 'No se pudo traer el acta'}
          mensaje={error.mensaje}
          reintentar={recargar}
        >
          <button type="button" className="boton boton-ligero" onClick={() => navigate('/actas')}>
            Ir a la lista de actas
          </button>
        </Falla>
      )}
    </main>
  );
}

const TITULO_DE_FALLA: Readonly<Record<string, string>> = {
  SIN_PERMISO: 'Su función no incluye ver esta acta',
  ACTA_DESCONOCIDA: 'No hay un acta con esa clave',
  NO_EXISTE: 'No hay un acta con esa clave',
};

const USO = { en_uso: 'En uso', evidencia: 'Evidencia', rechazada: 'Rechazada' } as const;
const ORIGEN: Readonly<Record<string, string>> = { CATD: 'CATD', CASILLA: 'casilla' };
const DIGITALIZACION: Readonly<Record<string, string>> = { ESCANER: 'escáner', MOVIL: 'teléfono' };

function Contenido({ pagina, falla }: { readonly pagina: Pagina; readonly falla: string | null }) {
  const { proceso } = useSesion();
  const [elegida, setElegida] = useState(0);
  const panel = useRef<HTMLElement>(null);
  const ahora = useAhora(30_000);
  const { imagenes, resultado, historia, cortes, titulo, fase, cotejo, espera, marcas, catd } = pagina;
  const imagen = imagenes[Math.min(elegida, imagenes.length - 1)];
  const hora = (momento: string) => formatFechaHora(momento, proceso.huso);

  useEffect(() => panel.current?.focus(), []);
  const regresar = useRegreso('/actas');
  const goTo = (id: string) => {
    const section = document.getElementById(id);
    section?.scrollIntoView({ block: 'start' });
    section?.focus({ preventScroll: true });
  };

  return (
    <Puesto
      titulo="Historia del acta"
      acta={titulo}
      cifras=""
      imagen={imagen ?? null}
      renglon={null}
      ancho="lectura"
      refDePanel={panel}
      teclas={[
        {
          tecla: 'O',
          que: 'otra imagen',
          hacer: () => setElegida((now) => (imagenes.length === 0 ? 0 : (now + 1) % imagenes.length)),
        },
        { tecla: '1', que: 'resultado', hacer: () => goTo('resultado') },
        { tecla: '2', que: 'historia', hacer: () => goTo('historia') },
        { tecla: '3', que: 'cortes', hacer: () => goTo('cortes') },
        { tecla: 'Escape', que: 'regresar', hacer: regresar },
      ]}
      otras={[]}
      sobreImagen={
        imagenes.length === 0 ? null : (
          <fieldset className="imagenes">
            <legend className="solo-lector">Imágenes del acta</legend>
            {imagenes.map(({ sha256, uso, origen, digitalizacion, momento }, i) => (
              <label key={sha256}>
                <input
                  type="radio"
                  name="imagen"
                  checked={imagen?.sha256 === sha256}
                  onChange={() => setElegida(i)}
                />{' '}
                <b>{USO[uso]}</b>: {DIGITALIZACION[digitalizacion] ?? digitalizacion},{' '}
                {ORIGEN[origen] ?? origen}, {hora(momento)}
              </label>
            ))}
          </fieldset>
        )
      }
      pie={null}
    >
      <div className="pagina-de-acta">
        {falla === null ? null : (
          <Aviso clase="advierte" titulo="No se pudo actualizar">
            <p>{falla} Lo que ve es lo último que llegó.</p>
          </Aviso>
        )}
        <dl className="datos-de-acta">
          <div>
            <dt>Fase</dt>
            <dd>{NOMBRE_DE_FASE[fase]}</dd>
          </div>
          <div>
            <dt>Espera</dt>
            <dd>{espera === null ? 'no espera' : `desde ${formatHace(espera, ahora)}`}</dd>
          </div>
          <div>
            <dt>Cotejo</dt>
            <dd>{NOMBRE_DE_COTEJO[cotejo]}</dd>
          </div>
          <div>
            <dt>CATD</dt>
            <dd>{catd}</dd>
          </div>
        </dl>
        {marcas.length === 0 ? null : (
          <p>
            Tiene: <b>{marcas.map((marca) => NOMBRE_DE_MARCA_DE_ACTA[marca]).join(', ')}</b>.
          </p>
        )}

        <section id="resultado" tabIndex={-1} aria-labelledby="titulo-resultado">
          <h2 id="titulo-resultado">Resultado</h2>
          {resultado === null ? (
            <p className="gris">Todavía no hay nada que publicar de esta acta.</p>
          ) : (
            <table className="tabla">
              <caption className="solo-lector">
                Lo que un corte mostraría ahora de {casillaDe(titulo)}
              </caption>
              <thead className="solo-lector">
                <tr>
                  <th scope="col">Campo</th>
                  <th scope="col">Valor</th>
                </tr>
              </thead>
              <tbody>
                {resultado.map(({ campo, etiqueta, lectura }) => (
                  <tr key={campo}>
                    <th scope="row">{etiqueta}</th>
                    <td className="cifra">{lectura}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>

        <section id="historia" tabIndex={-1} aria-labelledby="titulo-historia">
          <h2 id="titulo-historia">Historia</h2>
          <p className="gris">
            {formatCuantas(historia.length, 'hecho', 'hechos')} en la bitácora, del primero al último.
          </p>
          <Historia hechos={historia} huso={proceso.huso} />
        </section>

        <section id="cortes" tabIndex={-1} aria-labelledby="titulo-cortes">
          <h2 id="titulo-cortes">Cortes</h2>
          {cortes.length === 0 ? (
            <p className="gris">No ha aparecido en ningún corte.</p>
          ) : (
            <ol className="cortes">
              {cortes.map(({ numero, momento, que }) => (
                <li key={numero}>
                  <b>Corte {numero}</b> <time dateTime={momento}>{hora(momento)}</time>
                  <p>{que}</p>
                </li>
              ))}
            </ol>
          )}
        </section>
      </div>
    </Puesto>
  );
}
