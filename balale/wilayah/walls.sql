-- Areas are the same for everybody at work; changed by the owner's loader only.
do $$
declare
    t text;
begin
    foreach t in array array[
        'wilayah_kecamatan', 'wilayah_desa', 'wilayah_kodewilayah', 'wilayah_batas'
    ] loop
        call balale_wall(t);
        execute format('grant select on %I to balale_app', t);
        execute format(
            'create policy area_read on %I for select to balale_app '
            'using ((select balale_user()) is not null)', t);
    end loop;
end $$;
