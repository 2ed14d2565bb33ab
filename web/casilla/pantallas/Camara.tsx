/**
 * Taking the photograph of one acta: the camera guides (whole, light, sharp, still, and the code of that acta) and
 * shoots by itself when all is well; or the person does. Then it is looked at large before it is sent.
 */

import { useRef, useState } from 'react';
import type { ActaDelEquipo } from '../../../src/acopio/contrato-de-equipo.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { enOracion } from '../../comun/formato.ts';
import { CAMARA_PERDIDA } from '../camara/camara.ts';
import { consejoDe, type Guia, INICIO, seguir } from '../camara/guia.ts';
import type { Tomada, VistaDeCuadro } from '../camara/mensajes.ts';
import type { Servidor } from '../equipo/almacen.ts';
import { direccionDe } from '../ruta.ts';
import { EntradaDeFoto } from './EntradaDeFoto.tsx';
import { Revision } from './Revision.tsx';
import { SinCamara } from './SinCamara.tsx';
import { useCamara } from './useCamara.ts';

const ENTRE_CUADROS_MS = 300;

export function PantallaDeCamara({
  acta,
  servidor,
}: {
  readonly acta: ActaDelEquipo;
  readonly servidor: Servidor;
}) {
  const [tomada, setTomada] = useState<Tomada | null>(null);
  const [intento, setIntento] = useState(1);
  return tomada === null ? (
    <Visor
      key={intento}
      acta={acta}
      proceso={servidor.equipo.proceso.nombre}
      alTomar={setTomada}
      alReintentar={() => setIntento(intento + 1)}
    />
  ) : (
    <Revision acta={acta} servidor={servidor} tomada={tomada} alRepetir={() => setTomada(null)} />
  );
}

function Visor({
  acta,
  proceso,
  alTomar,
  alReintentar,
}: {
  readonly acta: ActaDelEquipo;
  readonly proceso: string;
  readonly alTomar: (tomada: Tomada) => void;
  readonly alReintentar: () => void;
}) {
  const [guia, setGuia] = useState<Guia>(INICIO);
  const [lampara, setLampara] = useState<'encendida' | 'apagada'>('apagada');
  const [ocupada, setOcupada] = useState(false);
  const [perdida, setPerdida] = useState<Refusal | null>(null);
  const shooting = useRef(false);
  const guardadas = useRef<HTMLInputElement>(null);
  const delTelefono = useRef<HTMLInputElement>(null);

  const { video, camara, mirador, ...opened } = useCamara(ENTRE_CUADROS_MS, async (watcher, element) => {
    if (shooting.current) return;
    const vista: VistaDeCuadro | null = await watcher.cuadro(element);
    if (vista === null || shooting.current) return;
    const next = seguir(guia, vista, proceso, acta.acta);
    setGuia(next);
    if (next.lista === 'dispara') await disparar();
  });

  async function disparar(): Promise<void> {
    if (shooting.current || camara === null || video.current === null) return;
    shooting.current = true;
    setOcupada(true);
    const foto = await camara.disparar(video.current);
    if (foto !== null) return juzgar(foto);
    shooting.current = false;
    setOcupada(false);
    setPerdida(CAMARA_PERDIDA);
  }

  async function juzgar(contenido: Blob): Promise<void> {
    const watcher = mirador.current;
    if (watcher === null) return;
    alTomar({ contenido, vista: await watcher.foto(contenido) });
  }

  function elegir(foto: Blob): void {
    shooting.current = true;
    setOcupada(true);
    void juzgar(foto);
  }

  async function alternarLampara(): Promise<void> {
    const next = lampara === 'encendida' ? 'apagada' : 'encendida';
    await camara?.encender(next);
    setLampara(next);
  }

  const { titulo } = acta;
  const consejo = consejoDe(guia);
  const error = opened.error ?? perdida;
  const abrirGuardadas = () => guardadas.current?.click();
  return (
    <div className="camara">
      <div className="camara-arriba">
        <a className="camara-cerrar" href={direccionDe({ pantalla: 'acta', acta: acta.acta })}>
          <span aria-hidden="true">×</span>
          <span className="solo-lector">Cerrar la cámara</span>
        </a>
        <h1>
          {enOracion(titulo.eleccion.nombre)}
          <small>
            Sección {titulo.seccion} · {titulo.casilla}
          </small>
        </h1>
      </div>
      <EntradaDeFoto ref={guardadas} de="guardadas" alElegir={elegir} />
      <EntradaDeFoto ref={delTelefono} de="camara" alElegir={elegir} />
      {error === null ? (
        <>
          <div className="camara-vista">
            <video ref={video} className="camara-video" playsInline muted />
            <div className={`guia guia-${guia.lista}`} aria-hidden="true">
              <i />
              <i />
              <i />
              <i />
              <b />
            </div>
          </div>
          <div className="camara-abajo">
            <p className={`camara-frase camara-frase-${consejo.clase}`} role="status">
              {ocupada ? 'Revisando la foto…' : consejo.frase}
            </p>
            <div className="camara-botones">
              <button type="button" className="boton camara-lado" disabled={ocupada} onClick={abrirGuardadas}>
                Elegir foto
              </button>
              <button
                type="button"
                className="disparador"
                disabled={camara === null || ocupada}
                onClick={() => void disparar()}
              >
                <span className="solo-lector">Tomar foto</span>
              </button>
              {camara?.lampara === 'hay' ? (
                <button
                  type="button"
                  className="boton camara-lado"
                  aria-pressed={lampara === 'encendida'}
                  onClick={() => void alternarLampara()}
                >
                  Lámpara
                </button>
              ) : (
                <span className="camara-lado" />
              )}
            </div>
          </div>
        </>
      ) : (
        <SinCamara
          {...{ error, ocupada, alReintentar }}
          alUsarLaDelTelefono={() => delTelefono.current?.click()}
          alElegir={abrirGuardadas}
        />
      )}
    </div>
  );
}
