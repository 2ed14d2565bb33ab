import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type {
  Alerta,
  CasoDeImagen,
  ClaveTecleadaEnServidor,
  EntregaEnServidor,
  ImagenesDeActa,
  PaqueteRevisado,
} from '../../../src/digitalizacion/contrato.ts';
import { describePantalla, type Escena, enLista, expectBienHecha } from '../pruebas/con-actas.ts';
import { AHORA, actaNumero, tituloNumero } from '../pruebas/datos.ts';
import { expectEnTelefono } from '../pruebas/navegador.ts';
import { rechazo } from '../pruebas/servidor-de-prueba.ts';

const ID = 'a'.repeat(64);
const imagenDe = ({ servidor }: Escena, n = 0) => {
  const { sha256 } = servidor.actas[n]!;
  return { sha256, direccion: `/api/imagenes/${sha256}` };
};

function caso(escena: Escena, cambios: Partial<CasoDeImagen> = {}): CasoDeImagen {
  return {
    ...{ id: ID, razon: 'contradice', equipo: 'est-012-1', catd: '012', desde: '2027-06-07T02:30:00.000Z' },
    mensaje: 'El código dice una y se declaró otra.',
    imagen: imagenDe(escena),
    declarada: { acta: actaNumero(1), titulo: tituloNumero(1) },
    leida: { acta: actaNumero(0), titulo: tituloNumero(0) },
    ...{ opinaron: 0, opine: false, propuesta: null },
    ...cambios,
  };
}

const entrega = (cambios: Partial<EntregaEnServidor>): EntregaEnServidor => ({
  ...{ id: ID, secuencia: 0, estado: 'registrada', faltaDesde: 10, originalFaltaDesde: null },
  ...{ originalCompleto: true, acta: null, uso: null, publicada: null, codigo: null, mensaje: null },
  ...cambios,
});

const archivo = (name: string, text = name) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.from(text) });

