/**
 * The people of a rehearsal: one of each role and several who capture, with their accounts already active. They come
 * in by the same doors as everybody else (loaded, activated with their code, confirmed by who must); only nobody had
 * to type it. Their passwords are for a rehearsal and are kept in its folder to be told again.
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import { z } from 'zod';
import type { Acceso } from '../acceso/acceso.ts';
import type { Talon } from '../acceso/carga.ts';
import { NOMBRE_DE_ROL, ROLES, ROLES_CON_SEGUNDO_FACTOR, type Rol } from '../acceso/permisos.ts';
import type { PersonaEnSesion } from '../acceso/ruta.ts';
import type { Instante } from '../dominio/acta.ts';
import { ok, type Refusal, type Result } from '../dominio/result.ts';
import { SISTEMA } from '../servidor/servicios.ts';
import { createAzar } from './azar.ts';
import { nombreDe } from './personas.ts';

const Persona = z.object({
  clave: z.string(),
  nombre: z.string(),
  rol: z.enum(ROLES),
  centro: z.string(),
  contrasena: z.string(),
  /** base 32, of the second factor; null for who has none */
  secreto: z.string().nullable(),
});
export type PersonaDeEnsayo = z.infer<typeof Persona>;

/** In the folder of the rehearsal. */
export const ARCHIVO_DE_GENTE = 'ensayo-personas.json';

export interface OpcionesDeGente {
  readonly acceso: Acceso;
  readonly datos: string;
  readonly semilla: number;
  readonly capturistas: number;
  /** clave of the CATD whose people there are */
  readonly catd: string;
  readonly now: () => Instante;
  /** a whole number from 0 to below `max`, that nobody can guess */
  readonly sortear: (max: number) => number;
}

/** Their accounts, made the first time and read from the folder after. */
export async function prepareGente(
  opciones: OpcionesDeGente,
): Promise<Result<readonly PersonaDeEnsayo[], Refusal>> {
  const { acceso, datos, semilla } = opciones;
  const path = join(datos, ARCHIVO_DE_GENTE);
  const known = readGente(datos);
  if (known !== null) return ok(known);

  const made: PersonaDeEnsayo[] = [];
  /** Uses the code of a slip, is confirmed and, where the role requires it, sets the second factor. */
  async function activate(talon: Talon, confirma: PersonaEnSesion | null): Promise<Result<unknown, Refusal>> {
    const { clave, nombre, rol, centro, codigo } = talon;
    const contrasena = createContrasena(opciones.sortear);
    const activated = await acceso.activate({ persona: clave, codigo, contrasena, direccion: 'ensayo' });
    if (!activated.ok) return activated;
    if (confirma !== null) {
      const confirmed = await acceso.confirm(confirma, clave);
      if (!confirmed.ok) return confirmed;
    }
    const secreto = ROLES_CON_SEGUNDO_FACTOR.includes(rol)
      ? await enrol(opciones, { clave, nombre, rol, centro })
      : ok(null);
    if (!secreto.ok) return secreto;
    made.push({ clave, nombre, rol, centro, contrasena, secreto: secreto.value });
    return secreto;
  }

  const primera = await acceso.createPrimera(
    { clave: SISTEMA.actor, centro: SISTEMA.lugar },
    nombreDe(createAzar(semilla, 'ensayo', 'administrador')),
  );
  if (!primera.ok) return primera;
  const administracion = primera.value;
  const begun = await activate(administracion, null);
  if (!begun.ok) return begun;

  const talones: Talon[] = [];
  const loaded = await acceso.loadPersonas(administracion, {
    archivo: 'ensayo.csv',
    contenido: csvOf(opciones),
    entregar: async (given) => void talones.push(...given),
  });
  if (!loaded.ok) return loaded;
  if (loaded.value.errores.length > 0)
    throw new Error(`people that cannot be loaded: ${loaded.value.errores[0]?.mensaje}`);
  const isCoordinacion = ({ rol }: Talon) => rol.startsWith('coordinador');
  for (const talon of talones.toSorted((a, b) => Number(isCoordinacion(b)) - Number(isCoordinacion(a)))) {
    const coordinacion = talones.find((one) => isCoordinacion(one) && one.centro === talon.centro);
    const confirma =
      DEL_CENTRO.includes(talon.rol) && coordinacion !== undefined ? coordinacion : administracion;
    const activated = await activate(talon, confirma);
    if (!activated.ok) return activated;
  }
  writeFileSync(path, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600, flush: true });
  return ok(made);
}

