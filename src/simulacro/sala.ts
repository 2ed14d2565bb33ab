/**
 * The CCV: capturistas who type what they see, verificadores who compare it with the image, and a coordinator who
 * decides, with one of them, what three people read in three ways.
 */

import type { Tarea as TareaDeCaptura } from '../captura/servicio.ts';
import type { EstadoActa } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { camposDistintos, type Lecturas } from '../dominio/consolidacion.ts';
import { camposPorCapturar } from '../dominio/mandatos-captura.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import type { Tarea as TareaDeVerificacion } from '../verificacion/servicio.ts';
import { createAzar } from './azar.ts';
import { type AlCambiar, type Escena, lecturasVerdaderas } from './escena.ts';
import { calidadDe, tomaDe } from './imagen-de-acta.ts';
import type { Memoria } from './memoria.ts';
import { createMesa } from './mesa.ts';
import type { Operadora, Plantilla } from './personas.ts';
import { typeLecturas } from './tecleo.ts';

export interface Sala {
  /** Everybody sits down, with the work that they had. */
  start(memoria: Memoria): void;
  readonly alCambiar: AlCambiar;
}

const SEGUNDO = 1000;
const MINUTO = 60 * SEGUNDO;
/** What it takes to look at an image before typing the first field, or comparing it. */
const MIRADA = { captura: 8 * SEGUNDO, verificacion: 5 * SEGUNDO } as const;

/** A piece of capture: the image may turn out to be useless. */
interface Captura {
  readonly tarea: Pick<TareaDeCaptura, 'acta' | 'campos' | 'vence'>;
  readonly imagen: 'buena' | 'cortada';
}

type Verificacion = Pick<TareaDeVerificacion, 'acta' | 'vence'> & { readonly lecturas: Lecturas };

