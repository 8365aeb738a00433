-- Categories, their forms, their lists of codes, and letterheads.
do $$
declare
    t text;
begin
    foreach t in array array[
        'registry_kriteriapasal5', 'registry_kategorippks', 'registry_kategoriversi',
        'registry_kriteriabawaan', 'registry_tandakategori', 'registry_daftarkode',
        'registry_kode', 'registry_formulir', 'registry_isian', 'registry_kopsurat',
        'registry_variabeldtsen'
    ] loop
        call balale_reference_wall(t);
    end loop;
end $$;

-- Rows about a subject. One rule of sight for all of them, in every room, and for their history:
--   biasa, terbatas: cleared for the level and inside the area;
--   rahasia: the unit's koordinator, or an account with case access to the subject now: of a
--     petugas for work or in an emergency, of the kepala dinas in an emergency alone.
-- It is the text of a condition, so that a policy holds it whole and a plan sees through it.
create or replace function balale_sight() returns text
    language sql immutable
    as $$ select $see$(
        (tingkat <> 'rahasia'
         and tingkat = any ((select balale_tingkat())::text[])
         and desa_kode = any ((select balale_desa())::text[]))
        or (tingkat = 'rahasia' and (
            ((select balale_role()) = 'koordinator_kasus' and unit = (select balale_unit()))
            or ((select balale_role()) in ('petugas_kasus', 'kepala_dinas') and subjek_id in (
                select c.subjek_id from access_caseaccess c
                 where c.user_id = (select balale_user())
                   and case (select balale_role())
                       when 'petugas_kasus' then c.unit = (select balale_unit())
                       else c.jenis = 'darurat'
                   end
                   and c.mulai_pada <= statement_timestamp()
                   and (c.sampai_pada is null or c.sampai_pada > statement_timestamp())
            ))
        ))
    )$see$ $$;
revoke all on function balale_sight() from public;

-- Who may write about a subject: whoever sees it, but a rahasia one only for assigned work. An
-- emergency opening is for reading.
create or replace function balale_duty() returns text
    language sql immutable
    as $$ select format($duty$(
        %s and (tingkat <> 'rahasia' or (select balale_role()) = 'koordinator_kasus'
            or subjek_id in (
                select c.subjek_id from access_caseaccess c
                 where c.user_id = (select balale_user()) and c.jenis = 'tugas'
                   and c.mulai_pada <= statement_timestamp()
                   and (c.sampai_pada is null or c.sampai_pada > statement_timestamp())
            ))
    )$duty$, balale_sight()) $$;
revoke all on function balale_duty() from public;

-- The wall of one such table: read by the rule of sight, added to where `p_added` is true.
-- A history table is added to by triggers alone, and brings the sequence of its own.
create or replace procedure balale_subject_wall(p_table text, p_added text)
    language plpgsql
    as $$
begin
    call balale_wall(p_table);
    execute format('grant select, insert on %I to balale_app', p_table);
    execute format('create policy row_read on %I for select to balale_app using %s',
                   p_table, balale_sight());
    if p_table like '%event' then
        p_added := format('pg_trigger_depth() > 0 and (%s)', p_added);
        execute format('grant usage on sequence %I to balale_app', p_table || '_pgh_id_seq');
    end if;
    execute format('create policy row_add on %I for insert to balale_app with check (%s)',
                   p_table, p_added);
end $$;
revoke all on procedure balale_subject_wall(text, text) from public;

