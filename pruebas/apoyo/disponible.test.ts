import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { chromium, conFaltante, datosCompartidos, describeSiHay, RAIZ } from './disponible.ts';

afterEach(() => vi.unstubAllEnvs());

describe('datosCompartidos', () => {
  it('returns the absolute path of what exists under PREP_DATOS_PRUEBA', () => {
    const base = mkdtempSync(join(tmpdir(), 'datos-'));
    mkdirSync(join(base, 'puebla 2024'));
    vi.stubEnv('PREP_DATOS_PRUEBA', base);
    expect(datosCompartidos('puebla 2024')).toBe(join(base, 'puebla 2024'));
  });

  it('returns null for what is absent', () => {
    vi.stubEnv('PREP_DATOS_PRUEBA', mkdtempSync(join(tmpdir(), 'datos-')));
    expect(datosCompartidos('no-existe')).toBeNull();
  });
});

describe('chromium', () => {
  it('finds the browser in PATH and ignores a file that cannot run', () => {
    const empty = mkdtempSync(join(tmpdir(), 'bin-'));
    const folder = mkdtempSync(join(tmpdir(), 'bin-'));
    writeFileSync(join(empty, 'chromium'), '', { mode: 0o644 });
    writeFileSync(join(folder, 'chromium'), '', { mode: 0o755 });
    vi.stubEnv('PREP_CHROMIUM', '');
    vi.stubEnv('PATH', `${empty}:${folder}`);
    expect(chromium()).toBe(join(folder, 'chromium'));
  });

  it('returns null where PREP_CHROMIUM names nothing that runs', () => {
    vi.stubEnv('PREP_CHROMIUM', '/no/existe/chromium');
    expect(chromium()).toBeNull();
  });
});

describe('conFaltante', () => {
  it('says what is missing, and only then', () => {
    expect(conFaltante('lee la base', null, 'datos/x')).toBe('lee la base [omitida: falta datos/x]');
    expect(conFaltante('lee la base', '/x', 'datos/x')).toBe('lee la base');
  });
});

describeSiHay('describeSiHay', RAIZ, 'el repositorio', (ruta) => {
  it('runs the body with the path of the resource', () => {
    expect(existsSync(join(ruta, 'package.json'))).toBe(true);
  });
});
