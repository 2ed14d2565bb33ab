/** Where the page of the station starts. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../comun/tokens.css';
import '../comun/base.css';
import './estacion.css';
import { leerApariencia, ponerApariencia } from '../comun/apariencia.ts';
import { Estacion } from './Estacion.tsx';

const place = document.getElementById('estacion');
if (place === null) throw new Error('index.html without #estacion');
ponerApariencia(leerApariencia());
createRoot(place).render(
  <StrictMode>
    <Estacion />
  </StrictMode>,
);
