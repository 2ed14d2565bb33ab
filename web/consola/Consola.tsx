import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense, useEffect, useMemo } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { ProcesoEnPantalla, Sesion } from '../../src/acceso/contrato.ts';
import { Cargando, Falla, Vacio } from '../comun/estados.tsx';
import { Limite } from '../comun/Limite.tsx';
import { createConsultas } from './consulta.ts';
import { Encabezado, FranjaDeEjercicio } from './Encabezado.tsx';
import { Activacion } from './entrada/Activacion.tsx';
import { Entrar } from './entrada/Entrar.tsx';
import { Reingreso } from './entrada/Reingreso.tsx';
import { SegundoFactor } from './entrada/SegundoFactor.tsx';
import { PANTALLAS, PANTALLAS_SIN_SESION } from './pantallas.tsx';
import { ProveedorDeSesion, useEstadoDeSesion } from './sesion.tsx';

/** The operators' application: those screens that need no session, the entrance, or the screens of a role. */
export function Consola() {
  return (
    <Limite>
      <Suspense fallback={<Cargando />}>
        <Switch>
          {PANTALLAS_SIN_SESION.map(({ ruta, componente: Pantalla }) => (
            <Route key={ruta} path={ruta}>
              <Pantalla />
            </Route>
          ))}
          <Route>
            <ProveedorDeSesion>
              <SegunLaSesion />
            </ProveedorDeSesion>
          </Route>
        </Switch>
      </Suspense>
    </Limite>
  );
}

function SegunLaSesion() {
  const { estado, reintentar } = useEstadoDeSesion();
  switch (estado.tipo) {
    case 'cargando':
      return <Cargando />;
    case 'falla':
      return (
        <main>
          <Falla
            titulo="No se pudo abrir la aplicación"
            mensaje={`${estado.error.mensaje} Esta página lo intenta cada 5 segundos.`}
            reintentar={reintentar}
          />
        </main>
      );
    case 'fuera':
      return <Fuera proceso={estado.proceso} />;
    case 'dentro':
    case 'vencida':
      return (
        <>
          {/* Another person starts with nothing of the one before. */}
          <Dentro key={estado.sesion.persona.clave} proceso={estado.proceso} sesion={estado.sesion} />
          {estado.tipo === 'vencida' ? <Reingreso sesion={estado.sesion} /> : null}
        </>
      );
  }
}

function Fuera({ proceso }: { readonly proceso: ProcesoEnPantalla }) {
  useTitulo('Entrar', proceso);
  return (
    <div className="consola">
      <FranjaDeEjercicio tipo={proceso.tipo} />
      <Switch>
        <Route path="/activacion">
          <Activacion proceso={proceso} />
        </Route>
        <Route>
          <Entrar proceso={proceso} />
        </Route>
      </Switch>
    </div>
  );
}

function Dentro({ proceso, sesion }: { readonly proceso: ProcesoEnPantalla; readonly sesion: Sesion }) {
  const consultas = useMemo(createConsultas, []);
  const [ruta] = useLocation();
  const pantallas = PANTALLAS.filter(({ permiso }) => sesion.permisos.includes(permiso));
  const enMenu = pantallas.filter(({ menu }) => menu === 'visible');
  const primera = enMenu[0];
  useTitulo(enMenu.find((pantalla) => ruta.startsWith(pantalla.ruta))?.titulo ?? 'PREP', proceso);

  if (sesion.segundoFactor === 'por_enrolar') {
    return (
      <div className="consola">
        <Encabezado menu={[]} />
        <SegundoFactor obligatorio="si" />
      </div>
    );
  }
  return (
    <QueryClientProvider client={consultas}>
      <div className="consola">
        <Encabezado menu={enMenu.length > 1 ? enMenu : []} />
        <Limite lugar={ruta}>
          <Suspense fallback={<Cargando />}>
            <Switch>
              {pantallas.map(({ ruta: path, componente: Pantalla }) => (
                <Route key={path} path={path}>
                  <Pantalla />
                </Route>
              ))}
              <Route path="/segundo-factor">
                <SegundoFactor obligatorio="no" />
              </Route>
              <Route path="/">
                {primera === undefined ? <SinPantallas /> : <Redirect to={primera.ruta} replace />}
              </Route>
              <Route path="/activacion">
                <Redirect to="/" replace />
              </Route>
              <Route>
                <main>
                  <Vacio titulo="Esta dirección no abre nada">
                    <p>No existe, o no es parte de lo que hace su función.</p>
                    <a href="/">Ir al inicio</a>
                  </Vacio>
                </main>
              </Route>
            </Switch>
          </Suspense>
        </Limite>
      </div>
    </QueryClientProvider>
  );
}

function SinPantallas() {
  return (
    <main>
      <Vacio titulo="Su función no tiene pantallas en esta aplicación">
        <p>Si esperaba otra cosa, avise a la coordinación de su centro.</p>
      </Vacio>
    </main>
  );
}

function useTitulo(titulo: string, { instituto }: ProcesoEnPantalla): void {
  useEffect(() => {
    document.title = `${titulo} · PREP ${instituto.siglas}`;
  }, [titulo, instituto]);
}
