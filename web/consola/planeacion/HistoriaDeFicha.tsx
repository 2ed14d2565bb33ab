import type { Coleccion } from '../../../src/planeacion/colecciones.ts';
import type { CampoCambiado, Paso } from '../../../src/planeacion/hechos.ts';
import { formatCuantas, formatFechaHora } from '../../comun/formato.ts';
import { useSesion } from '../sesion.tsx';
import { type Campos, isBlank, vacioDe } from './campos.ts';
import { camposDe } from './descripciones.ts';
import { Valor } from './Valor.tsx';

const QUE: Readonly<Record<Paso['tipo'], string>> = {
  creada: 'La agregó',
  cambiada: 'Cambió',
  retirada: 'La retiró',
};

/** Who changed what and when, newest first, with what it said before. */
export function HistoriaDeFicha({
  coleccion,
  historia,
}: {
  readonly coleccion: Coleccion;
  readonly historia: readonly Paso[];
}) {
  const { proceso } = useSesion();
  const campos = camposDe(coleccion);
  return (
    <section className="hoja historia-de-ficha" aria-labelledby="historia">
      <h2 id="historia">Historia</h2>
      <ol>
        {historia.toReversed().map(({ version, tipo, persona, momento, cambios: sent, nota }) => {
          const cambios = inOrder(campos, sent);
          return (
            <li key={version}>
              <p>
                <b>{persona}</b>{' '}
                <time className="gris" dateTime={momento}>
                  {formatFechaHora(momento, proceso.huso)}
                </time>
              </p>
              <p>
                {QUE[tipo]}
                {tipo === 'cambiada' ? ` ${namesOf(campos, cambios)}` : ''}
                {nota === '' ? '' : ` · ${nota}`}
              </p>
              {tipo === 'cambiada' ? <Cambios campos={campos} cambios={cambios} /> : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** As the form has them. */
function inOrder(campos: Campos, cambios: readonly CampoCambiado[]): readonly CampoCambiado[] {
  return Object.keys(campos).flatMap((clave) => cambios.filter(({ campo }) => campo === clave));
}

function namesOf(campos: Campos, cambios: readonly CampoCambiado[]): string {
  return cambios.map(({ campo }) => (campos[campo]?.etiqueta ?? campo).toLowerCase()).join(', ');
}

function Cambios({
  campos,
  cambios,
}: {
  readonly campos: Campos;
  readonly cambios: readonly CampoCambiado[];
}) {
  return (
    <details>
      <summary>{formatCuantas(cambios.length, 'campo', 'campos')}: antes y después</summary>
      <dl className="antes-y-despues">
        {cambios.map(({ campo, antes, despues }) => {
          const descripcion = campos[campo];
          if (descripcion === undefined) return null;
          return (
            <div key={campo}>
              <dt>{descripcion.etiqueta}</dt>
              <dd>
                <del>
                  <Valor campo={descripcion} valor={isBlank(antes) ? vacioDe(descripcion) : antes} />
                </del>
                <ins>
                  <Valor campo={descripcion} valor={despues} />
                </ins>
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}
