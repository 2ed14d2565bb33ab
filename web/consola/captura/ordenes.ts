/** Every key of the capture screen: what it orders, how the legend names it and how the help explains it. */

export type Orden =
  | 'siguiente'
  | 'anterior'
  | 'ilegible'
  | 'sin_dato'
  | 'ir'
  | 'enviar'
  | 'acercar'
  | 'alejar'
  | 'ajustar'
  | 'girar'
  | 'contraste'
  | 'invertir'
  | 'arriba'
  | 'abajo'
  | 'izquierda'
  | 'derecha'
  | 'problema'
  | 'descanso'
  | 'entendido'
  | 'teclas';

const POR_TECLA: Readonly<Record<string, Orden>> = {
  Enter: 'siguiente',
  Tab: 'siguiente',
  ArrowDown: 'siguiente',
  ArrowUp: 'anterior',
  I: 'ilegible',
  S: 'sin_dato',
  G: 'ir',
  '/': 'ir',
  '+': 'acercar',
  '=': 'acercar',
  '-': 'alejar',
  '*': 'ajustar',
  A: 'ajustar',
  R: 'girar',
  C: 'contraste',
  N: 'invertir',
  P: 'problema',
  D: 'descanso',
  X: 'entendido',
  '?': 'teclas',
};

const CON_ALT: Readonly<Record<string, Orden>> = {
  ArrowUp: 'arriba',
  ArrowDown: 'abajo',
  ArrowLeft: 'izquierda',
  ArrowRight: 'derecha',
  '0': 'ajustar',
};

/** A key held down repeats only what one moves little by little. */
const SE_REPITEN: readonly Orden[] = [
  ...(['siguiente', 'anterior', 'acercar', 'alejar', 'arriba', 'abajo', 'izquierda', 'derecha'] as const),
];

interface Tecla {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly repeat: boolean;
}

/** What a key orders; null when it is not one of the screen: a digit, or a key of the browser. */
export function ordenDe(tecla: Tecla): Orden | null {
  const orden = unrepeated(tecla);
  return orden !== null && tecla.repeat && !SE_REPITEN.includes(orden) ? null : orden;
}

function unrepeated({ key, ctrlKey, altKey, metaKey, shiftKey }: Tecla): Orden | null {
  if (ctrlKey || metaKey) return key === 'Enter' ? 'enviar' : null;
  if (altKey) return CON_ALT[key] ?? null;
  if (shiftKey && (key === 'Tab' || key === 'Enter')) return 'anterior';
  return POR_TECLA[key.length === 1 ? key.toUpperCase() : key] ?? null;
}

export interface Explicacion {
  readonly teclas: readonly string[];
  /** two words, for the legend */
  readonly corta: string;
  /** the whole, for the help */
  readonly larga: string;
  /** `siempre`: also where there is little room; `si_cabe`; `ayuda`: only there */
  readonly enLeyenda: 'siempre' | 'si_cabe' | 'ayuda';
}

export const EXPLICACIONES: readonly {
  readonly grupo: string;
  readonly teclas: readonly Explicacion[];
}[] = [
  {
    grupo: 'Campos',
    teclas: [
      tecla(['Intro'], 'siguiente', 'Campo siguiente; también Tab y ↓', 'siempre'),
      tecla(['↑'], 'anterior', 'Campo anterior; también Mayús+Tab', 'ayuda'),
      tecla(
        ['I'],
        'ilegible',
        'Ilegible: hay algo escrito y no se puede leer, ni en número ni en letra',
        'siempre',
      ),
      tecla(['S'], 'sin dato', 'Sin dato: no hay nada escrito, ni en número ni en letra', 'siempre'),
      tecla(['G'], 'ir a n.º', 'Ir a un campo por su número; también /', 'siempre'),
      tecla(['Ctrl+Intro'], 'enviar', 'Revisar y enviar, desde cualquier campo', 'si_cabe'),
    ],
  },
  {
    grupo: 'Imagen',
    teclas: [
      tecla(['+', '−'], 'acercar', 'Acercar y alejar', 'siempre'),
      tecla(['A'], 'ajustar', 'Ver la imagen completa; otra vez, a lo ancho. También * y Alt+0', 'si_cabe'),
      tecla(['R'], 'girar', 'Girar un cuarto a la derecha', 'siempre'),
      tecla(['C'], 'contraste', 'Más contraste', 'si_cabe'),
      tecla(['N'], 'negativo', 'Invertir los colores', 'ayuda'),
      tecla(['Alt+flechas'], 'mover', 'Mover la imagen; también arrastrarla o la rueda del ratón', 'ayuda'),
    ],
  },
  {
    grupo: 'Acta y turno',
    teclas: [
      tecla(
        ['P'],
        'problema',
        'Problema con la imagen: se devuelve para que la digitalicen otra vez',
        'siempre',
      ),
      tecla(['D'], 'descanso', 'Descanso: sus actas vuelven a la fila; desde ahí también se sale', 'si_cabe'),
      tecla(['X'], 'entendido', 'Quitar un aviso ya leído', 'ayuda'),
      tecla(['?'], 'teclas', 'Todas las teclas', 'siempre'),
    ],
  },
];

function tecla(
  teclas: readonly string[],
  corta: string,
  larga: string,
  enLeyenda: Explicacion['enLeyenda'],
): Explicacion {
  return { teclas, corta, larga, enLeyenda };
}
