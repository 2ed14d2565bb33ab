/** Where a verb of the command line writes: the terminal, or what a test gives it. */

export interface Salida {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
}

export interface Io {
  /** what was asked for */
  readonly stdout: Salida;
  /** progress, refusals and errors */
  readonly stderr: Salida;
}
