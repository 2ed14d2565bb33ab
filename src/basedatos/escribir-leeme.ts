/**
 * LEEME.txt: what every file and every column of this database is, generated from the columns that this election
 * really has. The order and numbers of the items are those of the official text (Puebla 2024); the wording is
 * ours and says the rule that the program applies, with the process's own settings.
 */

import type { Ajustes } from '../dominio/ajustes.ts';
import { CIFRAS, type Cifra } from '../dominio/corte.ts';
import type { Opcion } from '../dominio/eleccion.ts';
import { unreachable } from '../dominio/result.ts';
import { tituloDeEleccion } from './escribir.ts';
import { columnasDeCandidaturas } from './escribir-candidaturas.ts';
import { columnasDeBase } from './escribir-columnas.ts';
import type { EspecificacionDeBase } from './escribir-especificacion.ts';
import { nombreCandidaturas, nombreCsv, nombreZip } from './escribir-nombres.ts';

/** The whole text, UTF-8 with byte order mark. */
export function escribirLeeme(spec: EspecificacionDeBase): string {
  const lines = [
    ...portada(spec),
    ...archivos(spec),
    ...encabezado(spec),
    ...resumen(spec.ajustes),
    ...resultados(spec),
    ...candidaturas(spec),
    ...lectura(),
  ];
  return `\ufeff${lines.join('\n')}\n`;
}

function portada(spec: EspecificacionDeBase): string[] {
  return [
    'Programa de Resultados Electorales Preliminares (PREP)',
    spec.proceso.instituto,
    spec.proceso.nombreLargo,
    '_'.repeat(72),
    '',
    ...(spec.marca === null
      ? []
      : [
          `*** ${spec.marca}: LOS DATOS DE ESTOS ARCHIVOS NO SON REALES. NO SON RESULTADOS DE UNA ELECCIÓN. ***`,
          '',
        ]),
    'Los resultados son preliminares, tienen carácter informativo y no son definitivos; por tanto, no tienen',
    'efectos jurídicos. El PREP publica lo que está escrito en las actas: no cuenta boletas ni proyecta.',
    '',
  ];
}

function archivos(spec: EspecificacionDeBase): string[] {
  return [
    `A. La base de datos se descarga en un archivo ZIP por corte y elección, ${nombreZip(spec)}, que contiene:`,
    '',
    `    * ${nombreCsv(spec)}: los resultados, acta por acta.`,
    `    * ${nombreCandidaturas(spec)}: las candidaturas.`,
    '    * LEEME.txt: este texto.',
    '',
    'B. Los archivos CSV están en UTF-8 con marca de orden de bytes (BOM), separados por comas, con saltos de línea LF;',
    "   un valor con comas o comillas va entre comillas (RFC 4180). Las claves llevan un apóstrofo (') delante para",
    '   que una hoja de cálculo conserve sus ceros; también lo lleva un nombre que empiece con = + - o @, para que no',
    '   se ejecute como fórmula. El apóstrofo no es parte del valor.',
    '',
    'C. El archivo de resultados tiene tres secciones:',
    '',
  ];
}

function encabezado(spec: EspecificacionDeBase): string[] {
  const titulo = tituloDeEleccion(spec);
  return [
    'a. Primera sección, ENCABEZADO:',
    '',
    `    1. TIPO_DE_ELECCION (línea 1) - Elección a la que corresponden las actas: ${titulo}.`,
    ...(spec.marca === null
      ? []
      : [
          `       Entre paréntesis, que es un ejercicio: ${spec.marca}. La noche de la jornada no lleva paréntesis.`,
        ]),
    '',
    '    2. FECHA_Y_HORA_DEL_CORTE_DE_INFORMACION (línea 2) - Fecha (dd/mm/aaaa) y hora (24 horas) del corte, en la hora',
    `       oficial de la entidad, con su diferencia con el tiempo universal: ${spec.corte}.`,
    '',
  ];
}

function resumen(ajustes: Ajustes): string[] {
  return [
    'b. Segunda sección, VARIABLES RESUMEN (nombres en la línea 4, valores en la línea 5). Los porcentajes llevan siempre',
    '   cuatro decimales, truncados y no redondeados.',
    '',
    ...CIFRAS.flatMap((cifra, i) => item(i + 3, cifra, textoCifra(cifra, ajustes))),
  ];
}

