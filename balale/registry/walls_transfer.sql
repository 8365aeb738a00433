-- A move to another village. Before it accepts, the new village knows only what it needs to
-- recognise the person; then all rows about the person go over at once, with their history, which
-- follows the same rule of sight. Rahasia rows are about sealed persons of their own: none of
-- them is looked at, moved or told of.
do $$
declare
    village constant text := balale_change_wall(balale_village_roles());
begin
    call balale_subject_wall('registry_pindah', village || $add$
        and dibuat_oleh_id = (select balale_user()) and status = 'menunggu'
        and ke_desa_kode <> desa_kode
        and exists (select 1 from registry_orang o where o.id = orang_id)
        and (keluarga_id is null or exists (
            select 1 from registry_anggotakeluarga a
             where a.keluarga_id = registry_pindah.keluarga_id and a.sampai is null
               and a.orang_id = registry_pindah.orang_id))$add$);
    execute format($read$create policy target_read on registry_pindah for select to balale_app
        using (tingkat <> 'rahasia' and (select balale_role()) = any (%L::text[])
               and ke_desa_kode = any ((select balale_desa())::text[]))$read$,
        balale_village_roles());
    grant update (status, diputus_oleh_id, diputus_pada, versi, diubah_oleh_id, diubah_pada)
        on registry_pindah to balale_app;
    execute format(
        'create policy row_change on registry_pindah for update to balale_app
            using (%s and status = ''menunggu'')
            with check (%s and status = ''dibatalkan'' and diubah_oleh_id = (select balale_user()))',
        village, village);
    call balale_subject_wall(
        'registry_pindahevent', village || ' and diubah_oleh_id = (select balale_user())');
end $$;

-- Who is said to come: enough to recognise, no number, no category. Of a family the others too,
-- as far as they are no secret.
drop function if exists balale_transfers_in();
create function balale_transfers_in()
    returns table (
        id uuid, versi integer, nama varchar, jenis_kelamin varchar, usia integer,
        desa_kode varchar, ke_desa_kode varchar, tanggal date, pada timestamptz, anggota text
    )
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select p.id, p.versi, o.nama, o.jenis_kelamin,
               extract(year from age(balale_today(), o.tanggal_lahir))::integer,
               p.desa_kode, p.ke_desa_kode, p.tanggal, p.dibuat_pada, (
                   select json_agg(json_build_array(m.nama, m.jenis_kelamin,
                              extract(year from age(balale_today(), m.tanggal_lahir))::integer)
                              order by a.hubungan, m.tanggal_lahir, m.id)::text
                     from registry_anggotakeluarga a join registry_orang m on m.id = a.orang_id
                    where a.keluarga_id = p.keluarga_id and a.sampai is null
                      and m.id <> p.orang_id and m.tingkat = 'biasa' and m.meninggal_pada is null)
          from registry_pindah p join registry_orang o on o.id = p.orang_id
         where balale_role() = any (balale_village_roles()) and p.ke_desa_kode = any (balale_desa())
           and p.status = 'menunggu' and o.tingkat = 'biasa'
         order by p.dibuat_pada, p.id
    $$;

-- The waiting move an operator of the new village may decide on, locked; null otherwise.
create or replace function balale_lock_transfer(p_id uuid, p_versi integer)
    returns registry_pindah
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    p registry_pindah;
begin
    if (balale_role() = any (balale_village_roles())) is not true then
        raise insufficient_privilege;
    end if;
    select * into p from registry_pindah
     where id = p_id and ke_desa_kode = any (balale_desa()) and status = 'menunggu'
       and versi = p_versi
       for update;
    return p;
end $$;

create or replace function balale_refuse_transfer(p_id uuid, p_versi integer, p_now timestamptz)
    returns boolean
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    p registry_pindah := balale_lock_transfer(p_id, p_versi);
begin
    update registry_pindah
       set status = 'tidak_ditemukan', diputus_oleh_id = balale_user(), diputus_pada = p_now,
           versi = versi + 1, diubah_oleh_id = balale_user(), diubah_pada = p_now
     where id = p.id;
    return found;
end $$;

-- Everything about the person, and about the family that goes along: the named one with all who
-- are in it, or one nobody else is in. A sealed member goes along too, and nobody is told; its
-- rows keep the name of who changed them last.
-- Answers 'ok', 'stale' when somebody was faster, 'usulan' while a proposal waits, 'anggota' when
-- somebody of the family is said to move elsewhere.
create or replace function balale_accept_transfer(p_id uuid, p_versi integer, p_now timestamptz)
    returns text
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    p registry_pindah := balale_lock_transfer(p_id, p_versi);
    v_keluarga uuid := p.keluarga_id;
    v_orang uuid[] := array[p.orang_id];
    v_tersegel uuid[];
    v_subjek uuid[];
    t record;
