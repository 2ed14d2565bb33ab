/**
 * Random nights made only of decisions: at each step somebody asks something of an acta, sensible or not, and
 * what the rules accept happens. The same seed walks the same way.
 */

import {
  type EstadoActa,
  type EventoActa,
  evolve,
  INICIAL,
  type Instante,
  MOTIVOS_RECHAZO,
} from '../acta.ts';
import type { Ajustes } from '../ajustes.ts';
import type { IdActa } from '../clave.ts';
import { addActaToSuma, columnasDeVotos, emptySuma, type Suma } from '../computo.ts';
import type { Lecturas } from '../consolidacion.ts';
import { classify, contabilizacion, limiteDeVotos, MOTIVOS_SIN_ACTA } from '../contabilizacion.ts';
import { decideImagen, decideSustitucion } from '../dos-rutas.ts';
import { type ActaEsperada, camposDe, camposDeVotos, type Eleccion } from '../eleccion.ts';
import { type Lectura, VALOR_MAXIMO } from '../lectura.ts';
import type { Decision } from '../mandato.ts';
import {
  decideAcopio,
  decideAnularSinActa,
  decideCorreccion,
  decideCotejo,
  decideFueraDeCatalogo,
  decidePedirDigitalizacion,
  decideSinActa,
} from '../mandatos.ts';
import {
  camposPorCapturar,
  decideAsignarCaptura,
  decideCaptura,
  decideDevolverCaptura,
  decideProrrogarCaptura,
  decideReportarImagen,
  decideRetomarCaptura,
} from '../mandatos-captura.ts';
import {
  decideConfirmarIdentificacion,
  decideConfirmarResolucion,
  decideProponerIdentificacion,
  decideProponerResolucion,
  decideRechazarIdentificacion,
  decideRechazarImagenEnConflicto,
  decideRechazarResolucion,
} from '../mandatos-dos-personas.ts';
import {
  decideConfirmarSinActa,
  decideProponerSinActa,
  decideRechazarSinActa,
} from '../mandatos-sin-acta.ts';
import {
  decideAsignarVerificacion,
  decideDevolverVerificacion,
  decideRecaptura,
  decideRechazarImagen,
  decideVerificar,
} from '../mandatos-verificacion.ts';
import { publicable } from '../publicable.ts';
import { ok } from '../result.ts';
import { imagen, instante } from './ejemplos.ts';

/** An integer from 0 to `n` − 1. */
export type Azar = (n: number) => number;

/** Small generator of numbers (mulberry32): the same seed gives the same ones. */
export function azarDe(semilla: number): Azar {
  let a = semilla | 0;
  return (n) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

export function shuffle<T>(lista: readonly T[], azar: Azar): readonly T[] {
  const result = [...lista];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = azar(i + 1);
    const [a, b] = [result[i], result[j]];
    if (a === undefined || b === undefined) continue;
    result[i] = b;
    result[j] = a;
  }
  return result;
}

/** A fact and the machine time of its envelope in the bitácora. */
export interface Hecho {
  readonly hecho: EventoActa;
  readonly momento: Instante;
}

/** What somebody asked, what followed from it (nothing when it was refused), and when. */
export interface Paso {
  readonly mandato: Mandato;
  readonly decision: Decision;
  readonly momento: Instante;
  readonly antes: EstadoActa;
  readonly despues: EstadoActa;
}

interface Contexto {
  readonly azar: Azar;
  readonly ahora: Instante;
  readonly vence: Instante;
  readonly campos: readonly string[];
  readonly verdad: Lecturas;
}

const PERSONAS = 20;
const SEGUNDOS = 600;
const SEGUNDOS_EN_TOTAL = 900;
const ESTA = 'DIP_LOC-ESTA' as IdActa;
const OTRA = 'DIP_LOC-OTRA' as IdActa;
const RUIDO: readonly Lectura[] = ['ILEGIBLE', 'SIN DATO', 0, 1, 7];

