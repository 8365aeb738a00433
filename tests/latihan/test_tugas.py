"""The page of tasks: ticks come from what the account really did."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.rules.policy import Role
from balale.audit import services as audit
from balale.latihan.paper.sertifikat import make_nomor
from balale.latihan.queries.tugas import get_kemajuan
from balale.registry.queries.draf import get_draf
from balale.registry.services import draf as drafs
from balale.registry.services.draf import save_draf
from tests.factories.accounts import list_trail, make_user, sign_in
from tests.factories.paper import list_sheets, read_pdf
from tests.factories.registry import add_ppks, isian_ppks, make_nik, make_orang

pytestmark = pytest.mark.django_db
DESA = "61.07.14.2004"
TUGAS = reverse("latihan:tugas")


def ticked(user) -> list[str]:
    with acting_as(user.context):
        return [one.tugas.kode for one in get_kemajuan(user).hasil if one.pada]


def do_by_trail(user, *events: str) -> None:
    """Acts whose screens have tests of their own."""
    with acting_as(user.context):
        for event in events:
            audit.record(event, by=user)


def finish(operator) -> None:
    """All six tasks."""
    make_orang(operator, nik=make_nik())
    make_orang(operator, alasan_tanpa_nik="belum_rekam")
    put_aside_and_send(operator)
    do_by_trail(operator, "orang.searched", "orang.edited", "ppks.corrected", "rahasia.entered")


def put_aside_and_send(operator) -> None:
    with acting_as(operator.context):
        draf = save_draf(
            draf_id=uuid4(), base=None, isi={"nama": ["Sabina"]}, judul="Sabina", langkah="alamat",
            by=operator, now=timezone.now(),
        )  # fmt: skip
        drafs.put_aside(draf=draf, by=operator)
        draf = get_draf(draf.pk, operator)
        isian = isian_ppks(nama="Sabina Dayang", alasan_tanpa_nik="belum_rekam")
        drafs.send_draf(
            draf=draf, base=draf.versi, isian=isian, by=operator, on=timezone.localdate(),
            now=timezone.now(),
        )  # fmt: skip


def test_new_person_when_written_down_then_the_fitting_task_is_ticked(operator):
    make_orang(operator, nik=make_nik())
    assert ticked(operator) == ["dengan_nik"]
    make_orang(operator, alasan_tanpa_nik="belum_rekam")
    assert ticked(operator) == ["dengan_nik", "tanpa_nik"]


def test_person_when_written_down_by_another_then_nothing_is_ticked(operator):
    make_orang(make_user(Role.OPERATOR_DESA, DESA), nik=make_nik())
    assert ticked(operator) == []


def test_known_person_when_given_another_category_then_no_new_person(operator):
    orang = make_orang(make_user(Role.OPERATOR_DESA, DESA), nik=make_nik())
    add_ppks(operator, orang, kategori=21)
    assert ticked(operator) == []


def test_draft_when_put_aside_and_sent_then_ticked(operator):
    put_aside_and_send(operator)
    assert "simpan" in ticked(operator)


def test_draft_when_put_aside_by_its_button_then_in_the_trail(client, operator):
    form = {"aksi": "simpan", "langkah": "siapa", "nama": "Sabina Dayang", "draf": str(uuid4())}
    sign_in(client, operator).post(reverse("desk:tambah"), form)
    (line,) = list_trail("draf.kept")
    assert line.user_id == operator.id


def test_draft_when_gone_on_with_at_once_then_not_put_aside(client, operator):
    form = {"aksi": "lanjut", "langkah": "siapa", "nama": "Sabina Dayang", "draf": str(uuid4())}
    sign_in(client, operator).post(reverse("desk:tambah"), form)
    assert not list_trail("draf.kept")


def test_page_when_opened_then_names_six_tasks_and_claims_none(client, operator):
    answer = sign_in(client, operator).get(TUGAS, {"selesai": "6"})
    assert answer.status_code == 200
    assert "0 dari 6 tugas selesai" in answer.content.decode()


@pytest.mark.parametrize("role", [Role.KEPALA_DESA, Role.VERIFIKATOR, Role.ADMIN_TEKNIS])
def test_page_when_the_role_has_no_tasks_then_not_found(client, role):
    area = {Role.KEPALA_DESA: DESA, Role.VERIFIKATOR: "61.07"}.get(role, "")
    assert sign_in(client, make_user(role, area)).get(TUGAS).status_code == 404


def test_certificate_when_tasks_are_open_then_back_to_them(client, operator):
    answer = sign_in(client, operator).get(reverse("latihan:sertifikat"))
    assert answer.status_code == 302
    assert answer["Location"] == TUGAS


def test_certificate_when_all_is_done_then_one_landscape_page_with_the_tasks(client, operator):
    finish(operator)
    answer = sign_in(client, operator).get(reverse("latihan:sertifikat"))
    assert answer["Content-Type"] == "application/pdf"
    (sheet,) = list_sheets(answer.content)
    text = " ".join(read_pdf(answer.content).split())
    for words in ("SERTIFIKAT LATIHAN", "Martina Dayang", "Operator desa, Desa Suka Maju"):
        assert words in text
    assert "6. Catat lewat jalur rahasia" in text
    assert sheet[0] > sheet[1]


def test_certificate_when_printed_then_its_number_is_in_the_trail(client, operator):
    finish(operator)
    sign_in(client, operator).get(reverse("latihan:sertifikat"))
    (line,) = list_trail("document.printed")
    with acting_as(operator.context):
        at = get_kemajuan(operator).selesai_pada
    assert line.fields["nomor"] == make_nomor(operator.id, at)


def test_number_when_day_or_account_differs_then_another():
    at, one, two = timezone.now(), uuid4(), uuid4()
    numbers = {make_nomor(one, at), make_nomor(two, at), make_nomor(one, at - timedelta(days=1))}
    assert len(numbers) == 3
