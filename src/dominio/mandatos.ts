/**
 * What people ask of an acta, and what follows: each function takes the state and a request and gives the facts
 * to append, or a named refusal with a sentence in Spanish. Who may do what is decided here, not in the screens:
 * nobody captures an acta twice nor verifies what they captured, and whoever has seen its values is not blind.
 *
 * Pure: the time is given. Identity of people is a key (`persona`), checked by `acceso`.
 */

import {
  type Acopio,
  type Asignacion,
  awaitsSobre,
  type EstadoActa,
  type EventoActa,
  type Imagen,
  type Instante,
  type MotivoRechazo,
  type Origen,
} from './acta.ts';
import { type Captura, consolidate, type Lecturas } from './consolidacion.ts';
import type { MotivoSinActa } from './contabilizacion.ts';
import { checkLectura, type LecturaErrorCode } from './lectura.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export type MandatoErrorCode =
  | 'FASE_NO_LO_PERMITE'
  | 'YA_ACOPIADA'
  | 'FALTA_ACOPIO'
  | 'IMAGEN_REPETIDA'
  | 'YA_LA_CAPTURO'
  | 'YA_LA_VIO'
  | 'YA_LA_TIENE'
  | 'SIN_LUGAR'
  | 'SIN_ASIGNACION'
  | 'ASIGNACION_VENCIDA'
  | 'FALTAN_CAMPOS'
  | 'CAMPO_AJENO'
  | 'CAPTURISTA_NO_VERIFICA'
  | 'MISMA_PERSONA'
  | 'FALTA_RAZON'
  | LecturaErrorCode;

export type Decision = Result<readonly EventoActa[], Refusal<MandatoErrorCode>>;

/** Receives the envelope of the acta at a CATD (once), or notes that it was photographed at the casilla. */
export function decideAcopio(
  estado: EstadoActa,
  mandato: {
    readonly via: Origen;
    readonly horaManuscrita: string | null;
    readonly avisos: readonly string[];
  },
): Decision {
  const acopiada: EventoActa = { tipo: 'acta_acopiada', datos: mandato };
  if (estado.fase === 'esperada') return ok([acopiada]);
  if (estado.fase === 'sin_acta') {
    return refuse(
      'FASE_NO_LO_PERMITE',
      'Esta acta se declaró sin acta. Pida que se anule esa declaración y vuelva a registrarla.',
    );
  }
  if (mandato.via === 'CATD' && awaitsSobre(estado)) return ok([acopiada]);
  return refuse('YA_ACOPIADA', 'Esta acta ya se recibió. No hace falta registrarla otra vez.');
}

/**
 * Stores an image. The first one that arrives is captured; the others stay as evidence.
 *
 * @param campos fields of the acta in printed order, from `camposDe`
 */
export function decideImagen(
  estado: EstadoActa,
  imagen: Omit<Imagen, 'momento'> & { readonly bytes: number },
  campos: readonly string[],
): Decision {
  const digitalizada = (uso: 'captura' | 'evidencia'): EventoActa => ({
    tipo: 'imagen_digitalizada',
    datos: { ...imagen, uso, campos: uso === 'captura' ? campos : [] },
  });
  if (imagen.origen === 'CATD' && (estado.fase === 'esperada' || awaitsSobre(estado))) {
    return refuse(
      'FALTA_ACOPIO',
      'El acta no se ha recibido en el CATD. Registre primero su acopio y después digitalícela.',
    );
  }
  switch (estado.fase) {
    case 'esperada':
      return ok([
        { tipo: 'acta_acopiada', datos: { via: 'CASILLA', horaManuscrita: null, avisos: [] } },
        digitalizada('captura'),
      ]);
    case 'acopiada':
      if (hasImagen(estado.previo?.imagenes ?? [], imagen.sha256)) return repeated();
      return ok([digitalizada('captura')]);
    case 'sin_acta':
    case 'fuera_de_catalogo':
      return refuse(
        'FASE_NO_LO_PERMITE',
        'Esta acta está cerrada como sin acta o fuera de catálogo. Anule esa declaración antes de enviar una imagen.',
      );
    default:
      return hasImagen(estado.imagenes, imagen.sha256) ? repeated() : ok([digitalizada('evidencia')]);
  }
}

