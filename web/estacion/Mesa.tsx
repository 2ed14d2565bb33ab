import { useRef, useState } from 'react';
import type { EstadoDeEstacion, ImagenEnEstacion } from '../../src/catd/contrato.ts';
import { NOMBRE_DE_DOCUMENTO } from '../../src/dominio/documento.ts';
import { Aviso } from '../comun/Aviso.tsx';
import { formatCuantas, formatEntero, formatHora } from '../comun/formato.ts';
import { type MandosDelVisor, VisorDeImagen } from '../comun/VisorDeImagen.tsx';
import { Decision } from './Decision.tsx';
import { formatBytes, nombreDeActa, veredictoDe } from './palabras.ts';
import { Sobre } from './Sobre.tsx';

/** The counter: the last acta, big; the envelope that arrives; what waits for somebody. */
export function Mesa({ estado }: { readonly estado: EstadoDeEstacion }) {
  const { porDecidir, ultima } = estado;
  const [elegida, setElegida] = useState<number | null>(null);
  // One that was decided, or a newer one, gives the place back.
  const shown = porDecidir.find(({ id }) => id === elegida) ?? ultima;
  return (
    <div className="mesa">
      <section className="mesa-acta" aria-label={shown === ultima ? 'Última acta' : 'Acta por decidir'}>
        {shown === null ? (
          <SinImagen escaner={estado.escaner} />
        ) : (
          <Acta imagen={shown} huso={estado.proceso.huso} alDecidir={() => setElegida(null)} />
        )}
      </section>
      <aside className="mesa-lado">
        <Sobre proceso={estado.proceso} />
        <Cuenta estado={estado} />
        {estado.porDecidirEnTotal === 0 ? null : (
          <PorDecidir estado={estado} elegida={shown?.id ?? null} alElegir={setElegida} />
        )}
        {estado.pendientes.length === 0 ? null : (
          <section className="mesa-caja">
            <h2>Digitalizar otra vez ({estado.pendientes.length})</h2>
            <ul className="mesa-pendientes">
              {estado.pendientes.map(({ acta, titulo, mensaje }) => (
                <li key={acta}>
                  <b>{nombreDeActa(titulo)}</b>
                  <span className="gris">{mensaje}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {estado.escaner.noLeidos.length === 0 ? null : (
          <section className="mesa-caja">
            <h2>Archivos que no se leyeron</h2>
            <ul className="mesa-pendientes">
              {estado.escaner.noLeidos.slice(0, 5).map(({ archivo, mensaje }) => (
                <li key={archivo}>
                  <b>{archivo}</b>
                  <span className="gris">{mensaje}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
      </aside>
    </div>
  );
}

function SinImagen({ escaner: { carpeta, leyendo } }: { readonly escaner: EstadoDeEstacion['escaner'] }) {
  return (
    <div className="estado">
      <h1>{leyendo === null ? 'Todavía no hay actas digitalizadas' : `Leyendo ${leyendo}…`}</h1>
      <p>
        {carpeta === null
          ? 'Esta estación no tiene carpeta de escáner: solo recibe sobres.'
          : `Lo que el escáner deje en ${carpeta} aparece aquí solo.`}
      </p>
    </div>
  );
}

function Acta({
  imagen,
  huso,
  alDecidir,
}: {
  readonly imagen: ImagenEnEstacion;
  readonly huso: string;
  readonly alDecidir: () => void;
}) {
  const visor = useRef<MandosDelVisor>(null);
  const { clase, texto } = veredictoDe(imagen);
  const { titulo, acta, mensajes, falta, entrega, archivo, pagina, paginas, momento } = imagen;
  const name = titulo === null ? (acta ?? 'Acta sin identificar') : nombreDeActa(titulo);
  const rejected = entrega?.envio.tipo === 'rechazada' ? entrega.envio.mensaje : null;
  const said = [...mensajes, ...(falta === null ? [] : [falta]), ...(rejected === null ? [] : [rejected])];
  return (
    <>
      <div className="mesa-titulo">
        <h1>{name}</h1>
        <p className="gris">
          {titulo === null ? '' : `${titulo.clave} · `}
          {imagen.documento === 'ACTA PREP' ? '' : `${NOMBRE_DE_DOCUMENTO[imagen.documento]} · `}
          {formatHora(momento, huso)} · {archivo}
          {paginas > 1 ? `, página ${pagina} de ${paginas}` : ''}
        </p>
      </div>
      <Aviso clase={clase} titulo={texto}>
        {said.map((mensaje) => (
          <p key={mensaje}>{mensaje}</p>
        ))}
        {imagen.situacion === 'por_decidir' || rejected !== null ? (
          <Decision key={imagen.id} imagen={imagen} alDecidir={alDecidir} />
        ) : null}
      </Aviso>
      <div className="mesa-visor">
        <VisorDeImagen
          ref={visor}
          direccion={`/api/imagenes/${imagen.id}`}
          alt={`Imagen del acta: ${name}`}
          renglon={null}
          alMostrarse={() => visor.current?.ajustar()}
        />
      </div>
    </>
  );
}

function Cuenta({ estado: { cuenta } }: { readonly estado: EstadoDeEstacion }) {
  const { esperadas, sobres, conImagen, porEnviar, bytesPorEnviar } = cuenta;
  const left = porEnviar.acopios + porEnviar.imagenes + porEnviar.originales;
  return (
    <section className="mesa-caja" aria-label="Cuenta">
      <dl className="mesa-cuenta">
        <div>
          <dt>Sobres</dt>
          <dd>
            <b className="mesa-cifra">{formatEntero(sobres)}</b> de {formatEntero(esperadas)}
          </dd>
        </div>
        <div>
          <dt>Con imagen</dt>
          <dd>
            <b className="mesa-cifra">{formatEntero(conImagen)}</b> de {formatEntero(esperadas)}
          </dd>
        </div>
        <div>
          <dt>Registradas</dt>
          <dd>
            <b className="mesa-cifra">{formatEntero(cuenta.registradas)}</b> de{' '}
            {formatEntero(cuenta.enServidor)} enviadas
          </dd>
        </div>
      </dl>
      <p className="gris">
        {left === 0
          ? 'No queda nada por enviar.'
          : `Por enviar: ${formatCuantas(porEnviar.acopios, 'sobre', 'sobres')}, ${formatCuantas(porEnviar.imagenes, 'imagen', 'imágenes')} y ${formatCuantas(porEnviar.originales, 'archivo', 'archivos')} del escáner (${formatBytes(bytesPorEnviar)}).`}
      </p>
    </section>
  );
}

function PorDecidir({
  estado: { porDecidir, porDecidirEnTotal },
  elegida,
  alElegir,
}: {
  readonly estado: EstadoDeEstacion;
  readonly elegida: number | null;
  readonly alElegir: (id: number) => void;
}) {
  return (
    <section className="mesa-caja">
      <h2>Por decidir ({porDecidirEnTotal})</h2>
      <ul className="mesa-por-decidir">
        {porDecidir.map((imagen) => (
          <li key={imagen.id}>
            <button
              type="button"
              className="mesa-opcion"
              aria-pressed={imagen.id === elegida}
              onClick={() => alElegir(imagen.id)}
            >
              <img src={`/api/imagenes/${imagen.id}/miniatura`} alt="" width={42} height={56} />
              <span>
                <b>{veredictoDe(imagen).texto}</b>
                <span className="gris">
                  {imagen.titulo === null ? imagen.archivo : nombreDeActa(imagen.titulo)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
