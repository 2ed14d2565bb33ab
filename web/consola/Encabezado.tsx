import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { ProcesoEnPantalla } from '../../src/acceso/contrato.ts';
import { type Apariencia, leerApariencia, ponerApariencia } from '../comun/apariencia.ts';
import { Dialogo, PieDeDialogo } from '../comun/Dialogo.tsx';
import { formatHora } from '../comun/formato.ts';
import { useAhora } from '../comun/reloj.ts';
import type { Pantalla } from './pantallas.tsx';
import { useSesion } from './sesion.tsx';

const PALABRA = { simulacro: 'SIMULACRO', demostracion: 'DEMOSTRACIÓN', jornada: null } as const;

/** The stripe of an exercise, from side to side, so that no picture of the screen can leave it out. */
export function FranjaDeEjercicio({ tipo }: { readonly tipo: ProcesoEnPantalla['tipo'] }) {
  const palabra = PALABRA[tipo];
  if (palabra === null) return null;
  return (
    <div className="franja" role="note" aria-label={`${palabra}: nada de esto son resultados`}>
      {['izquierda', 'centro', 'derecha'].map((lugar) => (
        <span key={lugar} aria-hidden="true">
          {palabra}
        </span>
      ))}
    </div>
  );
}

/** Where one is, who one is, what time it is for the server, and how to leave. */
export function Encabezado({ menu }: { readonly menu: readonly Pantalla[] }) {
  const { proceso, sesion, salir } = useSesion();
  const [aqui] = useLocation();
  const [abierta, setAbierta] = useState<'cerrada' | 'cuenta'>('cerrada');
  const { nombre, nombreDeRol, centro, clave } = sesion.persona;
  const nav = useRef<HTMLElement>(null);
  // In a narrow window the menu is wider than its line.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the screen is what changes which one is in sight
  useEffect(() => {
    nav.current?.querySelector('.activa')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [aqui]);
  return (
    <>
      <FranjaDeEjercicio tipo={proceso.tipo} />
      <header className="encabezado">
        <p className="encabezado-proceso">
          <b>PREP {proceso.instituto.siglas}</b> <span>{proceso.nombreLargo}</span>
        </p>
        {menu.length === 0 ? null : (
          <nav ref={nav} aria-label="Pantallas">
            {menu.map(({ ruta, titulo }) => (
              <Link
                key={ruta}
                href={ruta}
                className={isWithin(aqui, ruta) ? 'activa' : ''}
                aria-current={isWithin(aqui, ruta) ? 'page' : undefined}
              >
                {titulo}
              </Link>
            ))}
          </nav>
        )}
        <p className="encabezado-persona">
          <b>{nombre}</b>{' '}
          <span>
            {nombreDeRol} {clave} · {centro}
          </span>
        </p>
        <HoraDelServidor huso={proceso.huso} />
        <button
          type="button"
          className="boton boton-ligero"
          aria-haspopup="dialog"
          onClick={() => setAbierta('cuenta')}
        >
          Ajustes
        </button>
        <button type="button" className="boton" onClick={() => void salir()}>
          Salir
        </button>
      </header>
      {abierta === 'cuenta' ? <Ajustes alCerrar={() => setAbierta('cerrada')} /> : null}
    </>
  );
}

/** The page of one acta is within the list it came from. */
function isWithin(aqui: string, ruta: string): boolean {
  return aqui === ruta || aqui.startsWith(`${ruta}/`);
}

function HoraDelServidor({ huso }: { readonly huso: string }) {
  const hora = formatHora(useAhora(1_000), huso);
  return (
    <time className="encabezado-hora" title="Hora del servidor">
      {hora}
    </time>
  );
}

function Ajustes({ alCerrar }: { readonly alCerrar: () => void }) {
  const { sesion } = useSesion();
  const [apariencia, setApariencia] = useState(leerApariencia);
  const choose = (next: Apariencia) => {
    ponerApariencia(next);
    setApariencia(next);
  };
  return (
    <Dialogo titulo="Ajustes de esta computadora" alCerrar={alCerrar}>
      <Eleccion
        titulo="Tema"
        valor={apariencia.tema}
        opciones={[
          ['sistema', 'El de la computadora'],
          ['claro', 'Claro'],
          ['oscuro', 'Oscuro'],
        ]}
        alElegir={(tema) => choose({ ...apariencia, tema })}
      />
      <Eleccion
        titulo="Contraste"
        valor={apariencia.contraste}
        opciones={[
          ['normal', 'Normal'],
          ['alto', 'Alto'],
        ]}
        alElegir={(contraste) => choose({ ...apariencia, contraste })}
      />
      <p className="gris">
        {sesion.segundoFactor === 'listo' ? (
          'Su segundo factor está activo.'
        ) : (
          <Link href="/segundo-factor" onClick={alCerrar}>
            Activar el segundo factor de su cuenta
          </Link>
        )}
      </p>
      <PieDeDialogo>
        <button type="button" className="boton boton-principal" onClick={alCerrar}>
          Cerrar
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}

function Eleccion<T extends string>({
  titulo,
  valor,
  opciones,
  alElegir,
}: {
  readonly titulo: string;
  readonly valor: T;
  readonly opciones: readonly (readonly [T, string])[];
  readonly alElegir: (valor: T) => void;
}) {
  return (
    <fieldset className="eleccion">
      <legend>{titulo}</legend>
      {opciones.map(([opcion, etiqueta]) => (
        <label key={opcion}>
          <input type="radio" name={titulo} checked={opcion === valor} onChange={() => alElegir(opcion)} />{' '}
          {etiqueta}
        </label>
      ))}
    </fieldset>
  );
}
