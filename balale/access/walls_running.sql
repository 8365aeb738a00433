-- What keeps the thing running: the queue of jobs, and what a check of health may be told.

-- The account that jobs act under. It has no passphrase, no role and no code, and gets none.
create or replace function balale_system_user() returns uuid
    language sql immutable parallel safe
    as $$ select '00000000-0000-7000-8000-000000000001'::uuid $$;
insert into access_user (id, username, nama, is_active, epoch, versi, dibuat_pada)
    values (balale_system_user(), 'sistem', 'Sistem', false, 0, 1, now())
    on conflict do nothing;
create or replace function balale_guard_system_user() returns trigger
    language plpgsql
    as $$
begin
    if tg_table_name = 'access_user' then
        if old.id = balale_system_user() then
            raise insufficient_privilege using message = 'the system account is not changed';
        end if;
    elsif new.user_id = balale_system_user() then
        raise insufficient_privilege using message = 'the system account is given nothing';
    end if;
    return new;
end $$;
do $$
declare
    t text;
begin
    foreach t in array array[
        'access_user', 'access_assignment', 'access_activationcode', 'access_credential',
        'access_session'
    ] loop
        execute format('drop trigger if exists guard_system_user on %I', t);
        execute format(
            'create trigger guard_system_user before %s on %I '
            'for each row execute function balale_guard_system_user()',
            case t when 'access_user' then 'update' else 'insert or update' end, t);
    end loop;
end $$;

-- The queue. Its tables are reached by its own functions alone, which run as the owner; the
-- worker's connection may look at jobs besides. Who may do what is judged by the
-- guard below, whatever function is called.
do $$
declare
    t text;
    f record;
begin
    foreach t in array array[
        'procrastinate_jobs', 'procrastinate_workers', 'procrastinate_events',
        'procrastinate_periodic_defers'
    ] loop
        call balale_wall(t);
    end loop;
    for f in
        select p.oid::regprocedure as name, p.prorettype = 'trigger'::regtype as is_trigger
          from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'public' and p.proname like 'procrastinate\_%'
    loop
        execute format('revoke all on function %s from public', f.name);
        if not f.is_trigger then
            execute format(
                'alter function %s security definer set search_path = public, pg_temp', f.name);
            execute format('grant execute on function %s to balale_app', f.name);
        end if;
    end loop;
end $$;
grant select on procrastinate_jobs to balale_app;
create policy queue_read on procrastinate_jobs for select to balale_app
    using ((select balale_role()) = 'sistem');

-- An account at work may hand in a job in its own name; the worker may do the rest. Arguments
-- hold ids and numbers only: what a job needs to know stands behind the walls.
create or replace function balale_guard_queue() returns trigger
    language plpgsql
    as $$
declare
    is_worker boolean := balale_role() is not distinct from 'sistem';
begin
    if tg_table_name = 'procrastinate_jobs' and tg_op = 'INSERT' then
        if exists (
            select 1 from jsonb_each(new.args) a
             where jsonb_typeof(a.value) not in ('number', 'boolean', 'null')
               and a.value #>> '{}' !~
                   '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
        ) then
            raise check_violation using message = 'arguments of a job hold ids and numbers only';
        end if;
        if balale_user() is not null and new.args ->> 'asker' = balale_user()::text then
            return new;
        end if;
    elsif tg_table_name = 'procrastinate_events' and pg_trigger_depth() > 1 then
        return new;
    end if;
    if not is_worker then
        raise insufficient_privilege using message = 'the queue belongs to the worker';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
do $$
declare
    t text;
begin
    foreach t in array array[
        'procrastinate_jobs', 'procrastinate_workers', 'procrastinate_events',
        'procrastinate_periodic_defers'
    ] loop
        execute format('drop trigger if exists guard_queue on %I', t);
        execute format(
            'create trigger guard_queue before insert or update or delete on %I '
            'for each row execute function balale_guard_queue()', t);
    end loop;
end $$;

-- Jobs of a worker that was killed, or silent too long, go back into the queue.
create or replace function balale_resume_jobs(p_silent_seconds integer) returns bigint
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        select count(procrastinate_retry_job_v2(j.id, now(), null, null, null))
          from procrastinate_jobs j
          left join procrastinate_workers w on w.id = j.worker_id
         where j.status = 'doing'
           and (w.id is null
                or w.last_heartbeat < now() - make_interval(secs => p_silent_seconds))
    $$;

-- Expired sessions, spent counters of failed sign-ins, and failed jobs of long ago.
create or replace function balale_forget_spent() returns integer
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    v_sessions integer;
begin
    if balale_role() is distinct from 'sistem' then
        raise insufficient_privilege;
    end if;
    delete from access_session
     where berakhir_pada < now() - interval '1 day' or terakhir_pada < now() - interval '1 day';
    get diagnostics v_sessions = row_count;
    -- A stopped account stays stopped; only waits that are long over are forgotten.
    delete from access_signinattempt
     where boleh_lagi_pada < now() - interval '1 day' and terakhir_pada < now() - interval '30 days';
    delete from procrastinate_jobs j
     where j.status in ('failed', 'cancelled', 'aborted')
       and not exists (
            select 1 from procrastinate_events e
             where e.job_id = j.id and e.at > now() - interval '30 days'
       );
    return v_sessions;
end $$;

-- Health, told without a context: no person and no job is named.
create or replace function balale_queue_state()
    returns table (beat_at timestamptz, waiting bigint, due_since timestamptz, failed bigint)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select (select max(w.last_heartbeat) from procrastinate_workers w),
               count(*) filter (where j.status = 'todo'),
               min(coalesce(j.scheduled_at, e.at)) filter (
                   where j.status = 'todo' and coalesce(j.scheduled_at, e.at) <= now()),
               count(*) filter (where j.status = 'failed')
          from procrastinate_jobs j
          left join lateral (
              select max(v.at) as at from procrastinate_events v where v.job_id = j.id
          ) e on true
         where j.status in ('todo', 'failed')
    $$;
create or replace function balale_migrations() returns table (app varchar, name varchar)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select m.app, m.name from django_migrations m $$;

do $$
declare
    f text;
begin
    foreach f in array array[
        'balale_resume_jobs(integer)', 'balale_forget_spent()', 'balale_queue_state()',
        'balale_migrations()'
    ] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to balale_app', f);
    end loop;
end $$;
