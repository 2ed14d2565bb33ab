-- Stations of the CATD and phones of the casillas. What happens to them is in the log (flujo ACCESO), written in the
-- same transaction. Their private keys are in them and nowhere else.

create table prep.equipo (
  -- `est-c01-1`, `tel-0457`: actor of the facts
  clave         text collate "C" primary key check (clave ~ '^(est|tel)-[a-z0-9-]{1,40}$'),
  tipo          text not null check (tipo in ('estacion', 'telefono')),
  nombre        text not null,
  -- clave of a CATD
  centro        text not null,
  -- who carries the phone
  persona       text collate "C" references prep.persona,
  -- claves of the casillas of the phone
  casillas      text[] not null default '{}',
  alta          timestamptz not null,
  estado        text not null check (estado in ('por_enrolar', 'por_confirmar', 'activo', 'revocado')),
  -- SHA-256 of the code of the slip, and until when it serves. It stays after it is used: the same equipo may not
  -- have heard the answer
  codigo        bytea unique check (octet_length(codigo) = 32),
  codigo_vence  timestamptz,
  -- public key (SPKI), of which nobody else has another copy
  llave         bytea unique,
  algoritmo     text check (algoritmo in ('Ed25519', 'ES256')),
  -- last request that was its own, to the minute, and what it said that its clock lacks, in milliseconds
  ultima        timestamptz,
  desfase       bigint,
  check ((tipo = 'telefono') = (persona is not null)),
  check ((llave is null) = (algoritmo is null)),
  check (llave is not null or estado in ('por_enrolar', 'revocado'))
);

create index equipo_por_centro on prep.equipo (centro);

-- The envelopes that each equipo registered, in its order.
create index evento_de_acopio_en_equipo on prep.evento ((datos::jsonb #>> '{equipo,clave}'))
  where tipo = 'acta_acopiada';

do $$
begin
  if exists (select from pg_roles where rolname = 'prep_aplicacion') then
    grant select, insert, update on prep.equipo to prep_aplicacion;
  end if;
end
$$;
