"""Emergency openings against the database itself, under the application role."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from balale.access.context import Context, acting_as
from balale.access.ids import new_sealed_id
from balale.access.models import CaseAccess, SubjectKey
from balale.access.vault import Vault
from balale.cases.models import BukaDarurat, CatatanKasus, TinjauanDarurat
from balale.cases.services.darurat import review_opening
from balale.cases.services.notes import make_note
from balale.cases.services.work import get_stamp
from balale.registry.models import Jawaban, Orang, Ppks, Usulan
from tests.factories import cases
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
SEALED = b"\1" * 40


@contextmanager
def refused():
    with pytest.raises(DatabaseError), transaction.atomic():
        yield


def digits(kasus) -> str:
    return kasus.pk.hex[:8]


def break_raw(user, *given):
    """The definer function, called as raw SQL would."""
    with acting_as(user.context), connection.cursor() as cursor:
        cursor.execute("select balale_break_glass(%s, %s, %s, %s)", [new_sealed_id(), *given])
        return cursor.fetchone()[0]


def counts(user) -> tuple[int, int, int]:
    with acting_as(user.context):
        sealed = Orang.objects.filter(tingkat="rahasia").count()
        return sealed, Ppks.objects.filter(tingkat="rahasia").count(), CatatanKasus.objects.count()


@pytest.mark.parametrize(("role", "unit"), [("petugas_kasus", "pppa"), ("kepala_dinas", "")])
def test_breaker_sees_this_case_and_no_other(operator, koordinator, role, unit):
    kasus = cases.make_case(operator, koordinator)
    cases.hand_in(operator)
    breaker = make_user(role, "61.07", unit)
    assert counts(breaker) == (0, 0, 0)
    cases.break_open(breaker, kasus)
    assert counts(breaker) == (1, 1, 1)


def test_breaker_writes_nothing_about_the_case(petugas, kasus):
    cases.break_open(petugas, kasus)
    now = timezone.now()
    with acting_as(petugas.context):
        assert Ppks.objects.filter(pk=kasus.pk).update(versi=9) == 0
        assert Orang.objects.filter(pk=kasus.orang_id).update(versi=9) == 0
        assert Usulan.objects.filter(ppks=kasus).update(versi=9) == 0
        stamp = get_stamp(kasus, by=petugas, now=now)
        note = make_note(
            orang_id=kasus.orang_id, jenis="asesmen", teks="Isi.", stamp=stamp, vault=Vault()
        )
        with refused():
            note.save(force_insert=True)
        answer = Jawaban(
            id=new_sealed_id(), ppks=kasus, isian_id=1, nilai="ya",
            **stamp.columns(kasus.subjek_id),
        )  # fmt: skip
        with refused():
            answer.save(force_insert=True)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"jenis": "darurat"},
        {"jenis": "darurat", "minutes": 60},
        {"jenis": "darurat", "days_ago": 1},
        {"jenis": "darurat", "minutes": None},
    ],
)
@pytest.mark.parametrize("role", ["petugas_kasus", "kepala_dinas"])
def test_access_granted_to_oneself_in_sql_is_refused(kasus, role, changes):
    user = make_user(role, "61.07", "pppa" if role == "petugas_kasus" else "")
    minutes = changes.get("minutes", 15)
    start = timezone.now() - timedelta(days=changes.get("days_ago", 0))
    row = CaseAccess(
        subjek_id=kasus.subjek_id, user=user, unit="pppa", alasan="keselamatan",
        jenis=changes.get("jenis", "tugas"), mulai_pada=start, dibuat_oleh=user,
        sampai_pada=start + timedelta(minutes=minutes) if minutes else None,
    )  # fmt: skip
    with acting_as(user.context), refused():
        row.save(force_insert=True)
    assert counts(user) == (0, 0, 0)


def test_koordinator_grants_no_emergency_and_prolongs_none(koordinator, petugas, kasus):
    opening = cases.break_open(petugas, kasus)
    now = timezone.now()
    row = CaseAccess(
        subjek_id=kasus.subjek_id, user=petugas, unit="pppa", alasan="x", jenis="darurat",
        mulai_pada=now, sampai_pada=now + timedelta(minutes=5), dibuat_oleh=koordinator,
    )  # fmt: skip
    with acting_as(koordinator.context):
        with refused():
            row.save(force_insert=True)
        mine = CaseAccess.objects.filter(pk=opening)
        assert mine.update(sampai_pada=now + timedelta(minutes=1)) == 0


def test_breaker_prolongs_nothing(petugas, kasus):
    opening = cases.break_open(petugas, kasus)
    with acting_as(petugas.context):
        later = timezone.now() + timedelta(days=1)
        assert CaseAccess.objects.filter(pk=opening).update(sampai_pada=later) == 0
        with refused():
            BukaDarurat.objects.filter(pk=opening).update(alasan="lain")


def test_emergency_longer_than_fifteen_minutes_is_refused_even_to_the_owner(owner):
    with pytest.raises(Exception, match="case_access_emergency_is_short"):
        owner.execute(
            "insert into access_caseaccess (id, subjek_id, user_id, unit, jenis, mulai_pada, "
            "sampai_pada, alasan, dibuat_oleh_id) select gen_random_uuid(), gen_random_uuid(), "
            "balale_system_user(), 'pppa', 'darurat', now(), now() + interval '16 minutes', 'x', "
            "balale_system_user()"
        )


def test_opening_added_in_sql_is_refused(petugas, kasus):
    now = timezone.now()
    pk = new_sealed_id()
    row = BukaDarurat(
        id=pk, subjek_id=pk, kasus_id=kasus.pk, unit="pppa", user=petugas, peran="petugas_kasus",
        alasan="x", keterangan_sandi=SEALED, mulai_pada=now, sampai_pada=now,
    )  # fmt: skip
    with acting_as(petugas.context), refused():
        row.save(force_insert=True)


@pytest.mark.parametrize(
    "given",
    [
        (None, "keselamatan", SEALED),
        ("", "keselamatan", SEALED),
        ("%", "keselamatan", SEALED),
        ("{n}", "", SEALED),
        ("{n}", None, SEALED),
        ("{n}", "keselamatan", None),
        ("{n}", "keselamatan", b""),
    ],
)
def test_break_glass_without_number_or_reason_is_refused(petugas, kasus, given):
    nomor = given[0] and given[0].replace("{n}", digits(kasus))
    with refused():
        break_raw(petugas, nomor, *given[1:])


def test_break_glass_in_another_unit_gives_what_an_unknown_number_gives(kasus):
    stranger = make_user("petugas_kasus", "61.07", "resos")
    assert break_raw(stranger, digits(kasus), "keselamatan", SEALED) is None
    assert break_raw(stranger, "00000000", "keselamatan", SEALED) is None
    assert counts(stranger) == (0, 0, 0)


@pytest.mark.parametrize("role", ["auditor", "verifikator", "bupati"])
def test_break_glass_by_another_role_is_refused(kasus, role):
    with refused():
        break_raw(make_user(role, "61.07"), digits(kasus), "keselamatan", SEALED)


def test_break_glass_in_a_role_not_held_is_refused(petugas, kasus):
    petugas.context = Context(
        user_id=petugas.id, role="kepala_dinas", desa=(DESA,), tingkat=("biasa",)
    )
    with refused():
        break_raw(petugas, digits(kasus), "keselamatan", SEALED)


def test_opening_is_seen_by_breaker_koordinator_and_auditor_alone(petugas, koordinator, kasus):
    cases.break_open(petugas, kasus)
    seen = {}
    others = [
        make_user("petugas_kasus", "61.07", "pppa"),
        make_user("kepala_dinas", "61.07"),
        make_user("koordinator_kasus", "61.07", "resos"),
        make_user("verifikator", "61.07"),
    ]
    auditor = make_user("auditor", "61.07")
    for user in (petugas, koordinator, auditor, *others):
        with acting_as(user.context):
            seen[user.id] = BukaDarurat.objects.count()
    assert list(seen.values()) == [1, 1, 1, 0, 0, 0, 0]


def test_auditor_gets_no_key_to_the_words_of_the_reason(petugas, koordinator, kasus):
    opening = cases.break_open(petugas, kasus)
    for user, keys in ((make_user("auditor", "61.07"), 0), (koordinator, 1)):
        with acting_as(user.context):
            assert SubjectKey.objects.filter(pk=opening).count() == keys


def add_step(user, opening, **changes):
    pk = new_sealed_id()
    given = {"langkah": "putusan", "hasil": "wajar", "oleh_id": user.id, "sebagai": user.role,
             "pada": timezone.now()} | changes  # fmt: skip
    with acting_as(user.context):
        TinjauanDarurat(id=pk, subjek_id=pk, buka_id=opening, **given).save(force_insert=True)


def test_review_step_out_of_its_role_or_turn_is_refused(petugas, koordinator, kasus):
    opening = cases.break_open(petugas, kasus)
    auditor = make_user("auditor", "61.07")
    explained = {"langkah": "penjelasan", "hasil": ""}
    attempts = [
        (petugas, {}), (petugas, explained), (koordinator, {}), (koordinator, explained),
        (auditor, explained), (auditor, {"oleh_id": petugas.id}),
        (auditor, {"pada": timezone.now() - timedelta(days=2)}),
        (make_user("koordinator_kasus", "61.07", "resos"), explained),
    ]  # fmt: skip
    for user, changes in attempts:
        with refused():
            add_step(user, opening, **changes)
    with acting_as(auditor.context):
        review_opening(
            buka_id=opening, hasil="perlu_penjelasan", teks="Mengapa?", by=auditor,
            now=timezone.now(),
        )  # fmt: skip
    add_step(koordinator, opening, **explained)
