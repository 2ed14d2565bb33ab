import type { ActaEnAcopio, HechasUnaPorUna } from '../../../src/acopio/contrato.ts';
import { Aviso } from '../../comun/Aviso.tsx';
import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { formatCuantas } from '../../comun/formato.ts';
import { casillaDe, TituloEnLista } from '../acta/Titulo.tsx';

/** The actas on which something is going to be done, each by its name. */
export function ListaDeActas({ actas }: { readonly actas: readonly ActaEnAcopio[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the keyboard
    <ul className="sin-acta-actas" tabIndex={0} aria-label="Actas">
      {actas.map(({ acta, titulo }) => (
        <li key={acta}>
          <TituloEnLista titulo={titulo} />
        </li>
      ))}
    </ul>
  );
}

/** What was done of many, and what could not be, each with its reason. */
export function Resultado({
  titulo,
  hechas,
  rechazadas,
  actas,
  alCerrar,
}: {
  readonly titulo: string;
  readonly hechas: string;
  readonly rechazadas: HechasUnaPorUna['rechazadas'];
  readonly actas: readonly ActaEnAcopio[];
  readonly alCerrar: () => void;
}) {
  const titulos = new Map(actas.map((each) => [each.acta, each.titulo]));
  return (
    <Dialogo titulo={titulo} alCerrar={alCerrar}>
      <Aviso clase="bien">
        <p>{hechas}</p>
      </Aviso>
      {rechazadas.length === 0 ? null : (
        <Aviso
          clase="advierte"
          titulo={`${formatCuantas(rechazadas.length, 'acta no se pudo', 'actas no se pudieron')}; las demás sí`}
        >
          <ul className="acopio-avisos">
            {rechazadas.map(({ acta, mensaje }) => {
              const own = titulos.get(acta);
              return (
                <li key={acta}>
                  <b>{own === undefined ? acta : casillaDe(own)}</b>: {mensaje}
                </li>
              );
            })}
          </ul>
        </Aviso>
      )}
      <PieDeDialogo>
        {/* biome-ignore lint/a11y/noAutofocus: there is nothing else to do here */}
        <button type="button" className="boton boton-principal" autoFocus onClick={alCerrar}>
          Cerrar
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}
