/** A board and its people that do not exist, the same every time, for the tests of the boards. */

import type { IdActa } from '../../../src/dominio/clave.ts';
import type { ColaEnTablero, PersonaEnTablero, Tablero } from '../../../src/monitoreo/contrato.ts';
import { aLos } from './actas-inventadas.ts';
import { AHORA, actaNumero } from './datos.ts';

const COLAS = ['digitalizacion', 'captura', 'conflicto', 'identificacion', 'verificacion'] as const;
const EN_COLA = [41, 312, 3, 0, 57];

/** A busy hour: three elections, four queues with something and one with nothing. */
export function tableroInventado(cambios: Partial<Tablero> = {}): Tablero {
  return {
    ahora: AHORA,
    sinBaseDesde: null,
    elecciones: [
      eleccion('GUB', 'GUBERNATURA', 6427),
      eleccion('DIP_LOC', 'DIPUTACIONES LOCALES', 6441),
      eleccion('AYUN', 'AYUNTAMIENTOS', 6420),
    ],
    colas: COLAS.map(cola),
    corte: { numero: 12, momento: aLos(-1) },
    personas: null,
    ...cambios,
  };
}

function eleccion(clave: string, nombre: string, esperadas: number): Tablero['elecciones'][number] {
  const part = (share: number) => Math.floor(esperadas * share);
  const verificada = part(0.41);
  const rest = { acopiada: 14, en_captura: 104, en_conflicto: 1, capturada: 19, sin_acta: 31 };
  const taken = Object.values(rest).reduce((sum, n) => sum + n, verificada);
  return {
    ...{ clave, nombre, esperadas },
    porFase: { esperada: esperadas - taken, verificada, fuera_de_catalogo: 2, ...rest },
    capturadas: verificada + rest.sin_acta,
    contabilizadas: verificada - 47,
    sinActa: rest.sin_acta,
    publicadas: verificada - 12,
  };
}

function cola(name: ColaEnTablero['cola'], i: number): ColaEnTablero {
  const actas = EN_COLA[i] ?? 0;
  return {
    cola: name,
    actas,
    masAntigua: actas === 0 ? null : aLos(-3 - 7 * i),
    acta: actas === 0 ? null : (actaNumero(i) as IdActa),
    porMinuto: Array.from({ length: 60 }, (_, minuto) =>
      actas === 0 ? 0 : Math.round((9 + 6 * Math.sin(minuto / 6 + i)) / (i === 2 ? 8 : 1)),
    ),
  };
}

const NOMBRES = ['Ana Lilia', 'Bruno', 'Carmen', 'Diego', 'Elvira', 'Fermín', 'Guadalupe', 'Hugo'];
const APELLIDOS = ['Ruiz Cano', 'Soto Lara', 'Ávila Peña', 'Tovar Ríos', 'Quiroz', 'Medina Solís', 'Nava'];

export function personaInventada(n: number): PersonaEnTablero {
  const enTotal = n % 11 === 3 ? 4 : (n * 17) % 160;
  const verifies = n % 8 === 7;
  return {
    clave: `${verifies ? 'ver' : 'cap'}-${String(n + 1).padStart(3, '0')}`,
    nombre: `${NOMBRES[n % NOMBRES.length]} ${APELLIDOS[(n * 3) % APELLIDOS.length]}`,
    rol: verifies ? 'Verificador' : 'Capturista',
    presencia: n % 9 === 4 ? 'en_pausa' : n % 5 === 2 ? 'ausente' : 'presente',
    ultima: enTotal === 0 ? null : aLos(-(n % 14)),
    enEstaHora: Math.min(enTotal, (n * 7) % 31),
    enTotal,
    segundosPorActa: enTotal < 3 ? null : 48 + ((n * 13) % 70),
    comparados: verifies ? 0 : enTotal * 19,
    acuerdo: verifies || enTotal === 0 ? null : 1 - ((n * 7) % 31) / 1000,
  };
}

export function personasInventadas(cuantas: number): readonly PersonaEnTablero[] {
  return Array.from({ length: cuantas }, (_, n) => personaInventada(n));
}
