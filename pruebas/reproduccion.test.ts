/**
 * Nights that happened: what the institutes published comes out of our own pipeline. The whole of Campeche 2021
 * goes through a real database; Puebla 2024, four times larger, only through the rules and the writer here, and
 * through everything with `./prep reproducir`.
 */

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { leerBaseDatos } from '../src/basedatos/leer.ts';
import { findFuentes } from '../src/basedatos/leer-fuentes.ts';
import { openAlmacen } from '../src/digitalizacion/almacen.ts';
import type { Instante } from '../src/dominio/acta.ts';
import type { Cifra } from '../src/dominio/corte.ts';
import type { Publicable } from '../src/dominio/publicable.ts';
import { PAGINAS_MINIMAS } from '../src/publicacion/pruebas/publicacion-de-prueba.ts';
import { publishCorte } from '../src/publicacion/publicar.ts';
import { readAjustes } from '../src/reproduccion/ajustes-de-noche.ts';
import { type Cotejo, compareCorte } from '../src/reproduccion/comparar.ts';
import { formatNoche, isExact, type NocheReproducida } from '../src/reproduccion/informe.ts';
import { leerNoches } from '../src/reproduccion/leer-noche.ts';
import type { FilaConLlave, NocheOficial } from '../src/reproduccion/noche.ts';
import { buildProcesoDeNoche } from '../src/reproduccion/proceso-de-noche.ts';
import { reproducirNoches, typeActa } from '../src/reproduccion/reproducir.ts';
import type { Sustitucion } from '../src/reproduccion/sustituto.ts';
import { renderActa } from '../src/simulacro/imagen.ts';
import { datosCompartidos, describeSiHay } from './apoyo/disponible.ts';

let carpeta: string;
beforeAll(() => {
  carpeta = mkdtempSync(join(tmpdir(), 'prep-reproduccion-'));
  // As root the server runs as another user, who has to be able to enter.
  chmodSync(carpeta, 0o755);
});
afterAll(() => rmSync(carpeta, { recursive: true, force: true }));

const differing = (cotejo: Cotejo): readonly Cifra[] =>
  cotejo.cifras.filter(({ veredicto }) => veredicto !== 'igual').map(({ cifra }) => cifra);

describeSiHay(
  'Campeche 2021, the night of 6 June, through the whole pipeline',
  datosCompartidos('campeche-2021'),
  'datos/campeche-2021',
  (ruta) => {
    let noches: ReadonlyMap<string, NocheReproducida>;
    const avisos: string[] = [];
    beforeAll(async () => {
      const result = await reproducirNoches({
        ruta,
        salida: join(carpeta, 'campeche'),
        avisar: (linea) => avisos.push(linea),
        cronometro: () => performance.now(),
      });
      if (!result.ok) throw new Error(result.error.mensaje);
      noches = new Map(result.value.map((noche) => [noche.noche.clave, noche]));
    }, 300_000);

    it.each(['GOB', 'AYUN'])('%s: the 13 figures of the six cortes are the official ones', (clave) => {
      const noche = noches.get(clave);
      expect(noche?.cortes).toHaveLength(6);
      for (const { cotejo } of noche?.cortes ?? []) {
        expect(cotejo.cifras).toHaveLength(13);
        expect(differing(cotejo)).toEqual([]);
      }
    });

    it.each(['GOB', 'AYUN', 'DIP_LOC', 'JUNTAS'])(
      '%s: no cell differs but for what the source lost',
      (clave) => {
        const cortes = noches.get(clave)?.cortes ?? [];
        expect(cortes).toHaveLength(6);
        for (const { cotejo } of cortes) expect(cotejo.diferencias).toEqual([]);
      },
    );

    it('DIP_LOC differs only because its header counts ten actas that it does not list', () => {
      for (const { cotejo } of noches.get('DIP_LOC')?.cortes ?? []) {
        const [esperadas] = cotejo.cifras;
        expect(Number(esperadas?.oficial) - Number(esperadas?.nuestra)).toBe(10);
        for (const { veredicto, defecto } of cotejo.cifras) {
          expect(veredicto === 'igual' || defecto === 'cuenta_actas_no_listadas').toBe(true);
        }
      }
    });

    it('JUNTAS differs only because it publishes TOTAL_VOTOS_S_CS as 0', () => {
      const cortes = noches.get('JUNTAS')?.cortes ?? [];
      expect(cortes.map(({ cotejo }) => differing(cotejo))).toEqual([
        [],
        ...Array.from({ length: 5 }, () => ['TOTAL_VOTOS_S_CS']),
      ]);
    });

    it('says which CLAVE_ACTA repeat, how it tells them apart, and which settings the night needed', () => {
      const noche = noches.get('JUNTAS');
      expect(noche?.repetidas).toHaveLength(12);
      const texto = noche === undefined ? '' : formatNoche(noche).join('\n');
      expect(texto).toContain('040405B010007: 2 actas; se distinguen por su distrito o municipio');
      expect(texto).toContain('representantesSupuestos');
      expect(noche && isExact(noche)).toBe('exacta');
      expect(avisos.length).toBeGreaterThan(24);
    });

    it('refuses a folder that already holds something', async () => {
      const again = await reproducirNoches({
        ruta,
        salida: join(carpeta, 'campeche'),
        avisar: () => {},
        cronometro: () => 0,
      });
      expect(again).toMatchObject({ ok: false, error: { codigo: 'SALIDA_CON_DATOS' } });
    });
  },
);

