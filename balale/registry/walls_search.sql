-- Search by name. Row policies hide the operators of likeness from the indexes (they are not
-- leakproof), so the function runs as the owner and repeats the scope itself.
--
-- Every word of an ordinary person's names stands in registry_kataorang beside its village, and
-- once in registry_katanama. A typed word is first compared with the words, which are few; then
-- the persons in scope who bear a like word are taken from an index. Nobody but the owner reads
-- the two tables: that a word exists somewhere is itself a secret.
call balale_wall('registry_katanama');
call balale_wall('registry_kataorang');

-- All words of these persons anew. Another name counts in its person's own village only. The
-- persons are locked first, so that two writers of one person don't miss each other's words.
create or replace function balale_index_words(p_orang uuid[]) returns void
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
begin
    perform 1 from registry_orang o where o.id = any (p_orang) order by o.id for no key update;
    delete from registry_kataorang where orang_id = any (p_orang);
    with orang as materialized (
        select o.id, o.desa_kode, o.nama_kunci, length(o.nama_kunci) as panjang
          from registry_orang o
         where o.id = any (p_orang) and o.tingkat = 'biasa'
    ), nama as (
        select id, desa_kode, nama_kunci, panjang from orang
        union all
        select o.id, o.desa_kode, n.nama_kunci, o.panjang
          from registry_namalain n join orang o on o.id = n.orang_id
         where n.orang_id = any (p_orang) and n.tingkat = 'biasa' and n.desa_kode = o.desa_kode
    ), tambah as (
        insert into registry_kataorang (orang_id, kata, desa_kode, panjang)
        select distinct id, kata, desa_kode, panjang
          from nama, string_to_table(nama_kunci, ' ') kata
         where kata <> ''
        on conflict do nothing
        returning kata
    )
    insert into registry_katanama (kata)
    select distinct kata from tambah t
     where not exists (select 1 from registry_katanama k where k.kata = t.kata);
end $$;
revoke all on function balale_index_words(uuid[]) from public, balale_app;

-- A statement at a time, so that an import of many rows asks once.
create or replace function balale_index_orang() returns trigger
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    v_orang uuid[];
begin
    if tg_op = 'INSERT' then
        v_orang := array(select id from baru where tingkat = 'biasa');
    elsif tg_op = 'DELETE' then
        v_orang := array(select id from lama where tingkat = 'biasa');
    else
        v_orang := array(
            select b.id from baru b join lama l using (id)
             where (b.nama_kunci, b.desa_kode, b.tingkat)
                   is distinct from (l.nama_kunci, l.desa_kode, l.tingkat)
        );
    end if;
    if v_orang <> '{}' then
        perform balale_index_words(v_orang);
    end if;
    return null;
end $$;
revoke all on function balale_index_orang() from public, balale_app;

create or replace function balale_index_namalain() returns trigger
    language plpgsql volatile security definer set search_path = public, pg_temp
    as $$
declare
    v_orang uuid[];
begin
    if tg_op = 'INSERT' then
        v_orang := array(select distinct orang_id from baru where tingkat = 'biasa');
    elsif tg_op = 'DELETE' then
        v_orang := array(select distinct orang_id from lama where tingkat = 'biasa');
    else
        v_orang := array(
            select unnest(array[b.orang_id, l.orang_id]) from baru b join lama l using (id)
             where (b.orang_id, b.nama_kunci, b.desa_kode, b.tingkat)
                   is distinct from (l.orang_id, l.nama_kunci, l.desa_kode, l.tingkat)
        );
    end if;
    if v_orang <> '{}' then
        perform balale_index_words(v_orang);
    end if;
    return null;
end $$;
revoke all on function balale_index_namalain() from public, balale_app;

-- Making a trigger locks out writers, so nothing slips in between it and what follows: a
-- database from before the index is filled, and words that nobody bears any more go.
do $$
declare
    t text;
    v_desa text;
