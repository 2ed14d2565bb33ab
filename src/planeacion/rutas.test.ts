import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cliente, type ConsolaDePrueba, withConsola } from '../../pruebas/apoyo/consola.ts';
import { RAIZ } from '../../pruebas/apoyo/disponible.ts';
import { must } from '../../pruebas/apoyo/fases.ts';
import { decideCargarCarpeta, readCarpeta } from './carpeta.ts';
import type {
  CalendarioNuevo,
  CambioDeFicha,
  CualInforme,
  CuerpoDeConflicto,
  FichaConHistoria,
  FichaEnPantalla,
  Fichas,
  Importacion,
  NuevaFicha,
  Retiro,
} from './contrato.ts';
import { readDocx } from './pruebas/docx-leido.ts';
import { createPlaneacion } from './servicio.ts';

const RUTA = '/api/planeacion';
const CARPETA = join(RAIZ, 'procesos', 'michoacan-2023', 'planeacion');

let consola: ConsolaDePrueba;
let interna: Cliente;
let lectora: Cliente;
beforeAll(async () => {
  consola = await withConsola();
  interna = await consola.entrar('instancia_interna');
  lectora = await consola.entrar('consejeria');
});
afterAll(() => consola.stop());

function service() {
  const { bitacora, pool } = consola.noche.base;
  let n = 0;
  return createPlaneacion({
    bitacora,
    pool,
    now: consola.noche.reloj.now,
    azar: (bytes) => Buffer.alloc(bytes, ++n),
  });
}

/** A request whose body is a file, as a browser makes it. */
function upload(quien: Cliente, ruta: string, body: BodyInit): Promise<Response> {
  return fetch(`${consola.direccion}${RUTA}/${ruta}`, {
    method: 'POST',
    headers: {
      cookie: quien.cookies.map(({ name, value }) => `${name}=${value}`).join('; '),
      'x-csrf': quien.sesion?.csrf ?? '',
      'content-type': 'application/octet-stream',
    },
    body,
    ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
  } as RequestInit);
}

function download(quien: Cliente, ruta: string): Promise<Response> {
  const cookie = quien.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return fetch(`${consola.direccion}${RUTA}/${ruta}`, { headers: { cookie } });
}

const ACTIVIDAD = {
  descripcion: 'Remitir',
  inicio: '2027-05-02',
  termino: '2027-06-20',
  area: 'Instancia Interna',
};

async function create(numero: string): Promise<FichaEnPantalla<'actividades'>> {
  const nueva: NuevaFicha<'actividades'> = { valores: { ...ACTIVIDAD, numero } };
  const made = await interna.post(`${RUTA}/fichas/actividades`, nueva);
  expect(made.cuerpo).toMatchObject({ version: 1 });
  return made.cuerpo;
}

function change(
  quien: Cliente,
  { id }: { readonly id: string },
  version: number,
  cambios: CambioDeFicha<'actividades'>['cambios'],
) {
  const cuerpo: CambioDeFicha<'actividades'> = { version, cambios };
  return quien.pedir({ metodo: 'PUT', ruta: `${RUTA}/fichas/actividades/${id}`, cuerpo });
}

describe('who may', () => {
  it('read: those of the table; write: the Instancia Interna', async () => {
    const valores = { ...ACTIVIDAD, numero: '900' };
    for (const rol of ['auditor', 'representacion', 'administrador'] as const) {
      const quien = await consola.entrar(rol);
      expect((await quien.get(`${RUTA}/tablero`)).estado).toBe(200);
      expect((await quien.post(`${RUTA}/fichas/actividades`, { valores })).estado).toBe(403);
    }
    const capturista = await consola.entrar('capturista');
    expect((await capturista.get(`${RUTA}/tablero`)).estado).toBe(403);
    expect((await consola.anonimo().get(`${RUTA}/fichas/oficios`)).estado).toBe(401);
  });
});

