-- Deliveries of stations and phones (docs/entregas.md) and images sent from the screen of a CATD, from the first of
-- their bytes until they are in the log. What people decide about them is in the log (flujo DIGITALIZACION), written in
-- the same transaction.

create table prep.entrega (
  -- SHA-256 of its text
  id                 text collate "C" primary key check (id ~ '^[0-9a-f]{64}$'),
  -- in the order in which they arrived
  orden              bigint generated always as identity,
  via                text not null check (via in ('equipo', 'paquete', 'consola')),
  -- who signed it, and its number there; null in what came from a screen and in the pages after the first
  equipo             text collate "C",
  secuencia          integer check (secuencia > 0),
  -- CATD of the equipo, or of who sent it
  centro             text not null,
  texto              text not null,
  firma              text,
  -- Entrega of src/dominio/entrega.ts, as the text says it
  datos              jsonb not null,
  -- of the file, when it has several
  pagina             integer not null default 1,
  recibida           timestamptz not null,
  estado             text not null check (estado in
    ('incompleta', 'en_proceso', 'espera_acopio', 'por_identificar', 'registrada', 'rechazada')),
  -- bytes that it has and that are on disk; null where there is no file
  bytes              integer,
  llegaron           integer not null default 0,
  original_bytes     integer,
  original_llegaron  integer not null default 0,
  -- times that it could not be looked at
  intentos           integer not null default 0,
  -- what was seen in the image: SHA-256 of what would be published, what it looks like, what is wrong with it
  publicada          text,
  huella             text,
  motivos            jsonb not null default '[]',
  -- acta that its code says
  leida              text collate "C",
  -- acta of which it is, how that is known (qr, or the keys of two people), and for what it serves
  acta               text collate "C",
  identifica         jsonb,
  uso                text check (uso in ('captura', 'evidencia')),
  -- version of its acta when it was last tried
  espera_version     integer,
  -- why it waits or was refused
  codigo             text,
  mensaje            text,
  -- while it waits for people: why, how many times they disagreed, and what somebody proposes
  razon              text,
  ronda              integer not null default 1,
  propuesta          jsonb,
  unique (equipo, secuencia)
);

create index entrega_por_atender on prep.entrega (estado, orden)
  where estado in ('incompleta', 'en_proceso', 'espera_acopio', 'por_identificar');
create index entrega_de_acta on prep.entrega (acta) where acta is not null;
create index entrega_publicada on prep.entrega (publicada) where publicada is not null;

-- What each person typed of an image that nobody could identify.
create table prep.opinion (
  entrega   text collate "C" not null references prep.entrega,
  ronda     integer not null,
  persona   text collate "C" not null,
  acta      text collate "C" not null,
  coordina  boolean not null,
  momento   timestamptz not null,
  primary key (entrega, ronda, persona)
);

create table prep.alerta (
  id        bigint generated always as identity primary key,
  tipo      text not null check (tipo in ('misma_imagen', 'secuencia_repetida', 'firma_falsa', 'reloj')),
  -- the same thing seen again is the same alert
  clave     text not null unique,
  mensaje   text not null,
  momento   timestamptz not null,
  centro    text not null,
  equipo    text collate "C",
  actas     text[] not null default '{}',
  atendida  timestamptz,
  persona   text collate "C",
  razon     text
);

create index alerta_por_momento on prep.alerta (momento desc);

do $$
begin
  if exists (select from pg_roles where rolname = 'prep_aplicacion') then
    grant select, insert, update on prep.entrega, prep.opinion, prep.alerta to prep_aplicacion;
  end if;
end
$$;
