/**
 * The page of an address that does not exist: what may have happened and where to go.
 */

import type { ContextoDeProceso } from './datos.ts';
import { enlaceA, renderDocumento } from './documento.ts';
import { html } from './html.ts';
import { RUTAS } from './rutas.ts';

export function renderNoEncontrada(contexto: ContextoDeProceso, raiz: string): string {
  return renderDocumento(
    contexto,
    {
      ruta: '',
      titulo: 'Esta página no existe',
      descripcion: 'La dirección no corresponde a ninguna página de este sitio.',
      eleccion: null,
      menu: null,
      modulos: [],
      retrato: null,
      principal: html`<h1>Esta página no existe</h1>
<p>Puede ser que la dirección tenga un error, o que el número de sección no sea de esta elección. Las secciones se escriben con la entidad y cuatro dígitos: <code>secciones/${contexto.proceso.entidad.id}0001/</code>.</p>
<form class="caja" action="${enlaceA(raiz, RUTAS.miCasilla)}" method="get" role="search">
<label for="q">Busque su casilla: sección, municipio o clave</label>
<div class="renglon"><input id="q" name="q" autocomplete="off"><button class="boton">Buscar</button></div></form>
<ul>
<li><a href="${enlaceA(raiz, RUTAS.inicio)}">Inicio, con todos los resultados</a></li>
<li><a href="${enlaceA(raiz, RUTAS.miCasilla)}">Todas las secciones y municipios</a></li>
<li><a href="${enlaceA(raiz, RUTAS.baseDeDatos)}">Base de datos</a></li>
<li><a href="${enlaceA(raiz, RUTAS.preguntas)}">Ayuda</a></li>
</ul>`,
    },
    { raiz, fecha: { tipo: 'sin_fecha' }, leyendas: [], direccion: null },
  );
}
