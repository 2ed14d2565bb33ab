import {
  DOCUMENTOS_QUE_SE_DICEN,
  type DocumentoQueSeDice,
  NOMBRE_DE_DOCUMENTO,
} from '../../src/dominio/documento.ts';

/** Which paper it is: the acta PREP, unless whoever has it says that it is a copy. */
export function Documento({
  documento,
  alCambiar,
}: {
  readonly documento: DocumentoQueSeDice;
  readonly alCambiar: (documento: DocumentoQueSeDice) => void;
}) {
  return (
    <label className="entrada">
      <span>Qué documento es</span>
      <select
        value={documento}
        onChange={({ target }) =>
          alCambiar(DOCUMENTOS_QUE_SE_DICEN.find((each) => each === target.value) ?? 'ACTA PREP')
        }
      >
        {DOCUMENTOS_QUE_SE_DICEN.map((each) => (
          <option key={each} value={each}>
            {NOMBRE_DE_DOCUMENTO[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
