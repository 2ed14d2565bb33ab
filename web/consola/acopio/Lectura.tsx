import { type FormEvent, type Ref, useState } from 'react';

/**
 * The box that a reader writes in: it types the code fast and ends it with Enter, as a person does with a clave. A
 * clave is typed twice; the first time is not on the screen the second.
 */
export function Lectura({
  caja,
  paso,
  estado,
  alEnviar,
  alCancelar,
}: {
  readonly caja: Ref<HTMLInputElement>;
  readonly paso: 'leer' | 'repetir';
  readonly estado: 'lista' | 'buscando';
  readonly alEnviar: (texto: string) => void;
  readonly alCancelar: () => void;
}) {
  const [texto, setTexto] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = texto.trim();
    setTexto('');
    if (typed !== '' && estado === 'lista') alEnviar(typed);
  };
  return (
    <form className="acopio-lectura hoja" onSubmit={submit}>
      <label className="entrada">
        <span>{paso === 'leer' ? 'Lea el código del sobre' : 'Escriba la clave otra vez'}</span>
        <input
          ref={caja}
          type="text"
          // biome-ignore lint/a11y/noAutofocus: the reader writes where the focus is
          autoFocus
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby="acopio-ayuda"
          value={texto}
          onChange={(event) => setTexto(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') alCancelar();
          }}
        />
        <small id="acopio-ayuda">
          {paso === 'leer'
            ? 'Con el lector basta apuntar. Sin lector, escriba la clave impresa junto al código y presione Intro.'
            : 'Vuelva a verla en el papel: no la copie de memoria. Esc empieza de nuevo.'}
        </small>
      </label>
      <p className="acopio-estado" role="status">
        {estado === 'buscando' ? 'Buscando el acta…' : ''}
      </p>
    </form>
  );
}
