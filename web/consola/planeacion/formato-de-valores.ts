/** Values in words, for sentences and for the history. */

import { formatFecha } from '../../../src/dominio/calendario.ts';
import { unreachable } from '../../../src/dominio/result.ts';
import type { Plazo } from '../../../src/planeacion/colecciones.ts';
import type { FichaEnPantalla } from '../../../src/planeacion/contrato.ts';
import { formatCuantas, formatEntero } from '../../comun/formato.ts';
import { asArchivo, asList, asText, type Campo, isBlank, type Valor } from './campos.ts';

/** `3 kB`, `1.4 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1_048_576) return `${formatEntero(Math.max(1, Math.round(bytes / 1024)))} kB`;
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

export function formatPlazo(plazo: Plazo): string {
  switch (plazo.tipo) {
    case 'mensual':
      return 'Cada mes, los primeros 5 días del siguiente';
    case 'fijado':
      return plazo.fecha === null ? 'Sin fecha todavía' : formatFecha(plazo.fecha);
    case 'desde_jornada': {
      const { meses, dias } = plazo;
      const parts = [
        ...(meses === 0 ? [] : [formatCuantas(Math.abs(meses), 'mes', 'meses')]),
        ...(dias === 0 ? [] : [formatCuantas(Math.abs(dias), 'día', 'días')]),
      ];
      if (parts.length === 0) return 'El día de la elección';
      if (meses < 0 && dias > 0) return `${parts[0]} antes de la elección, más ${parts[1]}`;
      return `${parts.join(' y ')} ${meses < 0 || dias < 0 ? 'antes' : 'después'} de la elección`;
    }
    default:
      return unreachable(plazo);
  }
}

/** What a field says, in one line. */
export function formatValor(
  campo: Campo,
  valor: Valor,
  titulos: ReadonlyMap<string, FichaEnPantalla> = new Map(),
): string {
  if (isBlank(valor)) return campo.tipo === 'opcion' ? (campo.vacia ?? 'vacío') : 'vacío';
  const titleOf = (id: string) => titulos.get(id)?.derivado.titulo ?? 'otra ficha';
  switch (campo.tipo) {
    case 'linea':
    case 'hora':
    case 'entero':
    case 'parrafo':
      return asText(valor);
    case 'fecha':
      return formatFecha(asText(valor));
    case 'opcion':
      return campo.opciones[asText(valor)] ?? asText(valor);
    case 'referencia':
      return titleOf(asText(valor));
    case 'referencias':
      return asList<string>(valor).map(titleOf).join('; ');
    case 'archivo':
      return asArchivo(valor)?.nombre ?? '';
    case 'archivos':
      return asList(valor)
        .map((each) => asArchivo(each)?.nombre ?? '')
        .join(', ');
    case 'renglones':
      return asList<string>(valor).join('; ');
    case 'lista':
      return asList<Readonly<Record<string, Valor>>>(valor)
        .map((item) =>
          Object.entries(campo.campos)
            .filter(([clave]) => !isBlank(item[clave]))
            .map(([clave, inner]) => formatValor(inner, item[clave], titulos))
            .join(', '),
        )
        .join('; ');
    case 'plazo':
      return formatPlazo(valor as Plazo);
  }
}
