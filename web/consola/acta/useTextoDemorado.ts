import { useEffect, useRef, useState } from 'react';

/** While a person types the list waits this long for the next letter. */
const ESPERA_DE_TECLEO_MS = 200;

/** What is being typed, said when the person stops; follows `valor` when it changes by another way («back»). */
export function useTextoDemorado(
  valor: string,
  alQuedar: (texto: string) => void,
): readonly [string, (texto: string) => void] {
  const [texto, setTexto] = useState(valor);
  const said = useRef(valor);
  const say = useRef(alQuedar);
  useEffect(() => {
    say.current = alQuedar;
  });
  useEffect(() => {
    if (valor === said.current) return;
    said.current = valor;
    setTexto(valor);
  }, [valor]);
  useEffect(() => {
    if (texto === said.current) return;
    const timer = setTimeout(() => {
      said.current = texto;
      say.current(texto);
    }, ESPERA_DE_TECLEO_MS);
    return () => clearTimeout(timer);
  }, [texto]);
  return [texto, setTexto];
}
