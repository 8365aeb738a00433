-- Reference data: read by everybody at work, changed by the owner's loader only.
do $$
declare
    t text;
begin
    foreach t in array array[
        'registry_kriteriapasal5', 'registry_kategorippks', 'registry_kategoriversi',
        'registry_kriteriabawaan', 'registry_tandakategori', 'registry_daftarkode',
        'registry_kode', 'registry_formulir', 'registry_isian'
    ] loop
        call balale_wall(t);
        execute format('grant select on %I to balale_app', t);
        execute format(
            'create policy reference_read on %I for select to balale_app '
            'using ((select balale_user()) is not null)', t);
    end loop;
end $$;

-- Rows about a subject. One rule of sight for all of them, and for their history:
--   biasa, terbatas: cleared for the level and inside the area;
--   rahasia: the unit's koordinator, or an account with case access to the subject today.
-- Writers are named per table. A rahasia row may be added by a writer of its village who
-- can't read it back: there is no policy of sight for him, so nothing is returned.
do $$
declare
    t record;
    kind text;
    sees constant text := $see$(
        (tingkat <> 'rahasia'
         and tingkat = any ((select balale_tingkat())::text[])
         and desa_kode = any ((select balale_desa())::text[]))
        or (tingkat = 'rahasia' and (
            ((select balale_role()) = 'koordinator_kasus' and unit = (select balale_unit()))
            or ((select balale_role()) = 'petugas_kasus' and subjek_id in (
                select c.subjek_id from access_caseaccess c
                 where c.user_id = (select balale_user())
                   and c.mulai_pada <= statement_timestamp()
                   and (c.sampai_pada is null or c.sampai_pada > statement_timestamp())
            ))
        ))
    )$see$;
    -- %1$s: roles that write open rows, %2$s: roles that write rahasia rows
    writes constant text := $write$(
        desa_kode = any ((select balale_desa())::text[])
        and (
            (tingkat <> 'rahasia' and (select balale_role()) = any (%1$L::text[]))
            or (tingkat = 'rahasia' and (select balale_role()) = any (%2$L::text[]))
        )
    )$write$;
    add_open text;
    add_sealed text;
    change_open text;
    change_sealed constant text := '{koordinator_kasus,petugas_kasus}';
begin
    add_sealed := '{operator_desa,koordinator_kasus,petugas_kasus,sistem}';
    for t in
        select * from (values
            ('registry_orang', '{operator_desa,sistem}', '{operator_desa,verifikator}'),
            ('registry_namalain', '{operator_desa,sistem}', '{operator_desa}'),
            ('registry_pemberitahuan', '{operator_desa,sistem}', '{operator_desa}'),
            ('registry_keluarga', '{operator_desa,sistem}', '{operator_desa,verifikator}'),
            ('registry_anggotakeluarga', '{operator_desa,sistem}', '{operator_desa}'),
            ('registry_alamat', '{operator_desa,sistem}', '{operator_desa}'),
            ('registry_ppks', '{operator_desa,sistem}',
             '{operator_desa,kepala_desa,verifikator,kepala_dinas}'),
            ('registry_ppkskriteria', '{operator_desa,sistem}', '{operator_desa}'),
            ('registry_ppkstanda', '{operator_desa,sistem}', '{operator_desa}'),
            ('registry_jawaban', '{operator_desa,sistem}', '{operator_desa}'),
            ('registry_usulan', '{operator_desa,sistem}',
             '{kepala_desa,verifikator}'),
            ('registry_usulankolom', '{operator_desa,sistem}', '{}'),
            ('registry_keputusan', '{kepala_desa,verifikator,kepala_dinas,sistem}',
             '{kepala_desa,verifikator}')
        ) as v (tabel, adds, changes)
    loop
        call balale_wall(t.tabel);
        execute format('grant select, insert, update on %I to balale_app', t.tabel);
        add_open := t.adds;
        change_open := t.changes;
        execute format('create policy row_read on %I for select to balale_app using %s',
                       t.tabel, sees);
        execute format(
            'create policy row_add on %I for insert to balale_app with check (%s and %s)',
            t.tabel, format(writes, add_open, add_sealed),
            'dibuat_oleh_id = (select balale_user())');
        execute format(
            'create policy row_change on %I for update to balale_app using (%s and %s) '
            'with check (%s and diubah_oleh_id = (select balale_user()))',
            t.tabel, sees, format(writes, change_open, change_sealed),
            format(writes, change_open, change_sealed));

        kind := t.tabel || 'event';
        call balale_wall(kind);
        execute format('grant select, insert on %I to balale_app', kind);
        execute format('create policy row_read on %I for select to balale_app using %s',
                       kind, sees);
        execute format(
            'create policy row_add on %I for insert to balale_app '
            'with check (%s and diubah_oleh_id = (select balale_user()))',
            kind, format(writes, '{operator_desa,kepala_desa,verifikator,kepala_dinas,sistem}',
                         add_sealed));
        execute format('grant usage on sequence %I to balale_app', kind || '_pgh_id_seq');
    end loop;
