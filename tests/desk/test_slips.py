"""Accounts in bulk: a list is looked at, made once, and leaves as slips that are stored nowhere."""

import re
import resource
import time
from base64 import b64decode
from html import unescape
from uuid import uuid4

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import ActivationCode, Assignment, User
from balale.access.rules.policy import POLICY, Role
from balale.access.services import slips as service
from balale.access.session_rules import PROOF_KEY
from balale.desk.forms.slips import mark_seen
from balale.desk.paper.slip import draw_qr, make_link
from balale.desk.views import slips as views
from balale.kit.errors import DomainError
from balale.kit.paper import PaperError
from tests.factories.accounts import ADMIN, FRASA, list_trail, make_user, set_passphrase, sign_in
from tests.factories.paper import list_sheets, read_pdf

pytestmark = pytest.mark.django_db

SUKA_MAJU, SUKA_BANGUN = "61.07.14.2004", "61.07.14.2001"
DUA = f"{SUKA_MAJU},,operator desa,Maria Selvi\n{SUKA_BANGUN},,operator desa,Rita Ayu,081234567890"
SALAH = "61.07.14.2999,,operator desa,Petrus Jalu"
DETIK_MAKS = 20  # of work for all villages, whatever else the machine does
KODE = re.compile(r"[A-Z2-9]{5}-[A-Z2-9]{5}")


@pytest.fixture
def admin(client):
    user = make_user(Role.ADMIN_TEKNIS, nama="Yulia Mayang")
    sign_in(client, user)
    return user


def check(client, text, **more):
    return client.post("/akun/slip/", {"aksi": "periksa", "daftar": text, **more})


def make(client, text, **changed):
    data = {"aksi": "buat", "daftar": text, "dilihat": mark_seen(text), "kunci": str(uuid4())}
    return client.post("/akun/slip/", data | changed)


def renew(client, **changed):
    data = {"baru-peran": "operator_desa", "baru-tempat": "61.07", "kunci": str(uuid4())}
    return client.post("/akun/slip/baru/", data | changed)


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def list_files(answer) -> list[bytes]:
    found = re.findall(r"data:application/pdf;base64,([^\"]+)", text(answer))
    return [b64decode(one) for one in found]


def list_codes(answer) -> list[str]:
    return KODE.findall(read_pdf(list_files(answer)[0]))


def count_users() -> int:
    with acting_as(ADMIN):
        return User.objects.count()


def test_list_when_checked_then_every_line_is_named_and_nothing_made(client, admin):
    make_user(Role.OPERATOR_DESA, SUKA_BANGUN, nama="Agnes Limpi")
    before = count_users()
    page = text(check(client, f"{DUA}\n{SALAH}"))
    for words in ("1 akun baru", "1 sudah punya", "1 perlu diperbaiki"):
        assert words in re.sub("</?b>", "", page)
    assert "Sudah punya akun, atas nama Agnes Limpi." in page
    assert count_users() == before


def test_list_when_made_then_accounts_slips_and_sheet_in_the_answer_only(client, admin):
    answer = make(client, f"{DUA}\n{SALAH}")
    slip, a4, f4 = list_files(answer)
    words = read_pdf(slip)
    for part in ("Desa Suka Maju", "Maria Selvi", "sukamaju.sungaibetung", "testserver/aktivasi/"):
        assert part in words
    assert len(set(KODE.findall(words))) == 2
    assert (list_sheets(slip), list_sheets(f4)) == ([(210, 297)], [(215, 330)])
    assert "Rita Ayu" in read_pdf(a4)
    assert "0812-3456-7890" in read_pdf(a4)
    assert not KODE.search(read_pdf(a4))
    assert answer["Cache-Control"] == "no-store"
    assert "1 baris perlu diperbaiki" in text(answer)
    with acting_as(ADMIN):
        held = Assignment.objects.filter(role="operator_desa").values_list(
            "wilayah_kode", flat=True
        )
        assert sorted(held) == [SUKA_BANGUN, SUKA_MAJU]