const MANDATOS = {
  acopio: (estado, { azar }) =>
    decideAcopio(estado, { via: azar(3) === 0 ? 'CASILLA' : 'CATD', horaManuscrita: null, avisos: [] }),
  imagen: (estado, { azar, campos }) => {
    const origen = azar(2) === 0 ? 'CASILLA' : 'CATD';
    return decideImagen(estado, imagen(`${origen.toLowerCase()}${azar(4)}`, origen), campos);
  },
  sustituir_imagen: (estado, c) =>
    decideSustitucion(estado, {
      sha256: imagen(`${c.azar(2) === 0 ? 'casilla' : 'catd'}${c.azar(4)}`).sha256,
      persona: anyone(c),
      razon: reason(c),
      // The strictest: the same walk is looked at as both kinds of process.
      publicaDesde: 'capturada',
    }),
  asignar_captura: (estado, c) =>
    decideAsignarCaptura(estado, { persona: anyone(c), vence: c.vence, ahora: c.ahora }),
  devolver_captura: (estado, c) => decideDevolverCaptura(estado, holder(estado, c)),
  captura: (estado, c) =>
    decideCaptura(estado, {
      persona: holder(estado, c),
      lecturas: typed(c, camposPorCapturar(estado)),
      ahora: c.ahora,
      valorMaximo: VALOR_MAXIMO,
    }),
  retomar_captura: (estado, c) =>
    decideRetomarCaptura(estado, { persona: holder(estado, c), vence: c.vence, ahora: c.ahora }),
  prorrogar_captura: (estado, c) =>
    decideProrrogarCaptura(estado, {
      persona: holder(estado, c),
      ahora: c.ahora,
      segundos: SEGUNDOS,
      maximo: SEGUNDOS_EN_TOTAL,
    }),
  reportar_imagen: (estado, c) => decideReportarImagen(estado, { ...rejection(estado, c), ahora: c.ahora }),
  proponer_resolucion: (estado, c) =>
    decideProponerResolucion(estado, {
      persona: anyone(c),
      lecturas: typed(c, estado.fase === 'en_conflicto' ? estado.campos : c.campos),
      razon: reason(c),
      valorMaximo: VALOR_MAXIMO,
    }),
  confirmar_resolucion: (estado, c) =>
    decideConfirmarResolucion(estado, { persona: anyone(c), vista: seen(estado, c) }),
  rechazar_resolucion: (estado, c) =>
    decideRechazarResolucion(estado, { persona: anyone(c), razon: reason(c) }),
  rechazar_imagen_en_conflicto: (estado, c) => decideRechazarImagenEnConflicto(estado, rejection(estado, c)),
  proponer_identificacion: (estado, c) =>
    decideProponerIdentificacion(estado, {
      acta: ESTA,
      persona: holder(estado, c),
      ahora: c.ahora,
      propuesta:
        c.azar(2) === 0
          ? { tipo: 'fuera_de_catalogo', identificacion: 'SECCION 08?6', razon: reason(c) }
          : { tipo: 'otra_acta', acta: c.azar(4) === 0 ? ESTA : OTRA, razon: reason(c) },
    }),
  /** what follows in the acta that loses its image */
  confirmar_identificacion: (estado, c) => {
    const destino = { acta: OTRA, estado: INICIAL, campos: c.campos, enCatalogo: null };
    const decided = decideConfirmarIdentificacion(estado, destino, { acta: ESTA, persona: anyone(c) });
    return decided.ok ? ok(decided.value.origen) : decided;
  },
  rechazar_identificacion: (estado, c) =>
    decideRechazarIdentificacion(estado, { persona: anyone(c), razon: reason(c) }),
  /** the image of another acta turns out to be of this one */
  recibir_reasignada: (estado, c) => {
    const destino = { acta: ESTA, estado, campos: c.campos, enCatalogo: null };
    const decided = decideConfirmarIdentificacion(ajena(c), destino, { acta: OTRA, persona: 'K1' });
    return decided.ok ? ok(decided.value.destino) : decided;
  },
  asignar_verificacion: (estado, c) =>
    decideAsignarVerificacion(estado, { persona: anyone(c), vence: c.vence, ahora: c.ahora }),
  devolver_verificacion: (estado, c) => decideDevolverVerificacion(estado, holder(estado, c)),
  verificar: (estado, c) => decideVerificar(estado, { persona: holder(estado, c), ahora: c.ahora }),
  recaptura: (estado, c) =>
    decideRecaptura(estado, {
      persona: holder(estado, c),
      ahora: c.ahora,
      campos: some(c),
      razon: reason(c),
    }),
  rechazar_imagen: (estado, c) => decideRechazarImagen(estado, { ...rejection(estado, c), ahora: c.ahora }),
  sin_acta: (estado, c) =>
    decideSinActa(estado, {
      motivo: MOTIVOS_SIN_ACTA[c.azar(MOTIVOS_SIN_ACTA.length)] ?? 'paquete_no_entregado',
      declara: anyone(c),
      confirma: anyone(c),
    }),
  proponer_sin_acta: (estado, c) =>
    decideProponerSinActa(estado, {
      persona: anyone(c),
      motivo: MOTIVOS_SIN_ACTA[c.azar(MOTIVOS_SIN_ACTA.length)] ?? 'paquete_no_entregado',
    }),
  confirmar_sin_acta: (estado, c) =>
    decideConfirmarSinActa(estado, {
      persona: anyone(c),
      vista: 'sinActa' in estado && c.azar(9) > 0 ? estado.sinActa?.desde : c.ahora,
    }),
  rechazar_sin_acta: (estado, c) => decideRechazarSinActa(estado, { persona: anyone(c), razon: reason(c) }),
  anular_sin_acta: (estado, c) => decideAnularSinActa(estado, { persona: anyone(c), razon: reason(c) }),
  fuera_de_catalogo: (estado, c) =>
    decideFueraDeCatalogo(estado, {
      identificacion: 'SECCION 08?6',
      razon: reason(c),
      declara: anyone(c),
      confirma: anyone(c),
      acopio: { via: 'CATD', momento: c.ahora, horaManuscrita: null },
      imagen: imagen('fuera'),
      enCatalogo: c.azar(9) === 0 ? OTRA : null,
    }),
  cotejo: (estado, c) => decideCotejo(estado, { persona: anyone(c) }),
  correccion: (estado, c) =>
    decideCorreccion(estado, { persona: anyone(c), campos: some(c), razon: reason(c) }),
  pedir_digitalizacion: (estado, c) => decidePedirDigitalizacion(estado, rejection(estado, c)),
} as const satisfies Record<string, (estado: EstadoActa, contexto: Contexto) => Decision>;

