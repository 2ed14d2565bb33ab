/**
 * PostgreSQL keeps the properties of a `jsonb` in an order of its own: shorter names first, then by bytes. What
 * is recomputed here takes the same order, so that a corte rebuilt from the log has the same bytes as the one
 * that was read from the rows.
 */

/** The same JSON value with its properties in the order of `jsonb`, at every depth. */
export function inJsonbOrder<T>(value: T): T;
export function inJsonbOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => inJsonbOrder(item));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  entries.sort(([a], [b]) => compareKeys(Buffer.from(a), Buffer.from(b)));
  return Object.fromEntries(entries.map(([key, item]) => [key, inJsonbOrder(item)]));
}

function compareKeys(a: Buffer, b: Buffer): number {
  return a.length - b.length || Buffer.compare(a, b);
}