/** Gives the acta to a person to capture until `vence`. Releases the assignments that have expired. */
export function decideAsignarCaptura(
  estado: EstadoActa,
  mandato: Asignacion & { readonly ahora: Instante },
): Decision {
  if (estado.fase !== 'en_captura') return wrongPhase(estado, 'capturarse');
  const { persona, vence, ahora } = mandato;
  if (estado.capturistas.includes(persona)) {
    return refuse(
      'YA_LA_CAPTURO',
      'Usted ya capturó esta acta; la siguiente captura debe hacerla otra persona.',
    );
  }
  if (estado.verificadores.includes(persona)) {
    return refuse('YA_LA_VIO', 'Usted ya vio los datos de esta acta; debe capturarla otra persona.');
  }
  const vencidas = estado.asignaciones.filter((asignacion) => asignacion.vence <= ahora);
  const vigentes = estado.asignaciones.filter((asignacion) => asignacion.vence > ahora);
  if (vigentes.some((asignacion) => asignacion.persona === persona)) {
    return refuse('YA_LA_TIENE', 'Usted ya tiene esta acta asignada. Termine de capturarla.');
  }
  if (lugares(estado) + vencidas.length < 1) {
    return refuse('SIN_LUGAR', 'Otras personas ya están capturando esta acta. Pida la siguiente.');
  }
  return ok([
    ...vencidas.map((asignacion): EventoActa => released('captura_liberada', asignacion.persona, 'vencida')),
    { tipo: 'captura_asignada', datos: { persona, vence } },
  ]);
}

/** A person gives back an acta without capturing it (a pause, the end of a shift). */
export function decideDevolverCaptura(estado: EstadoActa, persona: string): Decision {
  if (estado.fase !== 'en_captura') return wrongPhase(estado, 'devolverse');
  if (!estado.asignaciones.some((asignacion) => asignacion.persona === persona)) return notAssigned();
  return ok([released('captura_liberada', persona, 'devuelta')]);
}

/** Fields that the next capture of a round must have: in the third, only those that differ. */
export function camposPorCapturar(estado: EstadoActa): readonly string[] {
  if (estado.fase !== 'en_captura') return [];
  const next = consolidate(estado.ronda);
  return next.tipo === 'falta_captura' ? next.campos : [];
}

/**
 * Records what a person typed, and what follows from it: nothing yet, the acta consolidated, or a conflict.
 *
 * @param mandato.valorMaximo largest accepted reading (setting of the process)
 */
export function decideCaptura(
  estado: EstadoActa,
  mandato: Captura & { readonly ahora: Instante; readonly valorMaximo: number },
): Decision {
  if (estado.fase !== 'en_captura') return wrongPhase(estado, 'capturarse');
  const { persona, lecturas, ahora, valorMaximo } = mandato;
  const asignacion = estado.asignaciones.find((a) => a.persona === persona);
  if (asignacion === undefined) {
    return estado.capturistas.includes(persona)
      ? refuse('YA_LA_CAPTURO', 'Usted ya capturó esta acta; la siguiente captura debe hacerla otra persona.')
      : notAssigned();
  }
  if (asignacion.vence <= ahora) {
    return refuse(
      'ASIGNACION_VENCIDA',
      'Terminó el tiempo para capturar esta acta. Pida la siguiente; esta la capturará otra persona.',
    );
  }
  const campos = camposPorCapturar(estado);
  const checked = checkLecturas(lecturas, campos, valorMaximo);
  if (!checked.ok) return checked;

  const registrada: EventoActa = { tipo: 'captura_registrada', datos: { persona, lecturas } };
  const ronda = { ...estado.ronda, capturas: [...estado.ronda.capturas, { persona, lecturas }] };
  const next = consolidate(ronda);
  switch (next.tipo) {
    case 'falta_captura':
      return ok([registrada]);
    case 'consolidada':
      return ok([
        registrada,
        { tipo: 'acta_consolidada', datos: { lecturas: next.lecturas, tercera: next.tercera } },
      ]);
    case 'conflicto':
      return ok([
        registrada,
        { tipo: 'conflicto_abierto', datos: { campos: next.campos, acordadas: next.lecturas } },
      ]);
  }
}

