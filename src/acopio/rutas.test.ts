import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import { crearEquipo } from '../../pruebas/apoyo/equipo.ts';
import {
  capturarDosVeces,
  digitalizar,
  escaneo,
  foto,
  hechosDe,
  must,
  verificar,
} from '../../pruebas/apoyo/fases.ts';
import type { IdActa } from '../dominio/clave.ts';
import { formatCodigo } from '../dominio/codigo-de-acta.ts';
import type { ActaEnAcopio, ActasDeCatd } from './contrato.ts';
import type { EquipoEnServidor } from './contrato-de-equipo.ts';

let consola: ConsolaDePrueba;
let acopiadora: Cliente;
let coordinacion: Cliente;
/** of C01, that no other test took */
let libres: IdActa[];
beforeAll(async () => {
  consola = await withConsola();
  acopiadora = await consola.entrar('acopiador');
  coordinacion = await consola.entrar('coordinador_catd');
  libres = consola.noche.proceso.actas
    .filter(({ casilla }) => casilla.catd === 'C01' && casilla.tipo !== 'M')
    .map(({ id }) => id);
});
afterAll(() => consola.stop());

const otra = () => libres.pop()!;
const ajena = () => consola.noche.proceso.actas.find(({ casilla }) => casilla.catd === 'C02')!;
const codigoDe = (acta: IdActa) => formatCodigo({ proceso: consola.noche.proceso.nombre, acta });
const enLista = async (acta: IdActa, quien = acopiadora): Promise<ActaEnAcopio> =>
  (await quien.get<ActasDeCatd>('/api/acopio/actas')).cuerpo.actas.find((each) => each.acta === acta)!;
const registrar = (acta: IdActa, horaManuscrita: string | null = null, quien = acopiadora) =>
  quien.post(`/api/acopio/actas/${encodeURIComponent(acta)}`, { horaManuscrita, como: 'qr' });

describe('an envelope', () => {
  test('is registered with the time of the machine; the hand-written one is kept with what looks wrong', async () => {
    const acta = otra();
    const { estado, cuerpo } = await registrar(acta, '2027-06-06T07:10');
    expect(estado).toBe(200);
    expect(cuerpo).toMatchObject({
      acta: {
        acta,
        fase: 'acopiada',
        situacion: 'acopiada',
        sobre: { momento: consola.noche.reloj.now(), horaManuscrita: '2027-06-06T07:10' },
      },
    });
    expect(cuerpo.avisos.map(({ codigo }: { codigo: string }) => codigo)).toEqual([
      'ANTES_DE_LA_APERTURA',
      'POSIBLE_DESFASE_DE_12_HORAS',
    ]);
    consola.noche.reloj.pass(60);
    expect((await enLista(acta)).sobre?.avisos).toEqual(cuerpo.acta.sobre.avisos);
    expect(await hechosDe(consola.noche, acta)).toMatchObject([{ datos: { como: 'qr', via: 'CATD' } }]);
    expect((await registrar(acta)).cuerpo.codigo).toBe('YA_ACOPIADA');
  });

  test('of another CATD is not registered here', async () => {
    const { cuerpo } = await registrar(ajena().id);
    expect(cuerpo.codigo).toBe('OTRO_CATD');
    expect(cuerpo.mensaje).toContain('C02');
  });
});

