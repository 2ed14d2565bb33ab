/** Every bench: what it measures, with which programs, and the numbers that it must reach. */

/** One line that a bench wrote. */
export type Linea = Readonly<Record<string, string | number | null>>;

export interface Programa {
  /** in bancos/ */
  readonly archivo: string;
  readonly args: readonly string[];
  /** arguments with which it ends soon */
  readonly rapido: readonly string[];
}

export interface Cifra {
  readonly que: string;
  readonly unidad: 's' | 'ms' | 'MiB' | 'por segundo' | '';
  /** the number in a line, or null if it is not there */
  readonly de: (linea: Linea) => number | null;
  readonly meta: { readonly tipo: 'menos de' | 'al menos'; readonly valor: number } | null;
}

export interface Banco {
  readonly nombre: string;
  readonly que: string;
  readonly programas: readonly Programa[];
  readonly cifras: readonly Cifra[];
}

const ESTADO = 19_500;
const MICHOACAN = 19_288;
const PAIS = 515_612;

export const BANCOS: readonly Banco[] = [
  {
    nombre: 'capturas',
    que: 'capturas por segundo con 32 personas a la vez, y qué parte son de las mismas sentencias solas',
    programas: [{ archivo: 'capturas.ts', args: ['960', '12'], rapido: ['64', '2'] }],
    cifras: [
      cifra('servicio', 'por segundo', 'servicioPorSegundo'),
      cifra('sentencias solas', 'por segundo', 'sentenciasPorSegundo'),
      { ...cifra('servicio entre sentencias solas', '', 'razon'), meta: { tipo: 'al menos', valor: 0.5 } },
    ],
  },
  {
    nombre: 'corte-base',
    que: 'un corte desde la base de datos, con todo: JSON, ZIP, páginas, brotli y gzip, manifiesto y apuntador',
    programas: [
      { archivo: 'corte-base.ts', args: [`${ESTADO}`, '5'], rapido: ['1500', '2'] },
      { archivo: 'corte-base.ts', args: [`${PAIS}`, '3'], rapido: ['3000', '2'] },
    ],
    cifras: [ESTADO, PAIS].flatMap((actas) => cifrasDeCorte(actas)),
  },
  {
    nombre: 'corte',
    que: 'cortes desde renglones inventados al vuelo: el primero completo, los siguientes con 2,400 actas nuevas',
    programas: [
      { archivo: 'corte.ts', args: [`${MICHOACAN}`, '3'], rapido: ['1500', '1'] },
      { archivo: 'corte.ts', args: [`${PAIS}`, '3'], rapido: ['3000', '1'] },
    ],
    cifras: [
      ...cifrasDeMotor(MICHOACAN, { primero: null, siguiente: 5, memoria: null }),
      ...cifrasDeMotor(PAIS, { primero: 180, siguiente: 15, memoria: 3072 }),
    ],
  },
  {
    nombre: 'paginas',
    que: 'páginas de sección por segundo de un procesador, con las 2,716 de Michoacán',
    programas: [{ archivo: 'paginas.ts', args: ['5'], rapido: ['1'] }],
    cifras: [
      {
        ...cifra('páginas de sección', 'por segundo', 'paginasPorSegundo'),
        meta: { tipo: 'al menos', valor: 3000 },
      },
    ],
  },
  {
    nombre: 'ccv',
    que: '500 capturistas por HTTP, 25 capturas por segundo: enviar un acta y recibir la siguiente',
    programas: (['sola', 'noche'] as const).map((caso) => ({
      archivo: 'ccv.ts',
      args: ['300', `${MICHOACAN}`, '500', '25', caso],
      rapido: ['20', '2500', '500', '25', caso],
    })),
    cifras: [
      ...cifrasDeCcv('sola', 'captura sola'),
      ...cifrasDeCcv('noche', 'con tres tableros abiertos y un corte por minuto'),
    ],
  },
  {
    nombre: 'digitalizacion',
    que: 'del archivo del escáner o del teléfono a la imagen publicada, con su código, veredicto y huella',
    programas: [{ archivo: 'digitalizacion.ts', args: ['1000', '50'], rapido: ['30', '5'] }],
    cifras: [
      {
        ...deTodas('actas con dos procesos', 'por segundo', 'actasPorSegundo'),
        meta: { tipo: 'al menos', valor: 10 },
      },
      deTodas('  procesador por acta', 'ms', 'msCpuPorActa'),
      {
        ...deTodas('  identificadas solas, por ciento', '', 'identificadasPorCiento'),
        meta: { tipo: 'al menos', valor: 99.5 },
      },
      { ...deTodas('  identificadas mal', '', 'equivocadas'), meta: { tipo: 'menos de', valor: 1 } },
      deTodas('  que se pueden capturar, por ciento', '', 'aceptablesPorCiento'),
      {
        ...deTodas('  papeles distintos tomados por el mismo', '', 'parecidasSinSerlo'),
        meta: { tipo: 'menos de', valor: 1 },
      },
      inCase(
        cifra('  el mismo papel reconocido por dos rutas, por ciento', '', 'reconocidasPorCiento'),
        ...(['caso', 'mismo papel'] as const),
      ),
      deTodas('  kilobytes de la imagen publicada', '', 'publicadaKB'),
      deTodas('  memoria de cada proceso', 'MiB', 'memoriaPicoMiB'),
      {
        ...inCase(cifra('la inservible que más tarda', 's', 'segundosLaMasLenta'), 'caso', 'inservibles'),
        meta: { tipo: 'menos de', valor: 3 },
      },
      {
        ...inCase(cifra('  inservibles dadas por buenas', '', 'aceptadas'), 'caso', 'inservibles'),
        meta: { tipo: 'menos de', valor: 1 },
      },
      {
        ...inCase(cifra('  inservibles identificadas mal', '', 'equivocadas'), 'caso', 'inservibles'),
        meta: { tipo: 'menos de', valor: 1 },
      },
    ],
  },
  {
    nombre: 'entregas',
    que: 'de diez teléfonos a la bitácora: firma, envío por HTTP, imagen, identificación, disco y hecho',
    programas: [{ archivo: 'entregas.ts', args: ['300', '10'], rapido: ['12', '3'] }],
    cifras: [
      {
        ...cifra('actas de punta a punta', 'por segundo', 'actasPorSegundo'),
        meta: { tipo: 'al menos', valor: 10 },
      },
      cifra('  procesador por acta', 'ms', 'msCpuPorActa'),
      {
        ...cifra('  registradas solas, por ciento', '', 'registradasPorCiento'),
        meta: { tipo: 'al menos', valor: 99.5 },
      },
      { ...cifra('  en un acta que no es', '', 'equivocadas'), meta: { tipo: 'menos de', valor: 1 } },
      {
        ...cifra('  imágenes que no son lo que dice su SHA-256', '', 'imagenesDistintasDeSuHash'),
        meta: { tipo: 'menos de', valor: 1 },
      },
    ],
  },
  {
    nombre: 'publico',
    que: 'peticiones por segundo del sitio: servidor propio, nginx con su configuración y nginx solo',
    programas: [{ archivo: 'publico.ts', args: ['5', '3'], rapido: ['1', '1'] }],
    cifras: [
      cifra('servidor propio', 'por segundo', 'embebidoPorSegundo'),
      cifra('nginx con despliegue/nginx', 'por segundo', 'nginxPorSegundo'),
      cifra('nginx solo', 'por segundo', 'nginxSoloPorSegundo'),
      {
        ...cifra('servidor propio entre nginx', '', 'razonEmbebido'),
        meta: { tipo: 'al menos', valor: 0.3 },
      },
      {
        ...cifra('nginx configurado entre nginx solo', '', 'razonConfiguracion'),
        meta: { tipo: 'al menos', valor: 0.95 },
      },
      cifra('servidor propio entre nginx, por tiempo de procesador', '', 'razonEmbebidoCpu'),
      cifra('nginx configurado entre nginx solo, por tiempo de procesador', '', 'razonConfiguracionCpu'),
    ],
  },
  {
    nombre: 'campeche',
    que: '«prep reproducir» con las cuatro elecciones de Campeche 2021',
    programas: [{ archivo: 'campeche.ts', args: ['3'], rapido: ['1'] }],
    cifras: [{ ...cifra('las cuatro elecciones', 's', 'segundos'), meta: { tipo: 'menos de', valor: 60 } }],
  },
  {
    nombre: 'revisar',
    que: '«prep revisar» con 170,000 renglones de 60 columnas',
    programas: Array.from({ length: 3 }, () => ({
      archivo: 'revisar.ts',
      args: ['170000'],
      rapido: ['5000'],
    })),
    cifras: ['limpias', 'entre_comillas'].flatMap((celdas) => [
      {
        ...inCase(cifra(`celdas ${celdas.replace('_', ' ')}`, 's', 'segundos'), 'celdas', celdas),
        meta: { tipo: 'menos de' as const, valor: 5 },
      },
      {
        ...inCase(cifra(`celdas ${celdas.replace('_', ' ')}`, 'MiB', 'memoriaMb'), 'celdas', celdas),
        meta: { tipo: 'menos de' as const, valor: 300 },
      },
      inCase(cifra('  entre solo leerlas', '', 'razon'), 'celdas', celdas),
    ]),
  },
  {
    nombre: 'michoacan',
    que: 'procesos/michoacan-2027: cargarlo, el corte en ceros y uno con sus 19,288 actas',
    programas: Array.from({ length: 3 }, () => ({ archivo: 'michoacan.ts', args: [], rapido: [] })),
    cifras: [
      cifra('leer y validar los archivos', 's', 'leerProceso'),
      cifra('crear y arrancar PostgreSQL', 's', 'crearServidor'),
      cifra('aplicar las migraciones', 's', 'aplicarMigraciones'),
      cifra('cargar las actas', 's', 'cargarActas'),
      { ...cifra('corte en ceros', 's', 'corteEnCeros'), meta: { tipo: 'menos de', valor: 3 } },
      { ...cifra('corte con todas', 's', 'corteConTodas'), meta: { tipo: 'menos de', valor: 3 } },
    ],
  },
];

