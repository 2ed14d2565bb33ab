import { useEffect, useState } from 'react';
import type { ProcesoEnPantalla } from '../../src/acceso/contrato.ts';
import type { Tablero } from '../../src/monitoreo/contrato.ts';
import { formatDuracion, formatHora } from '../comun/formato.ts';
import { ponerReloj, useAhora } from '../comun/reloj.ts';
import { type Conexion, useVivo } from '../comun/useVivo.ts';
import { get, type Respuesta } from '../consola/api.ts';
import { ColasEnGrande } from './ColasEnGrande.tsx';
import { EleccionesEnGrande } from './EleccionesEnGrande.tsx';

const REINTENTO_MS = 5_000;
const PALABRA = { simulacro: 'SIMULACRO', demostracion: 'DEMOSTRACIÓN', jornada: null } as const;

/** The board for a wall: read from ten metres, without session, without scroll, alone all night. */
export function Pantalla({ llave }: { readonly llave: string }) {
  const proceso = useProceso();
  const { tablero, conexion } = useVivo(`/api/pantalla/${encodeURIComponent(llave)}`, ask);

  const motivo = conexion.tipo === 'sin_conexion' ? conexion.motivo : null;
  // A revoked address shows nothing, not even what it had on the wall.
  if (proceso === null || tablero === null || motivo?.codigo === 'NO_EXISTE') {
    return (
      <main className="pantalla-aviso">
        <h1>{motivo === null ? 'Conectando' : 'Sin datos'}</h1>
        <p>{motivo === null ? 'La pantalla se abre en unos segundos.' : motivo.mensaje}</p>
      </main>
    );
  }
  return <EnLaPared proceso={proceso} tablero={tablero} conexion={conexion} />;
}

function EnLaPared({
  proceso,
  tablero,
  conexion,
}: {
  readonly proceso: ProcesoEnPantalla;
  readonly tablero: Tablero;
  readonly conexion: Conexion;
}) {
  const ahora = useAhora(1_000);
  const vieja = oldOf(tablero, conexion);
  return (
    <div className={vieja === null ? 'pantalla-grande' : 'pantalla-grande pantalla-vieja'}>
      <Franja tipo={proceso.tipo} />
      <header>
        <h1>
          <b>PREP {proceso.instituto.siglas}</b> Avance de la captura
        </h1>
        <time dateTime={ahora.toISOString()}>{formatHora(ahora, proceso.huso)}</time>
      </header>
      <main>
        <EleccionesEnGrande elecciones={tablero.elecciones} />
        <ColasEnGrande colas={tablero.colas} ahora={ahora} />
      </main>
      <footer>
        <Frescura vieja={vieja} huso={proceso.huso} ahora={ahora} />
        <span>
          {tablero.corte === null
            ? 'Todavía no hay cortes publicados'
            : `Último corte: ${formatHora(tablero.corte.momento, proceso.huso)}`}
        </span>
      </footer>
      <Franja tipo={proceso.tipo} />
    </div>
  );
}

/** Above and below, so that no photograph of the wall can leave it out. */
function Franja({ tipo }: { readonly tipo: ProcesoEnPantalla['tipo'] }) {
  const palabra = PALABRA[tipo];
  if (palabra === null) return null;
  return (
    <div className="pantalla-franja" role="note" aria-label={`${palabra}: nada de esto son resultados`}>
      {['izquierda', 'centro', 'derecha'].map((lugar) => (
        <span key={lugar} aria-hidden="true">
          {palabra}
        </span>
      ))}
    </div>
  );
}

/** What is on the wall is how things were then. */
interface Vieja {
  readonly desde: Date;
  readonly porque: string;
}

function oldOf({ sinBaseDesde }: Tablero, conexion: Conexion): Vieja | null {
  if (conexion.tipo === 'sin_conexion') return { desde: conexion.desde, porque: 'Sin conexión' };
  if (sinBaseDesde !== null) {
    return { desde: new Date(sinBaseDesde), porque: 'La base de datos no responde' };
  }
  return null;
}

function Frescura({
  vieja,
  huso,
  ahora,
}: {
  readonly vieja: Vieja | null;
  readonly huso: string;
  readonly ahora: Date;
}) {
  if (vieja === null) {
    return (
      <span className="pantalla-viva" role="status">
        <span aria-hidden="true">●</span> En vivo
      </span>
    );
  }
  const seconds = (ahora.getTime() - vieja.desde.getTime()) / 1000;
  return (
    <strong role="status">
      <span>
        Datos de las {formatHora(vieja.desde, huso)}. {vieja.porque}
      </span>
      {/* Not told again each second to whoever listens instead of looking. */}
      <span aria-hidden="true"> hace {formatDuracion(Math.max(0, seconds))}</span>
    </strong>
  );
}

/** Without session: a refusal is an answer, nobody is there to log in. */
function ask(ruta: string): Promise<Respuesta<Tablero>> {
  return get<Tablero>(ruta, { sinSesion: 'dejar' });
}

/** The process, asked until it is known. */
function useProceso(): ProcesoEnPantalla | null {
  const [proceso, setProceso] = useState<ProcesoEnPantalla | null>(null);
  useEffect(() => {
    if (proceso !== null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let state: 'montado' | 'desmontado' = 'montado';
    const load = async () => {
      const asked = Date.now();
      const found = await get<ProcesoEnPantalla>('/api/proceso', { sinSesion: 'dejar' });
      if (state === 'desmontado') return;
      if (!found.ok) {
        timer = setTimeout(() => void load(), REINTENTO_MS);
        return;
      }
      ponerReloj(found.value.ahora, (asked + Date.now()) / 2);
      setProceso(found.value);
    };
    void load();
    return () => {
      state = 'desmontado';
      clearTimeout(timer);
    };
  }, [proceso]);
  return proceso;
}
