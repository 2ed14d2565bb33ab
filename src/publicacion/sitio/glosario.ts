/**
 * The words of the night, as the rules define them.
 */

import type { ContextoDeProceso } from './datos.ts';
import { enMarca, renderSinCorte } from './documento.ts';
import { html } from './html.ts';
import { RUTAS } from './rutas.ts';

const TERMINOS: readonly (readonly [string, string])[] = [
  ['Acopio', 'Momento en que el centro recibe el acta del PREP y registra la hora.'],
  [
    'Acta de escrutinio y cómputo',
    'Hoja en que la mesa directiva de la casilla escribe, con número y con letra, los votos de una elección.',
  ],
  ['Acta esperada', 'Cada acta que debe llegar según el catálogo de casillas aprobadas.'],
  [
    'Acta capturada',
    'La que ya tiene un dato definitivo en el sistema, se contabilice o no. Incluye las casillas de las que no hay acta.',
  ],
  ['Acta contabilizada', 'La capturada cuyos votos se suman.'],
  [
    'Acta fuera de catálogo',
    'La que no se puede asociar a una casilla aprobada. No es parte de las esperadas ni se suma.',
  ],
  ['CATD', 'Centro de Acopio y Transmisión de Datos: recibe, digitaliza y transmite las actas.'],
  ['Candidatura', 'Por quien se vota. Recibe los votos de sus partidos y de todas sus combinaciones.'],
  [
    'Casilla',
    'Donde se vota. Básica (B) y contigua (C) son las comunes; extraordinaria (E), en lugares de difícil acceso; especial (S), para quien está fuera de su sección.',
  ],
  [
    'Clave de la casilla',
    'Entidad (2), sección (4), tipo (1), número (2) y contigua de extraordinaria (2): 160806C0800.',
  ],
  ['Combinación', 'Votos marcados para dos o más partidos de una misma coalición o candidatura común.'],
  ['Corte', 'Fotografía de todos los datos en un momento. No cambia después de publicarse.'],
  ['Cotejo', 'Comparación del acta en papel con lo que se publicó.'],
  ['Digitalización', 'Imagen del acta: con un teléfono en la casilla o con un escáner en el CATD.'],
  [
    'Excede lista nominal',
    'La suma de los votos es mayor que el máximo posible de la casilla; el acta no se contabiliza.',
  ],
  ['Ilegible', 'Dato que está escrito y no se puede leer ni con número ni con letra. Suma cero.'],
  ['Inconsistencia', 'Acta con algún campo ilegible o sin dato, con todos, o que excede la lista nominal.'],
  ['Lista nominal', 'Personas con credencial vigente que pueden votar en una casilla.'],
  ['Manifiesto', 'Lista de los archivos de un corte con el SHA-256 de cada uno.'],
  ['Participación ciudadana', 'Votos entre la lista nominal de las actas contabilizadas.'],
  [
    'Representación proporcional',
    'En las casillas especiales, acta aparte que no suma a las candidaturas de un territorio.',
  ],
  [
    'Sección',
    'Parte más pequeña en que se divide el territorio para votar. Su número está en la credencial.',
  ],
  [
    'SHA-256',
    'Número de 64 dígitos que se calcula con los bytes de un archivo: si cambia un solo bit, cambia todo.',
  ],
  ['Sin dato', 'Campo en blanco, con número y con letra. Suma cero.'],
  ['UTC', 'Hora de referencia mundial. UTC−6 quiere decir seis horas antes.'],
  [
    'Ventaja',
    'Diferencia entre la candidatura con más votos y la siguiente, en las actas contabilizadas hasta un corte.',
  ],
];

export function renderGlosario(contexto: ContextoDeProceso): string {
  return renderSinCorte(
    contexto,
    {
      ruta: RUTAS.glosario,
      titulo: 'Glosario',
      descripcion: 'Qué quiere decir cada palabra de los resultados preliminares.',
      eleccion: null,
      menu: null,
      modulos: [],
      retrato: null,
      principal: html`<h1>Glosario${enMarca(contexto)}</h1>
<dl>${TERMINOS.map(([termino, definicion]) => html`<dt>${termino}</dt><dd>${definicion}</dd>\n`)}</dl>`,
    },
    { tipo: 'sin_fecha' },
  );
}