/** Decides the fields on which three captures did not agree: coordinator and verificador, image in view. */
export function decideResolverConflicto(
  estado: EstadoActa,
  mandato: {
    readonly lecturas: Lecturas;
    readonly coordinador: string;
    readonly verificador: string;
    readonly razon: string;
    readonly valorMaximo: number;
  },
): Decision {
  if (estado.fase !== 'en_conflicto') return wrongPhase(estado, 'resolverse');
  const { lecturas, coordinador, verificador, razon, valorMaximo } = mandato;
  if (coordinador === verificador) return twoPeople('resuelven un conflicto');
  for (const persona of [coordinador, verificador]) {
    if (estado.capturistas.includes(persona)) return captured();
  }
  if (razon.trim() === '') return reasonRequired();
  const checked = checkLecturas(lecturas, estado.campos, valorMaximo);
  if (!checked.ok) return checked;
  return ok([{ tipo: 'conflicto_resuelto', datos: { lecturas, coordinador, verificador, razon } }]);
}

/** Gives a captured acta to a person to verify. */
export function decideAsignarVerificacion(
  estado: EstadoActa,
  mandato: Asignacion & { readonly ahora: Instante },
): Decision {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'verificarse');
  const { persona, vence, ahora } = mandato;
  if (estado.capturistas.includes(persona)) return captured();
  const { asignacion } = estado;
  const libera: EventoActa[] = [];
  if (asignacion !== null) {
    if (asignacion.vence > ahora) {
      return asignacion.persona === persona
        ? refuse('YA_LA_TIENE', 'Usted ya tiene esta acta asignada. Termine de verificarla.')
        : refuse('SIN_LUGAR', 'Otra persona ya está verificando esta acta. Pida la siguiente.');
    }
    libera.push(released('verificacion_liberada', asignacion.persona, 'vencida'));
  }
  return ok([...libera, { tipo: 'verificacion_asignada', datos: { persona, vence } }]);
}

/** Gives back an acta without verifying it. */
export function decideDevolverVerificacion(estado: EstadoActa, persona: string): Decision {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'devolverse');
  if (estado.asignacion?.persona !== persona) return notAssigned();
  return ok([released('verificacion_liberada', persona, 'devuelta')]);
}

/** The captured data are what the image says. */
export function decideVerificar(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly ahora: Instante },
): Decision {
  const held = checkVerificador(estado, mandato);
  if (!held.ok) return held;
  return ok([{ tipo: 'acta_verificada', datos: { persona: mandato.persona } }]);
}

/** Some fields are not what the image says: they are captured again, by others. No field is edited in place. */
export function decideRecaptura(
  estado: EstadoActa,
  mandato: {
    readonly persona: string;
    readonly ahora: Instante;
    readonly campos: readonly string[];
    readonly razon: string;
  },
): Decision {
  const held = checkVerificador(estado, mandato);
  if (!held.ok) return held;
  const { persona, razon } = mandato;
  const campos = chosenCampos(mandato.campos, held.value.camposDelActa);
  if (!campos.ok) return campos;
  if (razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'recaptura_pedida', datos: { persona, campos: campos.value, razon } }]);
}

/**
 * The image cannot be used (illegible, cut, of another casilla, not an acta). Another that had arrived takes its
 * place; if there is none the acta must be digitized again.
 */
export function decideRechazarImagen(
  estado: EstadoActa,
  mandato: {
    readonly persona: string;
    readonly ahora: Instante;
    readonly motivo: MotivoRechazo;
    readonly razon: string;
  },
): Decision {
  const { persona, ahora, motivo, razon } = mandato;
  if (estado.fase === 'capturada') {
    const held = checkVerificador(estado, mandato);
    if (!held.ok) return held;
  } else if (estado.fase === 'en_captura') {
    const asignacion = estado.asignaciones.find((a) => a.persona === persona && a.vence > ahora);
    if (asignacion === undefined) return notAssigned();
  } else if (estado.fase === 'en_conflicto') {
    if (estado.capturistas.includes(persona)) return captured();
  } else {
    return wrongPhase(estado, 'devolverse a digitalización');
  }
  if (razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'imagen_rechazada', datos: { sha256: estado.imagen, persona, motivo, razon } }]);
}

