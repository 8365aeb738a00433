"""A community that came back is mended on its own form; who speaks for it stays as is."""

from uuid import uuid4

import pytest

from balale.access.context import acting_as
from balale.registry.models import HitunganKomunitas, Komunitas, Orang, Usulan
from balale.registry.services.decide import Alasan
from tests.factories.accounts import make_user, sign_in
from tests.factories.page import read_form
from tests.factories.registry import make_komunitas, make_nik, make_orang
from tests.factories.usulan import send_back

pytestmark = pytest.mark.django_db
DESA, LAIN = "61.07.01.2001", "61.07.01.2005"
NIK, KK = "6107011202559001", "6107012811099001"
SEBAB = Alasan("lainnya", "Jumlah KK berbeda dengan catatan dusun.", ("jawaban",))


@pytest.fixture
def usulan(operator, kades):
    komunitas = make_komunitas(operator, make_orang(operator, nik=NIK, no_kk=KK, hubungan="1"))
    with acting_as(operator.context):
        row = Usulan.objects.select_related("ppks").get(ppks__komunitas=komunitas)
    send_back(row, kades, SEBAB)
    return row


@pytest.fixture
def village(client, operator):
    return sign_in(client, operator)


def address(usulan):
    return f"/perbaiki/{usulan.ppks_id}/"


def opened(village, usulan, **changes):
    return read_form(village.get(address(usulan)).content.decode()) | changes


def test_page_is_the_form_of_the_community_with_the_note(village, usulan):
    page = village.get(address(usulan)).content.decode()
    assert "Perbaiki komunitas" in page
    assert SEBAB.catatan in page
    assert 'value="Komunitas Sungai Tebing"' in page
    assert 'value="35"' in page
    for name in ("nik", "nama", "tanggal_lahir"):
        assert f'name="{name}"' not in page


def test_home_names_the_community_and_a_decider_marks_only_its_form(village, operator, kades):
    komunitas = make_komunitas(operator, make_orang(operator, nik=NIK, no_kk=KK, hubungan="1"))
    with acting_as(operator.context):
        row = Usulan.objects.select_related("ppks").get(ppks__komunitas=komunitas)
    page = sign_in(village, kades).get(f"/persetujuan/{row.pk}/kembalikan/").content.decode()
    assert "Isian komunitas" in page
    assert 'value="nik"' not in page
    send_back(row, kades, SEBAB)
    home = sign_in(village, operator).get("/").content.decode()
    assert "<b>Komunitas Sungai Tebing</b>" in home


def test_mended_community_waits_again_and_its_speaker_is_untouched(
    village, usulan, operator, kades
):
    data = opened(village, usulan, **{"k-jumlah_kk": "41", "sumber": "Buku dusun"})
    for _ in range(2):
        assert village.post(address(usulan), data).url == "/"
    with acting_as(operator.context):
        row = HitunganKomunitas.objects.get(sampai=None)
        assert (row.jumlah_kk, row.sumber) == (41, "Buku dusun")
        assert HitunganKomunitas.objects.count() == 2
        assert Orang.objects.get().versi == 1
    with acting_as(kades.context):
        made = Usulan.objects.get(jenis="perbaikan")
        assert made.status == "menunggu_kepala_desa"
    page = sign_in(village, kades).get(f"/persetujuan/{made.pk}/").content.decode()
    assert "Buku dusun" in page
    assert "41" in page


@pytest.mark.parametrize(
    "bad",
    [{"k-jumlah_kk": "=1+1"}, {"k-nama_komunitas": ""}, {"sumber": "x" * 100_000},
     {"pada": "31/2/2026"}, {"cara": "\x00"}, {"k-dusun_lokasi": "x" * 100_000}],
)  # fmt: skip
def test_bad_words_are_told_beside_the_field_and_change_nothing(village, usulan, operator, bad):
    answer = village.post(address(usulan), opened(village, usulan, **bad))
    assert answer.status_code == 200
    assert "Galat:" in answer.content.decode()
    with acting_as(operator.context):
        assert not Usulan.objects.filter(jenis="perbaikan").exists()


def test_name_of_another_community_is_refused_beside_the_field(village, usulan, operator):
    other = make_orang(operator, nik=make_nik(), no_kk="6107012811099002", hubungan="1")
    make_komunitas(operator, other, nama="Komunitas Riam")
    data = opened(village, usulan, **{"k-nama_komunitas": "komunitas riam"})
    assert "sudah tercatat" in village.post(address(usulan), data).content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"versi": ""}, 428), ({"versi_komunitas": ""}, 428), ({"versi_komunitas": "99"}, 409),
     ({"versi": "9.9.9"}, 409)],
)  # fmt: skip
def test_older_page_is_refused(village, usulan, operator, changes, status):
    data = opened(village, usulan, kunci=str(uuid4()), **changes)
    assert village.post(address(usulan), data).status_code == status
    with acting_as(operator.context):
        assert Komunitas.objects.get().versi == 1


def test_other_village_finds_nothing_to_mend(client, usulan):
    sign_in(client, make_user("operator_desa", LAIN))
    assert client.get(address(usulan)).status_code == 404
