"""Letterheads: one for every area, dated, and the area around where one is missing."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from balale.registry.models import KopSurat
from balale.registry.queries.reference import get_kop
from balale.registry.services.reference import load_reference
from tests.factories.reference import edit

DATA = Path(__file__).resolve().parents[2] / "data"
HARI = date(2026, 11, 24)
DESA = "61.07.04.2003"


def codes(path):
    with (DATA / path).open(newline="", encoding="utf-8") as file:
        return [next(iter(row.values())) for row in csv.DictReader(file)]


def test_kop_file_has_one_row_for_every_area_and_confirms_none():
    areas = ["61.07", *codes("wilayah/kecamatan.csv"), *codes("wilayah/desa.csv")]
    assert codes("kop/kop.csv") == areas
    assert ",ya" not in (DATA / "kop/kop.csv").read_text()


@pytest.mark.parametrize(
    ("kode", "lines", "signer"),
    [
        (DESA, 3, "Kepala Desa"),
        ("61.07.04", 2, "Camat"),
        ("61.07", 2, "Kepala Dinas Sosial"),
        ("61.07.04.9999", 2, "Camat"),
        ("61.07.99", 2, "Kepala Dinas Sosial"),
    ],
)
@pytest.mark.django_db
def test_kop_when_asked_for_an_area_then_its_own_or_the_one_around(as_owner, kode, lines, signer):
    kop = get_kop(kode, HARI)
    assert len(kop.baris.split("\n")) == lines
    assert kop.jabatan.startswith(signer)


@pytest.mark.django_db
def test_kop_when_a_new_one_begins_then_the_old_one_speaks_until_then(as_owner, data_dir):
    besok = HARI + timedelta(days=1)

    def renew(rows):
        old = next(row for row in rows if row["wilayah_kode"] == DESA)
        old["berlaku_sampai"] = besok.isoformat()
        rows.append({**old, "berlaku_mulai": besok.isoformat(), "berlaku_sampai": "",
                     "pejabat": "Yohanes Jali"})  # fmt: skip

    edit(data_dir / "kop/kop.csv", renew)
    assert load_reference(data_dir=data_dir)["kop"].new == 1
    assert [get_kop(DESA, day).pejabat for day in (HARI, besok)] == ["", "Yohanes Jali"]


@pytest.mark.django_db
def test_kop_when_nothing_is_known_then_none(as_owner):
    KopSurat.objects.all().delete()
    assert get_kop(DESA, HARI) is None
