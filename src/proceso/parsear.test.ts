import { describe, expect, it } from 'vitest';
import { errorsOf, messagesOf } from '../../pruebas/apoyo/proceso-minimo/casos.ts';
import { contenidosMinimos, withTexto } from '../../pruebas/apoyo/proceso-minimo/minimo.ts';

describe('parseProceso', () => {
  it('accepts the minimal process', () => {
    expect(errorsOf(contenidosMinimos())).toEqual([]);
  });

  it('tells every error of every file at once', () => {
    const contents = withTexto('casillas', (text) =>
      text.replace('612,10', 'x,y').replace('0002,B', '0002,Q'),
    );
    const broken = { ...contents, catd: null, partidos: new TextEncoder().encode('clave,nombre\nA,B\n') };
    expect(errorsOf(broken)).toEqual([
      'NUMERO_MAL_ESCRITO casillas.csv:4 lista_nominal',
      'NUMERO_MAL_ESCRITO casillas.csv:4 representantes',
      'TIPO_DE_CASILLA casillas.csv:7 tipo',
      'ARCHIVO_FALTA catd.csv:- -',
      'COLUMNA_FALTA partidos.csv:1 color',
    ]);
  });

  it('says what happened, where, and what was expected', () => {
    const contents = withTexto('casillas', (text) => text.replace('612,10', '6l2,10'));
    expect(messagesOf(contents)).toEqual([
      'casillas.csv, línea 4, columna lista_nominal: dice «6l2»; se esperaba un número entero de personas, solo dígitos.',
    ]);
  });

  it('names the other line of a repeated clave', () => {
    const contents = withTexto('casillas', (text) => text.replace('0004,C,02', '0004,C,01'));
    expect(messagesOf(contents)).toEqual([
      'casillas.csv, línea 13, columna seccion: dice «0004C0100»; se esperaba una clave de casilla que no ' +
        'estuviera ya en la línea 12 (si la fuente la repite, distíngalas en la columna distintivo).',
    ]);
  });

  it.each(['proceso', 'partidos', 'territorios', 'catd', 'casillas', 'candidaturas'] as const)(
    'an empty or missing %s gives that error and no other',
    (tabla) => {
      const name = tabla === 'proceso' ? 'proceso.json' : `${tabla}.csv`;
      expect(errorsOf({ ...contenidosMinimos(), [tabla]: null })).toEqual([`ARCHIVO_FALTA ${name}:- -`]);
      expect(errorsOf({ ...contenidosMinimos(), [tabla]: new Uint8Array() })).toEqual([
        `ARCHIVO_VACIO ${name}:- -`,
      ]);
    },
  );

  it('a table with only its header is empty', () => {
    expect(errorsOf(withTexto('catd', (text) => `${text.split('\n')[0]}\n`))).toEqual([
      'ARCHIVO_VACIO catd.csv:- -',
    ]);
  });

  it('refuses Latin-1 at its line, with the text as people know it', () => {
    const contents = {
      ...contenidosMinimos(),
      territorios: latin1('tipo,id,nombre\ndistrito,001,La Loma\ndistrito,002,Peña\n'),
    };
    expect(errorsOf(contents)).toEqual(['CODIFICACION territorios.csv:3 -']);
    expect(messagesOf(contents)[0]).toContain('«distrito,002,Peña»');
  });

  it('a real night opens between 18:00 and 20:00 and lasts 24 hours at most', () => {
    const jornada = (apertura: string, cierre: string) =>
      errorsOf(
        withTexto('proceso', (text) =>
          text
            .replace('"demostracion"', '"jornada"')
            .replace('2027-06-06 20:00', apertura)
            .replace('2027-06-07 20:00', cierre),
        ),
      );
    expect(jornada('2027-06-06 18:00', '2027-06-07 18:00')).toEqual([]);
    expect(jornada('2027-06-06 20:00', '2027-06-07 20:01')).toEqual([
      'PERIODO_IMPOSIBLE proceso.json:10 publicacion.cierre',
    ]);
    expect(jornada('2027-06-06 17:59', '2027-06-07 12:00')).toEqual([
      'PERIODO_IMPOSIBLE proceso.json:10 publicacion.apertura',
    ]);
    expect(jornada('2027-06-06 20:01', '2027-06-07 12:00')).toEqual([
      'PERIODO_IMPOSIBLE proceso.json:10 publicacion.apertura',
    ]);
    expect(jornada('2027-06-07 19:00', '2027-06-08 12:00')).toEqual([
      'PERIODO_IMPOSIBLE proceso.json:10 publicacion.apertura',
    ]);
  });

  it('a territory that takes part needs casillas; one that does not needs nothing', () => {
    const added = (row: string) =>
      withTexto('territorios', (text) => {
        const [header, ...rows] = text.trimEnd().split('\n');
        return [`${header},elecciones`, ...rows.map((line) => `${line},`), row].join('\n');
      });
    expect(errorsOf(added('municipio,004,Cherán,GUB'))).toEqual([]);
    expect(errorsOf(added('municipio,004,Cherán,'))).toEqual([
      'ELECCION_SIN_CANDIDATURAS candidaturas.csv:- territorio',
      'TERRITORIO_SIN_CASILLAS territorios.csv:7 id',
    ]);
    expect(errorsOf(added('municipio,004,Cherán,GOB'))).toEqual([
      'ELECCION_DESCONOCIDA territorios.csv:7 elecciones',
    ]);
  });

  it('an explicit list of columns has every option and nothing else', () => {
    const withOpciones = (lista: string) =>
      errorsOf(
        withTexto('proceso', (text) =>
          text.replace('"agrupacion": "municipio",', `"agrupacion": "municipio", "opciones": [${lista}],`),
        ),
      );
    const all = '"AZUL","ROJO","SOL","VERDE","C_ROJO_VERDE","CAND_IND_1"';
    expect(withOpciones(all)).toEqual([]);
    expect(withOpciones(`${all},"C_AZUL_SOL"`)).toEqual([]);
    expect(withOpciones(`${all},"LUNA"`)).toEqual(['OPCIONES proceso.json:37 elecciones[2].opciones[6]']);
    expect(withOpciones(`${all},"SOL"`)).toEqual(['OPCIONES proceso.json:37 elecciones[2].opciones[6]']);
    expect(withOpciones('"AZUL","ROJO","SOL","VERDE","C_ROJO_VERDE"')).toEqual([
      'OPCIONES proceso.json:37 elecciones[2].opciones',
    ]);
  });
});

function latin1(texto: string): Uint8Array {
  return Uint8Array.from(texto, (char) => char.charCodeAt(0));
}