describe('what a reader or a keyboard gives', () => {
  const leer = (texto: string) => acopiadora.post('/api/acopio/lectura', { texto });

  test('is an acta of the CATD, by its code or by its clave, however it was typed', async () => {
    const acta = otra();
    const { clave } = consola.noche.proceso.actasPorId.get(acta)!;
    for (const texto of [codigoDe(acta), clave, ` ${clave.slice(0, 6).toLowerCase()} ${clave.slice(6)}`]) {
      expect(await leer(texto)).toMatchObject({ estado: 200, cuerpo: { acta: { acta }, teclado: 'mismo' } });
    }
    const deOtroTeclado = codigoDe(acta).replace(/[-/]/g, (sign) => (sign === '/' ? '-' : "'"));
    expect((await leer(deOtroTeclado)).cuerpo).toMatchObject({ acta: { acta }, teclado: 'otro' });
    expect(await hechosDe(consola.noche, acta)).toEqual([]);
  });

  test.each([
    ['a code cut by a fold', () => codigoDe(libres[0]!).replace('/G', '/H'), 'CODIGO_DANADO'],
    [
      'a code of another process',
      () => formatCodigo({ proceso: 'otro-2027', acta: libres[0]! }),
      'OTRO_PROCESO',
    ],
    ['the acta of another CATD', () => codigoDe(ajena().id), 'OTRO_CATD'],
    ['anything else', () => '7501055300075', 'CLAVE_DESCONOCIDA'],
  ])('%s is said', async (_what, texto, codigo) => {
    const { estado, cuerpo } = await leer(texto());
    expect([estado, cuerpo.codigo]).toEqual([409, codigo]);
  });
});

describe('sin acta, in bulk and by two people', () => {
  const proponer = (actas: readonly IdActa[], quien = acopiadora) =>
    quien.post('/api/acopio/sin-acta', { actas, motivo: 'paquete_no_entregado' });
  const confirmar = async (actas: readonly IdActa[], quien = coordinacion) =>
    quien.post('/api/acopio/sin-acta/confirmacion', {
      actas: await Promise.all(
        actas.map(async (acta) => ({ acta, desde: (await enLista(acta)).sinActa?.desde ?? '' })),
      ),
    });

  test('one proposes, another confirms; one that is refused does not stop the others', async () => {
    const actas = [otra(), otra(), otra()];
    expect((await proponer(actas)).cuerpo).toEqual({ hechas: actas, rechazadas: [] });
    const quien = acopiadora.sesion!.persona.clave;
    expect((await enLista(actas[0]!)).sinActa).toMatchObject({ estado: 'propuesta', propone: quien });
    // It appears while the other person reads the list.
    await registrar(actas[1]!);
    const { cuerpo } = await confirmar(actas);
    expect(cuerpo.hechas).toEqual([actas[0], actas[2]]);
    expect(cuerpo.rechazadas).toMatchObject([{ acta: actas[1], codigo: 'SIN_PROPUESTA' }]);
    expect(await enLista(actas[0]!)).toMatchObject({
      situacion: 'sin_acta',
      sinActa: { estado: 'declarada', motivo: 'paquete_no_entregado', propone: quien },
    });
  });

  test('all that a CATD expects goes in one request, and comes back one by one', async () => {
    const actas = Array.from({ length: 2_000 }, (_, n) => `AYUNTAMIENTO-16${n}C0800` as IdActa);
    expect((await proponer(actas)).cuerpo.rechazadas).toHaveLength(actas.length);
    const desde = '2027-06-07T06:30:00.000Z';
    const vistas = { actas: actas.map((acta) => ({ acta, desde })) };
    const { cuerpo } = await coordinacion.post('/api/acopio/sin-acta/confirmacion', vistas);
    expect(cuerpo.rechazadas).toHaveLength(actas.length);
    expect((await proponer([...actas, 'una más' as IdActa])).estado).toBe(422);
  });

  test('who proposed does not confirm, nor who may only propose', async () => {
    const acta = otra();
    await proponer([acta], coordinacion);
    expect((await confirmar([acta])).cuerpo.rechazadas).toMatchObject([{ codigo: 'MISMA_PERSONA' }]);
    expect((await confirmar([acta], acopiadora)).estado).toBe(403);
    const ccv = await consola.entrar('coordinador_ccv');
    expect((await confirmar([acta], ccv)).cuerpo.hechas).toEqual([acta]);
  });

  test('is rejected with its reason, and annulled with its own when the acta appears', async () => {
    const [una, dos] = [otra(), otra()];
    await proponer([una, dos]);
    const rechazo = { actas: [una], razon: 'El paquete viene en camino' };
    expect((await coordinacion.post('/api/acopio/sin-acta/rechazo', rechazo)).cuerpo.hechas).toEqual([una]);
    expect((await enLista(una)).sinActa).toBeNull();
    await confirmar([dos]);
    const ruta = `/api/acopio/actas/${encodeURIComponent(dos)}/anulacion`;
    expect((await coordinacion.post(ruta, { razon: ' ' })).cuerpo.codigo).toBe('FALTA_RAZON');
    expect((await coordinacion.post(ruta, { razon: 'Llegó a las 23:10' })).cuerpo.acta).toMatchObject({
      ...{ situacion: 'esperada', sinActa: null },
    });
    expect((await registrar(dos)).estado).toBe(200);
  });

  test('the same request again has one effect', async () => {
    const acta = otra();
    const clave = { 'x-idempotencia': 'c3a1c5a0-0000-4000-8000-00000000000a' };
    const cuerpo = { actas: [acta], motivo: 'casilla_no_instalada' };
    for (let i = 0; i < 2; i += 1) {
      expect((await acopiadora.post('/api/acopio/sin-acta', cuerpo, clave)).cuerpo.hechas).toEqual([acta]);
    }
    expect(await hechosDe(consola.noche, acta)).toHaveLength(1);
  });
});

