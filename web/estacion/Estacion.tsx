import { useEffect, useState } from 'react';
import type { EstadoDeEstacion } from '../../src/catd/contrato.ts';
import { Aviso } from '../comun/Aviso.tsx';
import { Cargando } from '../comun/estados.tsx';
import { formatDuracion, formatHora } from '../comun/formato.ts';
import { useAhora } from '../comun/reloj.ts';
import { Actas } from './Actas.tsx';
import { Ajustes } from './Ajustes.tsx';
import { Envios } from './Envios.tsx';
import { Mesa } from './Mesa.tsx';
import { EnTurno, Turno } from './Turno.tsx';
import { useEstado } from './useEstado.ts';

const PESTANAS = [
  ['mesa', 'Mesa'],
  ['actas', 'Actas del CATD'],
  ['envios', 'Envíos y paquete'],
] as const;
type Pestana = (typeof PESTANAS)[number][0];

const PALABRA = { simulacro: 'SIMULACRO', demostracion: 'DEMOSTRACIÓN', jornada: null } as const;

export function Estacion() {
  const { estado, programa } = useEstado();
  const [pestana, setPestana] = useState<Pestana>('mesa');
  const [abierto, setAbierto] = useState<'nada' | 'ajustes' | 'turno'>('nada');
  // Who closes a dialog goes back to the envelopes: the next thing that a reader of codes writes is one.
  useEffect(() => {
    if (abierto === 'nada') document.querySelector<HTMLElement>('.sobre-entrada')?.focus();
  }, [abierto]);
  if (estado === null) {
    return programa === 'en_marcha' ? <Cargando que="Preguntando a la estación…" /> : <Detenida />;
  }
  const palabra = PALABRA[estado.proceso.tipo];
  return (
    <div className="estacion">
      {palabra === null ? null : (
        <div
          className="estacion-ejercicio"
          role="note"
          aria-label={`${palabra}: nada de esto son resultados`}
        >
          {['izquierda', 'centro', 'derecha'].map((lugar) => (
            <span key={lugar} aria-hidden="true">
              {palabra}
            </span>
          ))}
        </div>
      )}
      <header className="estacion-encabezado">
        <p>
          <b>PREP {estado.proceso.instituto.siglas}</b>{' '}
          <span>
            CATD {estado.centro.clave} {estado.centro.nombre}
          </span>
        </p>
        <nav aria-label="Pantallas">
          {PESTANAS.map(([clave, titulo]) => (
            <button
              key={clave}
              type="button"
              aria-current={clave === pestana ? 'page' : undefined}
              onClick={() => setPestana(clave)}
            >
              {titulo}
            </button>
          ))}
        </nav>
        <EnTurno turno={estado.turno} alAbrir={() => setAbierto('turno')} />
        <Enlace estado={estado} />
        <Hora huso={estado.proceso.huso} />
        <button
          type="button"
          className="boton boton-ligero"
          aria-haspopup="dialog"
          onClick={() => setAbierto('ajustes')}
        >
          Ajustes
        </button>
      </header>
      <Bandas estado={estado} programa={programa} alDecirQuien={() => setAbierto('turno')} />
      <main>
        {pestana === 'mesa' ? <Mesa estado={estado} /> : null}
        {pestana === 'actas' ? <Actas estado={estado} /> : null}
        {pestana === 'envios' ? <Envios estado={estado} /> : null}
      </main>
      {abierto === 'turno' ? <Turno estado={estado} alCerrar={() => setAbierto('nada')} /> : null}
      {abierto === 'ajustes' ? <Ajustes estado={estado} alCerrar={() => setAbierto('nada')} /> : null}
    </div>
  );
}

function Detenida() {
  return (
    <div className="estacion-bandas">
      <Aviso clase="falla" titulo="El programa de la estación está detenido">
        <p>
          Revise la ventana donde se inició. Lo registrado está guardado; al iniciarla otra vez sigue donde
          iba.
        </p>
      </Aviso>
    </div>
  );
}

