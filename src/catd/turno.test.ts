/** What a station says besides what it signs: who was there, and which paper it was. */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseEntrega } from '../dominio/entrega.ts';
import { refuse } from '../dominio/result.ts';
import { acopiar } from './acopio.ts';
import { DISCO } from './disco.ts';
import { entregasDe } from './estado.ts';
import {
  type Abierta,
  ACTAS,
  archivoFalso,
  type Banco,
  createBanco,
  equipoDe,
  must,
  TEMPORAL,
} from './pruebas/banco.ts';
import { resumenDe } from './resumen.ts';
import { enviarImagen, tomar } from './tomar.ts';
import { cambiarTurno, turnoDe } from './turno.ts';

const PERSONAS = [
  { clave: 'aco-001', nombre: 'Bea Ruiz' },
  { clave: 'dig-001', nombre: 'Ana López' },
];
let banco: Banco;
let abierta: Abierta;

beforeEach(() => {
  banco = createBanco();
  abierta = banco.abrir();
  must(abierta.almacen.transaccion(() => abierta.almacen.ponerEquipo({ ...equipoDe(), personas: PERSONAS })));
});
afterEach(() => {
  abierta.almacen.close();
  banco.borrar();
});

const said = () =>
  abierta.libro.todas().map(({ texto }) => {
    const entrega = must(parseEntrega(texto));
    return entrega.tipo === 'imagen' ? [entrega.persona, entrega.tipoDocumento] : [entrega.persona];
  });
const sobre = (i: number) =>
  must(acopiar(abierta, { texto: ACTAS[i]?.codigo ?? '', otra: null, horaManuscrita: null }));
const scan = async (i: number) =>
  must(await tomar(abierta, `${i}.jpg`, archivoFalso([{ codigo: ACTAS[i]?.codigo ?? '' }])));
const mensajes = () => abierta.almacen.hechos(10).map(({ mensaje }) => mensaje);

describe('who is at the station', () => {
  test('is in each delivery from when they say it until somebody else does; before, nobody is waited for', async () => {
    sobre(0);
    await scan(0);
    must(cambiarTurno(abierta, 'dig-001'));
    sobre(1);
    await scan(1);
    must(cambiarTurno(abierta, 'bea ruiz'));
    sobre(2);
    must(cambiarTurno(abierta, 'María Núñez'));
    sobre(3);
    must(cambiarTurno(abierta, null));
    sobre(4);
    expect(said().map(([persona]) => persona)).toEqual([
      ...[null, null, 'dig-001', 'dig-001', 'aco-001', { nombre: 'María Núñez' }, null],
    ]);
    expect(entregasDe(abierta).map(({ quien }) => quien)).toEqual([
      ...[null, 'María Núñez', 'Bea Ruiz', 'Ana López', 'Ana López', null, null],
    ]);
    expect(mensajes()).toEqual([
      'Nadie está en la estación: lo que se registre va sin nombre.',
      'En la estación está María Núñez.',
      'En la estación está Bea Ruiz.',
      'En la estación está Ana López.',
    ]);
  });

  test('is there after the program was killed', () => {
    const turno = must(cambiarTurno(abierta, 'dig-001'));
    // As the disk is at that moment: nothing was closed.
    const raiz = mkdtempSync(join(TEMPORAL, 'prep-catd-turno-'));
    cpSync(banco.carpeta, join(raiz, 'estacion'), { recursive: true });
    const later = banco.en(raiz).abrir();
    expect(turnoDe(later.almacen)).toEqual(turno);
    expect(must(resumenDe(join(raiz, 'estacion'), DISCO))).toContain('Quién está: Ana López');
    must(acopiar(later, { texto: ACTAS[0]?.codigo ?? '', otra: null, horaManuscrita: null }));
    expect(later.libro.todas()[0]?.texto).toContain('"persona":"dig-001"');
    later.almacen.close();
    rmSync(raiz, { recursive: true });
  });

  test('is since when they said it first: the same person again changes nothing', () => {
    const first = must(cambiarTurno(abierta, 'dig-001'));
    banco.relojes.mover(60_000);
    expect(must(cambiarTurno(abierta, 'Ana López'))).toEqual(first);
    const typed = must(cambiarTurno(abierta, 'María Núñez'));
    banco.relojes.mover(60_000);
    expect(must(cambiarTurno(abierta, 'María Núñez'))).toEqual(typed);
    expect(must(cambiarTurno(abierta, null))).toBeNull();
    expect(must(cambiarTurno(abierta, null))).toBeNull();
    expect(mensajes()).toHaveLength(3);
  });

  test('does not change with what is no name, nor when it cannot be kept', () => {
    const turno = must(cambiarTurno(abierta, 'dig-001'));
    expect(cambiarTurno(abierta, ACTAS[0]?.codigo ?? '')).toMatchObject({
      error: { codigo: 'NOMBRE_INVALIDO' },
    });
    const lleno = () => refuse('DISCO_LLENO', 'El disco está lleno.');
    const almacen = { ...abierta.almacen, transaccion: lleno };
    expect(cambiarTurno({ almacen, reloj: abierta.reloj }, 'aco-001')).toMatchObject({
      error: { codigo: 'DISCO_LLENO' },
    });
    expect(turnoDe(abierta.almacen)).toEqual(turno);
  });

  test('may say their name also at a station that has not been told who they are', () => {
    must(abierta.almacen.transaccion(() => abierta.almacen.ponerEquipo(equipoDe())));
    must(cambiarTurno(abierta, 'dig-001'));
    sobre(0);
    expect(said()).toEqual([[{ nombre: 'dig-001' }]]);
  });
});

describe('which paper it is', () => {
  test('is the acta, as that of its casilla is called, without anybody saying it', async () => {
    const [first] = ACTAS;
    if (first === undefined) throw new Error('no actas');
    const anticipado = { ...first, titulo: { ...first.titulo, clave: '160000A01002' } };
    must(
      abierta.almacen.transaccion(() =>
        abierta.almacen.ponerEquipo(equipoDe([anticipado, ...ACTAS.slice(1)])),
      ),
    );
    await scan(0);
    await scan(1);
    expect(said().map(([, documento]) => documento)).toEqual(['ACTA VA', 'ACTA PREP']);
  });

  test('is a copy when whoever has it says so', async () => {
    const bytes = archivoFalso([{ codigo: null }, { codigo: null }]);
    must(await tomar(abierta, 'copias.jpg', bytes));
    const [una, otra] = abierta.almacen.imagenes().map(({ id }) => id);
    const declarada = ACTAS[0]?.acta ?? null;
    must(enviarImagen(abierta, una ?? 0, { declarada, documento: 'RPP' }));
    must(enviarImagen(abierta, otra ?? 0, { declarada: null, documento: 'ACTA PREP' }));
    expect(said()).toEqual([
      [null, 'RPP'],
      [null, 'ACTA PREP'],
    ]);
    expect(entregasDe(abierta).map(({ documento }) => documento)).toEqual(['ACTA PREP', 'RPP']);
  });
});
