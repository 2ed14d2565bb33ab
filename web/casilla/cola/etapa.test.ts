import { expect, test } from 'vitest';
import { type EntregaEnServidor, ESTADOS_DE_ENTREGA } from '../../../src/digitalizacion/contrato.ts';
import { etapaDe } from './etapa.ts';

const ACTA = { situacion: 'esperada', acopiada: false, rescanear: null } as const;
const FOTO = { orden: 1, bytes: 1000, servidor: null, rechazo: null } as const;

function enServidor(cambios: Partial<EntregaEnServidor>): EntregaEnServidor {
  return {
    ...{ id: 'a', secuencia: 1, estado: 'registrada', faltaDesde: 1000, originalFaltaDesde: null },
    ...{ originalCompleto: true, acta: null, uso: 'captura', publicada: null, codigo: null, mensaje: null },
    ...cambios,
  };
}

test('without a photograph it is missing, also when its envelope has arrived', () => {
  expect(etapaDe(ACTA, []).etapa).toBe('falta');
  expect(etapaDe({ ...ACTA, situacion: 'acopiada', acopiada: true }, []).titulo).toBe('Falta su foto');
});

test('each state of a delivery is one that the person sees', () => {
  const seen = ESTADOS_DE_ENTREGA.map(
    (estado) => etapaDe(ACTA, [{ ...FOTO, servidor: enServidor({ estado }) }]).etapa,
  );
  expect(seen).toEqual(['lista', 'enviada', 'enviada', 'revision', 'recibida', 'repetir']);
  expect(etapaDe(ACTA, [FOTO]).titulo).toBe('Lista para enviar');
});

test('while its bytes travel it says how many have arrived', () => {
  const servidor = enServidor({ estado: 'incompleta', faltaDesde: 250 });
  expect(etapaDe(ACTA, [{ ...FOTO, servidor }]).avance).toBe(0.25);
});

test('the last photograph is the one that counts', () => {
  const rejected = { ...FOTO, servidor: enServidor({ estado: 'rechazada', mensaje: 'Salió movida.' }) };
  expect(etapaDe(ACTA, [{ ...FOTO, orden: 2 }, rejected]).etapa).toBe('lista');
  expect(etapaDe(ACTA, [{ ...rejected, orden: 3 }, FOTO]).detalle).toBe('Salió movida.');
});

test('what was asked to be made again is asked until another one is on its way', () => {
  const acta = { ...ACTA, situacion: 'acopiada', rescanear: 'Está cortada de abajo.' } as const;
  expect(etapaDe(acta, [{ ...FOTO, servidor: enServidor({}) }]).etapa).toBe('repetir');
  expect(
    etapaDe(acta, [
      { ...FOTO, servidor: enServidor({}) },
      { ...FOTO, orden: 2 },
    ]).etapa,
  ).toBe('lista');
});

test('what the centre does with the acta is above what the phone knows', () => {
  const fotos = [{ ...FOTO, servidor: enServidor({}) }];
  expect(etapaDe({ ...ACTA, situacion: 'en_captura' }, fotos).etapa).toBe('en_captura');
  expect(etapaDe({ ...ACTA, situacion: 'verificada' }, fotos).titulo).toBe('Verificada');
  expect(etapaDe({ ...ACTA, situacion: 'publicada' }, [FOTO]).etapa).toBe('publicada');
  expect(etapaDe({ ...ACTA, situacion: 'sin_acta' }, []).etapa).toBe('sin_acta');
});

test('a photograph that the phone has not sent is not hidden by one that arrived by another way', () => {
  expect(etapaDe({ ...ACTA, situacion: 'en_captura' }, [FOTO]).etapa).toBe('lista');
});