/** No acta arrived, for one of the four reasons; a second person confirms. */
export function decideSinActa(
  estado: EstadoActa,
  mandato: { readonly motivo: MotivoSinActa; readonly declara: string; readonly confirma: string },
): Decision {
  if (estado.fase !== 'esperada' && estado.fase !== 'acopiada') {
    return wrongPhase(estado, 'declararse sin acta');
  }
  if (estado.fase === 'acopiada' && estado.previo?.anterior != null) {
    return wrongPhase(estado, 'declararse sin acta');
  }
  if (mandato.declara === mandato.confirma) return twoPeople('declaran y confirman un acta como sin acta');
  return ok([{ tipo: 'sin_acta_declarada', datos: mandato }]);
}

/** The acta appeared after all: an explicit correction. */
export function decideAnularSinActa(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly razon: string },
): Decision {
  if (estado.fase !== 'sin_acta') return wrongPhase(estado, 'anularse su declaración de sin acta');
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'sin_acta_anulada', datos: mandato }]);
}

/** An acta that matches no approved casilla (LEEME 5, 36): registered with what can be read of it. */
export function decideFueraDeCatalogo(
  estado: EstadoActa,
  mandato: {
    readonly identificacion: string;
    readonly razon: string;
    readonly declara: string;
    readonly confirma: string;
    readonly acopio: Acopio;
    readonly imagen: Imagen;
  },
): Decision {
  if (estado.fase !== 'esperada') return wrongPhase(estado, 'registrarse fuera de catálogo');
  if (mandato.declara === mandato.confirma) {
    return twoPeople('declaran y confirman un acta fuera de catálogo');
  }
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'fuera_de_catalogo_registrada', datos: mandato }]);
}

/** The paper says what was published. */
export function decideCotejo(estado: EstadoActa, mandato: { readonly persona: string }): Decision {
  if (estado.fase !== 'verificada') return wrongPhase(estado, 'cotejarse');
  return ok([{ tipo: 'cotejo_registrado', datos: mandato }]);
}

/** The paper does not say what was published: those fields are captured again; the history stays. */
export function decideCorreccion(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly campos: readonly string[]; readonly razon: string },
): Decision {
  if (estado.fase !== 'verificada') return wrongPhase(estado, 'corregirse');
  const campos = chosenCampos(mandato.campos, estado.camposDelActa);
  if (!campos.ok) return campos;
  if (mandato.razon.trim() === '') return reasonRequired();
  return ok([{ tipo: 'correccion_abierta', datos: { ...mandato, campos: campos.value } }]);
}

/** Where an acta waits for somebody, who may not take it, and how many may. */
export interface EnCola {
  readonly cola: 'digitalizacion' | 'captura' | 'conflicto' | 'verificacion';
  /** people that can take it now */
  readonly lugares: number;
  /** who must not get it */
  readonly excluidas: readonly string[];
  /** when the first assignment expires and gives its place back */
  readonly vence: Instante | null;
}

/** The work queue in which an acta of that state waits, or null. */
export function colaDe(estado: EstadoActa): EnCola | null {
  switch (estado.fase) {
    case 'acopiada':
      return { cola: 'digitalizacion', lugares: 1, excluidas: [], vence: null };
    case 'en_captura': {
      const tienen = estado.asignaciones.map((asignacion) => asignacion.persona);
      return {
        cola: 'captura',
        lugares: lugares(estado),
        excluidas: [...new Set([...estado.capturistas, ...estado.verificadores, ...tienen])],
        vence: estado.asignaciones.map((asignacion) => asignacion.vence).sort()[0] ?? null,
      };
    }
    case 'en_conflicto':
      return { cola: 'conflicto', lugares: 1, excluidas: estado.capturistas, vence: null };
    case 'capturada':
      return {
        cola: 'verificacion',
        lugares: estado.asignacion === null ? 1 : 0,
        excluidas: estado.capturistas,
        vence: estado.asignacion?.vence ?? null,
      };
    case 'esperada':
    case 'verificada':
    case 'sin_acta':
    case 'fuera_de_catalogo':
      return null;
  }
}

/** Captures that the round still needs, less the people who are at it. */
function lugares(estado: Extract<EstadoActa, { fase: 'en_captura' }>): number {
  const next = consolidate(estado.ronda);
  const faltan = next.tipo === 'falta_captura' ? next.faltan : 0;
  return Math.max(0, faltan - estado.asignaciones.length);
}

