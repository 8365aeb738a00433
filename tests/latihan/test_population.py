"""The invented population: families that could be, spread as asked, the same every time."""

from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from balale.latihan.rules import (
    DesaInfo,
    NameTables,
    Population,
    make_person,
    make_population,
)
from balale.latihan.rules.families import Numbering
from balale.latihan.rules.name_tables import allowed_words, to_old_spelling
from balale.latihan.rules.numbers import NumberMint
from balale.latihan.rules.records import SHDK_CUCU, SHDK_ISTRI, SHDK_ORANGTUA
from balale.latihan.services.sources import load_names
from balale.registry.rules.usia import usia_tahun
from balale.wilayah.services import read_rows

DATA = Path(__file__).parents[2] / "data"
HARI_INI = date(2026, 11, 24)
PILIHAN_ALASAN = {
    "belum_rekam",
    "tidak_diketahui",
    "bayi",
    "terlantar",
    "wna_tanpa_dokumen",
}


@pytest.fixture(scope="module")
def names() -> NameTables:
    return load_names(DATA)


@pytest.fixture(scope="module")
def desa() -> list[DesaInfo]:
    rows = read_rows(DATA / "wilayah/desa.csv")
    return [
        DesaInfo(row["kode"], row["nama"], row["kode_kecamatan"], 1 + i % 4)
        for i, row in enumerate(rows)
    ]


@pytest.fixture(scope="module")
def population(desa, names) -> Population:
    return make_population(desa=desa, names=names, people=5000, seed=61_07, today=HARI_INI)


