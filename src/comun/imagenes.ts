/**
 * Where an image lies, by the SHA-256 of its bytes: the same relative path in the store and in the publication,
 * so that a citizen's `sha256sum` of the file is the CODIGO_INTEGRIDAD of the database.
 */

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * `ab/abcdef….jpg`, relative to the folder of images.
 *
 * @throws when it is not a SHA-256 in lower-case hexadecimal: nothing else may become a path
 */
export function imagePath(sha256: string): string {
  if (!SHA256.test(sha256)) throw new RangeError(`not a SHA-256: ${sha256}`);
  return `${sha256.slice(0, 2)}/${sha256}.jpg`;
}
