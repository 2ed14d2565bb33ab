/**
 * The colours of the site, from those of the process: the paper and the ink of each scheme, the colour of the
 * institute, and a class for each party. The rest of the style is `web/sitio/estilo.css`, which uses them.
 *
 * Widths of bars are attributes of `<svg>` and everything else is a class, so that the pages work under a policy
 * that accepts no inline style.
 */

import { PAPEL, seenOn, textOn, tint } from '../../comun/color.ts';
import type { Identidad } from '../../proceso/identidad.ts';
import type { Partido, Proceso } from '../../proceso/proceso.ts';
import { marcaDe } from '../contexto.ts';
import { CLASE_SIN_PARTIDO } from './fuerzas.ts';

const SIN_PARTIDO = '#6f6b78';

interface Esquema {
  readonly nombre: 'light' | 'dark';
  readonly papel: string;
  readonly tinta: string;
  readonly gris: string;
  readonly raya: string;
  readonly fondo: string;
  readonly aviso: string;
  readonly alerta: string;
  readonly bien: string;
  readonly borde: string;
  /** of the letters of the mark behind the page */
  readonly agua: string;
  /** least contrast of the colour of the institute with the paper */
  readonly contraste: number;
}

const CLARO: Esquema = {
  nombre: 'light',
  papel: PAPEL.claro,
  tinta: '#1c1a22',
  gris: '#55515e',
  raya: '#d8d3ca',
  fondo: '#f0ece4',
  aviso: '#8a5a00',
  alerta: '#8f2a12',
  bien: '#1f6448',
  borde: 'rgba(28,26,34,.45)',
  agua: '#f4f0e7',
  contraste: 5.5,
};

const OSCURO: Esquema = {
  nombre: 'dark',
  papel: PAPEL.oscuro,
  tinta: '#f1eef5',
  gris: '#b8b2c3',
  raya: '#3a3743',
  fondo: '#211f28',
  aviso: '#e2b35a',
  alerta: '#ffb199',
  bien: '#7fd1b0',
  borde: 'rgba(241,238,245,.55)',
  agua: '#1c1b22',
  contraste: 7,
};

const CONTRASTE_CLARO: Esquema = {
  ...CLARO,
  papel: '#ffffff',
  tinta: '#000000',
  gris: '#2b2b2b',
  raya: '#555555',
  fondo: '#ffffff',
  aviso: '#6b4300',
  alerta: '#7a1500',
  bien: '#004d2e',
  borde: '#000000',
  agua: '#f2f2f2',
  contraste: 9,
};

const CONTRASTE_OSCURO: Esquema = {
  ...OSCURO,
  papel: '#000000',
  tinta: '#ffffff',
  gris: '#e6e6e6',
  raya: '#a0a0a0',
  fondo: '#000000',
  aviso: '#ffd479',
  alerta: '#ffc9b8',
  bien: '#a8f0d0',
  borde: '#ffffff',
  agua: '#141414',
  contraste: 11,
};

/** The rules that go before the style sheet of the site. */
export function coloresDe({
  partidos,
  tipo,
  identidad,
}: Pick<Proceso, 'partidos' | 'tipo' | 'identidad'>): string {
  const texto = marcaDe({ tipo });
  const tokens = (esquema: Esquema) => tokensDe(esquema, identidad, texto);
  // A choice of the reader (a class of the root) prevails over what the device asks for.
  return `:root{${tokens(CLARO)}}
@media (prefers-color-scheme:dark){:root{${tokens(OSCURO)}}}
@media (prefers-contrast:more){:root{${tokens(CONTRASTE_CLARO)}}}
@media (prefers-contrast:more) and (prefers-color-scheme:dark){:root{${tokens(CONTRASTE_OSCURO)}}}
:root.claro{${tokens(CLARO)}}
:root.oscuro{${tokens(OSCURO)}}
:root.contraste{${tokens(CONTRASTE_CLARO)}}
@media (prefers-color-scheme:dark){:root.contraste{${tokens(CONTRASTE_OSCURO)}}}
${texto === null ? '' : 'body{background-image:var(--agua)}'}
.${CLASE_SIN_PARTIDO}{${colorOf(SIN_PARTIDO)}}
${partidos.map(({ color }: Partido, i) => `.p${i + 1}{${colorOf(color)}}`).join('\n')}
`;
}

function tokensDe(esquema: Esquema, { color, colorOscuro }: Identidad, texto: string | null): string {
  const { nombre, papel, tinta, gris, raya, fondo, aviso, alerta, bien, borde, contraste } = esquema;
  const own = nombre === 'dark' ? (colorOscuro ?? color) : color;
  const marca = seenOn(own, papel, contraste);
  const agua = texto === null ? '' : `--agua:${watermark(texto, esquema.agua)};`;
  return (
    `color-scheme:${nombre};--papel:${papel};--tinta:${tinta};--gris:${gris};--raya:${raya};--fondo:${fondo};` +
    `--aviso:${aviso};--alerta:${alerta};--bien:${bien};--borde:${borde};` +
    `--marca:${marca};--enlace:${marca};--marca2:${tint(own, papel, nombre === 'light' ? 0.08 : 0.3)};${agua}`
  );
}

/** Its colour, what is written on it, and the lines of its pattern. */
function colorOf(color: string): string {
  const texto = textOn(color);
  const rayas = texto === '#ffffff' ? 'rgba(255,255,255,.42)' : 'rgba(0,0,0,.38)';
  return `--c:${color.toLowerCase()};--t:${texto};--r:${rayas}`;
}

/** The mark repeated behind the page of an exercise, so that a cropped picture still says what it is. */
function watermark(texto: string, color: string): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="380" height="240"><text x="190" y="120" fill="${color}" ` +
    `font-family="sans-serif" font-size="34" font-weight="700" letter-spacing="4" text-anchor="middle" ` +
    `transform="rotate(-24 190 115)">${texto}</text></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}
