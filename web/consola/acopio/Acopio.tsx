import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type {
  ActaEnAcopio,
  ActasDeCatd,
  LecturaDeSobre,
  SobreRegistrado,
} from '../../../src/acopio/contrato.ts';
import { readCodigo } from '../../../src/dominio/lectura-de-codigo.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Cargando, Falla } from '../../comun/estados.tsx';
import { formatCuantas, formatHora } from '../../comun/formato.ts';
import { casillaDe } from '../acta/Titulo.tsx';
import { esPasajero, post } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import { ActaEnMano } from './ActaEnMano.tsx';
import { Lectura } from './Lectura.tsx';
import { lecturaEn, useCajaDelLector } from './lector.ts';
import { Ultimos } from './Ultimos.tsx';
import { useActasDeCatd } from './useActasDeCatd.ts';
import './acopio.css';

const Camara = lazy(async () => ({ default: (await import('./Camara.tsx')).Camara }));

/** How soon the box gets the focus back when it is nowhere. */
const SIN_FOCO_MS = 300;

/** What the acopiador is doing. */
type Paso =
  | { readonly tipo: 'leer' }
  | { readonly tipo: 'repetir'; readonly clave: string }
  | { readonly tipo: 'buscando' }
  | { readonly tipo: 'acta'; readonly acta: ActaEnAcopio; readonly como: 'qr' | 'tecleada' };

/** Envelopes as they arrive: read, compare with what the screen says, register. */
export function Acopio() {
  const { datos, error, recargar } = useActasDeCatd();
  if (datos === undefined) {
    return (
      <main className="pantalla">
        <h1>Acopio</h1>
        {error === undefined ? (
          <Cargando que="Trayendo las actas de su CATD…" />
        ) : (
          <Falla titulo="No se pudo empezar" mensaje={error.mensaje} reintentar={recargar} />
        )}
      </main>
    );
  }
  return <Mostrador datos={datos} error={error} recargar={recargar} />;
}