describeSiHay(
  'Puebla 2024, the final corte, through the rules and the writer',
  datosCompartidos('puebla-2024'),
  'datos/puebla-2024',
  (ruta) => {
    it.each(['GUB', 'AYUN'])(
      '%s: the 13 figures and every cell are the official ones',
      async (clave) => {
        const noches = await leerNoches(ruta);
        const noche = noches.ok ? noches.value.find((candidate) => candidate.clave === clave) : undefined;
        if (noche === undefined) throw new Error(`no ${clave} in ${ruta}`);
        const cotejo = await publishInMemory(noche, join(carpeta, `puebla-${clave}`));
        expect(differing(cotejo)).toEqual([]);
        expect(cotejo.diferencias).toEqual([]);
        expect(cotejo.iguales).toBeGreaterThan(cotejo.celdas * 0.9);
      },
      120_000,
    );
  },
);

/** Publishes the last corte of a night from its rows, with no database, and compares it with the official one. */
async function publishInMemory(noche: NocheOficial, salida: string): Promise<Cotejo> {
  const { ajustes, representantes } = readAjustes(noche);
  const built = buildProcesoDeNoche(noche, ajustes, representantes);
  if (!built.ok) throw new Error(built.error[0]);
  const { proceso, actas, orden } = built.value;
  const oficial = noche.cortes.at(-1) ?? noche.cortes[0];
  const imagenes = join(salida, 'imagenes');
  const stored = await openAlmacen(imagenes).store(
    await renderActa({ leyenda: 'REPRODUCCION', titulo: noche.nombre, identificacion: [], campos: [] }),
  );
  if (!stored.ok) throw new Error(stored.error.mensaje);

  const sustituidos = new Map<string, ReadonlyMap<string, Sustitucion>>();
  const resultados = new Map<string, Publicable>();
  for (const entry of oficial.filas) {
    const acta = actas.get(entry.llave);
    if (acta === undefined || entry.fila.estado === 'no_capturada') continue;
    const tecleado = typeActa(proceso, acta, oficial, entry);
    sustituidos.set(entry.llave, tecleado.sustituidos);
    resultados.set(acta, publishedOf(entry, tecleado.lecturas, stored.value.sha256, noche.utc));
  }
  const fuera = oficial.filas.filter(({ fila }) => fila.estado === 'fuera_de_catalogo');
  const momento = new Date((oficial.corte.local - noche.utc * 3600) * 1000);
  const published = await publishCorte({
    rows: (async function* () {
      for (const { id, eleccion, orden } of proceso.actas) {
        yield { id, eleccion, orden, resultado: resultados.get(id) ?? null };
      }
      for (const [i, entry] of fuera.entries()) {
        const resultado = publishedOf(entry, {}, stored.value.sha256, noche.utc);
        yield {
          id: `${noche.clave}-FC-${i}`,
          eleccion: noche.clave,
          orden: proceso.actas.length + i,
          resultado,
        };
      }
    })(),
    proceso,
    posicion: 1,
    momento,
    numero: 1,
    tipo: 'ultimo',
    carpeta: join(salida, 'publicacion'),
    imagenes,
    // What is compared is the database.
    paginas: PAGINAS_MINIMAS,
  });
  if (!published.ok) throw new Error(published.error.mensaje);
  const csv = `${proceso.entidad.abreviatura}_${noche.clave}_${noche.anio}.csv`;
  const found = await findFuentes(join(salida, 'publicacion', published.value.carpeta));
  if (!found.ok) throw new Error(found.error.mensaje);
  const fuente = found.value.fuentes.find(({ nombre }) => nombre.endsWith(`› ${csv}`));
  if (fuente === undefined) throw new Error(csv);
  const base = await leerBaseDatos(fuente);
  if (!base.ok) throw new Error(base.error.mensaje);
  return compareCorte(oficial, base.value, sustituidos, orden);
}

function publishedOf(
  { fila }: FilaConLlave,
  lecturas: Extract<Publicable, { tipo: 'acta' }>['lecturas'],
  sha256: string,
  utc: number,
): Publicable {
  if (fila.estado === 'sin_acta') {
    return { tipo: 'sin_acta', motivo: fila.motivoSinActa ?? 'paquete_no_entregado' };
  }
  const instant = (marca: typeof fila.acopio): Instante | null =>
    typeof marca === 'object' ? new Date((marca.local - utc * 3600) * 1000).toISOString() : null;
  const origen = fila.origen === 'CASILLA' ? 'CASILLA' : 'CATD';
  const momento = instant(fila.acopio) ?? '';
  const acopio = { via: origen, momento, horaManuscrita: null } as const;
  const imagen = {
    sha256,
    origen,
    digitalizacion: fila.digitalizacion === 'MOVIL' ? 'MOVIL' : 'ESCANER',
    tipoDocumento: fila.tipoDocumento as 'ACTA PREP',
    momento,
  } as const;
  if (fila.estado === 'fuera_de_catalogo')
    return { tipo: 'fuera_de_catalogo', imagen, acopio, identificacion: '-' };
  return {
    tipo: 'acta',
    lecturas,
    imagen,
    acopio,
    capturada: instant(fila.captura) ?? '',
    verificada: instant(fila.verificacion),
    cotejo: 0,
    correcciones: [],
  };
}
