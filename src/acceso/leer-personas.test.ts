import { expect, test } from 'vitest';
import { decodeCsv, readPersonas } from './leer-personas.ts';

const PROCESO = { catd: [{ clave: 'C01', nombre: 'CATD La Loma', municipio: null }] };
const read = (texto: string) => readPersonas('personas.csv', texto, PROCESO);

test.each([
  ['commas', 'nombre,rol,centro\n"Núñez, Eva",capturista,CCV\n'],
  ['semicolons', 'nombre;rol;centro\r\nNúñez, Eva;Capturista;ccv\r\n'],
  ['tabs and capitals', 'NOMBRE\tRol\tCENTRO\nNúñez, Eva\tCAPTURISTA\tCCV\n'],
  ['a mark and another order', '\ufeffcentro;nombre;rol\nCCV;Núñez,  Eva;capturista\n'],
  ['accents that are not composed', 'nombre;rol;centro\nNu\u0301n\u0303ez, Eva;capturista;CCV'],
])('people separated by %s are read', (_how, texto) => {
  expect(read(texto)).toEqual({
    personas: [{ clave: null, nombre: 'Núñez, Eva', rol: 'capturista', centro: 'CCV', linea: 2 }],
    errores: [],
  });
});

test.each([
  ['UTF-8', Buffer.from('Núñez', 'utf8')],
  ['UTF-8 with its mark', Buffer.from('\ufeffNúñez', 'utf8')],
  ['Latin-1', Buffer.from('Núñez', 'latin1')],
  ['UTF-16', Buffer.from('\ufeffNúñez', 'utf16le')],
])('a file in %s keeps its accents', (_which, bytes) => {
  expect(decodeCsv(bytes)).toBe('Núñez');
});

test('a role is its key or the name that screens show', () => {
  const { personas } = read(
    'nombre,rol,centro\nUna Una,Coordinación de CCV,CCV\nDos Dos,coordinador_catd,C01\nTres Tres,Ente auditor,CCV',
  );
  expect(personas.map(({ rol }) => rol)).toEqual(['coordinador_ccv', 'coordinador_catd', 'auditor']);
});

test('every error of the file is said at once, with its line, its column and what was expected', () => {
  const { errores } = read(
    [
      'persona,nombre,rol,centro',
      'cap 1,Eva Núñez,capturista,CCV',
      ',X,capturista,CCV',
      ',Ana Sí,jefe,CCV',
      ',Ana Sí,capturista,C99',
      ',Ana Sí,coordinador_ccv,C01',
      ',Ana Sí,coordinador_catd,CCV',
      'uno,Uno Uno,capturista,CCV',
      'UNO,Otro Uno,capturista,CCV',
      ',Dos Dos,capturista,CCV',
      ',dos  dos,Capturista,ccv',
      ',Tres,Tres',
    ].join('\n'),
  );
  expect(errores.map(({ linea, columna }) => `${linea} ${columna}`)).toEqual([
    '2 persona',
    '3 nombre',
    '4 rol',
    '5 centro',
    '6 centro',
    '7 centro',
    '9 persona',
    '11 nombre',
    '12 null',
  ]);
  expect(errores.map(({ mensaje }) => mensaje)).toContainEqual(
    'personas.csv, línea 5, columna centro: dice «C99»; se esperaba CCV o la clave de un CATD del proceso (catd.csv).',
  );
});

test.each([
  ['', 'ARCHIVO_VACIO'],
  ['nombre,rol,centro\n', 'ARCHIVO_VACIO'],
  ['nombre,rol\nEva,capturista', 'COLUMNA_FALTA'],
  ['nombre,rol,centro,sueldo\nEva Eva,capturista,CCV,1', 'COLUMNA_DESCONOCIDA'],
  ['nombre,rol,centro\n"Eva Eva,capturista,CCV', 'CSV_MAL_FORMADO'],
])('a file that is not one of people is refused by its form (%#)', (texto, codigo) => {
  expect(read(texto).errores.map((error) => error.codigo)).toContain(codigo);
});
