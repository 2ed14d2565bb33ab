import type { ActaEnAcopio } from '../../../src/acopio/contrato.ts';
import { formatHora } from '../../comun/formato.ts';
import { TituloEnLista } from '../acta/Titulo.tsx';
import { useSesion } from '../sesion.tsx';

const A_LA_VISTA = 7;

/** The last envelopes of the CATD, whoever registered them. */
export function Ultimos({ actas }: { readonly actas: readonly ActaEnAcopio[] }) {
  const { proceso } = useSesion();
  const last = actas
    .flatMap((acta) => (acta.sobre === null ? [] : [{ ...acta, sobre: acta.sobre }]))
    .sort((a, b) => (a.sobre.momento < b.sobre.momento ? 1 : -1))
    .slice(0, A_LA_VISTA);
  return (
    <section className="acopio-ultimos hoja" aria-labelledby="ultimos">
      <h2 id="ultimos">Últimos sobres</h2>
      {last.length === 0 ? (
        <p className="gris">Todavía no se registra ninguno en este CATD.</p>
      ) : (
        <ol>
          {last.map(({ acta, titulo, sobre }) => (
            <li key={acta}>
              <time dateTime={sobre.momento}>{formatHora(sobre.momento, proceso.huso)}</time>
              <span>
                <TituloEnLista titulo={titulo} />
                {sobre.horaManuscrita === null ? null : (
                  <small>
                    A mano: {sobre.horaManuscrita.slice('2027-06-06T'.length)}
                    {sobre.avisos.length === 0 ? '' : ', con nota'}
                  </small>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className="gris acopio-sin-deshacer">
        <b>Un registro no se deshace.</b> Es un hecho con su hora. Si registró un sobre por otro, no lo
        digitalice y avise a su coordinación; si la hora a mano quedó mal, cuenta la del sistema.
      </p>
    </section>
  );
}
