-- The role with which the application works: it can add facts and nothing else to the log.
-- Where the user of DATABASE_URL may not create roles, this is skipped and the triggers alone protect the log.

do $$
begin
  if not exists (select from pg_roles where rolname = 'prep_aplicacion') then
    create role prep_aplicacion nologin;
  end if;
exception
  when insufficient_privilege then
    raise notice 'sin permiso para crear el papel prep_aplicacion: la bitácora queda protegida por sus disparadores';
  -- another database of the same server made it at this very moment
  when duplicate_object or unique_violation then
    null;
end
$$;

do $$
begin
  if not exists (select from pg_roles where rolname = 'prep_aplicacion') then
    return;
  end if;

  grant usage on schema prep to prep_aplicacion;
  grant select, insert on prep.evento, prep.idempotencia, prep.proceso to prep_aplicacion;
  grant select, insert, update on prep.acta to prep_aplicacion;
  grant select on prep.migracion to prep_aplicacion;
  grant execute on function prep.detener_escrituras() to prep_aplicacion;
end
$$;

-- Whoever migrates must be able to work as that role. A user that did not create it may lack the right to.
do $$
begin
  if exists (select from pg_roles where rolname = 'prep_aplicacion') then
    execute format('grant prep_aplicacion to %I', current_user);
  end if;
exception
  when insufficient_privilege then
    raise notice 'sin permiso para usar el papel prep_aplicacion: la bitácora queda protegida por sus disparadores';
end
$$;
