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

-- The chain. A line is pending from the moment it is written until a seal holds it; both tables
-- are reached through the functions below alone, and only the sealer, which runs as `sistem`,
-- may add a seal. What it adds must follow the last one and take pending lines only.
call balale_wall('audit_trailpending');
call balale_wall('audit_trailseal');
grant select on audit_trailseal to balale_app;
create policy seal_read on audit_trailseal for select to balale_app
    using ((select balale_role()) in ('auditor', 'sistem'));

create or replace function balale_await_seal() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    insert into audit_trailpending (line_id, at) select f.id, f.at from fresh f;
    return null;
end $$;
drop trigger if exists trail_await_seal on audit_trailline;
create trigger trail_await_seal after insert on audit_trailline
    referencing new table as fresh
    for each statement execute function balale_await_seal();

do $$
declare
    o text;
begin
    foreach o in array array['row', 'statement'] loop
        execute format('drop trigger if exists seal_append_only_%s on audit_trailseal', o);
        execute format(
            'create trigger seal_append_only_%s before %s on audit_trailseal '
            'for each %s execute function balale_refuse_change()',
            o, case o when 'row' then 'update or delete' else 'truncate' end, o);
    end loop;
end $$;

-- One sealer at a time: the second waits here until the first has committed.
create or replace function balale_pending_lines(p_most integer)
    returns table (line_id uuid, digest bytea)
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    if balale_role() is distinct from 'sistem' then
        raise insufficient_privilege using message = 'only the sealer takes pending lines';
    end if;
    perform pg_advisory_xact_lock(hashtext('balale_seal'));
    return query
        select t.id, t.digest
          from (select p.line_id, p.at from audit_trailpending p
                 order by p.at, p.line_id limit p_most) first
          join audit_trailline t on t.id = first.line_id
         order by first.at, first.line_id;
end $$;

create or replace function balale_add_seal(
    p_nomor bigint, p_at timestamptz, p_lines uuid[], p_digest bytea
) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    v_last audit_trailseal;
    v_taken bigint;
begin
    if balale_role() is distinct from 'sistem' then
        raise insufficient_privilege using message = 'only the sealer adds a seal';
    end if;
    select * into v_last from audit_trailseal order by nomor desc limit 1;
    if p_nomor <> coalesce(v_last.nomor, 0) + 1 or p_at < v_last.at
            or p_at > clock_timestamp() + interval '1 minute' or octet_length(p_digest) <> 32 then
        raise check_violation using message = 'a seal follows the last one';
    end if;
    delete from audit_trailpending where line_id = any (p_lines);
    get diagnostics v_taken = row_count;
    if v_taken = 0 or v_taken <> cardinality(p_lines) then
        raise check_violation using message = 'a seal holds pending lines, each once';
    end if;
    insert into audit_trailseal (nomor, at, lines, digest)
        values (p_nomor, p_at, p_lines, p_digest);
end $$;

-- For the page of health: how many lines wait and since when. Names none.
create or replace function balale_seal_state()
    returns table (waiting bigint, since timestamptz, last_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select count(*), min(p.at), (select s.at from audit_trailseal s order by nomor desc limit 1)
          from audit_trailpending p
    $$;

-- Lines that neither stand in a seal nor wait for one. For the verifier, asked as an auditor.
create or replace function balale_lines_outside() returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp
    as $$
begin
    if balale_role() is distinct from 'auditor' then
        raise insufficient_privilege using message = 'the trail is verified by an auditor';
    end if;
    return query
        select t.id from audit_trailline t
        except (select unnest(s.lines) from audit_trailseal s
                union all select p.line_id from audit_trailpending p);
end $$;

do $$
declare
    f text;
begin
    revoke all on function balale_await_seal() from public;
    foreach f in array array[
        'balale_pending_lines(integer)', 'balale_add_seal(bigint, timestamptz, uuid[], bytea)',
        'balale_seal_state()', 'balale_lines_outside()'
    ] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to balale_app', f);
    end loop;
end $$;

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