begin
    foreach t in array array['orang', 'namalain'] loop
        execute format(
            'create or replace trigger kata_tambah after insert on registry_%1$s '
            'referencing new table as baru for each statement '
            'execute function balale_index_%1$s()', t);
        execute format(
            'create or replace trigger kata_ubah after update on registry_%1$s '
            'referencing old table as lama new table as baru for each statement '
            'execute function balale_index_%1$s()', t);
        execute format(
            'create or replace trigger kata_hapus after delete on registry_%1$s '
            'referencing old table as lama for each statement '
            'execute function balale_index_%1$s()', t);
    end loop;
    if not exists (select 1 from registry_kataorang) then
        for v_desa in select kode from wilayah_desa order by kode loop
            perform balale_index_words(array(
                select id from registry_orang where desa_kode = v_desa and tingkat = 'biasa'));
        end loop;
    end if;
    delete from registry_katanama k
     where not exists (select 1 from registry_kataorang o where o.kata = k.kata)
        or exists (select 1 from registry_katanama a where a.kata = k.kata and a.id < k.id);
end $$;

-- The index of whole names that stood here before.
drop function if exists balale_search_orang(text, integer);
drop index if exists orang_nama_trgm, namalain_trgm;

-- Persons in scope, best first. `p_keys` are spellings of one key (rules/nama_kunci.py).
--
-- A typed word is as like a person as the likest of the person's words: by trigrams from 0.45
-- on, a word that holds it (three letters or more) at least 0.45, a single letter only itself.
-- Two typed neighbours are tried as one longer word, too, from 0.7 on (sri wahyuni, sriwahyuni);
-- a single typed word as two whole words of a person, at 0.95. The score is the mean over the
-- typed words, at most six, weighed by length and one. Found is who scores 0.45, or bears a
-- typed word whole. Order: score to four places, length of the name, name, id.
--
-- One plan serves every scope: `offset 0` holds what belongs together, and the branches that a
-- search doesn't need aren't run. Plans made for one search at a time took 0.3 s now and then.
--
-- Exact: a cut by length keeps ties until the names are compared, and of one typed word's bearers
-- only the shortest names are fetched, since the others of that word come after them.
create or replace function balale_search_orang(p_keys text[], p_limit integer)
    returns table (orang_id uuid, score real)
    language plpgsql stable security definer set search_path = public, pg_temp
    set pg_trgm.word_similarity_threshold = 0.45
    set work_mem = '32MB'
    set plan_cache_mode = force_generic_plan
    set jit = off
    as $$
#variable_conflict use_column
declare
    v_desa text[] := balale_desa();
    v_sempit boolean := cardinality(v_desa) <= 20;
    v_limit integer := least(p_limit, 100);
    v_satu boolean := strpos(left(p_keys[1], 120), ' ') = 0;
