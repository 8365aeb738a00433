-- Case notes: the registry's rule of sight, since they are rows about a subject. A note is only
-- added. A hand-in writes its first note and can't read it back; case staff write about
-- the cases they see.
do $$
declare
    adds constant text := format($add$(
        tingkat = 'rahasia'
        and desa_kode = any ((select balale_desa())::text[])
        and dibuat_oleh_id = (select balale_user())
        and diubah_oleh_id = (select balale_user())
        and (
            (jenis = 'laporan' and (select balale_role()) in ('operator_desa', 'sistem'))
            or (jenis <> 'laporan' and %s)
        )
    )$add$, balale_duty());
begin
    call balale_subject_wall('cases_catatankasus', adds);
    call balale_subject_wall('cases_catatankasusevent', adds);
end $$;

-- Few among many: the queue and the own cases are found without reading every entry.
create index if not exists ppks_rahasia_unit on registry_ppks (unit, diajukan_pada)
    where tingkat = 'rahasia';
create index if not exists ppks_rahasia_subjek on registry_ppks (subjek_id)
    where tingkat = 'rahasia';
create index if not exists case_access_subjek on access_caseaccess (subjek_id);

-- Emergency openings. Reading one is for its breaker, the unit's koordinator and the auditor;
-- adding one is for the function below alone.
call balale_wall('cases_bukadarurat');
grant select on cases_bukadarurat to balale_app;
create policy opening_read on cases_bukadarurat for select to balale_app
    using (
        ((select balale_role()) in ('petugas_kasus', 'kepala_dinas')
            and user_id = (select balale_user()))
        or ((select balale_role()) = 'koordinator_kasus' and unit = (select balale_unit()))
        or (select balale_role()) = 'auditor'
    );

-- The only way to break the glass. The case is named by the first eight digits of its id; one
-- that is not there, not rahasia, or out of the breaker's reach gives null and nothing else. The
-- times are the database's own, and access and recorded reason stand or fall together.
create or replace function balale_break_glass(
    p_id uuid, p_nomor text, p_alasan text, p_keterangan bytea
) returns uuid
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    v_role constant text := balale_role();
    v_found uuid[];
    v_case registry_ppks;
begin
    if v_role is null or v_role not in ('petugas_kasus', 'kepala_dinas') or not exists (
        select 1 from balale_assignments(balale_user()) a
         where a.role = v_role and (v_role = 'kepala_dinas' or a.unit = balale_unit())
    ) then
        raise insufficient_privilege using message = 'this role breaks no glass';
    end if;
    if coalesce(p_nomor, '') !~ '^[0-9a-f]{8}$' or coalesce(p_alasan, '') = ''
       or coalesce(octet_length(p_keterangan), 0) < 29 then
        raise check_violation using message = 'an emergency opening names its case and reason';
    end if;
    select array_agg(p.id) into v_found from registry_ppks p
     where p.id between (p_nomor || '-0000-0000-0000-000000000000')::uuid
                    and (p_nomor || '-ffff-ffff-ffff-ffffffffffff')::uuid
       and p.tingkat = 'rahasia' and p.desa_kode = any (balale_desa())
       and (v_role = 'kepala_dinas' or p.unit = balale_unit());
    if cardinality(v_found) is distinct from 1 then
        return null;
    end if;
    select * into v_case from registry_ppks p where p.id = v_found[1];
    insert into access_caseaccess
        (id, subjek_id, user_id, unit, jenis, mulai_pada, sampai_pada, alasan, dibuat_oleh_id)
    values (p_id, v_case.subjek_id, balale_user(), v_case.unit, 'darurat', now(),
            now() + interval '15 minutes', p_alasan, balale_user());
    insert into cases_bukadarurat
        (id, subjek_id, kasus_id, unit, user_id, peran, alasan, keterangan_sandi,
         mulai_pada, sampai_pada)
    values (p_id, p_id, v_case.id, v_case.unit, balale_user(), v_role, p_alasan, p_keterangan,
            now(), now() + interval '15 minutes');
    return v_case.id;
end $$;
revoke all on function balale_break_glass(uuid, text, text, bytea) from public;
grant execute on function balale_break_glass(uuid, text, text, bytea) to balale_app;

-- Its review: the auditor finds, the unit's koordinator explains what was asked; nobody
-- judges an opening of his own.
create or replace function balale_is_asked(p_buka uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce((
            select t.hasil = 'perlu_penjelasan' from cases_tinjauandarurat t
             where t.buka_id = p_buka order by t.pada desc, t.id desc limit 1
        ), false)
    $$;
revoke all on function balale_is_asked(uuid) from public;
grant execute on function balale_is_asked(uuid) to balale_app;

call balale_wall('cases_tinjauandarurat');
grant select, insert on cases_tinjauandarurat to balale_app;
create policy review_step_read on cases_tinjauandarurat for select to balale_app
    using (
        (select balale_role()) in ('auditor', 'koordinator_kasus')
        and exists (select 1 from cases_bukadarurat b where b.id = buka_id)
    );
create policy review_step_add on cases_tinjauandarurat for insert to balale_app
    with check (
        oleh_id = (select balale_user()) and sebagai = (select balale_role()) and subjek_id = id
        and pada between now() - interval '1 minute' and clock_timestamp() + interval '1 minute'
        and exists (
            select 1 from cases_bukadarurat b
             where b.id = buka_id and b.user_id <> (select balale_user())
        )
        and case (select balale_role())
            when 'auditor' then langkah = 'putusan'
            when 'koordinator_kasus' then langkah = 'penjelasan' and balale_is_asked(buka_id)
            else false
        end
    );

-- The words of the reason open for the breaker and the koordinator, those of the review for
-- the two sides of it.
create policy key_read_darurat on access_subjectkey for select to balale_app
    using (
        jenis = 'darurat' and (select balale_role()) <> 'auditor'
        and exists (select 1 from cases_bukadarurat b where b.id = access_subjectkey.subjek_id)
    );
create policy key_read_tinjauan on access_subjectkey for select to balale_app
    using (
        jenis = 'tinjauan'
        and exists (select 1 from cases_tinjauandarurat t where t.id = access_subjectkey.subjek_id)
    );