export type Mandato = keyof typeof MANDATOS;
const NOMBRES = Object.keys(MANDATOS) as readonly Mandato[];

/** What is usually asked in each phase, repeated by how often; anything may be asked in any. */
const USUALES: Readonly<Record<EstadoActa['fase'], readonly Mandato[]>> = {
  esperada: [
    ...(['acopio', 'acopio', 'acopio', 'imagen', 'imagen', 'sin_acta', 'recibir_reasignada'] as const),
    ...(['proponer_sin_acta', 'confirmar_sin_acta', 'rechazar_sin_acta'] as const),
  ],
  acopiada: [
    ...(['imagen', 'imagen', 'imagen', 'acopio', 'sin_acta', 'recibir_reasignada'] as const),
    ...(['proponer_sin_acta', 'confirmar_sin_acta', 'rechazar_sin_acta'] as const),
  ],
  en_captura: [
    ...repeat('asignar_captura', 5),
    ...repeat('captura', 8),
    'devolver_captura',
    'retomar_captura',
    'prorrogar_captura',
    'reportar_imagen',
    'sustituir_imagen',
    'imagen',
    'acopio',
    'recibir_reasignada',
  ],
  en_conflicto: [
    ...repeat('proponer_resolucion', 4),
    ...repeat('confirmar_resolucion', 4),
    'rechazar_resolucion',
    'rechazar_imagen_en_conflicto',
  ],
  capturada: [
    ...repeat('asignar_verificacion', 4),
    ...repeat('verificar', 4),
    'devolver_verificacion',
    'recaptura',
    'rechazar_imagen',
    'sustituir_imagen',
    'imagen',
    'proponer_identificacion',
    'confirmar_identificacion',
    'rechazar_identificacion',
  ],
  verificada: ['cotejo', 'correccion', 'correccion', 'imagen', 'pedir_digitalizacion'],
  sin_acta: ['anular_sin_acta'],
  fuera_de_catalogo: ['cotejo'],
};

