-- Case notes: the same rule of sight as every rahasia row of the registry. A note is only
-- added. A hand-in writes its first note and can't read it back; case staff write about
-- the cases they see.
do $$
declare
    kind text;
    sees constant text := $see$(
        tingkat = 'rahasia' and (
            ((select balale_role()) = 'koordinator_kasus' and unit = (select balale_unit()))
            or ((select balale_role()) = 'petugas_kasus' and subjek_id in (
                select c.subjek_id from access_caseaccess c
                 where c.user_id = (select balale_user())
                   and c.unit = (select balale_unit())
                   and c.mulai_pada <= statement_timestamp()
                   and (c.sampai_pada is null or c.sampai_pada > statement_timestamp())
            ))
        )
    )$see$;
    adds constant text := $add$(
        tingkat = 'rahasia'
        and desa_kode = any ((select balale_desa())::text[])
        and dibuat_oleh_id = (select balale_user())
        and diubah_oleh_id = (select balale_user())
        and (
            (jenis = 'laporan' and (select balale_role()) = any ('{operator_desa,sistem}'::text[]))
            or (jenis <> 'laporan' and %s)
        )
    )$add$;
begin
    foreach kind in array array['cases_catatankasus', 'cases_catatankasusevent'] loop
        call balale_wall(kind);
        execute format('grant select, insert on %I to balale_app', kind);
        execute format('create policy row_read on %I for select to balale_app using %s',
                       kind, sees);
        execute format('create policy row_add on %I for insert to balale_app with check (%s and %s)',
                       kind, format(adds, sees),
                       case when kind like '%event' then 'pg_trigger_depth() > 0' else 'true' end);
    end loop;
    grant usage on sequence cases_catatankasusevent_pgh_id_seq to balale_app;
end $$;

-- Few among many: the queue and the own cases are found without reading every entry.
create index if not exists ppks_rahasia_unit on registry_ppks (unit, diajukan_pada)
    where tingkat = 'rahasia';
create index if not exists ppks_rahasia_subjek on registry_ppks (subjek_id)
    where tingkat = 'rahasia';
