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
    )$add$, balale_sight());
begin
    call balale_subject_wall('cases_catatankasus', adds);
    call balale_subject_wall('cases_catatankasusevent', adds);
end $$;

-- Few among many: the queue and the own cases are found without reading every entry.
create index if not exists ppks_rahasia_unit on registry_ppks (unit, diajukan_pada)
    where tingkat = 'rahasia';
create index if not exists ppks_rahasia_subjek on registry_ppks (subjek_id)
    where tingkat = 'rahasia';
