import { describe, expect, it } from 'vitest';
import { isCandidaturas, leerCandidaturas } from './leer-candidaturas.ts';
import { memorySource } from './leer-fuentes.ts';

const read = async (text: string | Uint8Array, partidos: string[] = []) => {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return leerCandidaturas(memorySource('candidaturas.csv', bytes), partidos);
};

describe('leerCandidaturas', () => {
  it('reads territory, option and names (Puebla 2024)', async () => {
    const read1 = await read(
      '\ufeffID_ENTIDAD,ID_MUNICIPIO_LOCAL,PARTIDO_CI,CANDIDATURA_PROPIETARIA,CANDIDATURA_SUPLENTE\n21,050,PAN,ANA,LUZ\n21,050,PRI,ANA,LUZ\n21,050,C_PAN_PRI,ANA,LUZ\n\n',
    );
    expect(read1.ok && read1.value.at(-1)).toEqual({
      linea: 4,
      entidad: '21',
      territorio: '050',
      opcion: { tipo: 'combinacion', clave: 'C_PAN_PRI', partidos: ['PAN', 'PRI'] },
      alcance: 'opcion',
      propietaria: 'ANA',
      suplente: 'LUZ',
    });
  });

  it('reads a gubernatura without territory or suplente, and whole coalitions (Campeche 2021)', async () => {
    const read1 = await read(
      'ID_ESTADO,PARTIDO_CI,CANDIDATURA_PROPIETARIA\r\n4,MC,EVA\r\n4,SUM-PAN-PRI,ROSA\r\n',
      ['PAN', 'PRI'],
    );
    expect(read1.ok && read1.value.map((c) => [c.territorio, c.alcance, c.opcion, c.suplente])).toEqual([
      [null, 'opcion', { tipo: 'partido', clave: 'MC' }, ''],
      [null, 'suma', { tipo: 'combinacion', clave: 'SUM-PAN-PRI', partidos: ['PAN', 'PRI'] }, ''],
    ]);
  });

  it('reads Latin-1 and single CANDIDATURA columns', async () => {
    const read1 = await read(Buffer.from('ID_ENTIDAD,PARTIDO_CI,CANDIDATURA\n23,PT,JOSÉ ZUÑIGA\n', 'latin1'));
    expect(read1.ok && read1.value[0]?.propietaria).toBe('JOSÉ ZUÑIGA');
  });

  it('refuses what is something else, naming the file', async () => {
    const read1 = await read('SECCION,CASILLA\n1,B\n');
    expect(read1).toMatchObject({ ok: false, error: { codigo: 'NO_ES_CANDIDATURAS' } });
    expect(isCandidaturas('SECCION,CASILLA\n1,B\n')).toBe(false);
  });
});