function textoCifra(cifra: Cifra, ajustes: Ajustes): string {
  switch (cifra) {
    case 'ACTAS_ESPERADAS':
      return 'Actas de todas las casillas aprobadas para esta elección: el catálogo de actas esperadas.';
    case 'ACTAS_REGISTRADAS':
      return 'Actas registradas al momento del corte, contabilizadas o no. Incluye las fuera de catálogo.';
    case 'ACTAS_FUERA_CATALOGO':
      return 'Actas registradas cuya identificación no permite asociarlas a una casilla aprobada. No forman parte de las esperadas ni del porcentaje de actas con inconsistencias.';
    case 'ACTAS_CAPTURADAS':
      return 'Actas del catálogo registradas al momento del corte, contabilizadas o no. Incluye las que se declararon SIN ACTA; excluye las fuera de catálogo.';
    case 'PORCENTAJE_ACTAS_CAPTURADAS':
      return '(ACTAS_CAPTURADAS / ACTAS_ESPERADAS) * 100.';
    case 'ACTAS_CONTABILIZADAS':
      return 'Actas del catálogo cuyos votos se suman: tienen al menos un campo de votos con un dato legible, y la suma de sus votos no es mayor que la lista nominal de la casilla más las representaciones acreditadas (en casillas especiales, que las boletas aprobadas más las representaciones).';
    case 'PORCENTAJE_ACTAS_CONTABILIZADAS':
      return '(ACTAS_CONTABILIZADAS / ACTAS_ESPERADAS) * 100.';
    case 'PORCENTAJE_ACTAS_INCONSISTENCIAS':
      return `(Actas con inconsistencias / ACTAS_ESPERADAS) * 100. ${textoInconsistencias(ajustes)} No cuentan las SIN ACTA ni las fuera de catálogo, ni las diferencias entre lo escrito con letra y con número, que los criterios de captura resuelven.`;
    case 'ACTAS_NO_CONTABILIZADAS':
      return 'Actas capturadas cuyos votos no se suman: exceden la lista nominal, no tienen ningún dato de votos legible, o son SIN ACTA. La razón de cada una está en OBSERVACIONES. No incluye las fuera de catálogo.';
    case 'LISTA_NOMINAL_ACTAS_CONTABILIZADAS':
      return 'Personas en la lista nominal de las casillas de las actas contabilizadas.';
    case 'TOTAL_VOTOS_C_CS':
      return 'Votos de las actas contabilizadas, con las casillas especiales: partidos, coaliciones en todas sus combinaciones, candidaturas independientes, candidaturas no registradas y votos nulos.';
    case 'TOTAL_VOTOS_S_CS':
      return 'Lo mismo, sin las actas de casillas especiales (TIPO_CASILLA S).';
    case 'PORCENTAJE_PARTICIPACION_CIUDADANA':
      return textoParticipacion(ajustes);
    default:
      return unreachable(cifra);
  }
}

function textoInconsistencias(ajustes: Ajustes): string {
  switch (ajustes.inconsistencias) {
    case 'todas':
      return 'Son las actas del catálogo con la observación EXCEDE LISTA NOMINAL, ALGÚN CAMPO ILEGIBLE O SIN DATO o TODOS ILEGIBLES O SIN DATO.';
    case 'solo_no_contabilizadas':
      return 'Son las actas del catálogo con la observación EXCEDE LISTA NOMINAL o TODOS ILEGIBLES O SIN DATO.';
    default:
      return unreachable(ajustes.inconsistencias);
  }
}

function textoParticipacion(ajustes: Ajustes): string {
  switch (ajustes.participacion) {
    case 'sin_especiales_hasta_el_ultimo':
      return '(TOTAL_VOTOS_S_CS / LISTA_NOMINAL_ACTAS_CONTABILIZADAS) * 100 en todos los cortes menos el último antes del cierre, que usa TOTAL_VOTOS_C_CS (numeral 29 del Anexo 13 del Reglamento de Elecciones).';
    case 'con_especiales_siempre':
      return '(TOTAL_VOTOS_C_CS / LISTA_NOMINAL_ACTAS_CONTABILIZADAS) * 100.';
    default:
      return unreachable(ajustes.participacion);
  }
}

