-- Accounts, keys, receipts. What happens before a context exists goes through the
-- definer functions below and nothing else.

call balale_wall('access_user');
grant select, insert on access_user to balale_app;
grant update (is_active, epoch, versi) on access_user to balale_app;
create policy user_read on access_user for select to balale_app
    using ((select balale_user()) is not null);
create policy user_add on access_user for insert to balale_app
    with check ((select balale_role()) = 'admin_teknis');
create policy user_change on access_user for update to balale_app
    using ((select balale_role()) = 'admin_teknis')
    with check ((select balale_role()) = 'admin_teknis');

-- Roles that reach rahasia: who must release a code for an account that holds one. Nobody
-- releases it for the other accounts.
create or replace function balale_code_decider(p_user uuid) returns text
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select case when bool_or(a.role = 'kepala_dinas') then 'koordinator_kasus'
                    when count(*) > 0 then 'kepala_dinas' end
          from access_assignment a
         where a.user_id = p_user
           and a.role in ('koordinator_kasus', 'petugas_kasus', 'kepala_dinas')
           and (a.sampai is null or a.sampai > (now() at time zone 'Asia/Pontianak')::date)
    $$;

-- Accounts that work for villages of the camat's kecamatan and do nothing else: those whose code
-- the camat may make anew.
create or replace function balale_reissues(p_user uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select coalesce(
                   balale_role() = 'camat' and count(*) > 0 and bool_and(
                       a.role in ('operator_desa', 'kepala_desa')
                       and a.wilayah_kode = any (balale_desa())
                   ), false)
          from access_assignment a
         where a.user_id = p_user
           and (a.sampai is null or a.sampai > (now() at time zone 'Asia/Pontianak')::date)
    $$;

call balale_wall('access_assignment');
grant select, insert on access_assignment to balale_app;
grant update (mulai, sampai) on access_assignment to balale_app;
create policy assignment_read on access_assignment for select to balale_app
    using (
        user_id = (select balale_user())
        or (select balale_role()) = 'admin_teknis'
        or (
            (select balale_role()) = 'koordinator_kasus'
            and role = 'petugas_kasus' and unit = (select balale_unit())
        )
        or (
            (select balale_role()) in ('kepala_dinas', 'koordinator_kasus')
            and (select balale_role()) = balale_code_decider(user_id)
        )
        or ((select balale_role()) = 'kepala_dinas' and role = 'kepala_dinas')
        or (
            (select balale_role()) = 'camat' and role in ('operator_desa', 'kepala_desa')
            and wilayah_kode = any ((select balale_desa())::text[])
        )
    );
create policy assignment_add on access_assignment for insert to balale_app
    with check ((select balale_role()) = 'admin_teknis' and user_id <> (select balale_user()));
create policy assignment_change on access_assignment for update to balale_app
    using ((select balale_role()) = 'admin_teknis' and user_id <> (select balale_user()))
    with check ((select balale_role()) = 'admin_teknis' and user_id <> (select balale_user()));

-- A kepala dinas names a stand-in for at most 90 days, and ends that early; a stand-in names
-- nobody. Asked of the owner, since the rows of other accounts are out of sight.
create or replace function balale_today() returns date
    language sql stable
    as $$ select (now() at time zone 'Asia/Pontianak')::date $$;

create or replace function balale_heads() returns text
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select a.wilayah_kode from access_assignment a
         where balale_role() = 'kepala_dinas' and a.user_id = balale_user()
           and a.role = 'kepala_dinas' and a.mulai <= balale_today()
           and (a.sampai is null or a.sampai > balale_today())
           and not exists (select 1 from access_delegasi d where d.assignment_id = a.id)
         limit 1
    $$;

create or replace function balale_delegates_to()
    returns table (id uuid, nama varchar, role varchar)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select distinct on (lower(u.nama), u.id) u.id, u.nama, a.role
          from access_user u join access_assignment a on a.user_id = u.id
         where balale_heads() is not null and u.is_active and u.id <> balale_user()
           and a.role in ('verifikator', 'koordinator_kasus')
           and a.mulai <= balale_today() and (a.sampai is null or a.sampai > balale_today())
           and not exists (
               select 1 from access_assignment k
                where k.user_id = u.id and k.role = 'kepala_dinas'
                  and (k.sampai is null or k.sampai > balale_today())
           )
         order by lower(u.nama), u.id, a.role
    $$;

create or replace function balale_is_delegated(p_assignment uuid) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$ select exists (select 1 from access_delegasi where assignment_id = p_assignment) $$;

create policy assignment_delegate on access_assignment for insert to balale_app
    with check (
        role = 'kepala_dinas' and unit = '' and wilayah_kode = balale_heads()
        and mulai = balale_today() and sampai > mulai and sampai <= mulai + 90
        and user_id in (select c.id from balale_delegates_to() c)
    );
create policy assignment_recall on access_assignment for update to balale_app
    using (
        role = 'kepala_dinas' and user_id <> (select balale_user())
        and balale_heads() is not null and balale_is_delegated(id)
    )
    with check (
        role = 'kepala_dinas' and user_id <> (select balale_user()) and sampai <= balale_today()
        and balale_heads() is not null and balale_is_delegated(id)
    );

call balale_wall('access_delegasi');
grant select, insert on access_delegasi to balale_app;
grant update (diakhiri_pada, versi) on access_delegasi to balale_app;
create policy delegasi_read on access_delegasi for select to balale_app
    using (
        (select balale_role()) in ('kepala_dinas', 'admin_teknis')
        or exists (
            select 1 from access_assignment a
             where a.id = assignment_id and a.user_id = (select balale_user())
        )
    );
create policy delegasi_add on access_delegasi for insert to balale_app
    with check (
        diberikan_oleh_id = (select balale_user()) and balale_heads() is not null
        and exists (
            select 1 from access_assignment a
             where a.id = assignment_id and a.role = 'kepala_dinas' and a.sampai is not null
               and a.user_id <> (select balale_user())
        )
    );
create policy delegasi_end on access_delegasi for update to balale_app
    using (balale_heads() is not null) with check (balale_heads() is not null);

-- A passphrase or code from before the account reached rahasia may be known to whoever made
-- the account, so it ends with the first such role.
create or replace function balale_end_secrets() returns trigger
    language plpgsql security definer set search_path = public, pg_temp
    as $$
begin
    if new.role in ('koordinator_kasus', 'petugas_kasus', 'kepala_dinas')
       and (new.sampai is null or new.sampai > (now() at time zone 'Asia/Pontianak')::date)
       and balale_code_decider(new.user_id) is null then
        delete from access_credential where user_id = new.user_id;
        update access_activationcode set berlaku_sampai = now()
         where user_id = new.user_id and dipakai_pada is null and berlaku_sampai > now();
    end if;
    return new;
end $$;
drop trigger if exists assignment_ends_secrets on access_assignment;
create trigger assignment_ends_secrets before insert or update on access_assignment
    for each row execute function balale_end_secrets();

call balale_wall('access_coderequest');
grant select, insert on access_coderequest to balale_app;
grant update (status, diputus_oleh_id, diputus_pada, alasan, diberitahukan_pada, versi)
    on access_coderequest to balale_app;
create policy request_read on access_coderequest for select to balale_app
    using (
        (select balale_role()) = 'admin_teknis'
        or user_id = (select balale_user())
        or diminta_oleh_id = (select balale_user())
        or (select balale_role()) = balale_code_decider(user_id)
    );
create policy request_for_delegate on access_coderequest for insert to balale_app
    with check (
        balale_heads() is not null and diminta_oleh_id = (select balale_user())
        and user_id <> (select balale_user()) and status = 'menunggu'
        and exists (
            select 1 from access_assignment a
             where a.user_id = access_coderequest.user_id and balale_is_delegated(a.id)
               and a.sampai > balale_today()
        )
    );
create policy request_add on access_coderequest for insert to balale_app
    with check (
        (select balale_role()) = 'admin_teknis' and diminta_oleh_id = (select balale_user())
        and user_id <> (select balale_user()) and balale_code_decider(user_id) is not null
        and status = 'menunggu'
    );
create policy request_decide on access_coderequest for update to balale_app
    using (
        status = 'menunggu' and (select balale_role()) = balale_code_decider(user_id)
        and (select balale_user()) not in (user_id, diminta_oleh_id)
    )
    with check (
        (select balale_role()) = balale_code_decider(user_id)
        and (select balale_user()) not in (user_id, diminta_oleh_id)
        and (status = 'menunggu' or diputus_oleh_id = (select balale_user()))
    );
create policy request_notice on access_coderequest for update to balale_app
    using (
        user_id = (select balale_user()) and status = 'dilepas' and diberitahukan_pada is null
    )
    with check (
        user_id = (select balale_user()) and status = 'dilepas' and diberitahukan_pada is not null
    );

call balale_wall('access_activationcode');
grant select, insert on access_activationcode to balale_app;
grant update (berlaku_sampai) on access_activationcode to balale_app;
create policy code_read on access_activationcode for select to balale_app
    using (
        (select balale_role()) = 'admin_teknis'
        or (select balale_role()) = balale_code_decider(user_id)
        or ((select balale_role()) = 'camat' and balale_reissues(user_id))
    );
create policy code_add on access_activationcode for insert to balale_app
    with check (
        dibuat_oleh_id = (select balale_user()) and user_id <> (select balale_user())
        and (
            ((select balale_role()) = 'admin_teknis' and balale_code_decider(user_id) is null)
            or ((select balale_role()) = 'camat' and balale_reissues(user_id))
            or (
                (select balale_role()) = balale_code_decider(user_id)
                and exists (
                    select 1 from access_coderequest r
                     where r.user_id = access_activationcode.user_id and r.status = 'menunggu'
                       and r.diminta_oleh_id <> (select balale_user())
                )
            )
        )
    );
create policy code_end on access_activationcode for update to balale_app
    using (
        (select balale_role()) = coalesce(balale_code_decider(user_id), 'admin_teknis')
        or ((select balale_role()) = 'camat' and balale_reissues(user_id))
    )
    with check (
        (select balale_role()) = coalesce(balale_code_decider(user_id), 'admin_teknis')
        or ((select balale_role()) = 'camat' and balale_reissues(user_id))
    );

call balale_wall('access_credential');
call balale_wall('access_session');
call balale_wall('access_signinattempt');
call balale_wall('access_installation');

call balale_wall('access_receipt');
grant select, insert on access_receipt to balale_app;
grant update (object_id) on access_receipt to balale_app;
create policy receipt_read on access_receipt for select to balale_app
    using (user_id = (select balale_user()));
create policy receipt_add on access_receipt for insert to balale_app
    with check (user_id = (select balale_user()));
create policy receipt_point on access_receipt for update to balale_app
    using (user_id = (select balale_user()) and object_id is null)
    with check (user_id = (select balale_user()));

-- The keys' read policy follows the subjects; it stands in the registry's walls.
call balale_wall('access_subjectkey');
grant select, insert on access_subjectkey to balale_app;
create policy key_add on access_subjectkey for insert to balale_app
    with check ((select balale_user()) is not null and (select balale_desa()) is not null);

-- Who may open a case to whom follows the subjects too.
call balale_wall('access_caseaccess');
grant select, insert on access_caseaccess to balale_app;
grant update (sampai_pada) on access_caseaccess to balale_app;
create policy case_access_read on access_caseaccess for select to balale_app
    using (
        user_id = (select balale_user())
        or ((select balale_role()) = 'koordinator_kasus' and unit = (select balale_unit()))
    );
create policy case_access_end on access_caseaccess for update to balale_app
    using (
        jenis = 'tugas'
        and (select balale_role()) = 'koordinator_kasus' and unit = (select balale_unit())
    )
    with check (
        jenis = 'tugas'
        and (select balale_role()) = 'koordinator_kasus' and unit = (select balale_unit())
    );

-- The auditor asks by the number on a receipt; told is only what it points to.
create or replace function balale_audit_receipt(p_nomor text) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select r.object_id from access_receipt r
         where r.nomor = p_nomor and r.object_id is not null and balale_role() = 'auditor'
         limit 20
    $$;

-- Before sign-in -----------------------------------------------------------------------

create or replace function balale_is_latihan() returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$ select coalesce((select is_latihan from access_installation where id = 1), false) $$;

create or replace function balale_reference_stamp() returns timestamptz
    language sql stable security definer set search_path = public, pg_temp
    as $$ select acuan_pada from access_installation where id = 1 $$;

create or replace function balale_user_by_id(p_user uuid)
    returns table (id uuid, username varchar, nama varchar, is_active boolean, epoch integer)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select u.id, u.username, u.nama, u.is_active, u.epoch
          from access_user u where u.id = p_user and u.is_active
    $$;

create or replace function balale_sign_in_record(p_username text)
    returns table (
        id uuid, username varchar, nama varchar, is_active boolean, epoch integer, password varchar
    )
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select u.id, u.username, u.nama, u.is_active, u.epoch, c.password
          from access_user u left join access_credential c on c.user_id = u.id
         where u.username = lower(p_username)
    $$;

create or replace function balale_assignments(p_user uuid)
    returns table (id uuid, role varchar, wilayah_kode varchar, unit varchar, desa text[])
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select a.id, a.role, a.wilayah_kode, a.unit,
               case when a.wilayah_kode = '' then null else array(
                   select d.kode::text from wilayah_desa d
                    where d.kode = a.wilayah_kode or starts_with(d.kode, a.wilayah_kode || '.')
                    order by d.kode
               ) end
          from access_assignment a
         where a.user_id = p_user
           and a.mulai <= (now() at time zone 'Asia/Pontianak')::date
           and (a.sampai is null or a.sampai > (now() at time zone 'Asia/Pontianak')::date)
         order by a.mulai, a.id
    $$;

create or replace function balale_session_load(p_key text) returns text
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    v access_session;
begin
    select * into v from access_session
     where kunci = p_key and berakhir_pada > now()
       and terakhir_pada > now() - make_interval(secs => idle_detik);
    if found and v.terakhir_pada < now() - interval '1 minute' then
        update access_session set terakhir_pada = now() where kunci = p_key;
    end if;
    return v.data;
end $$;

create or replace function balale_session_owner(p_key text) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select user_id from access_session
         where kunci = p_key and terakhir_pada > now() - interval '1 day'
    $$;

create or replace function balale_session_exists(p_key text) returns boolean
    language sql stable security definer set search_path = public, pg_temp
    as $$ select exists (select 1 from access_session where kunci = p_key) $$;

create or replace function balale_session_save(
    p_key text, p_data text, p_user uuid, p_idle integer, p_end timestamptz, p_new boolean
) returns boolean
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    if p_new then
        insert into access_session (kunci, data, user_id, idle_detik, terakhir_pada, berakhir_pada)
        values (p_key, p_data, p_user, p_idle, now(), p_end) on conflict do nothing;
    else
        update access_session set data = p_data, user_id = p_user, idle_detik = p_idle
         where kunci = p_key;
    end if;
    return found;
end $$;

create or replace function balale_session_delete(p_key text) returns void
    language sql volatile security definer set search_path = public, pg_temp
    as $$ delete from access_session where kunci = p_key $$;

create or replace function balale_session_clear() returns void
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        delete from access_session
         where berakhir_pada < now() - interval '1 day' or terakhir_pada < now() - interval '1 day'
    $$;

-- Delays after five failures, a stop at a hundred (security guide §5).
create or replace function balale_retry_at(p_keys text[]) returns timestamptz
    language sql stable security definer set search_path = public, pg_temp
    as $$ select max(boleh_lagi_pada) from access_signinattempt where kunci = any(p_keys) $$;

create or replace function balale_count_failure(p_key text, p_now timestamptz) returns integer
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        insert into access_signinattempt as a (kunci, gagal, boleh_lagi_pada, terakhir_pada)
        values (p_key, 1, p_now, p_now)
        on conflict (kunci) do update set
            gagal = a.gagal + 1,
            terakhir_pada = p_now,
            boleh_lagi_pada = case
                when a.gagal + 1 >= 100 then 'infinity'::timestamptz
                when a.gagal + 1 >= 5
                    then p_now + make_interval(secs => least(900, 15 * power(2, least(a.gagal + 1 - 5, 6))))
                else p_now
            end
        returning gagal
    $$;

create or replace function balale_clear_failures(p_keys text[]) returns void
    language sql volatile security definer set search_path = public, pg_temp
    as $$ delete from access_signinattempt where kunci = any(p_keys) $$;

-- Takes an activation code: once, in time, for that account; then the passphrase stands.
create or replace function balale_activate(
    p_username text, p_digest bytea, p_password text, p_now timestamptz
) returns uuid
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    v_user uuid;
begin
    select u.id into v_user from access_user u
     where u.username = lower(p_username) and u.is_active;
    if v_user is null then
        return null;
    end if;
    update access_activationcode set dipakai_pada = p_now
     where user_id = v_user and digest = p_digest and dipakai_pada is null and berlaku_sampai > p_now;
    if not found then
        return null;
    end if;
    insert into access_credential (user_id, password, set_at) values (v_user, p_password, p_now)
    on conflict (user_id) do update set password = p_password, set_at = p_now;
    update access_user set epoch = epoch + 1 where id = v_user;
    update access_session set berakhir_pada = now() where user_id = v_user;
    return v_user;
end $$;

-- An administrator ends every session of an account (role change, lock). The rows stay for
-- a day, so that words typed meanwhile can be given back to their owner.
create or replace function balale_end_sessions(p_user uuid) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    if balale_role() is distinct from 'admin_teknis' then
        raise insufficient_privilege;
    end if;
    update access_session set berakhir_pada = now() where user_id = p_user;
end $$;

-- The same for a stand-in whose delegation was given or ended by the kepala dinas.
create or replace function balale_end_delegate_sessions(p_user uuid) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    if balale_heads() is null or not exists (
        select 1 from access_assignment a where a.user_id = p_user and balale_is_delegated(a.id)
    ) then
        raise insufficient_privilege;
    end if;
    update access_user set epoch = epoch + 1 where id = p_user;
    update access_session set berakhir_pada = now() where user_id = p_user;
end $$;

-- When each account set its passphrase and last signed in, for the administrator's pages and
-- the camat's.
create or replace function balale_account_states(p_users uuid[])
    returns table (id uuid, frasa_pada timestamptz, masuk_pada timestamptz)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select u.id, c.set_at,
               (select max(t.at) from audit_trailline t
                 where t.object_id = u.id and t.event = 'account.sign_in')
          from access_user u left join access_credential c on c.user_id = u.id
         where u.id = any(p_users)
           and (balale_role() = 'admin_teknis' or balale_reissues(u.id))
    $$;

-- An account has done the tasks of its training; the first time stays.
create or replace function balale_finish_training(p_at timestamptz) returns void
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        update access_user set selesai_latihan_pada = coalesce(selesai_latihan_pada, p_at)
         where id = balale_user() and p_at <= now() + interval '1 minute'
    $$;

-- Printed passphrases exist in LATIHAN only.
create or replace function balale_latihan_password(p_user uuid, p_password text) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    if not balale_is_latihan() then
        raise insufficient_privilege;
    end if;
    insert into access_credential (user_id, password, set_at) values (p_user, p_password, now())
    on conflict (user_id) do update set password = p_password, set_at = now();
end $$;

do $$
declare
    f regprocedure;
begin
    for f in
        select p.oid::regprocedure from pg_proc p
          join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'public' and p.proname like 'balale\_%' and p.prosecdef
    loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to balale_app', f);
    end loop;
end $$;
