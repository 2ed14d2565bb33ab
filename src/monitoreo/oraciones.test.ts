import { expect, test } from 'vitest';
import { type EventoActa, MOTIVOS_RECHAZO } from '../dominio/acta.ts';
import type { IdActa } from '../dominio/clave.ts';
import { MOTIVOS_SIN_ACTA } from '../dominio/contabilizacion.ts';
import { lecturasDe, type Nombres, tellEvento } from './oraciones.ts';
import { nocheDePrueba } from './pruebas/log-de-prueba.ts';

const NOMBRES: Nombres = {
  persona: (clave) => `Persona (${clave})`,
  campo: (clave) => (clave === 'NULOS' ? 'Votos nulos' : clave),
  acta: (id) => `acta ${id}`,
  hora: (instante) => instante.slice(11, 16),
};
const tell = (evento: EventoActa) => tellEvento(evento, NOMBRES);

test('every fact of thirty random nights is one whole sentence that says no value', () => {
  const tipos = new Set<string>();
  for (let numero = 0; numero < 30; numero += 1) {
    for (const { tipo, datos } of nocheDePrueba(numero, 50).eventos) {
      const evento = { tipo, datos } as EventoActa;
      const text = tell(evento);
      tipos.add(tipo);
      expect(text, tipo).toMatch(/^[A-ZÁÉÍÓÚ].*\.$/);
      expect(text, tipo).not.toMatch(/undefined|null|\[object|\.\.|ILEGIBLE|SIN DATO/);
      const values = Object.values(lecturasDe(evento) ?? {}).filter((value) => Number(value) > 20);
      for (const value of values) expect(text, tipo).not.toMatch(new RegExp(`\\b${value}\\b`));
    }
  }
  expect(tipos.size).toBeGreaterThanOrEqual(18);
});

test.each<readonly [EventoActa, string]>([
  [
    { tipo: 'captura_liberada', datos: { persona: 'cap-041', motivo: 'vencida' } },
    'Terminó el tiempo de Persona (cap-041) para capturarla.',
  ],
  [
    {
      tipo: 'recaptura_pedida',
      datos: { persona: 'ver', campos: ['PAN', 'PRI', 'NULOS'], razon: ' Se lee otra cosa. ' },
    },
    'Pidió capturar otra vez «PAN», «PRI» y «Votos nulos», con la razón «Se lee otra cosa».',
  ],
  [
    { tipo: 'acta_consolidada', datos: { lecturas: { NULOS: 4 }, tercera: ['NULOS'] } },
    'Con la tercera captura hay acuerdo en «Votos nulos»: el acta queda capturada.',
  ],
  [
    {
      tipo: 'identificacion_propuesta',
      datos: { persona: 'ver', propuesta: { tipo: 'otra_acta', acta: 'GUB-1' as IdActa, razon: '' } },
    },
    'Propuso que la imagen es del acta GUB-1.',
  ],
  [
    {
      tipo: 'acta_acopiada',
      datos: {
        ...{ via: 'CATD', horaManuscrita: null, avisos: [] },
        equipo: {
          ...{ clave: 'est-c01-1', secuencia: 1, momento: '2027-06-07T02:00:00.000Z', desfase: 0 },
          ...{ acopio: '2027-06-07T02:00:00.000Z', persona: { nombre: 'María Núñez' } },
        },
      },
    },
    'Se recibió el sobre en el CATD a las 02:00, con la estación est-c01-1; quien estaba ahí escribió su nombre: «María Núñez».',
  ],
])('%j', (evento, sentence) => {
  expect(tell(evento)).toBe(sentence);
});

test('each reason has its words', () => {
  const rejected = MOTIVOS_RECHAZO.map((motivo) =>
    tell({ tipo: 'imagen_rechazada', datos: { sha256: 'a', persona: 'x', motivo, razon: '' } }),
  );
  const declared = MOTIVOS_SIN_ACTA.map((motivo) =>
    tell({ tipo: 'sin_acta_declarada', datos: { motivo, declara: 'a', confirma: 'b' } }),
  );
  expect(new Set([...rejected, ...declared]).size).toBe(rejected.length + declared.length);
});
