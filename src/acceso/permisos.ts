/**
 * Who may do what: the one table (dominio §2). A route names a permission; a screen asks for the same one. What
 * depends on the acta (nobody captures it twice, nor verifies what they captured) is decided in `dominio`.
 *
 * The administrador appears in no permission over actas: who runs the machines has no power over results.
 */

export const ROLES = [
  'acopiador',
  'digitalizador',
  'cae',
  'capturista',
  'verificador',
  'cotejador',
  'coordinador_catd',
  'coordinador_ccv',
  'administrador',
  'auditor',
  'consejeria',
  'representacion',
  'difusor',
  'instancia_interna',
] as const;
export type Rol = (typeof ROLES)[number];

/** What each role is called on screens and papers. */
export const NOMBRE_DE_ROL: Readonly<Record<Rol, string>> = {
  acopiador: 'Acopiador',
  digitalizador: 'Digitalizador',
  cae: 'Capacitador-Asistente Electoral',
  capturista: 'Capturista',
  verificador: 'Verificador',
  cotejador: 'Cotejador',
  coordinador_catd: 'Coordinación de CATD',
  coordinador_ccv: 'Coordinación de CCV',
  administrador: 'Administración del sistema',
  auditor: 'Ente auditor',
  consejeria: 'Consejería o COTAPREP',
  representacion: 'Representación de partido',
  difusor: 'Difusor oficial',
  instancia_interna: 'Instancia Interna',
};

interface Entrada {
  /** what it lets a person do, for docs/permisos.md */
  readonly que: string;
  readonly roles: readonly Rol[];
}

