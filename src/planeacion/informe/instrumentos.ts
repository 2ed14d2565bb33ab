/** The advance in what was agreed with the auditor and with the third party, if there is one. */

import { formatFecha } from '../../dominio/calendario.ts';
import { fichasDe, type Planeacion } from '../hechos.ts';
import type { Periodo } from './avance.ts';
import { type Bloque, celda } from './documento.ts';
import { parseMarcado } from './marcado.ts';
import type { Textos } from './textos.ts';

const CON = { ente_auditor: 'Ente Auditor', tercero: 'Tercero que auxilia' } as const;

/** The instruments signed before the end of the month, each with its milestones up to then. */
export function instrumentosDe(estado: Planeacion, { hasta }: Periodo, textos: Textos): readonly Bloque[] {
  const firmados = fichasDe(estado, 'instrumentos')
    .map(({ valores }) => valores)
    .filter(({ firmado }) => firmado !== null && firmado <= hasta);
  if (firmados.length === 0) return textos.blocks('instrumentos-sin-novedad');
  return firmados.flatMap(({ con, nombre, objeto, firmado, hitos }): readonly Bloque[] => [
    { tipo: 'subtitulo', texto: `${CON[con]}: ${nombre}` },
    ...parseMarcado(`Firmado el ${formatFecha(firmado ?? '')}. ${objeto}`),
    {
      tipo: 'tabla',
      titulos: [],
      columnas: [
        { titulo: 'Compromiso', ancho: 44 },
        { titulo: 'Fecha', ancho: 18 },
        { titulo: 'Cumplido', ancho: 18 },
        { titulo: 'Nota', ancho: 20 },
      ],
      filas: hitos.map((hito) => [
        celda(hito.descripcion),
        celda(formatFecha(hito.fecha)),
        celda(
          hito.cumplido === null ? (hito.fecha <= hasta ? 'No' : 'Por cumplir') : formatFecha(hito.cumplido),
        ),
        celda(hito.nota),
      ]),
    },
  ]);
}
