-- People, their sessions and their second factor. What happens to them is in the log (flujo ACCESO), written in the
-- same transaction; secrets are only here, and only as what proves them: hashes, or sealed with a key that is not
-- in the database.

create table prep.persona (
  -- `cap-041`: actor of the facts
  clave         text collate "C" primary key check (clave ~ '^[a-z0-9][a-z0-9-]{1,31}$'),
  nombre        text not null,
  rol           text not null,
  -- CCV, or the clave of a CATD
  centro        text not null,
  cargada       timestamptz not null,
  estado        text not null check (estado in ('por_activar', 'por_confirmar', 'activa', 'revocada')),
  -- SHA-256 of the code of the slip; null once it is used
  codigo        bytea check (octet_length(codigo) = 32),
  -- coordinacion: somebody confirms them; ninguna: the first administrador, made from the command line
  confirmacion  text not null default 'coordinacion' check (confirmacion in ('coordinacion', 'ninguna')),
  -- while por_confirmar: four digits, and SHA-256 of the token of the browser that may see them
  cotejo        text,
  navegador     bytea,
  -- argon2id, PHC string
  contrasena    text,
  -- sealed secret of the TOTP: the one in use, and the one that is being set
  factor        bytea,
  factor_nuevo  bytea,
  -- last step of 30 seconds whose code was accepted: none is accepted twice
  paso          bigint not null default 0,
  -- consecutive failures, and until when no other attempt is heard
  fallas        integer not null default 0,
  espera        timestamptz,
  -- locked by its failures, until `espera` or until somebody unlocks it
  bloqueada     boolean not null default false
);

create index persona_por_centro on prep.persona (centro);

create table prep.codigo_de_recuperacion (
  persona  text collate "C" not null references prep.persona,
  -- SHA-256
  huella   bytea not null check (octet_length(huella) = 32),
  -- null while it can be used; a new set ends the one before
  usado    timestamptz,
  primary key (persona, huella)
);

create table prep.sesion (
  id         bigint generated always as identity primary key,
  -- SHA-256 of the token of the cookie
  huella     bytea not null unique check (octet_length(huella) = 32),
  persona    text collate "C" not null references prep.persona,
  abierta    timestamptz not null,
  -- last request, to the minute
  ultima     timestamptz not null,
  cerrada    timestamptz,
  direccion  text not null
);

create index sesion_abierta on prep.sesion (persona) where cerrada is null;

do $$
begin
  if exists (select from pg_roles where rolname = 'prep_aplicacion') then
    grant select, insert, update on prep.persona, prep.codigo_de_recuperacion, prep.sesion to prep_aplicacion;
  end if;
end
$$;
