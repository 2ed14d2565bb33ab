/** The casillas of the phone with the state of each acta, what waits to be sent, and what to do next. */

import type { ActaDelEquipo } from '../../../src/acopio/contrato-de-equipo.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { enOracion, formatCuantas, formatEntero, formatHace } from '../../comun/formato.ts';
import { faltaEnviar } from '../cola/cola.ts';
import { type EtapaDeActa, etapaDe } from '../cola/etapa.ts';
import type { Foto, Servidor } from '../equipo/almacen.ts';
import { actualizar, useVersionNueva } from '../instalacion.ts';
import { despertar, useMarcha } from '../motor.ts';
import { direccionDe } from '../ruta.ts';
import { EtapaEnPantalla } from './EtapaEnPantalla.tsx';
import { Marco } from './Marco.tsx';

interface ActaEnInicio {
  readonly acta: ActaDelEquipo;
  readonly etapa: EtapaDeActa;
}

export function Inicio({
  servidor,
  fotos,
}: {
  readonly servidor: Servidor;
  readonly fotos: readonly Foto[];
}) {
  const { equipo } = servidor;
  const actas = enCamino(equipo.actas).map((acta) => ({
    acta,
    etapa: etapaDe(
      acta,
      fotos.filter((foto) => foto.acta === acta.acta),
    ),
  }));
  const missing = actas.filter(({ etapa: { etapa } }) => etapa === 'falta' || etapa === 'repetir');
  const next = missing.find(({ etapa }) => etapa.etapa === 'repetir') ?? missing[0];
  return (
    <Marco proceso={equipo.proceso} titulo="Sus actas" atras={null}>
      <VersionNueva />
      <Estado servidor={servidor} fotos={fotos} />
      {actas.length === 0 ? (
        <Aviso clase="advierte" titulo="No tiene casillas asignadas">
          Avise a su coordinación. Cuando se las asignen aparecen aquí.
        </Aviso>
      ) : next === undefined ? (
        <Aviso clase="bien" titulo="Ya tomó todas las fotos">
          Deje la aplicación abierta hasta que todas digan «Recibida».
        </Aviso>
      ) : (
        <Siguiente {...next} faltan={missing.length} de={actas.length} />
      )}
      {porCasilla(actas).map(({ titulo, territorio, actas: own }) => (
        <section key={titulo} className="casilla" aria-label={titulo}>
          <h2>{titulo}</h2>
          <p className="gris">{territorio}</p>
          <ul className="actas">
            {own.map(({ acta, etapa }) => (
              <li key={acta.acta}>
                <a className="acta" href={direccionDe({ pantalla: 'acta', acta: acta.acta })}>
                  <span className="acta-eleccion">{enOracion(acta.titulo.eleccion.nombre)}</span>
                  <EtapaEnPantalla etapa={etapa} />
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <a className="boton boton-grande" href={direccionDe({ pantalla: 'telefono' })}>
        Este teléfono y ayuda
      </a>
    </Marco>
  );
}

function Siguiente({
  acta,
  etapa,
  faltan,
  de,
}: ActaEnInicio & { readonly faltan: number; readonly de: number }) {
  const { titulo } = acta;
  return (
    <section className="siguiente" aria-labelledby="siguiente">
      <h2 id="siguiente">{etapa.etapa === 'repetir' ? 'Tome otra vez' : 'Siguiente foto'}</h2>
      <p className="siguiente-cual">
        <strong>{enOracion(titulo.eleccion.nombre)}</strong>
        <br />
        Sección {titulo.seccion} · {titulo.casilla}
        <br />
        <small className="gris">
          {faltan === 1 ? 'Falta' : 'Faltan'} {formatEntero(faltan)} de {formatCuantas(de, 'acta', 'actas')}.
        </small>
      </p>
      {etapa.etapa === 'repetir' ? <p>{etapa.detalle}</p> : null}
      <a
        className="boton boton-principal boton-grande"
        href={direccionDe({ pantalla: 'camara', acta: acta.acta })}
      >
        Tomar foto
      </a>
    </section>
  );
}

/** Whether there is network, how many wait, and when the server was last heard. */
function Estado({ servidor, fotos }: { readonly servidor: Servidor; readonly fotos: readonly Foto[] }) {
  const { red, trabaja, falla } = useMarcha();
  const unsent = fotos.filter(faltaEnviar).length;
  const heard = formatHace(new Date(servidor.recibido).toISOString(), new Date());
  const waiting = unsent === 0 ? 'Nada por enviar' : `${formatCuantas(unsent, 'foto', 'fotos')} por enviar`;
  return (
    <section className={`red red-${red}`} aria-label="Red y envío">
      <p role="status">
        <strong>{red === 'no_hay' ? 'Sin red' : red === 'hay' ? 'Con red' : 'Buscando red…'}</strong>
        <span> · {waiting}</span>
        <br />
        <small>
          {red === 'no_hay' && unsent > 0
            ? 'Puede seguir tomando fotos: se envían solas cuando haya red.'
            : `Al corriente ${heard}.`}
        </small>
      </p>
      <button type="button" className="boton" onClick={despertar} disabled={trabaja}>
        Actualizar
      </button>
      {falla === null ? null : (
        <div className="red-falla">
          <Aviso clase="advierte">{falla.mensaje}</Aviso>
        </div>
      )}
    </section>
  );
}

function VersionNueva() {
  return useVersionNueva() === 'no_hay' ? null : (
    <Aviso
      clase="informa"
      titulo="Hay una versión nueva"
      acciones={
        <button type="button" className="boton" onClick={actualizar}>
          Instalarla
        </button>
      }
    >
      Sus fotos y lo que falta por enviar no cambian.
    </Aviso>
  );
}

/** In the order of sections, as one walks them; elections as the server gives them. */
function enCamino(actas: readonly ActaDelEquipo[]): readonly ActaDelEquipo[] {
  return actas.toSorted((a, b) => collate(casillaDe(a), casillaDe(b)));
}

function porCasilla(actas: readonly ActaEnInicio[]) {
  return [...Map.groupBy(actas, ({ acta }) => casillaDe(acta))].map(([titulo, own]) => ({
    ...{ titulo, actas: own },
    territorio: own[0]?.acta.titulo.territorio ?? '',
  }));
}

function casillaDe({ titulo: { seccion, casilla } }: ActaDelEquipo): string {
  return `Sección ${seccion} · ${casilla}`;
}

const { compare: collate } = new Intl.Collator('es-MX', { numeric: true });
