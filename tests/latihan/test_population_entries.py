"""PPKS entries of the invented population: lawful, of every kind, in every status."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from balale.latihan.rules import DesaInfo, Population, make_population
from balale.latihan.rules.categories import KATEGORI, RAHASIA
from balale.latihan.services.sources import load_names
from balale.registry.rules import alasan
from balale.registry.rules.usia import usia_tahun
from balale.registry.rules.usulan import KOLOM
from balale.wilayah.services import read_rows

DATA = Path(__file__).parents[2] / "data"
HARI_INI = date(2026, 11, 24)


def _make(people: int, seed: int) -> Population:
    desa = [
        DesaInfo(row["kode"], row["nama"], row["kode_kecamatan"], 1.0)
        for row in read_rows(DATA / "wilayah/desa.csv")
    ]
    names = load_names(DATA)
    return make_population(desa=desa, names=names, people=people, seed=seed, today=HARI_INI)


@pytest.fixture(scope="module")
def population() -> Population:
    return _make(5000, 11)


@pytest.mark.parametrize("seed", range(5))
def test_300_people_cover_all_26_categories(seed):
    assert {entri.kategori for entri in _make(300, seed).entri} == set(range(1, 27))


def test_each_entry_has_one_subject_that_exists(population):
    orang = {o.nomor for o in population.all_people()}
    keluarga = {k.nomor for k in population.keluarga}
    komunitas = {k.nomor for k in population.komunitas}
    for entri in population.entri:
        subjek = (entri.orang_nomor, entri.keluarga_nomor, entri.komunitas_nomor)
        assert sum(satu is not None for satu in subjek) == 1
        assert (entri.keluarga_nomor is not None) == (entri.kategori in (24, 25))
        assert (entri.komunitas_nomor is not None) == (entri.kategori == 26)
        assert {entri.orang_nomor} <= orang | {None}
        assert {entri.keluarga_nomor} <= keluarga | {None}
        assert {entri.komunitas_nomor} <= komunitas | {None}


def test_communities_are_of_families_of_their_village_where_few_people_live(population):
    keluarga = {k.nomor: k for k in population.keluarga}
    assert len({satu.desa_kode for satu in population.komunitas}) == len(population.komunitas)
    assert len({satu.nama for satu in population.komunitas}) == len(population.komunitas)
    for satu in population.komunitas:
        anggota = [keluarga[nomor] for nomor in satu.keluarga_nomor]
        assert {k.desa_kode for k in anggota} == {satu.desa_kode}
        assert 0 < len(anggota) < satu.jumlah_kk
    utama = population.keluarga[0].desa_kode
    assert utama not in {k.desa_kode for k in population.komunitas}
    assert population.komunitas[0].desa_kode[:8] == utama[:8]


def test_no_subject_is_twice_under_one_category(population):
    kunci = Counter(
        (e.kategori, e.orang_nomor, e.keluarga_nomor, e.komunitas_nomor) for e in population.entri
    )
    assert max(kunci.values()) == 1


def test_entries_keep_the_age_and_sex_rules_of_the_reference_table(population):
    aturan = {int(row["nomor"]): row for row in read_rows(DATA / "ppks/kategori.csv")}
    orang = {o.nomor: o for o in population.all_people()}
    for entri in population.entri:
        if entri.orang_nomor is None:
            continue
        satu, baris = orang[entri.orang_nomor], aturan[entri.kategori]
        for hari in (HARI_INI, HARI_INI - timedelta(days=entri.dibuat_hari_lalu)):
            usia = usia_tahun(satu.tanggal_lahir, hari)
            assert usia >= int(baris["usia_min"] or 0)
            assert usia <= int(baris["usia_maks"] or 130)
        assert baris["jenis_kelamin"] in ("", satu.jenis_kelamin)


def test_signs_and_criteria_are_those_of_the_reference_tables(population):
    tanda = Counter(int(row["kategori"]) for row in read_rows(DATA / "ppks/tanda.csv"))
    for entri in population.entri:
        assert entri.tanda
        assert max(entri.tanda) < tanda[entri.kategori]
    for row in read_rows(DATA / "ppks/kategori.csv"):
        bawaan = tuple(int(satu) for satu in row["kriteria_bawaan"].split(";"))
        assert KATEGORI[int(row["nomor"])].kriteria == bawaan


def test_rahasia_entries_belong_to_sealed_persons_only(population):
    disegel = {o.nomor for o in population.disegel}
    for entri in population.entri:
        rahasia = entri.kategori in RAHASIA
        assert entri.disegel == rahasia == (entri.orang_nomor in disegel)
        if rahasia:
            assert entri.status in ("diajukan", "diverifikasi", "aktif")
    assert {e.orang_nomor for e in population.entri if e.disegel} == disegel


def test_statuses_are_spread_as_planned(population):
    bagian = Counter(e.status for e in population.entri)
    total = len(population.entri)
    rencana = {
        "aktif": 0.6, "diverifikasi": 0.12, "diajukan": 0.085, "dikembalikan": 0.06,
        "draf": 0.06, "ditolak": 0.03, "perlu_pemutakhiran": 0.03, "keluar": 0.02,
    }  # fmt: skip
    assert set(bagian) == set(rencana)
    for status, kira in rencana.items():
        assert bagian[status] / total == pytest.approx(kira, abs=0.03)


def test_three_quarters_are_entered_themselves_or_with_their_family(population):
    orang = {e.orang_nomor for e in population.entri}
    keluarga = {e.keluarga_nomor for e in population.entri}
    tercakup = [
        o for k in population.keluarga for o in k.anggota if k.nomor in keluarga or o.nomor in orang
    ]
    semua = sum(1 for _ in population.all_people())
    luar = len(population.tanpa_keluarga) + len(population.disegel)
    assert 0.7 < (len(tercakup) + luar) / semua < 0.8


def test_reasons_go_with_the_statuses_that_need_them(population):
    perlu = {"dikembalikan", "ditolak", "keluar", "perlu_pemutakhiran"}
    orang = {o.nomor: o for o in population.all_people()}
    for entri in population.entri:
        assert (entri.alasan is not None) == (entri.status in perlu)
        assert (entri.kolom_salah is not None) == (entri.status == "dikembalikan")
        if entri.kolom_salah == "nik":
            assert orang[entri.orang_nomor].nik


def test_reasons_and_fields_are_those_of_the_registry(population):
    listed = {
        "dikembalikan": alasan.ALASAN_KEMBALI,
        "ditolak": alasan.ALASAN_TOLAK,
        "keluar": alasan.ALASAN_KELUAR,
        "perlu_pemutakhiran": alasan.ALASAN_PEMUTAKHIRAN,
    }
    for entri in population.entri:
        kode = {satu.kode for satu in listed.get(entri.status, ())}
        assert entri.alasan_kode in (kode or {None})
        assert not entri.kolom_salah or entri.kolom_salah in KOLOM


def test_dates_of_an_entry_run_in_order(population):
    for entri in population.entri:
        assert 0 <= entri.hari_lalu <= entri.dibuat_hari_lalu
        assert entri.mulai <= HARI_INI - timedelta(days=entri.dibuat_hari_lalu)


def test_communities_are_small_and_have_a_dusun(population):
    assert len(population.komunitas) >= 2
    for satu in population.komunitas:
        assert satu.dusun
        assert 3 <= satu.jumlah_jiwa / satu.jumlah_kk <= 5
