"""An operator leaves: the successor finds the drafts, and no sealed answer travels along."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.ids import new_id
from balale.access.models import Assignment, User
from balale.access.queries.accounts import list_contexts
from balale.access.rules.policy import POLICY, Role
from balale.registry.models import Draf
from balale.registry.queries.draf import list_draf
from balale.registry.services.draf import save_draf
from tests.factories.accounts import ADMIN, list_trail, make_user, sign_in
from tests.factories.paper import list_sheets, read_pdf

pytestmark = pytest.mark.django_db

DESA, LAIN = "61.07.14.2004", "61.07.14.2001"
KODE = re.compile(r'class="kode num">([^<]+)<')


@pytest.fixture
def admin(client):
    user = make_user(Role.ADMIN_TEKNIS, nama="Yulia Mayang")
    sign_in(client, user)
    return user


def keep(operator, nama, **isi):
    with acting_as(operator.context):
        return save_draf(
            draf_id=new_id(), base=None, isi={"nama": [nama], **isi}, judul=nama,
            langkah="siapa", by=operator, now=timezone.now(),
        )  # fmt: skip


def hand(client, operator, **changed):
    data = {"kunci": str(uuid4()), "versi": "1", "nama": "Rita Ayu", "akun": ""}
    path = f"/akun/{operator.id}/serah/{operator.context.assignment_id}/"
    return client.post(path, data | changed)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def list_titles(user):
    user.context = list_contexts(user)[0]
    with acting_as(user.context):
        return sorted(row.judul for row in list_draf(user))


def get_user(nama):
    with acting_as(ADMIN):
        return User.objects.get(nama=nama)


def test_drafts_when_handed_over_then_stand_with_the_successor_alone(client, admin, operator):
    keep(operator, "Lopo")
    keep(operator, "Lina")
    page = text(hand(client, operator))
    assert "2 draf pindah ke pengganti." in page
    assert KODE.search(page)
    assert list_titles(get_user("Rita Ayu")) == ["Lina", "Lopo"]
    assert list_contexts(operator) == []
    [line] = list_trail("account.handed_over")
    assert line.fields == {"dari": str(operator.id), "desa": DESA, "draf": 2}


def test_successor_when_an_account_is_there_then_takes_it_without_a_code(client, admin, operator):
    other = make_user(Role.OPERATOR_DESA, LAIN, nama="Rita Ayu", username="rita.ayu")
    keep(operator, "Lopo")
    page = text(hand(client, operator, nama="", akun=" Rita.Ayu "))
    assert not KODE.search(page)
    with acting_as(ADMIN):
        held = Assignment.objects.filter(user=other).values_list("wilayah_kode", flat=True)
        assert sorted(held) == [LAIN, DESA]


def test_draft_with_a_sealed_answer_when_handed_over_then_ends_empty_and_unsaid(
    client, admin, operator
):
    keep(operator, "Lopo")
    plain = text(hand(client, operator))
    second = get_user("Rita Ayu")
    second.context = list_contexts(second)[0]
    secret = keep(second, "Mawar", **{"k20-masalah_migran": ["perdagangan_orang"]})
    page = text(hand(client, second, nama="Agnes Limpi"))
    assert "1 draf pindah ke pengganti." in plain
    assert "1 draf pindah ke pengganti." in page
    assert list_titles(get_user("Agnes Limpi")) == ["Lopo"]
    with acting_as(second.context):
        row = Draf.objects.get(pk=secret.pk)
        assert (row.isi_sandi, row.judul_sandi) == (None, None)
        assert row.selesai_pada is not None
    lines = [line for event in ("account.handed_over", "draf.discarded") for line in
             list_trail(event)]  # fmt: skip
    assert not any("perdagangan" in str(line.fields) for line in lines)


def test_hand_over_when_sent_twice_then_done_once(client, admin, operator):
    kunci = str(uuid4())
    first, second = hand(client, operator, kunci=kunci), hand(client, operator, kunci=kunci)
    assert KODE.search(text(first))
    assert "Serah terima ini sudah dikerjakan." in text(second)
    with acting_as(ADMIN):
        assert User.objects.filter(nama="Rita Ayu").count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"nama": ""}, "Isi nama pengganti, atau nama akunnya."),
        ({"akun": "rita.ayu"}, "Isi nama pengganti, atau nama akunnya."),
        ({"nama": "=1+1"}, "Nama ini berisi rumus"),
        ({"nama": "a" * 100_000}, "Terlalu panjang"),
        ({"nama": "\x00"}, "Ada tanda yang tidak dapat disimpan."),
        ({"nama": "", "akun": "tidak.ada"}, "Nama akun ini tidak ada"),
        ({"nama": "", "akun": "kasus.uji"}, "Akun ini memegang peran kantor."),
        ({"nama": "", "akun": "martina.uji"}, "Pilih akun orang lain."),
    ],
)
def test_hand_over_when_successor_does_not_fit_then_nothing_changes(client, admin, changed, words):
    operator = make_user(Role.OPERATOR_DESA, DESA, username="martina.uji")
    make_user(Role.PETUGAS_KASUS, "61.07", "pppa", username="kasus.uji")
    keep(operator, "Lopo")
    assert words in text(hand(client, operator, **changed))
    assert list_titles(operator) == ["Lopo"]


@pytest.mark.parametrize(
    ("changed", "status"), [({"versi": ""}, 428), ({"kunci": ""}, 428), ({"versi": "9"}, 409)]
)
def test_hand_over_when_key_or_version_is_wrong_then_refused(
    client, admin, operator, changed, status
):
    assert hand(client, operator, **changed).status_code == status


def test_hand_over_when_role_has_ended_then_says_so(client, admin, operator):
    hand(client, operator)
    page = text(hand(client, operator, nama="Agnes Limpi", versi="2"))
    assert "Peran ini sudah berakhir" in page


def test_hand_over_when_role_is_no_operators_then_not_found(client, admin, kades):
    assert hand(client, kades).status_code == 404


@pytest.mark.parametrize("role", [role for role in POLICY if role is not Role.ADMIN_TEKNIS])
def test_hand_over_does_not_exist_for_other_roles(role, operator):
    client = sign_in(Client(), make_user(role, "61.07"))
    assert hand(client, operator).status_code == 404


@pytest.mark.parametrize("role", [Role.ADMIN_TEKNIS, Role.CAMAT])
def test_drafts_when_moved_past_the_roles_then_the_wall_refuses(role, operator):
    far = make_user(Role.OPERATOR_DESA, LAIN)
    draf = keep(operator, "Lopo")
    asker = make_user(role, "61.07.14" if role is Role.CAMAT else "")
    values = [operator.id, far.id, DESA, [draf.pk], [], timezone.now()]
    call = "select balale_hand_over_drafts(%s, %s, %s, %s::uuid[], %s::uuid[], %s)"
    with (
        acting_as(asker.context),
        pytest.raises(Error),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(call, values)
    assert list_titles(operator) == ["Lopo"]


def print_page(client, operator, **query):
    path = f"/akun/{operator.id}/serah/{operator.context.assignment_id}/cetak/"
    return client.get(path, query)


@pytest.mark.parametrize(("kertas", "size"), [("a4", (210, 297)), ("f4", (215, 330))])
def test_page_to_sign_when_handed_over_then_names_both_and_no_code(
    client, admin, operator, kertas, size
):
    keep(operator, "Lopo")
    page = text(hand(client, operator))
    kode = KODE.search(page)[1]
    assert f"/serah/{operator.context.assignment_id}/cetak/?kertas={kertas}" in page
    answer = print_page(client, operator, kertas=kertas)
    words = read_pdf(answer.content)
    assert list_sheets(answer.content) == [size]
    for part in (
        "SERAH TERIMA AKUN", operator.nama, "Rita Ayu", get_user("Rita Ayu").username, "1 draf",
        "Yang menyerahkan", "Yang menerima", "Mengetahui", "Halaman 1 dari 1",
    ):  # fmt: skip
        assert part in words, part
    assert kode not in words
    assert "Lopo" not in words
    (line,) = list_trail("document.printed")
    assert (line.fields["dokumen"], line.fields["dari"]) == ("serah_terima", str(operator.id))


def test_page_to_sign_when_not_yet_handed_over_then_lines_to_write_on(client, admin, operator):
    words = read_pdf(print_page(client, operator).content)
    assert operator.nama in words
    assert "1 draf" not in words


def test_page_to_sign_when_role_is_no_operators_or_asker_no_admin_then_404(client, operator):
    kades = make_user(Role.KEPALA_DESA, DESA)
    sign_in(client, make_user(Role.ADMIN_TEKNIS))
    assert print_page(client, kades).status_code == 404
    sign_in(client, kades)
    assert print_page(client, operator).status_code == 404
