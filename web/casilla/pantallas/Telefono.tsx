/** What this phone is and how it is: what whoever helps by telephone will ask. */

import { useEffect, useState } from 'react';
import { leerApariencia, ponerApariencia, type Tema } from '../../comun/apariencia.ts';
import { formatCuantas, formatDuracion, formatEntero, formatFechaHora } from '../../comun/formato.ts';
import { estaPendiente } from '../cola/cola.ts';
import { type Foto, type Identidad, leerPropio, type Servidor } from '../equipo/almacen.ts';
import { direccionDe } from '../ruta.ts';
import { useConsulta } from '../useConsulta.ts';
import { Marco } from './Marco.tsx';

const TEMAS: readonly (readonly [Tema, string])[] = [
  ['sistema', 'Como el teléfono'],
  ['claro', 'Claro'],
  ['oscuro', 'Oscuro'],
];

export function Telefono({
  identidad,
  servidor,
  fotos,
}: {
  readonly identidad: Identidad;
  readonly servidor: Servidor;
  readonly fotos: readonly Foto[];
}) {
  const { equipo, recibido } = servidor;
  const reloj = useConsulta(() => leerPropio('reloj'));
  const espacio = useEspacio();
  const [apariencia, setApariencia] = useState(leerApariencia);

  function cambiar(tema: Tema): void {
    const next = { ...apariencia, tema };
    ponerApariencia(next);
    setApariencia(next);
  }

  return (
    <Marco proceso={equipo.proceso} titulo="Este teléfono" atras={direccionDe({ pantalla: 'inicio' })}>
      <dl className="datos">
        <dt>Teléfono</dt>
        <dd>
          {identidad.clave} · {equipo.nombre}
        </dd>
        <dt>CATD</dt>
        <dd>
          {equipo.centro.clave} · {equipo.centro.nombre}
        </dd>
        <dt>Cuatro números de su llave</dt>
        <dd>{identidad.cotejo}</dd>
        <dt>Fotos</dt>
        <dd>
          {formatCuantas(fotos.length, 'tomada', 'tomadas')},{' '}
          {formatCuantas(fotos.filter(estaPendiente).length, 'sin terminar', 'sin terminar')}
        </dd>
        <dt>Última vez al corriente</dt>
        <dd>{formatFechaHora(new Date(recibido), equipo.proceso.huso)}</dd>
        <dt>Reloj del teléfono</dt>
        <dd>{reloj == null ? 'sin medir' : desfaseEnPalabras(reloj.desfase)}</dd>
        <dt>Espacio</dt>
        <dd>{espacio}</dd>
      </dl>
      <fieldset className="temas">
        <legend>Colores</legend>
        {TEMAS.map(([tema, nombre]) => (
          <label key={tema}>
            <input
              type="radio"
              name="tema"
              checked={apariencia.tema === tema}
              onChange={() => cambiar(tema)}
            />{' '}
            {nombre}
          </label>
        ))}
      </fieldset>
      <section className="pila" aria-labelledby="ayuda">
        <h2 id="ayuda">Qué hacer cuando…</h2>
        <dl className="datos">
          <dt>No hay red</dt>
          <dd>Siga tomando fotos. Se envían solas cuando la haya; deje abierta la aplicación.</dd>
          <dt>Se acabó la pila</dt>
          <dd>Lo guardado no se pierde. Cargue el teléfono y abra la aplicación.</dd>
          <dt>El código QR no se lee</dt>
          <dd>Tome la foto y envíela así: en el CATD la identifican con la clave.</dd>
          <dt>Perdió el teléfono</dt>
          <dd>Avise de inmediato a su coordinación: lo da de baja y nadie más puede enviar con él.</dd>
          <dt>La foto ya no se puede tomar</dt>
          <dd>Entregue el sobre PREP en el CATD, como siempre: ahí se digitaliza el acta.</dd>
        </dl>
      </section>
    </Marco>
  );
}

const SIN_DIFERENCIA_MS = 2_000;

function desfaseEnPalabras(desfase: number): string {
  if (Math.abs(desfase) < SIN_DIFERENCIA_MS) return 'en hora';
  const much = formatDuracion(Math.abs(desfase) / 1000);
  return desfase > 0 ? `atrasado ${much}; se corrige solo` : `adelantado ${much}; se corrige solo`;
}

function useEspacio(): string {
  const [texto, setTexto] = useState('…');
  useEffect(() => {
    void Promise.all([navigator.storage.estimate(), navigator.storage.persisted()]).then(
      ([{ quota = 0, usage = 0 }, kept]) => {
        const free = Math.floor((quota - usage) / 1_000_000);
        setTexto(
          `${formatEntero(free)} MB libres; ${kept ? 'el teléfono no borra lo guardado' : 'instale la aplicación para que el teléfono no borre lo guardado'}`,
        );
      },
    );
  }, []);
  return texto;
}
