/**
 * A log of a random night of the small election of dominio/pruebas: every kind of fact, interleaved as it happened.
 */

import type { Evento } from '../../bitacora/bitacora.ts';
import type { EstadoActa } from '../../dominio/acta.ts';
import { AJUSTES, type Ajustes } from '../../dominio/ajustes.ts';
import type { ActaEsperada } from '../../dominio/eleccion.ts';
import { azarDe, caminarActa, hechosDe } from '../../dominio/pruebas/caminata.ts';
import { CATALOGO, DIPUTACIONES } from '../../dominio/pruebas/ejemplos.ts';
import { type Catalogo, createCatalogo } from '../catalogo.ts';

export interface NocheDePrueba {
  readonly eventos: readonly Evento[];
  readonly estados: readonly (readonly [ActaEsperada, EstadoActa])[];
}

export function catalogoDePrueba(ajustes: Ajustes = AJUSTES): Catalogo {
  return createCatalogo({
    elecciones: [DIPUTACIONES],
    eleccionPorClave: new Map([[DIPUTACIONES.clave, DIPUTACIONES]]),
    actasPorId: new Map(CATALOGO.map((acta) => [acta.id, acta])),
    actasPorEleccion: new Map([[DIPUTACIONES.clave, CATALOGO]]),
    ajustes,
  });
}

export function nocheDePrueba(semilla: number, pasos: number): NocheDePrueba {
  const azar = azarDe(semilla);
  const caminos = CATALOGO.map(
    (esperada) => [esperada, caminarActa(azar, pasos, DIPUTACIONES, esperada)] as const,
  );
  const sueltos = caminos.flatMap(([{ id }, camino]) =>
    hechosDe(camino).map(({ hecho, momento }, i) => ({
      ...{ acta: id, version: i + 1, tipo: hecho.tipo, datos: hecho.datos },
      ...{ actor: 'alguien', lugar: 'CCV', momento, sha256: '' },
    })),
  );
  const eventos = sueltos
    .toSorted((a, b) => (a.momento < b.momento ? -1 : a.momento > b.momento ? 1 : a.version - b.version))
    .map((suelto, i): Evento => ({ ...suelto, seq: i + 1 }));
  return {
    eventos,
    estados: caminos.map(([esperada, camino]) => [esperada, camino.at(-1)?.despues ?? { fase: 'esperada' }]),
  };
}
