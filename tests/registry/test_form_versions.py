"""A form that gains a field from next January leaves last year's answers as they were given."""

from datetime import date, datetime

from balale.access.context import acting_as
from balale.kit.formatting import WIB
from balale.registry.models import Ppks
from balale.registry.queries.dossier import get_dossier
from balale.registry.queries.reference import get_formulir, list_isian
from balale.registry.services.entry import submit_ppks
from balale.registry.services.reference import load_reference
from tests.factories.accounts import make_user
from tests.factories.reference import add_form_of_next_january, edit
from tests.factories.registry import isian_ppks

DESA = "61.07.14.2004"
NOVEMBER = date(2026, 11, 24)
FEBRUARI = date(2027, 2, 3)


def _enter(operator, on, kode, nilai):
    field = next(f for f in list_isian(get_formulir(8, on)) if f.kode == kode)
    now = datetime(on.year, on.month, on.day, 9, 0, tzinfo=WIB)
    with acting_as(operator.context):
        isian = isian_ppks(kategori=8, jawaban={field.pk: (nilai,)})
        return submit_ppks(isian=isian, desa_kode=DESA, by=operator, on=on, now=now)


def _answers(operator, orang, on):
    with acting_as(operator.context):
        (entri,) = get_dossier(orang.pk, user=operator, on=on).entri
        return [(jawab.label, jawab.nilai) for jawab in entri.jawaban]


def test_answer_of_last_year_when_form_changes_in_january_keeps_its_old_form(as_owner, data_dir):
    load_reference(data_dir=data_dir)
    operator = make_user("operator_desa", DESA)
    last_year = _enter(operator, NOVEMBER, "hanya_berbaring", "tidak")
    before = _answers(operator, last_year, NOVEMBER)

    add_form_of_next_january(data_dir)
    edit(data_dir / "ppks/isian.csv", _ask_anew)
    load_reference(data_dir=data_dir)
    this_year = _enter(operator, FEBRUARI, "punya_bpjs", "ya")

    assert before == [("Apakah hanya bisa berbaring?", ("Tidak",))]
    assert _answers(operator, last_year, FEBRUARI) == before
    assert [row.formulir.versi for row in Ppks.objects.order_by("mulai")] == [1, 2]
    assert _answers(operator, this_year, FEBRUARI) == [("Punya BPJS?", ("Ya",))]


def _ask_anew(rows):
    for row in rows:
        if row["kode"] == "punya_bpjs":
            row.update(label="Punya BPJS?", jenis="ya_tidak", daftar="", peka="tidak")
