"""The list, the dossier, the family: who sees what, and what stays masked."""

import re

import pytest

from tests.factories.accounts import make_user, sign_in
from tests.factories.registry import make_nik, make_orang, make_rahasia

pytestmark = pytest.mark.django_db

DESA = "61.07.04.2003"
DESA_LAIN = "61.07.04.2004"
KODE_BERUBAH = re.compile(rb"BKY [A-Z0-9]{4}|csrf[^>]*|nonce-[^'\"]*")


@pytest.fixture
def operator():
    return make_user("operator_desa", DESA)


@pytest.fixture
def masuk(client):
    return lambda user: sign_in(client, user)


def alamat(orang) -> str:
    return f"/warga/{getattr(orang, 'pk', orang)}/"


def plain(response) -> bytes:
    return KODE_BERUBAH.sub(b"", response.content)


def test_list_when_own_village_then_shows_person(operator, masuk):
    make_orang(operator, nama="Yohanes Nyangko")
    page = masuk(operator).get("/warga/").content.decode()
    assert "Yohanes Nyangko" in page
    assert "Sebadu" in page
    assert "1 dari 1 warga" in page


def test_dossier_when_own_village_then_shows_entry_and_masked_nik(operator, masuk):
    nik = make_nik()
    orang = make_orang(operator, nik=nik)
    page = masuk(operator).get(alamat(orang)).content.decode()
    assert "Fransiskus Bawakng" in page
    assert f"6107•• •••••• {nik[-4:]}" in page
    assert nik[6:12] not in page
    assert "Draf" in page


@pytest.mark.parametrize("tempat", [DESA_LAIN, "61.07.05.2001"])
def test_dossier_when_foreign_then_same_404_as_absent(operator, masuk, tempat):
    orang = make_orang(operator)
    lain = masuk(make_user("operator_desa", tempat))
    foreign = lain.get(alamat(orang))
    absent = lain.get(alamat("0190ffff-0000-7000-8000-000000000009"))
    assert foreign.status_code == absent.status_code == 404
    assert plain(foreign).replace(str(orang.pk).encode(), b"") == plain(absent).replace(
        b"0190ffff-0000-7000-8000-000000000009", b""
    )


@pytest.mark.parametrize("role", ["admin_teknis", "bupati", "camat"])
def test_pages_when_role_without_permission_then_404(operator, masuk, role):
    orang = make_orang(operator)
    area = {"admin_teknis": "", "bupati": "61.07", "camat": "61.07.04"}[role]
    masuk_sebagai = masuk(make_user(role, area))
    for path in ("/warga/", "/warga/cari/", alamat(orang)):
        assert masuk_sebagai.get(path).status_code == 404


@pytest.mark.parametrize(
    "role", ["operator_desa", "verifikator", "koordinator_kasus", "petugas_kasus"]
)
def test_dossier_when_sealed_then_404_for_every_role(operator, masuk, role):
    orang_id = make_rahasia(operator, kategori=19, nama="Yustina Rangkang", jenis_kelamin="P")
    area, unit = (DESA, "") if role == "operator_desa" else ("61.07", "pppa")
    user = make_user(role, area, unit if role.endswith("kasus") else "")
    browser = masuk(user)
    assert browser.get(alamat(orang_id)).status_code == 404
    assert "Yustina" not in browser.get("/warga/").content.decode()
