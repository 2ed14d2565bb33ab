/**
 * Who may import whom (docs/decisiones/0002-rooms-and-imports.md).
 *
 * Each room of `src` lists the rooms it may import besides itself; what is not listed is an error, and so
 * is a room that is not in the table. Type-only imports count like any other.
 */

const TODO = '*';

const FASE = ['dominio', 'proceso', 'bitacora', 'acceso', 'comun'];

/** @type {Record<string, string[] | '*'>} */
const HABITACIONES = {
  dominio: [],
  comun: ['dominio'],

  // The acta on paper: its measures and its drawing.
  papel: ['dominio', 'comun', 'proceso'],

  proceso: ['dominio', 'comun'],
  bitacora: ['dominio', 'comun'],
  // People and sessions are kept beside the log, and what happens to them is in it.
  acceso: ['dominio', 'comun', 'proceso', 'bitacora'],

  // The official CSV and ZIP: publication writes it, the checker and the reproduction read it.
  basedatos: ['dominio', 'comun'],
  conformidad: ['dominio', 'basedatos', 'comun'],

  // Phases meet in the bitácora, never in each other.
  acopio: FASE,
  // It straightens the picture of a paper by the marks of that paper.
  digitalizacion: [...FASE, 'papel'],
  captura: FASE,
  verificacion: FASE,
  publicacion: [...FASE, 'basedatos'],
  cotejo: FASE,

  // Rooms beside the phases, under the same rule.
  monitoreo: FASE,
  integridad: FASE,
  planeacion: FASE,

  // A mirror of a publication: another's machine, without database nor process. Of publicacion, only its format.
  difusion: ['dominio', 'comun', 'publicacion'],

  // The station of a CATD: another machine, with a disk and a link of its own. Of the phases, how an image is read and
  // the types of what the server says.
  catd: ['dominio', 'comun', 'digitalizacion', 'acopio'],

  simulacro: TODO,
  reproduccion: TODO,
  servidor: TODO,
  cli: TODO,
};

const PRUEBA = '[.]test[.]tsx?$|^pruebas/|^(src|web)/[^/]+/pruebas/';
const NOMBRES = Object.keys(HABITACIONES).join('|');
const QUE_COMPONEN = Object.keys(HABITACIONES)
  .filter((nombre) => HABITACIONES[nombre] === TODO)
  .join('|');

const reglasPorHabitacion = Object.entries(HABITACIONES)
  .filter(([, permitidas]) => permitidas !== TODO)
  .map(([nombre, permitidas]) => ({
    name: `habitacion-${nombre}`,
    severity: 'error',
    comment: `src/${nombre} may import ${permitidas.length === 0 ? 'no other room' : permitidas.join(', ')}.`,
    from: { path: `^src/${nombre}/` },
    to: { path: '^src/', pathNot: `^src/(${[nombre, ...permitidas].join('|')})/` },
  }));

export default {
  forbidden: [
    ...reglasPorHabitacion,
    {
      name: 'difusion-solo-el-formato',
      severity: 'error',
      comment:
        'src/difusion takes from publicacion what reads and lays out the format, nothing that publishes.',
      from: { path: '^src/difusion/', pathNot: PRUEBA },
      to: {
        path: '^src/publicacion/',
        pathNot: '^src/publicacion/(arboles|compresion|disco|esquemas|objetos|puntero)[.]ts$',
      },
    },
    {
      name: 'catd-imagen-y-contratos',
      severity: 'error',
      comment: 'src/catd takes from the phases how an image is read, and the types of their contracts.',
      from: { path: '^src/catd/', pathNot: PRUEBA },
      to: {
        path: '^src/(digitalizacion|acopio)/',
        pathNot: '^src/digitalizacion/(imagen/|contrato[.]ts$)|^src/acopio/contrato-de-equipo[.]ts$',
      },
    },
    {
      name: 'dominio-puro',
      severity: 'error',
      comment: 'src/dominio imports nothing outside itself: no package, no node: module, no other folder.',
      from: { path: '^src/dominio/', pathNot: PRUEBA },
      to: { pathNot: '^src/dominio/' },
    },
    {
      name: 'dominio-pruebas',
      severity: 'error',
      comment: 'Tests of src/dominio may add vitest and fast-check, nothing else.',
      from: { path: '^src/dominio/.*[.]test[.]tsx?$' },
      to: { pathNot: '^src/dominio/|(^|/)node_modules/(vitest|fast-check)/' },
    },
    {
      name: 'habitacion-desconocida',
      severity: 'error',
      comment: 'Every folder of src is declared in .dependency-cruiser.mjs, with what it may import.',
      from: { path: '^src/', pathNot: `^src/(${NOMBRES})/` },
      to: {},
    },
    {
      name: 'hacia-habitacion-desconocida',
      severity: 'error',
      comment: 'Every folder of src is declared in .dependency-cruiser.mjs, with what it may import.',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${NOMBRES})/` },
    },
    {
      name: 'web-solo-tipos-y-dominio',
      severity: 'error',
      comment: 'web takes from src only types (import type) and src/dominio.',
      from: { path: '^web/', pathNot: PRUEBA },
      to: { path: '^src/', pathNot: '^src/dominio/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-solo-desde-quien-compone',
      severity: 'error',
      comment: 'Only the rooms that compose the whole may import web; the others receive what they need.',
      from: { path: '^src/', pathNot: `^src/(${QUE_COMPONEN})/|${PRUEBA}` },
      to: { path: '^web/' },
    },
    {
      name: 'sin-ciclos',
      severity: 'error',
      comment: 'No circular imports, not even of types.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'produccion-sin-pruebas',
      severity: 'error',
      comment: 'Production code imports no tests, benchmarks or their helpers.',
      from: { path: '^(src|web|procesos)/', pathNot: PRUEBA },
      to: { path: `${PRUEBA}|^bancos/` },
    },
    {
      name: 'produccion-sin-devdependencies',
      severity: 'error',
      comment: 'What runs in an institute needs only `dependencies`.',
      from: { path: '^(src|web|procesos)/', pathNot: PRUEBA },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'declarada-en-package-json',
      severity: 'error',
      comment: 'A package is imported only if package.json names it.',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'existe',
      severity: 'error',
      comment: 'The imported file or package exists. What ends in ?url is an address that Vite gives.',
      from: {},
      to: { couldNotResolve: true, pathNot: '[?]url$' },
    },
  ],

  options: {
    // The native compiler (TypeScript 7) has no JavaScript API; `typescript` in package.json is the 6.0 one.
    parser: 'tsc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    moduleSystems: ['es6', 'cjs'],
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['node', 'import', 'require', 'default', 'types'],
    },
  },
};
