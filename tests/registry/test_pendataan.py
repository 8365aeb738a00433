"""Sheets of a visit: the counts of DTSEN, the two scales, versions, history, and who may."""

import csv
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.audit.models import TrailLine
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import (
    AnggotaKeluarga,
    Isian,
    JawabanPendataan,
    Kode,
    Lembar,
    Pendataan,
    VariabelDtsen,
)
from balale.registry.queries.pendataan import count_visits, get_formulir_lembar, list_lembar
from balale.registry.rules.kesulitan import (
    REGSOSEK_KODE,
    WG_KODE,
    Kesulitan,
    from_regsosek,
    from_wg,
    is_above_threshold,
)
from balale.registry.services.pendataan import record_pendataan
from tests.factories.registry import make_nik, make_orang

DESA = "61.07.01.2001"
DATA = Path(__file__).resolve().parents[2] / "data" / "dtsen"


def rows(name):
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def test_variables_when_counted_are_the_13_of_a_person_and_the_26_of_a_family():
    variabel = rows("variabel.csv")
    assert Counter(row["kelompok"] for row in variabel) == {"perorangan": 13, "keluarga": 26}
    kode = [f"P{n:02d}" for n in range(1, 14)] + [f"K{n:02d}" for n in range(1, 27)]
    assert [row["kode"] for row in variabel] == kode
    assert all(row["sumber"] and row["dikonfirmasi"] in {"ya", "tidak"} for row in variabel)


def test_every_variable_to_be_asked_has_a_field_and_assets_have_nineteen():
    asked = Counter(row["atribut"] for row in rows("isian.csv"))
    for row in rows("variabel.csv"):
        if row["asal"] == "isian":
            assert asked[row["kode"]], row["kode"]
    assert asked["K26"] == 19
    assert asked["P12"] == 6


@pytest.mark.parametrize("row", rows("isian.csv"), ids=lambda row: row["kode"])
def test_field_of_a_sheet_has_short_help_and_an_example(row):
    assert row["label"].endswith("?")
    assert 0 < len(row["bantuan"].split()) <= 12
    assert row["contoh"]
    assert row["lembar"] == "rumah_aset" or row["peka"] == "ya"


@pytest.mark.parametrize(
    ("jawaban", "wg", "regsosek"),
    [
        (Kesulitan.TIDAK_ADA, 1, 4),
        (Kesulitan.SEDIKIT, 2, 3),
        (Kesulitan.BANYAK, 3, 2),
        (Kesulitan.TIDAK_BISA, 4, 1),
    ],
)
def test_answer_of_difficulty_has_reversed_numbers_on_the_two_scales(jawaban, wg, regsosek):
    assert (WG_KODE[jawaban], REGSOSEK_KODE[jawaban]) == (wg, regsosek)
    assert from_wg(wg) is from_regsosek(regsosek) is jawaban


def test_threshold_is_much_difficulty_once():
    assert is_above_threshold(["tidak_ada", "banyak"])
    assert is_above_threshold(["tidak_bisa"])
    assert not is_above_threshold(["sedikit", "sedikit", "tidak_ada"])


@pytest.mark.django_db
def test_list_of_difficulty_holds_the_words_of_the_scales(operator):
    with acting_as(operator.context):
        codes = list(Kode.objects.filter(daftar__kode="tingkat_kesulitan"))
        assert VariabelDtsen.objects.count() == 39
    assert {one.kode for one in codes} == {one.value for one in Kesulitan}


@pytest.fixture
def orang(operator):
    return make_orang(operator, nik=make_nik(), no_kk="6107012811099001", hubungan="1")


@pytest.fixture
def keluarga(operator, orang):
    with acting_as(operator.context):
        return AnggotaKeluarga.objects.select_related("keluarga").get(orang=orang).keluarga


def record(by, pemilik, lembar, given, *, base=None, on=None):
    on = on or timezone.localdate()
    with acting_as(by.context):
        formulir = get_formulir_lembar(lembar, on)
        fields = {f.kode: f.pk for f in Isian.objects.filter(formulir=formulir)}
        base = count_visits(lembar, pemilik, user=by) if base is None else base
        return record_pendataan(
            formulir=formulir, pemilik=pemilik, base=base, by=by, on=on, now=timezone.now(),
            jawaban={fields[kode]: (value,) for kode, value in given.items()},
        )  # fmt: skip


