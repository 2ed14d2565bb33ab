import { beforeEach, expect, test } from 'vitest';
import { describeEnNavegador } from '../pruebas/en-navegador.ts';
import { expectAccesible, expectSinDesborde, type PaginaVigilada } from '../pruebas/navegador.ts';
import { levantarServidorDePrueba, rechazo, type ServidorDePrueba } from '../pruebas/servidor-de-prueba.ts';

describeEnNavegador('the entrance', levantarServidorDePrueba, (actual) => {
  let servidor: ServidorDePrueba;
  let pagina: PaginaVigilada;
  beforeEach(() => {
    ({ servidor, pagina } = actual());
  });

  test('a person logs in by keyboard and goes straight to the only screen of their role', async () => {
    const { page } = pagina;
    await page.goto('/');
    await page.getByLabel('Clave de la persona').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('CAP-041');
    await page.keyboard.press('Tab');
    await page.keyboard.type('noche de junio');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/captura');
    expect(servidor.pedidos.find(({ metodo }) => metodo === 'POST')?.cuerpo).toEqual({
      persona: 'cap-041',
      contrasena: 'noche de junio',
    });
    await page.getByText('Ana Lilia Ruiz Cano').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
  });

  test('an exercise says so from side to side, also before one enters', async () => {
    await pagina.page.goto('/');
    const stripe = pagina.page.getByRole('note', { name: /SIMULACRO: nada de esto son resultados/ });
    await stripe.waitFor();
    expect((await stripe.boundingBox())?.width).toBe(1366);
  });

  test.each([
    ['CREDENCIALES', 401, 'No coincide'],
    ['ESPERE', 429, 'Espere antes de intentar otra vez'],
    ['BLOQUEADA', 409, 'Su cuenta está bloqueada'],
  ])('%s is told with its reason', async (codigo, status, titulo) => {
    const { page } = pagina;
    servidor.contestar('POST /api/sesion', () => rechazo(status, codigo, 'Esto pasó y esto puede hacer.'));
    await page.goto('/');
    await logIn('cap-041', 'otra');
    const alert = page.getByRole('alert');
    await alert.getByText(titulo).waitFor();
    expect(await alert.innerText()).toContain('Esto pasó y esto puede hacer.');
    // The three are the same notice with other words.
    if (codigo === 'BLOQUEADA') await expectAccesible(page);
    await expectSinDesborde(page);
  });

  test('the second factor is asked when it is missing, and goes with the rest', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/sesion', ({ cuerpo }) => {
      if ((cuerpo as { segundoFactor?: string }).segundoFactor === '123456') {
        servidor.entrarComo('capturista');
        return { cuerpo: servidor.sesion };
      }
      return rechazo(409, 'FALTA_SEGUNDO_FACTOR', 'Escriba el código.');
    });
    await page.goto('/');
    await logIn('cap-041', 'noche de junio');
    await page.getByLabel('Código del segundo factor').and(page.locator(':focus')).waitFor();
    await expectAccesible(page);
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/captura');
  });

  test('a session open somewhere else can be closed from here', async () => {
    const { page } = pagina;
    servidor.contestar('POST /api/sesion', ({ cuerpo }) => {
      if ((cuerpo as { otraSesion?: string }).otraSesion === 'cerrar') {
        servidor.entrarComo('capturista');
        return { cuerpo: servidor.sesion };
      }
      return rechazo(409, 'YA_HAY_SESION', 'Ya hay otra.');
    });
    await page.goto('/');
    await logIn('cap-041', 'noche de junio');
    await page
      .getByRole('button', { name: 'Cerrar la otra y entrar aquí' })
      .and(page.locator(':focus'))
      .waitFor();
    await expectAccesible(page);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/captura');
  });

  test('the first time: code, password, the four digits, and it goes on once the coordination confirms', async () => {
    const { page } = pagina;
    let confirmed = false;
    servidor.contestar('GET /api/activacion/:persona', () => ({
      cuerpo: confirmed ? { estado: 'activa', cotejo: null } : { estado: 'por_confirmar', cotejo: '4182' },
    }));
    await page.goto('/activacion');
    await page.getByLabel('Clave de la persona').and(page.locator(':focus')).waitFor();
    await page.keyboard.type('cap-041');
    for (const text of ['RANA-4821-LUNA', 'noche de junio', 'noche de julio']) {
      await page.keyboard.press('Tab');
      await page.keyboard.type(text);
    }
    await page.keyboard.press('Enter');
    await page.getByText('Las dos contraseñas no son iguales').waitFor();
    await expectAccesible(page);
    await page.getByLabel('La misma otra vez').fill('noche de junio');
    await page.keyboard.press('Enter');
    await page.getByText('4182').waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    confirmed = true;
    await page.getByRole('heading', { name: 'Entrar' }).waitFor();
  });

  test('whoever is not confirmed yet sees the digits, and then the entrance with their key', async () => {
    const { page } = pagina;
    let confirmed = false;
    servidor.contestar('POST /api/sesion', () => rechazo(409, 'SIN_CONFIRMAR', 'Falta que lo confirmen.'));
    servidor.contestar('GET /api/activacion/:persona', () => ({
      cuerpo: confirmed ? { estado: 'activa', cotejo: null } : { estado: 'por_confirmar', cotejo: '4182' },
    }));
    await page.goto('/');
    await logIn('cap-041', 'noche de junio');
    await page.getByText('4182').waitFor();
    confirmed = true;
    await page.getByLabel('Contraseña').and(page.locator(':focus')).waitFor();
    expect(await page.getByLabel('Clave de la persona').inputValue()).toBe('cap-041');
  });

  test('a role that needs the second factor sets it before anything else, and keeps its codes', async () => {
    const { page } = pagina;
    servidor.entrarComo('coordinador_ccv');
    const enrolled = servidor.sesion;
    if (enrolled === null) throw new Error('nobody is inside');
    servidor.sesion = { ...enrolled, segundoFactor: 'por_enrolar' };
    await page.goto('/');
    await page.getByText('Su función lo requiere').waitFor();
    await page.getByText('JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP').waitFor();
    await page.getByLabel('Escriba los seis dígitos').and(page.locator(':focus')).waitFor();
    await expectAccesible(page);
    await expectSinDesborde(page);
    await page.keyboard.type('123456');
    await page.keyboard.press('Enter');
    await page.getByText('no se vuelven a mostrar').waitFor();
    await expectAccesible(page);
    expect(await page.getByRole('button', { name: 'Seguir' }).isDisabled()).toBe(true);
    servidor.sesion = enrolled;
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Segundo factor' }).waitFor({ state: 'detached' });
  });

  test('theme and contrast are chosen once for this computer', async () => {
    const { page } = pagina;
    servidor.entrarComo('capturista');
    await page.goto('/');
    await page.getByRole('button', { name: 'Ajustes' }).click();
    await page.getByRole('dialog', { name: 'Ajustes de esta computadora' }).waitFor();
    await expectAccesible(page);
    await page.getByLabel('Oscuro').check();
    await page.getByLabel('Alto').check();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.locator('.renglon input:focus').waitFor();
    const chosen = () =>
      page.evaluate(() => {
        const { tema, contraste } = document.documentElement.dataset;
        return [tema, contraste, getComputedStyle(document.body).backgroundColor];
      });
    expect(await chosen()).toEqual(['oscuro', 'alto', 'rgb(0, 0, 0)']);
    await expectAccesible(page);
  });

  test('without network the page says so and opens by itself when it comes back', async () => {
    const { page } = pagina;
    let down = true;
    servidor.contestar('GET /api/sesion', () =>
      down ? { corta: 'antes_de_contestar' } : rechazo(401, 'SIN_SESION', 'Entre.'),
    );
    await page.goto('/');
    await page.getByText('No hay comunicación con el servidor').waitFor();
    await expectAccesible(page);
    down = false;
    await page.getByLabel('Clave de la persona').waitFor();
  });

  async function logIn(persona: string, contrasena: string): Promise<void> {
    await pagina.page.getByLabel('Clave de la persona').fill(persona);
    await pagina.page.getByLabel('Contraseña').fill(contrasena);
    await pagina.page.keyboard.press('Enter');
  }
});