function repeat(mandato: Mandato, veces: number): readonly Mandato[] {
  return new Array<Mandato>(veces).fill(mandato);
}

/**
 * The life of one acta.
 *
 * @param pasos requests made; about one in three is refused
 * @param verdad what the acta says, which people type with an error now and then
 */
export function caminar(
  azar: Azar,
  pasos: number,
  campos: readonly string[],
  verdad: Lecturas,
): readonly Paso[] {
  const camino: Paso[] = [];
  let antes = INICIAL;
  let segundos = 0;
  for (let i = 0; i < pasos; i += 1) {
    segundos += azar(5) === 0 ? azar(900) : azar(60);
    const momento = instante(segundos);
    const usuales = azar(8) === 0 ? NOMBRES : USUALES[antes.fase];
    const mandato = usuales[azar(usuales.length)] ?? 'acopio';
    const decision = MANDATOS[mandato](antes, {
      azar,
      ahora: momento,
      vence: instante(segundos + 600),
      campos,
      verdad,
    });
    const despues: EstadoActa = decision.ok
      ? decision.value.reduce((estado, hecho) => evolve(estado, hecho, momento), antes)
      : antes;
    camino.push({ mandato, decision, momento, antes, despues });
    antes = despues;
  }
  return camino;
}

/** What every request, sensible or not, gives in a state. */
export function pedirTodo(
  estado: EstadoActa,
  azar: Azar,
  segundos: number,
  campos: readonly string[],
): readonly { readonly mandato: Mandato; readonly decision: Decision }[] {
  const contexto: Contexto = {
    azar,
    ahora: instante(segundos),
    vence: instante(segundos + 600),
    campos,
    verdad: {},
  };
  return NOMBRES.map((mandato) => ({ mandato, decision: MANDATOS[mandato](estado, contexto) }));
}

/** The facts of a walk, in order. */
export function hechosDe(camino: readonly Paso[]): readonly Hecho[] {
  return camino.flatMap(({ decision, momento }) =>
    decision.ok ? decision.value.map((hecho) => ({ hecho, momento })) : [],
  );
}

/** The walk of an expected acta of an election, with a truth of its own. */
export function caminarActa(
  azar: Azar,
  pasos: number,
  eleccion: Eleccion,
  esperada: ActaEsperada,
): readonly Paso[] {
  const campos = camposDe(eleccion, esperada.casilla.tipo, esperada.territorio);
  const clase = azar(8);
  const verdad = Object.fromEntries(
    campos.map((campo): [string, Lectura] => {
      if (clase === 0) return [campo, 'ILEGIBLE'];
      if (clase === 1) return [campo, 200 + azar(100)];
      return [campo, azar(9) === 0 ? 'SIN DATO' : azar(50)];
    }),
  );
  return caminar(azar, pasos, campos, verdad);
}

