-- Dated data edited on screen. The pengelola data adds versions that begin tomorrow or later; a
-- version that has begun is never rewritten, only its end moves to where the next one begins.
-- What makes data less guarded is added by a second person alone, from a draft that waits.

create or replace function balale_today() returns date
    language sql stable
    as $$ select (now() at time zone 'Asia/Pontianak')::date $$;
revoke all on function balale_today() from public;
grant execute on function balale_today() to balale_app;

call balale_wall('registry_rancangan');
grant select, insert on registry_rancangan to balale_app;
grant update (isi, dasar, berlaku_mulai, status, perlu_dua, versi, diubah_oleh_id, diubah_pada,
              diputus_oleh_id, diputus_pada, alasan)
    on registry_rancangan to balale_app;
create policy rancangan_read on registry_rancangan for select to balale_app
    using (
        (select balale_role()) = 'pengelola_data'
        or ((select balale_role()) = 'kepala_dinas' and perlu_dua)
    );
create policy rancangan_add on registry_rancangan for insert to balale_app
    with check (
        (select balale_role()) = 'pengelola_data' and status = 'draf'
        and dibuat_oleh_id = (select balale_user()) and diubah_oleh_id = (select balale_user())
        and diputus_oleh_id is null
    );
create policy rancangan_change on registry_rancangan for update to balale_app
    using ((select balale_role()) = 'pengelola_data' and status in ('draf', 'menunggu'))
    with check (
        (select balale_role()) = 'pengelola_data' and diubah_oleh_id = (select balale_user())
        and diputus_oleh_id is null and status in ('draf', 'menunggu', 'terbit', 'dibuang')
    );
create policy rancangan_decide on registry_rancangan for update to balale_app
    using (
        (select balale_role()) = 'kepala_dinas' and status = 'menunggu' and perlu_dua
        and (select balale_user()) not in (dibuat_oleh_id, diubah_oleh_id)
    )
    with check (
        (select balale_role()) = 'kepala_dinas' and perlu_dua
        and status in ('menunggu', 'terbit', 'ditolak')
        and (status = 'menunggu' or diputus_oleh_id = (select balale_user()))
    );

-- A draft that the asker, as the second person, may put into force.
create or replace function balale_second_may(p_jenis text, p_objek text, p_mulai date)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce(balale_role() = 'kepala_dinas', false) and exists (
            select 1 from registry_rancangan r
             where r.jenis = p_jenis and r.objek = p_objek and r.berlaku_mulai = p_mulai
               and r.status = 'menunggu' and r.perlu_dua and r.mencabut_id is null
               and balale_user() not in (r.dibuat_oleh_id, r.diubah_oleh_id)
        )
    $$;
-- The same, for a version that is to be revoked.
create or replace function balale_second_revokes(p_jenis text, p_objek text, p_mulai date)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce(balale_role() = 'kepala_dinas', false) and exists (
            select 1 from registry_rancangan r
             where r.jenis = p_jenis and r.objek = p_objek and r.berlaku_mulai = p_mulai
               and r.status = 'menunggu' and r.perlu_dua and r.mencabut_id is not null
               and balale_user() not in (r.dibuat_oleh_id, r.diubah_oleh_id)
        )
    $$;
-- The same, for a category that is to get this level.
create or replace function balale_second_level(p_kategori integer, p_mulai date, p_tingkat text)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select balale_second_may('kategori', p_kategori::text, p_mulai) and exists (
            select 1 from registry_rancangan r
             where r.jenis = 'kategori' and r.objek = p_kategori::text
               and r.berlaku_mulai = p_mulai and r.status = 'menunggu' and r.mencabut_id is null
               and r.isi ->> 'tingkat' = p_tingkat
        )
    $$;
-- Whether the level is as high as that of the version before it.
create or replace function balale_keeps_level(p_kategori integer, p_mulai date, p_tingkat text)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce((
            select array_position(array['biasa', 'terbatas', 'rahasia'], p_tingkat)
                >= array_position(array['biasa', 'terbatas', 'rahasia'], v.tingkat::text)
              from registry_kategoriversi v
             where v.kategori_id = p_kategori and v.berlaku_mulai < p_mulai
               and (v.berlaku_sampai is null or v.berlaku_sampai > v.berlaku_mulai)
             order by v.berlaku_mulai desc limit 1
        ), true)
    $$;
-- Versions of one thing, with those revoked; asked of the owner, as a policy can't ask its own
-- table. A version that was revoked ends on the day it would have begun.
create or replace function balale_versions(p_table text, p_objek text)
    returns table (mulai date, is_revoked boolean)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select v.berlaku_mulai, v.berlaku_sampai is not distinct from v.berlaku_mulai
          from registry_kategoriversi v
         where p_table = 'kategori' and v.kategori_id::text = p_objek
        union all
        select f.berlaku_mulai, f.berlaku_sampai is not distinct from f.berlaku_mulai
          from registry_formulir f
         where p_table = 'formulir' and coalesce(f.kategori_id::text, f.lembar) = p_objek
        union all
        select k.berlaku_mulai, k.berlaku_sampai is not distinct from k.berlaku_mulai
          from registry_kopsurat k
         where p_table = 'kop' and k.wilayah_kode = p_objek
    $$;