function cifra(que: string, unidad: Cifra['unidad'], nombre: string): Cifra {
  return { que, unidad, de: (linea) => numberOf(linea[nombre]), meta: null };
}

/** The same number, only in the lines of a case. */
function inCase(one: Cifra, nombre: string, valor: string | number): Cifra {
  return { ...one, de: (linea) => (linea[nombre] === valor ? one.de(linea) : null) };
}

function deTodas(que: string, unidad: Cifra['unidad'], nombre: string): Cifra {
  return inCase(cifra(que, unidad, nombre), 'caso', 'todas');
}

function cifrasDeCorte(actas: number): readonly Cifra[] {
  return [
    ...['en ceros', 'todo nuevo', 'siguiente'].map((caso) =>
      deCorte(actas, caso, 's', (linea) => (linea.caso === caso ? linea.segundos : null)),
    ),
    deCorte(actas, 'memoria', 'MiB', (linea) => linea.memoriaPicoMiB),
  ];
}

/** Nothing lost, nothing twice, no error; and nobody waits. */
function cifrasDeCcv(caso: 'sola' | 'noche', como: string): readonly Cifra[] {
  const own = (que: string, unidad: Cifra['unidad'], nombre: string) =>
    inCase(cifra(que, unidad, nombre), 'caso', caso);
  const none = (que: string, nombre: string): Cifra => ({
    ...own(que, '', nombre),
    meta: { tipo: 'menos de', valor: 1 },
  });
  return [
    own(`${como}: capturas`, 'por segundo', 'porSegundo'),
    own('  espera, la mitad', 'ms', 'p50Ms'),
    own('  espera, 95 de cada 100', 'ms', 'p95Ms'),
    { ...own('  espera, 99 de cada 100', 'ms', 'p99Ms'), meta: { tipo: 'menos de', valor: 250 } },
    own('  la mayor espera', 'ms', 'maxMs'),
    none('  errores', 'errores'),
    none('  acusadas que no están en la bitácora', 'perdidas'),
    none('  capturas de más en la bitácora', 'sobrantes'),
    none('  actas que alguien capturó dos veces', 'repetidas'),
    none('  renglones que no son lo que dicen sus hechos', 'filasDistintas'),
    own('  procesador por captura, servidor y base', 'ms', 'msCpuPorCaptura'),
    own('  memoria del servidor', 'MiB', 'memoriaPicoMiB'),
  ];
}