-- True where another account proposed the refusal that the head of office signs: the newest that
-- stands. Asked of the owner, since a policy can't read the table it stands on.
create or replace function balale_may_sign(p_usulan uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce((
            select k.oleh_id <> balale_user() from registry_keputusan k
             where k.usulan_id = p_usulan and k.hasil = 'usul_tolak' and k.dibatalkan_pada is null
             order by k.pada desc limit 1
        ), false)
    $$;
revoke all on function balale_may_sign(uuid) from public;
grant execute on function balale_may_sign(uuid) to balale_app;

-- Writers are named per table, and so are the columns that ever change and the states a role
-- may leave behind: a job not done by a role on the screen can't be done in SQL either. A
-- rahasia row may be added by a writer of its village who can't read it back: there is no
-- policy of sight for him, so nothing is returned. A TKSK writes for the villages of its
-- kecamatan; it has no form for rahasia, but an answer that tells of violence makes such a row.
do $$
declare
    t record;
    add_open text;
    add_sealed text;
    works constant text := balale_duty();
    -- %1$s: roles that write open rows, %2$s: roles that write rahasia rows
    writes constant text := $write$(
        desa_kode = any ((select balale_desa())::text[])
        and (
            (tingkat <> 'rahasia' and (select balale_role()) = any (%1$L::text[]))
            or (tingkat = 'rahasia' and (select balale_role()) = any (%2$L::text[]))
        )
    )$write$;
    -- A new row is about a subject in sight; case staff add to the cases they see. Only a
    -- hand-in is about a subject out of its writer's sight.
    about constant text := $about$(
        case when tingkat = 'rahasia'
            then (select balale_role()) in ('operator_desa', 'tksk', 'sistem') or %2$s
            else exists (select 1 from registry_orang o where o.id = %1$I.subjek_id)
                or exists (select 1 from registry_keluarga k where k.id = %1$I.subjek_id)
                or exists (select 1 from registry_komunitas m where m.id = %1$I.subjek_id)
        end
    )$about$;
    is_subject constant text := $subject$(
        tingkat <> 'rahasia' or (select balale_role()) in ('operator_desa', 'tksk', 'sistem')
        or %2$s
    )$subject$;
    -- The level and the unit of an entry are its category's, as in force today.
    add_ppks constant text := $ppks$(
        case when (select balale_role()) in ('operator_desa', 'tksk') then
                status = case when tingkat = 'rahasia' then 'diajukan' else 'draf' end
            else true
        end
        and exists (
            select 1 from registry_kategoriversi v
             where v.kategori_id = registry_ppks.kategori_id
               and v.tingkat = registry_ppks.tingkat
               and (v.tingkat <> 'rahasia' or v.unit_penangan = registry_ppks.unit)
               and v.berlaku_mulai <= (now() at time zone 'Asia/Pontianak')::date
               and (v.berlaku_sampai is null
                    or v.berlaku_sampai > (now() at time zone 'Asia/Pontianak')::date)
        )
    )$ppks$;
    -- A file is of its entry's level at least, and stands at the entry's own person or family.
    add_berkas constant text := $berkas$(
        case when ppks_id is null then true else exists (
            select 1 from registry_ppks p
             where p.id = ppks_id and p.subjek_id = registry_berkas.subjek_id
               and (p.tingkat = 'biasa' or registry_berkas.tingkat = p.tingkat)
        ) end and coalesce(orang_id, keluarga_id) = subjek_id and diakhiri_pada is null
    )$berkas$;
    add_usulan constant text := $usulan$(
        diusulkan_oleh_id = (select balale_user())
        and ((select balale_role()) = 'sistem' or status = case
            when tingkat = 'rahasia' then 'menunggu_verifikasi' else 'menunggu_kepala_desa' end)
    )$usulan$;
    -- A decision is its writer's own step, on another's proposal.
    add_keputusan constant text := $keputusan$(
        oleh_id = (select balale_user()) and sebagai = (select balale_role())
        and ((select balale_role()) = 'sistem' or (
            langkah = case (select balale_role())
                when 'kepala_desa' then 'kepala_desa'
                when 'verifikator' then 'verifikasi'
                when 'kepala_dinas' then case when langkah = 'penolakan' then langkah
                    else 'penetapan' end
                when 'koordinator_kasus' then 'pengesahan'
            end
            and exists (
                select 1 from registry_usulan u
                 where u.id = usulan_id and u.diusulkan_oleh_id <> (select balale_user())
            )
            and (langkah <> 'penolakan' or balale_may_sign(usulan_id))
        ))
    )$keputusan$;
    -- A refusal has two signatures: the head of office signs what another account proposed.
    ppks_refusal constant text := $refusal$(
        (select balale_role()) <> 'kepala_dinas' or status = 'aktif' or exists (
            select 1 from registry_usulan u
             where u.ppks_id = registry_ppks.id and balale_may_sign(u.id)
        )
    )$refusal$;
    usulan_refusal constant text := $refusal$(case (select balale_role())
        when 'verifikator' then status <> 'ditolak' or jenis in ('perubahan', 'keluar')
        when 'kepala_dinas' then balale_may_sign(id)
        else true
    end)$refusal$;
    ppks_before constant text := $states$(
        status = any (case (select balale_role())
            when 'operator_desa' then '{draf,dikembalikan}'
            when 'tksk' then '{draf,dikembalikan}'
            when 'kepala_desa' then '{draf,diajukan,dikembalikan}'
            when 'kepala_dinas' then '{diverifikasi,diajukan,ditolak}'
            when 'petugas_kasus' then '{diajukan,dikembalikan}'
            else '{diajukan,dikembalikan,ditolak,diverifikasi,aktif,perlu_pemutakhiran,ditangguhkan}'
        end::text[])
    )$states$;
    ppks_after constant text := $states$(
        status = any (case (select balale_role())
            when 'operator_desa' then '{draf,dikembalikan}'
            when 'tksk' then '{draf,dikembalikan}'
            when 'kepala_desa' then '{draf,diajukan,dikembalikan}'
            when 'kepala_dinas' then '{aktif,diajukan,ditolak}'
            when 'verifikator' then
                '{diajukan,dikembalikan,diverifikasi,perlu_pemutakhiran,ditangguhkan,keluar}'
            when 'petugas_kasus' then '{diajukan,dikembalikan}'
            when 'koordinator_kasus' then
                '{diajukan,dikembalikan,ditolak,diverifikasi,aktif,perlu_pemutakhiran,'
                'ditangguhkan,keluar}'
            else '{diajukan,dikembalikan,ditolak,diverifikasi,perlu_pemutakhiran,ditangguhkan,keluar}'
        end::text[])
    )$states$;
    usulan_states constant text := $states$(
        status = any (case (select balale_role())
            when 'kepala_desa' then '{menunggu_kepala_desa,menunggu_verifikasi,dikembalikan}'
            when 'kepala_dinas' then '{menunggu_penolakan,menunggu_verifikasi,ditolak}'
            else '{menunggu_verifikasi,menunggu_penolakan,dikembalikan,diterapkan,ditolak}'
        end::text[])
    )$states$;
    -- A verified identity is changed by the office alone, as an accepted proposal; what stands
    -- beside it is a job of its own (walls_change.sql).
    unverified constant text := $orang$(
        (select balale_role()) not in ('operator_desa', 'tksk')
        or (terverifikasi_pada is null and exists (
            select 1 from registry_orangevent e
             where e.pgh_obj_id = registry_orang.id and e.versi = registry_orang.versi - 1
               and e.terverifikasi_pada is null))
    )$orang$;
    change_sealed constant text := '{koordinator_kasus,petugas_kasus}';
    change_open text;
    columns text;
begin
    for t in
        select * from (values
            ('registry_orang', '{operator_desa,tksk,sistem}', '{operator_desa,tksk,verifikator}',
             '*', is_subject, 'true', unverified),
            ('registry_namalain', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             '*', about, 'true', 'true'),
            ('registry_pemberitahuan', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             '*', about, 'true', 'true'),
            ('registry_keluarga', '{operator_desa,tksk,sistem}', '{operator_desa,tksk,verifikator}',
             '*', is_subject, 'true', 'true'),
            ('registry_anggotakeluarga', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'hubungan,mulai,sampai,alasan_keluar', about, 'true', 'true'),
            ('registry_alamat', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             '*', about, 'true', 'true'),
            ('registry_ppks', '{operator_desa,tksk,sistem}',
             '{operator_desa,tksk,kepala_desa,verifikator,kepala_dinas}',
             '*', about || ' and ' || add_ppks, ppks_before,
             ppks_after || ' and ' || ppks_refusal),
            ('registry_ppkskriteria', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'is_berlaku', about, 'true', 'true'),
            ('registry_ppkstanda', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'is_berlaku', about, 'true', 'true'),
            ('registry_jawaban', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'is_berlaku', about, 'true', 'true'),
            ('registry_komunitas', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'nama,dusun', is_subject, 'true', 'true'),
            ('registry_hitungankomunitas', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'sampai', about, 'true', 'true'),
            ('registry_anggotakomunitas', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'sampai', about, 'true', 'true'),
            ('registry_kebutuhan', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'berat,dipenuhi_pada,is_berlaku', about, 'true', 'true'),
            ('registry_pendataan', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'sampai', about, 'true', 'true'),
            ('registry_jawabanpendataan', '{operator_desa,tksk,sistem}', '{}',
             '', about, 'true', 'true'),
            ('registry_berkas', '{operator_desa,tksk,sistem}', '{operator_desa,tksk}',
             'diakhiri_pada,alasan_akhir', about || ' and ' || add_berkas, 'true', 'true'),
            ('registry_usulan', '{operator_desa,tksk,sistem}',
             '{kepala_desa,verifikator,kepala_dinas}',
             'status,menunggu_sejak', about || ' and ' || add_usulan,
             usulan_states || ' and diusulkan_oleh_id <> (select balale_user())',
             usulan_states || ' and ' || usulan_refusal),
            ('registry_usulankolom', '{operator_desa,tksk,sistem}', '{}',
             '', about, 'true', 'true'),
            ('registry_keputusan', '{kepala_desa,verifikator,kepala_dinas,sistem}',
             '{kepala_desa,verifikator,kepala_dinas}',
             'dibatalkan_pada', about || ' and ' || add_keputusan,
             'oleh_id = (select balale_user())', 'oleh_id = (select balale_user())')
        ) as v (tabel, adds, changes, kolom, added, before, after)
    loop
        add_open := t.adds;
        add_sealed := case t.tabel when 'registry_keputusan' then '{koordinator_kasus}'
            else '{operator_desa,tksk,koordinator_kasus,petugas_kasus,sistem}' end;
        change_open := t.changes;
        call balale_subject_wall(t.tabel, format(
            '%s and %s and %s', format(writes, add_open, add_sealed),
            'dibuat_oleh_id = (select balale_user())', format(t.added, t.tabel, works)));
        if t.kolom <> '' then
            select string_agg(quote_ident(a.attname), ', ') into columns
              from pg_attribute a
             where a.attrelid = t.tabel::regclass and a.attnum > 0 and not a.attisdropped
               and (a.attname in ('versi', 'diubah_oleh_id', 'diubah_pada')
                    or a.attname = any (string_to_array(t.kolom, ','))
                    or (t.kolom = '*' and a.attname not in (
                        'id', 'subjek_id', 'desa_kode', 'tingkat', 'unit', 'dibuat_oleh_id',
                        'dibuat_pada', 'orang_id', 'keluarga_id', 'komunitas_id', 'kategori_id', 'formulir_id',
                        'jalur', 'sumber')));
            execute format('grant update (%s) on %I to balale_app', columns, t.tabel);
            execute format(
                'create policy row_change on %I for update to balale_app '
                'using (%s and %s and %s) '
                'with check (%s and diubah_oleh_id = (select balale_user()) and %s)',
                t.tabel, works, format(writes, change_open, change_sealed), t.before,
                format(writes, change_open, change_sealed), t.after);
        end if;

        call balale_subject_wall(t.tabel || 'event', format(
            '%s and diubah_oleh_id = (select balale_user())',
            format(writes, '{operator_desa,tksk,kepala_desa,verifikator,kepala_dinas,sistem}',
                   '{operator_desa,tksk,koordinator_kasus,petugas_kasus,sistem}')));
    end loop;
end $$;

-- The content of a file comes with its row, under the same identifier, and never changes.
call balale_subject_wall('registry_berkasisi', $add$(
    dibuat_oleh_id = (select balale_user())
    and (select balale_role()) in ('operator_desa', 'tksk', 'sistem')
    and exists (
        select 1 from registry_berkas b
         where b.id = registry_berkasisi.id and b.subjek_id = registry_berkasisi.subjek_id
           and b.desa_kode = registry_berkasisi.desa_kode
           and b.tingkat = registry_berkasisi.tingkat
           and b.dibuat_oleh_id = registry_berkasisi.dibuat_oleh_id
    )
)$add$);

-- Data keys follow their subjects. The checks of sight are the tables' own; a key says what
-- it was made for, so that a row of another kind with the same id opens nothing.
create policy key_read on access_subjectkey for select to balale_app
    using (case jenis
        when 'orang' then
            exists (select 1 from registry_orang o where o.id = access_subjectkey.subjek_id)
        when 'keluarga' then
            exists (select 1 from registry_keluarga k where k.id = access_subjectkey.subjek_id)
        when 'kat' then
            exists (select 1 from registry_komunitas m where m.id = access_subjectkey.subjek_id)
        when 'draf' then
            exists (select 1 from registry_draf d where d.id = access_subjectkey.subjek_id)
        else false
    end);

-- A case is opened by its own unit's coordinator, to a petugas of that unit. Asked of the
-- owner, since sight of a case is itself judged by who it was opened to.
create or replace function balale_may_open_case(p_subjek uuid, p_user uuid, p_unit text)
    returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce(balale_role() = 'koordinator_kasus' and p_unit = balale_unit(), false)
           and exists (
                select 1 from registry_orang o
                 where o.id = p_subjek and o.tingkat = 'rahasia' and o.unit = p_unit
           )
           and exists (
                select 1 from access_assignment a
                 where a.user_id = p_user and a.role = 'petugas_kasus' and a.unit = p_unit
           )
    $$;
revoke all on function balale_may_open_case(uuid, uuid, text) from public;
grant execute on function balale_may_open_case(uuid, uuid, text) to balale_app;
create policy case_access_add on access_caseaccess for insert to balale_app
    with check (
        jenis = 'tugas' and dibuat_oleh_id = (select balale_user())
        and balale_may_open_case(subjek_id, user_id, unit)
    );

-- A draft belongs to the account that types it.
call balale_wall('registry_draf');
grant select, insert on registry_draf to balale_app;
grant update (isi_sandi, judul_sandi, langkah, versi, diubah_pada, selesai_pada, dibuang_pada)
    on registry_draf to balale_app;
create policy draf_own on registry_draf for select to balale_app
    using (user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[]));
