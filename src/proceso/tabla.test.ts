import { describe } from 'vitest';
import { type Caso, itTells } from '../../pruebas/apoyo/proceso-minimo/casos.ts';

/** One change in the form of a table and the errors that it must give. */
const CASOS: readonly Caso[] = [
  ['columns are all there', 'casillas', ',catd,', ',', ['COLUMNA_FALTA casillas.csv:1 catd']],
  [
    'columns are there once',
    'casillas',
    ',catd,',
    ',boletas,',
    ['COLUMNA_FALTA casillas.csv:1 catd', 'COLUMNA_REPETIDA casillas.csv:1 boletas'],
  ],
  [
    'columns are known',
    'casillas',
    ',elecciones',
    ',eleciones',
    ['COLUMNA_DESCONOCIDA casillas.csv:1 eleciones'],
  ],
  [
    'rows have the cells of the header',
    'casillas',
    '450,10,,urbana,C01,F,',
    '450,10,urbana,C01,F,',
    ['CELDAS_DE_MAS_O_DE_MENOS casillas.csv:7 -'],
  ],
  [
    'a name with a comma goes in quotes',
    'catd',
    'CATD La Loma',
    'CATD La Loma, Centro',
    ['CELDAS_DE_MAS_O_DE_MENOS catd.csv:2 -'],
  ],
  ['quotes close', 'catd', 'CATD Peña', '"CATD Peña', ['CSV_MAL_FORMADO catd.csv:3 -']],
  ['quotes open where the cell begins', 'catd', 'CATD Peña', 'CATD "Peña"', ['CSV_MAL_FORMADO catd.csv:3 -']],
  [
    'cells are of one line',
    'catd',
    'CATD Peñablanca',
    '"CATD\nPeñablanca"',
    ['CSV_MAL_FORMADO catd.csv:3 -'],
  ],
];

describe('parseTabla', () => {
  itTells(CASOS);
});
