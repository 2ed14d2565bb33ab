/**
 * How the site can be read by everybody, and where to say that it cannot.
 */

import type { ContextoDeProceso } from './datos.ts';
import { enMarca, renderSinCorte } from './documento.ts';
import { html } from './html.ts';
import { RUTAS } from './rutas.ts';

export function renderAccesibilidad(contexto: ContextoDeProceso): string {
  return renderSinCorte(
    contexto,
    {
      ruta: RUTAS.accesibilidad,
      titulo: 'Accesibilidad',
      descripcion: 'Cómo leer este sitio con teclado, lector de pantalla, letra grande o alto contraste.',
      eleccion: null,
      menu: null,
      modulos: [],
      retrato: null,
      principal: html`<h1>Accesibilidad${enMarca(contexto)}</h1>
<p>Este sitio se hace y se prueba con las pautas WCAG 2.2, nivel AA.</p>
<ul>
<li><strong>Sin JavaScript</strong> está todo: cada cifra, cada acta y cada enlace. Los programas de la página solo agregan comodidades.</li>
<li><strong>Teclado</strong>: todo se alcanza con Tab; el primer enlace de cada página lleva al contenido.</li>
<li><strong>Lector de pantalla</strong>: las tablas tienen título y encabezados; el mapa es una lista de enlaces, y también hay una tabla con lo mismo.</li>
<li><strong>Color</strong>: ninguna lectura depende de él. Cada candidatura tiene una letra y una trama, en todas las tablas y mapas.</li>
<li><strong>Tamaño y contraste</strong>: al pie de cada página se elige la letra y el tema claro, oscuro o de alto contraste; sin elegir, se usa lo que pida su dispositivo.</li>
<li><strong>Teléfonos pequeños</strong>: se lee desde 320 píxeles de ancho, y con la letra al doble.</li>
<li><strong>Movimiento</strong>: nada se mueve, parpadea ni se actualiza sin que usted lo pida.</li>
<li><strong>Imágenes de actas</strong>: son fotografías de papel escrito a mano; todos sus datos están como texto en la misma página.</li>
</ul>
<p>Si algo no se puede leer o usar, avise al ${contexto.proceso.instituto.nombre}: diga la dirección de la página y qué estaba usando.</p>`,
    },
    { tipo: 'sin_fecha' },
  );
}