create policy draf_add on registry_draf for insert to balale_app
    with check (
        user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[])
        and (select balale_role()) in ('operator_desa', 'tksk') and subjek_id = id
    );
create policy draf_change on registry_draf for update to balale_app
    using (user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[]))
    with check (
        user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[])
    );

-- An operator hands over: the named open drafts of a village go to another operator of it, or,
-- those that must not be handed on, end emptied. The admin teknis reads none of them.
create or replace function balale_hand_over_drafts(
    p_from uuid, p_to uuid, p_desa text, p_move uuid[], p_drop uuid[], p_now timestamptz
) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    if balale_role() is distinct from 'admin_teknis' or p_from = p_to or 2 <> (
        select count(distinct a.user_id) from access_assignment a
         where a.user_id in (p_from, p_to) and a.role = 'operator_desa'
           and a.wilayah_kode = p_desa and a.mulai <= balale_today()
           and (a.sampai is null or a.sampai > balale_today())
    ) then
        raise insufficient_privilege;
    end if;
    update registry_draf set user_id = p_to, versi = versi + 1
     where user_id = p_from and desa_kode = p_desa and id = any (p_move)
       and selesai_pada is null and dibuang_pada is null;
    update registry_draf set isi_sandi = null, judul_sandi = null, versi = versi + 1,
           selesai_pada = p_now, dibuang_pada = p_now
     where user_id = p_from and desa_kode = p_desa and id = any (p_drop)
       and selesai_pada is null;
