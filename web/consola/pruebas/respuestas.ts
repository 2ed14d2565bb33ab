/** Canned answers of the routes that remember nothing, one table by contract. */

import type {
  Acceso,
  CargaDePersonas,
  EstadoDeActivacion,
  PersonaEnLista,
  SegundoFactorPorConfirmar,
} from '../../../src/acceso/contrato.ts';
import type { Prioridades } from '../../../src/captura/contrato.ts';
import type { ActaEnCotejo, ActaPorCotejar } from '../../../src/cotejo/contrato.ts';
import type {
  ActaEnLista,
  ListaDeActas,
  PaginaDeActa,
  PantallaGrande,
  Tablero,
} from '../../../src/monitoreo/contrato.ts';
import type { ImagenEnPantalla } from '../../../src/proceso/en-pantalla.ts';
import type {
  ConflictoEnLista,
  ConflictoEnPantalla,
  IdentificacionPendiente,
  TareaDeVerificacionONada,
} from '../../../src/verificacion/contrato.ts';
import type { Contestacion, RutaDePrueba } from './contestacion.ts';
import { AHORA, actaNumero, CAMPOS, escritoEn, tituloNumero } from './datos.ts';

type Tabla = readonly (readonly [RutaDePrueba, () => Contestacion])[];

const DESDE = '2027-06-07T02:33:20.000Z';

function cuerpo<T>(value: T): () => Contestacion {
  return () => ({ cuerpo: value });
}

/** @param imagen of any acta */
export function respuestasDe(imagen: ImagenEnPantalla): ReadonlyMap<RutaDePrueba, () => Contestacion> {
  return new Map([
    ...acceso(),
    ...verificacion(imagen),
    ...cotejo(imagen),
    ...monitoreo(imagen),
    ['GET /api/captura/prioridades', cuerpo<Prioridades>({ prioridades: [] })] as const,
    ['PUT /api/captura/prioridades', cuerpo<Prioridades>({ prioridades: [] })] as const,
  ]);
}

function acceso(): Tabla {
  const persona: PersonaEnLista = {
    clave: 'cap-042',
    nombre: 'Iván Torres Luna',
    rol: 'capturista',
    nombreDeRol: 'Capturista',
    centro: 'CCV Morelia',
    estado: 'por_confirmar',
    cotejo: '4182',
    segundoFactor: 'sin_enrolar',
    sesion: null,
    fallas: 0,
  };
  const accesos: readonly Acceso[] = [
    {
      seq: 812,
      momento: DESDE,
      persona: 'cap-041',
      lugar: 'CCV Morelia',
      tipo: 'sesion_abierta',
      que: 'Ana Lilia Ruiz Cano entró',
    },
  ];
  return [
    ['POST /api/activacion', cuerpo<EstadoDeActivacion>({ estado: 'por_confirmar', cotejo: '4182' })],
    ['GET /api/activacion/:persona', cuerpo<EstadoDeActivacion>({ estado: 'por_confirmar', cotejo: '4182' })],
    [
      'POST /api/segundo-factor',
      cuerpo<SegundoFactorPorConfirmar>({
        secreto: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h2v2H0zM3 3h1v1H3z"/></svg>',
      }),
    ],
    [
      'POST /api/segundo-factor/confirmacion',
      cuerpo({ codigos: ['k7f2-m9xq', 'p4ra-w2he', 'c8zt-n5vd', 'h3ju-b6ys', 'g9em-q4lk', 'x2wn-r7pa'] }),
    ],
    ['GET /api/personas', cuerpo({ personas: [persona] })],
    ['POST /api/personas/:clave/confirmacion', cuerpo({ persona: { ...persona, estado: 'activa' } })],
    ['POST /api/personas/:clave/desbloqueo', cuerpo({ persona: { ...persona, estado: 'activa' } })],
    ['POST /api/personas/:clave/revocacion', cuerpo({ persona: { ...persona, estado: 'revocada' } })],
    ['POST /api/personas/:clave/cierre', cuerpo({ persona })],
    ['POST /api/personas/:clave/codigo', cuerpo({ persona, codigo: 'RANA-4821-LUNA' })],
    [
      'POST /api/personas/carga',
      cuerpo<CargaDePersonas>({ personas: 150, nuevas: 148, errores: [], talones: null }),
    ],
    ['GET /api/accesos', cuerpo({ accesos })],
  ];
}

