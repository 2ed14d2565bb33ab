/**
 * The situations in which an acta can be, each reached by decisions. People: A, B and C capture, V verifies,
 * K coordinates. Everything happens at second 0 and leases last until second 600.
 */

import { type EstadoActa, evolve, INICIAL, type Instante } from '../acta.ts';
import type { IdActa } from '../clave.ts';
import type { Lecturas } from '../consolidacion.ts';
import { decideImagen, decideSustitucion } from '../dos-rutas.ts';
import { VALOR_MAXIMO } from '../lectura.ts';
import type { Decision } from '../mandato.ts';
import {
  decideAcopio,
  decideCorreccion,
  decideFueraDeCatalogo,
  decidePedirDigitalizacion,
  decideSinActa,
} from '../mandatos.ts';
import {
  camposPorCapturar,
  decideAsignarCaptura,
  decideCaptura,
  decideReportarImagen,
} from '../mandatos-captura.ts';
import {
  decideConfirmarIdentificacion,
  decideConfirmarResolucion,
  decideProponerIdentificacion,
  decideProponerResolucion,
  decideRechazarImagenEnConflicto,
} from '../mandatos-dos-personas.ts';
import { decideProponerSinActa } from '../mandatos-sin-acta.ts';
import {
  decideAsignarVerificacion,
  decideRecaptura,
  decideRechazarImagen,
  decideVerificar,
} from '../mandatos-verificacion.ts';
import { ok } from '../result.ts';
import { CAMPOS, imagen, instante, lecturas, seguir } from './ejemplos.ts';

export const AHORA = instante(0);
export const VENCE = instante(600);

export type Mandar = (estado: EstadoActa) => Decision;

export const acopiar =
  (via: 'CATD' | 'CASILLA' = 'CATD'): Mandar =>
  (estado) =>
    decideAcopio(estado, { via, horaManuscrita: null, avisos: [] });

export const digitalizar =
  (nombre: string, origen: 'CATD' | 'CASILLA' = 'CATD'): Mandar =>
  (estado) =>
    decideImagen(estado, imagen(nombre, origen), CAMPOS);

/** Somebody chooses another of its images. */
export const sustituir =
  (
    nombre: string,
    { razon = 'Se lee mejor', publicaDesde = 'verificada' as 'capturada' | 'verificada' } = {},
  ): Mandar =>
  (estado) =>
    decideSustitucion(estado, { sha256: imagen(nombre).sha256, persona: 'K', razon, publicaDesde });

export const asignar =
  (persona: string): Mandar =>
  (estado) =>
    decideAsignarCaptura(estado, { persona, vence: VENCE, ahora: AHORA });

/** Types 10 in every field asked, but for some. */
export const capturar =
  (persona: string, cambios: Lecturas = {}): Mandar =>
  (estado) =>
    decideCaptura(estado, {
      persona,
      lecturas: lecturas(camposPorCapturar(estado), 10, cambios),
      ahora: AHORA,
      valorMaximo: VALOR_MAXIMO,
    });

/** Takes the acta and captures it. */
export const tomarYCapturar = (persona: string, cambios: Lecturas = {}): readonly Mandar[] => [
  asignar(persona),
  capturar(persona, cambios),
];

export const asignarVerificacion =
  (persona: string): Mandar =>
  (estado) =>
    decideAsignarVerificacion(estado, { persona, vence: VENCE, ahora: AHORA });

export const verificar =
  (persona: string): Mandar =>
  (estado) =>
    decideVerificar(estado, { persona, ahora: AHORA });

/** Sends its image back, by the door of each phase. */
export const rechazar =
  (persona: string, razon = 'No se lee', ahora = AHORA): Mandar =>
  (estado) => {
    const mandato = { persona, ahora, motivo: 'ilegible', razon } as const;
    switch (estado.fase) {
      case 'en_captura':
        return decideReportarImagen(estado, mandato);
      case 'en_conflicto':
        return decideRechazarImagenEnConflicto(estado, { persona, motivo: 'ilegible', razon });
      case 'verificada':
        return decidePedirDigitalizacion(estado, { persona, motivo: 'ilegible', razon });
      default:
        return decideRechazarImagen(estado, mandato);
    }
  };

export const ESTA = 'DIP_LOC-ESTA' as IdActa;
export const OTRA = 'DIP_LOC-OTRA' as IdActa;

/** V says that the image is of another acta, or of none. */
export const identificar =
  (
    persona: string,
    propuesta: Parameters<typeof decideProponerIdentificacion>[1]['propuesta'] = {
      tipo: 'otra_acta',
      acta: OTRA,
      razon: 'Dice otra sección',
    },
  ): Mandar =>
  (estado) =>
    decideProponerIdentificacion(estado, { acta: ESTA, persona, ahora: AHORA, propuesta });

/** What follows in the acta that loses its image, when the other one had not arrived. */
export const confirmarIdentificacion =
  (persona: string, vista?: Instante): Mandar =>
  (estado) => {
    const destino = { acta: OTRA, estado: INICIAL, campos: CAMPOS, enCatalogo: null };
    const decided = decideConfirmarIdentificacion(estado, destino, { acta: ESTA, persona, vista });
    return decided.ok ? ok(decided.value.origen) : decided;
  };

/** The coordinator proposes what the conflict says. */
export const proponer =
  (lecturasDadas: Lecturas = lecturas(['PAN'], 12), persona = 'K', razon = 'Dice doce'): Mandar =>
  (estado) =>
    decideProponerResolucion(estado, { persona, lecturas: lecturasDadas, razon, valorMaximo: VALOR_MAXIMO });