end $$;
revoke all on function balale_hand_over_drafts(uuid, uuid, text, uuid[], uuid[], timestamptz)
    from public;
grant execute on function balale_hand_over_drafts(uuid, uuid, text, uuid[], uuid[], timestamptz)
    to balale_app;

create sequence if not exists registry_nomor_sementara_seq;
grant usage on sequence registry_nomor_sementara_seq to balale_app;

-- The camat's list (security guide §1: biasa, masked). It reads no row itself: names leave as
-- initials, without number, address, age or sex. One of a family goes by the member who heads it.
create or replace function balale_list_masked(p_desa text, p_after uuid, p_limit integer)
    returns table (
        id uuid, nama text, desa_kode text, kategori integer, is_keluarga boolean, status text
    )
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select p.id,
               (select string_agg(upper(left(word, 1)) || '•••', ' ' order by at)
                  from regexp_split_to_table(btrim(coalesce(w.nama, m.nama)), '\s+') with ordinality as n(word, at)),
               p.desa_kode, p.kategori_id::integer, p.keluarga_id is not null, p.status
          from registry_ppks p
          left join lateral (
              select o.nama from registry_orang o
               where o.tingkat = 'biasa' and o.id = coalesce(p.orang_id, (
                   select a.orang_id from registry_anggotakeluarga a
                    where a.keluarga_id = p.keluarga_id and a.sampai is null
                    order by a.hubungan <> '1', a.mulai, a.id limit 1
               ))
          ) w on true
          left join registry_komunitas m on m.id = p.komunitas_id
         where balale_role() = 'camat' and p.tingkat = 'biasa'
           and p.desa_kode = any (balale_desa())
           and (p_desa = '' or p.desa_kode = p_desa)
           and p.status in (
               'diajukan', 'dikembalikan', 'diverifikasi', 'aktif', 'perlu_pemutakhiran'
           )
           and (p_after is null or p.id < p_after)
         order by p.id desc
         limit least(p_limit, 100)
    $$;
