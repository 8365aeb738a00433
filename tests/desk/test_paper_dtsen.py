"""The DTSEN sheet on paper: all 39 variables, blank and filled, masked where the screen is."""

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.desk.paper.dtsen import build_dtsen
from balale.registry.models import AnggotaKeluarga, Isian, Lembar, Orang, VariabelDtsen
from balale.registry.queries.keluarga import get_keluarga_row
from balale.registry.queries.pendataan import get_formulir_lembar
from balale.registry.services.pendataan import record_pendataan
from tests.factories.accounts import list_trail, make_user, sign_in
from tests.factories.paper import list_sheets, read_pdf
from tests.factories.registry import make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db

DESA, DESA_LAIN = "61.07.04.2003", "61.07.04.2004"
KK = "6107040101019123"
TIDAK_ADA = "0190ffff-0000-7000-8000-000000000009"


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


def cetak(answer) -> str:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Cache-Control"] == "no-store"
    return read_pdf(answer.content)


def family(operator, orang):
    with acting_as(operator.context):
        return AnggotaKeluarga.objects.get(orang=orang).keluarga_id


def fill(operator, pemilik, lembar, **answers):
    """Record a visit's answers by code."""
    on = timezone.localdate()
    with acting_as(operator.context):
        formulir = get_formulir_lembar(lembar, on)
        codes = dict(Isian.objects.filter(formulir=formulir).values_list("kode", "pk"))
        row = (
            Orang.objects.get(pk=pemilik)
            if lembar != Lembar.RUMAH_ASET
            else get_keluarga_row(pemilik, operator)
        )
        record_pendataan(
            formulir=formulir, pemilik=row, base=0, by=operator, on=on, now=timezone.now(),
            jawaban={codes[kode]: values for kode, values in answers.items()},
        )  # fmt: skip


