/** What the page shows, computed from what is stored and from what the server said last. */

import type { IdActa } from '../dominio/clave.ts';
import { DOCUMENTOS_QUE_SE_DICEN, type DocumentoQueSeDice } from '../dominio/documento.ts';
import { parseEntrega } from '../dominio/entrega.ts';
import { nombreDePersona, type PersonaDelCentro } from '../dominio/persona-en-equipo.ts';
import type { Almacen, EntregaGuardada, ImagenGuardada } from './almacen.ts';
import { faltaOriginal } from './cola.ts';
import type {
  ActaEnEstacion,
  ActaEsperada,
  EntregaEnEstacion,
  EnvioEnEstacion,
  EstadoDeEstacion,
  ImagenEnEstacion,
  Titulo,
  TurnoEnEstacion,
} from './contrato.ts';
import type { Envio } from './envio.ts';
import type { Escaner } from './escaner.ts';
import type { Identidad } from './identidad.ts';
import type { Libro } from './libro.ts';
import type { Reloj } from './reloj.ts';
import { personasDe, type Turno, turnoDe } from './turno.ts';

export interface DeEstado {
  readonly almacen: Almacen;
  readonly libro: Libro;
  readonly reloj: Reloj;
  readonly identidad: Identidad;
  readonly envio: Pick<Envio, 'enlace' | 'medido'>;
  readonly escaner: Pick<Escaner, 'leyendo' | 'problema' | 'noLeidos'> | null;
  readonly carpetaDelEscaner: string | null;
  readonly disco: () => EstadoDeEstacion['disco'];
}

/** That of a person's attention: who has more waiting begins with the oldest. */
const POR_DECIDIR = 50;
const AVISOS = 5;
const HECHOS_MIRADOS = 30;
/** What is a notice and not the everyday of a station. */
const NOTABLES: ReadonlySet<string> = new Set([
  'salto_de_reloj',
  'disco_lleno',
  'disco_con_lugar',
  'copia_restaurada',
  'repetido',
  'paquete',
]);

export function estadoDe(de: DeEstado): EstadoDeEstacion {
  const { almacen, libro, reloj, identidad, envio, escaner } = de;
  const equipo = almacen.equipo();
  if (equipo === null) throw new Error('a station that works knows its process');
  const entregas = libro.todas();
  const actas = actasDe(de);
  const mirada = miradaDe(de, actas);
  const imagenes = almacen.imagenes();
  const waiting = imagenes.filter(({ situacion }) => situacion === 'por_decidir').reverse();
  const [newest] = imagenes;
  const personas = personasDe(almacen);

  return {
    ahora: reloj.servidor(),
    estacion: { clave: equipo.clave, nombre: equipo.nombre, cotejo: identidad.cotejo },
    centro: equipo.centro,
    proceso: equipo.proceso,
    turno: turnoEnEstacion(turnoDe(almacen), personas),
    personas,
    servidor: identidad.servidor,
    enlace: envio.enlace(),
    reloj: { desfase: reloj.desfase(), medido: envio.medido() },
    disco: de.disco(),
    escaner: {
      carpeta: de.carpetaDelEscaner,
      leyendo: escaner?.leyendo() ?? null,
      problema: escaner?.problema() ?? null,
      noLeidos: escaner?.noLeidos() ?? [],
    },
    cuenta: {
      esperadas: actas.length,
      sobres: actas.filter(({ sobre }) => sobre !== 'no').length,
      conImagen: actas.filter(({ imagen }) => imagen !== 'no').length,
      porEnviar: {
        acopios: entregas.filter(({ tipo, vista }) => tipo === 'acopio' && vista === null).length,
        imagenes: entregas.filter(isImagenPorEnviar).length,
        originales: entregas.filter(faltaElOriginal).length,
      },
      bytesPorEnviar: entregas.reduce((sum, each) => sum + bytesPorEnviar(each), 0),
      enServidor: entregas.filter(({ vista }) => vista !== null && vista.estado !== 'incompleta').length,
      registradas: entregas.filter(({ vista }) => vista?.estado === 'registrada').length,
      rechazadas: entregas.filter(({ vista }) => vista?.estado === 'rechazada').length,
    },
    ultima: newest === undefined ? null : mirada(newest),
    porDecidir: waiting.slice(0, POR_DECIDIR).map(mirada),
    porDecidirEnTotal: waiting.length,
    pendientes: actas.flatMap(({ acta, titulo, rescanear }) =>
      rescanear === null ? [] : [{ acta, titulo, mensaje: rescanear }],
    ),
    avisos: almacen
      .hechos(HECHOS_MIRADOS)
      .filter(({ tipo }) => NOTABLES.has(tipo))
      .slice(0, AVISOS)
      .map(({ momento, mensaje }) => ({ momento, mensaje })),
  };
}