export const pedirRecaptura =
  (persona: string, ...campos: readonly string[]): Mandar =>
  (estado) =>
    decideRecaptura(estado, { persona, ahora: AHORA, campos, razon: 'No coincide con la imagen' });

export const corregir =
  (persona: string, ...campos: readonly string[]): Mandar =>
  (estado) =>
    decideCorreccion(estado, { persona, campos, razon: 'El papel dice otra cosa' });

export const proponerSinActa =
  (persona: string): Mandar =>
  (estado) =>
    decideProponerSinActa(estado, { persona, motivo: 'paquete_no_entregado' });

const desde = (estado: EstadoActa, ...mandatos: readonly Mandar[]) => seguir(estado, AHORA, ...mandatos);

const acopiada = desde(INICIAL, acopiar());
const enCaptura = desde(acopiada, digitalizar('escaneo'));
const conA = desde(enCaptura, asignar('A'));
const capturada = desde(conA, capturar('A'), ...tomarYCapturar('B'));
const conV = desde(capturada, asignarVerificacion('V'));
const verificada = desde(conV, verificar('V'));
const enConflicto = desde(
  conA,
  capturar('A'),
  ...tomarYCapturar('B', { PAN: 11 }),
  ...tomarYCapturar('C', { PAN: 12 }),
);

export const SITUACIONES = {
  esperada: INICIAL,
  acopiada,
  /** photographed, as somebody noted, but the photograph has not arrived */
  acopiada_en_casilla: desde(INICIAL, acopiar('CASILLA')),
  /** its only image was rejected by A */
  por_digitalizar_otra_vez: desde(conA, rechazar('A')),
  en_captura: enCaptura,
  /** A has it */
  en_captura_asignada: conA,
  /** A captured it and B has it */
  en_segunda_captura: desde(conA, capturar('A'), asignar('B')),
  /** A and B differ in PAN, and C has it */
  en_tercera_captura: desde(conA, capturar('A'), ...tomarYCapturar('B', { PAN: 11 }), asignar('C')),
  /** A, B and C differ in PAN */
  en_conflicto: enConflicto,
  /** K proposed how to decide it */
  en_conflicto_propuesto: desde(enConflicto, proponer()),
  capturada,
  /** V has it */
  capturada_asignada: conV,
  /** V proposed that its image is of another acta */
  por_identificar: desde(conV, identificar('V')),
  verificada,
  /** K opened a correction of PAN */
  en_correccion: desde(verificada, corregir('K', 'PAN')),
  /** D proposed that it is sin acta */
  esperada_propuesta: desde(INICIAL, proponerSinActa('D')),
  /** its envelope arrived, and D proposed that it is sin acta */
  acopiada_propuesta: desde(acopiada, proponerSinActa('D')),
  sin_acta: desde(INICIAL, (estado) =>
    decideSinActa(estado, { motivo: 'paquete_no_entregado', declara: 'A', confirma: 'B' }),
  ),
  fuera_de_catalogo: desde(INICIAL, (estado) =>
    decideFueraDeCatalogo(estado, {
      identificacion: 'SECCION 08?6',
      razon: 'Sección ilegible',
      declara: 'A',
      confirma: 'B',
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      imagen: imagen('fuera'),
      enCatalogo: null,
    }),
  ),
} as const satisfies Record<string, EstadoActa>;

export type Situacion = keyof typeof SITUACIONES;
export const NOMBRES_DE_SITUACION = Object.keys(SITUACIONES) as readonly Situacion[];

/** The code of a refusal, or the facts that follow. */
export function outcome(decision: Decision): string {
  return decision.ok ? decision.value.map((hecho) => hecho.tipo).join(' + ') : decision.error.codigo;
}

/** Whoever has the acta in each situation. */
export function holder(estado: EstadoActa): string {
  if (estado.fase === 'en_captura') return estado.asignaciones[0]?.persona ?? 'D';
  if (estado.fase === 'capturada') return estado.asignacion?.persona ?? 'V';
  return 'K';
}

/** One proposes and another confirms. */
export const resolver =
  (
    lecturasDadas = lecturas(['PAN'], 12),
    coordinador = 'K',
    verificador = 'V',
    razon = 'Dice doce',
  ): Mandar =>
  (estado) => {
    const proposed = proponer(lecturasDadas, coordinador, razon)(estado);
    if (!proposed.ok) return proposed;
    const after = proposed.value.reduce((e, hecho) => evolve(e, hecho, AHORA), estado);
    const confirmed = decideConfirmarResolucion(after, { persona: verificador });
    return confirmed.ok ? ok([...proposed.value, ...confirmed.value]) : confirmed;
  };

export const sinActa =
  (declara = 'D', confirma = 'E') =>
  (estado: EstadoActa) =>
    decideSinActa(estado, { motivo: 'casilla_no_instalada', declara, confirma });

export const fueraDeCatalogo =
  (cambios: { razon?: string; confirma?: string; enCatalogo?: IdActa } = {}) =>
  (estado: EstadoActa) =>
    decideFueraDeCatalogo(estado, {
      identificacion: '',
      razon: 'Sin identificación',
      declara: 'D',
      confirma: 'E',
      acopio: { via: 'CATD', momento: AHORA, horaManuscrita: null },
      imagen: imagen('fuera'),
      enCatalogo: null,
      ...cambios,
    });