begin
    if 'biasa' = any (balale_tingkat()) is not true or v_desa is null then
        return;
    end if;
    return query
    with bobot as materialized (
        select i, (length(kata) + 1)::float8 / sum(length(kata) + 1) over () as bobot
          from string_to_table(left(p_keys[1], 120), ' ') with ordinality w (kata, i)
         where i <= 6
    ), ketik as materialized (
        select distinct i::integer as i, kata
          from unnest(p_keys) with ordinality key (teks, e),
               string_to_table(left(teks, 120), ' ') with ordinality w (kata, i)
         where i <= 6 and e <= 4 and kata <> ''
    ), tanya as materialized (
        select i, kata, 0.45::float8 as batas, 0 as lebih_dari from ketik
        union
        select unnest(array[a.i, b.i]), a.kata || b.kata, 0.7,
               greatest(length(a.kata), length(b.kata))
          from ketik a join ketik b on b.i = a.i + 1
    ), mirip as materialized (
        select k.kata, max(k.mirip) >= 1 as utuh,
               coalesce(max(k.mirip * b.bobot) filter (where t.i = 1), 0) as m1,
               coalesce(max(k.mirip * b.bobot) filter (where t.i = 2), 0) as m2,
               coalesce(max(k.mirip * b.bobot) filter (where t.i = 3), 0) as m3,
               coalesce(max(k.mirip * b.bobot) filter (where t.i = 4), 0) as m4,
               coalesce(max(k.mirip * b.bobot) filter (where t.i = 5), 0) as m5,
               coalesce(max(k.mirip * b.bobot) filter (where t.i = 6), 0) as m6
          from tanya t join bobot b on b.i = t.i cross join lateral (
                select t.kata as kata, 1::float8 as mirip where length(t.kata) = 1
                union all
                select n.kata, word_similarity(t.kata, n.kata)::float8
                  from registry_katanama n
                 where t.kata <% n.kata and length(t.kata) > 1
                   and word_similarity(t.kata, n.kata) >= t.batas
                   and length(n.kata) > t.lebih_dari
                union all
                select n.kata, 0.45::float8
                  from registry_katanama n
                 where length(t.kata) > 2 and t.lebih_dari = 0
                   and n.kata like '%' || regexp_replace(t.kata, '([%_\\])', '\\\1', 'g') || '%'
                offset 0
          ) k
         group by k.kata
    ), cocok as (
        select p.orang_id, p.panjang, m.utuh, m1, m2, m3, m4, m5, m6
          from mirip m cross join lateral (
                select o.orang_id, o.panjang
                  from registry_kataorang o
                 where v_sempit and o.kata = m.kata and o.desa_kode = any (v_desa)
                union all
                select o.orang_id, o.panjang
                  from registry_kataorang o
                 where not v_sempit and not v_satu and o.kata = m.kata
                   and (o.desa_kode in (select unnest(v_desa))) is true
                union all
                (select o.orang_id, o.panjang
                   from registry_kataorang o
                  where not v_sempit and v_satu and o.kata = m.kata
                    and (o.desa_kode in (select unnest(v_desa))) is true
                  order by o.panjang
                  fetch first v_limit rows with ties)
                offset 0
          ) p
        union all
        select a.orang_id, a.panjang, true, 0.95, 0, 0, 0, 0, 0
          from ketik k, generate_series(3, length(k.kata) - 3) letak cross join lateral (
                select o.orang_id, o.panjang
                  from registry_kataorang o
                 where v_satu and o.kata = left(k.kata, letak)
                   and (o.desa_kode in (select unnest(v_desa))) is true
                offset 0
          ) a cross join lateral (
                select from registry_kataorang b
                 where b.orang_id = a.orang_id and b.kata = substr(k.kata, letak + 1)
                offset 0
          ) b
    ), orang as (
        select orang_id, panjang, bool_or(utuh) as utuh,
               round(10000 * (max(m1) + max(m2) + max(m3) + max(m4) + max(m5) + max(m6))) as score
          from cocok
         group by orang_id, panjang
    ), terpilih as (
        select orang_id, score, panjang from orang
         where score >= 4500 or utuh
         order by score desc, panjang
         fetch first v_limit rows with ties
    )
    select t.orang_id, (t.score / 10000)::real
      from terpilih t cross join lateral (
            select nama_kunci from registry_orang where id = t.orang_id and tingkat = 'biasa' offset 0
      ) o
     order by t.score desc, t.panjang, o.nama_kunci, t.orang_id
     limit v_limit;
end $$;
revoke all on function balale_search_orang(text[], integer) from public;
grant execute on function balale_search_orang(text[], integer) to balale_app;

-- How many entries stand at each status in the asker's levels and area. It says what
-- `balale_sight` would let the asker count, never rahasia, but from an index alone: a row policy
-- reads every entry of the regency for it.
create or replace function balale_count_statuses() returns table (status text, jumlah integer)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select p.status, count(*)::integer
          from registry_ppks p
         where p.tingkat in ('biasa', 'terbatas')
           and p.tingkat = any ((select balale_tingkat())::text[])
           and p.desa_kode = any ((select balale_desa())::text[])
         group by p.status
    $$;
revoke all on function balale_count_statuses() from public;
grant execute on function balale_count_statuses() to balale_app;