export const PERMISOS = {
  'acopio:registrar': {
    que: 'Registrar los sobres que llegan a su CATD',
    roles: ['acopiador', 'coordinador_catd'],
  },
  'acopio:ver': {
    que: 'Ver las actas que espera su CATD (las de todos, en el CCV) y qué ha sido de cada una',
    roles: ['acopiador', 'digitalizador', 'coordinador_catd', 'coordinador_ccv', 'auditor'],
  },
  'sin_acta:proponer': {
    que: 'Proponer que actas que no llegaron se declaren sin acta',
    roles: ['acopiador', 'coordinador_catd'],
  },
  'sin_acta:confirmar': {
    que: 'Confirmar o rechazar lo que otra persona propuso sin acta, y anularlo si el acta aparece',
    roles: ['coordinador_catd', 'coordinador_ccv'],
  },
  'digitalizacion:enviar': {
    que: 'Enviar imágenes de actas desde un CATD que no tiene estación',
    roles: ['digitalizador', 'coordinador_catd'],
  },
  'digitalizacion:identificar': {
    que: 'Decir de qué acta es una imagen que el sistema no pudo identificar',
    roles: ['digitalizador', 'coordinador_catd'],
  },
  'digitalizacion:cambiar_imagen': {
    que: 'Cambiar la imagen de la que se captura un acta, antes de que se verifique',
    roles: ['digitalizador', 'coordinador_catd', 'coordinador_ccv'],
  },
  'alertas:ver': {
    que: 'Ver las alertas sobre imágenes y equipos',
    roles: ['coordinador_catd', 'coordinador_ccv', 'auditor'],
  },
  'alertas:atender': {
    que: 'Decir cómo se atendió una alerta',
    roles: ['coordinador_catd', 'coordinador_ccv'],
  },
  'paquetes:importar': {
    que: 'Revisar e importar el paquete de un CATD que se quedó sin red',
    roles: ['coordinador_catd', 'coordinador_ccv'],
  },
  'equipos:ver': {
    que: 'Ver las estaciones y los teléfonos de su CATD (los de todos, fuera de un CATD)',
    roles: ['coordinador_catd', 'coordinador_ccv', 'administrador', 'auditor'],
  },
  'equipos:llevar': {
    que: 'Dar de alta, confirmar y revocar estaciones y teléfonos: la coordinación de un CATD, los suyos; la del CCV, todos',
    roles: ['coordinador_catd', 'coordinador_ccv'],
  },
  'captura:capturar': { que: 'Recibir actas y capturarlas a ciegas', roles: ['capturista'] },
  'captura:repartir': { que: 'Poner y quitar prioridades de captura', roles: ['coordinador_ccv'] },
  'verificacion:verificar': {
    que: 'Comparar lo capturado con la imagen: aceptar, pedir recaptura o devolver la imagen',
    roles: ['verificador'],
  },
  'conflicto:ver': {
    que: 'Ver los conflictos entre capturas, con sus valores',
    roles: ['coordinador_ccv', 'verificador', 'auditor'],
  },
  'conflicto:proponer': { que: 'Proponer cómo se resuelve un conflicto', roles: ['coordinador_ccv'] },
  'conflicto:confirmar': {
    que: 'Confirmar o rechazar la resolución que propuso la coordinación',
    roles: ['verificador'],
  },
  'identificacion:proponer': {
    que: 'Proponer que un acta está fuera de catálogo o es de otra casilla',
    roles: ['verificador'],
  },
  'identificacion:confirmar': {
    que: 'Confirmar o rechazar esa propuesta',
    roles: ['coordinador_ccv'],
  },
  'cotejo:cotejar': {
    que: 'Comparar el acta de papel con lo publicado: confirmar, pedir corrección o nueva imagen',
    roles: ['cotejador', 'coordinador_catd'],
  },
  'actas:ver': {
    que: 'Buscar actas y ver la historia de cada una, sin los valores de cada captura',
    roles: [
      'verificador',
      'cotejador',
      'coordinador_catd',
      'coordinador_ccv',
      'auditor',
      'consejeria',
      'representacion',
    ],
  },
  'actas:ver_capturas': {
    que: 'Ver en la historia de un acta lo que tecleó cada persona',
    roles: ['coordinador_ccv', 'auditor'],
  },
  'imagenes:ver': {
    que: 'Ver las imágenes de las actas',
    roles: [
      'digitalizador',
      'capturista',
      'verificador',
      'cotejador',
      'coordinador_catd',
      'coordinador_ccv',
      'auditor',
      'consejeria',
      'representacion',
    ],
  },
  'tablero:ver': {
    que: 'Ver el tablero: colas, ritmo, espera más larga',
    roles: ['coordinador_ccv', 'coordinador_catd', 'auditor', 'consejeria', 'representacion'],
  },
  'tablero:ver_personas': {
    que: 'Ver quién está presente, su ritmo y su acuerdo con los demás',
    roles: ['coordinador_ccv', 'auditor'],
  },
  'pantalla:abrir': {
    que: 'Crear y revocar direcciones de la pantalla grande',
    roles: ['coordinador_ccv'],
  },
  'personas:ver': {
    que: 'Ver las personas de su centro y su estado',
    roles: ['coordinador_ccv', 'coordinador_catd', 'administrador', 'auditor'],
  },
  'personas:cargar': {
    que: 'Cargar personas y dar códigos de activación',
    roles: ['administrador'],
  },
  'personas:confirmar': {
    que: 'Confirmar, desbloquear, revocar o cerrar la sesión: la coordinación, a las personas de su centro; la administración, a coordinaciones, administración, auditoría, consejerías, representaciones y difusores',
    roles: ['coordinador_ccv', 'coordinador_catd', 'administrador'],
  },
  'accesos:ver': {
    que: 'Ver entradas, salidas, fallas y bloqueos',
    roles: ['coordinador_ccv', 'coordinador_catd', 'administrador', 'auditor'],
  },
  'planeacion:ver': {
    que: 'Ver el plan de trabajo, los oficios, las sesiones y los informes',
    roles: [
      'instancia_interna',
      'coordinador_ccv',
      'administrador',
      'auditor',
      'consejeria',
      'representacion',
    ],
  },
  'planeacion:editar': {
    que: 'Llevar el plan de trabajo y todo lo que va en los informes',
    roles: ['instancia_interna'],
  },
} as const satisfies Readonly<Record<string, Entrada>>;

/** `recurso:verbo`. */
export type Permiso = keyof typeof PERMISOS;

/** Roles that must have a second factor (the others may). */
export const ROLES_CON_SEGUNDO_FACTOR: readonly Rol[] = [
  'coordinador_catd',
  'coordinador_ccv',
  'administrador',
  'auditor',
  'instancia_interna',
];

export function puede(rol: Rol, permiso: Permiso): boolean {
  const { roles }: Entrada = PERMISOS[permiso];
  return roles.includes(rol);
}

/** What a role may do, in the order of the table. */
export function permisosDe(rol: Rol): readonly Permiso[] {
  return (Object.keys(PERMISOS) as Permiso[]).filter((permiso) => puede(rol, permiso));
}