export function turnoEnEstacion(
  turno: Turno | null,
  personas: readonly PersonaDelCentro[],
): TurnoEnEstacion | null {
  if (turno === null) return null;
  const { persona, desde } = turno;
  const clave = typeof persona === 'string' ? persona : null;
  return { clave, nombre: nombreDePersona(persona, personas), desde };
}

/** Every acta that the CATD expects: what the server said last, and what has been done here since. */
export function actasDe({ almacen, libro }: Pick<DeEstado, 'almacen' | 'libro'>): readonly ActaEnEstacion[] {
  const sobres = new Map<IdActa, EntregaGuardada>();
  const images = new Map<IdActa, EntregaGuardada>();
  for (const entrega of libro.todas()) {
    if (entrega.vista?.estado === 'rechazada') continue;
    const acta = entrega.vista?.acta ?? entrega.acta;
    if (acta !== null) (entrega.tipo === 'acopio' ? sobres : images).set(acta, entrega);
  }
  return (almacen.equipo()?.actas ?? []).map((each) => ({
    acta: each.acta,
    titulo: each.titulo,
    situacion: each.situacion,
    sobre:
      each.acopiada || isRegistrada(sobres.get(each.acta))
        ? 'registrado'
        : sobres.has(each.acta)
          ? 'aqui'
          : 'no',
    imagen: isRegistrada(images.get(each.acta)) ? 'registrada' : images.has(each.acta) ? 'aqui' : 'no',
    rescanear: each.rescanear,
  }));
}

export function imagenDe(de: DeEstado, imagen: ImagenGuardada): ImagenEnEstacion {
  return miradaDe(de, actasDe(de))(imagen);
}

function miradaDe({ almacen, libro }: DeEstado, actas: readonly ActaEnEstacion[]) {
  const titulos = titulosDe(almacen.equipo()?.actas ?? []);
  const conSobre = new Set(actas.filter(({ sobre }) => sobre !== 'no').map(({ acta }) => acta));
  return (imagen: ImagenGuardada): ImagenEnEstacion => {
    const { id, nombre, pagina, paginas, momento, acta, ancho, alto, sha256, situacion, razon } = imagen;
    const entrega = imagen.secuencia === null ? null : libro.deSecuencia(imagen.secuencia);
    const whose = entrega?.vista?.acta ?? acta;
    const problems = situacion === 'entregada' ? [] : imagen.motivos.map(({ mensaje }) => mensaje);
    return {
      ...{ id, archivo: nombre, pagina, paginas, momento, ancho, alto, sha256, situacion, razon },
      documento: saidOf(entrega),
      acta: whose,
      titulo: whose === null ? null : (titulos.get(whose) ?? null),
      mensajes: imagen.mensaje === null ? problems : [...problems, imagen.mensaje],
      entrega: entrega === null ? null : { secuencia: entrega.secuencia, envio: envioDe(entrega) },
      falta: faltaDe(situacion, whose, entrega, conSobre),
    };
  };
}

