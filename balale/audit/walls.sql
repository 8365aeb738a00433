-- The trail: append-only. The program may add lines in its own name and read its own.
create or replace function balale_user() returns uuid
    language sql stable parallel safe
    as $$ select nullif(current_setting('balale.user', true), '')::uuid $$;
create or replace function balale_role() returns text
    language sql stable parallel safe
    as $$ select nullif(current_setting('balale.role', true), '') $$;
create or replace function balale_desa() returns text[]
    language sql stable parallel safe
    as $$ select string_to_array(nullif(current_setting('balale.desa', true), ''), ',') $$;
create or replace function balale_tingkat() returns text[]
    language sql stable parallel safe
    as $$ select string_to_array(nullif(current_setting('balale.tingkat', true), ''), ',') $$;
create or replace function balale_unit() returns text
    language sql stable parallel safe
    as $$ select nullif(current_setting('balale.unit', true), '') $$;

-- A table of its own would let the program hang triggers on it, and history trusts triggers.
do $$
begin
    execute format('revoke temporary on database %I from public', current_database());
end $$;

-- Drops what an earlier build made, locks the table, and lets the owner work on it.
create or replace procedure balale_wall(p_table text)
    language plpgsql
    as $$
declare
    p record;
begin
    for p in select policyname from pg_policies where schemaname = 'public' and tablename = p_table
    loop
        execute format('drop policy %I on %I', p.policyname, p_table);
    end loop;
    execute format('alter table %I enable row level security', p_table);
    execute format('alter table %I force row level security', p_table);
    execute format('revoke all on %I from public, balale_app', p_table);
    execute format(
        'create policy owner_all on %I to %I using (true) with check (true)', p_table, current_user);
end $$;
revoke all on procedure balale_wall(text) from public;

call balale_wall('audit_trailline');
grant select, insert on audit_trailline to balale_app;
create policy trail_read on audit_trailline for select to balale_app
    using (user_id = (select balale_user()) or (select balale_role()) = 'auditor');
create policy trail_add on audit_trailline for insert to balale_app
    with check (
        user_id is not distinct from (select balale_user())
        and role = coalesce((select balale_role()), '')
        and at between now() - interval '1 minute' and clock_timestamp() + interval '1 minute'
    );

create or replace function balale_refuse_change() returns trigger
    language plpgsql
    as $$ begin raise exception 'the trail is append-only'; end $$;
drop trigger if exists trail_append_only on audit_trailline;
create trigger trail_append_only before update or delete on audit_trailline
    for each row execute function balale_refuse_change();
drop trigger if exists trail_no_truncate on audit_trailline;
create trigger trail_no_truncate before truncate on audit_trailline
    for each statement execute function balale_refuse_change();

-- Django's own tables that the program never reads.
do $$
declare
    t text;
begin
    foreach t in array array[
        'django_migrations', 'django_content_type', 'auth_permission',
        'auth_group', 'auth_group_permissions', 'pghistory_context'
    ] loop
        call balale_wall(t);
    end loop;
end $$;
