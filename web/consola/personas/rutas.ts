export type AccionDePersona = 'confirmacion' | 'desbloqueo' | 'revocacion' | 'cierre' | 'codigo';

export function rutaDePersona(clave: string, accion: AccionDePersona): string {
  return `/api/personas/${encodeURIComponent(clave)}/${accion}`;
}
