/** An amount in letters, as it is written on an acta: `doscientos siete`. */

const UNIDADES = [
  ...[
    'cero',
    'uno',
    'dos',
    'tres',
    'cuatro',
    'cinco',
    'seis',
    'siete',
    'ocho',
    'nueve',
    'diez',
    'once',
    'doce',
  ],
  ...[
    'trece',
    'catorce',
    'quince',
    'dieciséis',
    'diecisiete',
    'dieciocho',
    'diecinueve',
    'veinte',
    'veintiuno',
  ],
  ...['veintidós', 'veintitrés', 'veinticuatro', 'veinticinco', 'veintiséis', 'veintisiete', 'veintiocho'],
  ...['veintinueve'],
];
const DECENAS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const CENTENAS = [
  ...['', 'ciento', 'doscientos', 'trescientos', 'cuatrocientos', 'quinientos', 'seiscientos', 'setecientos'],
  ...['ochocientos', 'novecientos'],
];

/**
 * @param cantidad a whole number from 0 to 999,999
 * @throws for any other: no acta has it
 */
export function enLetra(cantidad: number): string {
  if (!Number.isInteger(cantidad) || cantidad < 0 || cantidad > 999_999) {
    throw new Error(`amount that no acta has: ${cantidad}`);
  }
  const miles = Math.floor(cantidad / 1000);
  const rest = cantidad % 1000;
  if (miles === 0) return below1000(rest);
  const thousands = miles === 1 ? 'mil' : `${shortened(below1000(miles))} mil`;
  return rest === 0 ? thousands : `${thousands} ${below1000(rest)}`;
}

function below1000(cantidad: number): string {
  if (cantidad === 100) return 'cien';
  if (cantidad < 100) return below100(cantidad);
  const rest = cantidad % 100;
  const centena = CENTENAS[Math.floor(cantidad / 100)] ?? '';
  return rest === 0 ? centena : `${centena} ${below100(rest)}`;
}

function below100(cantidad: number): string {
  const unidad = UNIDADES[cantidad];
  if (unidad !== undefined) return unidad;
  const decena = DECENAS[Math.floor(cantidad / 10)] ?? '';
  return cantidad % 10 === 0 ? decena : `${decena} y ${UNIDADES[cantidad % 10]}`;
}

/** Before *mil*: `veintiún mil`, `treinta y un mil`. */
function shortened(letra: string): string {
  return letra.replace(/veintiuno$/, 'veintiún').replace(/uno$/, 'un');
}