describe('an activity', () => {
  it('is made, changed and shown with its history', async () => {
    const ficha = await create('1');
    expect((await change(interna, ficha, 1, { estado: 'en_curso' })).cuerpo).toMatchObject({
      version: 2,
      valores: { estado: 'en_curso' },
      derivado: { titulo: '1 Remitir', situacion: 'en_tiempo', limite: '2027-06-20' },
    });
    const { cuerpo } = await lectora.get<FichaConHistoria>(`${RUTA}/fichas/actividades/${ficha.id}`);
    expect(cuerpo.historia.map(({ tipo, persona }) => [tipo, persona])).toEqual([
      ['creada', interna.sesion?.persona.clave],
      ['cambiada', interna.sesion?.persona.clave],
    ]);
  });

  it('changed by two people at once keeps both, or says both', async () => {
    const otra = await consola.entrar('instancia_interna');
    const ficha = await create('2');
    expect((await change(interna, ficha, 1, { entregable: 'Acuerdo' })).estado).toBe(200);
    expect((await change(otra, ficha, 1, { estado: 'en_curso' })).cuerpo).toMatchObject({
      valores: { entregable: 'Acuerdo', estado: 'en_curso' },
    });
    const refused = await change(otra, ficha, 1, { entregable: 'Acta' });
    const { conflictos }: CuerpoDeConflicto = refused.cuerpo;
    expect(conflictos).toHaveLength(1);
    expect(refused.estado).toBe(409);
    expect(refused.cuerpo).toMatchObject({
      codigo: 'CAMBIO_SIMULTANEO',
      conflictos: [
        { campo: 'entregable', suyo: 'Acta', actual: 'Acuerdo', persona: interna.sesion?.persona.clave },
      ],
    });
  });

  it('changed ten times at the same moment loses none of what was accepted', async () => {
    const ficha = await create('3');
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => change(interna, ficha, 1, { razonDelAtraso: `Razón ${i}` })),
    );
    expect(answers.filter(({ estado }) => estado === 200)).toHaveLength(1);
    expect(answers.filter(({ estado }) => estado === 409)).toHaveLength(9);
    const { cuerpo } = await interna.get<FichaConHistoria>(`${RUTA}/fichas/actividades/${ficha.id}`);
    expect(cuerpo.historia).toHaveLength(2);
  });

  it('asked twice with one key is made once', async () => {
    const ask = () =>
      interna.post(
        `${RUTA}/fichas/actividades`,
        { valores: { ...ACTIVIDAD, numero: '4' } },
        { 'x-idempotencia': 'clave-4' },
      );
    const [first, second] = [await ask(), await ask()];
    expect(second.cuerpo.id).toBe(first.cuerpo.id);
    expect(second.cuerpo.version).toBe(1);
  });

  it('is retired with its reason, and its history stays', async () => {
    const ficha = await create('6');
    const retiro: Retiro = { version: 1, razon: 'Se repetía' };
    const ruta = `${RUTA}/fichas/actividades/${ficha.id}`;
    expect((await interna.post(`${ruta}/retiro`, { ...retiro, razon: ' ' })).estado).toBe(409);
    expect((await interna.post(`${ruta}/retiro`, retiro)).estado).toBe(200);
    const { cuerpo } = await lectora.get<FichaConHistoria>(ruta);
    expect(cuerpo.ficha).toBeNull();
    expect(cuerpo.historia.at(-1)).toMatchObject({ tipo: 'retirada', nota: 'Se repetía' });
  });

  it('with a date that does not exist says which and why', async () => {
    const refused = await interna.post(`${RUTA}/fichas/actividades`, {
      valores: { ...ACTIVIDAD, numero: '5', termino: '2027-11-31' },
    });
    expect(refused).toMatchObject({ estado: 422, cuerpo: { codigo: 'CUERPO_INVALIDO' } });
    expect(refused.cuerpo.mensaje).toContain('termino: es una fecha que existe');
  });

  it('is found by any word, without accents', async () => {
    await interna.post(`${RUTA}/fichas/oficios`, {
      valores: { folio: 'IEM/1', sentido: 'enviado', de: 'IEM', para: 'INE', asunto: 'Revisión del pórtico' },
    });
    const { cuerpo } = await lectora.get(`${RUTA}/busqueda?q=portico%20revision`);
    expect(cuerpo.resultados).toMatchObject([{ coleccion: 'oficios', titulo: 'IEM/1' }]);
  });
});

