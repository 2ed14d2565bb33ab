-- Who gets which acta: the territory of each one, who has what, whose turn it is, what the coordinator put first and
-- who is on a pause (docs/decisiones/0011-reparto.md). Everything here is computed from the log, and
-- `prep bitacora reconstruir` makes it again from the facts, but for the sequence: which of two turns comes next.

-- Where it is counted: id of a territory of its election; empty for what is out of the catalogue.
alter table prep.acta add column territorio text collate "C" not null default '';

-- What can be taken now, oldest first: everywhere, and in each territory. And what will be when somebody's time ends.
create index acta_libre on prep.acta (cola, cola_desde) where lugares > 0;
create index acta_libre_en_territorio on prep.acta (cola, eleccion, territorio, cola_desde) where lugares > 0;
create index acta_por_vencer on prep.acta (cola, vence) where vence is not null;
drop index prep.acta_en_cola;

-- Who has which acta: the assignments of the states, by person.
create table prep.asignacion (
  acta     text collate "C" not null,
  persona  text collate "C" not null,
  cola     text not null,
  desde    timestamptz not null,
  vence    timestamptz not null,
  primary key (acta, persona)
);
create index asignacion_de_persona on prep.asignacion (persona, cola);
create index asignacion_por_vencer on prep.asignacion (cola, vence);

-- The territories of each election, and seq of the fact that last gave one of its actas to be captured.
create table prep.territorio (
  eleccion    text collate "C" not null,
  territorio  text collate "C" not null,
  servido     bigint not null default 0,
  primary key (eleccion, territorio)
) with (fillfactor = 50);

-- What goes before the rest; null means every election, or every territory.
create table prep.prioridad (
  orden       integer primary key,
  eleccion    text collate "C",
  territorio  text collate "C",
  puso        text not null,
  desde       timestamptz not null
);

create table prep.pausa (
  persona  text collate "C" primary key,
  desde    timestamptz not null
);

-- One for each acta that is asked for: its remainder says by which rule it is given.
create sequence prep.turno;

-- How many actas each person has captured and verified.
create index evento_de_persona on prep.evento (actor, tipo, momento)
  where tipo in ('captura_registrada', 'acta_verificada');

do $$
begin
  if exists (select from pg_roles where rolname = 'prep_aplicacion') then
    grant select, insert, update, delete on prep.asignacion, prep.territorio, prep.prioridad, prep.pausa
      to prep_aplicacion;
    grant usage on sequence prep.turno to prep_aplicacion;
  end if;
end
$$;