function checkLecturas(
  lecturas: Lecturas,
  campos: readonly string[],
  valorMaximo: number,
): Result<Lecturas, Refusal<MandatoErrorCode>> {
  const ajenos = Object.keys(lecturas).filter((campo) => !campos.includes(campo));
  if (ajenos.length > 0) {
    return refuse(
      'CAMPO_AJENO',
      `Esta captura no lleva ${list(ajenos)}: esa opción no compite en este territorio o ese campo no se pidió.`,
    );
  }
  const faltan = campos.filter((campo) => lecturas[campo] === undefined);
  if (faltan.length > 0) {
    return refuse(
      'FALTAN_CAMPOS',
      `Faltan ${list(faltan)}. Escriba lo que dice el acta, o marque cada uno ilegible o sin dato.`,
    );
  }
  for (const campo of campos) {
    const checked = checkLectura(campo, lecturas[campo] ?? 'SIN DATO', valorMaximo);
    if (!checked.ok) return checked;
  }
  return ok(lecturas);
}

function checkVerificador(
  estado: EstadoActa,
  mandato: { readonly persona: string; readonly ahora: Instante },
): Result<Extract<EstadoActa, { fase: 'capturada' }>, Refusal<MandatoErrorCode>> {
  if (estado.fase !== 'capturada') return wrongPhase(estado, 'verificarse');
  if (estado.capturistas.includes(mandato.persona)) return captured();
  if (estado.asignacion?.persona !== mandato.persona) return notAssigned();
  if (estado.asignacion.vence <= mandato.ahora) {
    return refuse('ASIGNACION_VENCIDA', 'Terminó el tiempo para verificar esta acta. Pida la siguiente.');
  }
  return ok(estado);
}

/** Chosen fields in the order of the acta; at least one, and all of that acta. */
function chosenCampos(
  campos: readonly string[],
  camposDelActa: readonly string[],
): Result<readonly string[], Refusal<MandatoErrorCode>> {
  const ajenos = campos.filter((campo) => !camposDelActa.includes(campo));
  if (ajenos.length > 0) return refuse('CAMPO_AJENO', `Esta acta no tiene ${list(ajenos)}.`);
  if (campos.length === 0) {
    return refuse('FALTAN_CAMPOS', 'Elija al menos un campo para que se capture otra vez.');
  }
  return ok(camposDelActa.filter((campo) => campos.includes(campo)));
}

function released(
  tipo: 'captura_liberada' | 'verificacion_liberada',
  persona: string,
  motivo: 'vencida' | 'devuelta',
): EventoActa {
  return { tipo, datos: { persona, motivo } };
}

function hasImagen(imagenes: readonly Imagen[], sha256: string): boolean {
  return imagenes.some((imagen) => imagen.sha256 === sha256);
}

function repeated() {
  return refuse(
    'IMAGEN_REPETIDA',
    'Esta imagen ya se había recibido para la misma acta. No hace falta enviarla otra vez.',
  );
}

function notAssigned() {
  return refuse('SIN_ASIGNACION', 'Esta acta no está asignada a usted. Pida la siguiente acta de su cola.');
}

function captured() {
  return refuse(
    'CAPTURISTA_NO_VERIFICA',
    'Quien capturó un acta no puede verificarla ni resolverla. Debe hacerlo otra persona.',
  );
}

function twoPeople(que: string) {
  return refuse('MISMA_PERSONA', `Deben ser dos personas distintas quienes ${que}.`);
}

function reasonRequired() {
  return refuse('FALTA_RAZON', 'Escriba la razón: queda en la historia del acta.');
}

const NOMBRE_FASE: Readonly<Record<EstadoActa['fase'], string>> = {
  esperada: 'no se ha recibido',
  acopiada: 'espera su imagen',
  en_captura: 'está en captura',
  en_conflicto: 'espera que se resuelva un conflicto entre capturas',
  capturada: 'espera verificación',
  verificada: 'ya está verificada',
  sin_acta: 'se declaró sin acta',
  fuera_de_catalogo: 'está fuera de catálogo',
};

function wrongPhase(estado: EstadoActa, que: string) {
  return refuse(
    'FASE_NO_LO_PERMITE',
    `El acta ${NOMBRE_FASE[estado.fase]}: no puede ${que} ahora. Actualice la lista.`,
  );
}

function list(campos: readonly string[]): string {
  return campos.join(', ');
}
