import { describe } from 'vitest';
import { type Caso, itTells } from '../../pruebas/apoyo/proceso-minimo/casos.ts';

/** One change in candidaturas.csv and the errors that it must give. */
const CASOS: readonly Caso[] = [
  [
    'the election exists',
    'candidaturas',
    'GUB,*,VERDE',
    'GOB,*,VERDE',
    ['ELECCION_DESCONOCIDA candidaturas.csv:3 eleccion'],
  ],
  [
    'a statewide candidatura is for *',
    'candidaturas',
    'GUB,*,VERDE',
    'GUB,001,VERDE',
    ['TERRITORIO_DESCONOCIDO candidaturas.csv:3 territorio'],
  ],
  [
    'the territory exists',
    'candidaturas',
    'AYUN,003,SOL',
    'AYUN,004,SOL',
    ['TERRITORIO_DESCONOCIDO candidaturas.csv:18 territorio'],
  ],
  [
    'every territory has candidaturas',
    'candidaturas',
    'AYUN,002,COMUN,candidatura_comun,ROJO VERDE,C_ROJO_VERDE,Planilla ficticia 23 Islas,Planilla ficticia 24 Prado\nAYUN,002,AZUL,partido,AZUL,,Planilla ficticia 25 Rueda,Planilla ficticia 26 Campos\n',
    '',
    ['ELECCION_SIN_CANDIDATURAS candidaturas.csv:- territorio'],
  ],
  [
    'figures are known',
    'candidaturas',
    'GUB,*,VERDE,partido',
    'GUB,*,VERDE,frente',
    ['FIGURA candidaturas.csv:3 figura'],
  ],
  [
    'a coalition has two parties',
    'candidaturas',
    'coalicion,AZUL ROJO,',
    'coalicion,AZUL,',
    ['FIGURA candidaturas.csv:4 partidos'],
  ],
  [
    'a candidatura común has two parties',
    'candidaturas',
    'ROJO VERDE,C_ROJO_VERDE',
    'ROJO,todas',
    ['FIGURA candidaturas.csv:14 partidos'],
  ],
  [
    'a party has one',
    'candidaturas',
    'GUB,*,VERDE,partido,VERDE',
    'GUB,*,VERDE,partido,',
    ['FIGURA candidaturas.csv:3 partidos'],
  ],
  [
    'an independent has none',
    'candidaturas',
    'independiente,,',
    'independiente,VERDE,',
    ['FIGURA candidaturas.csv:13 partidos'],
  ],
  [
    'parties exist',
    'candidaturas',
    'AZUL ROJO SOL',
    'AZUL ROJO LUNA',
    ['PARTIDO_DESCONOCIDO candidaturas.csv:2 partidos'],
  ],
  [
    'a party is in one candidatura of the territory',
    'candidaturas',
    'partido,SOL,,Candidato ficticio 5',
    'partido,ROJO,,Candidato ficticio 5',
    ['PARTIDO_COMPARTIDO candidaturas.csv:5 partidos'],
  ],
  [
    'a party is once in its coalition',
    'candidaturas',
    'AZUL ROJO SOL',
    'AZUL ROJO ROJO',
    ['PARTIDO_COMPARTIDO candidaturas.csv:2 partidos'],
  ],
  [
    'candidaturas do not repeat in a territory',
    'candidaturas',
    'AYUN,003,ROJO',
    'AYUN,003,AZUL',
    ['CLAVE_REPETIDA candidaturas.csv:17 candidatura'],
  ],
  [
    'a coalition says its combinations',
    'candidaturas',
    'AZUL ROJO,todas',
    'AZUL ROJO,',
    ['COMBINACION candidaturas.csv:4 combinaciones'],
  ],
  [
    'combinations are of its parties',
    'candidaturas',
    'C_ROJO_VERDE',
    'C_ROJO_AZUL',
    ['COMBINACION candidaturas.csv:14 combinaciones'],
  ],
  [
    'combinations have two parties',
    'candidaturas',
    'C_ROJO_VERDE',
    'ROJO',
    ['COMBINACION candidaturas.csv:14 combinaciones'],
  ],
  [
    'combinations do not repeat',
    'candidaturas',
    'C_ROJO_VERDE',
    'C_ROJO_VERDE C_VERDE_ROJO',
    ['COMBINACION candidaturas.csv:14 combinaciones'],
  ],
  [
    'a lone party has no combinations',
    'candidaturas',
    'VERDE,partido,VERDE,,Candidato',
    'VERDE,partido,VERDE,todas,Candidato',
    ['COMBINACION candidaturas.csv:3 combinaciones'],
  ],
  [
    'the key of an independent is no party',
    'candidaturas',
    'CAND_IND_1',
    'SOL',
    ['CLAVE_RESERVADA candidaturas.csv:13 candidatura'],
  ],
  [
    'the key of an independent is no combination',
    'candidaturas',
    'CAND_IND_1',
    'C_ROJO_VERDE',
    ['CLAVE_RESERVADA candidaturas.csv:13 candidatura'],
  ],
  [
    'the key of an independent is no other column',
    'candidaturas',
    'CAND_IND_1',
    'LISTA_NOMINAL',
    ['CLAVE_RESERVADA candidaturas.csv:13 candidatura'],
  ],
  [
    'a candidatura has a name',
    'candidaturas',
    'Candidato ficticio 2 Peña',
    '',
    ['VALOR_VACIO candidaturas.csv:3 propietaria'],
  ],
];

describe('checkCandidaturas', () => {
  itTells(CASOS);
});
