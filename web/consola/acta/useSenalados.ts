import { useState } from 'react';

/** The fields that a person marked, and how to mark or unmark one. */
export function useSenalados(): readonly [ReadonlySet<string>, (clave: string) => void] {
  const [senalados, setSenalados] = useState<ReadonlySet<string>>(new Set());
  const toggle = (clave: string) =>
    setSenalados((now) => {
      const next = new Set(now);
      if (!next.delete(clave)) next.add(clave);
      return next;
    });
  return [senalados, toggle];
}
