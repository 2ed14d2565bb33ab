/** One acta: in which state it is, its photographs, and taking another one. */

import type { ActaDelEquipo } from '../../../src/acopio/contrato-de-equipo.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { enOracion, formatHora } from '../../comun/formato.ts';
import { FRASES, MOTIVOS } from '../camara/veredicto.ts';
import { etapaDe } from '../cola/etapa.ts';
import type { Foto, Servidor } from '../equipo/almacen.ts';
import { direccionDe } from '../ruta.ts';
import { EtapaEnPantalla } from './EtapaEnPantalla.tsx';
import { Marco } from './Marco.tsx';
import { useDireccion } from './useDireccion.ts';

export function PantallaDeActa({
  acta,
  servidor,
  fotos,
}: {
  readonly acta: ActaDelEquipo;
  readonly servidor: Servidor;
  readonly fotos: readonly Foto[];
}) {
  const { titulo } = acta;
  const { proceso } = servidor.equipo;
  const etapa = etapaDe(acta, fotos);
  const wanted = etapa.etapa === 'falta' || etapa.etapa === 'repetir';
  return (
    <Marco
      proceso={proceso}
      titulo={enOracion(titulo.eleccion.nombre)}
      atras={direccionDe({ pantalla: 'inicio' })}
    >
      <p>
        <strong>
          Sección {titulo.seccion} · {titulo.casilla}
        </strong>
        <br />
        {titulo.territorio}
        <br />
        <small className="gris">Clave {titulo.clave}</small>
      </p>
      <section className="pila" aria-label="Estado">
        <EtapaEnPantalla etapa={etapa} />
        {etapa.etapa === 'repetir' ? <Aviso clase="advierte">{etapa.detalle}</Aviso> : <p>{etapa.detalle}</p>}
      </section>
      {etapa.etapa === 'publicada' ? null : (
        <a
          className={wanted ? 'boton boton-principal boton-grande' : 'boton boton-grande'}
          href={direccionDe({ pantalla: 'camara', acta: acta.acta })}
        >
          {fotos.length === 0 ? 'Tomar foto' : 'Tomar otra foto'}
        </a>
      )}
      {fotos.length === 0 ? null : (
        <section className="pila" aria-label="Sus fotos">
          <h2>Sus fotos</h2>
          <ol className="fotos">
            {fotos.toReversed().map((foto) => (
              <li key={foto.orden}>
                <FotoEnLista foto={foto} huso={proceso.huso} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </Marco>
  );
}

function FotoEnLista({ foto, huso }: { readonly foto: Foto; readonly huso: string }) {
  const { momento, motivos, sha256, miniatura, servidor, rechazo } = foto;
  const { titulo, detalle } = etapaDe({ situacion: 'esperada', acopiada: false, rescanear: null }, [foto]);
  const source = useDireccion(miniatura);
  return (
    <div className="foto">
      {source === null ? null : <img src={source} alt="" width="75" height="100" />}
      <div>
        <p>
          <strong>{formatHora(momento, huso)}</strong> · {titulo}
        </p>
        <p>{rechazo?.mensaje ?? servidor?.mensaje ?? detalle}</p>
        {motivos.length === 0 ? null : (
          <p className="gris">
            Al tomarla:{' '}
            {MOTIVOS.filter((motivo) => motivos.includes(motivo))
              .map((motivo) => FRASES[motivo].titulo.toLowerCase())
              .join('; ')}
            .
          </p>
        )}
        <p className="gris huella">
          <small>SHA-256 {sha256}</small>
        </p>
      </div>
    </div>
  );
}