/** The people of a folder; null when it has no rehearsal. */
export function readGente(datos: string): readonly PersonaDeEnsayo[] | null {
  const path = join(datos, ARCHIVO_DE_GENTE);
  return existsSync(path) ? z.array(Persona).parse(JSON.parse(readFileSync(path, 'utf8'))) : null;
}

/** The six digits that the telephone of somebody would show now. */
export function codigoDe(secreto: string, ahora: Instante): string {
  return generateSync({ secret: secreto, epoch: Math.floor(Date.parse(ahora) / 1000) });
}

/** One line for each person: role, centre, key, password, and whether there is a second factor. */
export function formatGente(gente: readonly PersonaDeEnsayo[]): readonly string[] {
  const width = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const [rol, centro, clave, contrasena] = [
    width(gente.map((persona) => NOMBRE_DE_ROL[persona.rol])),
    width(gente.map((persona) => persona.centro)),
    width(gente.map((persona) => persona.clave)),
    width(gente.map((persona) => persona.contrasena)),
  ];
  return gente.map((persona) =>
    [
      `  ${NOMBRE_DE_ROL[persona.rol].padEnd(rol)}`,
      persona.centro.padEnd(centro),
      persona.clave.padEnd(clave),
      persona.contrasena.padEnd(contrasena),
      persona.secreto === null ? '' : 'con código del teléfono',
    ]
      .join('  ')
      .trimEnd(),
  );
}

async function enrol(
  { acceso, now }: OpcionesDeGente,
  persona: PersonaEnSesion,
): Promise<Result<string, Refusal>> {
  const begun = await acceso.beginFactor(persona);
  if (!begun.ok) return begun;
  const { secreto } = begun.value;
  const confirmed = await acceso.confirmFactor(persona, codigoDe(secreto, now()));
  return confirmed.ok ? ok(secreto) : confirmed;
}

/** Roles that the coordination of their centre confirms. */
const DEL_CENTRO: readonly Rol[] = [
  'acopiador',
  'digitalizador',
  'cae',
  'capturista',
  'verificador',
  'cotejador',
];

function csvOf({ semilla, capturistas, catd }: OpcionesDeGente): string {
  const several = (rol: Rol, centro: string, cuantas: number) =>
    Array.from(
      { length: cuantas },
      (_, i) => `${nombreDe(createAzar(semilla, 'ensayo', rol, String(i)))},${rol},${centro}`,
    );
  return [
    'nombre,rol,centro',
    ...several('coordinador_ccv', 'CCV', 1),
    ...several('coordinador_catd', catd, 1),
    ...several('capturista', 'CCV', capturistas),
    ...several('verificador', 'CCV', 2),
    ...several('cotejador', catd, 1),
    ...several('auditor', 'CCV', 1),
    ...several('consejeria', 'CCV', 1),
    ...several('acopiador', catd, 1),
    ...several('digitalizador', catd, 1),
    ...several('cae', catd, 1),
    '',
  ].join('\n');
}

const PALABRAS = [
  ...[
    'jacaranda',
    'molcajete',
    'tejado',
    'colibrí',
    'guayaba',
    'carretera',
    'trompo',
    'laguna',
    'sarape',
    'ventana',
  ],
  ...[
    'cometa',
    'durazno',
    'campana',
    'nopalera',
    'marimba',
    'ladrillo',
    'cascabel',
    'huerto',
    'pescador',
    'volcán',
  ],
];

function createContrasena(sortear: (max: number) => number): string {
  const word = () => PALABRAS[sortear(PALABRAS.length)];
  return `${word()} ${word()} ${10 + sortear(90)}`;
}
