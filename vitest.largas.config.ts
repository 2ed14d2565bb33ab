import { defineConfig } from 'vitest/config';
import { COMUN, LARGAS } from './vitest.config.ts';

/** The tests that take minutes each. */
export default defineConfig({ test: { ...COMUN, include: [...LARGAS] } });
