"""A remote customary community as one entry, counted in families."""

from uuid import uuid4

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.registry.models import AnggotaKomunitas, HitunganKomunitas, Jawaban, Komunitas, Usulan
from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_komunitas, make_nik, make_orang
from tests.factories.usulan import accept, approve

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"
NIK, KK, KK_LAIN = "6107011202559001", "6107012811099001", "6107012811099002"


@pytest.fixture
def masuk(client, operator):
    return sign_in(client, operator)


@pytest.fixture
def wakil(operator):
    return make_orang(operator, nik=NIK, no_kk=KK, hubungan="1")


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def sheet(**changes):
    return {
        "kunci": str(uuid4()), "k26-nama_komunitas": "Komunitas Sungai Tebing",
        "k26-jumlah_kk": "35", "k26-jumlah_jiwa": "142", "k26-dusun_lokasi": "Melayang",
        "k26-tokoh_adat": "Temenggung Lukas", "cara": "perkiraan", "sumber": "Kepala dusun",
        "pada": "", "wakil": NIK,
    } | changes  # fmt: skip


def stored(by, model=Komunitas):
    with acting_as(by.context):
        return model.objects.count()


def versi(client, komunitas):
    page = read(client, f"/komunitas/{komunitas.pk}/")
    return {"kunci": str(uuid4()), "versi": page.split('name="versi" value="')[1].split('"')[0]}


def test_community_is_sent_and_decided_as_one_counted_in_families(
    masuk, operator, wakil, kades, verifikator
):
    answer = masuk.post("/komunitas/tambah/", sheet())
    page = read(masuk, answer["Location"])
    assert "35 KK (perkiraan)" in page
    assert "Fransiskus Bawakng" in page
    with acting_as(operator.context):
        usulan = Usulan.objects.select_related("ppks").get(ppks__komunitas__isnull=False)
        answer = Jawaban.objects.get(isian__kode="tokoh_adat")
        assert Vault().get(answer, "nilai") == "Temenggung Lukas"
    assert (usulan.ppks.orang_id, usulan.ppks.keluarga_id) == (None, None)
    sign_in(masuk, kades)
    assert "Komunitas Sungai Tebing, 35 KK (perkiraan)" in read(masuk, "/persetujuan/")
    assert "Komunitas Sungai Tebing</h1>" in read(masuk, f"/persetujuan/{usulan.pk}/")
    approve(usulan, kades)
    sign_in(masuk, verifikator)
    assert "Komunitas Sungai Tebing, 35 KK (perkiraan)" in read(masuk, "/verifikasi/")
    assert "Komunitas Sungai Tebing</h1>" in read(masuk, f"/verifikasi/{usulan.pk}/")
    accept(usulan, verifikator)
    assert "Komunitas Sungai Tebing" in read(masuk, "/komunitas/")


def test_same_form_is_one_community_and_the_same_name_is_refused(masuk, operator, wakil):
    data = sheet()
    for _ in range(2):
        assert masuk.post("/komunitas/tambah/", data).status_code == 302
    page = masuk.post("/komunitas/tambah/", sheet()).content.decode()
    assert "sudah tercatat" in page
    assert stored(operator) == 1


@pytest.mark.parametrize(
    "bad",
    [
        {"k26-nama_komunitas": ""}, {"k26-jumlah_kk": "=1+1"}, {"k26-jumlah_kk": "9" * 50},
        {"wakil": "6107019902559001"}, {"wakil": "T-6107-2026-999999"}, {"wakil": "<b>"},
        {"cara": "lainnya"}, {"sumber": "x" * 100_000}, {"pada": "31/2/2026"}, {"sumber": "a\x00b"},
        {"k26-dusun_lokasi": "x" * 100_000},
    ],
)  # fmt: skip
def test_bad_sheet_says_so_beside_the_field_and_writes_nothing(masuk, operator, wakil, bad):
    answer = masuk.post("/komunitas/tambah/", sheet(**bad))
    assert answer.status_code == 200
    assert "Galat:" in answer.content.decode()
    assert stored(operator) == 0


def test_another_count_ends_the_one_before(masuk, operator, wakil):
    row = make_komunitas(operator, wakil)
    data = versi(masuk, row) | {"jumlah_kk": "41", "cara": "dihitung", "sumber": "DSP3A"}
    for _ in range(2):
        assert masuk.post(f"/komunitas/{row.pk}/hitung/", data).status_code == 302
    with acting_as(operator.context):
        old, new = HitunganKomunitas.objects.order_by("id")
    assert (old.sampai, new.jumlah_kk, new.sampai) == (timezone.localdate(), 41, None)
    assert "41 KK (dihitung)" in read(masuk, f"/komunitas/{row.pk}/")


def test_family_joins_by_its_number_and_leaves_with_its_period_kept(masuk, operator, wakil):
    row = make_komunitas(operator, wakil)
    make_orang(operator, nama="Yohanes Jali", nik=make_nik(), no_kk=KK_LAIN, hubungan="1")
    masuk.post(f"/komunitas/{row.pk}/masuk/", versi(masuk, row) | {"no_kk": KK_LAIN})
    assert "Yohanes Jali" in read(masuk, f"/komunitas/{row.pk}/")
    page = masuk.post(f"/komunitas/{row.pk}/masuk/", versi(masuk, row) | {"no_kk": KK_LAIN})
    assert "sudah masuk komunitas" in page.content.decode()
    with acting_as(operator.context):
        anggota = AnggotaKomunitas.objects.order_by("id").last()
    assert masuk.post(f"/komunitas/keluar/{anggota.pk}/", {"versi": ""}).status_code == 428
    assert masuk.post(f"/komunitas/keluar/{anggota.pk}/", {"versi": "1"}).status_code == 302
    assert "Yohanes Jali" not in read(masuk, f"/komunitas/{row.pk}/")
    with acting_as(operator.context):
        anggota.refresh_from_db()
    assert anggota.sampai == timezone.localdate()


@pytest.mark.parametrize(("base", "status"), [("", 428), ("99", 409)])
def test_count_over_an_older_page_is_refused(masuk, operator, wakil, base, status):
    row = make_komunitas(operator, wakil)
    data = versi(masuk, row) | {"jumlah_kk": "41", "cara": "dihitung", "sumber": "DSP3A"}
    answer = masuk.post(f"/komunitas/{row.pk}/hitung/", data | {"versi": base})
    assert answer.status_code == status
    assert stored(operator, HitunganKomunitas) == 1


def test_community_of_another_village_or_for_another_role_is_not_found(
    masuk, operator, wakil, kades
):
    other = make_user("operator_desa", LAIN)
    foreign = make_komunitas(other, make_orang(other, nik=make_nik(), no_kk=KK_LAIN, hubungan="1"))
    assert masuk.get(f"/komunitas/{foreign.pk}/").status_code == 404
    assert masuk.post(f"/komunitas/{foreign.pk}/hitung/", {}).status_code == 404
    assert foreign.nama not in read(masuk, "/komunitas/")
    own = make_komunitas(operator, wakil, nama="Komunitas Bukit")
    sign_in(masuk, kades)
    assert "Komunitas Bukit" in read(masuk, f"/komunitas/{own.pk}/")
    assert masuk.get("/komunitas/tambah/").status_code == 404
    assert masuk.post(f"/komunitas/{own.pk}/masuk/", {"no_kk": KK}).status_code == 404


def test_category_of_communities_is_not_offered_for_a_person(masuk):
    page = read(masuk, "/tambah/")
    assert 'name="kategori" value="26"' not in page
    assert "/komunitas/" in page