function verificacion(imagen: ImagenEnPantalla): Tabla {
  const escrito = escritoEn(CAMPOS, 0);
  const siguiente: TareaDeVerificacionONada = {
    tarea: {
      acta: actaNumero(0),
      titulo: tituloNumero(0),
      imagen,
      campos: CAMPOS.map((campo) => ({ ...campo, lectura: escrito[campo.clave] ?? 0, marcas: [] })),
      advertencias: [],
      vence: '2027-06-07T02:51:07.000Z',
    },
    enEspera: 38,
    enEstaHora: 44,
    enTotal: 210,
  };
  const conflicto: ConflictoEnLista = {
    acta: actaNumero(1),
    titulo: tituloNumero(1),
    campos: 1,
    desde: DESDE,
    etapa: 'por_proponer',
  };
  const detalle: ConflictoEnPantalla = {
    acta: actaNumero(1),
    titulo: tituloNumero(1),
    imagen,
    campos: CAMPOS.map((campo, i) => ({
      ...campo,
      acordada: i === 6 ? null : (escrito[campo.clave] ?? 0),
      lecturas: i === 6 ? [21, 27, 'ILEGIBLE'] : [],
    })),
    propuesta: null,
  };
  const pendiente: IdentificacionPendiente = {
    acta: actaNumero(2),
    titulo: tituloNumero(2),
    imagen,
    propone: 'Jorge Medina Solís (ver-007)',
    desde: DESDE,
    propuesta: { tipo: 'otra_acta', acta: actaNumero(3), razon: 'El acta dice sección 1207.' },
    destino: tituloNumero(3),
  };
  return [
    ...(['aceptacion', 'recaptura', 'imagen', 'devolucion', 'identificacion'] as const).map(
      (accion) =>
        [
          `POST /api/verificacion/actas/:acta/${accion}`,
          cuerpo<TareaDeVerificacionONada>(siguiente),
        ] as const,
    ),
    ['POST /api/verificacion/siguiente', cuerpo<TareaDeVerificacionONada>(siguiente)],
    ['GET /api/conflictos', cuerpo({ conflictos: [conflicto] })],
    ['GET /api/conflictos/:acta', cuerpo<ConflictoEnPantalla>(detalle)],
    ...(['propuesta', 'confirmacion', 'rechazo', 'imagen'] as const).map(
      (accion) => [`POST /api/conflictos/:acta/${accion}`, cuerpo({})] as const,
    ),
    ['GET /api/identificaciones', cuerpo({ pendientes: [pendiente] })],
    ['POST /api/identificaciones/:acta/confirmacion', cuerpo({})],
    ['POST /api/identificaciones/:acta/rechazo', cuerpo({})],
  ];
}

function cotejo(imagen: ImagenEnPantalla): Tabla {
  const escrito = escritoEn(CAMPOS, 0);
  const acta: ActaPorCotejar = {
    acta: actaNumero(0),
    titulo: tituloNumero(0),
    catd: 'CATD-16',
    cotejo: 0,
    verificada: DESDE,
    corte: 12,
  };
  const abierta: ActaEnCotejo = {
    ...acta,
    imagen,
    campos: CAMPOS.map((campo) => ({ ...campo, lectura: escrito[campo.clave] ?? 0 })),
  };
  return [
    ['GET /api/cotejo/actas', cuerpo({ actas: [acta], total: 1, siguiente: null })],
    ['GET /api/cotejo/actas/:acta', cuerpo<ActaEnCotejo>(abierta)],
    ...(['confirmacion', 'correccion', 'imagen'] as const).map(
      (accion) => [`POST /api/cotejo/actas/:acta/${accion}`, cuerpo<ActaPorCotejar>(acta)] as const,
    ),
  ];
}

function monitoreo(imagen: ImagenEnPantalla): Tabla {
  const acta: ActaEnLista = {
    acta: actaNumero(0),
    titulo: tituloNumero(0),
    catd: 'CATD-16',
    fase: 'verificada',
    espera: null,
    cotejo: 0,
    marcas: [],
  };
  const pagina: PaginaDeActa = {
    ...acta,
    imagenes: [{ ...imagen, origen: 'CATD', digitalizacion: 'CATD-16', momento: DESDE, uso: 'en_uso' }],
    resultado: CAMPOS.map(({ clave, etiqueta }) => ({
      campo: clave,
      etiqueta,
      lectura: String(escritoEn(CAMPOS, 0)[clave] ?? 0),
    })),
    historia: [
      {
        seq: 431,
        momento: DESDE,
        tipo: 'acta_acopiada',
        quien: 'Elena Tovar Ríos (aco-003)',
        lugar: 'CATD-16',
        que: 'Se recibió el acta',
        lecturas: null,
      },
    ],
    cortes: [],
  };
  const tablero: Tablero = {
    ahora: AHORA,
    sinBaseDesde: null,
    elecciones: [],
    colas: (['digitalizacion', 'captura', 'conflicto', 'verificacion'] as const).map((cola, i) => ({
      cola,
      actas: 312 - 77 * i,
      masAntigua: DESDE,
      acta: actaNumero(i),
      porMinuto: Array.from({ length: 60 }, (_, minuto) => (minuto * 7 + i) % 13),
    })),
    corte: { numero: 12, momento: DESDE },
    personas: [],
  };
  const pantalla: PantallaGrande = {
    id: 'p1',
    nombre: 'Sala del CCV',
    creada: DESDE,
    creo: 'Marta Quiroz Lemus',
    direccion: null,
  };
  return [
    ['GET /api/tablero', cuerpo<Tablero>(tablero)],
    ['GET /api/pantalla/:llave', cuerpo<Tablero>({ ...tablero, personas: null })],
    ['GET /api/actas', cuerpo<ListaDeActas>({ actas: [acta], total: 1, siguiente: null })],
    ['GET /api/actas/:acta', cuerpo<PaginaDeActa>(pagina)],
    ['GET /api/pantallas', cuerpo({ pantallas: [pantalla] })],
    [
      'POST /api/pantallas',
      cuerpo<PantallaGrande>({ ...pantalla, direccion: 'http://127.0.0.1/pantalla/x' }),
    ],
    ['DELETE /api/pantallas/:id', cuerpo({})],
  ];
}
