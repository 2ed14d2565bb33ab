-- The bitácora: one log of facts, and what is computed from it.
-- Valid on PostgreSQL 15 and later. `prep.migracion` exists already (src/bitacora/migrar.ts makes it).

-- ---------------------------------------------------------------------------------------------------------------
-- The log. Everything that happens is a row here; nothing in it is ever changed or removed.

create table prep.evento (
  -- Position in the log. Rows may be committed in another order than their seq, and a seq may be missing (the
  -- transaction that took it was undone); no seq is used twice.
  seq      bigint generated always as identity primary key,
  -- id of the acta, or a word in capitals for what belongs to none: CORTE, PROCESO …
  acta     text collate "C" not null,
  -- 1, 2, 3 … within its acta
  version  integer not null check (version > 0),
  tipo     text collate "C" not null,
  -- canonical JSON (RFC 8785), byte for byte as it was hashed: text, because jsonb would rewrite it
  datos    text not null,
  -- SHA-256 of the canonical JSON of {acta, actor, datos, lugar, momento, tipo, version}; momento is written
  -- in UTC with milliseconds: 2027-06-07T01:30:00.000Z
  sha256   bytea not null check (octet_length(sha256) = 32),
  actor    text not null,
  lugar    text not null,
  -- time of the machine that recorded it
  momento  timestamptz not null check (momento = date_trunc('milliseconds', momento)),
  unique (acta, version)
);

comment on table prep.evento is 'Append-only log of facts: the record of the night';

create function prep.rechazar_cambio() returns trigger
language plpgsql as $$
begin
  raise exception 'La bitácora solo admite altas: % sobre %.% fue rechazado.', tg_op, tg_table_schema, tg_table_name
    using errcode = 'restrict_violation',
          hint = 'Un error se corrige con un hecho nuevo, nunca cambiando lo registrado.';
end
$$;

create trigger evento_solo_altas
  before update or delete or truncate on prep.evento
  for each statement execute function prep.rechazar_cambio();

-- Also in a session that replays a replica's changes, which skips ordinary triggers.
alter table prep.evento enable always trigger evento_solo_altas;

-- ---------------------------------------------------------------------------------------------------------------
-- What is computed from the log: `prep bitacora reconstruir` makes it again from the facts.

create table prep.acta (
  id          text collate "C" primary key,
  eleccion    text collate "C" not null,
  -- position in the published database, from 0
  orden       integer not null,
  -- catalogo: expected since the process was loaded; alta: registered during the night, fuera de catálogo
  origen      text not null check (origen in ('catalogo', 'alta')),
  -- number of facts, and seq of the last one
  version     integer not null default 0,
  seq         bigint not null default 0,
  fase        text not null,
  -- EstadoActa of src/dominio/acta.ts
  estado      jsonb not null,
  -- Publicable of src/dominio/publicable.ts: what a corte shows; null while there is nothing to show
  resultado   jsonb,
  -- the work queue in which it waits, and seq of the fact that put it there
  cola        text,
  cola_desde  bigint,
  -- people that can take it now; who must not; when the first assignment expires and gives its place back
  lugares     integer not null default 0,
  personas    text[] not null default '{}',
  vence       timestamptz,
  unique (eleccion, orden),
  check ((cola is null) = (cola_desde is null))
) with (fillfactor = 70);

create index acta_en_cola on prep.acta (cola, cola_desde) where cola is not null;

comment on table prep.acta is 'Current state of each acta: the fold of its events';

-- ---------------------------------------------------------------------------------------------------------------
-- A command that is sent again (a phone without signal, a double click) has one effect and the same answer.

create table prep.idempotencia (
  clave      text collate "C" primary key,
  acta       text collate "C" not null,
  version    integer not null,
  seq        bigint not null,
  respuesta  text not null
);

-- ---------------------------------------------------------------------------------------------------------------
-- The process that was loaded: one, frozen.

create table prep.proceso (
  unico    boolean primary key default true check (unico),
  nombre   text not null,
  -- of the files of the process, lower-case hexadecimal
  sha256   text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- number of expected actas
  actas    integer not null,
  cargado  timestamptz not null
);

create trigger proceso_congelado
  before update or delete or truncate on prep.proceso
  for each statement execute function prep.rechazar_cambio();
alter table prep.proceso enable always trigger proceso_congelado;

-- ---------------------------------------------------------------------------------------------------------------
-- A corte needs a position with every fact before it and none after: it stops the writers for some milliseconds.
-- It waits for those in course and holds the new ones until its transaction ends. The application may not lock a
-- table in which it can only insert, so this runs with the rights of the owner.

create function prep.detener_escrituras() returns void
language sql security definer set search_path = pg_catalog as
$$ lock table prep.evento in share row exclusive mode $$;

revoke all on function prep.detener_escrituras() from public;
