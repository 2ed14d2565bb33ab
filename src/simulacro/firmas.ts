/** Who signs an acta of a drill, at what hour, and whether they say that there were incidents. */

import { HORA, INCIDENTES } from '../papel/fondo.ts';
import type { Caja } from '../papel/formato.ts';
import type { CeldaDeFirma, Pie } from '../papel/pie.ts';
import type { Manuscrita, Trazo } from '../papel/trazo.ts';
import type { Azar } from './azar.ts';
import { nombreDe } from './personas.ts';

/** Representatives that were not there at the end, and people of the table who did not sign. */
const AUSENTES = { representaciones: 0.35, funcionarios: 0.06 } as const;
const CON_INCIDENTES = 0.12;
/** Hours of the evening at which a casilla ends its count. */
const TERMINAN = { desde: 19, hasta: 23 } as const;

export function firmar(pie: Pie, letra: Manuscrita, azar: Azar): readonly Trazo[] {
  const { hora, incidentes, funcionarios, representaciones } = pie;
  const time = `${azar.integer(TERMINAN.desde, TERMINAN.hasta)}:${String(azar.integer(0, 59)).padStart(2, '0')}`;
  const { no, si } = INCIDENTES;
  const mark = azar.chance(CON_INCIDENTES) ? si : no;
  return [
    hand(hora.x + HORA.desde + 2, hora.y + 0.4, time, letra, 12, azar),
    cross(incidentes.x + mark + 0.4, incidentes.y + incidentes.alto / 2 - 1.4, azar),
    ...(mark === si
      ? [hand(incidentes.x + INCIDENTES.hojas + 4, incidentes.y + 0.4, '1', letra, 12, azar)]
      : []),
    ...funcionarios
      .filter(() => !azar.chance(AUSENTES.funcionarios))
      .flatMap(({ caja }) => [
        hand(caja.x + 1.5, caja.y + caja.alto * 0.42, nombreDe(azar), letra, nameSize(caja), azar),
        flourish({ ...caja, x: caja.x + caja.ancho * 0.7, ancho: caja.ancho * 0.28 }, azar),
      ]),
    ...representaciones
      .filter(() => !azar.chance(AUSENTES.representaciones))
      .map(({ caja }: CeldaDeFirma) =>
        flourish({ ...caja, x: caja.x + caja.ancho * 0.25, ancho: caja.ancho * 0.6 }, azar),
      ),
  ];
}

function nameSize({ alto }: Caja): number {
  return Math.min(10, alto * 1.4);
}

function hand(x: number, y: number, texto: string, letra: Manuscrita, cuerpo: number, azar: Azar): Trazo {
  return { tipo: 'texto', x, y, giro: azar.normal() * 0.8, texto, letra, cuerpo };
}

function cross(x: number, y: number, azar: Azar): Trazo {
  const side = 2.6 + azar.next() * 0.8;
  const puntos = [
    ...([
      [0, 0],
      [side, side],
      [side / 2, side / 2],
      [side, 0],
      [0, side],
    ] as const),
  ];
  return { tipo: 'raya', x, y, giro: 0, puntos, grueso: 1 };
}

/** Loops that go to the right, as most signatures; no two people make the same. */
function flourish({ x, y, ancho, alto }: Caja, azar: Azar): Trazo {
  const loops = azar.integer(2, 5);
  const steps = loops * 9;
  const [wide, lean, beat] = [0.1 + 0.35 * azar.next(), azar.normal() * 0.5, 0.3 + 0.5 * azar.next()];
  const puntos = Array.from({ length: steps + 1 }, (_, i) => {
    const turn = (i / steps) * loops * 2 * Math.PI;
    const height = alto * (0.14 + 0.16 * Math.abs(Math.cos(turn * beat)) + 0.03 * azar.next());
    return [
      (i / steps) * ancho + Math.cos(turn + lean) * alto * wide,
      alto * 0.55 + Math.sin(turn) * height,
    ] as const;
  });
  return { tipo: 'raya', x, y, giro: -4 + azar.normal() * 4, puntos, grueso: 0.6 + 0.5 * azar.next() };
}