function Mostrador({
  datos,
  error,
  recargar,
}: {
  readonly datos: ActasDeCatd;
  readonly error: Refusal | undefined;
  readonly recargar: () => void;
}) {
  const { proceso, puede } = useSesion();
  const [paso, setPaso] = useState<Paso>({ tipo: 'leer' });
  const [aviso, setAviso] = useState<Refusal | null>(null);
  const [teclado, setTeclado] = useState<LecturaDeSobre['teclado']>('mismo');
  const [hecho, setHecho] = useState<SobreRegistrado | null>(null);
  const [camara, setCamara] = useState<'abierta' | 'cerrada'>('cerrada');
  const caja = useRef<HTMLInputElement>(null);
  const { catd, jornada, actas } = datos;
  const recibidas = actas.filter(({ sobre }) => sobre !== null).length;
  const leyendo = paso.tipo === 'leer' || paso.tipo === 'repetir';

  // A reader writes wherever the focus is: it comes back to the box whenever it would be nowhere.
  useEffect(() => {
    if (!leyendo) return;
    caja.current?.focus();
    const back = () => {
      if (document.activeElement === document.body) caja.current?.focus();
    };
    const timer = setInterval(back, SIN_FOCO_MS);
    return () => clearInterval(timer);
  }, [leyendo]);
  useCajaDelLector(caja);

  /** Of the actas of this CATD, that come with the screen: an envelope is read also without network. */
  function findHere(texto: string, como: 'qr' | 'tecleada'): LecturaDeSobre | undefined {
    if (como === 'tecleada') {
      const [acta, ...others] = actas.filter(({ titulo }) => plain(titulo.clave) === plain(texto));
      return acta === undefined || others.length > 0 ? undefined : { acta, teclado: 'mismo' };
    }
    const read = readCodigo(texto);
    if (!read.ok || read.value.codigo.proceso !== proceso.nombre) return undefined;
    const acta = actas.find((each) => each.acta === read.value.codigo.acta);
    return acta && { acta, teclado: read.value.teclado };
  }

  async function find(texto: string, como: 'qr' | 'tecleada'): Promise<void> {
    const here = findHere(texto, como);
    if (here !== undefined) return show(here.acta, como, here.teclado);
    setPaso({ tipo: 'buscando' });
    const read = await post<LecturaDeSobre>('/api/acopio/lectura', { texto });
    if (read.ok) return show(read.value.acta, como, read.value.teclado);
    setAviso(esPasajero(read.error) ? { ...read.error, mensaje: NO_ES_DE_AQUI[como] } : read.error);
    setPaso({ tipo: 'leer' });
  }

  function show(acta: ActaEnAcopio, como: 'qr' | 'tecleada', leido: LecturaDeSobre['teclado']): void {
    setTeclado(leido);
    if (acta.sobre === null) {
      setPaso({ tipo: 'acta', acta, como });
      return;
    }
    const hora = formatHora(acta.sobre.momento, proceso.huso);
    const mensaje = `${casillaDe(acta.titulo)} ya se registró a las ${hora}. No hace falta hacer nada más.`;
    setAviso({ codigo: 'YA_ACOPIADA', mensaje });
    setPaso({ tipo: 'leer' });
  }

  function submit(texto: string): void {
    setHecho(null);
    setAviso(null);
    const read = lecturaEn(texto);
    if (read !== null) void find(read.codigo, 'qr');
    else if (paso.tipo !== 'repetir') setPaso({ tipo: 'repetir', clave: texto });
    else if (plain(texto) === plain(paso.clave)) void find(texto, 'tecleada');
    else {
      setAviso({
        codigo: 'CLAVES_DISTINTAS',
        mensaje: `Las dos claves no son iguales: primero «${paso.clave}» y luego «${texto}». Escríbala de nuevo.`,
      });
      setPaso({ tipo: 'leer' });
    }
  }

  function registered(done: SobreRegistrado): void {
    setHecho(done);
    setPaso({ tipo: 'leer' });
    recargar();
  }

  function alreadyDone({ titulo }: ActaEnAcopio): void {
    const mensaje = `${casillaDe(titulo)} la registró otra persona mientras usted la tenía en pantalla. No hace falta hacer nada más.`;
    setAviso({ codigo: 'YA_ACOPIADA', mensaje });
    setPaso({ tipo: 'leer' });
    recargar();
  }

  /** The camera goes on seeing the envelope that was just registered, until it is taken away. */
  function readByCamera(texto: string): void {
    if (texto !== hecho?.acta.codigo) submit(texto);
  }

  return (
    <main className="pantalla acopio">
      <div className="acopio-titulo">
        <h1>Acopio</h1>
        <p className="gris">
          {catd.clave} {catd.nombre} ·{' '}
          <span className="entero">
            {formatCuantas(recibidas, 'sobre recibido', 'sobres recibidos')} de{' '}
            {formatCuantas(actas.length, 'acta', 'actas')}
          </span>
        </p>
        {puede('acopio:ver') ? <Link href="/actas-del-catd">Ver las actas del CATD</Link> : null}
      </div>
      {error === undefined ? null : (
        <Aviso clase="advierte" titulo="Sin comunicación con el servidor">
          <p>
            {error.mensaje} Puede leer el sobre que tiene en la mano: se registra solo cuando el servidor
            responda. Si la red no vuelve, use la estación del CATD.
          </p>
        </Aviso>
      )}
      <div className="acopio-mesa">
        <section className="acopio-trabajo" aria-label="Sobre que tiene en la mano">
          {paso.tipo === 'acta' ? (
            <ActaEnMano
              key={paso.acta.acta}
              acta={paso.acta}
              como={paso.como}
              jornada={jornada}
              alRegistrar={registered}
              alEstarYa={() => alreadyDone(paso.acta)}
              alDejar={() => setPaso({ tipo: 'leer' })}
            />
          ) : (
            <Lectura
              key={paso.tipo}
              caja={caja}
              paso={paso.tipo === 'repetir' ? 'repetir' : 'leer'}
              estado={paso.tipo === 'buscando' ? 'buscando' : 'lista'}
              alEnviar={submit}
              alCancelar={() => setPaso({ tipo: 'leer' })}
            />
          )}
          <div role="status" className="pila">
            {hecho === null ? null : <Registrado hecho={hecho} huso={proceso.huso} />}
            {teclado === 'otro' ? (
              <Aviso clase="advierte" titulo="El lector supone otro teclado">
                <p>
                  El código se entendió, pero el lector escribe con otra distribución, o las mayúsculas están
                  trabadas. Pida que lo configuren como «Español (Latinoamérica)».
                </p>
              </Aviso>
            ) : null}
          </div>
          {aviso === null ? null : (
            <Aviso
              clase={aviso.codigo === 'YA_ACOPIADA' ? 'informa' : 'falla'}
              titulo={TITULOS[aviso.codigo]}
            >
              <p>{aviso.mensaje}</p>
            </Aviso>
          )}
          {leyendo ? (
            <button
              type="button"
              className="boton acopio-abrir-camara"
              onClick={() => setCamara((now) => (now === 'abierta' ? 'cerrada' : 'abierta'))}
            >
              {camara === 'abierta' ? 'Cerrar la cámara' : 'Leer con la cámara'}
            </button>
          ) : null}
          {leyendo && camara === 'abierta' ? (
            <Suspense fallback={<Cargando que="Abriendo la cámara…" />}>
              <Camara alLeer={readByCamera} />
            </Suspense>
          ) : null}
        </section>
        <Ultimos actas={actas} />
      </div>
    </main>
  );
}

const TITULOS: Readonly<Record<string, string>> = {
  YA_ACOPIADA: 'Este sobre ya estaba registrado',
  OTRO_CATD: 'Es de otro CATD',
  OTRO_PROCESO: 'Es de otro proceso',
  CODIGO_DANADO: 'El código se leyó mal',
  CLAVES_DISTINTAS: 'Las claves no coinciden',
  SIN_RED: 'Sin comunicación con el servidor',
  BASE_NO_DISPONIBLE: 'El servidor no responde',
};

/** What was read is of none of the actas that came with the screen, and the server cannot say of which it is. */
const NO_ES_DE_AQUI = {
  qr: 'El código no es de un acta de este CATD, y no se puede preguntar de cuál es. Aparte el sobre y léalo otra vez cuando vuelva la red.',
  tecleada:
    'Esa clave no es de un acta de este CATD, y no se puede preguntar de cuál es. Cópiela otra vez del papel, o espere a que vuelva la red.',
} as const;

function Registrado({ hecho, huso }: { readonly hecho: SobreRegistrado; readonly huso: string }) {
  const { acta, avisos } = hecho;
  const hora = acta.sobre === null ? '' : ` a las ${formatHora(acta.sobre.momento, huso)}`;
  return (
    <Aviso clase="bien" titulo={`Registrado${hora}: ${casillaDe(acta.titulo)}`}>
      {avisos.length === 0 ? null : (
        <p>
          La hora escrita a mano se guardó con esta nota: {avisos.map(({ mensaje }) => mensaje).join('; ')}.
        </p>
      )}
    </Aviso>
  );
}

function plain(texto: string): string {
  return texto.toUpperCase().replace(/[\s'.-]+/g, '');
}
