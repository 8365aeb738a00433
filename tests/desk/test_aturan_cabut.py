"""A coming version is revoked on screen: with a reason, once, by two where a guard differs."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from balale.access.context import acting_as
from balale.registry.models import Formulir, KategoriVersi, Rancangan
from tests.factories.accounts import make_user, sign_in
from tests.factories.aturan import (
    lower_level,
    make_pengumuman,
    make_rancangan,
    publish,
    revoke,
)

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"


@pytest.fixture
def page(client, pengelola):
    return sign_in(client, pengelola)


@pytest.fixture
def coming(pengelola):
    row = make_rancangan(pengelola)
    publish(row, pengelola)
    return row


def _url(name, row) -> str:
    return reverse(f"desk:{name}", args=[row.pk])


def _revoke(page, row, **data):
    sent = {"kunci": uuid4(), "versi": row.versi, "sebab": "Salah tanggal.", **data}
    return page.post(_url("aturan_cabut", row), sent)


def _count(user, **filters) -> int:
    with acting_as(user.context):
        return Formulir.objects.filter(**filters).count()


def test_coming_version_is_found_and_revoked_and_its_reason_stays_readable(page, pengelola, coming):
    assert "Cabut versi ini" in page.get(_url("aturan_pratinjau", coming)).content.decode()
    asked = page.get(_url("aturan_cabut", coming)).content.decode()
    assert "tetap berlaku, tanpa tanggal akhir" in asked
    answer = _revoke(page, coming)
    assert "Versi ini dicabut" in page.get(answer.url).content.decode()
    things = page.get(reverse("desk:aturan_lihat") + "?jenis=formulir&objek=8").content.decode()
    assert "Dicabut sebelum berlaku" in things
    assert "Salah tanggal." in things
    assert _count(pengelola, kategori=8) == 1


def test_revoke_sent_twice_then_once_and_the_same_answer(page, pengelola, coming):
    kunci = uuid4()
    first, again = (_revoke(page, coming, kunci=kunci) for _ in range(2))
    assert (first.status_code, again.url) == (302, first.url)
    with acting_as(pengelola.context):
        assert Rancangan.objects.filter(mencabut=coming).count() == 1


def test_revoke_again_with_another_key_then_words(page, coming):
    _revoke(page, coming)
    assert "sudah dicabut" in _revoke(page, coming).content.decode()


def test_revoke_without_reason_then_asked_for_it(page, pengelola, coming):
    for words in ("", "   ", "\x00"):
        assert _revoke(page, coming, sebab=words).status_code == 200
    assert "Isi alasan mencabut." in _revoke(page, coming, sebab="").content.decode()
    assert _count(pengelola, kategori=8) == 2


@pytest.mark.parametrize(
    "words", ["A" * 100_000, "<script>alert(1)</script>", "=cmd|'!A0", "‮🤾🏽‍♀️"]
)
def test_revoke_when_anything_is_typed_then_no_failure(page, coming, words):
    answer = _revoke(page, coming, sebab=words)
    assert answer.status_code in {200, 302}
    assert "<script>alert" not in answer.content.decode()


def test_revoke_on_older_version_or_without_then_409_or_428(page, coming):
    assert _revoke(page, coming, versi=coming.versi - 1).status_code == 409
    assert _revoke(page, coming, versi="").status_code == 428
    assert _revoke(page, coming, kunci="").status_code == 428


def test_revoke_when_day_has_come_then_words_and_no_button(page, pengelola, coming, monkeypatch):
    mulai = coming.berlaku_mulai
    monkeypatch.setattr(timezone, "localdate", lambda *_: mulai)
    assert "Cabut versi ini" not in page.get(_url("aturan_pratinjau", coming)).content.decode()
    assert "sudah berlaku" in _revoke(page, coming).content.decode()
    assert _count(pengelola, kategori=8) == 2


def test_revoke_of_a_draft_then_404(page, pengelola):
    row = make_rancangan(pengelola)
    assert page.get(_url("aturan_cabut", row)).status_code == 404
    assert _revoke(page, row).status_code == 404


@pytest.mark.parametrize("role", ["operator_desa", "kepala_dinas", "auditor", "admin_teknis"])
def test_revoke_when_other_roles_ask_then_404_and_nothing_changes(client, role, pengelola, coming):
    area = {"operator_desa": DESA, "kepala_dinas": "61.07", "auditor": "61.07"}.get(role, "")
    sign_in(client, make_user(role, area))
    assert client.get(_url("aturan_cabut", coming)).status_code == 404
    assert _revoke(client, coming).status_code == 404
    assert _count(pengelola, kategori=8) == 2


def test_lowered_level_is_revoked_by_two(client, page, pengelola, kepala_dinas):
    row = make_rancangan(pengelola, "kategori", "9", ubah=lower_level)
    publish(row, pengelola)
    sign_in(client, kepala_dinas)
    _decide(client, row)
    sign_in(client, pengelola)
    with acting_as(pengelola.context):
        row.refresh_from_db()
    assert "Perlu dua orang" in client.get(_url("aturan_cabut", row)).content.decode()
    answer = _revoke(client, row)
    assert "Pencabutan menunggu kepala dinas" in client.get(answer.url).content.decode()
    with acting_as(pengelola.context):
        waiting = Rancangan.objects.get(mencabut=row)
    sign_in(client, kepala_dinas)
    seen = client.get(_url("aturan_putusan", waiting)).content.decode()
    assert "Mencabut versi yang mulai" in seen
    assert "Salah tanggal." in seen
    assert "Yang berlaku lagi" in seen
    _decide(client, waiting)
    with acting_as(kepala_dinas.context):
        assert KategoriVersi.objects.get(kategori=9).tingkat == "terbatas"
    assert client.get(_url("aturan_putusan", waiting)).status_code == 200


def _decide(client, row):
    sent = {"kunci": uuid4(), "versi": row.versi, "aksi": "setuju"}
    assert client.post(_url("aturan_putusan", row), sent).status_code == 302


def test_coming_announcement_is_revoked_from_its_page(page, pengelola):
    row = make_pengumuman(pengelola)
    publish(row, pengelola)
    url = f"{reverse('desk:aturan_lihat')}?jenis=pengumuman&objek={row.objek}"
    seen = page.get(url).content.decode()
    assert _url("aturan_pratinjau", row) in seen
    assert "Hentikan" not in seen
    assert "tidak pernah berlaku" in page.get(_url("aturan_cabut", row)).content.decode()
    _revoke(page, row)
    assert page.get(url).status_code == 404
    assert page.get(_url("aturan_pratinjau", row)).status_code == 200


def test_revoked_version_is_in_no_file_of_the_configuration(page, pengelola, coming):
    before = page.post(reverse("desk:aturan_unduh")).content.decode()
    revoke(coming, pengelola)
    after = page.post(reverse("desk:aturan_unduh")).content.decode()
    assert "punya_kebun" in before
    assert "punya_kebun" not in after