function resultados(spec: EspecificacionDeBase): string[] {
  const opciones = new Map(spec.eleccion.opciones.map((opcion) => [opcion.clave, opcion]));
  return [
    'c. Tercera sección, RESULTADO DE LA VOTACIÓN (nombres de columna en la línea 7): una fila por acta esperada, capturada',
    '   o no, y después una por acta fuera de catálogo. En las columnas de lo que se escribe en el acta:',
    '',
    '    * un número: lo asentado en el acta. Si la letra y el número difieren, prevalece la letra.',
    '    * ILEGIBLE: no se puede leer ni con letra ni con número. Suma cero, pero no es cero.',
    '    * SIN DATO: no hay nada escrito. Suma cero, pero no es cero.',
    '    * SIN ACTA: el acta no llegó (ver OBSERVACIONES).',
    '    * - (guion): el acta aún no se captura; en la columna de un partido, coalición o candidatura, además, que no',
    '      participa en ese territorio.',
    '    * N/A: no aplica a ese tipo de casilla.',
    '',
    '   Casillas de voto anticipado (A), prisión preventiva (P o V) y voto en el extranjero (M): llevan N/A en',
    `   ID_${agrupacion(spec)}, ${agrupacion(spec)}, SECCION, ID_CASILLA, TOTAL_BOLETAS_SOBRANTES,`,
    '   TOTAL_REP_PARTIDO_CI_VOTARON y REPRESENTANTES_PP_CI, y 1 en UBICACION_CASILLA. Las M, además, N/A en',
    '   TOTAL_PERSONAS_VOTARON y TOTAL_VOTOS_SACADOS. Sus votos se suman a su territorio, que está en la publicación',
    '   (secciones/EE0000.json).',
    '',
    '   Actas fuera de catálogo: solo llevan ID_ENTIDAD, ENTIDAD, UBICACION_CASILLA (3), OBSERVACIONES, CONTABILIZADA (2),',
    '   CODIGO_INTEGRIDAD, FECHA_HORA_ACOPIO, ORIGEN, DIGITALIZACION y TIPO_DOCUMENTO.',
    '',
    ...columnasDeBase(spec).flatMap((columna, i) =>
      item(i + 1, columna, textoColumna(columna, spec, opciones.get(columna))),
    ),
  ];
}

function agrupacion({ eleccion }: EspecificacionDeBase): string {
  return eleccion.agrupacion.toUpperCase();
}

function textoColumna(columna: string, spec: EspecificacionDeBase, opcion: Opcion | undefined): string {
  if (opcion !== undefined) return textoOpcion(opcion, spec);
  const text = TEXTOS[columna];
  if (text !== undefined) return text;
  switch (columna) {
    case 'ID_ENTIDAD':
      return `Identificador de la entidad, dos dígitos (Anexo 18.10): ${spec.entidad.nombre} es ${spec.entidad.id}.`;
    case 'TIPO_ACTA':
      return `Tipo de acta, como está impreso en ella: ${spec.eleccion.tiposActa.map(({ clave }) => clave).join(', ')}.`;
    case 'OBSERVACIONES':
      return textoObservaciones(spec.ajustes);
    default:
      throw new Error(`column without explanation: ${columna}`);
  }
}

function textoOpcion(opcion: Opcion, { partidos, eleccion }: EspecificacionDeBase): string {
  switch (opcion.tipo) {
    case 'partido':
      return `Votos asentados en el acta para ${partidos.get(opcion.clave) ?? opcion.clave}.`;
    case 'combinacion':
      return `Votos asentados en el acta para la combinación de ${opcion.partidos.join(', ')}, marcada en una misma boleta. Por partido se reparten en partes iguales sobre la suma de cada ${eleccion.agrupacion}, y los que sobran, uno a uno, a los de más votos propios en él.`;
    case 'independiente':
      return 'Votos asentados en el acta para esta candidatura independiente.';
    default:
      return unreachable(opcion);
  }
}

const SIN_ACTA_NA = 'N/A en las SIN ACTA.';

