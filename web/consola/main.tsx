/** Where the operators' application starts. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../comun/tokens.css';
import '../comun/base.css';
import './consola.css';
import { leerApariencia, ponerApariencia } from '../comun/apariencia.ts';
import { Consola } from './Consola.tsx';

const place = document.getElementById('consola');
if (place === null) throw new Error('index.html without #consola');
ponerApariencia(leerApariencia());
createRoot(place).render(
  <StrictMode>
    <Consola />
  </StrictMode>,
);
