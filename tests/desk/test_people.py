"""The list, the dossier, the family: who sees what, and what stays masked."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.audit.models import TrailLine
from balale.registry.models import AnggotaKeluarga, Keluarga
from balale.registry.services.rows import change_row
from balale.registry.services.undo import undo_decision
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import add_ppks, make_nik, make_orang, make_ppks, make_rahasia
from tests.factories.usulan import accept, approve, give_back, make_usulan

pytestmark = pytest.mark.django_db

DESA = "61.07.04.2003"
DESA_LAIN = "61.07.04.2004"
KECAMATAN_LAIN = "61.07.03.2001"
TIDAK_ADA = "0190ffff-0000-7000-8000-000000000009"
KK = "6107040101019123"
BERUBAH = re.compile(rb"BKY [A-Z0-9]{4}|nonce-[^'\"]*")
ANAK = {"nama": "Maria Goretti Lina", "tanggal_lahir": date(2016, 5, 6), "jenis_kelamin": "P"}


@pytest.fixture
def masuk(client):
    return lambda user: sign_in(client, user)


def alamat(orang) -> str:
    return f"/warga/{getattr(orang, 'pk', orang)}/"


def isi(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def plain(response, row_id) -> bytes:
    return BERUBAH.sub(b"", response.content).replace(str(row_id).encode(), b"")


def test_list_when_own_village_then_shows_person_and_count(operator, masuk):
    make_orang(operator, nama="Yohanes Nyangko")
    page = isi(masuk(operator).get("/warga/"))
    assert "Yohanes Nyangko" in page
    assert "Sebadu" in page
    assert "1 dari 1 warga" in page


def test_list_when_empty_then_one_button_to_add(operator, masuk):
    page = isi(masuk(operator).get("/warga/"))
    assert "Belum ada warga yang dicatat" in page
    assert page.count('href="/tambah/">Tambah PPKS</a>') == 1


def test_list_when_another_village_then_absent(operator, masuk):
    make_orang(operator, nama="Yohanes Nyangko")
    page = isi(masuk(make_user("operator_desa", DESA_LAIN)).get("/warga/"))
    assert "Yohanes" not in page


@pytest.mark.parametrize(
    ("saring", "nama"),
    [
        ("kategori=24", {"Miskin"}),
        ("status=aktif", {"Aktif"}),
        ("tanpa_nik=on", {"Tanpa"}),
        ("belum_lengkap=on", {"Miskin", "Tanpa"}),
        ("kategori=24&status=aktif", set()),
        ("kategori=19", {"Aktif", "Miskin", "Tanpa"}),
        ("kategori=%00&status=x&wilayah=61.07.03", {"Aktif", "Miskin", "Tanpa"}),
    ],
)
def test_list_when_narrowed_then_only_matching(operator, masuk, saring, nama):
    make_ppks(operator, nama="Aktif", status="aktif", nik=make_nik(), kelengkapan=8)
    make_orang(operator, nama="Miskin", kategori=24, nik=make_nik())
    make_orang(operator, nama="Tanpa", alasan_tanpa_nik="belum_rekam")
    page = isi(masuk(operator).get(f"/warga/?{saring}"))
    assert set(re.findall(r'/">(Aktif|Miskin|Tanpa)</a>', page)) == nama


def test_list_when_narrowed_then_says_to_what(operator, masuk):
    make_orang(operator)
    page = isi(masuk(operator).get("/warga/?status=aktif&tanpa_nik=on&kategori=abc"))
    assert "Disaring: <b>Aktif, Tanpa NIK</b>" in page
    assert "Disaring" not in isi(masuk(operator).get("/warga/?status=apa"))


def test_list_when_narrowed_to_foreign_area_then_empty(operator, masuk):
    make_orang(operator, nama="Yohanes Nyangko")
    page = masuk(make_user("verifikator", "61.07"))
    assert "Yohanes" in isi(page.get("/warga/?wilayah=61.07.04"))
    assert "Yohanes" in isi(page.get(f"/warga/?wilayah={DESA}"))
    assert "Yohanes" not in isi(page.get(f"/warga/?wilayah={KECAMATAN_LAIN}"))


def test_list_when_paged_then_each_person_once_and_no_name_in_addresses(operator, masuk):
    names = [f"Uji {chr(97 + i // 6)}{chr(97 + i % 6)}x" for i in range(30)]
    for nama in names:
        make_orang(operator, nama=nama)
    browser = masuk(operator)
    first = isi(browser.get("/warga/"))
    link = re.search(r'rel="next" href="(\?sesudah=[0-9a-f-]{36})"', first)[1]
    second = isi(browser.get(f"/warga/{link}"))
    found = re.findall(r">(Uji \w+)</a>", first + second)
    assert sorted(found) == sorted(names)
    back = re.search(r'rel="prev" href="(\?sebelum=[0-9a-f-]{36})"', second)[1]
    assert re.findall(r">(Uji \w+)</a>", isi(browser.get(f"/warga/{back}"))) == found[:25]


@pytest.mark.parametrize("cursor", ["sesudah=x", f"sesudah={TIDAK_ADA}", "sebelum=%00", "sebelum="])
def test_list_when_cursor_is_nonsense_then_first_page(operator, masuk, cursor):
    make_orang(operator, nama="Yohanes Nyangko")
    assert "Yohanes" in isi(masuk(operator).get(f"/warga/?{cursor}"))


def test_list_when_terbatas_then_dusun_masked(operator, masuk):
    make_orang(operator, nama="Lopo", kategori=9)
    page = isi(masuk(operator).get("/warga/"))
    assert "Dusun disamarkan" in page
    assert "Sebadu" not in page


@pytest.mark.parametrize(
    ("role", "area", "nama"),
    [
        ("operator_desa", DESA, "Maria Goretti Lina"),
        ("kepala_desa", DESA, "Maria Goretti Lina"),
        ("verifikator", "61.07", "M••• G••• L•••"),
        ("koordinator_kasus", "61.07", "M••• G••• L•••"),
    ],
)
def test_list_when_child_then_named_in_its_village_only(operator, masuk, role, area, nama):
    orang = make_orang(operator, kategori=2, **ANAK)
    browser = masuk(make_user(role, area, "pppa" if role == "koordinator_kasus" else ""))
    page = isi(browser.get("/warga/"))
    assert f">{nama}</a>" in page
    assert ("Maria" in page) == (nama == "Maria Goretti Lina")
    assert "Maria Goretti Lina" in isi(browser.get(alamat(orang)))


def test_list_when_many_then_few_queries(operator, masuk, django_assert_max_num_queries):
    for i in range(30):
        make_orang(operator, nama=f"Uji {i}")
    browser = masuk(make_user("verifikator", "61.07"))
    browser.get("/warga/")
    with django_assert_max_num_queries(21):  # one of them counts for the menu
        browser.get("/warga/")


def test_dossier_when_own_village_then_shows_entry_and_masked_nik(operator, masuk):
    nik = make_nik()
    orang = make_orang(operator, nik=nik, telepon="+6281234567890", teks="Dekat jembatan gantung")
    page = isi(masuk(operator).get(alamat(orang)))
    assert "Fransiskus Bawakng" in page
    assert f"6107•• •••••• {nik[-4:]}" in page
    for hidden in (nik[4:12], "1234-5678", "1234567", "jembatan"):
        assert hidden not in page
    assert "Dicatat: Lanjut Usia Terlantar" in page
    assert "Martina Dayang, operator desa" in page


@pytest.mark.parametrize("tempat", [DESA_LAIN, KECAMATAN_LAIN])
def test_pages_when_foreign_then_same_404_as_absent(operator, masuk, tempat):
    orang = make_orang(operator, no_kk=KK, hubungan="1")
    with acting_as(operator.context):
        keluarga = Keluarga.objects.get()
    browser = masuk(make_user("operator_desa", tempat))
    for path, pk in (("/warga/{}/", orang.pk), ("/keluarga/{}/", keluarga.pk)):
        foreign, absent = browser.get(path.format(pk)), browser.get(path.format(TIDAK_ADA))
        assert foreign.status_code == absent.status_code == 404
        assert plain(foreign, pk) == plain(absent, TIDAK_ADA)


@pytest.mark.parametrize("role", ["admin_teknis", "bupati", "camat", "pengelola_data"])
def test_pages_when_role_without_permission_then_same_404_as_absent(operator, masuk, role):
    orang = make_orang(operator)
    area = {"bupati": "61.07", "camat": "61.07.04"}.get(role, "")
    browser = masuk(make_user(role, area))
    absent = plain(browser.get("/tidak-ada/"), "")
    for path in ("/warga/", "/warga/cari/", alamat(orang)):
        assert plain(browser.get(path), "") == absent


@pytest.mark.parametrize(
    "role", ["operator_desa", "kepala_desa", "verifikator", "koordinator_kasus", "petugas_kasus"]
)
def test_pages_when_sealed_then_nowhere_for_any_role(operator, masuk, role):
    orang_id = make_rahasia(operator, kategori=19, nama="Yustina Rangkang", jenis_kelamin="P")
    area = DESA if role.endswith("_desa") else "61.07"
    browser = masuk(make_user(role, area, "pppa" if role.endswith("_kasus") else ""))
    assert browser.get(alamat(orang_id)).status_code == 404
    assert "Yustina" not in isi(browser.get("/warga/"))
    assert "Yustina" not in isi(browser.post("/warga/cari/", {"q": "Yustina"})).replace(
        'value="Yustina"', ""
    )


def test_dossier_when_rahasia_is_added_then_not_a_byte_differs(operator, masuk):
    orang = make_orang(operator)
    browser = masuk(operator)
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    before = [token.sub("", isi(browser.get(p))) for p in ("/warga/", alamat(orang))]
    make_rahasia(operator, kategori=19, nama="Yustina Rangkang", jenis_kelamin="P")
    after = [token.sub("", isi(browser.get(p))) for p in ("/warga/", alamat(orang))]
    assert before == after


def test_dossier_when_terbatas_then_view_is_in_the_trail_with_role(operator, masuk):
    orang = make_orang(operator, kategori=9)
    kepala = make_user("kepala_desa", DESA)
    isi(masuk(kepala).get(alamat(orang)))
    with acting_as(kepala.context):
        assert list(
            TrailLine.objects.filter(event="ppks.viewed").values_list("reason", flat=True)
        ) == ["Kepala desa"]


def test_dossier_when_only_biasa_then_no_view_line(operator, masuk):
    isi(masuk(operator).get(alamat(make_orang(operator))))
    with acting_as(operator.context):
        assert not TrailLine.objects.filter(event="ppks.viewed").exists()


def test_dossier_when_answered_then_in_words_of_its_form(operator, masuk):
    orang = make_orang(operator)
    jawaban = {
        "program": ("pkh", "sembako"),
        "kk_sesuai": ("ya",),
        "luas_lantai_m2": ("36.5",),
        "tanggal_dtsen": ("2026-03-31",),
    }
    add_ppks(operator, orang, kategori=24, jawaban=jawaban)
    page = isi(masuk(operator).get(alamat(orang)))
    assert "Program apa yang diterima?" in page
    for words in ("36,5 m²", "31 Maret 2026", "PKH", ">Ya<"):
        assert words in page


@pytest.mark.parametrize("nama", ["Lopo", "O’Neil d'Arc", "K" * 60, "<b>Ani</b>", "=cmd()"])
def test_pages_when_name_is_odd_then_shown_as_typed(operator, masuk, nama):
    orang = make_orang(operator, nama=nama)
    browser = masuk(operator)
    shown = nama.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")
    assert shown in isi(browser.get("/warga/"))
    assert f"<h1>{shown}</h1>" in isi(browser.get(alamat(orang)))


def test_keluarga_when_own_village_then_members_in_order_and_no_kk_masked(operator, masuk):
    make_orang(operator, kategori=2, no_kk=KK, hubungan="4", **ANAK)
    make_orang(operator, nama="Petrus Ajong", no_kk=KK, hubungan="1")
    with acting_as(operator.context):
        keluarga = Keluarga.objects.get()
    page = isi(masuk(operator).get(f"/keluarga/{keluarga.pk}/"))
    assert page.index("Petrus Ajong") < page.index("Maria Goretti Lina")
    assert "Kepala keluarga" in page
    assert "6107•• •••••• 9123" in page
    assert KK[4:12] not in page


def test_keluarga_when_member_left_then_in_the_history(operator, masuk):
    make_orang(operator, nama="Petrus Ajong", no_kk=KK, hubungan="1")
    with acting_as(operator.context):
        AnggotaKeluarga.objects.update(
            mulai=timezone.localdate() - timedelta(days=9),
            sampai=timezone.localdate(),
            diubah_oleh=operator,
        )
        keluarga = Keluarga.objects.get()
    assert "Pernah menjadi anggota" in isi(masuk(operator).get(f"/keluarga/{keluarga.pk}/"))


def test_dossier_when_whole_then_bounded_queries(operator, masuk, django_assert_max_num_queries):
    orang = make_orang(operator, no_kk=KK, hubungan="1", nik=make_nik(), agama="3")
    for kategori in (9, 24):
        add_ppks(operator, orang, kategori=kategori)
    for i in range(4):
        make_orang(operator, nama=f"Anak {i}", no_kk=KK, hubungan="4")
    browser = masuk(make_user("verifikator", "61.07"))
    browser.get(alamat(orang))
    with django_assert_max_num_queries(41):
        browser.get(alamat(orang))


def test_dossier_when_decided_then_timeline_names_who_role_and_reason(operator, masuk):
    usulan = make_usulan(operator)
    kepala = make_user("kepala_desa", DESA, nama="Yohanes Jali")
    verifikator = make_user("verifikator", "61.07", nama="Lukas Nyangko")
    approve(usulan, kepala)
    give_back(usulan, verifikator)
    page = isi(masuk(operator).get(alamat(usulan.orang_id)))
    line = page[page.index("Riwayat") :]
    for earlier, later in [("Dikembalikan: ", "Diajukan: "), ("Diajukan: ", "Dicatat: ")]:
        assert line.index(earlier) < line.index(later)
    assert "Lukas Nyangko, verifikator DSP3A" in line
    assert "Yohanes Jali, kepala desa" in line
    assert "Periksa angka terakhir NIK." in line


def test_dossier_when_identity_mended_then_timeline_names_the_fields(operator, masuk):
    orang = make_orang(operator)
    with acting_as(operator.context):
        change_row(orang, base=1, by=operator, now=timezone.now(), nama="Fransiskus Bawang")
    assert "Berubah: nama." in isi(masuk(operator).get(alamat(orang)))


def test_dossier_when_acceptance_is_taken_back_then_timeline_says_so(operator, masuk):
    usulan, verifikator = make_usulan(operator), make_user("verifikator", "61.07")
    approve(usulan, make_user("kepala_desa", DESA))
    keputusan = accept(usulan, verifikator)
    with acting_as(verifikator.context):
        undo_decision(keputusan=keputusan, by=verifikator, now=timezone.now())
    page = isi(masuk(operator).get(alamat(usulan.orang_id)))
    line = page[page.index("Riwayat") :]
    assert line.count("Identitas terverifikasi") == 1
    assert "Identitas perlu diverifikasi lagi" in line
