/**
 * A whole night in the CCV, in a browser and with the keyboard alone: six sessions, shifts that change, and every
 * way in which an acta can go. What is published at the end is what the script says that the actas said.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BaseDatos, leerBaseDatos } from '../../src/basedatos/leer.ts';
import type { Celda, Fila } from '../../src/basedatos/leer-fila.ts';
import { findFuentes } from '../../src/basedatos/leer-fuentes.ts';
import { toEventoActa } from '../../src/bitacora/evento.ts';
import { evolve } from '../../src/dominio/acta.ts';
import type { IdActa } from '../../src/dominio/clave.ts';
import { camposDistintos } from '../../src/dominio/consolidacion.ts';
import { type ActaEsperada, camposDeVotos, TOTAL_ASENTADO } from '../../src/dominio/eleccion.ts';
import { type EstadoActa, INICIAL } from '../../src/dominio/estado-acta.ts';
import type { EventoActa } from '../../src/dominio/evento-acta.ts';
import { votosDe } from '../../src/dominio/lectura.ts';
import { parseProceso } from '../../src/proceso/parsear.ts';
import type { Proceso } from '../../src/proceso/proceso.ts';
import { createMotor } from '../../src/publicacion/motor.ts';
import { takeCorte } from '../../src/publicacion/servicio.ts';
import { construirConsola } from '../../src/servidor/construir-consola.ts';
import { abrirNavegador, abrirPagina, type PaginaVigilada } from '../../web/consola/pruebas/navegador.ts';
import { type ConsolaDePrueba, type PersonaDePrueba, withConsola } from '../apoyo/consola.ts';
import { chromium, describeSiHay } from '../apoyo/disponible.ts';
import { acopiar, escaneo, foto, must } from '../apoyo/fases.ts';
import { withTexto } from '../apoyo/proceso-minimo/minimo.ts';
import {
  captura,
  coordinacion,
  cotejo,
  entrar,
  type Puesto,
  type Sala,
  salir,
  verificacion,
} from './gente.ts';
import { CATD_DEL_COTEJO, createGuion } from './guion.ts';
import { createPizarra } from './pizarra.ts';

const ACTAS = 40;
const TURNOS = 3;
const CAPTURISTAS = 3;

describeSiHay('a night in the CCV', chromium(), 'un Chromium', (executablePath) => {
  let consola: ConsolaDePrueba;
  let browser: Browser;
  let sala: Sala;
  const paginas: PaginaVigilada[] = [];
  const carpeta = mkdtempSync(join(tmpdir(), 'prep-ccv-'));

  beforeAll(async () => {
    const construida = must(await construirConsola(() => undefined));
    const proceso = conDosCasillasMas();
    [consola, browser] = await Promise.all([
      withConsola({ construida, proceso }),
      abrirNavegador(executablePath),
    ]);
    const done = new Set<string>();
    sala = {
      consola,
      guion: createGuion(consola.noche.proceso, ACTAS),
      pizarra: createPizarra(consola.noche),
      otraImagen: async (acta) => {
        must(
          await consola.noche.fases.digitalizacion.recibir({
            ...foto(acta),
            bytes: await drawing(acta, 'foto', 1),
            acta,
          }),
        );
      },
      primeraVez(que) {
        const isNew = !done.has(que);
        done.add(que);
        return isNew;
      },
    };
  });
  afterAll(async () => {
    await browser?.close();
    await consola?.stop();
    rmSync(carpeta, { recursive: true, force: true });
  });

  /** An image that no other acta has. */
  async function drawing(acta: IdActa, via: string, intento: number): Promise<Buffer> {
    const label = `<svg width="700" height="900"><rect width="700" height="900" fill="#fff"/>
      <text x="40" y="80" font-size="26">${acta} ${via} ${intento}</text></svg>`;
    return sharp(Buffer.from(label)).jpeg().toBuffer();
  }

  /** What the CATD does: the first image of what arrives, and another for what was rejected. Gives how many. */
  async function deliver(): Promise<number> {
    const { noche } = consola;
    let delivered = 0;
    for (const { acta, lance } of sala.guion.actas) {
      const estado = await sala.pizarra.estado(acta.id);
      const waits = estado.fase === 'acopiada' && estado.previo !== null;
      const isNew = estado.fase === 'esperada' && lance !== 'recibe_la_imagen_de_otra';
      if (!waits && !isNew) continue;
      if (isNew) await acopiar(noche, acta.id);
      const intento = waits ? (estado.previo?.imagenes.length ?? 0) + 1 : 1;
      const bytes = await drawing(acta.id, 'escaner', intento);
      must(await noche.fases.digitalizacion.recibir({ ...escaneo(acta.id), bytes, acta: acta.id }));
      delivered += 1;
    }
    return delivered;
  }

  /** Everybody works, each at their screen, until nobody has anything to do. */
  async function work(puestos: {
    readonly capturistas: readonly Puesto[];
    readonly verificador: Puesto;
    readonly coordinador: Puesto;
    readonly cotejador: Puesto;
  }): Promise<void> {
    while (true) {
      const turns = await Promise.all([
        ...puestos.capturistas.map((puesto) => captura(sala, puesto)),
        verificacion(sala, puestos.verificador),
        coordinacion(sala, puestos.coordinador),
        cotejo(sala, puestos.cotejador),
      ]);
      const delivered = await deliver();
      if (delivered === 0 && turns.every((turn) => turn === 'nada')) return;
    }
  }

  async function sit(persona: PersonaDePrueba): Promise<Puesto> {
    const pagina = await abrirPagina(browser, consola.direccion);
    paginas.push(pagina);
    const puesto = { page: pagina.page, persona };
    await entrar(sala, puesto);
    return puesto;
  }

  test('forty actas, six sessions, three shifts: everything is verified and says what the paper says', async () => {
    await deliver();
    const coordinador = await sit(await consola.crear('coordinador_ccv'));
    const cotejador = await sit(await consola.crear('cotejador', { centro: CATD_DEL_COTEJO }));
    for (let turno = 0; turno < TURNOS; turno += 1) {
      const capturistas: Puesto[] = [];
      for (let i = 0; i < CAPTURISTAS; i += 1) capturistas.push(await sit(await consola.crear('capturista')));
      const verificador = await sit(await consola.crear('verificador'));
      await work({ capturistas, verificador, coordinador, cotejador });
      // Going home, with the keyboard too: nobody keeps an acta.
      for (const puesto of [...capturistas, verificador]) await salir(puesto);
    }
    for (const puesto of [coordinador, cotejador]) await salir(puesto);

    for (const { acta, verdad, lance } of sala.guion.actas) {
      const estado = await sala.pizarra.estado(acta.id);
      expect([acta.id, lance, estado.fase]).toEqual([acta.id, lance, 'verificada']);
      if (estado.fase !== 'verificada') throw new Error(acta.id);
      const distintos = camposDistintos(estado.camposDelActa, estado.resultado.lecturas, verdad);
      expect([acta.id, lance, distintos]).toEqual([acta.id, lance, []]);
    }
    for (const { faltas } of paginas) expect(faltas).toEqual([]);
  }, 400_000);

  test('nobody captured an acta twice in the same image, nor verified what they captured', async () => {
    for (const { acta } of sala.guion.actas) {
      const estado = await sala.pizarra.estado(acta.id);
      const facts = must(await consola.noche.base.bitacora.history(acta.id));
      const typed = facts.filter(({ tipo }) => tipo === 'captura_registrada').map(({ actor }) => actor);
      expect(new Set(typed).size).toBe(typed.length);
      const accepted = facts.filter(({ tipo }) => tipo === 'acta_verificada').map(({ actor }) => actor);
      expect(accepted.filter((persona) => typed.includes(persona))).toEqual([]);
      expect(estado.fase).toBe('verificada');
    }
  });

  test('the corte has the figures that the script gives, election by election', async () => {
    const { noche } = consola;
    const motor = createMotor({ proceso: noche.proceso, carpeta, imagenes: noche.imagenes });
    const corte = must(
      await takeCorte({
        ...{ bitacora: noche.base.bitacora, motor },
        ...{ tipo: 'intermedio', momento: noche.reloj.now(), actor: 'prueba', lugar: 'prueba' },
      }),
    );
    for (const eleccion of noche.proceso.elecciones) {
      const own = sala.guion.actas.filter(({ acta }) => acta.eleccion === eleccion.clave);
      const votes = own.map(({ acta, verdad }) =>
        camposDeVotos(eleccion, acta.territorio).map((campo) => verdad[campo] ?? 0),
      );
      const counted = own.flatMap(({ acta }, i) => {
        const lecturas = votes[i] ?? [];
        const suma = lecturas.reduce<number>((sum, one) => sum + votosDe(one), 0);
        const isLegible = lecturas.some((one) => typeof one === 'number');
        return isLegible && suma <= mostOf(acta) ? [suma] : [];
      });
      const base = await published(join(carpeta, corte.carpeta), eleccion.clave);
      const expected = {
        ACTAS_ESPERADAS: noche.proceso.actasPorEleccion.get(eleccion.clave)?.length,
        ACTAS_CAPTURADAS: own.length,
        ACTAS_CONTABILIZADAS: counted.length,
        TOTAL_VOTOS_C_CS: counted.reduce((sum, one) => sum + one, 0),
      };
      const figures = Object.fromEntries(base.cifras.map(({ cifra, valor }) => [cifra, valor]));
      expect([eleccion.clave, figures]).toEqual([eleccion.clave, expect.objectContaining(expected)]);

      const rows = new Map<string, Fila>();
      for await (const fila of base.filas()) rows.set(fila.claveActa, fila);
      for (const { acta, verdad } of own) {
        const fila = rows.get(acta.clave);
        const campos = camposDeVotos(eleccion, acta.territorio);
        // An option that does not run in a territory has a hyphen there, and its column is passed over.
        const shown = fila?.votos.flatMap((celda) => (celda === 'no_corre' ? [] : [readingOf(celda)]));
        expect([acta.id, shown]).toEqual([acta.id, campos.map((campo) => verdad[campo])]);
        expect([acta.id, fila && readingOf(fila.asentado)]).toEqual([acta.id, verdad[TOTAL_ASENTADO]]);
      }
    }
  });

  test('time that runs out: more is given while one types, and the acta goes to somebody else after', async () => {
    const { noche } = consola;
    const { segundosAsignacion } = noche.proceso.ajustes;
    const inScript = new Set(sala.guion.actas.map(({ acta }) => acta.id));
    const { id, clave } = noche.proceso.actas.find(
      (acta) => !inScript.has(acta.id) && acta.casilla.tipo !== 'M',
    )!;
    await acopiar(noche, id);
    must(
      await noche.fases.digitalizacion.recibir({
        ...escaneo(id),
        bytes: await drawing(id, 'escaner', 1),
        acta: id,
      }),
    );
    const facts = async (tipo: string) =>
      must(await noche.base.bitacora.history(id)).filter((hecho) => hecho.tipo === tipo);
    const reaches = (tipo: string, cuantos: number) =>
      expect.poll(async () => (await facts(tipo)).length, { timeout: 30_000 }).toBe(cuantos);
    const zeros = noche.camposDe(id).map(() => '0\n');

    const slow = await abrirPagina(browser, consola.direccion);
    paginas.push(slow);
    await slow.page.clock.install({ time: new Date(noche.reloj.now()) });
    await entrar(sala, { page: slow.page, persona: await consola.crear('capturista') });
    await slow.page.locator('.renglon input:focus').waitFor();
    await slow.page.keyboard.type('0');
    // More than half of its time: before that, more would change nothing.
    noche.reloj.pass(segundosAsignacion * 0.6);
    await slow.page.clock.fastForward(segundosAsignacion * 600);
    await slow.page.keyboard.type('\n0');
    await reaches('captura_prorrogada', 1);

    noche.reloj.pass(segundosAsignacion * 2);
    const quick = await sit(await consola.crear('capturista'));
    await quick.page.locator('.renglon input:focus').waitFor();
    expect((await facts('captura_liberada')).map(({ datos }) => datos)).toContainEqual(
      expect.objectContaining({ motivo: 'vencida' }),
    );
    for (const text of [...zeros, '\n']) await quick.page.keyboard.type(text);
    await reaches('captura_registrada', 1);

    // Nobody else has it: what was typed is sent without typing it again.
    // The first key asks for more time, and with it the acta comes back.
    await slow.page.keyboard.type('\n0');
    await reaches('captura_asignada', 3);
    for (const text of ['\n', ...zeros.slice(3), '\n']) await slow.page.keyboard.type(text);
    await reaches('captura_registrada', 2);

    const [first, second] = [
      await sit(await consola.crear('verificador')),
      await consola.crear('verificador').then(async (persona) => {
        await reaches('verificacion_asignada', 1);
        noche.reloj.pass(segundosAsignacion * 2);
        return sit(persona);
      }),
    ];
    for (const { page } of [second, first]) {
      await page.locator('.puesto-titulo').getByText(clave).waitFor();
      await page.locator('.visor-papel[style*=transform]').waitFor();
      await page.keyboard.press('a');
    }
    await first.page
      .getByText(/tiempo|ya está verificada|no está asignada/i)
      .first()
      .waitFor();
    expect((await facts('verificacion_liberada')).map(({ datos }) => datos)).toContainEqual(
      expect.objectContaining({ motivo: 'vencida' }),
    );
    await reaches('acta_verificada', 1);
  }, 120_000);

  test('every way from one phase to another was walked', async () => {
    const walked = new Set<string>();
    const { bitacora } = consola.noche.base;
    const { rows } = await consola.noche.base.pool.query<{ id: IdActa }>('select id from prep.acta');
    for (const { id } of rows) {
      let estado: EstadoActa = INICIAL;
      for (const hecho of must(await bitacora.history(id))) {
        const evento = toEventoActa(hecho);
        if (evento === null) continue;
        const next = evolve(estado, evento, hecho.momento);
        walked.add(`${estado.fase} ${evento.tipo} ${next.fase}`);
        estado = next;
      }
    }
    expect([...walked].toSorted()).toEqual(expect.arrayContaining(CAMINOS.toSorted()));
  });
});