/** The copy that somebody said; what an acta is called by its casilla, nobody says. */
function saidOf(entrega: EntregaGuardada | null): DocumentoQueSeDice {
  const documento = entrega === null ? null : dichoEn(entrega, []).documento;
  return DOCUMENTOS_QUE_SE_DICEN.find((each) => each === documento) ?? 'ACTA PREP';
}

function faltaDe(
  situacion: ImagenGuardada['situacion'],
  acta: IdActa | null,
  entrega: EntregaGuardada | null,
  conSobre: ReadonlySet<IdActa>,
): string | null {
  if (situacion !== 'entregada' || entrega === null) return null;
  if (entrega.vista?.estado === 'por_identificar') {
    return entrega.vista.mensaje ?? 'Dos personas del CATD deben escribir de qué acta es.';
  }
  if (acta !== null && !conSobre.has(acta))
    return 'Falta registrar su sobre: la imagen espera a que se registre.';
  return null;
}

export function entregasDe({
  almacen,
  libro,
}: Pick<DeEstado, 'almacen' | 'libro'>): readonly EntregaEnEstacion[] {
  const titulos = titulosDe(almacen.equipo()?.actas ?? []);
  const personas = personasDe(almacen);
  return libro
    .todas()
    .map((entrega): EntregaEnEstacion => {
      const { secuencia, tipo, momento, original, vista } = entrega;
      const acta = vista?.acta ?? entrega.acta;
      return {
        ...{ secuencia, tipo, momento, acta },
        titulo: acta === null ? null : (titulos.get(acta) ?? null),
        envio: envioDe(entrega),
        ...dichoEn(entrega, personas),
        original: original === null ? null : vista?.originalCompleto === true ? 'enviado' : 'por_enviar',
      };
    })
    .reverse();
}

/** What its text says, that is what was signed. */
function dichoEn(
  { texto }: EntregaGuardada,
  personas: readonly PersonaDelCentro[],
): Pick<EntregaEnEstacion, 'quien' | 'documento'> {
  const read = parseEntrega(texto);
  if (!read.ok) return { quien: null, documento: null };
  const { persona } = read.value;
  return {
    quien: persona === null ? null : nombreDePersona(persona, personas),
    documento: read.value.tipo === 'imagen' ? read.value.tipoDocumento : null,
  };
}

function envioDe({ archivo, vista }: EntregaGuardada): EnvioEnEstacion {
  if (vista === null) return { tipo: 'por_enviar' };
  switch (vista.estado) {
    case 'incompleta':
      return { tipo: 'enviando', bytes: vista.faltaDesde, de: archivo?.bytes ?? 0 };
    case 'rechazada':
      return { tipo: 'rechazada', codigo: vista.codigo ?? '', mensaje: vista.mensaje ?? '' };
    default:
      return { tipo: 'en_servidor', estado: vista.estado };
  }
}

function isImagenPorEnviar({ tipo, vista }: EntregaGuardada): boolean {
  return tipo === 'imagen' && (vista === null || vista.estado === 'incompleta');
}

/** Also before its image was sent: it will follow. */
function faltaElOriginal(entrega: EntregaGuardada): boolean {
  return entrega.original !== null && (isImagenPorEnviar(entrega) || faltaOriginal(entrega));
}

function bytesPorEnviar(entrega: EntregaGuardada): number {
  const { archivo, original, vista } = entrega;
  const image = isImagenPorEnviar(entrega) ? (archivo?.bytes ?? 0) - (vista?.faltaDesde ?? 0) : 0;
  const rest = faltaElOriginal(entrega) ? (original?.bytes ?? 0) - (vista?.originalFaltaDesde ?? 0) : 0;
  return image + rest;
}

function isRegistrada(entrega: EntregaGuardada | undefined): boolean {
  return entrega?.vista?.estado === 'registrada';
}

function titulosDe(actas: readonly ActaEsperada[]): ReadonlyMap<IdActa, Titulo> {
  return new Map(actas.map(({ acta, titulo }) => [acta, titulo]));
}
