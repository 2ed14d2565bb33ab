import { formatCuantas, formatCuentaRegresiva } from '../../comun/formato.ts';
import { ahoraDelServidor, useAhora } from '../../comun/reloj.ts';
import { ambitoDe, casillaDe } from '../acta/Titulo.tsx';
import type { EstadoDeMesa } from './contrato-de-mesa.ts';

const AVISA_S = 120;

/** Which acta is in front, how the shift goes, and, quietly, whether time or network are short. */
export function Barra({
  estado: { fase, actual, resumen, porEnviar, red, tiempo },
}: {
  readonly estado: EstadoDeMesa;
}) {
  const shown = fase === 'capturando' ? actual : null;
  return (
    <div className="barra">
      <h1>
        Captura
        {shown === null ? null : (
          <>
            <span className="barra-casilla">{casillaDe(shown.titulo)}</span>{' '}
            <span className="barra-ambito">{ambitoDe(shown.titulo)}</span>
          </>
        )}
      </h1>
      {shown === null ? null : <CuentaRegresiva vence={shown.vence} tiempo={tiempo} />}
      <p className="barra-red" role="status">
        {fase === 'falla' ? '' : textoDeRed(red, porEnviar.length)}
      </p>
      {resumen === null ? null : (
        <p className="barra-resumen">
          {formatCuantas(resumen.enEstaHora, 'acta', 'actas')} en esta hora
          {/* To whoever has none, one that waits would tell that it is one they captured. */}
          {shown === null
            ? null
            : ` · ${formatCuantas(resumen.enEspera, 'acta', 'actas').replace(/ actas?$/, '')} en espera`}
        </p>
      )}
    </div>
  );
}

function textoDeRed(red: EstadoDeMesa['red'], porEnviar: number): string {
  if (red === 'bien') return '';
  const what = red === 'sin_red' ? 'Sin red' : 'El servidor no contesta';
  if (porEnviar === 0) return what;
  return `${what}: ${porEnviar === 1 ? 'un acta se enviará' : `${porEnviar} actas se enviarán`}`;
}

/** Only at the end: typing gives more time by itself. */
function CuentaRegresiva({
  vence,
  tiempo,
}: {
  readonly vence: string;
  readonly tiempo: EstadoDeMesa['tiempo'];
}) {
  useAhora(1_000);
  const left = (Date.parse(vence) - ahoraDelServidor().getTime()) / 1000;
  if (left >= AVISA_S) return null;
  const clock = formatCuentaRegresiva(left);
  return (
    <p className="barra-tiempo" role="timer" aria-live="off">
      {left <= 0
        ? 'Terminó su tiempo; al enviarla se pide otra vez'
        : tiempo === 'agotado'
          ? `Quedan ${clock} para enviarla`
          : `Quedan ${clock}; al teclear se extiende`}
    </p>
  );
}
