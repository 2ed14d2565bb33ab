import { describe, expect, it } from 'vitest';
import { casesOf, places, RENGLONES, type Renglon, reviseMinima } from '../../pruebas/conformidad/base.ts';

const found = async (cambio: Renglon) => places(await reviseMinima({ cambios: { 0: cambio } }));
const [ACTA = {}] = RENGLONES;

describe('keys', () => {
  it.each([
    ['a short key', { CLAVE_CASILLA: "'160806B01", CLAVE_ACTA: "'160806B014" }, ['R01 8:CLAVE_CASILLA']],
    ['another section', { SECCION: "'0807" }, ['R02 8:SECCION']],
    ['another entidad', { ID_ENTIDAD: "'21" }, ['R02 8:ID_ENTIDAD']],
    ['another number', { ID_CASILLA: "'02" }, ['R02 8:ID_CASILLA']],
    ['another type', { TIPO_CASILLA: 'C' }, ['R02 8:TIPO_CASILLA']],
    ['another type of acta', { TIPO_ACTA: '5' }, ['R02 8:CLAVE_ACTA']],
    ['a type that does not exist', { TIPO_CASILLA: 'X' }, ['R02 8:TIPO_CASILLA', 'R05 8:TIPO_CASILLA']],
    ['parts without zeros', { SECCION: '806', ID_CASILLA: '1', EXT_CONTIGUA: '0' }, []],
    ['parts that do not apply', { SECCION: "'N/A", ID_CASILLA: "'N/A" }, []],
  ])('%s', async (_, cambio, defects) => expect(await found(cambio)).toEqual(defects));

  it('repeat, told apart by their territory (voto anticipado, Puebla 2024)', async () => {
    const revision = await reviseMinima({ mas: [{ ...ACTA, ID_MUNICIPIO: "'001", MUNICIPIO: 'ACUITZIO' }] });
    expect(casesOf(revision, 'R03')).toMatchObject([
      {
        linea: 13,
        valor: '160806B01004',
        detalle: 'ya está en la línea 8; las distingue ID_MUNICIPIO («001 ACUITZIO» aquí)',
      },
    ]);
  });

  it('repeat, told apart by nothing (contiguas after the ninth, Puebla 2024)', async () => {
    const revision = await reviseMinima({ mas: [ACTA, { ...ACTA, ID_MUNICIPIO: "'001" }, ACTA] });
    expect(places(revision).filter((place) => place.startsWith('R0'))).toEqual([
      'R03 14:CLAVE_ACTA',
      'R04 13:CLAVE_ACTA',
      'R04 15:CLAVE_ACTA',
    ]);
  });

  it('of actas fuera de catálogo are not looked at', async () => {
    const [, , , , fuera = {}] = RENGLONES;
    const revision = await reviseMinima({ mas: [{ ...fuera, CLAVE_ACTA: '160806B01004' }] });
    expect(places(revision).filter((place) => place.startsWith('R'))).toEqual([]);
  });

  it('may be absent from the file', async () => {
    const revision = await reviseMinima({ sin: ['CLAVE_ACTA'] });
    expect(places(revision)).toEqual(['F02 7']);
  });
});
