/** Light or dark, and how much contrast: what the computer asks for, unless the person chose. Kept in the browser. */

export type Tema = 'sistema' | 'claro' | 'oscuro';
export type Contraste = 'normal' | 'alto';

export interface Apariencia {
  readonly tema: Tema;
  readonly contraste: Contraste;
}

const CLAVE = 'prep.apariencia';

/** What was chosen in this browser. */
export function leerApariencia(): Apariencia {
  const [tema, contraste] = (localStorage.getItem(CLAVE) ?? '').split(' ');
  return {
    tema: tema === 'claro' || tema === 'oscuro' ? tema : 'sistema',
    contraste: contraste === 'alto' ? 'alto' : 'normal',
  };
}

/** Puts it on the page and keeps it. */
export function ponerApariencia({ tema, contraste }: Apariencia): void {
  document.documentElement.dataset.tema = tema;
  document.documentElement.dataset.contraste = contraste;
  localStorage.setItem(CLAVE, `${tema} ${contraste}`);
}