def test_list_when_made_then_codes_stand_in_no_row_and_no_trail_line(client, admin):
    codes = list_codes(make(client, DUA))
    lines = [*list_trail("accounts.opened"), *list_trail("account.code_issued")]
    assert len(codes) == 2
    assert not any(code in str(line.fields) for line in lines for code in codes)
    assert list_trail("accounts.opened")[0].fields == {"jumlah": 2}
    assert [line.fields["dokumen"] for line in list_trail("document.printed")] == ["slip_akun"]


def test_code_of_a_slip_when_typed_then_opens_that_account_once(client, admin):
    [code] = list_codes(make(client, f"{SUKA_MAJU},,operator,Maria Selvi"))
    phone, data = Client(), {"akun": "sukamaju.sungaibetung", "kode": code,
                             "sandi": FRASA, "sandi_lagi": FRASA}  # fmt: skip
    assert phone.post("/aktivasi/", data).url == "/aktivasi/selesai/"
    assert phone.post("/aktivasi/", data).status_code == 200


def test_same_list_when_sent_twice_then_nothing_is_made_and_no_code_shown(client, admin):
    kunci = str(uuid4())
    make(client, DUA, kunci=kunci)
    before = count_users()
    replay, again = make(client, DUA, kunci=kunci), make(client, DUA)
    assert "Kode tidak ditampilkan lagi" in text(replay)
    assert list_files(replay) == []
    assert "Tidak ada baris baru. Tidak ada akun yang dibuat." in text(again)
    assert count_users() == before


def test_list_when_changed_after_the_look_then_is_shown_again_first(client, admin):
    before = count_users()
    assert "Daftar berubah sejak diperiksa" in text(make(client, DUA, dilihat="lama"))
    assert count_users() == before


def test_list_when_key_is_missing_then_refused(client, admin):
    assert make(client, DUA, kunci="").status_code == 428


def test_list_when_proof_is_old_then_passphrase_is_asked_and_list_kept(client, admin):
    set_passphrase(admin)
    session = client.session
    session[PROOF_KEY] = 0
    session.save()
    before = count_users()
    page = text(make(client, DUA, bukti="bukan kalimat yang benar"))
    assert "Frasa sandi tidak cocok. Ketik lagi." in page
    assert "Maria Selvi" in page
    assert count_users() == before
    assert len(list_codes(make(client, DUA, bukti=FRASA))) == 2


def test_press_when_it_fails_then_no_account_is_left_behind(client, admin, monkeypatch):
    def fail(*args, **kwargs):
        raise PaperError("busy")

    monkeypatch.setattr(views, "print_pdf", fail)
    before = count_users()
    assert views.SIBUK in text(make(client, DUA))
    assert count_users() == before
    monkeypatch.undo()
    assert len(list_codes(make(client, DUA))) == 2


def test_village_when_it_stands_twice_then_gets_one_operator(client, admin):
    line = f"{SUKA_MAJU},,operator,Maria Selvi"
    answer = make(client, f"{line}\n{line}")
    assert len(list_codes(answer)) == 1
    assert "1 baris perlu diperbaiki" in text(answer)


def test_villages_without_operator_when_filled_in_then_all_but_the_one_held(client, admin):
    make_user(Role.OPERATOR_DESA, SUKA_MAJU)
    page = text(client.post("/akun/slip/", {"aksi": "isi"}))
    assert "<b>123</b> akun baru" in page
    assert f"{SUKA_MAJU}\t" not in page
    assert f"{SUKA_BANGUN}\tSungai Betung\tOperator desa\tOperator Desa " in page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("daftar.csv", b"\xef\xbb\xbf" + DUA.encode(), "Maria Selvi"),
        ("daftar.csv", DUA.replace("Maria", "Ren\u00e9").encode("cp1252"), "René Selvi"),
        ("daftar.xlsx", b"PK\x03\x04" + bytes(99), "Ini berkas Excel."),
        ("kosong.csv", b"", "Berkas ini kosong. Pilih berkas lain."),
        ("besar.csv", b"a" * (1024 * 1024 + 1), "Berkas lebih dari 1 MB."),
        ("nol.csv", b"a\x00b", "Ada tanda yang tidak dapat disimpan."),
        ("panjang.csv", b"a\n" * 501, "Paling banyak 500 baris"),
    ],
)
def test_file_when_handed_in_then_read_or_refused_in_words(client, admin, name, content, words):
    page = text(check(client, "", berkas=SimpleUploadedFile(name, content)))
    assert words in page


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "\x00",
        "x",
        "1e400",
        "a" * 2000,
        "a" * 300_000,
        "<script>alert(1)</script>,,operator,=1+1",
        "\t;,\n" * 99,
    ],
)
def test_list_when_monstrous_then_answered_in_words(client, admin, typed):
    page = text(check(client, typed))
    assert "<script>alert(1)" not in check(client, typed).content.decode()
    assert "Ada yang perlu diperbaiki" in page or "0 akun baru" in re.sub("</?b>", "", page)


