import { type FormEvent, useState } from 'react';
import type { PersonaEnLista } from '../../../src/acceso/contrato.ts';
import type { Refusal } from '../../../src/dominio/result.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { formatFechaHora } from '../../comun/formato.ts';
import { post } from '../api.ts';
import { useSesion } from '../sesion.tsx';
import { type AccionDePersona, rutaDePersona } from './rutas.ts';

const RAZON_MINIMA = 5;

/** What is done at once, and what is said when it is done. */
const ACCIONES = {
  desbloqueo: { etiqueta: 'Desbloquear', hecho: 'Ya puede volver a intentar entrar.' },
  cierre: { etiqueta: 'Cerrar su sesión', hecho: 'Su sesión se cerró. Puede entrar otra vez.' },
} as const;

const SEGUNDO_FACTOR: Readonly<Record<PersonaEnLista['segundoFactor'], string>> = {
  listo: 'Activo',
  sin_enrolar: 'No lo usa',
  por_enrolar: 'Le falta ponerlo',
};

/** One person: what is known of their access, and what may be done about it. */
export function DialogoDePersona({
  persona,
  alCambiar,
  alCerrar,
}: {
  readonly persona: PersonaEnLista;
  readonly alCambiar: () => void;
  readonly alCerrar: () => void;
}) {
  const { proceso, puede, sesion } = useSesion();
  const [vista, setVista] = useState<'acciones' | 'revocar'>('acciones');
  const [falla, setFalla] = useState<Refusal | null>(null);
  const [hecho, setHecho] = useState<string | null>(null);
  const [codigo, setCodigo] = useState<string | null>(null);
  const { clave, nombre, estado } = persona;
  const decides = puede('personas:confirmar') && clave !== sesion.persona.clave && estado !== 'revocada';

  async function act(accion: AccionDePersona, said: string, cuerpo: unknown = {}): Promise<void> {
    const answer = await post<{ readonly codigo?: string }>(rutaDePersona(clave, accion), cuerpo);
    setFalla(answer.ok ? null : answer.error);
    setHecho(answer.ok ? said : null);
    if (!answer.ok) return;
    setCodigo(answer.value.codigo ?? null);
    setVista('acciones');
    alCambiar();
  }

  return (
    <Dialogo titulo={nombre} alCerrar={alCerrar}>
      <dl className="datos-de-persona">
        <dt>Clave</dt>
        <dd>{clave}</dd>
        <dt>Función</dt>
        <dd>
          {persona.nombreDeRol}, {persona.centro}
        </dd>
        <dt>Segundo factor</dt>
        <dd>{SEGUNDO_FACTOR[persona.segundoFactor]}</dd>
        <dt>Sesión</dt>
        <dd>
          {persona.sesion === null
            ? 'Ninguna abierta'
            : `Abierta desde ${formatFechaHora(persona.sesion.desde, proceso.huso)}`}
        </dd>
      </dl>
      {falla === null ? null : (
        <Aviso clase="falla" titulo="No se hizo">
          {falla.mensaje}
        </Aviso>
      )}
      {hecho === null ? null : <Aviso clase="bien">{hecho}</Aviso>}
      {codigo === null ? null : <CodigoNuevo codigo={codigo} />}
      {vista === 'revocar' ? (
        <Revocacion
          nombre={nombre}
          alRevocar={(razon) => void act('revocacion', 'Su acceso se revocó.', { razon })}
          alCancelar={() => setVista('acciones')}
        />
      ) : (
        <PieDeDialogo>
          {decides && (estado === 'bloqueada' || persona.fallas > 0) ? (
            <Boton accion="desbloqueo" act={act} />
          ) : null}
          {decides && persona.sesion !== null ? <Boton accion="cierre" act={act} /> : null}
          {puede('personas:cargar') && estado !== 'revocada' ? (
            <button
              type="button"
              className="boton"
              onClick={() => void act('codigo', 'El código anterior y su contraseña ya no sirven.')}
            >
              Dar un código nuevo
            </button>
          ) : null}
          {decides ? (
            <button type="button" className="boton" onClick={() => setVista('revocar')}>
              Revocar su acceso…
            </button>
          ) : null}
          {/* biome-ignore lint/a11y/noAutofocus: Enter opened it, and a second Enter must not end somebody's session */}
          <button type="button" className="boton boton-principal" autoFocus onClick={alCerrar}>
            Cerrar
          </button>
        </PieDeDialogo>
      )}
    </Dialogo>
  );
}

function Boton({
  accion,
  act,
}: {
  readonly accion: keyof typeof ACCIONES;
  readonly act: (accion: AccionDePersona, hecho: string) => Promise<void>;
}) {
  const { etiqueta, hecho } = ACCIONES[accion];
  return (
    <button type="button" className="boton" onClick={() => void act(accion, hecho)}>
      {etiqueta}
    </button>
  );
}

/** It is said once: the server keeps only what proves it. */
function CodigoNuevo({ codigo }: { readonly codigo: string }) {
  return (
    <Aviso clase="advierte" titulo="Código de activación">
      <p className="codigo-nuevo">{codigo}</p>
      <p>
        Se muestra una sola vez. Entréguelo en mano: con él pone su contraseña, y su coordinación la confirma
        de nuevo.
      </p>
    </Aviso>
  );
}

function Revocacion({
  nombre,
  alRevocar,
  alCancelar,
}: {
  readonly nombre: string;
  readonly alRevocar: (razon: string) => void;
  readonly alCancelar: () => void;
}) {
  const [razon, setRazon] = useState('');
  const enough = razon.trim().length >= RAZON_MINIMA;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (enough) alRevocar(razon.trim());
  };
  return (
    <form className="pila" onSubmit={submit}>
      <label className="entrada">
        <span>Por qué se revoca el acceso de {nombre}</span>
        <textarea
          // biome-ignore lint/a11y/noAutofocus: the reason is the only thing that is asked
          autoFocus
          rows={3}
          maxLength={500}
          value={razon}
          onChange={(event) => setRazon(event.currentTarget.value)}
        />
        <small>Queda en la bitácora. No se puede deshacer: para que vuelva hay que cargarla de nuevo.</small>
      </label>
      <PieDeDialogo>
        <button type="button" className="boton" onClick={alCancelar}>
          Cancelar
        </button>
        <button type="submit" className="boton boton-principal" disabled={!enough}>
          Revocar
        </button>
      </PieDeDialogo>
    </form>
  );
}