begin
    -- Nobody joins or leaves the family meanwhile: a place needs the family's row.
    perform 1 from registry_keluarga
      where id = v_keluarga and tingkat <> 'rahasia' and desa_kode = p.desa_kode for update;
    if not found and v_keluarga is not null then
        return 'stale';
    end if;
    if v_keluarga is null then
        select a.keluarga_id into v_keluarga from registry_anggotakeluarga a
         where a.orang_id = p.orang_id and a.sampai is null and not exists (
                select 1 from registry_anggotakeluarga b
                 where b.keluarga_id = a.keluarga_id and b.sampai is null
                   and b.orang_id <> p.orang_id)
         limit 1;
    else
        select array_agg(distinct a.orang_id) into v_orang from registry_anggotakeluarga a
         where a.keluarga_id = v_keluarga and a.sampai is null;
    end if;
    perform 1 from registry_orang where id = any (v_orang) order by id for update;
    if not exists (
        select 1 from registry_orang
         where id = p.orang_id and id = any (v_orang) and tingkat = 'biasa'
           and desa_kode = p.desa_kode
    ) or exists (
        select 1 from registry_orang
         where id = any (v_orang) and tingkat <> 'rahasia' and desa_kode <> p.desa_kode
    ) then
        return 'stale';
    end if;
    if exists (
        select 1 from registry_pindah w
         where w.id <> p.id and w.status = 'menunggu' and w.tingkat <> 'rahasia'
           and (w.orang_id = any (v_orang) or w.keluarga_id = v_keluarga)
    ) then
        return 'anggota';
    end if;
    select coalesce(array_agg(id), '{}') into v_tersegel
      from registry_orang where id = any (v_orang) and tingkat = 'rahasia';
    v_subjek := array_remove(v_orang || v_keluarga, null);
    if exists (
        select 1 from registry_usulan u
         where u.subjek_id = any (v_subjek) and u.tingkat <> 'rahasia'
           and u.status in ('menunggu_kepala_desa', 'menunggu_verifikasi', 'menunggu_penolakan')
    ) then
        return 'usulan';
    end if;
    -- Families that stay lose the member, and another stands for their entries.
    update registry_anggotakeluarga
       set sampai = greatest(mulai, p.tanggal), alasan_keluar = 'pindah_desa',
           versi = versi + 1, diubah_oleh_id = balale_user(), diubah_pada = p_now
     where orang_id = any (v_orang) and sampai is null and keluarga_id is distinct from v_keluarga;
    update registry_usulan u
       set orang_id = (
               select a.orang_id from registry_anggotakeluarga a
                where a.keluarga_id = u.subjek_id and a.sampai is null
                order by a.hubungan, a.mulai, a.id limit 1),
           versi = versi + 1, diubah_oleh_id = balale_user(), diubah_pada = p_now
     where u.orang_id = any (v_orang) and u.tingkat <> 'rahasia'
       and not u.subjek_id = any (v_subjek);
    for t in
        select c.relname, c.relname like '%event' as is_history from pg_class c
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           and c.relname like 'registry\_%' and c.relname not like 'registry\_pindah%'
           and 3 = (select count(*) from pg_attribute a
                     where a.attrelid = c.oid
                       and a.attname in ('subjek_id', 'desa_kode', 'tingkat'))
         order by is_history, c.relname
    loop
        if t.is_history then
            execute format(
                'update %I set desa_kode = $1 where subjek_id = any ($2)
                    and (tingkat <> ''rahasia'' or subjek_id = any ($3))', t.relname)
                using p.ke_desa_kode, v_subjek, v_tersegel;
        else
            execute format(
                'update %I set desa_kode = $1, versi = versi + 1,
                        diubah_oleh_id = case tingkat when ''rahasia'' then diubah_oleh_id
                            else $4 end,
                        diubah_pada = case tingkat when ''rahasia'' then diubah_pada else $5 end
                  where subjek_id = any ($2)
                    and (tingkat <> ''rahasia'' or subjek_id = any ($3))', t.relname)
                using p.ke_desa_kode, v_subjek, v_tersegel, balale_user(), p_now;
        end if;
    end loop;
    -- A community that stays is no longer counted with the family.
    update registry_anggotakomunitas
       set sampai = greatest(mulai, p.tanggal), versi = versi + 1,
           diubah_oleh_id = balale_user(), diubah_pada = p_now
     where keluarga_id = v_keluarga and sampai is null;
    update registry_draf set dibuang_pada = p_now, versi = versi + 1, diubah_pada = p_now
     where orang_id = any (v_orang) and selesai_pada is null and dibuang_pada is null;
    update registry_pindah
       set status = 'diterima', diputus_oleh_id = balale_user(), diputus_pada = p_now,
           versi = versi + 1, diubah_oleh_id = balale_user(), diubah_pada = p_now
     where id = p.id;
    return 'ok';
end $$;

do $$
declare
    f text;
begin
    foreach f in array array[
        'balale_transfers_in()', 'balale_lock_transfer(uuid, integer)',
        'balale_refuse_transfer(uuid, integer, timestamptz)',
        'balale_accept_transfer(uuid, integer, timestamptz)'
    ] loop
        execute format('revoke all on function %s from public', f);
    end loop;
    grant execute on function balale_transfers_in(),
        balale_refuse_transfer(uuid, integer, timestamptz),
        balale_accept_transfer(uuid, integer, timestamptz) to balale_app;
end $$;
