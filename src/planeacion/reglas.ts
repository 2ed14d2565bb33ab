/**
 * Rules between fichas: what one says must agree with the others. The form of each field is in `colecciones.ts`.
 */

import { formatFecha } from '../dominio/calendario.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import type { Coleccion, Valores } from './colecciones.ts';
import { fichasDe, type Planeacion } from './hechos.ts';

type Regla = Result<null, Refusal<'REGLA'>>;
const BIEN: Regla = ok(null);

/**
 * Checks a ficha against the rest.
 *
 * @param valores as it would be left
 */
export function revisarReglas(estado: Planeacion, coleccion: Coleccion, id: string, valores: Valores): Regla {
  switch (coleccion) {
    case 'actividades':
      return checkActividad(estado, id, valores as Valores<'actividades'>);
    case 'oficios':
      return checkOficio(estado, id, valores as Valores<'oficios'>);
    case 'observaciones':
      return checkObservacion(estado, valores as Valores<'observaciones'>);
    case 'entregables':
      return checkEntregable(estado, id, valores as Valores<'entregables'>);
    case 'acuerdos': {
      const { clave } = valores as Valores<'acuerdos'>;
      return unique(estado, 'acuerdos', id, (otro) => otro.clave === clave, `el acuerdo ${clave}`);
    }
    case 'textos': {
      const { clave } = valores as Valores<'textos'>;
      return unique(estado, 'textos', id, (otro) => otro.clave === clave, `el texto ${clave}`);
    }
    case 'areas': {
      const { nombre } = valores as Valores<'areas'>;
      return unique(estado, 'areas', id, (otro) => otro.nombre === nombre, `el área ${nombre}`);
    }
    case 'glosario': {
      const { termino } = valores as Valores<'glosario'>;
      return unique(estado, 'glosario', id, (otro) => otro.termino === termino, `el término ${termino}`);
    }
    case 'simulacros': {
      const { numero } = valores as Valores<'simulacros'>;
      return unique(estado, 'simulacros', id, (otro) => otro.numero === numero, `el simulacro ${numero}`);
    }
    case 'integrantes':
      return checkPeriodo(valores as Valores<'integrantes'>);
    case 'enlaces': {
      const enlace = valores as Valores<'enlaces'>;
      const oficio = checkCita(estado, 'oficios', enlace.oficio, 'El oficio con el que se designó');
      return oficio.ok ? checkPeriodo(enlace) : oficio;
    }
    case 'hallazgos':
      return checkHallazgo(valores as Valores<'hallazgos'>);
    case 'ajustes':
      return checkAjustes(id, valores as Valores<'ajustes'>);
    case 'sesiones':
    case 'instrumentos':
      return BIEN;
  }
}

function checkActividad(estado: Planeacion, id: string, actividad: Valores<'actividades'>): Regla {
  const { numero, inicio, termino, dependencias, area } = actividad;
  if (termino < inicio) {
    return no(
      `La actividad ${numero} terminaría el ${formatFecha(termino)}, antes de empezar el ${formatFecha(inicio)}.`,
    );
  }
  const areas = fichasDe(estado, 'areas');
  if (area !== '' && areas.length > 0 && !areas.some(({ valores }) => valores.nombre === area)) {
    return no(`El área «${area}» no está en el catálogo de áreas: elija una de ellas o agréguela antes.`);
  }
  for (const dependencia of dependencias) {
    if (!estado.fichas.actividades.has(dependencia)) return no('Depende de una actividad que no existe.');
  }
  const ciclo = findCiclo(estado, id, actividad);
  if (ciclo !== null) {
    return no(`Las dependencias darían la vuelta: ${ciclo.join(' espera a ')}. Quite una de ellas.`);
  }
  return unique(estado, 'actividades', id, (otra) => otra.numero === numero, `la actividad ${numero}`);
}

