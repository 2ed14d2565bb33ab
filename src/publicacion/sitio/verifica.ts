/**
 * How anybody checks, with what they have, that a file is the one that was published.
 */

import type { ContextoDeProceso } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderSinCorte } from './documento.ts';
import { html } from './html.ts';
import { RUTAS } from './rutas.ts';

const COMANDOS = `# el manifiesto es el que dice el puntero
curl -s $sitio/actual.json -o actual.json
curl -s $sitio/$(jq -r .manifiesto.ruta actual.json) -o manifiesto.json
test "$(sha256sum < manifiesto.json | cut -c1-64)" = "$(jq -r .manifiesto.sha256 actual.json)" && echo bien
# cada archivo es el que dice el manifiesto: los bytes se piden por su SHA-256
for s in $(jq -r '.archivos[].sha256, .partes[].sha256' manifiesto.json); do
  test "$(curl -s $sitio/objetos/\${s:0:2}/$s | sha256sum | cut -c1-64)" = $s || echo "distinto: $s"
done`;

export function renderVerifica(contexto: ContextoDeProceso): string {
  const raiz = raizDe(RUTAS.verifica);
  return renderSinCorte(
    contexto,
    {
      ruta: RUTAS.verifica,
      titulo: 'Verifica',
      descripcion: 'Cómo comprobar con SHA-256 que una imagen o una base de datos es la publicada.',
      eleccion: null,
      menu: RUTAS.verifica,
      modulos: ['verifica.js'],
      retrato: null,
      principal: html`<h1>Verifique lo publicado${enMarca(contexto)}</h1>
<p>Cada imagen y cada archivo tiene un <strong>SHA-256</strong>: 64 letras y números que se calculan con sus bytes. Si el que usted calcula es el mismo que está publicado, el archivo es idéntico, aunque lo haya recibido de otra persona.</p>
<div class="caja" id="comprobador" hidden>
<h2>Aquí mismo</h2>
<p>El archivo no sale de su dispositivo.</p>
<label for="archivo">Archivo</label>
<div class="renglon"><input type="file" id="archivo"></div>
<label for="esperado">SHA-256 publicado (opcional)</label>
<div class="renglon"><input id="esperado" autocomplete="off" spellcheck="false"></div>
<p id="resultado" role="status"></p>
</div>
<h2 id="imagen">La imagen de un acta</h2>
<p>Descárguela de la página de su sección. Su SHA-256 está debajo de ella, y es también el <code>CODIGO_INTEGRIDAD</code> de esa acta en la base de datos.</p>
<h3>Linux</h3>
<pre><code>sha256sum imagen.jpg</code></pre>
<h3>Mac</h3>
<pre><code>shasum -a 256 imagen.jpg</code></pre>
<h3>Windows (PowerShell)</h3>
<pre><code>Get-FileHash imagen.jpg -Algorithm SHA256</code></pre>
<h3>Teléfono</h3>
<p>Use esta misma página, que calcula sin enviar el archivo, o una aplicación de archivos que muestre «SHA-256».</p>
<h2 id="base">Una base de datos</h2>
<p>En <a href="${enlaceA(raiz, RUTAS.baseDeDatos)}">Base de datos</a> está el SHA-256 de cada ZIP. Se comprueba igual que una imagen.</p>
<h2 id="corte">Un corte completo</h2>
<p>El <strong>manifiesto</strong> de cada corte dice el tamaño y el SHA-256 de todos sus archivos, y <a href="${raiz}actual.json">actual.json</a> dice el del manifiesto. En una terminal, con <code>sitio</code> igual a la dirección de este sitio o la de un difusor:</p>
<pre><code>${COMANDOS}</code></pre>
<h2 id="cuentas">Las cuentas</h2>
<p>Con la base de datos de un corte se pueden hacer otra vez todas las sumas de este sitio: cada fila dice si se contabiliza y por qué. El programa es abierto y tiene una orden para eso:</p>
<pre><code>prep revisar archivo.zip</code></pre>`,
    },
    { tipo: 'sin_fecha' },
  );
}