def test_slips_when_made_again_then_old_codes_end_and_opened_accounts_are_left(client, admin):
    [old, _] = list_codes(make(client, DUA))
    opened = make_user(Role.OPERATOR_DESA, "61.07.10.2003", nama="Sudah Masuk")
    set_passphrase(opened)
    answer = renew(client)
    codes = list_codes(answer)
    assert len(codes) == 2
    assert old not in codes
    assert "Sudah Masuk" not in read_pdf(list_files(answer)[0])
    with acting_as(ADMIN):
        valid = ActivationCode.objects.filter(berlaku_sampai__gt=timezone.now())
        assert valid.count() == 2


def test_slips_when_nobody_waits_then_says_so(client, admin):
    assert "Semua akun di sini sudah aktif." in text(renew(client, **{"baru-tempat": "61.07.14"}))


def test_slips_when_account_also_reaches_rahasia_then_left_out(client, admin):
    user = make_user(Role.OPERATOR_DESA, SUKA_MAJU)
    with acting_as(ADMIN):
        Assignment(
            user=user, role="petugas_kasus", wilayah_kode="61.07", unit="pppa",
            mulai=timezone.localdate(),
        ).save(force_insert=True)  # fmt: skip
    assert "Tidak ada slip baru." in text(renew(client))


def test_all_villages_when_made_at_once_then_fast_and_each_has_one_slip(
    client, admin, django_assert_max_num_queries
):
    page = text(client.post("/akun/slip/", {"aksi": "isi"}))
    daftar = re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", page, re.DOTALL)[1].strip()
    begun = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    with django_assert_max_num_queries(124 * 24):
        answer = make(client, daftar)
    spent = time.process_time() + resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begun
    assert spent < DETIK_MAKS
    assert len(set(list_codes(answer))) == 124
    assert len(list_sheets(list_files(answer)[0])) == 31


@pytest.mark.parametrize("role", [role for role in POLICY if role is not Role.ADMIN_TEKNIS])
def test_bulk_does_not_exist_for_other_roles(role):
    client = sign_in(Client(), make_user(role, "61.07"))
    assert client.get("/akun/slip/").status_code == 404
    assert make(client, DUA).status_code == 404
    assert renew(client).status_code == 404


def test_bulk_when_a_role_reaches_rahasia_then_service_refuses(admin):
    with acting_as(admin.context), pytest.raises(DomainError):
        service.open_accounts(
            kunci=uuid4(), text="61.07,,kepala dinas,Maria", by=admin, on=timezone.localdate(),
            now=timezone.now(),
        )  # fmt: skip


def test_square_when_drawn_then_holds_the_link_with_the_code_behind_the_hash():
    link = make_link("https://contoh.id/aktivasi/", "sukamaju.sungaibetung", "K7MQP-2XWRD")
    assert link == "https://contoh.id/aktivasi/#akun=sukamaju.sungaibetung&kode=K7MQP-2XWRD"
    drawn, made = draw_qr(link), segno.make(link, error="m", micro=False)
    dark = {(row, column + step) for row, column, many in drawn["jalur"] for step in range(many)}
    cells = enumerate(made.matrix)
    assert dark == {(y, x) for y, row in cells for x, is_dark in enumerate(row) if is_dark}
