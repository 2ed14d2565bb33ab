/**
 * What happens before capture: photographs from the casillas, envelopes and scans at the CATD, what never arrives
 * and what nobody expected. Each acta has its hour; what is left to do of it follows from its state, so a night
 * that was interrupted goes on where it was.
 */

import { awaitsSobre, type EstadoActa, INICIAL, type Origen } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { tipoDocumentoDe } from '../dominio/documento.ts';
import type { ActaEsperada } from '../dominio/eleccion.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import { type ActaAjena, createAjenas } from './ajenas.ts';
import { createLlegadas, type Llegada, type PasoPorCatd, type Tiempo } from './arribo.ts';
import { createAzar } from './azar.ts';
import { type AlCambiar, camposEscritos, type Escena, esperadaDe } from './escena.ts';
import { writeHora } from './hora-escrita.ts';
import { DIGITALIZACION, renderAjena, renderToma } from './imagen-de-acta.ts';
import type { Memoria } from './memoria.ts';
import { createCae, createPersonalDeCatd } from './personas.ts';
import { motivoSinActa } from './verdad.ts';

export interface Entregas {
  /** Leaves in the agenda everything that has not happened yet. */
  start(memoria: Memoria): void;
  readonly alCambiar: AlCambiar;
  /** actas fuera de catálogo that have not arrived */
  readonly ajenasPendientes: number;
  /** when the last acta of the night arrives or is declared */
  readonly ultima: Tiempo;
}

const MINUTO = 60_000;