@pytest.mark.parametrize(("kertas", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_sheet_when_blank_then_all_variables_on_the_sheet_asked_for(masuk, operator, kertas, size):
    answer = masuk.get(f"/formulir/dtsen/?kertas={kertas}")
    words = cetak(answer)
    assert set(list_sheets(answer.content)) == {size}
    for part in (
        "LEMBAR PENDATAAN DTSEN", "26 keterangan keluarga dan 13 keterangan tiap orang",
        "Lantai rumah dari apa?", "Berapa sepeda motor?", "Apakah punya sakit menahun?",
        "Apakah sulit berjalan", "Lembar versi 1, berlaku sejak 1 Januari 2025", "Halaman 1 dari",
        "Martina Dayang (Operator desa)", "WIB", "LATIHAN", "61.07.04.2003",
    ):  # fmt: skip
        assert part in words, part
    (line,) = list_trail("document.printed")
    assert line.fields == {
        "dokumen": "dtsen_kosong", "kertas": kertas, "bagian": ["keluarga", "orang"],
    }  # fmt: skip


def test_sheet_when_blank_then_names_every_one_of_the_39_variables(masuk, operator):
    words = cetak(masuk.get("/formulir/dtsen/"))
    with acting_as(operator.context):
        codes = list(VariabelDtsen.objects.values_list("kode", flat=True))
    # A family's own number and address stand once where both parts are printed.
    told = {"K01": "K01–K02", "K02": "K01–K02", "K03": "K03–K04", "K04": "K03–K04",
            "K05": "K05–K06", "K06": "K05–K06", "K07": "K07–K08", "K08": "K07–K08",
            "P03": "K11", "P06": "K09"}  # fmt: skip
    assert len(codes) == 39
    assert [kode for kode in codes if told.get(kode, kode) not in words] == []


def test_sheet_when_one_part_is_asked_for_then_only_that(masuk):
    family_part = cetak(masuk.get("/formulir/dtsen/?bagian=keluarga"))
    assert "B. Rumah dan aset" in family_part
    assert "P01" not in family_part
    person = cetak(masuk.get("/formulir/dtsen/?bagian=orang&bagian=%00&bagian=x"))
    for kode in (f"P{n:02}" for n in range(1, 14)):
        assert kode in person
    assert "B. Rumah dan aset" not in person


def test_sheet_of_a_family_then_place_head_members_and_what_was_said(masuk, operator):
    orang = make_orang(operator, no_kk=KK, hubungan="1", teks="Dekat jembatan gantung")
    make_orang(operator, nama="Lusia Ajong", no_kk=KK, hubungan="4")
    fill(operator, family(operator, orang), Lembar.RUMAH_ASET, aset_motor=("2",),
         nomor_meteran=("14012345678",))  # fmt: skip
    words = cetak(masuk.get(f"/keluarga/{family(operator, orang)}/dtsen/"))
    for part in ("Fransiskus Bawakng", "Lusia Ajong", "Sebadu", "Orang 1", "Orang 2",
                 "Tercatat: 2 unit", "61.07.04.2003"):  # fmt: skip
        assert part in words, part
    for hidden in (KK, "14012345678", "jembatan"):
        assert hidden not in words.replace(" ", "")
    (line,) = list_trail("document.printed")
    assert (line.fields["dokumen"], line.fields["jumlah"]) == ("dtsen_keluarga", 2)


def test_sheet_of_a_person_then_closed_until_opened_and_each_reading_is_noted(masuk, operator):
    nik = make_nik()
    orang = make_orang(operator, nik=nik, no_kk=KK, hubungan="1", telepon="+6281234567890")
    fill(operator, orang.pk, Lembar.PERORANGAN, lapangan_usaha=("Warung kopi",))
    url = f"/warga/{orang.pk}/dtsen/"
    words = cetak(masuk.get(url))
    assert "Fransiskus Bawakng" in words
    assert "Warung kopi" not in words
    assert nik not in words.replace(" ", "")
    form = {"bagian": "catatan", "alasan": "lainnya", "keterangan": "Melengkapi DTSEN"}
    assert masuk.post(f"/warga/{orang.pk}/buka/", form).status_code == 302
    before = len(list_trail("pendataan.viewed"))
    assert "Tercatat: Warung kopi" in cetak(masuk.get(url))
    assert len(list_trail("pendataan.viewed")) == before + 1


def test_sheet_when_foreign_sealed_absent_or_without_permission_then_404(client, operator):
    lain = make_user("operator_desa", DESA_LAIN)
    foreign = make_orang(lain, no_kk=KK, hubungan="1")
    sealed = make_rahasia(operator)
    sign_in(client, operator)
    pages = [f"/keluarga/{family(lain, foreign)}/dtsen/"]
    pages += [f"/warga/{getattr(one, 'pk', one)}/dtsen/" for one in (foreign, sealed, TIDAK_ADA)]
    pages.append(f"/keluarga/{TIDAK_ADA}/dtsen/")
    assert {client.get(page).status_code for page in pages} == {404}
    sign_in(client, make_user("admin_teknis"))
    assert client.get("/formulir/dtsen/").status_code == 404
    assert list_trail("document.printed") == []


def test_pages_offer_the_sheet_beside_the_form(masuk, operator):
    orang = make_orang(operator, no_kk=KK, hubungan="1")
    for page, url in (
        ("/formulir/", "/formulir/dtsen/"),
        (f"/warga/{orang.pk}/", f"/warga/{orang.pk}/dtsen/"),
        (f"/keluarga/{family(operator, orang)}/", f"/keluarga/{family(operator, orang)}/dtsen/"),
    ):
        assert f'href="{url}?' in masuk.get(page).content.decode()


def test_sheet_is_built_with_few_queries(operator, django_assert_max_num_queries):
    with acting_as(operator.context), django_assert_max_num_queries(6):
        build_dtsen(["keluarga", "orang"], on=timezone.localdate(), desa=None)
