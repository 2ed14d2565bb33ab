/** What an equipo signs to ask for something, and the digits of its key: the same text on a phone and on the server. */

export interface PeticionFirmada {
  /** upper case */
  readonly metodo: string;
  /** path and query, as in the request line */
  readonly ruta: string;
  /** clock of the server as the equipo knows it: `2027-06-07T01:30:00.000Z` */
  readonly momento: string;
  /** of the bytes of the body; of none, when it has no body */
  readonly sha256: string;
}

/** The text that an equipo signs to ask for something. */
export function textoDePeticion({ metodo, ruta, momento, sha256 }: PeticionFirmada): string {
  return `PREP-PETICION-1\n${metodo}\n${ruta}\n${momento}\n${sha256}`;
}

/**
 * Four digits that two people compare aloud: they come from the key, so another key has others.
 *
 * @param huella SHA-256 of the public key (SPKI)
 */
export function cotejoDeHuella(huella: Uint8Array): string {
  const number = new DataView(huella.buffer, huella.byteOffset, huella.byteLength).getUint32(0);
  return String(number % 10_000).padStart(4, '0');
}
