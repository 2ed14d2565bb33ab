/**
 * Where the big display starts: a page of its own, without session. `?tema=claro` or `?tema=oscuro` in its address
 * choose, where the computer of the wall has nobody to ask.
 */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../comun/tokens.css';
import '../comun/base.css';
import './pantalla.css';
import { Pantalla } from './Pantalla.tsx';

const place = document.getElementById('pantalla');
if (place === null) throw new Error('pantalla.html without #pantalla');
const tema = new URLSearchParams(location.search).get('tema');
if (tema === 'claro' || tema === 'oscuro') document.documentElement.dataset.tema = tema;
createRoot(place).render(
  <StrictMode>
    <Pantalla llave={location.pathname.split('/')[2] ?? ''} />
  </StrictMode>,
);
