import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { checkContrasena, createContrasenas } from './contrasena.ts';

const EVA = { clave: 'cap-041', nombre: 'Eva María Núñez Ortega' };

test.each([
  'corta',
  '123456789',
  '1234567890',
  'abcdefghij',
  'qwertyuiop',
  'ñlkjhgfdsa',
  'aaaaaaaaaaaa',
  'ababababab',
  'contraseña2027',
  'Contrasena.2027',
  'michoacan2027',
  'capturista1',
  'cap-041cap-041',
  'Núñez Ortega 2027',
  'evamaria123',
  'prepprepprep',
])('«%s» is one of the first that anybody would try', (contrasena) => {
  expect(checkContrasena(contrasena, EVA)).toMatchObject({
    ok: false,
    error: { codigo: 'CONTRASENA_DEBIL' },
  });
});

test.each([
  'jacaranda tejado 58',
  'el perro come tunas',
  'x7$Kq9!mPz2w',
  'naranja-reloj-nube',
  '対話式パスワードを使う',
])('«%s» is accepted', (contrasena) => expect(checkContrasena(contrasena, EVA).ok).toBe(true));

test('who has no password is answered no, after as much work as anybody', async () => {
  const contrasenas = createContrasenas({ memoria: 8, vueltas: 1 }, randomBytes);
  const kept = await contrasenas.hash('jacaranda tejado 58');
  expect(kept).toMatch(/^\$argon2id\$v=19\$m=8,t=1,p=1\$/);
  expect(await contrasenas.verify(kept, 'jacaranda tejado 58')).toBe(true);
  expect(await contrasenas.verify(kept, 'jacaranda tejado 59')).toBe(false);
  expect(await contrasenas.verify(null, 'jacaranda tejado 58')).toBe(false);
});
