"""Case work through the screens: intake, opening, assignment, assessment, decision."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import CaseAccess
from balale.access.queries.accounts import list_contexts
from balale.audit.models import TrailLine
from balale.cases.queries.cases import list_cases
from balale.cases.services.decisions import refuse_case, return_case, verify_case
from balale.cases.services.work import request_verification
from balale.kit.errors import DomainError
from balale.registry.models import Jawaban, Keputusan
from tests.factories import cases
from tests.factories.accounts import give_role, make_user, sign_in

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"


def post(client, name, kasus, **fields):
    """Send one step's form, based on the version now stored."""
    kasus.refresh_from_db()
    data = {"kunci": str(uuid4()), "versi": kasus.versi} | fields
    return client.post(reverse(f"cases:{name}", args=[kasus.pk]), data)


def page(client, kasus) -> str:
    return client.get(reverse("cases:kasus", args=[kasus.pk])).content.decode()


def trail(user, event) -> list[TrailLine]:
    with acting_as(user.context):
        return list(TrailLine.objects.filter(event=event))


def test_case_page_before_a_reason_shows_no_identity(client, koordinator, kasus):
    body = page(sign_in(client, koordinator), kasus)
    assert not [marker for marker in cases.MARKAS if marker in body]


def test_case_page_after_a_reason_shows_identity_and_logs(client, koordinator, kasus):
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "buka", kasus, alasan="pelayanan", keterangan="memilih petugas")
    assert cases.NAMA in page(client, kasus)
    assert trail(koordinator, "case.opened")[0].reason == "pelayanan: memilih petugas"
    assert trail(koordinator, "case.viewed")


def test_opening_without_a_reason_opens_nothing(client, koordinator, kasus):
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        answer = post(client, "buka", kasus, alasan="pelayanan", keterangan="")
    assert "Ada yang perlu diperbaiki" in answer.content.decode()
    assert cases.NAMA not in page(client, kasus)


def test_case_from_hand_in_to_verified(client, koordinator, petugas, kasus):
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "tugaskan", kasus, petugas=str(petugas.id))
    sign_in(client, petugas)
    assert cases.NAMA in page(client, kasus)
    with acting_as(petugas.context):
        post(client, "catatan", kasus, jenis="asesmen", teks="Perlu rumah aman.")
        post(client, "minta", kasus, catatan="")
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "buka", kasus, alasan="verifikasi", keterangan="memeriksa")
        post(client, "sahkan", kasus, metode="lapangan", catatan="")
        kasus.refresh_from_db()
        assert kasus.status == "diverifikasi"
        assert Keputusan.objects.get(usulan__ppks=kasus).sebagai == "koordinator_kasus"


def test_case_before_assignment_is_absent_for_petugas(client, petugas, kasus):
    sign_in(client, petugas)
    absent = client.get(reverse("cases:kasus", args=[uuid4()]))
    denied = client.get(reverse("cases:kasus", args=[kasus.pk]))
    assert absent.status_code == denied.status_code == 404


@pytest.mark.parametrize("role", ["operator_desa", "kepala_desa", "verifikator", "admin_teknis"])
def test_case_pages_for_other_roles_do_not_exist(client, kasus, role):
    area = {"verifikator": "61.07", "admin_teknis": ""}.get(role, DESA)
    sign_in(client, make_user(role, area))
    for name in ("kasus", "buka", "tugaskan", "catatan", "minta", "sahkan", "kembalikan", "tolak"):
        assert client.get(reverse(f"cases:{name}", args=[kasus.pk])).status_code == 404
    assert client.get(reverse("cases:daftar")).status_code == 404


def test_case_returned_then_asked_again_waits_again(client, koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    with acting_as(koordinator.context):
        sign_in(client, koordinator)
        post(client, "buka", kasus, alasan="verifikasi", keterangan="memeriksa")
        post(client, "kembalikan", kasus, alasan="isian_kurang", catatan="Tambah rujukan.")
        kasus.refresh_from_db()
        assert kasus.status == "dikembalikan"
    sign_in(client, petugas)
    assert "Tambah rujukan." in page(client, kasus)
    with acting_as(petugas.context):
        post(client, "minta", kasus, catatan="Sudah.")
        kasus.refresh_from_db()
        assert kasus.status == "diajukan"


def test_case_refused_without_a_reason_stays(client, koordinator, kasus):
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "buka", kasus, alasan="verifikasi", keterangan="memeriksa")
        post(client, "tolak", kasus, alasan="lainnya", catatan="")
        kasus.refresh_from_db()
        assert kasus.status == "diajukan"
        post(client, "tolak", kasus, alasan="duplikat", catatan="")
        kasus.refresh_from_db()
    assert kasus.status == "ditolak"


