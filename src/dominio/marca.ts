/**
 * Keys that cannot be mixed up: text with a mark that only their builders (`clave.ts`) can put on it.
 */

declare const marca: unique symbol;
type Marcada<T, M extends string> = T & { readonly [marca]: M };

export type ClaveCasilla = Marcada<string, 'ClaveCasilla'>;
export type ClaveActa = Marcada<string, 'ClaveActa'>;
export type IdActa = Marcada<string, 'IdActa'>;
