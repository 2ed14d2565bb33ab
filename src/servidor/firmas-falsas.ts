/** A request that came as an equipo and that its key did not sign: a fact of access, and an alert for its coordination. */

import type { PartesDeEquipos } from '../acceso/equipos-guardia.ts';
import { type AlertaNueva, raise } from '../digitalizacion/entregas/alertas.ts';
import { ok } from '../dominio/result.ts';
import type { Sistema } from './servicios.ts';

/** The guard's teller, that also raises the alert. Seen again from the same address, it is the same alert. */
export function withAlerta(
  tellFirmaFalsa: PartesDeEquipos['tellFirmaFalsa'],
  { bitacora, now }: Pick<Sistema, 'bitacora' | 'now'>,
): PartesDeEquipos['tellFirmaFalsa'] {
  return async (equipo, ruta, direccion, omitidas) => {
    await tellFirmaFalsa(equipo, ruta, direccion, omitidas);
    const { clave, centro } = equipo;
    // That the database is away is not the concern of who asked: the fact is lost and so is the alert.
    await bitacora.noteWith('DIGITALIZACION', async (client, anotar) => {
      const alerta: AlertaNueva = {
        ...{
          tipo: 'firma_falsa',
          clave: `firma_falsa ${clave} ${direccion}`,
          centro,
          equipo: clave,
          actas: [],
        },
        mensaje: `Desde ${direccion} alguien se presenta como ${clave} y no firma con su llave. Nada de eso se aceptó. Revise quién tiene ese equipo y, si hace falta, revóquelo.`,
      };
      await raise(client, anotar, alerta, now());
      return ok(null);
    });
  };
}
