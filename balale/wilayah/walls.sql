-- Reference data: the same for everybody at work, changed by the owner's loader only.
-- Each change of reference data renews one stamp, in its own transaction; what the program
-- remembers of reference data is as old as the stamp it was read under.
create or replace function balale_reference_changed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    update access_installation set acuan_pada = clock_timestamp() where id = 1;
    return null;
end $$;
revoke all on function balale_reference_changed() from public;

create or replace procedure balale_reference_wall(p_table text)
    language plpgsql
    as $$
begin
    call balale_wall(p_table);
    execute format('grant select on %I to balale_app', p_table);
    execute format(
        'create policy reference_read on %I for select to balale_app '
        'using ((select balale_user()) is not null)', p_table);
    execute format(
        'create or replace trigger reference_changed '
        'after insert or update or delete or truncate on %I '
        'for each statement execute function balale_reference_changed()', p_table);
end $$;
revoke all on procedure balale_reference_wall(text) from public;

call balale_reference_wall('wilayah_kecamatan');
call balale_reference_wall('wilayah_desa');
call balale_reference_wall('wilayah_kodewilayah');
call balale_reference_wall('wilayah_batas');