function Hora({ huso }: { readonly huso: string }) {
  return (
    <time className="estacion-hora" title="Hora del servidor">
      {formatHora(useAhora(1_000), huso)}
    </time>
  );
}

/** Always in the same place, in words and with a sign, not by its colour alone. */
function Enlace({ estado: { enlace } }: { readonly estado: EstadoDeEstacion }) {
  const [clase, texto] = {
    empezando: ['informa', 'Conectando…'],
    en_linea: ['bien', 'En línea'],
    sin_red: ['advierte', 'Sin conexión'],
    no_autorizada: ['falla', 'Sin permiso'],
  }[enlace.tipo] ?? ['informa', ''];
  return (
    <p className={`estacion-enlace enlace-${clase}`} role="status" aria-label="Conexión">
      <span aria-hidden="true">{clase === 'bien' ? '●' : clase === 'informa' ? '○' : '▲'}</span> {texto}
    </p>
  );
}

/** What is wrong with the station itself. Without network is not an error: it is said how to go on. */
function Bandas({
  estado: { turno, enlace, disco, escaner, cuenta, proceso },
  programa,
  alDecirQuien,
}: {
  readonly estado: EstadoDeEstacion;
  readonly programa: 'en_marcha' | 'detenida';
  readonly alDecirQuien: () => void;
}) {
  const ahora = useAhora(1_000);
  if (programa === 'detenida') return <Detenida />;
  const bandas = [];
  if (enlace.tipo === 'sin_red') {
    const seconds = Math.max(0, (ahora.getTime() - Date.parse(enlace.desde)) / 1000);
    bandas.push(
      <Aviso
        key="red"
        clase="advierte"
        titulo={`Sin conexión desde las ${formatHora(enlace.desde, proceso.huso)} (${formatDuracion(seconds)})`}
      >
        <p>
          Siga trabajando: todo queda guardado y firmado en esta computadora, y se envía solo cuando vuelva la
          conexión. <span className="gris">({enlace.mensaje})</span>
        </p>
      </Aviso>,
    );
  }
  if (enlace.tipo === 'no_autorizada') {
    bandas.push(
      <Aviso key="permiso" clase="falla" titulo="El servidor no deja entrar a esta estación">
        <p>
          {enlace.mensaje} Avise a su coordinación. Lo registrado está a salvo aquí; puede llevarse en un
          paquete.
        </p>
      </Aviso>,
    );
  }
  if (disco.nivel !== 'bien' && disco.mensaje !== null) {
    bandas.push(
      <Aviso
        key="disco"
        clase={disco.nivel === 'lleno' ? 'falla' : 'advierte'}
        titulo={disco.nivel === 'lleno' ? 'Disco lleno' : 'Queda poco disco'}
      >
        <p>{disco.mensaje}</p>
      </Aviso>,
    );
  }
  if (escaner.problema !== null && disco.nivel !== 'lleno') {
    bandas.push(
      <Aviso key="escaner" clase="advierte" titulo="El escáner">
        <p>{escaner.problema}</p>
      </Aviso>,
    );
  }
  if (cuenta.rechazadas > 0) {
    bandas.push(
      <Aviso key="rechazadas" clase="falla" titulo={`El servidor rechazó ${cuenta.rechazadas} de lo enviado`}>
        <p>Vea la razón de cada una en «Envíos y paquete».</p>
      </Aviso>,
    );
  }
  if (turno === null) {
    bandas.push(
      <Aviso
        key="turno"
        clase="informa"
        titulo="¿Quién está en la estación?"
        acciones={
          <button type="button" className="boton" aria-haspopup="dialog" onClick={alDecirQuien}>
            Decir quién está…
          </button>
        }
      >
        <p>Nada se detiene; lo que se registre mientras tanto va sin nombre.</p>
      </Aviso>,
    );
  }
  return bandas.length === 0 ? null : <div className="estacion-bandas">{bandas}</div>;
}
