/**
 * The style of the pages: paper and ink, tabular figures, nothing that moves. One file with its hash in the name,
 * beside the pages of the corte.
 */

import { hash } from 'node:crypto';

/** Text repeated behind the page of an exercise, so that a cropped picture still says what it is. */
function watermark(texto: string, color: string): string {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="260" height="150"><text x="130" y="80" fill="${color}" ` +
    `font-family="sans-serif" font-size="26" font-weight="700" letter-spacing="3" text-anchor="middle" ` +
    `transform="rotate(-24 130 75)">${texto}</text></svg>`;
  return `url("data:image/svg+xml,${encodeURIComponent(svg)}")`;
}

const CLARO = '#efe9dc';
const OSCURO = '#24222b';

export const ESTILO = `:root {
  color-scheme: light;
  --papel: #fbfaf7;
  --tinta: #1c1a22;
  --gris: #565260;
  --raya: #d8d3ca;
  --fondo: #eceae4;
  --marca: #6b1f4e;
  --enlace: #6b1f4e;
  --aviso: #f2c200;
}
@media (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark;
    --papel: #15141a;
    --tinta: #f1eef5;
    --gris: #b3adbe;
    --raya: #3a3743;
    --fondo: #2a2831;
    --marca: #e5a3c6;
    --enlace: #f0b5d3;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0;
  background-color: var(--papel);
  color: var(--tinta);
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  font-variant-numeric: tabular-nums lining-nums;
  overflow-wrap: break-word;
}
body.simulacro main { background-image: ${watermark('SIMULACRO', CLARO)}; }
body.demostracion main { background-image: ${watermark('DEMOSTRACIÓN', CLARO)}; }
@media (prefers-color-scheme: dark) {
  body.simulacro main { background-image: ${watermark('SIMULACRO', OSCURO)}; }
  body.demostracion main { background-image: ${watermark('DEMOSTRACIÓN', OSCURO)}; }
}
a { color: var(--enlace); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--enlace); outline-offset: 2px; }
.ancho { max-width: 66rem; margin: 0 auto; padding: 0 1rem; }
.ejercicio {
  position: sticky;
  top: 0;
  z-index: 1;
  margin: 0;
  max-width: none;
  padding: .35rem .5rem;
  background: #f2c200;
  color: #1c1a22;
  border-bottom: 3px solid #1c1a22;
  font-weight: 800;
  text-align: center;
}
.salto { position: absolute; left: -100rem; }
.salto:focus { left: 1rem; top: .5rem; z-index: 2; padding: .3rem .6rem; background: var(--papel); }
header { border-bottom: 3px solid var(--marca); }
header .ancho { display: flex; flex-wrap: wrap; gap: .75rem 3rem; align-items: end; padding-block: 1rem; }
header h1 { flex: 1 1 22rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; }
h1 small, .corte small { display: block; font-size: .875rem; font-weight: 500; color: var(--gris); }
.corte { margin: 0; line-height: 1.25; }
.corte strong { display: block; font-size: 1.6rem; line-height: 1.2; }
nav { border-bottom: 1px solid var(--raya); }
nav ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0 auto; list-style: none; }
nav a, nav b { display: block; padding: .6rem 0; }
nav b { box-shadow: inset 0 -3px var(--marca); }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.2rem; line-height: 1.25; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1rem; }
p { margin: .4rem 0; max-width: 68ch; }
section > svg.barra { max-width: none; height: .8rem; margin: .6rem 0; }
.nota, caption small { color: var(--gris); font-size: .9rem; }
.cifras { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: .75rem 2.5rem; margin-top: 1.25rem; }
.cifras h2, .rotulo { margin: 0; font-size: 1rem; font-weight: 600; color: var(--gris); }
.cifra { margin: 0; font-size: 2.2rem; line-height: 1.15; font-weight: 750; letter-spacing: -.01em; }
.cifra small { font-size: 1rem; font-weight: 500; color: var(--gris); letter-spacing: 0; white-space: nowrap; }
svg.barra { display: block; width: 100%; max-width: 34rem; height: .6rem; margin-top: .35rem; background: var(--fondo); }
svg.barra rect { fill: var(--tinta); }
svg.barra rect.no { fill: var(--gris); opacity: .5; }
svg.seña { width: .8rem; height: .8rem; margin-right: .3rem; vertical-align: -.06rem; }
svg.seña rect { stroke: var(--tinta); stroke-width: 1; }
.siglas { display: flex; flex-wrap: wrap; gap: 0 .75rem; color: var(--gris); font-size: .85rem; font-weight: 400; }
.siglas span { white-space: nowrap; }
.tablas { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 0 3rem; align-items: start; }
table { width: 100%; border-collapse: collapse; }
caption { padding: 2.25rem 0 .4rem; text-align: left; font-size: 1.2rem; font-weight: 700; line-height: 1.25; }
caption small { display: block; font-weight: 400; }
th, td { overflow-wrap: anywhere; padding: .5rem 0 .5rem .75rem; border-bottom: 1px solid var(--raya); text-align: left; vertical-align: top; font-weight: 400; }
th:first-child { padding-left: 0; }
thead th { color: var(--gris); font-size: .85rem; font-weight: 600; vertical-align: bottom; }
td, thead th + th { text-align: right; }
td { white-space: nowrap; }
td, thead th { overflow-wrap: normal; }
tbody th b { font-weight: 650; line-height: 1.3; }
td.hueco { padding: 0 0 .5rem; }
tfoot tr:last-child > * { font-weight: 700; border-bottom: 0; }
th small, td small { display: block; color: var(--gris); font-size: .85rem; font-weight: 400; }
details { border-bottom: 1px solid var(--raya); }
summary { padding: .5rem 0; cursor: pointer; }
summary small { color: var(--gris); }
details table { margin-bottom: 1rem; }
ul.archivos { margin: .4rem 0; padding-left: 1.1rem; }
ul.archivos li { margin: .25rem 0; }
code { font-size: .85em; overflow-wrap: anywhere; }
footer { margin-top: 2.5rem; padding-block: 1rem 2.5rem; border-top: 3px solid var(--marca); font-size: .9rem; }
@media (max-width: 30rem) {
  th, td { padding-left: .5rem; }
  td, thead th + th { font-size: .9rem; }
  .cifra { font-size: 1.9rem; }
  h1, .corte strong { font-size: 1.4rem; }
  .ejercicio { font-size: .9rem; }
}
@media print {
  :root { --papel: #fff; --tinta: #000; --gris: #333; --raya: #999; --fondo: #ddd; --marca: #000; --enlace: #000; color-scheme: light; }
  body { font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  nav, .salto { display: none; }
  .ejercicio { position: static; }
  tr, .cifras > *, details { break-inside: avoid; }
  thead { display: table-header-group; }
}
`;

/** `estilo-1a2b3c4d.css` */
export const NOMBRE_ESTILO = `estilo-${hash('sha256', ESTILO, 'hex').slice(0, 8)}.css`;
