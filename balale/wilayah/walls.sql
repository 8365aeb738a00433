-- Reference data: the same for everybody at work, changed by the owner's loader only.
create or replace procedure balale_reference_wall(p_table text)
    language plpgsql
    as $$
begin
    call balale_wall(p_table);
    execute format('grant select on %I to balale_app', p_table);
    execute format(
        'create policy reference_read on %I for select to balale_app '
        'using ((select balale_user()) is not null)', p_table);
end $$;
revoke all on procedure balale_reference_wall(text) from public;

call balale_reference_wall('wilayah_kecamatan');
call balale_reference_wall('wilayah_desa');
call balale_reference_wall('wilayah_kodewilayah');
call balale_reference_wall('wilayah_batas');
