"""A stand-in for the kepala dinas: with a reason and an end, ended early, seen in the trail."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import Assignment, CodeRequest, Delegasi
from balale.access.queries.accounts import list_contexts
from balale.access.queries.codes import get_code_decider
from balale.access.queries.delegations import list_candidates
from balale.access.rules.accounts import delegation_problem
from balale.access.session_rules import PROOF_KEY
from tests.factories.accounts import list_trail, make_user, set_passphrase, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def kepala():
    return make_user("kepala_dinas", "61.07", nama="Antonius Kadir")


@pytest.fixture
def wakil():
    return make_user("verifikator", "61.07", nama="Lukas Nyangko")


@pytest.fixture
def masuk(client, kepala):
    return sign_in(client, kepala)


def day(days: int) -> str:
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def filled(wakil, **changes) -> dict:
    return {
        "kunci": str(uuid4()), "akun": str(wakil.id), "alasan": "cuti",
        "keterangan": "Surat 800/12", "sampai": day(7),
    } | changes  # fmt: skip


def roles(user) -> list[str]:
    return [context.role for context in list_contexts(user)]


def as_stand_in(wakil):
    """The account in its second role."""
    wakil.context = next(c for c in list_contexts(wakil) if c.role == "kepala_dinas")
    return wakil


def end(client, kepala, **changes):
    with acting_as(kepala.context):
        row = Delegasi.objects.get()
    data = {"kunci": str(uuid4()), "versi": str(row.versi)} | changes
    return client.post(f"/delegasi/{row.pk}/akhiri/", data)


def test_stand_in_gets_the_role_until_its_last_day(masuk, kepala, wakil):
    assert masuk.post("/delegasi/", filled(wakil)).status_code == 302
    assert roles(wakil) == ["verifikator", "kepala_dinas"]
    with acting_as(kepala.context):
        row = Delegasi.objects.select_related("assignment").get()
    assert row.assignment.sampai == timezone.localdate() + timedelta(days=8)
    page = masuk.get("/delegasi/").content.decode()
    assert "Lukas Nyangko" in page
    assert "Surat 800/12" in page
    line = list_trail("role.delegated")[-1]
    assert (line.user_id, line.object_id, line.reason) == (kepala.id, wakil.id, "cuti")


def test_stand_in_sees_the_role_in_the_choice_and_is_at_work_in_it(masuk, wakil):
    masuk.post("/delegasi/", filled(wakil))
    browser = sign_in(type(masuk)(), make_fresh(wakil))
    page = browser.get("/peran/").content.decode()
    assert "Kepala dinas" in page
    assert "sampai" in page
    chosen = as_stand_in(wakil).context.assignment_id
    browser.post("/peran/", {"peran": str(chosen)})
    home = browser.get("/").content.decode()
    assert "Anda wakil kepala dinas" in home
    assert browser.get("/penetapan/").status_code == 200


def test_stand_in_is_signed_out_everywhere_at_both_ends(masuk, kepala, wakil, client):
    browser = sign_in(type(client)(), wakil)
    masuk.post("/delegasi/", filled(wakil))
    assert browser.get("/").status_code == 302
    fresh = make_fresh(wakil)
    browser = sign_in(type(client)(), fresh)
    assert browser.get("/").status_code == 200
    assert end(masuk, kepala).status_code == 302
    assert browser.get("/").status_code == 302


def make_fresh(user):
    """The account as it is stored now."""
    with acting_as(user.context):
        found = type(user).objects.get(pk=user.pk)
    found.context = user.context
    return found


def test_ended_early_takes_the_role_at_once_and_leaves_a_line(masuk, kepala, wakil):
    masuk.post("/delegasi/", filled(wakil))
    end(masuk, kepala)
    assert roles(wakil) == ["verifikator"]
    assert [line.object_id for line in list_trail("role.delegation_ended")] == [wakil.id]
    assert "Diakhiri" in masuk.get("/delegasi/").content.decode()


def test_admin_ends_a_delegation_as_any_role(masuk, kepala, wakil, client):
    masuk.post("/delegasi/", filled(wakil))
    admin = sign_in(type(client)(), make_user("admin_teknis"))
    assignment = as_stand_in(wakil).context.assignment_id
    data = {"kunci": str(uuid4()), "versi": "1"}
    admin.post(f"/akun/{wakil.id}/peran/{assignment}/akhiri/", data)
    assert roles(wakil) == ["verifikator"]


def test_form_sent_twice_delegates_once(masuk, kepala, wakil):
    data = filled(wakil)
    for _ in range(2):
        assert masuk.post("/delegasi/", data).status_code == 302
    with acting_as(kepala.context):
        assert Delegasi.objects.count() == 1


def test_ending_twice_is_answered_the_same_and_with_an_old_version_refused(masuk, kepala, wakil):
    masuk.post("/delegasi/", filled(wakil))
    kunci = str(uuid4())
    assert end(masuk, kepala, kunci=kunci).status_code == 302
    assert end(masuk, kepala, kunci=kunci).status_code == 302
    assert end(masuk, kepala, versi="1").status_code == 409
    assert end(masuk, kepala, versi="").status_code == 428
    assert len(list_trail("role.delegation_ended")) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sampai": "-1"}, "sudah lewat"),
        ({"sampai": "90"}, "Paling lama 90 hari"),
        ({"sampai": "besok"}, "Tanggal belum terbaca"),
        ({"akun": ""}, "Pilih diberikan kepada"),
        ({"alasan": "malas"}, "tidak ada dalam daftar"),
        ({"akun": str(uuid4())}, "tidak ada dalam daftar"),
        ({"keterangan": "x" * 201}, "200"),
    ],
)
def test_wrong_form_keeps_what_was_typed_and_gives_nothing(masuk, wakil, changes, words):
    if changes.get("sampai", "x").lstrip("-").isdigit():
        changes = {"sampai": day(int(changes["sampai"]))}
    answer = masuk.post("/delegasi/", filled(wakil) | changes)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert words in page
    assert roles(wakil) == ["verifikator"]


@pytest.mark.parametrize(("days", "is_right"), [(-1, False), (0, True), (89, True), (90, False)])
def test_last_day_lies_within_ninety_days(days, is_right):
    on = timezone.localdate()
    assert (delegation_problem(on + timedelta(days=days), on=on) == "") is is_right


def test_stale_proof_asks_for_the_passphrase(masuk, wakil):
    session = masuk.session
    session[PROOF_KEY] = 0
    session.save()
    page = masuk.post("/delegasi/", filled(wakil)).content.decode()
    assert "Frasa sandi Anda" in page
    assert roles(wakil) == ["verifikator"]


@pytest.mark.parametrize(
    ("role", "wilayah", "unit"),
    [("operator_desa", "61.07.14.2004", ""), ("bupati", "61.07", ""), ("auditor", "61.07", ""),
     ("admin_teknis", "", ""), ("kepala_dinas", "61.07", ""), ("petugas_kasus", "61.07", "pppa")],
)  # fmt: skip
def test_only_accounts_of_the_office_are_on_offer(masuk, kepala, role, wilayah, unit):
    other = make_user(role, wilayah, unit)
    with acting_as(kepala.context):
        assert other.id not in {calon.id for calon in list_candidates()}
    masuk.post("/delegasi/", filled(other))
    assert roles(other) == [role]


@pytest.mark.parametrize("role", ["verifikator", "admin_teknis", "bupati", "operator_desa"])
def test_other_roles_have_no_page_of_delegations(client, wakil, role):
    wilayah = {"operator_desa": "61.07.14.2004", "admin_teknis": ""}.get(role, "61.07")
    browser = sign_in(client, make_user(role, wilayah))
    assert browser.get("/delegasi/").status_code == 404
    assert browser.post("/delegasi/", filled(wakil)).status_code == 404


def test_stand_in_names_nobody_and_ends_nothing(masuk, kepala, wakil):
    masuk.post("/delegasi/", filled(wakil))
    browser = sign_in(type(masuk)(), as_stand_in(make_fresh(wakil)))
    third = make_user("verifikator", "61.07")
    page = browser.post("/delegasi/", filled(third)).content.decode()
    assert "Beri delegasi" not in page
    assert roles(third) == ["verifikator"]
    assert end(browser, kepala).status_code == 404


def _insert(by, user, **changes) -> None:
    on = timezone.localdate()
    row = {"role": "kepala_dinas", "wilayah_kode": "61.07", "mulai": on,
           "sampai": on + timedelta(days=5)} | changes  # fmt: skip
    with acting_as(by.context), transaction.atomic():
        Assignment(user=user, **row).save(force_insert=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"sampai": None}, {"role": "verifikator"}, {"role": "admin_teknis", "wilayah_kode": ""},
        {"wilayah_kode": "61.07.14"}, {"sampai": timezone.localdate() + timedelta(days=91)},
        {"mulai": timezone.localdate() - timedelta(days=3)}, {"unit": "pppa"},
    ],
)  # fmt: skip
def test_wall_refuses_a_role_that_is_no_delegation(kepala, wakil, changes):
    with pytest.raises(ProgrammingError):
        _insert(kepala, wakil, **changes)


def test_wall_refuses_the_own_account_a_stand_ins_naming_and_other_roles(masuk, kepala, wakil):
    third = make_user("verifikator", "61.07")
    masuk.post("/delegasi/", filled(wakil))
    for by, user in ((kepala, kepala), (as_stand_in(wakil), third), (third, third)):
        with pytest.raises(ProgrammingError):
            _insert(by, user)


def test_wall_refuses_to_prolong_or_to_end_an_appointment(masuk, kepala, wakil):
    masuk.post("/delegasi/", filled(wakil))
    other = make_user("kepala_dinas", "61.07")
    with acting_as(kepala.context):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Assignment.objects.filter(user=wakil, role="kepala_dinas").update(
                sampai=timezone.localdate() + timedelta(days=80)
            )
        ended = Assignment.objects.filter(user=other).update(sampai=timezone.localdate())
        assert ended == 0


def test_wall_signs_nobody_out_who_is_no_stand_in(kepala, wakil):
    with acting_as(kepala.context), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("select balale_end_delegate_sessions(%s)", [wakil.id])


def test_account_new_to_rahasia_needs_a_code_that_the_koordinator_releases(masuk, wakil):
    """Whoever made the account may know its passphrase."""
    set_passphrase(wakil)
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    masuk.post("/delegasi/", filled(wakil))
    with acting_as(koordinator.context):
        assert get_code_decider(wakil.id) == "koordinator_kasus"
        assert CodeRequest.objects.visible_to(koordinator).filter(user=wakil).count() == 1
    assert [line.object_id for line in list_trail("account.code_requested")] == [wakil.id]


def test_koordinator_as_stand_in_keeps_the_passphrase(masuk):
    koordinator = make_user("koordinator_kasus", "61.07", "pppa")
    masuk.post("/delegasi/", filled(koordinator, alasan="plt"))
    assert roles(koordinator) == ["koordinator_kasus", "kepala_dinas"]
    assert list_trail("account.code_requested") == []