/** Seconds that the first corte has, from nothing, and those that follow it, and MiB; null where there is no target. */
function cifrasDeMotor(
  actas: number,
  metas: { readonly primero: number | null; readonly siguiente: number; readonly memoria: number | null },
): readonly Cifra[] {
  const own = (linea: Linea) => linea.actas === actas;
  const of = `${actas.toLocaleString('es-MX')} actas:`;
  return [
    ...(['primero', 'siguiente'] as const).flatMap((caso): readonly Cifra[] => {
      const inCaso = (nombre: string) => (linea: Linea) =>
        own(linea) && linea.caso === caso ? numberOf(linea[nombre]) : null;
      const valor = metas[caso];
      const meta = valor === null ? null : ({ tipo: 'menos de', valor } as const);
      return [
        { que: `${of} corte ${caso}`, unidad: 's', de: inCaso('segundos'), meta },
        { que: '  de procesador', unidad: 's', de: inCaso('segundosCpu'), meta: null },
        { que: '  del hilo que publica', unidad: 's', de: inCaso('segundosCpuDelHilo'), meta: null },
      ];
    }),
    {
      que: `${of} memoria`,
      unidad: 'MiB',
      de: (linea) => (own(linea) ? numberOf(linea.memoriaPicoMiB) : null),
      meta: metas.memoria === null ? null : { tipo: 'menos de', valor: metas.memoria },
    },
  ];
}

/** A corte of the state has 3 s, and one of the country 90 s and 2 GiB. */
function deCorte(
  actas: number,
  que: string,
  unidad: 's' | 'MiB',
  valor: (linea: Linea) => Linea[string] | undefined,
): Cifra {
  const limite = unidad === 'MiB' ? 2048 : actas === ESTADO ? 3 : 90;
  return {
    que: `${actas.toLocaleString('es-MX')} actas: ${que}`,
    unidad,
    de: (linea) => (linea.actas === actas ? numberOf(valor(linea)) : null),
    meta: { tipo: 'menos de', valor: limite },
  };
}

function numberOf(value: Linea[string] | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