const TEXTOS: Readonly<Record<string, string>> = {
  CLAVE_CASILLA:
    'Clave de la casilla, 11 posiciones: ID_ENTIDAD (2), SECCION (4), TIPO_CASILLA (1), ID_CASILLA (2) y EXT_CONTIGUA (2). Ejemplo: 160806C0800.',
  CLAVE_ACTA:
    'CLAVE_CASILLA seguida de TIPO_ACTA. Puede repetirse en casillas sin sección (A, P, M); el orden de las filas es el del catálogo.',
  ENTIDAD: 'Nombre de la entidad.',
  ID_DISTRITO: 'Número del distrito, tres dígitos.',
  DISTRITO: 'Nombre del distrito, en mayúsculas y sin acentos.',
  ID_MUNICIPIO: 'Número del municipio, tres dígitos.',
  MUNICIPIO: 'Nombre del municipio, en mayúsculas y sin acentos.',
  SECCION: 'Sección electoral de la casilla, cuatro dígitos.',
  ID_CASILLA: 'Número de la casilla, dos dígitos.',
  TIPO_CASILLA:
    'B básica, C contigua, E extraordinaria, S especial, A voto anticipado, P (o V) prisión preventiva, M voto en el extranjero.',
  EXT_CONTIGUA: 'Número de la contigua de una extraordinaria, dos dígitos.',
  UBICACION_CASILLA: '1 urbana, 2 no urbana, 3 acta fuera de catálogo.',
  TOTAL_BOLETAS_SOBRANTES: 'Boletas no usadas y canceladas.',
  TOTAL_PERSONAS_VOTARON: 'Personas que votaron.',
  TOTAL_REP_PARTIDO_CI_VOTARON:
    'Representantes de partidos y de candidaturas independientes ante la mesa directiva de casilla que votaron.',
  TOTAL_VOTOS_SACADOS: 'Votos sacados de la urna.',
  NO_REGISTRADAS: 'Votos para candidaturas no registradas.',
  NULOS: 'Votos nulos.',
  TOTAL_VOTOS_ASENTADO:
    'Total de votos escrito en el acta. Puede no coincidir con TOTAL_VOTOS_CALCULADO: es un error de quien llenó el acta y no la invalida.',
  TOTAL_VOTOS_CALCULADO:
    'Suma que hace el sistema de los votos legibles de todas las opciones, las candidaturas no registradas y los nulos. En EXCEDE LISTA NOMINAL se muestra la suma; en TODOS ILEGIBLES O SIN DATO, 0; en SIN ACTA, SIN ACTA.',
  LISTA_NOMINAL: 'Personas en la lista nominal de la casilla. En casillas especiales es 0, porque no tienen.',
  REPRESENTANTES_PP_CI:
    'Representantes de partidos y de candidaturas independientes acreditados ante la casilla. Un guion: el catálogo no lo dice.',
  CONTABILIZADA: '0 no contabilizada, 1 contabilizada, 2 fuera de catálogo; un guion, aún no se captura.',
  MECANISMOS_TRASLADO:
    'Mecanismo aprobado para trasladar el paquete: D dispositivo de apoyo para el traslado de presidencias de mesas directivas, F centro de recepción y traslado fijo, I centro de recepción y traslado itinerante; vacío si no se usa ninguno. N/A en las SIN ACTA.',
  CODIGO_INTEGRIDAD: `SHA-256 de la imagen publicada del acta: 64 dígitos hexadecimales en minúsculas; sha256sum sobre el archivo da el mismo valor. ${SIN_ACTA_NA}`,
  FECHA_HORA_ACOPIO: `Fecha y hora (dd/mm/aaaa hh:mm:ss, hora de la entidad) en que el CATD recibió el acta, o en que se fotografió en la casilla, por el reloj del sistema. ${SIN_ACTA_NA}`,
  FECHA_HORA_CAPTURA: `Fecha y hora en que concluyó la captura. ${SIN_ACTA_NA}`,
  FECHA_HORA_VERIFICACION: `Fecha y hora en que se verificó; un guion, aún no se verifica. ${SIN_ACTA_NA}`,
  ORIGEN: `Lugar de digitalización: CASILLA o CATD. ${SIN_ACTA_NA}`,
  DIGITALIZACION: `MOVIL, aplicación para dispositivos móviles; ESCANER. ${SIN_ACTA_NA}`,
  TIPO_DOCUMENTO: `ACTA PREP; RPP, copia de una representación de partido; CC, copia del consejo; PPC, copia de una representación obtenida del consejo; ACTA VA, voto anticipado; ACTA VPPP, prisión preventiva; ACTA VMRE, voto en el extranjero. ${SIN_ACTA_NA}`,
  COTEJADA:
    'Cotejo del acta en papel con lo publicado: 0 sin cotejar, 1 cotejada e igual, 2 en corrección, 3 corregida. N/A en las SIN ACTA.',
};