@pytest.mark.django_db
def test_visit_ends_the_one_before_and_counts_its_variables(operator, keluarga):
    yesterday = timezone.localdate() - timedelta(days=1)
    record(operator, keluarga, "rumah_aset", {"lantai": "5", "atap": "3"}, on=yesterday)
    record(operator, keluarga, "rumah_aset", {"lantai": "2", "aset_motor": "1"})
    with acting_as(operator.context):
        first, second = Pendataan.objects.order_by("pada")
        isi = list_lembar([Lembar.RUMAH_ASET], keluarga, user=operator, on=timezone.localdate())[0]
        assert JawabanPendataan.objects.filter(pendataan=first).count() == 2
    assert (first.sampai, second.sampai) == (timezone.localdate(), None)
    assert isi.total == 26
    # Eight of the area, address, No KK, its head; floor and assets from the sheet.
    assert isi.jumlah == 13
    assert [one.nilai for one in isi.jawab] == [("Keramik",), ("1 unit",)]


@pytest.mark.django_db
def test_answers_about_a_person_are_limited_and_sealed(operator, orang):
    made = record(operator, orang, "kemampuan", {"wg_berjalan": "tidak_bisa"})
    with acting_as(operator.context):
        answer = JawabanPendataan.objects.get()
        isi = list_lembar([Lembar.KEMAMPUAN], orang, user=operator, on=timezone.localdate())[0]
        line = TrailLine.objects.get(event="pendataan.recorded")
    assert made.tingkat == answer.tingkat == "terbatas"
    assert answer.nilai == ""
    assert isi.is_tertutup
    assert "tidak_bisa" not in str(line.__dict__)


@pytest.mark.django_db
def test_visit_over_an_older_page_or_without_answers_is_refused(operator, orang):
    record(operator, orang, "perorangan", {"punya_usaha": "tidak"})
    with pytest.raises(StaleVersion):
        record(operator, orang, "perorangan", {"punya_usaha": "ya"}, base=0)
    with pytest.raises(DomainError):
        record(operator, orang, "perorangan", {})
    with acting_as(operator.context):
        assert Pendataan.objects.count() == 1


@pytest.fixture
def ended(owner):
    """Makes a version of the six questions that held one day and ended so many days ago; the one
    in force begins today."""
    today, made = timezone.localdate(), []
    start = "update registry_formulir set berlaku_mulai = %s where id = %s"
    pk, mulai = owner.execute(
        "select id, berlaku_mulai from registry_formulir "
        "where lembar = 'kemampuan' and berlaku_sampai is null"
    ).fetchone()
    owner.execute(start, [today, pk])

    def make(days):
        hari = today - timedelta(days=days)
        row = owner.execute(
            "insert into registry_formulir (lembar, versi, berlaku_mulai, berlaku_sampai, sumber, "
            "dikonfirmasi) values ('kemampuan', %s, %s, %s, 'uji', false) returning id",
            [90 + days, hari - timedelta(days=1), hari],
        ).fetchone()
        made.append(row[0])
        return str(row[0])

    yield make
    owner.execute("delete from registry_formulir where id = any(%s)", [made])
    owner.execute(start, [mulai, pk])


@pytest.mark.django_db
def test_version_that_ended_while_someone_typed_is_still_taken_for_a_week(operator, ended):
    today = timezone.localdate()
    late, lapsed = ended(6), ended(7)
    with acting_as(operator.context):
        now = get_formulir_lembar("kemampuan", today)
        assert get_formulir_lembar("kemampuan", today, asked=late).pk == int(late)
        assert get_formulir_lembar("rumah_aset", today, asked=late).lembar == "rumah_aset"
        for bad in (lapsed, "", "²", "9" * 40, "-1", "x"):
            assert get_formulir_lembar("kemampuan", today, asked=bad) == now