describePantalla('digitalización', (escena) => {
  test('an image that nobody could identify: both claims, its clave with the keyboard alone', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    servidor.contestar('GET /api/digitalizacion/casos', () => ({ cuerpo: { casos: [caso(escena())] } }));
    const mensaje = 'Falta que otra persona mire la imagen.';
    servidor.contestar('POST /api/digitalizacion/casos/:id/clave', () => ({
      cuerpo: { que: 'falta_otra', acta: null, mensaje } satisfies ClaveTecleadaEnServidor,
    }));
    await abrir('digitalizador', '/identificar');
    await enLista(page);
    await page.getByText('Dos cosas se contradicen').waitFor();
    await expectBienHecha(page);
    await expectEnTelefono(page, page.getByRole('gridcell').first());
    await teclas('Enter');
    await page.getByRole('region', { name: 'Su código dice' }).getByText('Contigua 2').waitFor();
    await page.getByRole('region', { name: 'Quien la envió dijo' }).waitFor();
    await page.locator('.visor-papel[style*=transform]').waitFor();
    await expectBienHecha(page);
    await expectEnTelefono(page, page.locator('.visor'));
    await page.keyboard.type('160806c08002');
    await teclas('Enter');
    await page.getByText(mensaje).waitFor();
    expect(ultimo()).toMatchObject({
      ...{ ruta: `/api/digitalizacion/casos/${ID}/clave`, cuerpo: { clave: '160806c08002' } },
    });
  });

  test('whoever already typed it does not see the box, nor what was typed; a refusal keeps what was typed', async () => {
    const { page, abrir, teclas, servidor } = escena();
    let opine = false;
    servidor.contestar('GET /api/digitalizacion/casos', () => ({
      cuerpo: {
        casos: [caso(escena(), { opinaron: 1, opine, razon: 'sin_codigo', leida: null, declarada: null })],
      },
    }));
    servidor.contestar('POST /api/digitalizacion/casos/:id/clave', () =>
      rechazo(409, 'FUERA_DE_CATALOGO', 'La clave 169999B01002 no es de ninguna casilla aprobada.'),
    );
    await abrir('digitalizador', `/identificar/${ID}`);
    await page.locator('.visor-papel[style*=transform]').waitFor();
    await page.getByLabel('Clave del acta').fill('169999B01002');
    await teclas('Enter');
    await page.getByRole('alert').getByText('ninguna casilla aprobada').waitFor();
    expect(await page.getByLabel('Clave del acta').inputValue()).toBe('169999B01002');
    opine = true;
    await page.reload();
    await page.getByText('Usted ya la tecleó').waitFor();
    expect(await page.getByLabel('Clave del acta').count()).toBe(0);
    await expectBienHecha(page);
  });

  test('is discarded with X and its reason, or said to be fuera de catálogo with F', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    const propuesta = {
      persona: 'dig-002',
      eleccion: 'GUB',
      identificacion: 'SECCION 98?1',
      razon: 'No existe',
    };
    servidor.contestar('GET /api/digitalizacion/casos', () => ({
      cuerpo: { casos: [caso(escena(), { propuesta })] },
    }));
    servidor.contestar('POST /api/digitalizacion/casos/:id/descarte', () => ({ cuerpo: {} }));
    servidor.contestar('POST /api/digitalizacion/casos/:id/fuera-de-catalogo', () => ({
      cuerpo: { que: 'registrada', acta: 'GUB-FC-0001' },
    }));
    await abrir('digitalizador', `/identificar/${ID}`);
    await page.getByLabel('Clave del acta').press('Escape');
    await teclas('f');
    await page.getByText('Lo propuso dig-002').waitFor();
    await expectBienHecha(page);
    await page.getByRole('button', { name: 'Confirmar' }).click();
    await page.getByText('quedó registrada fuera de catálogo').waitFor();
    expect(ultimo()?.cuerpo).toEqual({ eleccion: 'GUB', identificacion: 'SECCION 98?1', razon: 'No existe' });
    await page.goto(`/identificar/${ID}`);
    await page.getByLabel('Clave del acta').press('Escape');
    await teclas('x');
    await page.getByLabel('Razón').fill('Es una hoja en blanco');
    await teclas('Enter');
    await page.getByText('Descartó la imagen.').waitFor();
    expect(ultimo()?.cuerpo).toEqual({ razon: 'Es una hoja en blanco' });
  });

  test('the images of an acta are seen one by one, and a better one is used with a reason', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    const una = (n: number, cambios: Partial<ImagenesDeActa['imagenes'][number]>) => ({
      ...{ imagen: imagenDe(escena(), n), momento: AHORA, tipoDocumento: 'ACTA PREP' as const, motivos: [] },
      ...{ origen: 'CASILLA' as const, digitalizacion: 'MOVIL' as const, situacion: 'en_uso' as const },
      ...cambios,
    });
    const cuerpo: ImagenesDeActa = {
      ...{ acta: actaNumero(0), titulo: tituloNumero(0), puedeCambiar: true, porque: null },
      imagenes: [
        una(0, { motivos: ['La fotografía está borrosa.'] }),
        una(1, { origen: 'CATD', digitalizacion: 'ESCANER', situacion: 'evidencia' }),
      ],
    };
    servidor.contestar('GET /api/digitalizacion/actas/:acta', () => ({ cuerpo }));
    servidor.contestar('POST /api/digitalizacion/actas/:acta/uso', () => ({ cuerpo: {} }));
    await abrir('digitalizador', '/imagenes');
    await page.getByLabel('Clave del acta').fill('160806C08002');
    await expectBienHecha(page);
    await teclas('Enter');
    await page.getByText('1. Fotografía, en la casilla').waitFor();
    expect(await page.getByRole('button', { name: /Usar esta imagen/ }).isDisabled()).toBe(true);
    await teclas('2');
    await page.locator('.visor-papel[style*=transform]').waitFor();
    await expectBienHecha(page);
    await teclas('u');
    await page.getByLabel('Razón').fill('El escaneo se lee mejor');
    await teclas('Enter');
    await page.getByText('se captura otra vez').waitFor();
    expect(ultimo()?.cuerpo).toEqual({
      sha256: imagenDe(escena(), 1).sha256,
      razon: 'El escaneo se lee mejor',
    });
  });

  test('several files are sent one after another, each with what became of it, and what failed is tried again', async () => {
    const { page, abrir, servidor } = escena();
    const answers = [
      { cuerpo: { entregas: [entrega({ estado: 'registrada', acta: actaNumero(0), uso: 'captura' })] } },
      {
        cuerpo: {
          entregas: [
            entrega({ estado: 'rechazada', mensaje: 'La imagen está cortada.' }),
            entrega({ id: 'b'.repeat(64), estado: 'espera_acopio', mensaje: 'Registre primero su acopio.' }),
          ],
        },
      },
      rechazo(503, 'DISCO_LLENO', 'No hay espacio en el disco.'),
      { cuerpo: { entregas: [entrega({ estado: 'por_identificar', mensaje: 'No se leyó su código.' })] } },
    ];
    let asked = 0;
    servidor.contestar('POST /api/digitalizacion/imagenes', () => answers[asked++]!);
    await abrir('digitalizador', '/enviar');
    await page.getByText('Elija los archivos').waitFor();
    await expectBienHecha(page);
    await page
      .getByLabel('Elija los archivos')
      .setInputFiles([archivo('a.jpg'), archivo('b.jpg'), archivo('c.jpg')]);
    await page.getByText('Terminó: 3 de 3.').waitFor();
    await page.getByText('De esta imagen se captura.').waitFor();
    await page.getByText('Página 1. No se usó.').waitFor();
    await expectBienHecha(page);
    await page.getByRole('button', { name: 'Reintentar c.jpg' }).click();
    await page.getByText('No se leyó su código.').waitFor();
    expect(asked).toBe(4);
  });

  test('a file is of the acta PREP unless it is said to be a copy, and is sent as it was said when it was chosen', async () => {
    const { page, abrir, servidor } = escena();
    const asked: string[] = [];
    servidor.contestar('POST /api/digitalizacion/imagenes', ({ ruta }) => {
      const { searchParams } = new URL(ruta, 'http://servidor');
      asked.push([...searchParams.values()].join(' '));
      return { cuerpo: { entregas: [entrega({ acta: actaNumero(0), uso: 'captura' })] } };
    });
    await abrir('digitalizador', '/enviar');
    const send = (...names: string[]) =>
      page.getByLabel('Elija los archivos').setInputFiles(names.map((name) => archivo(name)));
    await send('acta.jpg');
    await page.getByText('Terminó: 1 de 1.').waitFor();
    await page.getByLabel('Qué documento es').selectOption('Copia del consejo (CC)');
    await page.getByText('Los que elija se envían como: Copia del consejo (CC).').waitFor();
    await send('una.jpg', 'dos.jpg');
    await page.getByLabel('Qué documento es').selectOption('Acta PREP');
    await page.getByText('Terminó: 3 de 3.').waitFor();
    expect(asked).toEqual(['ESCANER ACTA PREP', 'ESCANER CC', 'ESCANER CC']);
    expect(await page.getByRole('rowheader', { name: 'Copia del consejo (CC)' }).count()).toBe(2);
    await expectBienHecha(page);
  });

  test('a file of 200 MB is refused with its reason before any of it travels, and the next one is sent', async () => {
    const { page, abrir, servidor } = escena();
    const folder = mkdtempSync(join(tmpdir(), 'prep-enviar-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [enorme, vacio, buena] = ['enorme.tif', 'vacio.jpg', 'buena.jpg'].map((name) => {
      writeFileSync(join(folder, name), name === 'vacio.jpg' ? '' : name);
      return join(folder, name);
    }) as [string, string, string];
    truncateSync(enorme, 200 * 1024 ** 2);
    let asked = 0;
    servidor.contestar('POST /api/digitalizacion/imagenes', () => {
      asked += 1;
      return { cuerpo: { entregas: [entrega({ acta: actaNumero(0), uso: 'captura' })] } };
    });
    await abrir('digitalizador', '/enviar');
    await page.getByLabel('Elija los archivos').setInputFiles([enorme, vacio, buena]);
    await page.getByText('Terminó: 3 de 3.').waitFor();
    await page.getByText('De esta imagen se captura.').waitFor();
    await page.getByText('pesa 209.7 MB y el máximo es 32 MB').waitFor();
    await page.getByText('El archivo está vacío').waitFor();
    expect(await page.getByRole('button', { name: /^Reintentar/ }).count()).toBe(0);
    expect(asked).toBe(1);
  });

  test('alerts are attended with a reason; whoever may only see them has no button', async () => {
    const { page, abrir, teclas, ultimo, servidor } = escena();
    const alerta: Alerta = {
      ...{ id: 7, tipo: 'misma_imagen', momento: AHORA, actas: [actaNumero(0), actaNumero(1)], equipo: null },
      ...{ mensaje: 'La misma imagen llegó para dos actas.', atendida: null },
    };
    let alertas: readonly Alerta[] = [alerta];
    servidor.contestar('GET /api/digitalizacion/alertas', () => ({ cuerpo: { alertas } }));
    servidor.contestar('POST /api/digitalizacion/alertas/:id/atencion', () => {
      alertas = [{ ...alerta, atendida: { persona: 'coc-001', razon: 'Era la misma foto', momento: AHORA } }];
      return { cuerpo: {} };
    });
    await abrir('coordinador_catd', '/alertas');
    await page.getByRole('button', { name: /Atender la alerta 7/ }).click();
    await page.getByLabel('Razón').fill('Era la misma foto');
    await teclas('Enter');
    await page.getByText('coc-001, a las').waitFor();
    await expectEnTelefono(page, page.getByRole('cell', { name: /coc-001/ }));
    expect(ultimo()?.cuerpo).toEqual({ razon: 'Era la misma foto' });
    await expectBienHecha(page);
    // A cable that is pulled does not leave a list that looks up to date.
    await page.context().setOffline(true);
    await page.getByText('La lista no se pudo actualizar').waitFor();
    await page.context().setOffline(false);
    await page.getByText('La lista no se pudo actualizar').waitFor({ state: 'detached' });
    alertas = [alerta];
    await abrir('auditor', '/alertas');
    await page.getByRole('cell', { name: 'Por atender' }).waitFor();
    expect(await page.getByRole('button', { name: /Atender/ }).count()).toBe(0);
    alertas = [];
    await page.reload();
    await page.getByText('No hay alertas').waitFor();
  });

  test('a package says what would enter and what not, and enters when one says so', async () => {
    const { page, abrir, teclas, servidor } = escena();
    const linea = (cambios: Partial<PaqueteRevisado['entregas'][number]>) => ({
      ...{ id: ID, secuencia: 1, tipo: 'acopio' as const, momento: AHORA, acta: actaNumero(0) },
      ...{ titulo: tituloNumero(0), que: 'entra' as const, porque: 'Es un sobre recibido sin red.' },
      ...cambios,
    });
    const paquete: PaqueteRevisado = {
      ...{ id: 'c'.repeat(64), equipo: 'est-012-1', catd: '012', momento: AHORA },
      entregas: [
        linea({}),
        linea({ id: 'd'.repeat(64), secuencia: 2, que: 'se_omite', porque: 'Ya se había recibido.' }),
        linea({ id: 'e'.repeat(64), secuencia: 3, que: 'se_rechaza', porque: 'Está dañada.', titulo: null }),
      ],
    };
    let refused = true;
    servidor.contestar('POST /api/paquetes', () =>
      refused
        ? rechazo(409, 'FIRMA_FALSA', 'El paquete no lo firmó la llave de la estación.')
        : { cuerpo: paquete },
    );
    servidor.contestar('POST /api/paquetes/:id/importacion', () => ({
      cuerpo: {
        ...paquete,
        entregas: paquete.entregas.map((one) => (one.que === 'entra' ? { ...one, que: 'entro' } : one)),
      },
    }));
    await abrir('coordinador_catd', '/paquetes');
    await page.getByLabel('Archivo del paquete').setInputFiles(archivo('noche.prep'));
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByRole('alert').getByText('no lo firmó').waitFor();
    refused = false;
    await page.getByRole('button', { name: 'Revisar' }).click();
    await page.getByText('Entran 1, se omiten 1, se rechazan 1.').waitFor();
    await expectBienHecha(page);
    await expectEnTelefono(page, page.getByText('Entran 1, se omiten 1, se rechazan 1.'));
    await expectEnTelefono(page, page.getByRole('cell', { name: /Se rechaza/ }));
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Importar 1 entrega' }).press('Enter');
    await page.getByRole('alert').getByText('lo que ya entró se omite').waitFor();
    await page.context().setOffline(false);
    // The keyboard is at what was said: its button is the next thing.
    await teclas('Tab', 'Enter');
    await page.getByText('Entraron 1, se omiten 1, se rechazan 1.').waitFor();
    await page.getByText('Entró.').waitFor();
  });
});