describe('a file', () => {
  it('is stored, named in the log, and given back as what it is', async () => {
    const bytes = Buffer.from('%PDF-1.7 acta');
    const sent = await upload(interna, 'archivos?nombre=acta.pdf', bytes);
    const archivo = await sent.json();
    expect(archivo).toMatchObject({ nombre: 'acta.pdf', tipo: 'pdf', bytes: bytes.length });
    const given = await download(lectora, `archivos/${archivo.sha256}`);
    expect(Buffer.from(await given.arrayBuffer()).equals(bytes)).toBe(true);
    expect(given.headers.get('content-type')).toBe('application/pdf');
    expect(given.headers.get('content-disposition')).toContain('attachment');
    expect(given.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('of 300 MB is refused, whether it says its size or not, and nothing of it stays', async () => {
    const megabyte = new Uint8Array(1024 * 1024);
    const sized = new Blob(Array.from({ length: 300 }, () => megabyte));
    let left = 80;
    const unsized = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (left-- > 0) controller.enqueue(megabyte);
        else controller.close();
      },
    });
    for (const body of [sized, unsized]) {
      const refused = await upload(interna, 'archivos?nombre=video.pdf', body);
      expect(refused.status).toBe(413);
      expect(await refused.json()).toMatchObject({ codigo: 'CUERPO_EXCESIVO' });
    }
    const folder = join(consola.noche.base.datos, 'planeacion');
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('is not taken from who may only read', async () => {
    expect((await upload(lectora, 'archivos?nombre=acta.pdf', Buffer.from('%PDF-1.7'))).status).toBe(403);
  });
});

describe('a plan from a spreadsheet', () => {
  const good =
    'Núm.,Actividad,Inicio,Término,Área\n70,Una,2/11/2026,7/11/2026,COTAPREP\n70.1,Dos,3/11/2026,7/11/2026,COTAPREP\n';

  it('with errors loads nothing', async () => {
    const sent = await upload(
      interna,
      'importacion?nombre=plan.csv&modo=cargar',
      Buffer.from(good.replace('7/11', '31/11')),
    );
    const { errores } = (await sent.json()) as Importacion;
    expect(errores.map(({ mensaje }) => mensaje)).toEqual([
      'actividad 70, término: 31 de noviembre no existe (noviembre tiene 30 días)',
    ]);
    const { cuerpo } = await interna.get<Fichas>(`${RUTA}/fichas/actividades`);
    expect(JSON.stringify(cuerpo)).not.toContain('"70"');
  });

  it('is reviewed, loaded once, and the next time changes only what changed', async () => {
    const send = async (modo: string, text: string) =>
      (await (
        await upload(interna, `importacion?nombre=plan.csv&modo=${modo}`, Buffer.from(text))
      ).json()) as Importacion;
    expect((await send('revisar', good)).nuevas).toHaveLength(2);
    expect((await send('cargar', good)).nuevas).toHaveLength(2);
    const again = await send(
      'cargar',
      good.replace('Dos', 'Dos, revisada').replace('Dos, revisada', '"Dos, revisada"'),
    );
    expect(again).toMatchObject({
      nuevas: [],
      iguales: 1,
      cambiadas: [{ numero: '70.1', cambios: [{ campo: 'descripcion', despues: 'Dos, revisada' }] }],
    });
  });
});

describe('the reports', () => {
  beforeAll(async () => {
    const carpeta = must(readCarpeta(CARPETA));
    const loaded = await service().cargar({ persona: 'pla-001', lugar: 'CCV' }, (estado) => {
      const decided = decideCargarCarpeta(estado, carpeta, 'planeacion');
      return decided.ok ? { ok: true, value: { hecho: decided.value, valor: null } } : decided;
    });
    must(loaded);
  });

  it('say what they lack before they are produced', async () => {
    const { cuerpo } = await lectora.get(`${RUTA}/informes/mensual/faltantes?mes=2023-11`);
    expect(cuerpo.faltantes.length).toBeGreaterThan(5);
    const refused = await lectora.get(`${RUTA}/informes/mensual/documento?mes=2023-11&formato=pdf`);
    expect(refused).toMatchObject({ estado: 409, cuerpo: { codigo: 'FALTAN_DATOS' } });
    const wrong = await lectora.get(`${RUTA}/informes/mensual/documento?mes=noviembre&formato=pdf`);
    expect(wrong.cuerpo.mensaje).toContain('AAAA-MM');
  });

  it('are given in DOCX and PDF', async () => {
    const docx = await download(lectora, 'informes/mensual/documento?mes=2023-11&formato=docx&falte=acepto');
    expect((await readDocx(Buffer.from(await docx.arrayBuffer()))).titulos).toHaveLength(6);
    expect(docx.headers.get('content-disposition')).toContain('informe-prep-2023-11.docx');
    for (const cual of ['simulacros', 'matriz', 'final'] satisfies CualInforme[]) {
      const pdf = await download(lectora, `informes/${cual}/documento?formato=pdf&falte=acepto`);
      expect(
        Buffer.from(await pdf.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
  });

  it('include the minutes of a session', async () => {
    const docx = await download(lectora, 'sesiones/ses-4/minuta?formato=docx');
    const { filas, titulos } = await readDocx(Buffer.from(await docx.arrayBuffer()));
    expect(titulos).toEqual([
      '1. Datos de la sesión',
      '2. Asistencia',
      '3. Desarrollo',
      '4. Acuerdos',
      '5. Firmas',
    ]);
    expect(filas.flat()).toContain('Mtra. Claudia Cortez Calderón');
  });

  it('follow the thread of a letter to its end', async () => {
    const { cuerpo } = await lectora.get(`${RUTA}/hilos/oficios/ofi-3668`);
    expect(cuerpo.pasos.map(({ id }: { id: string }) => id)).toEqual([
      'ofi-1043',
      'ent-3',
      'ent-5',
      'ofi-3668',
      'obs-1',
      'obs-2',
      'ofi-1067',
    ]);
    expect(cuerpo.pendientes).toBe(0);
  });

  it('are of facts that another server reads the same', async () => {
    const own = must(await service().estado());
    const { cuerpo } = await lectora.get<Fichas>(`${RUTA}/fichas/sesiones`);
    expect(cuerpo.fichas.map(({ id }) => id)).toEqual([...own.fichas.sesiones.keys()]);
    expect(must(await consola.noche.base.bitacora.verifyHashes()).primeroDistinto).toBeNull();
  });
});

describe('the calendar of a person', () => {
  it('is read by its secret address until it is revoked', async () => {
    const { cuerpo } = await lectora.post<CalendarioNuevo>(`${RUTA}/calendarios`, { nombre: 'Mi teléfono' });
    const ask = () => fetch(`${consola.direccion}${cuerpo.ruta}`);
    const given = await ask();
    expect(given.headers.get('content-type')).toContain('text/calendar');
    expect(await given.text()).toMatch(/^BEGIN:VCALENDAR\r\n/);
    const otra = await consola.entrar('representacion');
    const revoke = (quien: Cliente) =>
      quien.pedir({ metodo: 'DELETE', ruta: `${RUTA}/calendarios/${cuerpo.calendario.id}` });
    expect((await revoke(otra)).estado).toBe(404);
    expect((await ask()).status).toBe(200);
    expect((await revoke(lectora)).estado).toBe(200);
    expect((await ask()).status).toBe(404);
  });

  it('leaves its secret neither in the log nor in the lists', async () => {
    const { cuerpo } = await lectora.post<CalendarioNuevo>(`${RUTA}/calendarios`, { nombre: 'Otro' });
    const secreto = cuerpo.ruta.split('/').at(-1)?.replace('.ics', '') ?? '';
    await fetch(`${consola.direccion}${cuerpo.ruta}`);
    const listed = await lectora.get(`${RUTA}/calendarios`);
    const facts = must(await consola.noche.base.bitacora.history('PLANEACION'));
    expect(secreto).toHaveLength(43);
    expect(JSON.stringify([listed.cuerpo, facts, consola.registro])).not.toContain(secreto);
  });
});
