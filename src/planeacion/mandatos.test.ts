import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COLECCIONES, ESQUEMAS, NOMBRE_DE_FICHA, type Valores } from './colecciones.ts';
import { type Escrito, evolve, type HechoDePlaneacion, type Planeacion, SIN_PLANEACION } from './hechos.ts';
import { decideCambiar, decideCrear, decideRetirar } from './mandatos.ts';

const MOMENTO = '2026-11-02T16:00:00.000Z';

function by(persona: string, hecho: HechoDePlaneacion | null): readonly Escrito[] {
  return hecho === null ? [] : [{ ...hecho, persona, momento: MOMENTO }];
}

function must<T>(result: { ok: true; value: T } | { ok: false; error: { mensaje: string } }): T {
  if (!result.ok) throw new Error(result.error.mensaje);
  return result.value;
}

const ACTIVIDAD = {
  numero: '11',
  descripcion: 'Remitir el acuerdo',
  inicio: '2026-11-02',
  termino: '2026-11-07',
  area: 'Instancia Interna',
} as const;

function withActividad(valores: object = ACTIVIDAD, id = 'a', estado = SIN_PLANEACION): Planeacion {
  return evolve(estado, by('ana', must(decideCrear(estado, { coleccion: 'actividades', id, valores }))));
}

function change(estado: Planeacion, version: number, cambios: unknown, id = 'a') {
  return decideCambiar(estado, { coleccion: 'actividades', id, version, cambios });
}

describe('two people who change one activity', () => {
  it('keep both changes when they are of different fields', () => {
    const start = withActividad();
    const first = evolve(start, by('ana', must(change(start, 1, { estado: 'en_curso' }))));
    const second = evolve(first, by('beto', must(change(first, 1, { entregable: 'Acuerdo' }))));
    expect(second.fichas.actividades.get('a')?.valores).toMatchObject({
      estado: 'en_curso',
      entregable: 'Acuerdo',
    });
    expect(second.fichas.actividades.get('a')?.version).toBe(3);
  });

  it('are told both values when they are of the same, and nothing is lost', () => {
    const start = withActividad();
    const first = evolve(start, by('ana', must(change(start, 1, { termino: '2026-11-09' }))));
    const refused = change(first, 1, { termino: '2026-11-12', estado: 'en_curso' });
    expect(refused).toMatchObject({
      ok: false,
      error: {
        codigo: 'CAMBIO_SIMULTANEO',
        conflictos: [{ campo: 'termino', suyo: '2026-11-12', actual: '2026-11-09', persona: 'ana' }],
      },
    });
    expect(!refused.ok && refused.error.mensaje).toContain(
      'usted escribió «2026-11-12» y ana puso «2026-11-09»',
    );
    // Having seen it, the same change is good.
    expect(change(first, 2, { termino: '2026-11-12' }).ok).toBe(true);
  });

  it('do not collide when they wrote the same', () => {
    const start = withActividad();
    const first = evolve(start, by('ana', must(change(start, 1, { estado: 'concluida' }))));
    expect(change(first, 1, { estado: 'concluida' })).toEqual({ ok: true, value: null });
  });

  it('end with every change that was accepted, whoever came first', () => {
    const cambios = fc.record(
      {
        entregable: fc.constantFrom('Acuerdo', 'Acta', 'Informe'),
        estado: fc.constantFrom('en_curso', 'concluida', 'cancelada'),
        razonDelAtraso: fc.constantFrom('lluvia', 'quórum'),
        descripcion: fc.constantFrom('Una', 'Otra'),
      },
      { requiredKeys: [] },
    );
    const pedidos = fc.array(fc.record({ seen: fc.nat({ max: 5 }), cambios }), { maxLength: 8 });
    fc.assert(
      fc.property(pedidos, (all) => {
        let estado = withActividad();
        const expected: Record<string, unknown> = {};
        const written: Record<string, number> = {};
        for (const { seen, cambios: asked } of all) {
          const now = estado.fichas.actividades.get('a')?.version ?? 0;
          const version = Math.max(1, now - seen);
          const collides = Object.entries(asked).some(
            ([campo, valor]) => (written[campo] ?? 1) > version && expected[campo] !== valor,
          );
          const decided = change(estado, version, asked);
          expect(decided.ok).toBe(!collides);
          if (!decided.ok) continue;
          const after = evolve(estado, by('ana', decided.value));
          const next = after.fichas.actividades.get('a')?.version ?? 0;
          if (next > now) {
            const changed = after.historias.get('actividades/a')?.at(-1)?.cambios ?? [];
            for (const { campo } of changed) written[campo] = next;
          }
          Object.assign(expected, asked);
          estado = after;
        }
        expect(estado.fichas.actividades.get('a')?.valores).toMatchObject(expected);
      }),
    );
  });
});

