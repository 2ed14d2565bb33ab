/** Where PREP Casilla starts. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../comun/tokens.css';
import '../comun/base.css';
import './casilla.css';
import { leerApariencia, ponerApariencia } from '../comun/apariencia.ts';
import { Limite } from '../comun/Limite.tsx';
import { AL_FALLAR, Casilla } from './Casilla.tsx';
import { instalar } from './instalacion.ts';
import { arrancar } from './motor.ts';

const place = document.getElementById('casilla');
if (place === null) throw new Error('index.html without #casilla');
ponerApariencia(leerApariencia());
createRoot(place).render(
  <StrictMode>
    <Limite mensaje={AL_FALLAR}>
      <Casilla />
    </Limite>
  </StrictMode>,
);
arrancar();
void instalar();
