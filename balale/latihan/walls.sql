-- The training: villages as they were seeded and the way back to that, which refuse unless the
-- database is marked LATIHAN; and the slips that were used.

call balale_wall('latihan_potret');
call balale_wall('latihan_karcis');

-- Tables that hold rows about one subject of one village, histories last: rows put back would
-- write histories of their own.
create or replace function balale_latihan_tables() returns table (tabel text, is_event boolean)
    language sql stable set search_path = public, pg_temp
    as $$
        select c.relname::text, c.relname like '%event'
          from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           and 2 = (
               select count(*) from pg_attribute a
                where a.attrelid = c.oid and not a.attisdropped
                  and a.attname in ('desa_kode', 'subjek_id')
           )
         order by 2, 1
    $$;

-- After seeding, by the process that seeded.
create or replace function balale_latihan_capture() returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    t record;
begin
    if not balale_is_latihan() or balale_role() is distinct from 'sistem' then
        raise insufficient_privilege;
    end if;
    delete from latihan_potret;
    for t in select * from balale_latihan_tables() loop
        execute format(
            'insert into latihan_potret (desa_kode, tabel, isi)'
            ' select d.kode, %L, coalesce('
            '     (select jsonb_agg(to_jsonb(r)) from %I r where r.desa_kode = d.kode),'
            '     ''[]''::jsonb) from wilayah_desa d',
            t.tabel, t.tabel);
    end loop;
end $$;

create or replace function balale_latihan_has_picture(p_desa text) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select balale_is_latihan() and exists (select 1 from latihan_potret where desa_kode = p_desa)
    $$;

-- Puts one village back to what it was: rows about people who are, or once were, its own. Only
-- its own operator may ask. Keys are checked at the end of the transaction, so order is free.
create or replace function balale_latihan_reset(p_desa text) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    t record;
    v_old uuid[] := '{}';
    v_new uuid[] := '{}';
    v_some uuid[];
begin
    if not balale_is_latihan()
       or balale_role() is distinct from 'operator_desa'
       or not (p_desa = any (balale_desa()))
       or not balale_latihan_has_picture(p_desa) then
        raise insufficient_privilege;
    end if;
    perform pg_advisory_xact_lock(hashtext('latihan'), hashtext(p_desa));
    select coalesce(array_agg(distinct (one ->> 'subjek_id')::uuid), '{}') into v_old
      from latihan_potret p, jsonb_array_elements(p.isi) one
     where p.desa_kode = p_desa;
    for t in select * from balale_latihan_tables() loop
        execute format('select array_agg(distinct subjek_id) from %I where desa_kode = $1', t.tabel)
           into v_some using p_desa;
        v_new := v_new || coalesce(v_some, '{}');
    end loop;
    for t in select * from balale_latihan_tables() loop
        execute format('delete from %I where subjek_id = any ($1)', t.tabel) using v_old || v_new;
    end loop;
    delete from registry_kataorang where orang_id = any (v_old || v_new);
    v_new := array(select distinct n from unnest(v_new) n where not n = any (v_old));
    delete from cases_tinjauandarurat where subjek_id = any (v_new);
    delete from cases_bukadarurat where subjek_id = any (v_new);
    delete from access_caseaccess where subjek_id = any (v_new);
    delete from access_subjectkey where subjek_id = any (v_new);
    delete from access_receipt r
     using access_assignment a
     where a.user_id = r.user_id and a.wilayah_kode = p_desa and r.jenis <> 'latihan';
    for t in select * from balale_latihan_tables() loop
        if t.is_event then
            execute format('delete from %I where subjek_id = any ($1)', t.tabel) using v_old;
        end if;
        execute format(
            'insert into %I overriding system value select r.* from latihan_potret p,'
            ' jsonb_populate_recordset(null::%I, p.isi) r'
            ' where p.desa_kode = $1 and p.tabel = %L',
            t.tabel, t.tabel, t.tabel) using p_desa;
    end loop;
end $$;

-- True for the first who comes with a slip, on the real site as on the one for training.
create or replace function balale_use_ticket(p_nomor uuid, p_sampai timestamptz) returns boolean
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    delete from latihan_karcis where sampai < now() - interval '1 hour';
    insert into latihan_karcis (nomor, sampai) values (p_nomor, p_sampai) on conflict do nothing;
    return found;
end $$;
revoke all on function balale_use_ticket(uuid, timestamptz) from public;
grant execute on function balale_use_ticket(uuid, timestamptz) to balale_app;

do $$
declare
    f regprocedure;
begin
    for f in
        select p.oid::regprocedure from pg_proc p
         where p.pronamespace = 'public'::regnamespace and p.proname like 'balale\_latihan\_%'
    loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to balale_app', f);
    end loop;
end $$;