/** The sum of a set of actas as a corte shows them. */
export function sumar(
  eleccion: Eleccion,
  actas: Iterable<readonly [ActaEsperada, EstadoActa]>,
  ajustes: Ajustes,
): Suma {
  const columnas = columnasDeVotos(eleccion);
  const suma = emptySuma(columnas.length);
  for (const [esperada, estado] of actas) {
    const { casilla, tipoActa, territorio } = esperada;
    const publica = publicable(estado, ajustes);
    const lecturas: Lecturas = publica.tipo === 'acta' ? publica.lecturas : {};
    const votos = camposDeVotos(eleccion, territorio);
    addActaToSuma(suma, {
      tipoCasilla: casilla.tipo,
      listaNominal: casilla.listaNominal,
      principio: tipoActa.principio,
      contabilizacion:
        publica.tipo === 'pendiente'
          ? null
          : publica.tipo === 'acta'
            ? classify(
                votos.map((campo) => lecturas[campo] ?? 'SIN DATO'),
                limiteDeVotos(casilla, ajustes),
              )
            : contabilizacion(publica.tipo, 0),
      votos: columnas.map((columna) => lecturas[columna] ?? null),
    });
  }
  return suma;
}

function anyone({ azar }: Contexto): string {
  return `P${azar(PERSONAS)}`;
}

/** Whoever has the acta, as a rule. */
function holder(estado: EstadoActa, contexto: Contexto): string {
  const { azar } = contexto;
  if (azar(12) === 0) return anyone(contexto);
  if (estado.fase === 'en_captura') {
    const { asignaciones } = estado;
    return asignaciones[azar(Math.max(1, asignaciones.length))]?.persona ?? anyone(contexto);
  }
  if (estado.fase === 'capturada') return estado.asignacion?.persona ?? anyone(contexto);
  return anyone(contexto);
}

/** What somebody types of an acta: the truth, with a slip in one field one time in three. */
function typed({ azar, verdad }: Contexto, campos: readonly string[]): Lecturas {
  const slip = azar(3) === 0 ? campos[azar(Math.max(1, campos.length))] : undefined;
  return Object.fromEntries(
    campos.map((campo): [string, Lectura] => [
      campo,
      campo === slip ? (RUIDO[azar(RUIDO.length)] ?? 0) : (verdad[campo] ?? 'SIN DATO'),
    ]),
  );
}

/** When the proposal was made, or a moment at which there was another. */
function seen(estado: EstadoActa, { azar, ahora }: Contexto): Instante | undefined {
  if (azar(8) === 0) return ahora;
  return estado.fase === 'en_conflicto' ? estado.propuesta?.desde : undefined;
}

function rejection(estado: EstadoActa, c: Contexto) {
  return {
    persona: holder(estado, c),
    motivo: MOTIVOS_RECHAZO[c.azar(MOTIVOS_RECHAZO.length)] ?? 'ilegible',
    razon: reason(c),
  };
}

/** Another acta, of whose image somebody said that it is of this one. */
function ajena(c: Contexto): EstadoActa {
  const { azar, ahora: momento, campos } = c;
  const origen = azar(2) === 0 ? 'CASILLA' : 'CATD';
  const { bytes: _bytes, ...datos } = imagen(`ajena${azar(3)}`, origen);
  return {
    fase: 'capturada',
    acopio: { via: origen, momento, horaManuscrita: null },
    sobre: null,
    camposDelActa: campos,
    imagenes: [{ ...datos, momento }],
    rechazadas: [],
    imagen: datos.sha256,
    capturistas: [anyone(c)],
    verificadores: [anyone(c)],
    resolutores: [],
    anterior: null,
    borrador: null,
    cotejo: 0,
    correcciones: [],
    resultado: {
      lecturas: {},
      tercera: [],
      resueltos: [],
      recapturados: [],
      imagen: datos.sha256,
      acopio: { via: origen, momento, horaManuscrita: null },
      capturada: momento,
      verificada: null,
    },
    asignacion: null,
    propuesta: {
      propuesta: { tipo: 'otra_acta', acta: ESTA, razon: 'Dice otra sección' },
      propone: 'V1',
      desde: momento,
    },
  };
}

function some({ azar, campos }: Contexto): readonly string[] {
  return campos.filter(() => azar(5) === 0);
}

function reason({ azar }: Contexto): string {
  return azar(20) === 0 ? ' ' : 'No coincide con la imagen';
}
