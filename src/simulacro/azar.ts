/**
 * Chance that can be repeated: a stream of numbers that depends only on a seed and a key. Each thing that is
 * invented (the votes of an acta, the hour of an envelope, a slip of a person) has a stream of its own, so
 * inventing one more never changes the others and a night resumed in the middle is the same night.
 */

export interface Azar {
  /** in [0, 1) */
  next(): number;
  /** an integer between both, inclusive */
  integer(min: number, max: number): number;
  /** true that share of the times */
  chance(share: number): boolean;
  /** from a normal distribution of mean 0 and deviation 1 */
  normal(): number;
  /** from an exponential distribution of that mean */
  exponential(mean: number): number;
  pick<T>(options: readonly T[]): T;
  /** some of them, different, in the order given */
  sample<T>(options: readonly T[], count: number): readonly T[];
}

/** The stream of a key: the same seed and key give the same numbers on every machine. */
export function createAzar(semilla: number, ...clave: readonly string[]): Azar {
  const next = sfc32(hash128(`${semilla}\u0000${clave.join('\u0000')}`));
  const integer = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));

  return {
    next,
    integer,
    chance: (share) => next() < share,
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(1 - next()),

    pick<T>(options: readonly T[]): T {
      const chosen = options[integer(0, options.length - 1)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },

    sample<T>(options: readonly T[], count: number): readonly T[] {
      let needed = Math.min(count, options.length);
      let left = options.length;
      return options.filter(() => {
        const taken = next() * left < needed;
        left -= 1;
        if (taken) needed -= 1;
        return taken;
      });
    },
  };
}

type Estado128 = readonly [number, number, number, number];

/** 128 bits of a text (cyrb128): similar keys start streams that have nothing to do with each other. */
function hash128(texto: string): Estado128 {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let i = 0; i < texto.length; i += 1) {
    const k = texto.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}

/** Small Fast Counter: passes PractRand, and its integer steps are the same on every machine. */
function sfc32([seedA, seedB, seedC, seedD]: Estado128): () => number {
  let a = seedA | 0;
  let b = seedB | 0;
  let c = seedC | 0;
  let counter = seedD | 0;
  return () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
}
