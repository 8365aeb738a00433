-- What the nightly review needs of entries, and no more: the system account sees those that are
-- aktif or due, and may move one from aktif to due when its date has come. Persons, families
-- and keys of rahasia entries stay out of its sight.
create policy review_read on registry_ppks for select to balale_app
    using (
        (select balale_role()) = 'sistem' and (select balale_user()) = balale_system_user()
        and status in ('aktif', 'perlu_pemutakhiran')
    );
create policy review_change on registry_ppks for update to balale_app
    using (
        (select balale_role()) = 'sistem' and (select balale_user()) = balale_system_user()
        and status = 'aktif'
        and tinjau_berikut <= (now() at time zone 'Asia/Pontianak')::date
    )
    with check (
        (select balale_role()) = 'sistem' and (select balale_user()) = balale_system_user()
        and status = 'perlu_pemutakhiran' and diubah_oleh_id = (select balale_user())
    );

-- How much reference data there is, told without a context.
create or replace function balale_reference_counts() returns table (name text, rows bigint)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select 'kecamatan', count(*) from wilayah_kecamatan
        union all select 'desa', count(*) from wilayah_desa
        union all select 'kategori', count(distinct v.kategori_id) from registry_kategoriversi v
        union all select 'formulir', count(distinct f.kategori_id) from registry_formulir f
    $$;
revoke all on function balale_reference_counts() from public;
grant execute on function balale_reference_counts() to balale_app;
