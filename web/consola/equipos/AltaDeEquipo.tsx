import { type FormEvent, useState } from 'react';
import type { PersonaEnLista } from '../../../src/acceso/contrato.ts';
import type { CodigoDeEquipo, EquipoEnLista, TipoDeEquipo } from '../../../src/acceso/contrato-de-equipos.ts';
import type { ActasDeCatd } from '../../../src/acopio/contrato.ts';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { PieDeEnvio } from '../acta/DialogoDeRazon.tsx';
import { usePedido } from '../acta/pedido.ts';
import { useConsulta } from '../consulta.ts';
import '../acta/dialogos.css';
import { CodigoUnaVez } from './CodigoUnaVez.tsx';
import { NOMBRE_DE_TIPO } from './palabras.ts';

type Dado = { readonly equipo: EquipoEnLista } & CodigoDeEquipo;

/** Adds one equipo and shows its code. Many are loaded from a file. */
export function AltaDeEquipo({
  enLugarDe,
  alCambiar,
  alCerrar,
}: {
  /** one that was revoked, whose place the new one takes */
  readonly enLugarDe: EquipoEnLista | null;
  readonly alCambiar: () => void;
  readonly alCerrar: () => void;
}) {
  const pedido = usePedido();
  const [catd, setCatd] = useState(enLugarDe?.centro ?? '');
  const { datos } = useConsulta<ActasDeCatd>(
    `/api/acopio/actas${catd === '' ? '' : `?catd=${encodeURIComponent(catd)}`}`,
    { traer: 'si_cambio' },
  );
  const personas =
    useConsulta<{ personas: readonly PersonaEnLista[] }>('/api/personas').datos?.personas ?? [];
  const [tipo, setTipo] = useState<TipoDeEquipo>(enLugarDe?.tipo ?? 'telefono');
  const [nombre, setNombre] = useState(enLugarDe?.nombre ?? '');
  const [persona, setPersona] = useState(enLugarDe?.persona ?? '');
  const [casillas, setCasillas] = useState(enLugarDe?.casillas.join(' ') ?? '');
  const [dado, setDado] = useState<Dado | null>(null);
  const centro = datos?.catd.clave ?? catd;
  const caes = personas.filter(
    (one) => one.rol === 'cae' && one.centro === centro && one.estado !== 'revocada',
  );
  const listo =
    nombre.trim().length >= 2 && (tipo === 'estacion' || (persona !== '' && casillas.trim() !== ''));

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = await pedido.pedir<Dado>('/api/equipos', {
      ...{ tipo, nombre: nombre.trim(), centro },
      persona: tipo === 'telefono' ? persona : null,
      casillas: tipo === 'telefono' ? casillas.split(/[\s,;]+/).filter((clave) => clave !== '') : [],
    });
    if (!given?.ok) return;
    setDado(given.value);
    alCambiar();
  }

  if (dado !== null) {
    return (
      <Dialogo titulo={`${NOMBRE_DE_TIPO[dado.equipo.tipo]} ${dado.equipo.clave}`} alCerrar={null}>
        <CodigoUnaVez codigo={dado} tipo={dado.equipo.tipo} />
        <PieDeDialogo>
          <button type="button" className="boton boton-principal" onClick={alCerrar}>
            Ya lo usé o lo anoté
          </button>
        </PieDeDialogo>
      </Dialogo>
    );
  }
  return (
    <Dialogo titulo="Dar de alta un equipo" alCerrar={alCerrar}>
      <form className="pila" onSubmit={(event) => void submit(event)}>
        <fieldset className="opciones">
          <legend>Qué es</legend>
          {(['telefono', 'estacion'] as const).map((cada) => (
            <label key={cada} className="opcion">
              <input type="radio" name="tipo" checked={tipo === cada} onChange={() => setTipo(cada)} />
              {NOMBRE_DE_TIPO[cada]}
              {cada === 'telefono' ? ' de quien va a las casillas' : ' de un CATD'}
            </label>
          ))}
        </fieldset>
        {datos !== undefined && datos.catds.length > 1 ? (
          <label className="entrada">
            <span>CATD</span>
            <select value={centro} onChange={(event) => setCatd(event.currentTarget.value)}>
              {datos.catds.map((cada) => (
                <option key={cada.clave} value={cada.clave}>
                  {cada.clave} {cada.nombre}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label className="entrada">
          <span>Cómo se reconoce</span>
          <input
            type="text"
            maxLength={80}
            placeholder={tipo === 'telefono' ? 'Motorola G24, etiqueta 112' : 'Mesa 1'}
            value={nombre}
            onChange={(event) => setNombre(event.currentTarget.value)}
          />
        </label>
        {tipo === 'estacion' ? null : (
          <>
            <label className="entrada">
              <span>Quién lo lleva</span>
              <input
                type="text"
                list="caes"
                placeholder="cae-112"
                value={persona}
                onChange={(event) => setPersona(event.currentTarget.value)}
              />
              <datalist id="caes">
                {caes.map((one) => (
                  <option key={one.clave} value={one.clave}>
                    {one.nombre}
                  </option>
                ))}
              </datalist>
              <small>La clave de una persona cargada como Capacitador-Asistente Electoral de ese CATD.</small>
            </label>
            <label className="entrada">
              <span>Sus casillas</span>
              <textarea
                rows={3}
                placeholder="160806B0100 160806C0100"
                value={casillas}
                onChange={(event) => setCasillas(event.currentTarget.value)}
              />
              <small>Sus claves, separadas por espacios.</small>
            </label>
          </>
        )}
        <PieDeEnvio accion="Dar de alta" pedido={pedido} alCerrar={alCerrar} listo={listo} />
      </form>
    </Dialogo>
  );
}
