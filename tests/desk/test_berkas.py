"""Photographs and papers: sent, kept sealed, looked at on record, ended and restored."""

import io
import os
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.utils import timezone
from PIL import Image

from balale.access import crypto
from balale.access.context import acting_as
from balale.access.models import SubjectKey
from balale.access.vault import Vault
from balale.registry.models import AnggotaKeluarga, Berkas, BerkasIsi, Ppks
from balale.registry.queries.berkas import get_berkas, list_berkas, read_isi
from balale.registry.services import berkas_warga as services
from tests.factories import files
from tests.factories.accounts import list_trail, make_user, sign_in
from tests.factories.paper import read_pdf
from tests.factories.registry import add_ppks, make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"
BUKA = {"bagian": "berkas", "alasan": "pelayanan", "keterangan": ""}


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


def form(content=None, **isian):
    """What the page posts for a photo of the house."""
    data = {"kunci": str(uuid4()), "jenis": "foto_rumah", "pada": "20/11/2026"} | isian
    content = files.make_phone_photo() if content is None else content
    return data | {"berkas": files.sent(content)}


def send(client, orang, content=None, **isian):
    return client.post(f"/warga/{orang.pk}/berkas/", form(content, **isian))


def stored(by) -> list[Berkas]:
    with acting_as(by.context):
        rows = Berkas.objects.select_related("orang", "keluarga", "ppks").order_by("dibuat_pada")
        return list(rows)


def read(client, address) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_photo_when_sent_is_listed_by_kind_day_and_sender_and_seen_on_record(masuk, operator):
    orang = make_orang(operator)
    answer = send(masuk, orang)
    (berkas,) = stored(operator)
    assert answer["Location"] == f"/warga/{orang.pk}/?berkas={berkas.pk}#berkas"
    page = read(masuk, answer["Location"])
    assert "Berkas tersimpan." in page
    assert "Foto rumah" in page
    assert "20/11/2026, dari Martina Dayang" in page
    assert "<img" not in page.split('id="berkas"')[1]
    assert f'src="/berkas/{berkas.pk}/isi/"' in read(masuk, f"/berkas/{berkas.pk}/")
    seen = masuk.get(f"/berkas/{berkas.pk}/isi/")
    assert Image.open(io.BytesIO(seen.content)).size == (800, 1200)
    assert [line.object_id for line in list_trail("file.added")] == [orang.pk]
    (line,) = list_trail("file.viewed")
    assert (line.object_id, line.reason) == (orang.pk, "Operator desa")
    assert line.fields == {"berkas": str(berkas.pk), "jenis": "foto_rumah"}


