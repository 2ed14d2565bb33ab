/**
 * The statements of a capture without anything around them: caught as the service sends them, and sent again with
 * another acta, person and key. If the service comes to send others, this fails instead of comparing with the past.
 */

import pg, { type Pool, type PoolClient } from 'pg';

/** A statement as `pg` was given it. */
export interface Sentencia {
  readonly name: string | null;
  readonly text: string;
  readonly values: readonly unknown[];
}

/** What the service sent for one step of one acta. */
export interface Capturado {
  readonly paso: 'siguiente' | 'registrar';
  readonly sentencias: readonly Sentencia[];
}

export interface Desnudo {
  /** Takes the oldest acta that `persona` may take and records a capture of it. */
  capture(persona: string): Promise<void>;
}

/** Belongs to no command: a hundred times a second at most, the bitácora tells other programs that it has news. */
const AVISO = 'select pg_notify(';

/** Runs something and catches every statement that any connection sends meanwhile. */
export async function listen<T>(
  run: () => Promise<T>,
): Promise<{ readonly resultado: T; readonly sentencias: readonly Sentencia[] }> {
  const sentencias: Sentencia[] = [];
  const { prototype } = pg.Client;
  const { query } = prototype;
  Object.assign(prototype, {
    query(this: unknown, ...args: readonly unknown[]) {
      const sentencia = readSentencia(args);
      if (!sentencia.text.startsWith(AVISO)) sentencias.push(sentencia);
      return Reflect.apply(query, this, args);
    },
  });
  try {
    return { resultado: await run(), sentencias };
  } finally {
    Object.assign(prototype, { query });
  }
}

function readSentencia([first, second]: readonly unknown[]): Sentencia {
  const values = (given: unknown) => (Array.isArray(given) ? [...given] : []);
  if (typeof first === 'string') return { name: null, text: first, values: values(second) };
  if (typeof first !== 'object' || first === null || !('text' in first)) throw new Error('an unknown query');
  return {
    name: 'name' in first && typeof first.name === 'string' ? first.name : null,
    text: String(first.text),
    // A pool gives the values beside the statement to its connection.
    values: values('values' in first ? first.values : second),
  };
}

/** The names that the service gives its statements; one without a name by how it begins. */
const SECUENCIAS = {
  siguiente: [
    ...['begin', 'select pg_advisory_xact_lock', 'bitacora_repetida', 'bitacora_siguiente'],
    ...['bitacora_agregar', 'commit'],
  ],
  registrar: ['bitacora_leer', 'bitacora_agregar'],
} as const satisfies Record<Capturado['paso'], readonly string[]>;

/** Place of each value of `bitacora_agregar` that changes from one acta to another (src/bitacora/escritura.ts). */
const VALOR = { acta: 0, personas: 15, clave: 17, version: 19 } as const;

/** Prepared once on each connection. */
interface Preparada {
  readonly name: string;
  readonly text: string;
}

export function createDesnudo(pool: Pool, capturados: readonly Capturado[]): Desnudo {
  for (const { paso, sentencias } of capturados) checkSecuencia(paso, sentencias);
  const preparada = (paso: Capturado['paso'], at: number): Preparada => {
    const { name, text } = find(capturados, paso).sentencias[at] ?? missing(`${paso} ${at}`);
    return { name: name ?? `desnudo_${paso}_${at}`, text };
  };
  const turno = preparada('siguiente', 1);
  const repetida = preparada('siguiente', 2);
  const siguiente = preparada('siguiente', 3);
  const leer = preparada('registrar', 0);
  const agregar = preparada('registrar', 1);
  const [, , , tomada] = find(capturados, 'siguiente').sentencias;
  const [cola, momento] = tomada?.values ?? [];
  const muestras = groupAgregados(capturados);
  /** who has had each acta: the rows of the queue exclude them */
  const personas = new Map<string, readonly string[]>();
  let requests = 0;

  function valuesOf(paso: Capturado['paso'], acta: string, version: number, clave: string): unknown[] {
    const some = muestras.get(`${paso} ${version}`) ?? missing(`${paso} at version ${version}`);
    const values = [...(some[requests % some.length] ?? missing(paso))];
    values[VALOR.acta] = acta;
    values[VALOR.personas] = personas.get(acta) ?? [];
    values[VALOR.clave] = clave;
    return values;
  }

  /** As long as that of the service. */
  function nextClave(persona: string, paso: string): string {
    requests += 1;
    return `${persona}-${requests}-${paso}`;
  }

  async function take(client: PoolClient, persona: string): Promise<string> {
    const clave = nextClave(persona, 'siguiente');
    await client.query('begin');
    await client.query({ ...turno, values: [`prep.${clave}`] });
    await client.query({ ...repetida, values: [clave] });
    const { rows } = await client.query<Fila>({ ...siguiente, values: [cola, momento, persona] });
    const [row] = rows;
    if (row === undefined) throw new Error('nothing waits to be captured');
    personas.set(row.id, [...(personas.get(row.id) ?? []), persona]);
    await client.query({ ...agregar, values: valuesOf('siguiente', row.id, row.version, clave) });
    await client.query('commit');
    return row.id;
  }

  async function record(acta: string, persona: string): Promise<void> {
    const clave = nextClave(persona, 'registrar');
    for (let intento = 0; intento < 12; intento += 1) {
      const read = await pool.query<Fila>({ ...leer, values: [acta, clave] });
      const version = read.rows[0]?.version ?? missing(acta);
      const values = valuesOf('registrar', acta, version, clave);
      const written = await pool.query<{ readonly seq: string | null }>({ ...agregar, values });
      if (written.rows[0]?.seq !== null) return;
    }
    throw new Error(`${acta} changed twelve times`);
  }

  return {
    async capture(persona) {
      const client = await pool.connect();
      const acta = await take(client, persona).finally(() => client.release());
      await record(acta, persona);
    },
  };
}

interface Fila {
  readonly id: string;
  readonly version: number;
}

function checkSecuencia(paso: Capturado['paso'], sentencias: readonly Sentencia[]): void {
  const expected = SECUENCIAS[paso];
  const found = sentencias.map(({ name, text }) => name ?? text);
  const same = found.length === expected.length && expected.every((name, i) => found[i]?.startsWith(name));
  if (!same) throw new Error(`the service sends other statements for ${paso}: ${found.join('; ')}`);
}

/** The values of each write, by the step and the version that it found: of what follows, those two decide all. */
function groupAgregados(capturados: readonly Capturado[]): Map<string, (readonly unknown[])[]> {
  const groups = new Map<string, (readonly unknown[])[]>();
  for (const { paso, sentencias } of capturados) {
    const { values } = sentencias.find(({ name }) => name === 'bitacora_agregar') ?? missing(paso);
    const key = `${paso} ${String(values[VALOR.version])}`;
    groups.set(key, [...(groups.get(key) ?? []), values]);
  }
  return groups;
}

function find(capturados: readonly Capturado[], paso: Capturado['paso']): Capturado {
  return capturados.find((one) => one.paso === paso) ?? missing(paso);
}

function missing(what: string): never {
  throw new Error(`nothing was caught of ${what}`);
}
