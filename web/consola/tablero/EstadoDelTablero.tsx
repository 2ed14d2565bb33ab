import type { Tablero } from '../../../src/monitoreo/contrato.ts';
import { formatHace, formatHora } from '../../comun/formato.ts';
import type { Conexion } from '../../comun/useVivo.ts';

/** How old is what one sees: live, or since when not; and the last corte. */
export function EstadoDelTablero({
  tablero,
  conexion,
  huso,
  ahora,
}: {
  readonly tablero: Tablero;
  readonly conexion: Conexion;
  readonly huso: string;
  readonly ahora: Date;
}) {
  const { corte } = tablero;
  return (
    <p className="tablero-estado">
      <Frescura tablero={tablero} conexion={conexion} huso={huso} />
      <span>
        {corte === null ? (
          'Todavía no hay cortes.'
        ) : (
          <>
            Corte {corte.numero}, de las <b>{formatHora(corte.momento, huso)}</b>{' '}
            <span className="gris">({formatHace(corte.momento, ahora)})</span>
          </>
        )}
      </span>
    </p>
  );
}

/** Said also to a screen reader, once each time that it changes. */
export function Frescura({
  tablero,
  conexion,
  huso,
}: {
  readonly tablero: Tablero | null;
  readonly conexion: Conexion;
  readonly huso: string;
}) {
  const [clase, texto] = wordsOf(tablero, conexion, huso);
  return (
    <span className={`frescura frescura-${clase}`} role="status">
      <span aria-hidden="true">{clase === 'viva' ? '●' : clase === 'espera' ? '○' : '▲'}</span> {texto}
    </span>
  );
}

function wordsOf(
  tablero: Tablero | null,
  conexion: Conexion,
  huso: string,
): readonly ['viva' | 'vieja' | 'espera', string] {
  if (conexion.tipo === 'conectando') return ['espera', 'Conectando'];
  if (conexion.tipo === 'sin_conexion') {
    return ['vieja', `Sin conexión desde las ${formatHora(conexion.desde, huso)}`];
  }
  if (tablero?.sinBaseDesde != null) {
    return ['vieja', `La base de datos no responde desde las ${formatHora(tablero.sinBaseDesde, huso)}`];
  }
  return ['viva', 'En vivo'];
}
