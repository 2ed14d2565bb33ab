/**
 * The choices of how to see the site: size of the letters and colours, remembered in this browser only.
 */

const CLAVE = 'prep-vista';

interface Grupo {
  readonly nombre: string;
  /** class of the root, and how its button is called; an empty class is what the device asks for */
  readonly opciones: readonly (readonly [string, string])[];
}

const GRUPOS: readonly Grupo[] = [
  {
    nombre: 'Letra',
    opciones: [
      ['', 'Normal'],
      ['letra-1', 'Grande'],
      ['letra-2', 'Más grande'],
      ['letra-3', 'Máxima'],
    ],
  },
  {
    nombre: 'Colores',
    opciones: [
      ['', 'Del dispositivo'],
      ['claro', 'Claro'],
      ['oscuro', 'Oscuro'],
      ['contraste', 'Alto contraste'],
    ],
  },
];

const raiz = document.documentElement;

export function showVista(): void {
  const place = document.querySelector<HTMLElement>('.preferencias');
  if (place === null) return;
  place.replaceChildren(...GRUPOS.map(fieldsetOf));
  place.hidden = false;
}

function fieldsetOf({ nombre, opciones }: Grupo): HTMLElement {
  const set = document.createElement('fieldset');
  const legend = document.createElement('legend');
  legend.textContent = nombre;
  const classes = opciones.map(([clase]) => clase).filter((clase) => clase !== '');
  const buttons = opciones.map(([clase, texto]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = texto;
    button.addEventListener('click', () => {
      raiz.classList.remove(...classes);
      if (clase !== '') raiz.classList.add(clase);
      keep();
      mark();
    });
    return button;
  });
  const mark = () => {
    const chosen = classes.find((clase) => raiz.classList.contains(clase)) ?? '';
    for (const [i, button] of buttons.entries())
      button.setAttribute('aria-pressed', String(opciones[i]?.[0] === chosen));
  };
  mark();
  set.append(legend, ...buttons);
  return set;
}

function keep(): void {
  const all = GRUPOS.flatMap(({ opciones }) => opciones.map(([clase]) => clase)).filter(Boolean);
  const chosen = all.filter((clase) => raiz.classList.contains(clase));
  try {
    localStorage.setItem(CLAVE, chosen.join(' '));
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}
