import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import type { Coleccion } from '../../../src/planeacion/colecciones.ts';
import { NOMBRES } from './palabras.ts';
import '../acta/listado.css';
import './planeacion.css';

const deColecciones = (...colecciones: readonly Coleccion[]) =>
  colecciones.map((coleccion) => [`/planeacion/${coleccion}`, NOMBRES[coleccion].plural] as const);

const GRUPOS: readonly {
  readonly titulo: string;
  readonly enlaces: readonly (readonly [string, string])[];
}[] = [
  {
    titulo: 'Plan',
    enlaces: [
      ['/planeacion', 'Tablero'],
      ...deColecciones('actividades', 'entregables'),
      ['/planeacion/calendario', 'Calendario'],
      ['/planeacion/buscar', 'Buscar'],
    ],
  },
  { titulo: 'Con el INE', enlaces: deColecciones('oficios', 'observaciones', 'acuerdos', 'enlaces') },
  { titulo: 'Órganos', enlaces: deColecciones('sesiones', 'integrantes', 'instrumentos') },
  { titulo: 'Antes de la noche', enlaces: deColecciones('hallazgos', 'simulacros') },
  {
    titulo: 'Informes',
    enlaces: [
      ['/planeacion/informes', 'Producir'],
      ...deColecciones('textos', 'glosario', 'areas', 'ajustes'),
    ],
  },
];

/** The screens of planeación, with the way from one to the others. */
export function Marco({ children }: { readonly children: ReactNode }) {
  const [aqui] = useLocation();
  return (
    <div className="planeacion">
      <nav className="planeacion-menu" aria-label="Planeación">
        <div>
          {GRUPOS.map(({ titulo, enlaces }) => (
            <div key={titulo} className="planeacion-grupo">
              <p className="grupo-titulo">{titulo}</p>
              <ul>
                {enlaces.map(([ruta, nombre]) => {
                  const isHere = aqui === ruta || (ruta !== '/planeacion' && aqui.startsWith(`${ruta}/`));
                  return (
                    <li key={ruta}>
                      <Link href={ruta} aria-current={isHere ? 'page' : undefined}>
                        {nombre}
                      </Link>
                    </li>
                  );
                })}
              </ul>
            </div>
          ))}
        </div>
      </nav>
      {children}
    </div>
  );
}
