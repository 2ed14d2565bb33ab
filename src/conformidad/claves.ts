/**
 * Keys: their shape, their parts and whether they repeat (LEEME 1 and 2).
 */

import type { Columnas, NombreColumna } from '../basedatos/leer-columnas.ts';
import { columnLabel, type Fila } from '../basedatos/leer-fila.ts';
import { isTipoCasilla } from '../dominio/casilla.ts';
import { parseClaveCasilla } from '../dominio/clave.ts';
import type { Hallazgos, Lugar } from './defectos.ts';

interface Vista {
  readonly linea: number;
  /** territories in which the key has been seen */
  readonly territorios: Set<string> | string;
}

/** Checks the keys of the rows of a file, as they go by. */
export class RevisorClaves {
  readonly #columnas: Columnas;
  readonly #hallazgos: Hallazgos;
  readonly #vistas = new Map<string, Vista>();
  readonly #territorios = new Map<string, string>();

  constructor(columnas: Columnas, hallazgos: Hallazgos) {
    this.#columnas = columnas;
    this.#hallazgos = hallazgos;
  }

  add(fila: Fila): void {
    // An acta fuera de catálogo has no reliable key.
    if (fila.estado === 'fuera_de_catalogo') return;
    this.#checkTipo(fila);
    if (this.#columnas.posicion.CLAVE_CASILLA !== -1) this.#checkParts(fila);
    if (this.#columnas.posicion.CLAVE_ACTA !== -1) {
      this.#checkClaveActa(fila);
      this.#checkRepeated(fila);
    }
  }

  #checkTipo(fila: Fila): void {
    if (this.#columnas.posicion.TIPO_CASILLA === -1 || isTipoCasilla(fila.tipoCasilla)) return;
    this.#hallazgos.add(
      'R05',
      this.#lugar(fila, 'TIPO_CASILLA'),
      fila.tipoCasilla,
      () => 'los tipos son B, C, E, S, A, P o V, y M',
    );
  }

  #checkParts(fila: Fila): void {
    const read = parseClaveCasilla(fila.claveCasilla);
    if (!read.ok) {
      // With a type that does not exist the key is as wrong as the type, which was already reported.
      if (isTipoCasilla(fila.tipoCasilla)) {
        this.#hallazgos.add(
          'R01',
          this.#lugar(fila, 'CLAVE_CASILLA'),
          fila.claveCasilla,
          () => read.error.mensaje,
        );
      }
      return;
    }
    const { entidad, seccion, tipo, numero, extContigua } = read.value;
    this.#checkPart(fila, 'ID_ENTIDAD', fila.idEntidad, entidad);
    this.#checkPart(fila, 'SECCION', fila.seccion, seccion);
    this.#checkPart(fila, 'TIPO_CASILLA', fila.tipoCasilla, tipo);
    this.#checkPart(fila, 'ID_CASILLA', fila.idCasilla, numero);
    this.#checkPart(fila, 'EXT_CONTIGUA', fila.extContigua, extContigua);
  }

  /** `N/A` says nothing of the key (A, P and M), and some files write parts without their zeros. */
  #checkPart(fila: Fila, nombre: NombreColumna, published: string, inKey: string): void {
    if (published === inKey || published === '' || published === 'N/A' || published === '-') return;
    if (published.padStart(inKey.length, '0') === inKey) return;
    this.#hallazgos.add(
      'R02',
      this.#lugar(fila, nombre),
      published,
      () => `la clave ${fila.claveCasilla} dice ${inKey}`,
    );
  }

  #checkClaveActa(fila: Fila): void {
    const { claveActa, claveCasilla, tipoActa } = fila;
    const sinTipo = this.#columnas.posicion.TIPO_ACTA === -1 || tipoActa === '' || tipoActa === '-';
    const fits = sinTipo ? claveActa.startsWith(claveCasilla) : claveActa === claveCasilla + tipoActa;
    // The type may carry zeros in the key and not in its column.
    if (fits || claveActa === claveCasilla + tipoActa.padStart(claveActa.length - claveCasilla.length, '0'))
      return;
    this.#hallazgos.add(
      'R02',
      this.#lugar(fila, 'CLAVE_ACTA'),
      claveActa,
      () => `con sus partes sería ${claveCasilla}${tipoActa}`,
    );
  }

  #checkRepeated(fila: Fila): void {
    if (fila.claveActa === '' || fila.claveActa === '-') return;
    const territorio = this.#intern(`${fila.territorio.id} ${fila.territorio.nombre}`.trim());
    const seen = this.#vistas.get(fila.claveActa);
    if (seen === undefined) {
      this.#vistas.set(flatten(fila.claveActa), { linea: fila.linea, territorios: territorio });
      return;
    }
    const territorios = typeof seen.territorios === 'string' ? new Set([seen.territorios]) : seen.territorios;
    const told = !territorios.has(territorio);
    territorios.add(territorio);
    this.#vistas.set(fila.claveActa, { linea: seen.linea, territorios });
    const lugar = this.#lugar(fila, 'CLAVE_ACTA');
    if (told) {
      const columna = this.#columnas.agrupacion === 'municipio' ? 'ID_MUNICIPIO' : 'ID_DISTRITO';
      const { nombre } = columnLabel(this.#columnas, columna);
      this.#hallazgos.add(
        'R03',
        lugar,
        fila.claveActa,
        () => `ya está en la línea ${seen.linea}; las distingue ${nombre} («${territorio}» aquí)`,
      );
    } else {
      this.#hallazgos.add('R04', lugar, fila.claveActa, () => `ya está en la línea ${seen.linea}`);
    }
  }

  #intern(territorio: string): string {
    const known = this.#territorios.get(territorio);
    if (known !== undefined) return known;
    const flat = flatten(territorio);
    this.#territorios.set(flat, flat);
    return flat;
  }

  #lugar(fila: Fila, nombre: NombreColumna): Lugar {
    const label = columnLabel(this.#columnas, nombre);
    return { linea: fila.linea, columna: label.numero, nombre: label.nombre };
  }
}

/**
 * A copy that holds nothing else. A piece of a line keeps the whole chunk of the file alive: 170,000 keys would
 * keep the 60 MB of a national file.
 */
function flatten(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}
