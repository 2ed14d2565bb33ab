import { Link } from 'wouter';
import { formatFecha } from '../../../src/dominio/calendario.ts';
import type { Hilo as HiloDelServidor, PasoDeHilo } from '../../../src/planeacion/consultas.ts';
import { formatCuantas } from '../../comun/formato.ts';
import { useConsulta } from '../consulta.ts';
import { paginaDe, RAIZ } from './consultas.ts';
import { DE_OBSERVACION, DE_OFICIO, ESTADO_DE_ENTREGABLE, NOMBRES } from './palabras.ts';

/** Letter, observation, answer: everything linked to a ficha, in order. */
export function Hilo({
  coleccion,
  id,
  version,
}: {
  readonly coleccion: PasoDeHilo['coleccion'];
  readonly id: string;
  /** of the ficha: another one may have other links */
  readonly version: number;
}) {
  const { datos, error } = useConsulta<HiloDelServidor>(
    `${RAIZ}/hilos/${coleccion}/${encodeURIComponent(id)}?v=${version}`,
  );
  return (
    <section className="hoja hilo" aria-labelledby="hilo">
      <h2 id="hilo">Hilo</h2>
      {datos === undefined ? (
        <p className="gris">{error?.mensaje ?? 'Trayendo el hilo…'}</p>
      ) : datos.pasos.length <= 1 ? (
        <p className="gris">Nada la cita todavía, ni ella a nada.</p>
      ) : (
        <>
          <p className="gris">
            {datos.pendientes === 0
              ? 'Sin observaciones pendientes'
              : formatCuantas(datos.pendientes, 'observación pendiente', 'observaciones pendientes')}
          </p>
          <ol>
            {datos.pasos.map((paso) => (
              <li
                key={`${paso.coleccion}/${paso.id}`}
                className={`hilo-${paso.coleccion}`}
                aria-current={paso.coleccion === coleccion && paso.id === id ? 'true' : undefined}
              >
                <p className="gris">
                  {paso.fecha === null ? 'Sin fecha' : formatFecha(paso.fecha)} ·{' '}
                  {NOMBRES[paso.coleccion].singular}, {wordOf(paso)}
                </p>
                <p>
                  <Link href={paginaDe(paso.coleccion, paso.id)}>{paso.titulo}</Link>
                </p>
                <p className="hilo-texto">{paso.texto}</p>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

function wordOf({ coleccion, estado }: PasoDeHilo): string {
  const words: Readonly<Record<string, string>> = {
    oficios: DE_OFICIO,
    observaciones: DE_OBSERVACION,
    entregables: ESTADO_DE_ENTREGABLE,
  }[coleccion];
  return (words[estado] ?? estado).toLowerCase();
}
