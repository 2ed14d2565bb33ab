import { useEffect, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { ImagenesDeActa } from '../../../src/digitalizacion/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { formatHora } from '../../comun/formato.ts';
import { DialogoDeRazon } from '../acta/DialogoDeRazon.tsx';
import { Hecho } from '../acta/Hecho.tsx';
import { Puesto } from '../acta/Puesto.tsx';
import { usePedido } from '../acta/pedido.ts';
import { casillaDe } from '../acta/Titulo.tsx';
import { useRegreso } from '../acta/useRegreso.ts';
import { rutaDeActa } from '../api.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import './digitalizacion.css';

/** Asks for the acta whose images somebody wants to see. */
export function BuscarImagenes() {
  const [, navigate] = useLocation();
  const [clave, setClave] = useState('');
  const caja = useRef<HTMLInputElement>(null);
  useEffect(() => caja.current?.focus(), []);
  return (
    <main className="pantalla pila arriba">
      <h1>Imágenes de un acta</h1>
      <Hecho />
      <p className="gris">
        Una misma acta puede llegar por el teléfono de la casilla y por el escáner del CATD. Aquí se ven todas
        sus imágenes y, antes de que se verifique, se elige otra si se lee mejor.
      </p>
      <form
        className="fila caso-clave"
        onSubmit={(event) => {
          event.preventDefault();
          navigate(rutaDeActa('/imagenes', clave.trim()));
        }}
      >
        <label className="entrada">
          <span>Clave del acta</span>
          <input
            ref={caja}
            value={clave}
            maxLength={80}
            required
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            onChange={(event) => setClave(event.currentTarget.value)}
          />
          <small>Por ejemplo 160806C08002. Un lector de códigos también sirve.</small>
        </label>
        <button type="submit" className="boton boton-principal" disabled={clave.trim() === ''}>
          Ver sus imágenes
        </button>
      </form>
    </main>
  );
}

const RENOVACION_MS = 10_000;

/** All the images of an acta, one in sight, and whether it may be used instead of the one in use. */
export function ImagenesDelActa() {
  const { acta = '' } = useParams<{ acta: string }>();
  const regresar = useRegreso('/imagenes');
  const ruta = rutaDeActa('/api/digitalizacion/actas', acta);
  const { datos, error, recargar } = useConsulta<ImagenesDeActa>(ruta, { cadaMs: RENOVACION_MS });
  if (datos !== undefined) return <Elegir datos={datos} alRegresar={regresar} />;
  return (
    <main className="pantalla">
      {error === undefined ? (
        <Cargando que="Trayendo las imágenes…" />
      ) : (
        <Falla titulo="No se pudieron traer las imágenes" mensaje={error.mensaje} reintentar={recargar}>
          <button type="button" className="boton boton-ligero" onClick={() => regresar()}>
            Buscar otra acta
          </button>
        </Falla>
      )}
    </main>
  );
}

type Una = ImagenesDeActa['imagenes'][number];

const SITUACION: Readonly<Record<Una['situacion'], string>> = {
  en_uso: 'Es la que se usa',
  evidencia: 'Evidencia',
  rechazada: 'Devuelta: no sirve',
};

function comoLlego({ digitalizacion, origen }: Una): string {
  const how = digitalizacion === 'ESCANER' ? 'Escáner' : 'Fotografía';
  return `${how}, ${origen === 'CATD' ? 'en el CATD' : 'en la casilla'}`;
}

function Elegir({
  datos: { acta, titulo, imagenes, puedeCambiar, porque },
  alRegresar,
}: {
  readonly datos: ImagenesDeActa;
  readonly alRegresar: (hecho?: string) => void;
}) {
  const { proceso } = useSesion();
  const [elegida, setElegida] = useState<string | null>(null);
  const [abierto, setAbierto] = useState<'nada' | 'usar'>('nada');
  const panel = useRef<HTMLElement>(null);
  const pedidos = usePedido();
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const enUso = imagenes.find(({ situacion }) => situacion === 'en_uso');
  const vista = imagenes.find(({ imagen }) => imagen.sha256 === elegida) ?? enUso ?? imagenes[0];
  const usable = puedeCambiar && vista?.situacion === 'evidencia';
  const usar = () => {
    if (!usable) return;
    pedidos.olvidar();
    setAbierto('usar');
  };
  return (
    <Puesto
      titulo="Imágenes"
      acta={titulo}
      cifras=""
      imagen={vista?.imagen ?? null}
      renglon={null}
      ancho="lectura"
      refDePanel={panel}
      otras={[]}
      teclas={[
        ...imagenes.slice(0, 9).map(({ imagen }, i) => ({
          ...{ tecla: String(i + 1), que: `imagen ${i + 1}` },
          hacer: () => setElegida(imagen.sha256),
        })),
        { tecla: 'U', que: 'usar esta imagen', hacer: usar },
        { tecla: 'Escape', que: 'regresar', hacer: () => alRegresar() },
      ]}
      pie={
        <button type="button" className="boton boton-principal" disabled={!usable} onClick={usar}>
          Usar esta imagen <kbd>U</kbd>
        </button>
      }
    >
      <div className="caso">
        {porque === null ? null : (
          <Aviso clase="informa" titulo="No se puede cambiar">
            <p>{porque}</p>
          </Aviso>
        )}
        <ul className="imagenes-de-acta">
          {imagenes.map((una, i) => (
            <li key={una.imagen.sha256}>
              <button
                type="button"
                aria-pressed={una === vista}
                onClick={() => setElegida(una.imagen.sha256)}
              >
                <b>
                  {i + 1}. {comoLlego(una)}
                </b>
                <span>
                  {SITUACION[una.situacion]} · {formatHora(una.momento, proceso.huso)}
                </span>
                {una.motivos.map((motivo) => (
                  <small key={motivo}>{motivo}</small>
                ))}
              </button>
            </li>
          ))}
        </ul>
      </div>
      {abierto === 'usar' && vista !== undefined ? (
        <DialogoDeRazon
          titulo="¿Usar esta imagen?"
          accion="Usar esta imagen"
          pedido={pedidos}
          alCerrar={() => setAbierto('nada')}
          alEnviar={async (razon) => {
            const cuerpo = { sha256: vista.imagen.sha256, razon };
            const answer = await pedidos.pedir(rutaDeActa('/api/digitalizacion/actas', acta, 'uso'), cuerpo);
            if (answer?.ok) alRegresar(`Se usa otra imagen de ${casillaDe(titulo)}: se captura otra vez.`);
          }}
        >
          <p>
            El acta se captura otra vez, desde el principio y por otras personas, de la imagen que tiene a la
            vista. Lo capturado de la otra queda en su historia y ya no cuenta.
          </p>
        </DialogoDeRazon>
      ) : null}
    </Puesto>
  );
}
