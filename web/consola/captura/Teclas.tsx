import { Dialogo, PieDeDialogo } from '../../comun/Dialogo.tsx';
import { EXPLICACIONES, type Explicacion } from './ordenes.ts';

/** The keys, discreet and always in sight. */
export function Leyenda() {
  const shown = EXPLICACIONES.flatMap(({ teclas }) => teclas).filter(
    ({ enLeyenda }) => enLeyenda !== 'ayuda',
  );
  return (
    <section className="leyenda" aria-label="Teclas">
      {shown.map((explicacion) => (
        <span key={explicacion.corta} data-cabe={explicacion.enLeyenda}>
          <Kbd {...explicacion} /> {explicacion.corta}
        </span>
      ))}
    </section>
  );
}

/** All of them, explained. */
export function DialogoDeTeclas({ alCerrar }: { readonly alCerrar: () => void }) {
  return (
    <Dialogo titulo="Todas las teclas" ancho="ancho" alCerrar={alCerrar}>
      <div className="teclas">
        {EXPLICACIONES.map(({ grupo, teclas }) => (
          <section key={grupo} aria-label={grupo}>
            <h3 className="grupo-titulo">{grupo}</h3>
            <dl>
              {teclas.map((explicacion) => (
                <div key={explicacion.corta}>
                  <dt>
                    <Kbd {...explicacion} />
                  </dt>
                  <dd>{explicacion.larga}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="gris">Si el número y la letra de un renglón son distintos, vale lo escrito con letra.</p>
      <PieDeDialogo>
        {/* biome-ignore lint/a11y/noAutofocus: one key closes what one key opened */}
        <button type="button" className="boton boton-principal" autoFocus onClick={alCerrar}>
          Cerrar
        </button>
      </PieDeDialogo>
    </Dialogo>
  );
}

function Kbd({ teclas }: Explicacion) {
  return (
    <>
      {teclas.map((tecla) => (
        <kbd key={tecla}>{tecla}</kbd>
      ))}
    </>
  );
}
