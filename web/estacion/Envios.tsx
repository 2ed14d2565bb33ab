import { useEffect, useState } from 'react';
import type { EntregaEnEstacion, EstadoDeEstacion } from '../../src/catd/contrato.ts';
import { NOMBRE_DE_DOCUMENTO } from '../../src/dominio/documento.ts';
import { Cargando, Falla, Vacio } from '../comun/estados.tsx';
import { formatHoraConSegundos } from '../comun/formato.ts';
import { Paquete } from './Paquete.tsx';
import { envioEnPalabras, nombreDeActa } from './palabras.ts';
import { get } from './pedir.ts';

/** A screen of them: the ones of a minute ago are what somebody looks for. */
const CUANTAS = 200;

/** What happened here, newest first, and how far each thing has gone. */
export function Envios({ estado }: { readonly estado: EstadoDeEstacion }) {
  const [entregas, setEntregas] = useState<readonly EntregaEnEstacion[] | null>(null);
  const [problema, setProblema] = useState<string | null>(null);
  const marca = JSON.stringify(estado.cuenta);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again each time that the counts change
  useEffect(() => {
    let state: 'montada' | 'desmontada' = 'montada';
    void get<{ entregas: readonly EntregaEnEstacion[] }>('/api/entregas').then((asked) => {
      if (state === 'desmontada') return;
      setProblema(asked.ok ? null : asked.error.mensaje);
      if (asked.ok) setEntregas(asked.value.entregas);
    });
    return () => {
      state = 'desmontada';
    };
  }, [marca]);

  return (
    <div className="envios">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has to with the keyboard too */}
      <section className="actas-tabla" tabIndex={0} aria-label="Entregas">
        {problema !== null ? <Falla titulo="No se pudo ver la lista" mensaje={problema} /> : null}
        {problema === null && entregas === null ? <Cargando /> : null}
        {entregas?.length === 0 ? <Vacio titulo="Todavía no se registra nada en esta estación" /> : null}
        {entregas === null || entregas.length === 0 ? null : (
          <table className="tabla">
            <thead>
              <tr>
                <th scope="col" className="cifra">
                  Núm.
                </th>
                <th scope="col">Hora</th>
                <th scope="col">Qué</th>
                <th scope="col">Acta</th>
                <th scope="col">Quién</th>
                <th scope="col">Envío</th>
              </tr>
            </thead>
            <tbody>
              {entregas.slice(0, CUANTAS).map((entrega) => (
                <Fila key={entrega.secuencia} entrega={entrega} huso={estado.proceso.huso} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      <Paquete estado={estado} />
    </div>
  );
}

function Fila({ entrega, huso }: { readonly entrega: EntregaEnEstacion; readonly huso: string }) {
  const { secuencia, tipo, momento, acta, titulo, envio, original, quien, documento } = entrega;
  return (
    <tr>
      <td className="cifra">{secuencia}</td>
      <td>{formatHoraConSegundos(momento, huso)}</td>
      <td>
        {tipo === 'acopio' ? 'Sobre' : 'Imagen'}
        {documento === null || documento === 'ACTA PREP' ? null : (
          <p className="gris">{NOMBRE_DE_DOCUMENTO[documento]}</p>
        )}
      </td>
      <td>{titulo === null ? (acta ?? 'Sin identificar') : nombreDeActa(titulo)}</td>
      <td className="envios-quien">{quien ?? '—'}</td>
      <td>
        {envioEnPalabras(envio)}
        {envio.tipo === 'rechazada' ? <p className="envios-rechazo">{envio.mensaje}</p> : null}
        {original === 'por_enviar' && envio.tipo === 'en_servidor' ? (
          <p className="gris">Falta el archivo del escáner.</p>
        ) : null}
      </td>
    </tr>
  );
}