/** The numbers of a circle of dependencies, from the activity back to itself; null when there is none. */
export function findCiclo(
  estado: Planeacion,
  id: string,
  actividad: Pick<Valores<'actividades'>, 'numero' | 'dependencias'>,
): readonly string[] | null {
  const seen = new Set<string>();
  const search = (dependencias: readonly string[], camino: readonly string[]): readonly string[] | null => {
    for (const dependencia of dependencias) {
      if (dependencia === id) return [...camino, actividad.numero];
      const next = estado.fichas.actividades.get(dependencia);
      if (next === undefined || seen.has(dependencia)) continue;
      seen.add(dependencia);
      const found = search(next.valores.dependencias, [...camino, next.valores.numero]);
      if (found !== null) return found;
    }
    return null;
  };
  return search(actividad.dependencias, [actividad.numero]);
}

function checkOficio(estado: Planeacion, id: string, { folio, respuestaA }: Valores<'oficios'>): Regla {
  if (respuestaA === id) return no('Un oficio no se contesta a sí mismo.');
  const cita = checkCita(estado, 'oficios', respuestaA, 'El oficio al que contesta');
  if (!cita.ok) return cita;
  return unique(estado, 'oficios', id, (otro) => otro.folio === folio, `el oficio ${folio}`);
}

function checkObservacion(estado: Planeacion, observacion: Valores<'observaciones'>): Regla {
  const { oficio, entregable, oficioDeAtencion, estado: como, comoSeAtendio } = observacion;
  const citas = [
    checkCita(estado, 'oficios', oficio, 'El oficio que la trajo'),
    checkCita(estado, 'entregables', entregable, 'El entregable observado'),
    checkCita(estado, 'oficios', oficioDeAtencion, 'El oficio con el que se atendió'),
  ];
  const bad = citas.find((cita) => !cita.ok);
  if (bad !== undefined) return bad;
  if (como === 'atendida' && comoSeAtendio.trim() === '') return no('Diga cómo se atendió la observación.');
  return BIEN;
}

function checkEntregable(
  estado: Planeacion,
  id: string,
  { numero, entregas }: Valores<'entregables'>,
): Regla {
  for (const { oficio } of entregas) {
    const cita = checkCita(estado, 'oficios', oficio, 'El oficio con el que se envió');
    if (!cita.ok) return cita;
  }
  return unique(estado, 'entregables', id, (otro) => otro.numero === numero, `el entregable ${numero}`);
}

function checkHallazgo({
  dueno,
  verifico,
  verificado,
  correccion,
  limite,
  detectado,
}: Valores<'hallazgos'>): Regla {
  if (limite < detectado) return no('La fecha límite es anterior al día en que se detectó.');
  if (verifico !== '' && sameName(verifico, dueno)) {
    return no('Quien corrige no verifica su propia corrección: debe verificarla otra persona.');
  }
  if ((verificado === null) !== (verifico === '')) return no('Una verificación lleva quién y cuándo.');
  if (verificado !== null && correccion.trim() === '')
    return no('Describa la corrección antes de darla por verificada.');
  return BIEN;
}

function checkPeriodo({
  desde,
  hasta,
}: {
  readonly desde: string | null;
  readonly hasta: string | null;
}): Regla {
  return desde !== null && hasta !== null && hasta < desde
    ? no('El periodo termina antes de empezar.')
    : BIEN;
}

function checkAjustes(id: string, { huso }: Valores<'ajustes'>): Regla {
  if (id !== 'ajustes') return no('Los ajustes son unos solos: cámbielos en lugar de agregar otros.');
  return Intl.supportedValuesOf('timeZone').includes(huso) ? BIEN : no(`No hay un huso horario «${huso}».`);
}

function checkCita(estado: Planeacion, coleccion: Coleccion, id: string | null, que: string): Regla {
  return id === null || estado.fichas[coleccion].has(id) ? BIEN : no(`${que} no existe o fue retirado.`);
}

function unique<C extends Coleccion>(
  estado: Planeacion,
  coleccion: C,
  id: string,
  isSame: (valores: Valores<C>) => boolean,
  que: string,
): Regla {
  const repeated = fichasDe(estado, coleccion).some((ficha) => ficha.id !== id && isSame(ficha.valores));
  return repeated ? no(`Ya existe ${que}.`) : BIEN;
}

function sameName(a: string, b: string): boolean {
  const bare = (name: string) =>
    name
      .normalize('NFD')
      .replace(/[^\p{L}]/gu, '')
      .toLowerCase();
  return bare(a) === bare(b);
}

function no(mensaje: string): Regla {
  return refuse('REGLA', mensaje);
}
