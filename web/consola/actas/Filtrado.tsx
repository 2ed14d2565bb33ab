import type { ReactNode } from 'react';
import type { CatalogoEnPantalla } from '../../../src/monitoreo/contrato.ts';
import { enOracion } from '../../comun/formato.ts';
import { NOMBRE_DE_COLA, NOMBRE_DE_FASE, NOMBRE_DE_MARCA_DE_ACTA } from '../acta/palabras.ts';
import { useConsulta } from '../consulta.ts';
import { useSesion } from '../sesion.tsx';
import type { Entrada, Filtros } from './filtros.ts';

/** What narrows the list. `children`: the search box, which comes first. */
export function Filtrado({
  filtros,
  alCambiar,
  children,
}: {
  readonly filtros: Filtros;
  readonly alCambiar: (cambios: Partial<Filtros>, entrada: Entrada) => void;
  readonly children: ReactNode;
}) {
  const { proceso } = useSesion();
  const { datos: catalogo } = useConsulta<CatalogoEnPantalla>('/api/catalogo', { cadaMs: 'nunca' });
  const eleccion = catalogo?.elecciones.find(({ clave }) => clave === filtros.eleccion);
  const choose = (name: keyof Filtros) => (value: string) => alCambiar({ [name]: value }, 'nueva');

  return (
    <search className="filtros">
      {children}
      <Seleccion
        etiqueta="Elección"
        valor={filtros.eleccion}
        todas="Todas"
        // A territory is of one election: with another it would be another place.
        alElegir={(value) => alCambiar({ eleccion: value, territorio: '' }, 'nueva')}
      >
        {proceso.elecciones.map(({ clave, nombre }) => (
          <option key={clave} value={clave}>
            {enOracion(nombre)}
          </option>
        ))}
      </Seleccion>
      {filtros.eleccion === '' ? null : (
        <Seleccion
          etiqueta={eleccion?.agrupacion === 'distrito' ? 'Distrito' : 'Municipio'}
          valor={filtros.territorio}
          todas="Todos"
          alElegir={choose('territorio')}
        >
          {eleccion?.territorios.map(({ id, nombre }) => (
            <option key={id} value={id}>
              {id} {nombre}
            </option>
          ))}
        </Seleccion>
      )}
      <Seleccion etiqueta="CATD" valor={filtros.catd} alElegir={choose('catd')} todas="Todos">
        {catalogo?.catd.map(({ clave, nombre }) => (
          <option key={clave} value={clave}>
            {clave} {nombre}
          </option>
        ))}
      </Seleccion>
      <Seleccion etiqueta="Fase" valor={filtros.fase} alElegir={choose('fase')} todas="Todas">
        {optionsOf(NOMBRE_DE_FASE)}
      </Seleccion>
      <Seleccion etiqueta="En espera" valor={filtros.cola} alElegir={choose('cola')} todas="Cualquiera">
        {optionsOf(NOMBRE_DE_COLA)}
      </Seleccion>
      <Seleccion etiqueta="Con" valor={filtros.marca} alElegir={choose('marca')} todas="Cualquier marca">
        {optionsOf(NOMBRE_DE_MARCA_DE_ACTA)}
      </Seleccion>
      <Seleccion etiqueta="Orden" valor={filtros.orden} alElegir={choose('orden')} todas="Por clave">
        <option value="espera">Las que más esperan</option>
      </Seleccion>
    </search>
  );
}

function Seleccion({
  etiqueta,
  valor,
  todas,
  alElegir,
  children,
}: {
  readonly etiqueta: string;
  readonly valor: string;
  /** the option that filters nothing */
  readonly todas: string;
  readonly alElegir: (valor: string) => void;
  readonly children: ReactNode;
}) {
  return (
    <label className="entrada">
      <span>{etiqueta}</span>
      <select value={valor} onChange={(event) => alElegir(event.currentTarget.value)}>
        <option value="">{todas}</option>
        {children}
      </select>
    </label>
  );
}

function optionsOf(nombres: Readonly<Record<string, string>>): ReactNode {
  return Object.entries(nombres).map(([clave, nombre]) => (
    <option key={clave} value={clave}>
      {nombre}
    </option>
  ));
}
