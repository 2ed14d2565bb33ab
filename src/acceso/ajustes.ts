/** What an institute may want to change about access, with the values that are used if it says nothing. */

export interface AjustesDeAcceso {
  /** a session in which nothing is asked for this long ends */
  readonly minutosDeInactividad: number;
  /** and any session ends after this long, however busy: longer than a shift, shorter than a day */
  readonly horasDeSesion: number;
  /** consecutive failures after which a person is locked */
  readonly fallasParaBloquear: number;
  readonly minutosDeBloqueo: number;
  /** failures from one address, within ten minutes, after which it may try once per second */
  readonly fallasPorDireccion: number;
  /** a code of an equipo serves this long: slips are printed days before they are used */
  readonly diasDeCodigoDeEquipo: number;
  /** cost of argon2id: KiB of memory and passes over it (OWASP: 19 MiB and 2) */
  readonly contrasena: { readonly memoria: number; readonly vueltas: number };
}

export const AJUSTES_DE_ACCESO: AjustesDeAcceso = {
  minutosDeInactividad: 30,
  horasDeSesion: 14,
  fallasParaBloquear: 10,
  minutosDeBloqueo: 15,
  // A whole CCV may come out through one address: people who mistype at the beginning of a shift must fit.
  fallasPorDireccion: 60,
  diasDeCodigoDeEquipo: 15,
  contrasena: { memoria: 19_456, vueltas: 2 },
};
