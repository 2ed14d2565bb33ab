/** The table of permissions as a page to read: docs/permisos.md, which `prep permisos` writes. */

import {
  NOMBRE_DE_ROL,
  PERMISOS,
  type Permiso,
  permisosDe,
  puede,
  ROLES,
  ROLES_CON_SEGUNDO_FACTOR,
} from './permisos.ts';

/** The page, in Markdown. */
export function formatPermisos(): string {
  const permisos = Object.keys(PERMISOS) as Permiso[];
  return `# Quién puede qué

Esta página sale de la tabla con la que el servidor decide (\`src/acceso/permisos.ts\`): \`./prep permisos > docs/permisos.md\`. Una prueba falla si no son iguales, y otra pide cada ruta del servidor con cada cargo y espera exactamente lo que dice la tabla.

Además de la tabla, las reglas sobre cada acta están en \`src/dominio\`: nadie captura dos veces la misma acta, ni verifica la que capturó, ni confirma lo que propuso. La administración no tiene ningún permiso sobre las actas.

## Por permiso

| permiso | qué permite | quiénes |
|---|---|---|
${permisos
  .map(
    (permiso) =>
      `| \`${permiso}\` | ${PERMISOS[permiso].que} | ${ROLES.filter((rol) => puede(rol, permiso))
        .map((rol) => NOMBRE_DE_ROL[rol])
        .join('; ')} |`,
  )
  .join('\n')}

## Por cargo

| cargo | clave en el archivo de personas | segundo factor | permisos |
|---|---|---|---|
${ROLES.map(
  (rol) =>
    `| ${NOMBRE_DE_ROL[rol]} | \`${rol}\` | ${ROLES_CON_SEGUNDO_FACTOR.includes(rol) ? 'obligatorio' : 'opcional'} | ${
      permisosDe(rol)
        .map((permiso) => `\`${permiso}\``)
        .join(' ') || 'ninguno en la consola'
    } |`,
).join('\n')}
`;
}
