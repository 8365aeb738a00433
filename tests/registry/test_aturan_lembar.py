"""Sheets of the visit change by versions too: from their day, under the same walls and file."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.kit.errors import DomainError
from balale.registry.models import Formulir, Isian, Kode
from balale.registry.queries.pendataan import get_formulir_lembar
from balale.registry.queries.reference import list_isian, list_kode
from balale.registry.queries.versi import get_versi_list
from balale.registry.rules.konfigurasi import list_problems
from balale.registry.services import rancangan as services
from balale.registry.services.berkas import export_configuration, import_configuration
from balale.registry.services.reference import load_reference
from balale.registry.services.versi import write_version
from tests.factories.accounts import list_trail, make_user
from tests.factories.aturan import (
    add_field,
    add_trigger,
    approve,
    besok,
    end_triggers,
    make_rancangan,
    publish,
    revoke,
    revoke_by_two,
)

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
RUMAH = "rumah_aset"


def make_sheet(by, ubah=None, lembar=RUMAH, **kwargs):
    return make_rancangan(by, "lembar", lembar, ubah=ubah, **kwargs)


def list_codes(user, on, lembar=RUMAH):
    with acting_as(user.context):
        return [isian.kode for isian in list_isian(get_formulir_lembar(lembar, on))]


def open_meter(isi):
    for one in isi["isian"]:
        if one["kode"] == "nomor_meteran":
            one["peka"] = False


def test_sheet_when_it_gains_a_field_then_asked_from_its_day_only(pengelola, operator):
    mulai = besok(30)
    before = list_codes(operator, timezone.localdate())
    assert publish(make_sheet(pengelola, mulai=mulai), pengelola) is False
    assert list_codes(operator, mulai - timedelta(days=1)) == before
    assert list_codes(operator, mulai) == [*before, "punya_kebun"]
    (line,) = list_trail("aturan.published")
    assert (line.fields["jenis"], line.fields["objek"]) == ("lembar", RUMAH)


def test_sheet_when_another_changes_then_stays(pengelola, operator):
    publish(make_sheet(pengelola, lembar="perorangan", mulai=besok(9)), pengelola)
    assert "punya_kebun" in list_codes(operator, besok(9), "perorangan")
    assert "punya_kebun" not in list_codes(operator, besok(9))


def test_sheet_when_an_answer_is_opened_then_second_person_decides(
    pengelola, kepala_dinas, operator
):
    row = make_sheet(pengelola, open_meter)
    assert publish(row, pengelola) is True
    approve(row, kepala_dinas)
    with acting_as(operator.context):
        form = get_formulir_lembar(RUMAH, besok(30))
        assert not Isian.objects.get(formulir=form, kode="nomor_meteran").peka


def test_sheet_when_its_list_opens_the_secret_way_then_refused(pengelola):
    with acting_as(pengelola.context):
        kode = Kode.objects.filter(picu_rahasia=True).select_related("daftar").first()
    daftar = kode.daftar.kode
    row = make_sheet(pengelola, lambda isi: add_field(isi, jenis="pilihan", daftar=daftar))
    with pytest.raises(DomainError, match="jalur rahasia"):
        publish(row, pengelola)


def ask_agama(isi):
    add_field(isi, jenis="pilihan", daftar="agama")


def test_list_of_a_sheet_when_a_choice_would_open_the_secret_way_then_refused(pengelola):
    with pytest.raises(DomainError, match="lembar pendataan"):
        add_trigger(pengelola, "lantai")


def test_sheet_when_its_list_opens_the_secret_way_later_then_refused(pengelola):
    add_trigger(pengelola, "agama", hari=60)
    with pytest.raises(DomainError, match="jalur rahasia"):
        publish(make_sheet(pengelola, ask_agama), pengelola)


def test_list_of_a_revoked_sheet_may_open_the_secret_way(pengelola):
    row = make_sheet(pengelola, ask_agama)
    publish(row, pengelola)
    revoke(row, pengelola)
    add_trigger(pengelola, "agama")
    with acting_as(pengelola.context):
        assert Kode.objects.get(kode="tutup").picu_kategori_id == 19


def test_end_of_a_choice_is_not_revoked_while_a_sheet_rests_on_it(pengelola, kepala_dinas):
    with acting_as(pengelola.context):
        daftar = Kode.objects.filter(picu_rahasia=True).first().daftar.kode
    ended = end_triggers(pengelola, kepala_dinas, daftar)
    sheet = make_sheet(
        pengelola, lambda isi: add_field(isi, jenis="pilihan", daftar=daftar), mulai=besok(40)
    )
    publish(sheet, pengelola)
    with pytest.raises(DomainError, match="lembar pendataan"):
        revoke_by_two(ended, pengelola, kepala_dinas)


@pytest.mark.parametrize("atribut", ["K27", "K00", "x", "K15;K99"])
def test_sheet_when_its_variable_is_unknown_then_words(pengelola, atribut):
    row = make_sheet(pengelola, lambda isi: add_field(isi, atribut=atribut))
    assert list_problems("lembar", row.isi) == [
        "Isian “Punya kebun sendiri?”: variabel DTSEN tidak dikenal."
    ]


def _insert_form(user, **changed):
    with acting_as(user.context), transaction.atomic():
        row = Formulir.objects.get(lembar=RUMAH)
        row.pk, row.versi, row.berlaku_mulai = None, 2, besok(10)
        row._state.adding = True
        for name, value in changed.items():
            setattr(row, name, value)
        row.save(force_insert=True)


@pytest.mark.parametrize("role", ["operator_desa", "kepala_dinas", "admin_teknis"])
def test_database_when_another_role_adds_a_sheet_then_refuses(role):
    area = {"operator_desa": DESA, "kepala_dinas": "61.07"}.get(role, "")
    with pytest.raises(DatabaseError, match="row-level security"):
        _insert_form(make_user(role, area))


def test_database_when_two_versions_of_a_sheet_overlap_then_refuses(pengelola):
    _insert_form(pengelola)
    with pytest.raises(DatabaseError, match="two versions"), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")


def test_database_when_one_person_opens_an_answer_of_a_sheet_then_refuses(pengelola):
    _insert_form(pengelola)
    with acting_as(pengelola.context):
        Formulir.objects.filter(lembar=RUMAH, versi=1).update(berlaku_sampai=besok(10))
        isian = Isian.objects.get(formulir__lembar=RUMAH, kode="nomor_meteran")
        isian.formulir = Formulir.objects.get(lembar=RUMAH, versi=2)
        isian.pk, isian.peka, isian._state.adding = None, False, True
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            isian.save(force_insert=True)


def _export(by):
    with acting_as(by.context):
        return json.loads(export_configuration(by=by, on=timezone.localdate()))


def _import(by, whole):
    with acting_as(by.context):
        return import_configuration(
            raw=json.dumps(whole).encode(), by=by, today=timezone.localdate(), now=timezone.now()
        )


def test_file_when_a_sheet_has_a_new_version_then_taken(pengelola, operator):
    whole = _export(pengelola)
    assert sorted(row["lembar"] for row in whole["lembar"]) == ["kemampuan", "perorangan", RUMAH]
    new = next(row for row in whole["lembar"] if row["lembar"] == RUMAH)
    new = json.loads(json.dumps(new)) | {"berlaku_mulai": besok(30).isoformat()}
    add_field(new, atribut="K26")
    whole["lembar"].append(new)
    assert _import(pengelola, whole) == (1, 0)
    assert "punya_kebun" in list_codes(operator, besok(30))


def test_file_when_older_and_without_sheets_then_still_taken(pengelola):
    whole = _export(pengelola) | {"skema": 1}
    del whole["lembar"]
    with pytest.raises(DomainError, match="tidak mengubah"):
        _import(pengelola, whole)


@pytest.mark.parametrize("lembar", ["lain", "", None, 8])
def test_file_when_a_sheet_is_unknown_then_refused_in_words(pengelola, lembar):
    whole = _export(pengelola)
    whole["lembar"][0]["lembar"] = lembar
    with pytest.raises(DomainError, match="lembar nomor 1"):
        _import(pengelola, whole)


def test_reference_when_loaded_again_then_sheet_of_the_screen_stands(as_owner, data_dir, pengelola):
    load_reference(data_dir=data_dir)
    mulai = besok(30)
    isi = get_versi_list("lembar", RUMAH)[-1].isi
    add_field(isi)
    write_version(jenis="lembar", isi=isi, mulai=mulai, by=pengelola)
    load_reference(data_dir=data_dir)
    first, second = Formulir.objects.filter(lembar=RUMAH).order_by("versi")
    assert (first.berlaku_sampai, second.berlaku_mulai) == (mulai, mulai)
    assert second.berlaku_sampai is None


def start_list(by, nama="Jenis pupuk"):
    with acting_as(by.context):
        return services.start_daftar(nama=nama, by=by, now=timezone.now())


def fill_list(by, row, *teks):
    kode_list = [
        {"kode": kode.lower(), "teks": kode, "alias": "", "picu_kategori": None} for kode in teks
    ]
    with acting_as(by.context):
        services.change_rancangan(
            rancangan=row, base=row.versi, by=by, now=timezone.now(), mulai=besok(9),
            isi={**row.isi, "kode_list": kode_list},
        )  # fmt: skip


def test_new_list_when_published_then_a_question_of_its_day_may_use_it(pengelola, operator):
    row = start_list(pengelola)
    assert (row.objek, row.dasar, row.isi["kode_list"]) == ("jenis_pupuk", None, [])
    fill_list(pengelola, row, "Kandang", "Urea")
    publish(row, pengelola)
    sheet = make_sheet(
        pengelola, lambda isi: add_field(isi, jenis="pilihan", daftar="jenis_pupuk"), mulai=besok(9)
    )
    publish(sheet, pengelola)
    with acting_as(operator.context):
        isian = Isian.objects.get(kode="punya_kebun")
        assert [one.teks for one in list_kode(isian.daftar, besok(9))] == ["Kandang", "Urea"]


def test_new_list_when_empty_then_not_published(pengelola):
    row = start_list(pengelola)
    fill_list(pengelola, row)
    with pytest.raises(DomainError, match="sekurangnya satu pilihan"):
        publish(row, pengelola)


@pytest.mark.parametrize("nama", ["Agama", " agama ", "AGAMA"])
def test_new_list_when_its_name_is_taken_then_refused(pengelola, nama):
    with pytest.raises(DomainError, match="Sudah ada daftar"):
        start_list(pengelola, nama)


def test_new_list_when_another_draft_has_its_code_then_gets_its_own(pengelola):
    start_list(pengelola)
    assert start_list(pengelola, "Jenis: pupuk").objek == "jenis_pupuk_2"


def test_new_list_when_started_then_in_the_trail(pengelola):
    start_list(pengelola)
    (line,) = list_trail("aturan.started")
    assert line.fields == {"jenis": "daftar", "objek": "jenis_pupuk"}