-- Whether a version of the same thing begins on the day.
create or replace function balale_version_starts(p_table text, p_objek text, p_on date)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select exists (select 1 from balale_versions(p_table, p_objek) v
                        where v.mulai = p_on and not v.is_revoked)
    $$;
-- Whether no version of the same thing begins after the day.
create or replace function balale_version_last(p_table text, p_objek text, p_mulai date)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select not exists (select 1 from balale_versions(p_table, p_objek) v
                            where v.mulai > p_mulai and not v.is_revoked)
    $$;
-- Whether the version is the last of its thing because a later one, not begun, was revoked.
create or replace function balale_version_reopens(p_table text, p_objek text, p_mulai date)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select balale_version_last(p_table, p_objek, p_mulai) and exists (
            select 1 from balale_versions(p_table, p_objek) v
             where v.mulai > p_mulai and v.mulai > balale_today() and v.is_revoked)
    $$;
-- Whether a category has the same level without the version that begins on the day.
create or replace function balale_same_level(p_kategori integer, p_mulai date, p_tingkat text)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce((
            select v.tingkat = p_tingkat from registry_kategoriversi v
             where v.kategori_id = p_kategori and v.berlaku_mulai < p_mulai
               and (v.berlaku_sampai is null or v.berlaku_sampai > v.berlaku_mulai)
             order by v.berlaku_mulai desc limit 1
        ), true)
    $$;
-- Whether the answers that are encrypted are the same in a form and in the one before it.
create or replace function balale_same_sealed(p_formulir bigint) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select not exists (
            select 1 from registry_isian own join registry_isian old on old.kode = own.kode
             where own.formulir_id = p_formulir and own.peka <> old.peka and old.formulir_id = (
                select before.id
                  from registry_formulir f join registry_formulir before
                    on coalesce(before.kategori_id::text, before.lembar)
                     = coalesce(f.kategori_id::text, f.lembar)
                   and before.berlaku_mulai < f.berlaku_mulai
                   and (before.berlaku_sampai is null
                        or before.berlaku_sampai > before.berlaku_mulai)
                 where f.id = p_formulir
                 order by before.berlaku_mulai desc limit 1
            )
        )
    $$;
-- Whether an answer that was encrypted in the form before stays so.
create or replace function balale_keeps_sealed(p_formulir bigint, p_kode text, p_peka boolean)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select p_peka or not exists (
            select 1 from registry_isian i
             where i.kode = p_kode and i.peka and i.formulir_id = (
                select before.id
                  from registry_formulir own join registry_formulir before
                    on coalesce(before.kategori_id::text, before.lembar)
                     = coalesce(own.kategori_id::text, own.lembar)
                   and before.berlaku_mulai < own.berlaku_mulai
                   and (before.berlaku_sampai is null
                        or before.berlaku_sampai > before.berlaku_mulai)
                 where own.id = p_formulir
                 order by before.berlaku_mulai desc limit 1
            )
        )
    $$;
do $$
declare
    f regprocedure;
begin
    foreach f in array array[
        'balale_keeps_sealed(bigint, text, boolean)',
        'balale_second_may(text, text, date)', 'balale_second_level(integer, date, text)',
        'balale_second_revokes(text, text, date)', 'balale_same_sealed(bigint)',
        'balale_keeps_level(integer, date, text)', 'balale_same_level(integer, date, text)',
        'balale_versions(text, text)', 'balale_version_starts(text, text, date)',
        'balale_version_last(text, text, date)', 'balale_version_reopens(text, text, date)'
    ]::regprocedure[] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to balale_app', f);
    end loop;
end $$;

-- New versions, and the end of the one before them. Before its first day the last version may
-- be revoked, by one person where nothing is guarded otherwise with it, and then the one before
-- it has no end again.
do $$
declare
    t record;