export function createSala(escena: Escena, plantilla: Plantilla): Sala {
  const { proceso, semilla, servicios, reloj, tablero, at, noted } = escena;
  const { valorMaximo } = proceso.ajustes;
  /** images that cannot be used, by SHA-256: whoever opens one sees it */
  const cut = new Set<string>();
  /** actas on whose conflict somebody is already working */
  const deciding = new Set<IdActa>();

  const captura = createMesa<Captura>(escena, {
    cola: 'captura',
    fase: 'en_captura',
    operadoras: plantilla.capturistas,
    acta: ({ tarea }) => tarea.acta,
    duracion: ({ ritmo }, { tarea }) => MIRADA.captura + ritmo * tarea.campos.length,

    async pedir({ clave, lugar }) {
      const asked = await servicios.captura.siguiente({ persona: clave, lugar });
      // Answers that were lost may have left her with all that she may have, until their time ends.
      if (!asked.ok) return asked.error.codigo === 'TIENE_OTRAS' ? ok(null) : asked;
      if (asked.value === null) return ok(null);
      const tarea = asked.value;
      tablero.took('captura', tarea.acta);
      return ok({ tarea, imagen: cut.has(tarea.imagen) ? 'cortada' : 'buena' });
    },

    async terminar(operadora, { tarea, imagen }) {
      const peticion = requestOf(operadora, tarea);
      const done =
        imagen === 'cortada'
          ? await servicios.captura.reportarImagen({
              ...peticion,
              motivo: 'cortada',
              razon: 'No se ven los últimos campos del acta.',
            })
          : await servicios.captura.registrar({ ...peticion, lecturas: read(operadora, tarea) });
      if (done.ok) noted(done.value);
      return expectLoss(done);
    },
  });

  const verificacion = createMesa<Verificacion>(escena, {
    cola: 'verificacion',
    fase: 'capturada',
    operadoras: plantilla.verificadores,
    acta: ({ acta }) => acta,
    duracion: ({ ritmo }, { lecturas }) => MIRADA.verificacion + ritmo * Object.keys(lecturas).length,

    async pedir({ clave, lugar }) {
      const asked = await servicios.verificacion.siguiente({ persona: clave, lugar });
      if (!asked.ok || asked.value === null) return asked.ok ? ok(null) : asked;
      const { acta, vence, resultado } = asked.value;
      tablero.took('verificacion', acta);
      return ok({ acta, vence, lecturas: resultado.lecturas });
    },

    async terminar(operadora, tarea) {
      const peticion = requestOf(operadora, tarea);
      const verdad = lecturasVerdaderas(escena, tarea.acta);
      const wrong = camposDistintos(Object.keys(verdad), verdad, tarea.lecturas);
      const done =
        wrong.length === 0
          ? await servicios.verificacion.verificar(peticion)
          : await servicios.verificacion.pedirRecaptura({
              ...peticion,
              campos: wrong,
              razon: 'Lo capturado no es lo que muestra la imagen.',
            });
      if (done.ok) noted(done.value);
      return expectLoss(done);
    },
  });

  /** What she types of it, with her slips. */
  function read({ clave, tasaDeError }: Operadora, { acta, campos, vence }: Captura['tarea']): Lecturas {
    const verdad = lecturasVerdaderas(escena, acta);
    const azar = createAzar(semilla, 'captura', acta, clave, vence);
    return typeLecturas({ verdad, campos, tasaDeError, valorMaximo, azar, acta, semilla });
  }

  /** The coordinator proposes, and one of the verificadores confirms. */
  function decide(acta: IdActa, { campos, propuesta }: Extract<EstadoActa, { fase: 'en_conflicto' }>): void {
    if (deciding.has(acta)) return;
    deciding.add(acta);
    const azar = createAzar(semilla, 'conflicto', acta);
    const verificador = azar.pick(plantilla.verificadores);
    const llave = `conflicto ${acta} ${reloj.tiempo}`;
    at(reloj.tiempo + azar.integer(2, 9) * MINUTO, async () => {
      if (propuesta === null) {
        const verdad = lecturasVerdaderas(escena, acta);
        const proposed = await servicios.conflictos.proponer({
          ...{ acta, persona: plantilla.coordinador.clave, lugar: plantilla.coordinador.lugar },
          idempotencia: `${llave} propuesta`,
          lecturas: Object.fromEntries(Object.entries(verdad).filter(([campo]) => campos.includes(campo))),
          razon: 'Se leyó la imagen ampliada.',
        });
        if (!proposed.ok) return proposed;
      }
      const { clave, lugar } = verificador;
      const done = await servicios.conflictos.confirmar({
        ...{ acta, persona: clave, lugar },
        idempotencia: `${llave} confirmacion`,
      });
      if (!done.ok) return done;
      deciding.delete(acta);
      noted(done.value);
      return done;
    });
  }

  function noteImages(acta: IdActa, estado: EstadoActa): void {
    if (estado.fase !== 'en_captura') return;
    const { imagen, imagenes } = estado;
    if (calidadDe(tomaDe(acta, imagenes, imagen), semilla) === 'cortada') cut.add(imagen);
  }

  return {
    start({ actas }) {
      const capturing = new Map<string, Captura>();
      const verifying = new Map<string, Verificacion>();
      for (const [acta, { estado }] of actas) {
        noteImages(acta, estado);
        if (estado.fase === 'en_captura') {
          const campos = camposPorCapturar(estado);
          const imagen = cut.has(estado.imagen) ? 'cortada' : 'buena';
          for (const { persona, vence } of estado.asignaciones) {
            capturing.set(persona, { tarea: { acta, campos, vence }, imagen });
          }
        }
        if (estado.fase === 'capturada' && estado.asignacion !== null) {
          const { persona, vence } = estado.asignacion;
          verifying.set(persona, { acta, vence, lecturas: estado.resultado.lecturas });
        }
        if (estado.fase === 'en_conflicto') decide(acta, estado);
      }
      captura.start(capturing);
      verificacion.start(verifying);
    },

    alCambiar(acta, estado) {
      noteImages(acta, estado);
      if (estado.fase === 'en_conflicto') decide(acta, estado);
      captura.call();
      verificacion.call();
    },
  };
}

/** The moment of her assignment tells one turn of a person on an acta from another. */
function requestOf(
  { clave, lugar }: Operadora,
  { acta, vence }: { readonly acta: IdActa; readonly vence: string },
) {
  return { acta, persona: clave, lugar, idempotencia: `${clave} ${acta} ${vence}` };
}

/**
 * What she had is not hers any more: it expired while the night was stopped, or the image was sent back by
 * somebody else who was looking at it. She goes on with the next.
 */
const YA_NO_ES_SUYA = new Set(['ASIGNACION_VENCIDA', 'SIN_ASIGNACION', 'FASE_NO_LO_PERMITE']);

function expectLoss(done: Result<unknown, Refusal>): Result<unknown, Refusal> {
  return done.ok || !YA_NO_ES_SUYA.has(done.error.codigo) ? done : ok(null);
}