test('an acta is followed until it is published, and what has to be made again says why', async () => {
  const { noche } = consola;
  const [acta, mala] = [otra(), otra()];
  await capturarDosVeces(noche, acta);
  expect(await enLista(acta)).toMatchObject({
    situacion: 'por_verificar',
    imagenes: { CATD: 1, CASILLA: 0 },
  });
  await verificar(noche, acta);
  expect((await enLista(acta)).situacion).toBe('verificada');
  const corte = { datos: {}, actor: 'prueba', lugar: 'prueba', momento: noche.reloj.now() };
  await must(await noche.base.bitacora.readSnapshot(corte)).close();
  expect((await enLista(acta)).situacion).toBe('publicada');

  await digitalizar(noche, mala);
  const quien = { acta: mala, persona: 'capturista-a', lugar: 'CCV' };
  must(await noche.fases.captura.siguiente({ persona: quien.persona, lugar: 'CCV' }));
  must(await noche.fases.captura.reportarImagen({ ...quien, motivo: 'cortada', razon: 'Falta la esquina' }));
  expect(await enLista(mala)).toMatchObject({ situacion: 'acopiada', rescanear: 'Falta la esquina' });
});

describe('what an equipo is told', () => {
  test('a phone has the actas of its casillas, and a station those of its CATD', async () => {
    const { proceso } = consola.noche;
    const acta = otra();
    const { casilla } = proceso.actasPorId.get(acta)!;
    const telefono = await crearEquipo(consola, { tipo: 'telefono', casillas: [casilla.clave] });
    const seen = await telefono.get<EquipoEnServidor>('/api/equipo');
    expect(seen.cuerpo).toMatchObject({
      ...{ clave: telefono.clave, estado: 'activo', centro: { clave: 'C01', nombre: 'CATD La Loma' } },
      proceso: { nombre: proceso.nombre, tipo: proceso.tipo, jornada: proceso.jornada },
    });
    const mine = proceso.actas.filter((each) => each.casilla.clave === casilla.clave);
    expect(seen.cuerpo.actas.map((each) => each.acta).sort()).toEqual(mine.map(({ id }) => id).sort());
    expect(seen.cuerpo.actas.find((each) => each.acta === acta)).toMatchObject({
      ...{ codigo: codigoDe(acta), situacion: 'esperada', acopiada: false, rescanear: null },
    });
    const estacion = await crearEquipo(consola, { tipo: 'estacion', centro: 'C02' });
    const { actas } = (await estacion.get<EquipoEnServidor>('/api/equipo')).cuerpo;
    expect(actas.map((each) => each.acta)).toEqual(
      expect.arrayContaining(proceso.actas.filter((each) => each.casilla.catd === 'C02').map(({ id }) => id)),
    );
    expect(actas.some((each) => each.acta === acta)).toBe(false);
  });

  test('a station has the people who may stand at it, by name; a phone, nobody', async () => {
    const { clave } = await consola.crear('digitalizador', { centro: 'C02', nombre: 'Ana López' });
    await consola.crear('acopiador', { centro: 'C02', nombre: 'Bea Ruiz' });
    await consola.crear('capturista', { centro: 'C02' });
    await consola.crear('digitalizador', { centro: 'C01' });
    const estacion = await crearEquipo(consola, { tipo: 'estacion', centro: 'C02' });
    const { personas } = (await estacion.get<EquipoEnServidor>('/api/equipo')).cuerpo;
    expect(personas?.map((each) => each.nombre)).toEqual(['Ana López', 'Bea Ruiz']);
    expect(personas?.[0]).toEqual({ clave, nombre: 'Ana López' });
    const telefono = await crearEquipo(consola, { tipo: 'telefono', centro: 'C02' });
    expect((await telefono.get('/api/equipo')).cuerpo).toMatchObject({ personas: [] });
  });

  test('nothing again while nothing changes, whatever the time', async () => {
    const acta = otra();
    const { casilla } = consola.noche.proceso.actasPorId.get(acta)!;
    const telefono = await crearEquipo(consola, { tipo: 'telefono', casillas: [casilla.clave] });
    const etag = (await telefono.get('/api/equipo')).cabeceras.get('etag')!;
    consola.noche.reloj.pass(5);
    const again = await telefono.get('/api/equipo', { 'if-none-match': etag });
    expect([again.estado, again.cuerpo]).toEqual([304, '']);
    must(await consola.noche.fases.digitalizacion.recibir({ ...foto('del teléfono'), acta }));
    const after = await telefono.get<EquipoEnServidor>('/api/equipo', { 'if-none-match': etag });
    expect(after.cuerpo.actas.find((each) => each.acta === acta)?.situacion).toBe('en_captura');
  });

  test('one that waits to be confirmed knows who it is and no acta; one that is revoked, nothing', async () => {
    const espera = await crearEquipo(consola, { tipo: 'estacion', estado: 'por_confirmar' });
    expect((await espera.get('/api/equipo')).cuerpo).toMatchObject({ estado: 'por_confirmar', actas: [] });
    const perdido = await crearEquipo(consola, { tipo: 'estacion' });
    const razon = { razon: 'Se lo robaron' };
    expect((await coordinacion.post(`/api/equipos/${perdido.clave}/revocacion`, razon)).estado).toBe(200);
    expect(await perdido.get('/api/equipo')).toMatchObject({
      estado: 403,
      cuerpo: { codigo: 'EQUIPO_REVOCADO' },
    });
  });

  test('its clock and when it was last there are on the screen of equipos', async () => {
    const equipo = await crearEquipo(consola, { tipo: 'estacion' });
    await equipo.get('/api/equipo?desfase=-90500');
    const { equipos } = (await coordinacion.get('/api/equipos')).cuerpo;
    expect(equipos.find((each: { clave: string }) => each.clave === equipo.clave)).toMatchObject({
      ...{ desfase: -90_500, ultima: consola.noche.reloj.now() },
    });
  });
});

