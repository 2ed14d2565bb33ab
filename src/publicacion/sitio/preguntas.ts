/**
 * What people ask on the night, answered from the rules of the process.
 */

import { LEYENDAS_FIJAS } from '../leyendas.ts';
import type { ContextoDeProceso } from './datos.ts';
import { enlaceA, enMarca, raizDe, renderSinCorte } from './documento.ts';
import { type Html, html } from './html.ts';
import { RUTAS } from './rutas.ts';

interface Pregunta {
  readonly id: string;
  readonly pregunta: string;
  readonly respuesta: Html;
}

export function renderPreguntas(contexto: ContextoDeProceso): string {
  const raiz = raizDe(RUTAS.preguntas);
  return renderSinCorte(
    contexto,
    {
      ruta: RUTAS.preguntas,
      titulo: 'Ayuda: preguntas frecuentes',
      descripcion:
        'Qué es el PREP, qué actas cuentan, por qué cambian los porcentajes y cómo comprobar los datos.',
      eleccion: null,
      menu: RUTAS.preguntas,
      modulos: [],
      retrato: null,
      principal: html`<h1>Centro de ayuda${enMarca(contexto)}</h1>
<ul class="acciones"><li><a href="${enlaceA(raiz, RUTAS.glosario)}">Glosario</a></li><li><a href="${enlaceA(raiz, RUTAS.accesibilidad)}">Accesibilidad</a></li><li><a href="${enlaceA(raiz, RUTAS.verifica)}">Verificar los datos</a></li></ul>
<h2>Preguntas frecuentes</h2>
<div class="ayuda">${preguntasDe(contexto, raiz).map(
        ({ id, pregunta, respuesta }) =>
          html`<details id="${id}"><summary>${pregunta}</summary>${respuesta}</details>\n`,
      )}</div>`,
    },
    { tipo: 'sin_fecha' },
  );
}

function preguntasDe({ proceso }: ContextoDeProceso, raiz: string): readonly Pregunta[] {
  const { participacion } = proceso.ajustes;
  return [
    {
      id: 'que-es',
      pregunta: '¿Qué es el PREP?',
      respuesta: html`<p>El Programa de Resultados Electorales Preliminares publica, la noche de la elección, los votos escritos en las actas de escrutinio y cómputo de las casillas. ${LEYENDAS_FIJAS.preliminares} Los resultados definitivos son los de los cómputos que empiezan días después.</p>`,
    },
    {
      id: 'como-se-cuenta',
      pregunta: '¿Qué actas se contabilizan?',
      respuesta: html`<p>Se contabiliza un acta cuando al menos un campo de votos se puede leer y la suma de sus votos no excede la lista nominal de la casilla más las representaciones de partidos y candidaturas independientes acreditadas (en las casillas especiales, las boletas más las representaciones).</p>
<p>No se contabiliza: cuando <strong>excede la lista nominal</strong>, cuando <strong>todos</strong> los campos de votos son ilegibles o no tienen dato, y cuando <strong>no hay acta</strong> (el paquete no se entregó, la casilla no se instaló o el paquete llegó sin el acta del PREP). Una captura «sin acta» también es un acta capturada: por eso se muestran siempre las dos cifras.</p>`,
    },
    {
      id: 'cien',
      pregunta: '¿Por qué puede haber 100 % de actas capturadas y no 100 % contabilizadas?',
      respuesta: html`<p>Porque capturada quiere decir que ya se sabe qué pasó con esa acta, también si no llegó. La diferencia está siempre al lado, con sus razones, y en <a href="${enlaceA(raiz, RUTAS.avance)}">Avance</a> están las actas, una por una.</p>`,
    },
    {
      id: 'proyeccion',
      pregunta: '¿Es una proyección o un conteo rápido?',
      respuesta: html`<p>No. ${LEYENDAS_FIJAS.proyeccion} Quien tiene ventaja la tiene <em>en las actas contabilizadas hasta ese corte</em>.</p>`,
    },
    {
      id: 'ilegible',
      pregunta: '¿Qué quiere decir «ilegible» o «sin dato»?',
      respuesta: html`<p>En el acta cada cantidad se escribe con número y con letra. Si no coinciden, vale la letra; si solo una se puede leer, vale esa. Si ninguna se puede leer, el dato es <strong>ilegible</strong>; si las dos están en blanco, es <strong>sin dato</strong>. Suman cero, pero no son un cero, y por eso se muestran con su nombre.</p>`,
    },
    {
      id: 'errores',
      pregunta: '¿Por qué a veces el total asentado no es la suma de los votos?',
      respuesta: html`<p>Lo escriben a mano las personas que integran la casilla, después de una jornada muy larga. Es un error común y no invalida el acta: se publica la suma que hace el sistema, y también el total que se asentó.</p>`,
    },
    {
      id: 'decimales',
      pregunta: '¿Por qué los porcentajes tienen cuatro decimales y no se redondean?',
      respuesta: html`<p>Es la regla del Reglamento de Elecciones. ${LEYENDAS_FIJAS.porcentajes} Si suma los que se muestran puede faltar una diezmilésima o dos.</p>`,
    },
    {
      id: 'participacion',
      pregunta: '¿Cómo se calcula la participación ciudadana?',
      respuesta: html`<p>Son los votos entre la lista nominal de las actas contabilizadas. ${
        participacion === 'con_especiales_siempre'
          ? 'Incluye los votos de las casillas especiales.'
          : 'Los votos de las casillas especiales, que no tienen lista nominal, se incluyen hasta el último corte.'
      }</p>`,
    },
    {
      id: 'coaliciones',
      pregunta: '¿Cómo se reparten los votos de una coalición?',
      respuesta: html`<p>La candidatura recibe los votos de todos sus partidos y de todas sus combinaciones. Por partido, los de cada combinación se suman en todo el distrito o municipio y se dividen por igual; si sobran, van uno a uno a los partidos con más votos propios ahí. Por eso debajo del distrito o municipio se muestran las combinaciones sin repartir.</p>`,
    },
    {
      id: 'mi-casilla',
      pregunta: '¿Cómo veo el acta de mi casilla?',
      respuesta: html`<p>En <a href="${enlaceA(raiz, RUTAS.miCasilla)}">Mi casilla</a>, con el número de sección de su credencial para votar, el municipio o la clave de la casilla. En la página de la sección, abra la elección que quiera.</p>`,
    },
    {
      id: 'casilla-diferente',
      pregunta: 'Lo publicado no es igual al cartel de resultados de mi casilla. ¿Qué hago?',
      respuesta: html`<p>Abra el acta y compare con su imagen. Si el dato publicado no es el de la imagen, avise al instituto con la clave del acta: se coteja con el papel y, si hay que corregir, la corrección queda a la vista con su hora y el valor anterior.</p>`,
    },
    {
      id: 'cortes',
      pregunta: '¿Cada cuándo se actualiza?',
      respuesta: html`<p>Cada página de totales dice el número, la fecha y la hora de su corte, con su diferencia con UTC. La página avisa cuando hay uno nuevo; también puede usar «Actualizar».</p>`,
    },
    {
      id: 'datos',
      pregunta: '¿Puedo descargar todo y hacer mis propias cuentas?',
      respuesta: html`<p>Sí. En <a href="${enlaceA(raiz, RUTAS.baseDeDatos)}">Base de datos</a> está cada corte en un ZIP y cada página tiene su JSON. En <a href="${enlaceA(raiz, RUTAS.verifica)}">Verifica</a> se explica cómo comprobar que lo que tiene es lo que se publicó.</p>`,
    },
  ];
}