/** From which phase, by which fact, to which: what the screens of the CCV can do, and what the CATD does for them. */
const CAMINOS: readonly `${EstadoActa['fase']} ${EventoActa['tipo']} ${EstadoActa['fase']}`[] = [
  'esperada acta_acopiada acopiada',
  'acopiada imagen_digitalizada en_captura',
  'esperada imagen_reasignada en_captura',
  'esperada fuera_de_catalogo_registrada fuera_de_catalogo',
  'en_captura imagen_digitalizada en_captura',
  'en_captura captura_asignada en_captura',
  'en_captura captura_liberada en_captura',
  'en_captura captura_registrada en_captura',
  'en_captura imagen_rechazada acopiada',
  'en_captura imagen_rechazada en_captura',
  'en_captura acta_consolidada capturada',
  'en_captura conflicto_abierto en_conflicto',
  'en_conflicto resolucion_propuesta en_conflicto',
  'en_conflicto resolucion_rechazada en_conflicto',
  'en_conflicto conflicto_resuelto capturada',
  'en_conflicto imagen_rechazada acopiada',
  'capturada verificacion_asignada capturada',
  'capturada verificacion_liberada capturada',
  'capturada recaptura_pedida en_captura',
  'capturada imagen_rechazada acopiada',
  'capturada identificacion_propuesta capturada',
  'capturada identificacion_rechazada capturada',
  'capturada identificacion_confirmada capturada',
  'en_captura captura_prorrogada en_captura',
  'capturada acta_verificada verificada',
  'verificada cotejo_registrado verificada',
  'verificada correccion_abierta en_captura',
  'verificada imagen_rechazada acopiada',
];

