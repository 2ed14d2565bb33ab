import type { Ref } from 'react';

/**
 * Where a picture from outside of this application comes in; a button clicks it. It stays as long as its screen: the
 * camera of the phone may take that of the browser away while it is open, and its picture must find where to arrive.
 *
 * @param de `camara`: the application of camera opens at once; `guardadas`: the phone asks from where
 */
export function EntradaDeFoto({
  ref,
  de,
  alElegir,
}: {
  readonly ref: Ref<HTMLInputElement>;
  readonly de: 'camara' | 'guardadas';
  readonly alElegir: (foto: Blob) => void;
}) {
  return (
    <input
      ref={ref}
      type="file"
      accept="image/*"
      {...(de === 'camara' ? { capture: 'environment' as const } : {})}
      hidden
      onChange={({ target }) => {
        const [file] = target.files ?? [];
        if (file !== undefined) alElegir(file);
      }}
    />
  );
}
