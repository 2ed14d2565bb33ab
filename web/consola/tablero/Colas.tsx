import { Link } from 'wouter';
import type { Cola, ColaEnTablero } from '../../../src/monitoreo/contrato.ts';
import { formatDuracion, formatEntero, formatHora } from '../../comun/formato.ts';
import { formatRitmo, porMinutoAhora, Ritmo } from '../../comun/Ritmo.tsx';
import { NOMBRE_DE_COLA } from '../acta/palabras.ts';
import { rutaDeActa } from '../api.ts';
import { useSesion } from '../sesion.tsx';

/** What waits in each queue, since when, and how fast it leaves. */
export function Colas({
  colas,
  huso,
  ahora,
}: {
  readonly colas: readonly ColaEnTablero[];
  readonly huso: string;
  readonly ahora: Date;
}) {
  return (
    <section aria-labelledby="colas">
      <h2 id="colas" className="solo-lector">
        Colas
      </h2>
      <ul className="colas">
        {colas.map((cola) => (
          <li key={cola.cola} className="hoja cola">
            <EnCola cola={cola} huso={huso} ahora={ahora} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EnCola({
  cola,
  huso,
  ahora,
}: {
  readonly cola: ColaEnTablero;
  readonly huso: string;
  readonly ahora: Date;
}) {
  const { puede } = useSesion();
  const opens = puede('actas:ver');
  const ritmo = porMinutoAhora(cola.porMinuto);
  const enLaHora = cola.porMinuto.reduce((sum, n) => sum + n, 0);
  return (
    <>
      <h3>
        {opens ? (
          <Link href={listaDe(cola.cola)}>{NOMBRE_DE_COLA[cola.cola]}</Link>
        ) : (
          NOMBRE_DE_COLA[cola.cola]
        )}
      </h3>
      <p className="cola-cifra">{formatEntero(cola.actas)}</p>
      <p className="cola-espera">
        <MasAntigua cola={cola} opens={opens ? 'se_abre' : 'solo_se_ve'} huso={huso} ahora={ahora} />
      </p>
      <Ritmo porMinuto={cola.porMinuto} />
      <p className="gris">
        {formatRitmo(ritmo)} por minuto · {formatEntero(enLaHora)} en una hora
      </p>
    </>
  );
}

function MasAntigua({
  cola: { masAntigua, acta },
  opens,
  huso,
  ahora,
}: {
  readonly cola: ColaEnTablero;
  readonly opens: 'se_abre' | 'solo_se_ve';
  readonly huso: string;
  readonly ahora: Date;
}) {
  if (masAntigua === null || acta === null) return <span className="gris">Nada espera</span>;
  const seconds = Math.max(0, (ahora.getTime() - Date.parse(masAntigua)) / 1000);
  const words = `${formatDuracion(seconds)}, desde las ${formatHora(masAntigua, huso)}`;
  return (
    <>
      La primera espera {opens === 'se_abre' ? <Link href={rutaDeActa('/actas', acta)}>{words}</Link> : words}
    </>
  );
}

function listaDe(cola: Cola): string {
  return `/actas?cola=${cola}&orden=espera`;
}
