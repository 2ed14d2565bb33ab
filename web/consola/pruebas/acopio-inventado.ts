/** What a CATD expects, invented: as many actas as are asked, some of them received. */

import type { ActaEnAcopio, ActasDeCatd } from '../../../src/acopio/contrato.ts';
import { formatCodigo } from '../../../src/dominio/codigo-de-acta.ts';
import { actaNumero, PROCESO, tituloNumero } from './datos.ts';

export function actaEnAcopio(n: number, cambios: Partial<ActaEnAcopio> = {}): ActaEnAcopio {
  const acta = actaNumero(n);
  return {
    ...{ acta, titulo: tituloNumero(n), codigo: formatCodigo({ proceso: PROCESO.nombre, acta }) },
    ...{ fase: 'esperada', sobre: null, imagenes: { CATD: 0, CASILLA: 0 } },
    ...{ sinActa: null, rescanear: null, situacion: 'esperada' },
    ...cambios,
  };
}

/** The same acta, with its envelope so many minutes after eight. */
export function conSobre(n: number, minutos: number, cambios: Partial<ActaEnAcopio> = {}): ActaEnAcopio {
  const momento = new Date(Date.parse('2027-06-07T02:00:00.000Z') + minutos * 60_000).toISOString();
  return actaEnAcopio(n, {
    ...{ fase: 'acopiada', situacion: 'acopiada' },
    sobre: { momento, horaManuscrita: null, avisos: [] },
    ...cambios,
  });
}

export function deCatd(actas: readonly ActaEnAcopio[]): ActasDeCatd {
  const catd = { clave: 'C016', nombre: 'Morelia Suroeste' };
  return { catd, catds: [catd], jornada: '2027-06-06', actas };
}

export const TITULO_LARGO = {
  ...tituloNumero(0),
  territorio: 'Distrito 24 Coahuayana de Hidalgo y los Pueblos de la Tierra Caliente del Tepalcatepec',
  casilla: 'Extraordinaria 12 contigua 14',
};