function textoObservaciones(ajustes: Ajustes): string {
  return [
    'Un guion entre espacios, ninguna; un guion solo, aún no se captura. Si no:',
    '* EXCEDE LISTA NOMINAL: la suma de los votos es mayor que la lista nominal más las representaciones acreditadas (en especiales, boletas más representaciones; no aplica al voto anticipado). No se contabiliza, y prevalece sobre las demás.',
    '* ALGÚN CAMPO ILEGIBLE O SIN DATO: algún campo de votos no se puede leer o está vacío, y al menos uno es legible. Se contabiliza.',
    '* TODOS ILEGIBLES O SIN DATO: ningún campo de votos tiene un dato legible. No se contabiliza.',
    `* SIN ACTA POR PAQUETE NO ENTREGADO, POR CASILLA NO INSTALADA, POR PAQUETE ENTREGADO SIN ${ajustes.recipiente} o POR CONTINGENCIA EN URNA ELECTRÓNICA: el acta no llegó. No se contabiliza.`,
    '* FUERA DE CATÁLOGO: su identificación no permite asociarla a una casilla aprobada.',
  ].join('\n');
}

function candidaturas(spec: EspecificacionDeBase): string[] {
  return [
    `d. El archivo ${nombreCandidaturas(spec)} tiene una fila por cada columna de votos que participa en cada territorio:`,
    '',
    ...columnasDeCandidaturas(spec).flatMap((columna, i) =>
      item(i + 1, columna, textoCandidatura(columna, spec)),
    ),
  ];
}

function textoCandidatura(columna: string, spec: EspecificacionDeBase): string {
  switch (columna) {
    case 'ID_ENTIDAD':
      return 'Identificador de la entidad, dos dígitos.';
    case 'ID_DISTRITO_LOCAL':
    case 'ID_MUNICIPIO_LOCAL':
      return `Número del ${spec.eleccion.ambito} donde está registrada, tres dígitos.`;
    case 'PARTIDO_CI':
      return 'Columna de votos del archivo de resultados: partido, combinación o candidatura independiente.';
    case 'CANDIDATURA':
      return 'Nombre de la persona candidata que recibe esos votos.';
    case 'CANDIDATURA_PROPIETARIA':
      return 'Nombre de la persona candidata propietaria que recibe esos votos.';
    case 'CANDIDATURA_SUPLENTE':
      return 'Nombre de la persona candidata suplente.';
    case 'AVISO':
      return `${spec.marca ?? ''}: los datos no son reales. La noche de la jornada el archivo no tiene esta columna.`;
    default:
      throw new Error(`column without explanation: ${columna}`);
  }
}

function lectura(): string[] {
  return [
    'e. Para comprobar esta base de datos: el manifiesto del corte (manifiesto.json) tiene el SHA-256 de cada archivo',
    '   publicado, y la columna CODIGO_INTEGRIDAD el de la imagen de cada acta.',
  ];
}

const ANCHO = 112;

/** A numbered item; each line of the text is wrapped and indented. */
function item(numero: number, nombre: string, texto: string): string[] {
  const [first = '', ...rest] = texto.split('\n');
  return [
    ...wrap(`${numero}. ${nombre} - ${first}`, '    ', '       '),
    ...rest.flatMap((line) => wrap(line, '       ', '         ')),
    '',
  ];
}

function wrap(texto: string, first: string, rest: string): string[] {
  const lines: string[] = [];
  let line = first;
  let indent = first;
  for (const word of texto.split(' ')) {
    if (line !== indent && line.length + 1 + word.length > ANCHO) {
      lines.push(line);
      indent = rest;
      line = rest;
    }
    line += line === indent ? word : ` ${word}`;
  }
  lines.push(line);
  return lines;
}
