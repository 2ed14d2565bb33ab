/**
 * The screens of the operators' application: from this table come the menu and the addresses. A screen is loaded
 * when it is opened. Whoever may open only one goes straight to it.
 */

import { type ComponentType, lazy } from 'react';
import type { Permiso } from '../../src/acceso/permisos.ts';

export interface Pantalla {
  /** as in wouter: `/actas/:acta` */
  readonly ruta: string;
  readonly permiso: Permiso;
  readonly titulo: string;
  /** `oculta`: one gets there from another screen */
  readonly menu: 'visible' | 'oculta';
  readonly componente: ComponentType;
}

export const PANTALLAS: readonly Pantalla[] = [
  {
    ruta: '/tablero',
    permiso: 'tablero:ver',
    titulo: 'Tablero',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./tablero/Tablero.tsx')).Tablero })),
  },
  {
    ruta: '/pantallas',
    permiso: 'pantalla:abrir',
    titulo: 'Pantalla grande',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./pantalla/Pantallas.tsx')).Pantallas })),
  },
  {
    ruta: '/acopio',
    permiso: 'acopio:registrar',
    titulo: 'Acopio',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./acopio/Acopio.tsx')).Acopio })),
  },
  {
    ruta: '/actas-del-catd',
    permiso: 'acopio:ver',
    titulo: 'Actas del CATD',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./acopio/ActasDelCatd.tsx')).ActasDelCatd })),
  },
  {
    ruta: '/identificar',
    permiso: 'digitalizacion:identificar',
    titulo: 'Por identificar',
    menu: 'visible',
    componente: lazy(async () => ({
      default: (await import('./digitalizacion/PorIdentificar.tsx')).PorIdentificar,
    })),
  },
  {
    ruta: '/identificar/:id',
    permiso: 'digitalizacion:identificar',
    titulo: 'Identificar',
    menu: 'oculta',
    componente: lazy(async () => ({
      default: (await import('./digitalizacion/Caso.tsx')).Caso,
    })),
  },
  {
    ruta: '/enviar',
    permiso: 'digitalizacion:enviar',
    titulo: 'Enviar',
    menu: 'visible',
    componente: lazy(async () => ({
      default: (await import('./digitalizacion/Enviar.tsx')).Enviar,
    })),
  },
  {
    ruta: '/imagenes',
    permiso: 'digitalizacion:cambiar_imagen',
    titulo: 'Imágenes',
    menu: 'visible',
    componente: lazy(async () => ({
      default: (await import('./digitalizacion/Imagenes.tsx')).BuscarImagenes,
    })),
  },
  {
    ruta: '/imagenes/:acta',
    permiso: 'digitalizacion:cambiar_imagen',
    titulo: 'Imágenes',
    menu: 'oculta',
    componente: lazy(async () => ({
      default: (await import('./digitalizacion/Imagenes.tsx')).ImagenesDelActa,
    })),
  },
  {
    ruta: '/alertas',
    permiso: 'alertas:ver',
    titulo: 'Alertas',
    menu: 'visible',
    componente: lazy(async () => ({
      default: (await import('./digitalizacion/Alertas.tsx')).Alertas,
    })),
  },
  {
    ruta: '/paquetes',
    permiso: 'paquetes:importar',
    titulo: 'Paquetes',
    menu: 'visible',
    componente: lazy(async () => ({
      default: (await import('./digitalizacion/Paquetes.tsx')).Paquetes,
    })),
  },
  {
    ruta: '/captura',
    permiso: 'captura:capturar',
    titulo: 'Captura',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./captura/Captura.tsx')).Captura })),
  },
  {
    ruta: '/verificacion',
    permiso: 'verificacion:verificar',
    titulo: 'Verificación',
    menu: 'visible',
    componente: lazy(async () => ({
      default: (await import('./verificacion/Verificacion.tsx')).Verificacion,
    })),
  },
  {
    ruta: '/conflictos',
    permiso: 'conflicto:ver',
    titulo: 'Conflictos',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./conflictos/Conflictos.tsx')).Conflictos })),
  },
  {
    ruta: '/conflictos/:acta',
    permiso: 'conflicto:ver',
    titulo: 'Conflicto',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./conflictos/Conflicto.tsx')).Conflicto })),
  },
  {
    ruta: '/identificaciones',
    permiso: 'identificacion:confirmar',
    titulo: 'Identificaciones',
    menu: 'visible',
    componente: lazy(async () => ({
      default: (await import('./identificaciones/Identificaciones.tsx')).Identificaciones,
    })),
  },
  {
    ruta: '/identificaciones/:acta',
    permiso: 'identificacion:confirmar',
    titulo: 'Identificación',
    menu: 'oculta',
    componente: lazy(async () => ({
      default: (await import('./identificaciones/Identificacion.tsx')).Identificacion,
    })),
  },
  {
    ruta: '/cotejo',
    permiso: 'cotejo:cotejar',
    titulo: 'Cotejo',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./cotejo/Cotejo.tsx')).Cotejo })),
  },
  {
    ruta: '/cotejo/:acta',
    permiso: 'cotejo:cotejar',
    titulo: 'Cotejo',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./cotejo/ActaEnCotejo.tsx')).ActaEnCotejo })),
  },
  {
    ruta: '/actas',
    permiso: 'actas:ver',
    titulo: 'Actas',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./actas/Actas.tsx')).Actas })),
  },
  {
    ruta: '/actas/:acta',
    permiso: 'actas:ver',
    titulo: 'Acta',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./actas/PaginaDeActa.tsx')).PaginaDeActa })),
  },
  {
    ruta: '/equipos',
    permiso: 'equipos:ver',
    titulo: 'Equipos',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./equipos/Equipos.tsx')).Equipos })),
  },
  {
    ruta: '/equipos/carga',
    permiso: 'equipos:llevar',
    titulo: 'Cargar equipos',
    menu: 'oculta',
    componente: lazy(async () => ({
      default: (await import('./equipos/CargaDeEquipos.tsx')).CargaDeEquipos,
    })),
  },
  {
    ruta: '/personas',
    permiso: 'personas:ver',
    titulo: 'Personas',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./personas/Personas.tsx')).Personas })),
  },
  {
    ruta: '/personas/carga',
    permiso: 'personas:cargar',
    titulo: 'Cargar personas',
    menu: 'oculta',
    componente: lazy(async () => ({
      default: (await import('./personas/CargaDePersonas.tsx')).CargaDePersonas,
    })),
  },
  {
    ruta: '/accesos',
    permiso: 'accesos:ver',
    titulo: 'Entradas y salidas',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./personas/Accesos.tsx')).Accesos })),
  },
  {
    ruta: '/planeacion',
    permiso: 'planeacion:ver',
    titulo: 'Planeación',
    menu: 'visible',
    componente: lazy(async () => ({ default: (await import('./planeacion/Tablero.tsx')).Tablero })),
  },
  {
    ruta: '/planeacion/actividades',
    permiso: 'planeacion:ver',
    titulo: 'Actividades',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./planeacion/Actividades.tsx')).Actividades })),
  },
  {
    ruta: '/planeacion/calendario',
    permiso: 'planeacion:ver',
    titulo: 'Calendario',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./planeacion/Calendario.tsx')).Calendario })),
  },
  {
    ruta: '/planeacion/buscar',
    permiso: 'planeacion:ver',
    titulo: 'Buscar',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./planeacion/Buscar.tsx')).Buscar })),
  },
  {
    ruta: '/planeacion/informes',
    permiso: 'planeacion:ver',
    titulo: 'Informes',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./planeacion/Informes.tsx')).Informes })),
  },
  {
    ruta: '/planeacion/importar',
    permiso: 'planeacion:editar',
    titulo: 'Importar el plan',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./planeacion/Importar.tsx')).Importar })),
  },
  {
    ruta: '/planeacion/:coleccion',
    permiso: 'planeacion:ver',
    titulo: 'Fichas',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./planeacion/Coleccion.tsx')).Coleccion })),
  },
  {
    ruta: '/planeacion/:coleccion/:id',
    permiso: 'planeacion:ver',
    titulo: 'Ficha',
    menu: 'oculta',
    componente: lazy(async () => ({ default: (await import('./planeacion/Ficha.tsx')).Ficha })),
  },
];

/** Screens that need no session: their address is their permission. */
export const PANTALLAS_SIN_SESION: readonly Pick<Pantalla, 'ruta' | 'componente'>[] = [];