end $$;

-- Data keys follow their subjects. The checks of sight are the tables' own.
create policy key_read on access_subjectkey for select to balale_app
    using (
        exists (select 1 from registry_orang o where o.id = access_subjectkey.subjek_id)
        or exists (select 1 from registry_keluarga k where k.id = access_subjectkey.subjek_id)
        or exists (select 1 from registry_draf d where d.subjek_id = access_subjectkey.subjek_id)
    );

-- A draft belongs to the account that types it.
call balale_wall('registry_draf');
grant select, insert, update on registry_draf to balale_app;
create policy draf_own on registry_draf for select to balale_app
    using (user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[]));
create policy draf_add on registry_draf for insert to balale_app
    with check (
        user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[])
        and (select balale_role()) = 'operator_desa'
    );
create policy draf_change on registry_draf for update to balale_app
    using (user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[]))
    with check (
        user_id = (select balale_user()) and desa_kode = any ((select balale_desa())::text[])
    );

create sequence if not exists registry_nomor_sementara_seq;
grant usage on sequence registry_nomor_sementara_seq to balale_app;

-- Search. `ILIKE` and `%` are not leakproof and would lose their index under a policy, so the
-- function runs as the owner and repeats the scope itself. Ranking is exact: every row in
-- scope that matches is scored before the cut.
create index if not exists orang_nama_trgm on registry_orang
    using gin (nama_kunci gin_trgm_ops) where tingkat = 'biasa';
create index if not exists namalain_trgm on registry_namalain
    using gin (nama_kunci gin_trgm_ops) where tingkat = 'biasa';

create or replace function balale_search_orang(p_key text, p_limit integer)
    returns table (orang_id uuid, score real)
    language sql stable security definer set search_path = public, pg_temp
    set pg_trgm.word_similarity_threshold = 0.45
    as $$
        with hits as (
            select o.id, word_similarity(p_key, o.nama_kunci) as score, o.nama_kunci
              from registry_orang o
             where o.tingkat = 'biasa' and 'biasa' = any (balale_tingkat())
               and o.desa_kode = any (balale_desa())
               and (p_key <% o.nama_kunci or o.nama_kunci like '%' || p_key || '%')
            union all
            select n.orang_id, word_similarity(p_key, n.nama_kunci), n.nama_kunci
              from registry_namalain n
             where n.tingkat = 'biasa' and 'biasa' = any (balale_tingkat())
               and n.desa_kode = any (balale_desa())
               and (p_key <% n.nama_kunci or n.nama_kunci like '%' || p_key || '%')
        )
        select id, max(score) as score from hits
         group by id
         order by max(score) desc, min(length(nama_kunci)), min(nama_kunci), id
         limit p_limit
    $$;
revoke all on function balale_search_orang(text, integer) from public;
grant execute on function balale_search_orang(text, integer) to balale_app;

-- History can't be switched off: the library's own switch (a setting any session could make)
-- always answers no. It also costs an exception a row while the setting is unset.
create or replace function _pgtrigger_should_ignore(trigger_name name) returns boolean
    language sql immutable parallel safe
    as $$ select false $$;