describe('the history of a ficha', () => {
  it('says who changed what, from what to what', () => {
    const start = withActividad();
    const after = evolve(start, by('beto', must(change(start, 1, { estado: 'en_curso' }))));
    expect(after.historias.get('actividades/a')?.map(({ persona, tipo }) => [persona, tipo])).toEqual([
      ['ana', 'creada'],
      ['beto', 'cambiada'],
    ]);
    expect(after.historias.get('actividades/a')?.at(-1)?.cambios).toEqual([
      { campo: 'estado', antes: null, despues: 'en_curso' },
    ]);
  });

  it('stays when it is retired, and the ficha takes no more changes', () => {
    const start = withActividad();
    const pedido = { coleccion: 'actividades', id: 'a', version: 1, razon: 'Se repetía' } as const;
    const after = evolve(start, by('ana', must(decideRetirar(start, pedido))));
    expect(after.fichas.actividades.has('a')).toBe(false);
    expect(after.historias.get('actividades/a')?.at(-1)).toMatchObject({
      tipo: 'retirada',
      nota: 'Se repetía',
    });
    expect(change(after, 1, { estado: 'en_curso' })).toMatchObject({ error: { codigo: 'FICHA_RETIRADA' } });
  });

  it('does not change the state that it was given', () => {
    const start = withActividad();
    const before = JSON.stringify([...start.fichas.actividades]);
    evolve(start, by('ana', must(change(start, 1, { estado: 'en_curso' }))));
    expect(JSON.stringify([...start.fichas.actividades])).toBe(before);
    expect(start.historias.get('actividades/a')).toHaveLength(1);
  });
});

describe('a ficha is refused', () => {
  function refusal(coleccion: keyof typeof ESQUEMAS, valores: object, estado = SIN_PLANEACION): string {
    const decided = decideCrear(estado, { coleccion, id: 'x', valores });
    return decided.ok ? 'hecho' : decided.error.mensaje;
  }
  const hallazgo = {
    ...{ origen: 'auditor', descripcion: 'Puerto abierto', detectado: '2027-03-01', limite: '2027-03-20' },
    ...{ dueno: 'Raúl Nava', correccion: 'Se cerró' },
  };

  it.each([
    ['actividades', { ...ACTIVIDAD, termino: '2026-11-31' }, 'termino: es una fecha que existe'],
    [
      'actividades',
      { ...ACTIVIDAD, termino: '2026-11-01' },
      'terminaría el 1 de noviembre de 2026, antes de empezar',
    ],
    ['actividades', { ...ACTIVIDAD, numero: '11.' }, 'numero: es un número como 11 o 11.1'],
    ['actividades', { ...ACTIVIDAD, descripcion: ' ' }, 'descripcion: no puede quedar vacío'],
    ['actividades', { ...ACTIVIDAD, dependencias: ['nada'] }, 'Depende de una actividad que no existe'],
    [
      'oficios',
      { folio: 'A/1', sentido: 'enviado', de: 'a', para: 'b', asunto: 'c', respuestaA: 'nada' },
      'no existe o fue retirado',
    ],
    [
      'hallazgos',
      { ...hallazgo, verifico: 'raul NAVA', verificado: '2027-03-10' },
      'debe verificarla otra persona',
    ],
    ['hallazgos', { ...hallazgo, verifico: 'Ana Ruiz' }, 'lleva quién y cuándo'],
    ['hallazgos', { ...hallazgo, limite: '2027-02-20' }, 'anterior al día en que se detectó'],
    ['observaciones', { fecha: '2026-11-08', texto: 'x', estado: 'atendida' }, 'Diga cómo se atendió'],
    [
      'integrantes',
      { organo: 'COTAPREP', nombre: 'Ana', desde: '2027-01-02', hasta: '2027-01-01' },
      'termina antes de empezar',
    ],
    [
      'ajustes',
      { instituto: 'I', siglas: 'I', proceso: 'P', area: 'A', huso: 'America/Nada' },
      'Los ajustes son unos solos',
    ],
  ] as const)('%s: %j', (coleccion, valores, mensaje) => {
    expect(refusal(coleccion, valores)).toContain(mensaje);
  });

  it('when its dependencies would go around', () => {
    const first = withActividad();
    const second = withActividad({ ...ACTIVIDAD, numero: '12', dependencias: ['a'] }, 'b', first);
    const third = withActividad({ ...ACTIVIDAD, numero: '13', dependencias: ['b'] }, 'c', second);
    const refused = change(third, 1, { dependencias: ['c'] });
    expect(!refused.ok && refused.error.mensaje).toContain('11 espera a 13 espera a 12 espera a 11');
  });

  it('when its number, its folio or its area are not good', () => {
    const start = withActividad();
    expect(refusal('actividades', ACTIVIDAD, start)).toContain('Ya existe la actividad 11');
    const conAreas = evolve(
      start,
      by('ana', must(decideCrear(start, { coleccion: 'areas', id: 'z', valores: { nombre: 'COTAPREP' } }))),
    );
    expect(refusal('actividades', { ...ACTIVIDAD, numero: '12' }, conAreas)).toContain(
      'no está en el catálogo',
    );
  });

  it('to go away while another names it', () => {
    const first = withActividad();
    const second = withActividad({ ...ACTIVIDAD, numero: '12', dependencias: ['a'] }, 'b', first);
    const refused = decideRetirar(second, { coleccion: 'actividades', id: 'a', version: 1, razon: 'ya no' });
    expect(!refused.ok && refused.error.mensaje).toContain('la citan: la actividad 12');
  });
});

describe('the collections', () => {
  it('all have a name, and defaults that are good', () => {
    expect(Object.keys(NOMBRE_DE_FICHA).toSorted()).toEqual([...COLECCIONES].toSorted());
    const made: Valores<'actividades'> = ESQUEMAS.actividades.parse(ACTIVIDAD);
    expect(ESQUEMAS.actividades.parse(made)).toEqual(made);
  });
});
