/** How a verb that goes on until it is told is stopped. */

/** Real milliseconds in which a second signal is the same Ctrl-C: npm passes on the one that the terminal sent. */
const MISMA_SENAL = 800;

/** The first Ctrl-C (or SIGTERM) closes in order; another one, later, does not wait. */
export function listenForStop(decir: (linea: string) => void): AbortSignal {
  const alto = new AbortController();
  let since: number | null = null;
  const onSignal = () => {
    if (since === null) {
      since = performance.now();
      decir('Deteniendo: se termina lo que está en curso… (Ctrl-C otra vez para no esperar)');
      alto.abort();
    } else if (performance.now() - since > MISMA_SENAL) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return alto.signal;
}
