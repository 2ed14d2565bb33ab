/** `prep informe`: the reports to INE, or what they lack. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { openArchivos } from '../planeacion/archivos.ts';
import { readCarpeta } from '../planeacion/carpeta.ts';
import { diaDe } from '../planeacion/derivados.ts';
import { dayOf, parseFecha } from '../planeacion/fecha.ts';
import type { Planeacion } from '../planeacion/hechos.ts';
import type { Imagenes } from '../planeacion/informe/docx.ts';
import type { Informe } from '../planeacion/informe/mensual.ts';
import { componer, nombreDeInforme, type Pedido, readImagenes } from '../planeacion/informe/producir.ts';
import { createTaller, FORMATOS } from '../planeacion/informe/taller.ts';
import { type PlaneacionAbierta, withPlaneacion } from './con-planeacion.ts';
import type { Io } from './io.ts';
import { parseOpciones } from './opciones.ts';

const AYUDA = `Uso: prep informe --mes AAAA-MM [--fecha AAAA-MM-DD] --salida CARPETA
     prep informe --simulacros | --matriz | --final --salida CARPETA

Escribe un informe en DOCX, para editarlo, y en PDF, para firmarlo. Antes dice lo que le falta (una sesión sin
asistencia, una actividad sin estado) y, si le falta algo, no lo escribe.

  --mes AAAA-MM          el informe mensual al INE (numeral 33, apartado 3)
  --fecha AAAA-MM-DD     el día que lleva; si no se dice, el 5 del mes siguiente
  --simulacros           el informe general de los simulacros
  --matriz               la matriz de cumplimiento del numeral 33
  --final                el esqueleto del informe final
  --planeacion CARPETA   de una carpeta de planeación; si no se dice, de la bitácora
  --salida CARPETA       dónde se escribe
  --aunque-falte         escribirlo aunque le falte algo
  --ayuda                este texto

PREP_DATOS, DATABASE_URL   la base de datos, como en prep bitacora

Sale con 0 si lo escribió completo, con 1 si le falta algo, con 2 si no se pudo hacer.
`;

interface Orden {
  readonly pedido: Pedido;
  readonly planeacion: string | undefined;
  readonly salida: string;
  readonly siFalta: 'detener' | 'seguir';
}

/** @returns exit code: 0 written whole, 1 something is missing, 2 could not be done */
export async function informe(args: readonly string[], io: Io): Promise<number> {
  const orden = parseOrden(args);
  if (orden === 'ayuda') {
    io.stdout.write(AYUDA);
    return 0;
  }
  const produced = orden.ok ? await produce(orden.value, io) : orden;
  if (produced.ok) return produced.value;
  io.stderr.write(`${produced.error.mensaje}\n`);
  return 2;
}

function parseOrden(args: readonly string[]): Result<Orden, Refusal<'OPCION'>> | 'ayuda' {
  const parsed = parseOpciones(args, {
    mes: { type: 'string' },
    fecha: { type: 'string' },
    simulacros: { type: 'boolean' },
    matriz: { type: 'boolean' },
    final: { type: 'boolean' },
    planeacion: { type: 'string' },
    salida: { type: 'string' },
    'aunque-falte': { type: 'boolean' },
  });
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  if (values.ayuda === true) return 'ayuda';
  if (positionals.length > 0) return refuse('OPCION', `No entiendo «${positionals.join(' ')}». Vea --ayuda.`);
  const fecha = values.fecha === undefined ? null : parseFecha(values.fecha, null);
  if (fecha !== null && !fecha.ok) return refuse('OPCION', `--fecha: ${fecha.error.mensaje}.`);
  const pedidos: readonly Pedido[] = [
    ...(values.mes === undefined
      ? []
      : [{ cual: 'mensual', mes: values.mes, entrega: fecha?.value } as const]),
    ...(['simulacros', 'matriz', 'final'] as const).flatMap((cual) =>
      values[cual] === true ? [{ cual }] : [],
    ),
  ];
  const [pedido] = pedidos;
  if (pedido === undefined || pedidos.length > 1) {
    return refuse('OPCION', 'Indique un informe: --mes AAAA-MM, --simulacros, --matriz o --final.');
  }
  if (values.salida === undefined) return refuse('OPCION', 'Indique dónde escribirlo con --salida CARPETA.');
  return ok({
    pedido,
    planeacion: values.planeacion,
    salida: resolve(values.salida),
    siFalta: values['aunque-falte'] === true ? 'seguir' : 'detener',
  });
}

interface Compuesto extends Informe {
  readonly imagenes: Imagenes;
}

async function produce(
  { pedido, planeacion, salida, siFalta }: Orden,
  io: Io,
): Promise<Result<number, Refusal>> {
  const composed =
    planeacion === undefined
      ? await withPlaneacion(io, 'existente', (abierta) => composeFromBitacora(abierta, pedido))
      : await composeFromCarpeta(resolve(planeacion), pedido);
  if (!composed.ok) return composed;
  const { documento, faltantes, imagenes } = composed.value;
  if (faltantes.length > 0) {
    const list = faltantes.map(({ mensaje }) => `  ${mensaje}\n`).join('');
    io.stderr.write(`Al informe le falta:\n${list}`);
    if (siFalta === 'detener') {
      io.stderr.write('No se escribió. Complételo, o repita la orden con --aunque-falte.\n');
      return ok(1);
    }
  }
  mkdirSync(salida, { recursive: true });
  const dibujar = createTaller();
  for (const formato of FORMATOS) {
    const path = join(salida, `${nombreDeInforme(pedido)}.${formato}`);
    writeFileSync(path, await dibujar({ documento, imagenes, formato }));
    io.stdout.write(`${path}\n`);
  }
  return ok(faltantes.length > 0 ? 1 : 0);
}

async function composeFromBitacora(
  { planeacion, archivos }: PlaneacionAbierta,
  pedido: Pedido,
): Promise<Result<Compuesto, Refusal>> {
  const estado = await planeacion.estado();
  if (!estado.ok) return estado;
  return compose(estado.value, pedido, planeacion.dia(estado.value), archivos);
}

async function composeFromCarpeta(carpeta: string, pedido: Pedido): Promise<Result<Compuesto, Refusal>> {
  const read = readCarpeta(carpeta);
  if (!read.ok) return read;
  const { estado } = read.value;
  const huso = estado.fichas.ajustes.get('ajustes')?.valores.huso ?? 'America/Mexico_City';
  const dia = diaDe(estado, dayOf(new Date().toISOString(), huso));
  return compose(estado, pedido, dia, openArchivos(join(carpeta, 'archivos')));
}

async function compose(
  estado: Planeacion,
  pedido: Pedido,
  dia: ReturnType<typeof diaDe>,
  archivos: PlaneacionAbierta['archivos'],
): Promise<Result<Compuesto, Refusal>> {
  const composed = componer(estado, pedido, dia);
  if (!composed.ok) return composed;
  const imagenes = await readImagenes(composed.value.documento, archivos);
  return imagenes.ok ? ok({ ...composed.value, imagenes: imagenes.value }) : imagenes;
}