def test_population_of_one_seed_is_the_same_again(desa, names):
    first, again, other = (
        make_population(desa=desa, names=names, people=400, seed=seed, today=HARI_INI)
        for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


@pytest.mark.parametrize("people", [1, 7, 59, 60, 300, 1234])
def test_population_of_any_size_has_exactly_that_many_people(desa, names, people):
    made = make_population(desa=desa, names=names, people=people, seed=3, today=HARI_INI)
    nomor = [orang.nomor for orang in made.all_people()]
    assert len(nomor) == len(set(nomor)) == people


def test_population_without_desa_is_refused(names):
    with pytest.raises(ValueError, match="desa"):
        make_population(desa=[], names=names, people=10, seed=1, today=HARI_INI)


def test_population_with_weight_zero_is_refused(names):
    tanpa = [DesaInfo("61.07.01.2001", "Sungai Duri", "61.07.01", 0)]
    with pytest.raises(ValueError, match="weights"):
        make_population(desa=tanpa, names=names, people=10, seed=1, today=HARI_INI)


def test_villages_get_people_in_proportion_to_their_weight(desa, names):
    made = make_population(desa=desa, names=names, people=20_000, seed=5, today=HARI_INI)
    banyak = Counter(o.desa_kode for k in made.keluarga for o in k.anggota)
    jumlah, bobot = sum(banyak.values()), sum(d.weight for d in desa)
    for satu in desa:
        assert banyak[satu.kode] == pytest.approx(jumlah * satu.weight / bobot, abs=9)


def test_sealed_persons_are_in_no_family(population):
    assert len(population.disegel) == 75
    assert all(o.disegel and o.hubungan is None for o in population.disegel)
    assert not any(o.disegel for o in population.ordinary_people())


def test_families_are_of_one_to_eight_and_near_four(population):
    besar = [len(k.anggota) for k in population.keluarga]
    assert set(besar) == set(range(1, 9))
    assert 3.6 <= sum(besar) / len(besar) <= 4.2


def test_parents_are_17_to_42_years_older_than_their_children(population):
    semua = {o.nomor: o for o in population.ordinary_people()}
    anak = [o for o in semua.values() if o.ayah_nomor or o.ibu_nomor]
    assert len(anak) > 1500
    for satu in anak:
        for nomor in filter(None, (satu.ayah_nomor, satu.ibu_nomor)):
            jarak = usia_tahun(semua[nomor].tanggal_lahir, satu.tanggal_lahir)
            assert 17 <= jarak <= 42


def test_fathers_are_men_and_mothers_women(population):
    semua = {o.nomor: o for o in population.ordinary_people()}
    for satu in semua.values():
        assert not satu.ayah_nomor or semua[satu.ayah_nomor].jenis_kelamin == "L"
        assert not satu.ibu_nomor or semua[satu.ibu_nomor].jenis_kelamin == "P"


def test_siblings_are_twins_or_a_year_apart(population):
    for keluarga in population.keluarga:
        anak = [o for o in keluarga.anggota if o.ibu_nomor and not o.kembar_nomor]
        for ibu in {o.ibu_nomor for o in anak}:
            lahir = sorted(o.tanggal_lahir for o in anak if o.ibu_nomor == ibu)
            assert all((b - a).days > 365 for a, b in zip(lahir, lahir[1:], strict=False))


def test_spouses_are_near_in_age_and_both_adults(population):
    for keluarga in population.keluarga:
        for istri in keluarga.anggota[1:2]:
            if istri.hubungan == SHDK_ISTRI:
                suami = keluarga.anggota[0]
                assert abs(suami.tanggal_lahir.year - istri.tanggal_lahir.year) <= 8
                assert usia_tahun(istri.tanggal_lahir, HARI_INI) >= 18


def test_twins_share_the_date_and_same_sex_twins_have_neighbouring_nik(population):
    semua = {o.nomor: o for o in population.ordinary_people()}
    kembar = [(semua[o.kembar_nomor], o) for o in semua.values() if o.kembar_nomor]
    assert len(kembar) >= 5
    sejenis = [(a, b) for a, b in kembar if a.jenis_kelamin == b.jenis_kelamin and a.nik]
    assert sejenis
    assert all(a.tanggal_lahir == b.tanggal_lahir and a.nama != b.nama for a, b in kembar)
    assert all(int(b.nik) - int(a.nik) == 1 for a, b in sejenis)


def test_some_sons_bear_their_fathers_name(population):
    semua = {o.nomor: o for o in population.ordinary_people()}
    senama = [o for o in semua.values() if o.senama_nomor]
    assert senama
    assert all(o.nama == semua[o.senama_nomor].nama for o in senama)


def test_every_shape_of_family_occurs(population):
    def has(hubungan: int) -> int:
        return sum(any(o.hubungan == hubungan for o in k.anggota) for k in population.keluarga)

    kepala = [k.anggota[0] for k in population.keluarga]
    sendiri = [k.anggota[0] for k in population.keluarga if len(k.anggota) == 1]
    yatim = [
        o
        for o in population.ordinary_people()
        if o.hubungan == SHDK_CUCU and not o.ayah_nomor and not o.ibu_nomor
    ]
    assert has(SHDK_ORANGTUA) > 50
    assert sum(o.jenis_kelamin == "P" for o in kepala) > 100
    assert sum(usia_tahun(o.tanggal_lahir, HARI_INI) >= 60 for o in sendiri) > 30
    assert len(yatim) > 20
    assert len(population.tanpa_keluarga) == 50


def test_villages_have_people_of_the_same_name(population):
    nama = Counter((o.desa_kode, o.nama) for o in population.ordinary_people())
    assert sum(banyak > 1 for banyak in nama.values()) > 20


def test_every_number_is_unique_and_marked_as_invented(population):
    nik = [o.nik for o in population.all_people() if o.nik]
    nomor = nik + [k.no_kk for k in population.keluarga if k.no_kk]
    assert len(nomor) == len(set(nomor))
    assert all(len(satu) == 16 and satu.isdigit() and satu[12] == "9" for satu in nomor)
    telepon = [o.telepon for o in population.all_people() if o.telepon]
    assert all(len(satu) == 12 and satu.startswith("08990000") for satu in telepon)


def test_nik_holds_the_birth_date_and_the_sex(population):
    for orang in population.all_people():
        if orang.nik:
            hari = orang.tanggal_lahir.day + (40 if orang.jenis_kelamin == "P" else 0)
            assert orang.nik[6:12] == f"{hari:02d}{orang.tanggal_lahir:%m%y}"


def test_nik_area_is_a_known_kecamatan_and_often_another_than_home(population):
    rows = read_rows(DATA / "wilayah/wilayah_nasional.csv")
    known = {row["kode"].replace(".", "") for row in rows}
    punya = [o for o in population.ordinary_people() if o.nik]
    assert all(o.nik[:6] in known for o in punya)
    lain = sum(o.nik[:6] != o.desa_kode.replace(".", "")[:6] for o in punya)
    assert 0.05 < lain / len(punya) < 0.25


def test_about_six_percent_have_no_nik_but_a_reason(population):
    semua = list(population.ordinary_people())
    tanpa = [o for o in semua if o.nik is None]
    assert all((o.nik is None) == (o.alasan_tanpa_nik is not None) for o in semua)
    assert 0.045 < len(tanpa) / len(semua) < 0.075
    assert {o.alasan_tanpa_nik for o in tanpa} == PILIHAN_ALASAN


def test_birth_dates_pile_up_on_the_days_of_the_unknown(population):
    def heaped(orang) -> bool:
        return (orang.tanggal_lahir.day, orang.tanggal_lahir.month) in {(1, 7), (31, 12), (1, 1)}

    semua = list(population.ordinary_people())
    tua = [o for o in semua if usia_tahun(o.tanggal_lahir, HARI_INI) >= 60]
    assert 0.06 < sum(map(heaped, semua)) / len(semua) < 0.12
    assert sum(map(heaped, tua)) / len(tua) > 0.18
    assert all(o.tanggal_lahir <= HARI_INI for o in population.all_people())


def test_names_hold_only_listed_or_invented_words(population, names):
    allowed = allowed_words(names)
    allowed = allowed | {to_old_spelling(kata) for kata in allowed}
    allowed = allowed | {kata.replace("’", "").replace("'", "") for kata in allowed}
    for orang in population.all_people():
        for nama in [orang.nama, *(nama for _, nama in orang.nama_lain)]:
            sisa = [k for k in nama.split() if k not in allowed]
            assert all(len(k) == 2 and k[1] == "." for k in sisa), nama


def test_children_since_2022_have_two_words_and_no_punctuation(population):
    anak = [o for o in population.all_people() if o.tanggal_lahir.year >= 2022]
    assert len(anak) > 100
    for orang in anak:
        assert " " in orang.nama
        assert orang.nama.replace(" ", "").isalpha()


def test_many_elders_have_one_word_and_some_an_old_spelling(population):
    tua = [o for o in population.all_people() if o.tanggal_lahir.year < 1960]
    assert sum(" " not in o.nama for o in tua) / len(tua) > 0.3
    assert any("oe" in o.nama.lower() for o in tua)
    jenis = {jenis for o in population.all_people() for jenis, _ in o.nama_lain}
    assert jenis == {"tionghoa", "baptis", "panggilan", "ejaan_lama", "gadis_suami"}


def test_awkward_names_and_addresses_are_there(population):
    semua = list(population.ordinary_people())
    nama = {o.nama for o in semua}
    assert {"Y. Lokin", "Jora’", "Maria Mise'", "Ng"} <= nama
    assert 55 <= max(map(len, nama)) <= 60
    assert {"H.", "Hj."} <= {o.gelar_depan for o in semua}
    assert "S.Pd" in {o.gelar_belakang for o in semua}
    assert max(len(k.alamat_teks) for k in population.keluarga) > 150


@pytest.mark.parametrize(
    ("baru", "lama"),
    [("Supardi", "Soepardi"), ("Jumadi", "Djoemadi"), ("Yusuf", "Joesoef"), ("Cahyo", "Tjahjo")],
)
def test_old_spelling_follows_the_rules_before_1972(baru, lama):
    assert to_old_spelling(baru) == lama


@pytest.mark.parametrize("usia", [0, 5, 17, 18, 60, 99])
def test_make_person_of_an_age_has_that_age(names, desa, usia):
    orang = make_person(
        Random(usia), names=names, desa=desa[3], today=HARI_INI, usia_tahun=usia, jenis_kelamin="P"
    )
    assert usia_tahun(orang.tanggal_lahir, HARI_INI) == usia
    assert orang.jenis_kelamin == "P"
    assert orang.desa_kode == desa[3].kode


def test_make_person_without_nik_keeps_the_reason(names, desa):
    orang = make_person(
        Random(1), names=names, desa=desa[0], today=HARI_INI, tanpa_nik="belum_rekam"
    )
    assert (orang.nik, orang.alasan_tanpa_nik) == (None, "belum_rekam")


def test_make_person_with_one_numbering_never_repeats_a_nik(names, desa):
    rng = Random(4)
    numbering = Numbering(NumberMint(rng))
    nik = {
        make_person(
            rng, names=names, desa=desa[0], today=HARI_INI, usia_tahun=30, numbering=numbering
        ).nik
        for _ in range(500)
    }
    assert len(nik) == 500


def test_mint_without_a_serial_left_says_so():
    mint = NumberMint(Random(1))
    lahir = date(1980, 7, 1)
    nik = {mint.nik(area="61.07.01", lahir=lahir, jenis_kelamin="L") for _ in range(1000)}
    assert len(nik) == 1000
    with pytest.raises(ValueError, match="No invented serial"):
        mint.nik(area="61.07.01", lahir=lahir, jenis_kelamin="L")