def test_content_when_shown_can_run_nothing_and_is_stored_nowhere(masuk, operator):
    berkas = files.add_berkas(operator, make_orang(operator, nama="Sabinus Tukang"))
    seen = masuk.get(f"/berkas/{berkas.pk}/isi/")
    assert seen["Content-Type"] == "image/jpeg"
    assert seen["Cache-Control"] == "no-store"
    assert seen["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in seen["Content-Security-Policy"]
    assert "default-src 'none'" in seen["Content-Security-Policy"]
    assert seen["Content-Disposition"] == 'inline; filename="berkas.jpeg"'
    assert berkas.pk.version == 4


def test_paper_waits_for_a_reason_and_a_pdf_is_kept_apart_from_the_page(masuk, operator):
    orang = make_orang(operator)
    send(masuk, orang, files.make_pdf(), jenis="sktm")
    (berkas,) = stored(operator)
    for address in (f"/berkas/{berkas.pk}/", f"/berkas/{berkas.pk}/isi/"):
        assert masuk.get(address)["Location"] == f"/warga/{orang.pk}/#berkas"
    assert "tertutup" in read(masuk, f"/warga/{orang.pk}/")
    assert masuk.post(f"/warga/{orang.pk}/buka/", BUKA | {"alasan": ""}).status_code == 200
    answer = masuk.post(f"/warga/{orang.pk}/buka/", BUKA)
    assert answer["Location"] == f"/warga/{orang.pk}/#berkas"
    assert "Unduh PDF" in read(masuk, f"/berkas/{berkas.pk}/")
    seen = masuk.get(f"/berkas/{berkas.pk}/isi/")
    assert seen["Content-Disposition"].startswith("attachment;")
    assert [line.reason for line in list_trail("nik.revealed")] == ["pelayanan"]


def test_file_of_a_terbatas_entry_is_terbatas_and_waits_for_a_reason(masuk, operator):
    orang = make_orang(operator)
    ppks = add_ppks(operator, orang, kategori=9)
    send(masuk, orang, untuk=str(ppks.pk))
    send(masuk, orang, jenis="surat_dokter")
    assert [(row.tingkat, row.ppks_id) for row in stored(operator)] == [
        ("terbatas", ppks.pk), ("terbatas", None),
    ]  # fmt: skip
    berkas = stored(operator)[0]
    assert masuk.get(f"/berkas/{berkas.pk}/isi/").status_code == 302
    masuk.post(f"/warga/{orang.pk}/buka/", BUKA)
    assert masuk.get(f"/berkas/{berkas.pk}/isi/").status_code == 200
    assert [line.object_id for line in list_trail("file.viewed")] == [ppks.pk]


def test_role_that_opens_nothing_sees_photos_but_no_papers(client, operator, kades):
    orang = make_orang(operator)
    foto, surat = files.add_berkas(operator, orang), files.add_berkas(operator, orang, "ktp")
    sign_in(client, kades)
    page = read(client, f"/warga/{orang.pk}/")
    assert "Berkas tertutup hanya untuk petugas yang melayani." in page
    assert "Tambah foto" not in page
    assert client.get(f"/berkas/{foto.pk}/isi/").status_code == 200
    assert client.get(f"/berkas/{surat.pk}/isi/").status_code == 302
    for address in (f"/warga/{orang.pk}/berkas/", f"/berkas/{foto.pk}/ganti/"):
        assert client.get(address).status_code == 404
    assert client.post(f"/berkas/{foto.pk}/akhiri/", {"alasan": "buram"}).status_code == 404


def test_family_has_files_of_its_own(masuk, operator):
    orang = make_orang(operator, no_kk=make_nik(), hubungan="anak")
    with acting_as(operator.context):
        keluarga = AnggotaKeluarga.objects.get(orang=orang).keluarga_id
    address = f"/keluarga/{keluarga}/"
    answer = masuk.post(f"{address}berkas/", form(jenis="kk"))
    (berkas,) = stored(operator)
    assert answer["Location"] == f"{address}?berkas={berkas.pk}#berkas"
    assert berkas.keluarga_id == berkas.subjek_id == keluarga
    assert masuk.get(f"/berkas/{berkas.pk}/")["Location"] == f"{address}#berkas"
    assert masuk.post(f"{address}buka/", BUKA)["Location"] == f"{address}#berkas"
    assert "Kartu Keluarga" in read(masuk, f"/berkas/{berkas.pk}/")


def test_same_form_sent_twice_stores_one_file(masuk, operator):
    orang, data = make_orang(operator), form()
    for _ in range(2):
        data["berkas"].seek(0)
        assert masuk.post(f"/warga/{orang.pk}/berkas/", data).status_code == 302
    assert len(stored(operator)) == 1


@pytest.mark.parametrize(
    ("content", "isian", "words"),
    [
        (b"", {}, "Berkas ini kosong"),
        (b"x" * (25 * 1024 * 1024), {}, "Berkas terlalu besar"),
        (b"<svg onload=alert(1)>", {}, "bukan foto yang dikenal"),
        (files.make_moving("GIF"), {}, "Gambar bergerak tidak diterima"),
        (files.make_bomb(), {}, "terlalu besar untuk dibuka"),
        (files.make_bytes()[:900], {}, "rusak atau terpotong"),
        (files.make_pdf(), {}, "PDF hanya untuk surat"),
        (files.make_pdf(script="app.alert(1)"), {"jenis": "ktp"}, "memuat perintah"),
        (None, {"jenis": "=SUM(1)"}, "tidak ada dalam daftar"),
        (None, {"jenis": ""}, "Pilih jenis."),
        (None, {"untuk": str(uuid4())}, "tidak ada dalam daftar"),
        (None, {"pada": "01/01/2399"}, "belum tiba"),
        (None, {"pada": "01/01/1012"}, "terlalu lama"),
        (None, {"pada": "kemarin\0<script>"}, "Tanggal belum terbaca"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_file_or_word_is_refused_beside_its_field_and_nothing_is_stored(
    masuk, operator, content, isian, words
):
    answer = send(masuk, make_orang(operator), content, **isian)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Galat:" in page
    assert page.count(words) == 2
    assert "<script>" not in page
    assert stored(operator) == []


def test_form_without_a_file_or_with_two_says_so(masuk, operator):
    orang = make_orang(operator)
    none = {name: value for name, value in form().items() if name != "berkas"}
    address = f"/warga/{orang.pk}/berkas/"
    assert "Ambil foto atau pilih berkas." in masuk.post(address, none).content.decode()
    both = form() | {"kamera": files.sent(files.make_bytes())}
    assert "Kirim satu saja" in masuk.post(address, both).content.decode()
    assert masuk.post(address, none | {"berkas": "kata"}).status_code == 200
    assert masuk.post(address, {}).status_code == 428
    assert stored(operator) == []


def test_photo_from_the_camera_field_is_kept(masuk, operator):
    data = form()
    data["kamera"] = data.pop("berkas")
    masuk.post(f"/warga/{make_orang(operator).pk}/berkas/", data)
    assert len(stored(operator)) == 1


def test_sending_leaves_no_file_on_the_disk(masuk, operator, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    image = Image.effect_noise((3000, 2000), 90)
    content = files.make_bytes(image=image, quality=95)
    assert len(content) > 2_621_440  # where Django would take to the disk
    send(masuk, make_orang(operator), content)
    assert len(stored(operator)) == 1
    assert os.listdir(tmp_path) == []


def test_content_is_sealed_for_its_place_and_gone_with_the_subjects_key(operator, owner):
    orang = make_orang(operator)
    berkas, other = files.add_berkas(operator, orang), files.add_berkas(operator, orang)
    with acting_as(operator.context):
        one, two = (BerkasIsi.objects.get(pk=row.pk) for row in (berkas, other))
        content = read_isi(berkas, user=operator)
        assert content == files.make_bytes()
        assert content not in bytes(one.isi_sandi)
        assert b"JFIF" not in bytes(one.isi_sandi)
        one.isi_sandi = two.isi_sandi
        with pytest.raises(crypto.Unreadable):
            Vault().get_bytes(one, "isi")
        vault = Vault()
        vault.fetch = lambda ids: None
        with pytest.raises(crypto.Unreadable):
            vault.get_bytes(two, "isi")
        assert SubjectKey.objects.filter(subjek_id=orang.pk).exists()


def end(client, berkas, **isian):
    data = {"kunci": str(uuid4()), "versi": str(berkas.versi), "alasan": "buram"} | isian
    return client.post(f"/berkas/{berkas.pk}/akhiri/", data)


def test_ended_file_leaves_the_list_and_comes_back_when_restored(masuk, operator):
    orang = make_orang(operator)
    berkas = files.add_berkas(operator, orang)
    told = end(masuk, berkas)["Location"]
    assert told == f"/warga/{orang.pk}/?berkas={berkas.pk}#berkas"
    page = read(masuk, told)
    assert page.count(f'action="/berkas/{berkas.pk}/pulihkan/"') == 2  # the toast and the list
    assert "Buram atau terpotong" in page
    assert f'href="/berkas/{berkas.pk}/"' not in page
    for _ in range(2):
        assert masuk.post(f"/berkas/{berkas.pk}/pulihkan/").status_code == 302
    assert f'href="/berkas/{berkas.pk}/"' in read(masuk, f"/warga/{orang.pk}/")
    assert [line.reason for line in list_trail("file.ended")] == ["buram"]
    assert len(list_trail("file.restored")) == 1
    with acting_as(operator.context):
        assert Berkas.pgh_event_model.objects.filter(pgh_obj_id=berkas.pk).count() == 3


def test_ended_file_after_thirty_days_stays_ended(masuk, operator):
    orang = make_orang(operator)
    berkas = files.add_berkas(operator, orang)
    with acting_as(operator.context):
        services.end_berkas(
            berkas=berkas, base=1, alasan="ganda", by=operator,
            now=timezone.now() - timedelta(days=31),
        )  # fmt: skip
    assert "Sudah diakhiri" not in read(masuk, f"/warga/{orang.pk}/")
    masuk.post(f"/berkas/{berkas.pk}/pulihkan/")
    assert stored(operator)[0].diakhiri_pada is not None


@pytest.mark.parametrize(
    ("isian", "status"),
    [({"versi": ""}, 428), ({"versi": "9"}, 409), ({"kunci": ""}, 428), ({"alasan": "="}, 200),
     ({"alasan": "diganti"}, 200)],
)  # fmt: skip
def test_ending_without_version_key_or_reason_is_refused(masuk, operator, isian, status):
    berkas = files.add_berkas(operator, make_orang(operator))
    assert end(masuk, berkas, **isian).status_code == status
    assert stored(operator)[0].diakhiri_pada is None


def test_replaced_file_ends_and_the_newer_keeps_its_entry(masuk, operator):
    orang = make_orang(operator)
    ppks = add_ppks(operator, orang, kategori=13)
    lama = files.add_berkas(operator, orang, ppks=ppks)
    data = form() | {"versi": "1"}
    assert masuk.post(f"/berkas/{lama.pk}/ganti/", data | {"versi": "3"}).status_code == 409
    assert len(stored(operator)) == 1
    data["berkas"].seek(0)
    assert masuk.post(f"/berkas/{lama.pk}/ganti/", data).status_code == 302
    lama, baru = stored(operator)
    assert (lama.alasan_akhir, baru.alasan_akhir) == ("diganti", "")
    assert baru.ppks_id == ppks.pk
    assert masuk.get(f"/berkas/{lama.pk}/ganti/").status_code == 302


def test_thirty_files_are_enough(masuk, operator, monkeypatch):
    monkeypatch.setattr("balale.registry.services.berkas_warga.BERLAKU_MAKS", 1)
    orang = make_orang(operator)
    files.add_berkas(operator, orang)
    assert "Sudah ada 30 berkas" in send(masuk, orang).content.decode()
    assert len(stored(operator)) == 1


def test_file_of_another_village_or_of_none_is_not_found(client, operator):
    berkas = files.add_berkas(operator, make_orang(operator))
    stranger = make_user("operator_desa", LAIN)
    sign_in(client, stranger)
    for pk in (berkas.pk, uuid4()):
        for address in ("", "isi/", "ganti/"):
            assert client.get(f"/berkas/{pk}/{address}").status_code == 404
        for address in ("akhiri/", "pulihkan/", "ganti/"):
            assert client.post(f"/berkas/{pk}/{address}", {"versi": "1"}).status_code == 404
    assert send(client, berkas.pemilik).status_code == 404
    assert list_trail("file.viewed") == []
    with acting_as(stranger.context):
        assert get_berkas(berkas.pk, stranger) is None
        assert not Berkas.objects.exists()
        assert not BerkasIsi.objects.exists()


def test_sealed_person_and_case_take_no_file(masuk, operator, koordinator):
    make_rahasia(operator, nama="Zq77sungai")
    with acting_as(koordinator.context):
        kasus = Ppks.objects.get(tingkat="rahasia")
    assert masuk.get(f"/warga/{kasus.subjek_id}/berkas/").status_code == 404
    orang = make_orang(operator)
    answer = send(masuk, orang, untuk=str(kasus.pk))
    assert "tidak ada dalam daftar" in answer.content.decode()
    assert "Zq77" not in answer.content.decode()
    assert 'type="file"' not in read(masuk, "/rahasia/")
    assert stored(operator) == []


@pytest.mark.parametrize("table", ["registry_berkas", "registry_berkasisi"])
def test_content_and_owner_of_a_file_cannot_be_changed_in_sql(operator, table):
    files.add_berkas(operator, make_orang(operator))
    column = "format" if table == "registry_berkas" else "isi_sandi"
    with acting_as(operator.context), connection.cursor() as cursor:
        for words in (f"update {table} set {column} = null", f"delete from {table}"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                cursor.execute(words)


def test_terbatas_entry_takes_no_biasa_file_in_sql_and_no_stranger_adds_one(operator, kades):
    orang = make_orang(operator)
    ppks = add_ppks(operator, orang, kategori=9)
    berkas = files.add_berkas(operator, orang, ppks=ppks)
    with acting_as(operator.context):
        berkas.id, berkas.tingkat = uuid4(), "biasa"
        with pytest.raises(ProgrammingError), transaction.atomic():
            berkas.save(force_insert=True)
    with acting_as(kades.context):
        berkas.tingkat, berkas.dibuat_oleh_id = "terbatas", kades.user_id
        with pytest.raises(ProgrammingError), transaction.atomic():
            berkas.save(force_insert=True)


def test_photo_stands_in_no_list_and_on_no_print(masuk, operator):
    orang = make_orang(operator, nama="Yunita Kecil")
    berkas = files.add_berkas(operator, orang, "foto_orang")
    for address in ("/warga/", f"/warga/{orang.pk}/"):
        assert str(berkas.pk) + "/isi" not in read(masuk, address)
    printed = masuk.get(f"/warga/{orang.pk}/cetak/").content
    assert "Foto orang" not in read_pdf(printed)
    assert not re.search(rb"/Subtype\s*/Image.*?DCTDecode", printed, re.S)


def test_section_costs_few_queries_however_many_files(
    masuk, operator, django_assert_max_num_queries
):
    orang = make_orang(operator)
    ppks = add_ppks(operator, orang, kategori=13)
    for _ in range(6):
        files.add_berkas(operator, orang, ppks=ppks)
    with acting_as(operator.context), django_assert_max_num_queries(4):
        found = list_berkas(
            orang, user=operator, on=timezone.localdate(), now=timezone.now(), is_open=False
        )
        assert len([row.berkas.dibuat_oleh.nama for row in found.berlaku]) == 6