begin
    for t in
        select * from (values
            ('registry_kategoriversi', 'kategori', 'kategori_id::text',
             'case (select balale_role()) when ''pengelola_data'' then '
             'balale_keeps_level(kategori_id, berlaku_mulai, tingkat) '
             'else balale_second_level(kategori_id, berlaku_mulai, tingkat) end',
             'balale_same_level(kategori_id, berlaku_mulai, tingkat)', '''kategori'''),
            ('registry_formulir', 'formulir', 'coalesce(kategori_id::text, lembar)',
             '(select balale_role()) = ''pengelola_data'' or balale_second_may('
             'case when kategori_id is null then ''lembar'' else ''formulir'' end, '
             'coalesce(kategori_id::text, lembar), berlaku_mulai)',
             'balale_same_sealed(id)',
             'case when kategori_id is null then ''lembar'' else ''formulir'' end'),
            ('registry_kopsurat', 'kop', 'wilayah_kode',
             '(select balale_role()) = ''pengelola_data''', 'true', '''kop''')
        ) as v (tabel, jenis, objek, adds, alone, draft)
    loop
        execute format('grant insert, update (berlaku_sampai) on %I to balale_app', t.tabel);
        execute format(
            'create policy version_add on %I for insert to balale_app with check ('
            '(select balale_role()) in (''pengelola_data'', ''kepala_dinas'') '
            'and berlaku_mulai > balale_today() and (%s))', t.tabel, t.adds);
        execute format(
            'create policy version_end on %I for update to balale_app using ('
            '(select balale_role()) in (''pengelola_data'', ''kepala_dinas'') '
            'and (berlaku_sampai is null or berlaku_sampai > balale_today())) with check ('
            '(select balale_role()) in (''pengelola_data'', ''kepala_dinas'') '
            'and berlaku_sampai > balale_today() and berlaku_sampai > berlaku_mulai '
            'and balale_version_starts(%L, %s, berlaku_sampai))', t.tabel, t.jenis, t.objek);
        execute format(
            'create policy version_revoke on %1$I for update to balale_app using (false) '
            'with check (berlaku_mulai > balale_today() and berlaku_sampai = berlaku_mulai '
            'and balale_version_last(%2$L, %3$s, berlaku_mulai) '
            'and case (select balale_role()) when ''pengelola_data'' then %4$s '
            'else balale_second_revokes(%5$s, %3$s, berlaku_mulai) end)',
            t.tabel, t.jenis, t.objek, t.alone, t.draft);
        execute format(
            'create policy version_reopen on %1$I for update to balale_app using (false) '
            'with check ((select balale_role()) in (''pengelola_data'', ''kepala_dinas'') '
            'and berlaku_sampai is null and balale_version_reopens(%2$L, %3$s, berlaku_mulai))',
            t.tabel, t.jenis, t.objek);
    end loop;
end $$;

-- Parts of a version that has not begun.
grant insert on registry_kriteriabawaan, registry_tandakategori, registry_isian to balale_app;
do $$
declare
    t text;
begin
    foreach t in array array['registry_kriteriabawaan', 'registry_tandakategori'] loop
        execute format(
            'create policy part_add on %I for insert to balale_app with check (exists ('
            'select 1 from registry_kategoriversi v '
            'where v.id = kategori_versi_id and v.berlaku_mulai > balale_today() '
            'and ((select balale_role()) = ''pengelola_data'' '
            'or balale_second_may(''kategori'', v.kategori_id::text, v.berlaku_mulai))))', t);
    end loop;
end $$;
create policy part_add on registry_isian for insert to balale_app
    with check (
        exists (
            select 1 from registry_formulir f
             where f.id = formulir_id and f.berlaku_mulai > balale_today()
               and case (select balale_role())
                    when 'pengelola_data' then balale_keeps_sealed(formulir_id, kode, peka)
                    else balale_second_may(
                        case when f.kategori_id is null then 'lembar' else 'formulir' end,
                        coalesce(f.kategori_id::text, f.lembar), f.berlaku_mulai)
               end
        )
    );

-- Lists and their choices. A choice that opens the rahasia path is ended by a second person. A
-- version of a list is revoked choice by choice: what was to begin never does, what was to end
-- stays.
grant insert, update (berlaku_sampai) on registry_daftarkode, registry_kode to balale_app;
create policy list_revoke on registry_daftarkode for update to balale_app
    using ((select balale_role()) = 'pengelola_data' and berlaku_mulai > balale_today())
    with check (
        berlaku_sampai = berlaku_mulai
        and not exists (
            select 1 from registry_isian i join registry_formulir f on f.id = i.formulir_id
             where i.daftar_id = registry_daftarkode.id
               and (f.berlaku_sampai is null or f.berlaku_sampai > f.berlaku_mulai)
        )
    );
create policy list_add on registry_daftarkode for insert to balale_app
    with check (
        (select balale_role()) = 'pengelola_data' and berlaku_mulai > balale_today()
    );
create policy choice_add on registry_kode for insert to balale_app
    with check (
        berlaku_mulai > balale_today()
        and ((select balale_role()) = 'pengelola_data' or exists (
            select 1 from registry_daftarkode d
             where d.id = daftar_id
               and balale_second_may('daftar', d.kode::text, registry_kode.berlaku_mulai)
        ))
    );