test('the coordination of the CCV chooses the CATD that it looks at', async () => {
  const ccv = await consola.entrar('coordinador_ccv');
  const first = (await ccv.get<ActasDeCatd>('/api/acopio/actas')).cuerpo;
  expect([first.catd.clave, first.catds.length]).toEqual(['C01', consola.noche.proceso.catd.length]);
  expect((await ccv.get<ActasDeCatd>('/api/acopio/actas?catd=C02')).cuerpo.catd.clave).toBe('C02');
  expect((await ccv.get('/api/acopio/actas?catd=C99')).estado).toBe(404);
  expect((await acopiadora.get<ActasDeCatd>('/api/acopio/actas?catd=C02')).cuerpo).toMatchObject({
    ...{ catd: { clave: 'C01' }, catds: [{ clave: 'C01' }] },
  });
});

test('an image that came by both routes is counted in each', async () => {
  const acta = otra();
  const { digitalizacion } = consola.noche.fases;
  must(await digitalizacion.recibir({ ...foto(`foto ${acta}`), acta }));
  await registrar(acta);
  must(await digitalizacion.recibir({ ...escaneo(`escaneo ${acta}`), acta }));
  expect((await enLista(acta)).imagenes).toEqual({ CATD: 1, CASILLA: 1 });
});