def test_decision_on_an_unopened_case_is_refused(client, koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        post(client, "sahkan", kasus, metode="meja", catatan="")
        kasus.refresh_from_db()
    assert kasus.status == "diajukan"


def test_verifying_before_it_was_asked_is_refused(koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    with acting_as(koordinator.context), pytest.raises(DomainError, match="belum meminta"):
        verify_case(
            kasus=kasus, versi=1, metode="meja", catatan="", by=koordinator, now=timezone.now()
        )


def test_verification_without_an_assessment_can_not_be_asked(koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    with acting_as(petugas.context), pytest.raises(DomainError, match="asesmen"):
        request_verification(kasus=kasus, versi=1, catatan="", by=petugas, now=timezone.now())


def test_case_is_never_verified_by_who_assessed_it(koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    give_role(petugas, "koordinator_kasus", "61.07", "pppa")
    petugas.context = next(c for c in list_contexts(petugas) if c.role == "koordinator_kasus")
    now = timezone.now()
    with acting_as(petugas.context):
        kasus.refresh_from_db()
        with pytest.raises(DomainError, match="asesmennya"):
            verify_case(
                kasus=kasus, versi=kasus.versi, metode="meja", catatan="", by=petugas, now=now
            )


def test_petugas_of_another_unit_can_not_be_assigned(client, koordinator, kasus):
    other = make_user("petugas_kasus", "61.07", "resos")
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        answer = post(client, "tugaskan", kasus, petugas=str(other.id))
        assert "Galat:" in answer.content.decode()
        assert not CaseAccess.objects.exists()


def test_assignment_sent_twice_is_stored_once(client, koordinator, petugas, kasus):
    sign_in(client, koordinator)
    form = {"kunci": str(uuid4()), "petugas": str(petugas.id)}
    with acting_as(koordinator.context):
        first, again = (post(client, "tugaskan", kasus, **form) for _ in range(2))
        assert first.url == again.url
        assert CaseAccess.objects.count() == 1


def test_new_petugas_takes_over_and_the_old_one_is_out(client, koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    cases.assign(kasus, make_user("petugas_kasus", "61.07", "pppa"), koordinator)
    address = reverse("cases:kasus", args=[kasus.pk])
    assert sign_in(client, petugas).get(address).status_code == 404


def test_step_based_on_no_or_an_old_version_is_refused(client, koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    sign_in(client, petugas)
    with acting_as(petugas.context):
        assert post(client, "minta", kasus, catatan="", versi="").status_code == 428
        assert post(client, "minta", kasus, catatan="", versi="1").status_code == 409
        assert post(client, "catatan", kasus, kunci="", jenis="asesmen").status_code == 428


def test_assignment_based_on_an_old_version_changes_nobody(client, koordinator, petugas, kasus):
    other = make_user("petugas_kasus", "61.07", "pppa")
    versi = kasus.versi
    cases.assign(kasus, petugas, koordinator)
    sign_in(client, koordinator)
    with acting_as(koordinator.context):
        answer = post(client, "tugaskan", kasus, petugas=str(other.id), versi=versi)
        assert answer.status_code == 409
        assert CaseAccess.objects.get(sampai_pada=None).user_id == petugas.id


@pytest.mark.parametrize("act", [return_case, refuse_case])
def test_case_is_never_turned_down_by_who_handed_it_in(operator, koordinator, petugas, kasus, act):
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    give_role(operator, "koordinator_kasus", "61.07", "pppa")
    operator.context = list_contexts(operator)[1]
    with acting_as(operator.context):
        kasus.refresh_from_db()
        with pytest.raises(DomainError, match="orang lain|Orang lain"):
            act(
                kasus=kasus, versi=kasus.versi, alasan="nik_salah", catatan="x", by=operator,
                now=timezone.now(),
            )  # fmt: skip


@pytest.mark.parametrize("text", ["a" * 100_000, "x\x00y", "<script>alert(1)</script>", "=1+1"])
def test_note_of_bad_input_is_answered_in_words(client, koordinator, petugas, kasus, text):
    cases.assign(kasus, petugas, koordinator)
    sign_in(client, petugas)
    with acting_as(petugas.context):
        answer = post(client, "catatan", kasus, jenis="tindakan", teks=text)
    assert answer.status_code in {200, 302}
    assert "<script>alert" not in answer.content.decode() + page(client, kasus)


def test_answers_changed_by_petugas_end_the_old_ones(client, koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    sign_in(client, petugas)
    address = reverse("desk:kasus_jawaban", args=[kasus.pk])
    form = {"versi": 1, "jenis_kekerasan": ["fisik", "psikis"]}
    client.post(address, form | {"kunci": str(uuid4())})
    client.post(address, {"kunci": str(uuid4()), "versi": 2, "jenis_kekerasan": ["fisik"]})
    body = page(client, kasus)
    assert "Fisik" in body
    assert "Psikis" not in body
    with acting_as(petugas.context):
        rows = Jawaban.objects.filter(ppks=kasus)
        assert {row.nilai for row in rows} == {""}
        assert {row.pk.version for row in rows} == {4}
        assert rows.filter(is_berlaku=True).count() == 1


def test_trail_of_a_case_names_no_category(client, operator, koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    cases.assess(kasus, petugas)
    for user in (operator, koordinator, petugas):
        with acting_as(user.context):
            lines = TrailLine.objects.filter(user_id=user.id)
            assert not [
                line for line in lines if "kategori" in line.fields or cases.NAMA in line.reason
            ]


def test_lists_ask_few_queries(client, operator, koordinator, django_assert_max_num_queries):
    for _ in range(6):
        cases.hand_in(operator)
    sign_in(client, koordinator)
    client.get(reverse("cases:daftar"))
    with django_assert_max_num_queries(18):
        client.get(reverse("cases:daftar"))


def test_list_puts_danger_first_and_pages_without_loss(operator, koordinator, monkeypatch):
    monkeypatch.setattr("balale.cases.queries.cases.PAGE", 2)
    for hours, is_bahaya in ((9, False), (3, True), (5, False), (4, True), (8, False)):
        cases.hand_in(operator, hours_ago=hours, is_bahaya=is_bahaya)
    with acting_as(koordinator.context):
        found, after = [], None
        while True:
            part = list_cases(koordinator, now=timezone.now(), after=after)
            found += [(line.is_bahaya, line.menunggu) for line in part.baris]
            after = part.berikut
            if after is None:
                break
    assert found == [
        (True, "4 jam"), (True, "3 jam"), (False, "9 jam"), (False, "8 jam"), (False, "5 jam"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", ["tahap=x", "sesudah=1", "sesudah=%00", "sesudah=00000000-0000-4000-8000-000000000000"]
)
def test_list_with_a_bent_address_is_still_a_page(client, koordinator, kasus, query):
    sign_in(client, koordinator)
    assert client.get(reverse("cases:daftar") + "?" + query).status_code == 200


@pytest.mark.parametrize(
    ("role", "words"),
    [("koordinator_kasus", "Tugaskan 1 kasus"), ("petugas_kasus", "Belum ada kasus")],
)
def test_home_of_case_staff_counts_what_waits(client, kasus, role, words):
    sign_in(client, make_user(role, "61.07", "pppa"))
    body = client.get("/").content.decode()
    assert words in body
    assert "Kekerasan" not in body


def test_lists_and_steps_show_no_identity(client, koordinator, petugas, kasus):
    cases.assign(kasus, petugas, koordinator)
    for user, steps in ((koordinator, ("buka", "tugaskan")), (petugas, ("catatan", "minta"))):
        sign_in(client, user)
        bodies = [client.get(reverse("cases:daftar")).content.decode()]
        bodies += [
            client.get(reverse(f"cases:{s}", args=[kasus.pk])).content.decode() for s in steps
        ]
        assert not [marker for marker in cases.MARKAS for body in bodies if marker in body]