create policy choice_end on registry_kode for update to balale_app
    using (
        (berlaku_sampai is null or berlaku_sampai > balale_today())
        and case (select balale_role())
            when 'pengelola_data' then not picu_rahasia
            when 'kepala_dinas' then true
            else false
        end
    )
    with check (
        berlaku_sampai > balale_today() and berlaku_sampai > berlaku_mulai
        and case (select balale_role())
            when 'pengelola_data' then not picu_rahasia
            when 'kepala_dinas' then exists (
                select 1 from registry_daftarkode d
                 where d.id = daftar_id
                   and balale_second_may('daftar', d.kode::text, registry_kode.berlaku_sampai)
            )
            else false
        end
    );

create policy choice_revoke on registry_kode for update to balale_app
    using (false)
    with check (
        berlaku_mulai > balale_today() and berlaku_sampai = berlaku_mulai
        and case (select balale_role())
            when 'pengelola_data' then not picu_rahasia
            when 'kepala_dinas' then exists (
                select 1 from registry_daftarkode d
                 where d.id = daftar_id
                   and balale_second_revokes('daftar', d.kode::text, registry_kode.berlaku_mulai)
            )
            else false
        end
    );
create policy choice_reopen on registry_kode for update to balale_app
    using (false)
    with check (
        berlaku_sampai is null
        and case (select balale_role())
            when 'pengelola_data' then not picu_rahasia
            when 'kepala_dinas' then exists (
                select 1 from registry_rancangan r join registry_daftarkode d on d.kode = r.objek
                 where d.id = daftar_id and r.jenis = 'daftar'
                   and balale_second_revokes('daftar', r.objek, r.berlaku_mulai)
            )
            else false
        end
    );

call balale_reference_wall('registry_pengumuman');
grant insert, update (berlaku_sampai) on registry_pengumuman to balale_app;
create policy notice_add on registry_pengumuman for insert to balale_app
    with check (
        (select balale_role()) = 'pengelola_data' and berlaku_mulai > balale_today()
        and dibuat_oleh_id = (select balale_user())
    );
create policy notice_end on registry_pengumuman for update to balale_app
    using (
        (select balale_role()) = 'pengelola_data'
        and (berlaku_sampai is null or berlaku_sampai > balale_today())
    )
    with check (
        (select balale_role()) = 'pengelola_data' and berlaku_sampai > balale_today()
        and berlaku_sampai >= berlaku_mulai
    );

-- Their history, added to by triggers alone.
do $$
declare
    t text;
begin
    foreach t in array array['registry_rancanganevent', 'registry_pengumumanevent'] loop
        call balale_wall(t);
        execute format('grant select, insert on %I to balale_app', t);
        execute format('grant usage on sequence %I to balale_app', t || '_pgh_id_seq');
        execute format(
            'create policy row_read on %I for select to balale_app '
            'using ((select balale_role()) = ''pengelola_data'')', t);
        execute format(
            'create policy row_add on %I for insert to balale_app with check ('
            'pg_trigger_depth() > 0 '
            'and (select balale_role()) in (''pengelola_data'', ''kepala_dinas''))', t);
    end loop;
end $$;

-- Two versions of one thing are never in force on the same day, whoever wrote them. Looked at
-- when the writer is done, as the old version ends after the new one was added.
create or replace function balale_one_version() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
declare
    is_double boolean;
begin
    execute format(
        'select exists (select 1 from %1$I a join %1$I b on a.%2$I = b.%2$I and a.id < b.id '
        'where a.%2$I::text = $1 '
        'and a.berlaku_mulai is distinct from a.berlaku_sampai '
        'and b.berlaku_mulai is distinct from b.berlaku_sampai '
        'and a.berlaku_mulai < coalesce(b.berlaku_sampai, ''infinity'') '
        'and b.berlaku_mulai < coalesce(a.berlaku_sampai, ''infinity''))',
        tg_table_name, tg_argv[0])
    into is_double using to_jsonb(new) ->> tg_argv[0];
    if is_double then
        raise exception 'two versions in force on one day' using errcode = '23P01';
    end if;
    return null;
end $$;
do $$
declare
    t record;
begin
    for t in select * from (values
        ('registry_kategoriversi', 'kategori_id'), ('registry_formulir', 'kategori_id'),
        ('registry_kopsurat', 'wilayah_kode')
    ) as v (tabel, objek)
    loop
        execute format('drop trigger if exists one_version on %I', t.tabel);
        execute format(
            'create constraint trigger one_version after insert or update on %I '
            'deferrable initially deferred for each row execute function balale_one_version(%L)',
            t.tabel, t.objek);
    end loop;
end $$;
-- A sheet of questions belongs to no category, so that its own name tells its versions apart.
drop trigger if exists one_version_sheet on registry_formulir;
create constraint trigger one_version_sheet after insert or update on registry_formulir
    deferrable initially deferred for each row when (new.lembar <> '')
    execute function balale_one_version('lembar');
