/**
 * Identifications: a verificador says that an image is of another acta, or of none of the catalogue; the coordinator
 * confirms it or not. Confirmed, the image leaves one acta and goes to the other at once.
 */

import type { ActaEnEspera, Bitacora, Registro } from '../bitacora/bitacora.ts';
import { commandOf, createMandar, type Peticion } from '../bitacora/peticion.ts';
import type { Instante, PropuestaDeIdentificacion } from '../dominio/acta.ts';
import { buildIdFueraDeCatalogo, type IdActa } from '../dominio/clave.ts';
import { camposDe } from '../dominio/eleccion.ts';
import {
  decideConfirmarIdentificacion,
  decideProponerIdentificacion,
  decideRechazarIdentificacion,
} from '../dominio/mandatos-dos-personas.ts';
import { type Refusal, type Result, refuse } from '../dominio/result.ts';
import { findByIdentificacion, indexByClave } from '../proceso/identificacion.ts';
import type { Proceso } from '../proceso/proceso.ts';
import type { RespuestaAPropuesta } from './conflictos.ts';

export interface IdentificacionesDeActas {
  /** Those that wait, oldest first. */
  list(): Promise<Result<readonly ActaEnEspera[], Refusal>>;
  proponer(
    peticion: Peticion & { readonly propuesta: PropuestaDeIdentificacion },
  ): Promise<Result<Registro, Refusal>>;
  confirmar(peticion: RespuestaAPropuesta): Promise<Result<Registro, Refusal>>;
  rechazar(peticion: RespuestaAPropuesta & { readonly razon: string }): Promise<Result<Registro, Refusal>>;
}

const A_LA_VISTA = 500;

/** @param now clock of the machine */
export function createIdentificaciones(
  bitacora: Bitacora,
  proceso: Proceso,
  now: () => Instante,
): IdentificacionesDeActas {
  const mandar = createMandar(bitacora, now);
  const porClave = indexByClave(proceso.actas);

  /** Fields of an acta of the catalogue; none of one that is not in it. */
  function camposOf(acta: IdActa): readonly string[] {
    const esperada = proceso.actasPorId.get(acta);
    if (esperada === undefined) return [];
    const eleccion = proceso.eleccionPorClave.get(esperada.eleccion);
    if (eleccion === undefined) throw new Error(`acta of an election that the process lacks: ${acta}`);
    return camposDe(eleccion, esperada.casilla.tipo, esperada.territorio);
  }

  return {
    list: () => bitacora.waitingIn('identificacion', A_LA_VISTA),

    async proponer({ propuesta, ...peticion }) {
      if (propuesta.tipo === 'otra_acta' && !proceso.actasPorId.has(propuesta.acta)) {
        return refuse(
          'ACTA_DESCONOCIDA',
          `El acta ${propuesta.acta} no está en el catálogo. Si no es de ninguna casilla, propóngala fuera de catálogo.`,
        );
      }
      const { acta } = peticion;
      return mandar(peticion, (estado, { persona, ahora }) =>
        decideProponerIdentificacion(estado, { acta, persona, ahora, propuesta }),
      );
    },

    async confirmar({ vista, ...peticion }) {
      const { acta, persona } = peticion;
      const loaded = await bitacora.load(acta);
      if (!loaded.ok) return loaded;
      const { estado, eleccion } = loaded.value;
      // It says where the image goes. If there is another proposal by the time both actas are locked, it is refused.
      const pending = estado.fase === 'capturada' ? estado.propuesta : null;
      const propuesta = pending?.propuesta;
      const enCatalogo =
        propuesta?.tipo === 'fuera_de_catalogo'
          ? findByIdentificacion(porClave, eleccion, propuesta.identificacion)
          : null;
      return bitacora.transfer({
        ...commandOf(peticion, now()),
        acta,
        destino:
          propuesta?.tipo === 'otra_acta'
            ? { tipo: 'acta', acta: propuesta.acta }
            : { tipo: 'alta', nombre: buildIdFueraDeCatalogo },
        decide: (origen, destino) =>
          decideConfirmarIdentificacion(
            origen,
            { ...destino, campos: camposOf(destino.acta), enCatalogo },
            { acta, persona, vista: vista ?? pending?.desde },
          ),
      });
    },

    rechazar: ({ vista, razon, ...peticion }) =>
      mandar(peticion, (estado, { persona }) =>
        decideRechazarIdentificacion(estado, { persona, vista, razon }),
      ),
  };
}
