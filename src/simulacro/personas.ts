/**
 * The virtual people of a night: who receives, scans, photographs, captures, verifies and decides, each with a
 * key, a name, a pace and a rate of mistakes of their own. They only have the doors that real people have.
 */

import type { Casilla } from '../dominio/casilla.ts';
import { type Azar, createAzar } from './azar.ts';

export interface Persona {
  /** their key, the actor of what they do */
  readonly clave: string;
  readonly nombre: string;
  /** where they work: a CATD, the CCV, a casilla */
  readonly lugar: string;
}

/** Somebody who sits in front of images. */
export interface Operadora extends Persona {
  /** milliseconds that a field takes her, to type or to compare */
  readonly ritmo: number;
  /** actas of twenty fields in which she makes a mistake, from 0 to 1 */
  readonly tasaDeError: number;
}

export interface Plantilla {
  readonly capturistas: readonly Operadora[];
  readonly verificadores: readonly Operadora[];
  /** decides conflicts together with a verificador */
  readonly coordinador: Persona;
}

/** How many sit in the CCV: those of Michoacán in 2024. */
export const TAMANO = { capturistas: 150, verificadores: 20 } as const;

const CCV = 'CCV-01';
const RITMO = { captura: 2900, verificacion: 400 } as const;

/** The people of the CCV. */
export function createPlantilla(
  semilla: number,
  tamano: { readonly capturistas: number; readonly verificadores: number } = TAMANO,
): Plantilla {
  const team = (prefijo: string, cuantas: number, ritmo: number): readonly Operadora[] =>
    Array.from({ length: cuantas }, (_, i) => {
      const clave = `${prefijo}-${String(i + 1).padStart(3, '0')}`;
      const azar = createAzar(semilla, 'persona', clave);
      return {
        clave,
        nombre: nombreDe(azar),
        lugar: CCV,
        ritmo: ritmo * Math.exp(0.18 * azar.normal()),
        tasaDeError: Math.min(0.05, 0.013 * Math.exp(0.45 * azar.normal())),
      };
    });
  return {
    capturistas: team('CAP', tamano.capturistas, RITMO.captura),
    verificadores: team('VER', tamano.verificadores, RITMO.verificacion),
    coordinador: persona(semilla, 'COOR-CCV', CCV),
  };
}

/** Who works at a CATD, one person per task. */
export function createPersonalDeCatd(semilla: number, catd: string) {
  return {
    acopiador: persona(semilla, `ACO-${catd}`, catd),
    digitalizador: persona(semilla, `DIG-${catd}`, catd),
    coordinador: persona(semilla, `COOR-${catd}`, catd),
  };
}

/** The capacitador-asistente electoral who photographs the actas of a casilla. */
export function createCae(semilla: number, casilla: Casilla): Persona {
  return persona(semilla, `CAE-${casilla.clave}`, casilla.clave);
}

function persona(semilla: number, clave: string, lugar: string): Persona {
  return { clave, nombre: nombreDe(createAzar(semilla, 'persona', clave)), lugar };
}

/** A name that nobody has in particular. */
export function nombreDe(azar: Azar): string {
  return `${azar.pick(NOMBRES)} ${azar.pick(APELLIDOS)} ${azar.pick(APELLIDOS)}`;
}

const NOMBRES = [
  ...['Adriana', 'Alejandra', 'Ana', 'Beatriz', 'Carmen', 'Citlali', 'Diana', 'Elena', 'Erandi', 'Gabriela'],
  ...[
    'Guadalupe',
    'Isabel',
    'Juana',
    'Leticia',
    'Lucía',
    'Mariana',
    'Nayeli',
    'Patricia',
    'Rosa',
    'Verónica',
  ],
  ...[
    'Alberto',
    'Antonio',
    'Carlos',
    'Daniel',
    'Eduardo',
    'Fernando',
    'Francisco',
    'Gerardo',
    'Héctor',
    'Ignacio',
  ],
  ...['Javier', 'Jesús', 'Jorge', 'José', 'Luis', 'Manuel', 'Miguel', 'Pedro', 'Rafael', 'Tariácuri'],
] as const;

const APELLIDOS = [
  ...[
    'Aguilar',
    'Arriaga',
    'Ayala',
    'Calderón',
    'Cervantes',
    'Chávez',
    'Cortés',
    'Díaz',
    'Equihua',
    'Espinoza',
  ],
  ...['Farías', 'Gaona', 'García', 'Gómez', 'Guzmán', 'Hernández', 'Huerta', 'Juárez', 'León', 'López'],
  ...['Magaña', 'Martínez', 'Mendoza', 'Morales', 'Naranjo', 'Ochoa', 'Ortiz', 'Pérez', 'Ramírez', 'Rangel'],
  ...['Rivera', 'Rojas', 'Ruiz', 'Sánchez', 'Servín', 'Tapia', 'Tinoco', 'Torres', 'Vargas', 'Zavala'],
] as const;