revoke all on function balale_list_masked(text, uuid, integer) from public;
grant execute on function balale_list_masked(text, uuid, integer) to balale_app;

-- What the auditor may ask of records, without seeing one. `related`: the ids that the trail
-- knows a record by (its subject, entries, proposals, acts, visits; the subject first), for a whole
-- id or for the beginning of one.
create or replace function balale_audit_related(p_from uuid, p_to uuid) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$
        with subjek as (
            select p.subjek_id from registry_ppks p where p.id between p_from and p_to
            union select o.id from registry_orang o where o.id between p_from and p_to
            union select k.id from registry_keluarga k where k.id between p_from and p_to
            union select u.subjek_id from registry_usulan u where u.id between p_from and p_to
            union select k.subjek_id from registry_keputusan k where k.id between p_from and p_to
            union select p.subjek_id from registry_perubahan p where p.id between p_from and p_to
            union select p.subjek_id from registry_pendataan p where p.id between p_from and p_to
        ), entri as (
            select p.id from registry_ppks p
             where p.orang_id in (select s.subjek_id from subjek s)
                or p.keluarga_id in (select s.subjek_id from subjek s)
        ), usulan as (
            select u.id from registry_usulan u
             where u.ppks_id in (select e.id from entri e)
                or u.orang_id in (select s.subjek_id from subjek s)
        )
        select a.id from (
            select s.subjek_id as id, 0 as urutan from subjek s
            union select e.id, 1 from entri e
            union select u.id, 2 from usulan u
            union select k.id, 3 from registry_keputusan k
                   where k.usulan_id in (select u.id from usulan u)
            union select p.id, 4 from registry_perubahan p
                   where p.orang_id in (select s.subjek_id from subjek s)
                      or p.keluarga_id in (select s.subjek_id from subjek s)
            union select p.id, 5 from registry_pendataan p
                   where p.orang_id in (select s.subjek_id from subjek s)
                      or p.keluarga_id in (select s.subjek_id from subjek s)
        ) a where balale_role() = 'auditor' order by a.urutan, a.id limit 1000
    $$;

