/** The application: who the phone is decides whether there is an activation, a list of actas, or a stop. */

import type { ActaDelEquipo } from '../../src/acopio/contrato-de-equipo.ts';
import type { Refusal } from '../../src/dominio/result.ts';
import { Cargando } from '../comun/estados.tsx';
import { Limite } from '../comun/Limite.tsx';
import { almacen, type Foto, type Identidad, leerPropio, type Servidor } from './equipo/almacen.ts';
import { PantallaDeActa } from './pantallas/Acta.tsx';
import { Activacion } from './pantallas/Activacion.tsx';
import { Alto } from './pantallas/Alto.tsx';
import { PantallaDeCamara } from './pantallas/Camara.tsx';
import { Inicio } from './pantallas/Inicio.tsx';
import { Telefono } from './pantallas/Telefono.tsx';
import { useHash, useRuta } from './ruta.ts';
import { useConsulta } from './useConsulta.ts';
import { useDesplazamiento } from './useDesplazamiento.ts';

/** Everything of the phone but the bytes of its photographs. */
interface EnTelefono {
  readonly identidad: Identidad | null;
  readonly servidor: Servidor | null;
  readonly alto: Refusal | null;
  readonly fotos: readonly Foto[];
}

async function leerTelefono(): Promise<EnTelefono> {
  const [identidad, servidor, alto, fotos] = await Promise.all([
    leerPropio('identidad'),
    leerPropio('servidor'),
    leerPropio('alto'),
    almacen.fotos.orderBy('orden').toArray(),
  ]);
  return { identidad, servidor, alto, fotos };
}

/** What is said when a screen breaks. */
export const AL_FALLAR =
  'Las fotos guardadas siguen en el teléfono. Vuelva a cargarla; si falla otra vez, avise a su coordinación.';

export function Casilla() {
  const telefono = useConsulta(leerTelefono);
  const hash = useHash();
  if (telefono === undefined) return <Cargando que="Abriendo…" />;
  return (
    <Limite lugar={hash} mensaje={AL_FALLAR}>
      <Pantalla telefono={telefono} hash={hash} />
    </Limite>
  );
}

function Pantalla({ telefono, hash }: { readonly telefono: EnTelefono; readonly hash: string }) {
  const ruta = useRuta();
  useDesplazamiento(hash, ruta.pantalla);
  const { identidad, servidor, alto, fotos } = telefono;
  if (alto !== null) {
    return <Alto {...{ alto, identidad, servidor, fotos }} enlace={hash} />;
  }
  if (identidad === null || servidor === null || servidor.equipo.estado !== 'activo') {
    return <Activacion identidad={identidad} servidor={servidor} enlace={hash} />;
  }
  if (ruta.pantalla === 'telefono') {
    return <Telefono identidad={identidad} servidor={servidor} fotos={fotos} />;
  }
  if (ruta.pantalla === 'inicio') return <Inicio servidor={servidor} fotos={fotos} />;
  const acta = servidor.equipo.actas.find((each) => each.acta === ruta.acta);
  // It was taken away from this phone while its screen was open.
  if (acta === undefined) return <Inicio servidor={servidor} fotos={fotos} />;
  return ruta.pantalla === 'acta' ? (
    <PantallaDeActa acta={acta} servidor={servidor} fotos={fotosDe(fotos, acta)} />
  ) : (
    <PantallaDeCamara key={acta.acta} acta={acta} servidor={servidor} />
  );
}

function fotosDe(fotos: readonly Foto[], { acta }: ActaDelEquipo): readonly Foto[] {
  return fotos.filter((foto) => foto.acta === acta);
}
