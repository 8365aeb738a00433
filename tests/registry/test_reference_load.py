"""The load, run as the owner role in a transaction that is rolled back."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from balale.registry.models.reference import Isian, KategoriVersi, TandaKategori
from balale.registry.queries import reference as queries
from balale.registry.services.reference import check_periods, load_reference
from balale.wilayah.models import Desa
from balale.wilayah.services import load_wilayah
from tests.factories.reference import add_form_of_next_january, edit

TAHUN_INI = date(2026, 11, 24)
TAHUN_DEPAN = date(2027, 1, 1)


def test_load_when_rerun_changes_nothing(as_owner, data_dir):
    load_wilayah(data_dir=data_dir)
    load_reference(data_dir=data_dir)
    again = {**load_wilayah(data_dir=data_dir), **load_reference(data_dir=data_dir)}
    assert not any(counts.has_changes for counts in again.values())
    assert not any(counts.extra for counts in again.values())
    assert (again["desa"].same, again["kategori"].same, again["kriteria"].same) == (124, 26, 7)


def test_load_when_a_word_is_corrected_updates_that_row_alone(as_owner, data_dir):
    load_reference(data_dir=data_dir)
    row = TandaKategori.objects.order_by("pk").first()
    edit(data_dir / "ppks/tanda.csv", lambda rows: rows[0].update(teks="Tidak diasuh"))
    counts = load_reference(data_dir=data_dir)
    assert (counts["tanda"].changed, counts["tanda"].new) == (1, 0)
    assert TandaKategori.objects.get(pk=row.pk).teks == "Tidak diasuh"


def test_load_when_a_row_left_the_file_keeps_it_and_says_so(as_owner, data_dir):
    load_wilayah(data_dir=data_dir)
    edit(data_dir / "wilayah/desa.csv", lambda rows: rows.pop())
    assert load_wilayah(data_dir=data_dir)["desa"].extra == 1
    assert Desa.objects.count() == 124


def test_load_when_fields_change_places_keeps_their_rows(as_owner, data_dir):
    load_reference(data_dir=data_dir)

    def swap(rows):
        rows[0]["urutan"], rows[1]["urutan"] = rows[1]["urutan"], rows[0]["urutan"]

    edit(data_dir / "ppks/isian.csv", swap)
    counts = load_reference(data_dir=data_dir)["isian"]
    assert (counts.changed, counts.new) == (4, 0)


def test_form_when_a_field_comes_next_january_is_old_until_then(as_owner, data_dir):
    load_reference(data_dir=data_dir)
    old_ids = set(Isian.objects.values_list("pk", flat=True))
    add_form_of_next_january(data_dir)
    load_reference(data_dir=data_dir)
    before = queries.get_formulir(8, date(2026, 12, 31))
    after = queries.get_formulir(8, TAHUN_DEPAN)
    assert (before.versi, after.versi) == (1, 2)
    assert "punya_bpjs" not in {row.kode for row in queries.list_isian(before)}
    assert "punya_bpjs" in {row.kode for row in queries.list_isian(after)}
    assert old_ids <= set(Isian.objects.values_list("pk", flat=True))


def test_answered_field_when_a_new_form_begins_still_shows_the_old_one(as_owner, data_dir):
    load_reference(data_dir=data_dir)
    answered = queries.get_formulir(8, TAHUN_INI).isian_list.get(kode="tinggal_bersama")
    add_form_of_next_january(data_dir)
    load_reference(data_dir=data_dir)
    answered.refresh_from_db()
    assert answered.formulir.versi == 1
    assert answered.label == "Tinggal bersama siapa?"
    assert queries.list_kode(answered.daftar, TAHUN_DEPAN).get(kode="sendiri").teks == "Sendiri"


def test_category_when_renamed_next_january_keeps_this_years_name(as_owner, data_dir):
    def rename(rows):
        old = rows[7]
        old["berlaku_sampai"] = "2027-01-01"
        rows.append(
            {**old, "nama": "Lansia Terlantar", "berlaku_mulai": "2027-01-01", "berlaku_sampai": ""}
        )

    edit(data_dir / "ppks/kategori.csv", rename)
    load_reference(data_dir=data_dir)
    assert KategoriVersi.objects.count() == 27
    assert queries.get_kategori("LUT", TAHUN_INI).nama == "Lanjut Usia Terlantar"
    assert queries.get_kategori("LUT", TAHUN_DEPAN).nama == "Lansia Terlantar"


def test_command_when_a_row_occurs_twice_refuses_and_writes_nothing(as_owner, data_dir):
    edit(data_dir / "kode/kode.csv", lambda rows: rows.append(rows[0]))
    with pytest.raises(CommandError, match="occurs twice"):
        call_command("load_reference", data=data_dir, verbosity=0)


def test_command_when_a_field_names_an_unknown_form_refuses(as_owner, data_dir):
    edit(data_dir / "ppks/isian.csv", lambda rows: rows[0].update(versi="3"))
    with pytest.raises(CommandError, match="no form 3"):
        call_command("load_reference", data=data_dir, verbosity=0)


@pytest.mark.parametrize(
    ("first_end", "second_start", "overlaps"),
    [
        ("2027-01-01", "2027-01-01", False),
        ("2027-01-02", "2027-01-01", True),
        ("", "2027-01-01", True),
    ],
)
def test_check_periods_takes_the_end_day_as_outside(first_end, second_start, overlaps):
    rows = [
        {"kode": "a", "berlaku_mulai": "2026-01-01", "berlaku_sampai": first_end},
        {"kode": "a", "berlaku_mulai": second_start, "berlaku_sampai": ""},
    ]
    if not overlaps:
        check_periods("x.csv", rows, identity=("kode",))
        return
    with pytest.raises(ValueError, match="two rows in force"):
        check_periods("x.csv", rows, identity=("kode",))
