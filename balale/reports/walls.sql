-- Figures for roles that read few rows or none (security guide §1 and §8). Each function runs
-- as the owner, counts inside the asker's area and gives only what the role may know: a figure
-- below its threshold leaves as null. Totals are not given, so nothing hidden can be subtracted.

-- Entries by area and stage. Rahasia is never counted here, whatever is asked for.
-- Who reads a level's rows gets its figures whole; the camat sees every biasa row, masked.
create or replace function balale_figure_ppks(p_tingkat text, p_per text)
    returns table (kode text, tahap text, jumlah integer)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        with asker as (
            select balale_desa() as desa, case
                when p_tingkat = 'biasa' then case balale_role()
                    when 'kepala_dinas' then 1
                    when 'camat' then 1
                    when 'bupati' then 5
                end
                when p_tingkat = 'terbatas' then case
                    when balale_role() = 'kepala_dinas' then 1
                    when balale_role() in ('camat', 'bupati') and p_per = 'kecamatan' then 10
                end
            end as batas
        ),
        standing as (
            select p.desa_kode, p.status, count(*) as jumlah
              from registry_ppks p
             where (select batas from asker) is not null
               and p.tingkat = p_tingkat and p.tingkat in ('biasa', 'terbatas')
               and p.desa_kode = any ((select desa from asker)::text[])
               and p.status in (
                   'diajukan', 'dikembalikan', 'diverifikasi', 'aktif', 'perlu_pemutakhiran'
               )
             group by 1, 2
        ),
        counted as (
            select left(s.desa_kode, case p_per when 'desa' then 13 else 8 end) as kode,
                   case when s.status in ('aktif', 'perlu_pemutakhiran')
                       then 'aktif' else 'proses' end as tahap,
                   sum(s.jumlah)::integer as jumlah
              from standing s
             group by 1, 2
        )
        select c.kode, c.tahap, case when c.jumlah >= a.batas then c.jumlah end
          from counted c, asker a
    $$;

-- Communities in force by area: how many, and how many families they count by the last count of
-- each. Whoever may not know how many communities there are, isn't told the families either.
create or replace function balale_figure_komunitas(p_per text)
    returns table (kode text, jumlah integer, keluarga integer)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        with asker as (
            select balale_desa() as desa, case balale_role()
                when 'kepala_dinas' then 1
                when 'camat' then 1
                when 'bupati' then 5
            end as batas
        ),
        counted as (
            select left(p.desa_kode, case p_per when 'desa' then 13 else 8 end) as kode,
                   count(*)::integer as jumlah,
                   sum(coalesce(h.jumlah_kk, 0))::integer as keluarga
              from registry_ppks p
              left join lateral (
                  select c.jumlah_kk from registry_hitungankomunitas c
                   where c.komunitas_id = p.komunitas_id and c.sampai is null
                   order by c.pada desc, c.id desc limit 1
              ) h on true
             where (select batas from asker) is not null
               and p.komunitas_id is not null and p.tingkat = 'biasa'
               and p.desa_kode = any ((select desa from asker)::text[])
               and p.status in ('aktif', 'perlu_pemutakhiran')
             group by 1
        )
        select c.kode, case when c.jumlah >= a.batas then c.jumlah end,
               case when c.jumlah >= a.batas then c.keluarga end
          from counted c, asker a
    $$;

-- Rahasia cases at the end of the last calendar year, as one figure of the whole regency,
-- rounded to five; below ten it is null, and so is none at all. It is read from history, so
-- that nothing that happens this year moves it.
create index if not exists ppksevent_rahasia on registry_ppksevent (pgh_obj_id, versi desc)
    where tingkat = 'rahasia';
create or replace function balale_figure_rahasia() returns integer
    language sql stable security definer set search_path = public, pg_temp
    as $$
        with year_end as (
            select distinct on (e.pgh_obj_id) e.status
              from registry_ppksevent e
             where balale_role() in ('kepala_dinas', 'bupati')
               and e.tingkat = 'rahasia'
               and e.desa_kode = any (balale_desa())
               and e.diubah_pada < date_trunc('year', now() at time zone 'Asia/Pontianak')
                   at time zone 'Asia/Pontianak'
             order by e.pgh_obj_id, e.versi desc, e.pgh_id desc
        )
        select case when count(*) >= 10 then (round(count(*) / 5.0) * 5)::integer end
          from year_end where status in ('aktif', 'perlu_pemutakhiran')
    $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array[
        'balale_figure_ppks(text, text)'::regprocedure,
        'balale_figure_komunitas(text)'::regprocedure, 'balale_figure_rahasia()'::regprocedure
    ] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to balale_app', f);
    end loop;
end $$;