export function createEntregas(escena: Escena): Entregas {
  const { proceso, semilla, servicios, reloj, at, noted } = escena;
  const llegadaDe = createLlegadas(proceso, semilla);
  /** actas for which somebody is already making another image */
  const repeating = new Set<IdActa>();
  let ajenasPendientes = 0;
  let ultima: Tiempo = reloj.tiempo;

  function plan(acta: ActaEsperada, estado: EstadoActa): void {
    const llegada = llegadaDe(acta);
    ultima = Math.max(ultima, momentOf(llegada));
    switch (llegada.via) {
      case 'ninguna':
        if (estado.fase === 'esperada') at(llegada.declaracion, () => declareSinActa(acta));
        return;
      case 'CATD':
        if (estado.fase === 'esperada') receive(acta, llegada);
        else if (estado.fase === 'acopiada' && estado.previo === null) {
          at(llegada.escaneo, () => deliver(acta, 'CATD', 0));
        } else repeatImage(acta, estado);
        return;
      case 'CASILLA': {
        if (estado.fase === 'esperada') at(llegada.foto, () => deliver(acta, 'CASILLA', 0));
        else repeatImage(acta, estado);
        if (llegada.sobre === null) return;
        if (estado.fase === 'esperada' || awaitsSobre(estado)) receive(acta, llegada.sobre);
        else if (takenBy(estado, 'CATD') === 0) at(llegada.sobre.escaneo, () => deliver(acta, 'CATD', 0));
        return;
      }
    }
  }

  /** The envelope at the CATD, and then its scan. */
  function receive(acta: ActaEsperada, { acopio, escaneo }: PasoPorCatd): void {
    const { acopiador } = createPersonalDeCatd(semilla, acta.casilla.catd);
    const horaManuscrita = writeHora(acopio, proceso.huso, createAzar(semilla, 'hora escrita', acta.id));
    at(acopio, async () => {
      const done = await servicios.acopio.registrar({
        acta: acta.id,
        persona: acopiador.clave,
        lugar: acopiador.lugar,
        idempotencia: `acopio ${acta.id}`,
        via: 'CATD',
        horaManuscrita,
      });
      if (!done.ok) return done;
      noted(done.value);
      at(escaneo, () => deliver(acta, 'CATD', 0));
      return done;
    });
  }

  /** Makes an image and sends it. */
  async function deliver(
    acta: ActaEsperada,
    origen: Origen,
    numero: number,
  ): Promise<Result<unknown, Refusal>> {
    const identified = origen === 'CASILLA' ? identifyByQr(acta) : identifyAtCatd(acta);
    if (!identified.ok) return identified;
    const { digitalizador } = createPersonalDeCatd(semilla, acta.casilla.catd);
    const { clave, lugar } = origen === 'CASILLA' ? createCae(semilla, acta.casilla) : digitalizador;
    const campos = camposEscritos(escena.verdades(acta));
    const done = await servicios.digitalizacion.recibir({
      acta: acta.id,
      persona: clave,
      lugar,
      idempotencia: `imagen ${origen} ${numero} ${acta.id}`,
      bytes: await renderToma({ acta: acta.id, origen, numero }, acta, campos, proceso, semilla),
      origen,
      digitalizacion: DIGITALIZACION[origen],
      tipoDocumento: tipoDocumentoDe(acta.casilla.tipo),
    });
    if (!done.ok) return done;
    repeating.delete(acta.id);
    noted(done.value);
    return done;
  }

  function identifyByQr({ id, clave }: ActaEsperada) {
    return servicios.digitalizacion.identificar({ tipo: 'qr', clave, declarada: id });
  }

  /** One in twenty has no readable QR: two people type its clave. */
  function identifyAtCatd(acta: ActaEsperada) {
    const { digitalizador, coordinador } = createPersonalDeCatd(semilla, acta.casilla.catd);
    if (!createAzar(semilla, 'qr', acta.id).chance(0.05)) return identifyByQr(acta);
    const typed = servicios.digitalizacion.identificar({
      tipo: 'tecleada',
      primera: { persona: digitalizador.clave, clave: acta.clave },
      segunda: { persona: coordinador.clave, clave: acta.clave.toLowerCase() },
    });
    // Where the clave repeats they choose the territory that the acta says.
    return !typed.ok && typed.error.codigo === 'CLAVE_AMBIGUA' ? ok(acta) : typed;
  }

  /** An image that could not be used is made again by the same route. */
  function repeatImage(acta: ActaEsperada, estado: EstadoActa): void {
    if (estado.fase !== 'acopiada' || estado.previo === null || repeating.has(acta.id)) return;
    const { origen = 'CATD' } = estado.previo.imagenes.at(-1) ?? {};
    const numero = estado.previo.imagenes.filter((imagen) => imagen.origen === origen).length;
    repeating.add(acta.id);
    const azar = createAzar(semilla, 'otra imagen', acta.id, String(numero));
    at(reloj.tiempo + azar.integer(4, 25) * MINUTO, () => deliver(acta, origen, numero));
  }

  async function declareSinActa(acta: ActaEsperada): Promise<Result<unknown, Refusal>> {
    const motivo = motivoSinActa(acta, semilla);
    if (motivo === null) throw new Error(`acta that did arrive: ${acta.id}`);
    const { coordinador, acopiador } = createPersonalDeCatd(semilla, acta.casilla.catd);
    const done = await servicios.acopio.declararSinActa({
      acta: acta.id,
      persona: coordinador.clave,
      lugar: coordinador.lugar,
      idempotencia: `sin acta ${acta.id}`,
      motivo,
      confirma: acopiador.clave,
    });
    if (done.ok) noted(done.value);
    return done;
  }

  async function registerAjena({ eleccion, identificacion, catd, acopio }: ActaAjena) {
    const { digitalizador, coordinador } = createPersonalDeCatd(semilla, catd);
    const done = await servicios.digitalizacion.registrarFueraDeCatalogo({
      eleccion,
      identificacion,
      razon: 'La clave no corresponde a ninguna casilla aprobada y la imagen la muestra completa.',
      persona: digitalizador.clave,
      confirma: coordinador.clave,
      lugar: catd,
      idempotencia: `ajena ${eleccion} ${identificacion}`,
      acopio: new Date(acopio).toISOString(),
      bytes: await renderAjena(eleccion, identificacion, proceso),
      origen: 'CATD',
      digitalizacion: 'ESCANER',
      tipoDocumento: 'ACTA PREP',
    });
    if (!done.ok) return done;
    ajenasPendientes -= 1;
    noted(done.value);
    return done;
  }

  return {
    start({ actas }) {
      for (const acta of proceso.actas) plan(acta, actas.get(acta.id)?.estado ?? INICIAL);
      const registered = new Set(
        [...actas.values()].flatMap(({ estado }) =>
          estado.fase === 'fuera_de_catalogo' ? [estado.identificacion] : [],
        ),
      );
      for (const ajena of createAjenas(proceso, semilla)) {
        if (registered.has(ajena.identificacion)) continue;
        ajenasPendientes += 1;
        at(ajena.escaneo, () => registerAjena(ajena));
      }
    },
    alCambiar(acta, estado) {
      if (estado.fase === 'acopiada') repeatImage(esperadaDe(escena, acta), estado);
    },
    get ajenasPendientes() {
      return ajenasPendientes;
    },
    get ultima() {
      return ultima;
    },
  };
}

function momentOf(llegada: Llegada): Tiempo {
  switch (llegada.via) {
    case 'ninguna':
      return llegada.declaracion;
    case 'CATD':
      return llegada.escaneo;
    case 'CASILLA':
      return llegada.sobre?.escaneo ?? llegada.foto;
  }
}

/** Images of an acta that came by a route. */
function takenBy(estado: EstadoActa, origen: Origen): number {
  const imagenes = 'imagenes' in estado ? estado.imagenes : [];
  return imagenes.filter((imagen) => imagen.origen === origen).length;
}