/** The minimal process has thirty-seven actas that can be captured alike: with two more casillas, forty-three. */
function conDosCasillasMas(): Proceso {
  const more = ['0006,B,01', '0006,C,01'].map((clave) => `${clave},00,002,003,640,10,,urbana,C03,,\n`);
  const parsed = parseProceso(withTexto('casillas', (texto) => texto + more.join('')));
  if (!parsed.ok) throw new Error(parsed.error[0]?.mensaje);
  return parsed.value;
}

/** Votes above which an acta is not counted (LEEME 8): lista nominal, or ballots, plus representantes. */
function mostOf({ casilla }: ActaEsperada): number {
  const { tipo, listaNominal, boletas, representantes } = casilla;
  if (tipo === 'A') return Number.POSITIVE_INFINITY;
  return (tipo === 'S' ? (boletas ?? 0) : listaNominal) + (representantes ?? 0);
}

/** The database of an election in the folder of a corte. */
async function published(folder: string, eleccion: string): Promise<BaseDatos> {
  const { fuentes } = must(await findFuentes(folder));
  const fuente = fuentes.find(
    ({ nombre }) => nombre.includes(`_${eleccion}_`) && !nombre.includes('CANDIDATURAS'),
  );
  if (fuente === undefined) throw new Error(`the corte has no database of ${eleccion}`);
  return must(await leerBaseDatos(fuente));
}

function readingOf(celda: Celda) {
  return typeof celda === 'object' ? celda.valor : celda;
}
