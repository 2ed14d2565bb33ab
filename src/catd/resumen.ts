/** What a station has, in lines for a terminal, also while it works or after it fell. */

import { nombreDePersona } from '../dominio/persona-en-equipo.ts';
import { ok, type Refusal, type Result, refuse } from '../dominio/result.ts';
import { openAlmacen } from './almacen.ts';
import { faltaImagen, faltaOriginal } from './cola.ts';
import type { Disco } from './disco.ts';
import { openLibro } from './libro.ts';
import { inWords, type RecuerdoDeReloj } from './reloj.ts';
import { personasDe, turnoDe } from './turno.ts';

const HECHOS = 8;

export function resumenDe(carpeta: string, disco: Disco): Result<readonly string[], Refusal> {
  if (disco.look(`${carpeta}/estacion.sqlite`) === null) {
    return refuse('SIN_ESTACION', `En ${carpeta} no hay una estación que haya empezado a trabajar.`);
  }
  const opened = openAlmacen(carpeta);
  if (!opened.ok) return opened;
  const almacen = opened.value;
  try {
    const equipo = almacen.equipo();
    const entregas = openLibro(almacen).todas();
    const count = (which: (each: (typeof entregas)[number]) => boolean) => entregas.filter(which).length;
    const desfase = almacen.recuerdo<RecuerdoDeReloj>('reloj')?.desfase ?? null;
    const turno = turnoDe(almacen);
    const quien = turno === null ? 'nadie ha dicho' : nombreDePersona(turno.persona, personasDe(almacen));
    const waiting = almacen.imagenes().filter(({ situacion }) => situacion === 'por_decidir').length;
    return ok([
      `Estación ${equipo?.clave ?? '?'} del CATD ${equipo?.centro.clave ?? '?'} ${equipo?.centro.nombre ?? ''}`,
      `Proceso: ${equipo?.proceso.nombreLargo ?? '?'}`,
      `Quién está: ${quien}`,
      '',
      `Sobres registrados aquí:      ${count(({ tipo }) => tipo === 'acopio')}`,
      `Imágenes entregadas aquí:     ${count(({ tipo }) => tipo === 'imagen')}`,
      `Imágenes por decidir:         ${waiting}`,
      `Por enviar, sobres:           ${count(({ tipo, vista }) => tipo === 'acopio' && vista === null)}`,
      `Por enviar, imágenes:         ${count(faltaImagen)}`,
      `Por enviar, del escáner:      ${count((each) => faltaImagen(each) || faltaOriginal(each))}`,
      `Registradas en el servidor:   ${count(({ vista }) => vista?.estado === 'registrada')}`,
      `Rechazadas por el servidor:   ${count(({ vista }) => vista?.estado === 'rechazada')}`,
      '',
      `Reloj: ${desfase === null ? 'su diferencia con el servidor no se ha medido' : inWords(desfase)}.`,
      `Disco: quedan ${Math.floor(disco.room(carpeta).libres / 1_000_000)} MB.`,
      '',
      'Lo último:',
      ...almacen.hechos(HECHOS).map(({ momento, mensaje }) => `  ${momento}  ${mensaje}`),
    ]);
  } finally {
    almacen.close();
  }
}