-- `sample`: biasa entries as they stood at a moment, in an order that the seed alone decides,
-- so the same question always has the same answer. Names leave masked.
create or replace function balale_audit_sample(
    p_seed text, p_until timestamptz, p_area text, p_kategori integer, p_limit integer
)
    returns table (
        ppks_id uuid, subjek_id uuid, desa_kode varchar, kategori_id integer, status varchar,
        nama text, jenis_kelamin varchar, tahun_lahir integer
    )
    language sql stable security definer set search_path = public, pg_temp
    as $$
        with drawn as (
            select e.pgh_id, sha256(convert_to(p_seed || '|' || e.id, 'UTF8')) as urutan
              from registry_ppksevent e
             where balale_role() = 'auditor' and e.pgh_created_at < p_until
               and e.tingkat = 'biasa' and e.status <> 'draf'
               and (p_kategori is null or e.kategori_id = p_kategori)
               and (p_area = '' or e.desa_kode = p_area or starts_with(e.desa_kode, p_area || '.'))
               and not exists (
                    select 1 from registry_ppksevent l
                     where l.pgh_obj_id = e.pgh_obj_id and l.pgh_id > e.pgh_id
                       and l.pgh_created_at < p_until
               )
             order by urutan, e.id
             limit least(p_limit, 200)
        )
        select d.id, d.subjek_id, d.desa_kode, d.kategori_id, d.status,
               coalesce((select string_agg(upper(left(w.kata, 1)) || '•••', ' ' order by w.nomor)
                  from regexp_split_to_table(o.nama, '\s+') with ordinality w(kata, nomor)
                 where w.kata <> ''), ''),
               coalesce(o.jenis_kelamin, ''), extract(year from o.tanggal_lahir)::integer
          from drawn n join registry_ppksevent d on d.pgh_id = n.pgh_id
          left join lateral (
              select v.nama, v.jenis_kelamin, v.tanggal_lahir from registry_orangevent v
               where v.pgh_obj_id = d.orang_id and v.tingkat = 'biasa'
                 and v.pgh_created_at < p_until
               order by v.pgh_id desc limit 1
          ) o on true
         order by n.urutan, d.id
    $$;

do $$
declare
    f text;
begin
    foreach f in array array[
        'balale_audit_related(uuid, uuid)',
        'balale_audit_sample(text, timestamptz, text, integer, integer)'
    ] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to balale_app', f);
    end loop;
end $$;

-- History can't be switched off: the library's own switch (a setting any session could make)
-- always answers no. It also costs an exception a row while the setting is unset.
create or replace function _pgtrigger_should_ignore(trigger_name name) returns boolean
    language sql immutable parallel safe
    as $$ select false $$;

-- Villages with a record, for whoever follows them up: the village alone, and never by a rahasia
-- row, whose existence is a secret.
create or replace function balale_villages_with_records(p_desa text[]) returns setof text
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select d.kode from wilayah_desa d
         where d.kode = any (p_desa)
           and (balale_role() = 'admin_teknis'
                or (balale_role() = 'camat' and d.kode = any (balale_desa())))
           and exists (
                select 1 from registry_ppks p
                 where p.desa_kode = d.kode and p.tingkat in ('biasa', 'terbatas')
           )
    $$;
revoke all on function balale_villages_with_records(text[]) from public;
grant execute on function balale_villages_with_records(text[]) to balale_app;
