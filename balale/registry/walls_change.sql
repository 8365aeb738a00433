-- Changing what is known already. Each policy here adds one job to a table whose own wall stands
-- in walls.sql: what a village proposes, what the office writes as an applied proposal, and acts
-- that are kept so that they can be taken back.

-- The start of every policy of this file: the role's own rows in sight, written in its own name.
drop function if exists balale_change_wall(text);
create or replace function balale_change_wall(p_roles text[]) returns text
    language sql immutable
    as $$ select format(
        '%s and tingkat <> ''rahasia'' and (select balale_role()) = any (%L::text[]) '
        'and desa_kode = any ((select balale_desa())::text[])', balale_sight(), p_roles) $$;
revoke all on function balale_change_wall(text[]) from public;
-- Who changes what a village knows: its operator, and the TKSK who helps the operators.
create or replace function balale_village_roles() returns text[]
    language sql immutable as $$ select array['operator_desa', 'tksk'] $$;
revoke all on function balale_village_roles() from public;

do $$
declare
    t text;
    village constant text := balale_change_wall(balale_village_roles());
    office constant text := balale_change_wall('{verifikator}');
    added constant text := ' and dibuat_oleh_id = (select balale_user())';
    changed constant text := ' and diubah_oleh_id = (select balale_user())';
    -- Details of an entry that stands are written by the office only as an applied proposal.
    proposal constant text := ' and exists (
        select 1 from registry_usulan u
         where u.ppks_id = %1$I.ppks_id and u.jenis = ''perubahan''
           and u.status = ''diterapkan'' and u.diubah_oleh_id = (select balale_user()))';
begin
    -- A change, and that an entry ends, go from the village straight to the office.
    execute format(
        'create policy change_add on registry_usulan for insert to balale_app with check (
            %s and jenis in (''perubahan'', ''keluar'') and status = ''menunggu_verifikasi''
            and diusulkan_oleh_id = (select balale_user())
            and exists (select 1 from registry_orang o where o.id = orang_id))',
        village || added);
    execute format(
        'create policy change_withdraw on registry_usulan for update to balale_app
            using (%s and jenis in (''perubahan'', ''keluar'') and status = ''menunggu_verifikasi'')
            with check (%s and status = ''dibatalkan'')',
        village, village || changed);
    -- An accepted change that is taken back waits again.
    foreach t in array array['registry_ppkskriteria', 'registry_ppkstanda', 'registry_jawaban']
    loop
        execute format('create policy change_add on %I for insert to balale_app with check (%s)',
                       t, office || added || format(proposal, t));
        execute format(
            'create policy change_by_proposal on %I for update to balale_app '
            'using (%s) with check (%s)',
            t, office || format(proposal, t), office || changed);
    end loop;
    -- What runs may be changed and still run, and what ended by mistake runs again; only the head
    -- of office makes a new entry run.
    execute format(
        'create policy change_running on registry_ppks for update to balale_app
            using (%s and status in (''aktif'', ''keluar''))
            with check (%s and status = ''aktif'' and exists (
                select 1 from registry_ppksevent e
                 where e.pgh_obj_id = registry_ppks.id and e.versi = registry_ppks.versi - 1
                   and e.status in (''aktif'', ''perlu_pemutakhiran'', ''ditangguhkan'', ''keluar'')))',
        office, office || changed);
    -- A fact beside the identity, such as a death, leaves a verified identity verified.
    execute format(
        'create policy change_beside on registry_orang for update to balale_app
            using (%s)
            with check (%s and exists (
                select 1 from registry_orangevent e
                 where e.pgh_obj_id = registry_orang.id and e.versi = registry_orang.versi - 1
                   and (e.nama, e.nik_indeks, e.jenis_kelamin, e.tanggal_lahir,
                        e.presisi_tgl_lahir, e.tempat_lahir, e.terverifikasi_pada,
                        e.terverifikasi_oleh_id) is not distinct from
                       (registry_orang.nama, registry_orang.nik_indeks,
                        registry_orang.jenis_kelamin, registry_orang.tanggal_lahir,
                        registry_orang.presisi_tgl_lahir, registry_orang.tempat_lahir,
                        registry_orang.terverifikasi_pada, registry_orang.terverifikasi_oleh_id)))',
        village, village || changed);

    -- Acts. Taken back by the village they belong to, or by the verifier who did them.
    call balale_subject_wall('registry_perubahan', format(
        '((%s) or (%s)) %s and exists (select 1 from registry_orang o where o.id = subjek_id)
         or (%s) %s and exists (select 1 from registry_keluarga k where k.id = subjek_id)',
        village, office, added, village, added));
    grant update (dibatalkan_pada, versi, diubah_oleh_id, diubah_pada)
        on registry_perubahan to balale_app;
    execute format(
        'create policy row_change on registry_perubahan for update to balale_app
            using (dibatalkan_pada is null and (%s
                or %s and dibuat_oleh_id = (select balale_user())))
            with check (dibatalkan_pada is not null and (%s or %s) %s)',
        village, office, village, office, changed);
    call balale_subject_wall('registry_perubahanevent', format(
        '((%s) or (%s)) and diubah_oleh_id = (select balale_user())', village, office));
end $$;

-- The count of how complete an entry is follows from what is stored. It is written after an edit
-- also where the editor may not write the entry; nothing else of the row changes, nor its version.
create or replace function balale_set_kelengkapan(p_ppks uuid, p_jumlah integer) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    if (balale_role() = any (balale_village_roles() || 'verifikator'::text)) is not true
       or p_jumlah not between 0 and 8 then
        raise insufficient_privilege;
    end if;
    update registry_ppks set kelengkapan = p_jumlah
     where id = p_ppks and tingkat <> 'rahasia' and tingkat = any (balale_tingkat())
       and desa_kode = any (balale_desa()) and kelengkapan <> p_jumlah;
end $$;
revoke all on function balale_set_kelengkapan(uuid, integer) from public;
grant execute on function balale_set_kelengkapan(uuid, integer) to balale_app;
