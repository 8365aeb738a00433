"""Which acts of an account fulfil which task."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from balale.access.rules.policy import Role
from balale.latihan.rules.tugas import (
    OPERATOR_DESA,
    TKSK,
    TUGAS,
    Perbuatan,
    Tercatat,
    list_hasil,
    list_since_reset,
)

MULAI = datetime(2026, 11, 24, 8, tzinfo=UTC)
PPKS, DRAF = UUID(int=1), UUID(int=2)


def act(event: str, menit: int = 0, objek: UUID | None = None, *, is_lain: bool = False):
    return Perbuatan(event, MULAI + timedelta(minutes=menit), objek, is_lain)


def done(role: str, *acts: Perbuatan, tercatat=()) -> list[str]:
    return [one.tugas.kode for one in list_hasil(role, acts, tercatat) if one.pada]


def test_roles_that_train_are_roles_of_the_policy_with_six_tasks_each():
    assert {OPERATOR_DESA, TKSK} == {Role.OPERATOR_DESA, Role.TKSK}
    assert {len({one.kode for one in tugas}) for tugas in TUGAS.values()} == {6}


@pytest.mark.parametrize(
    ("acts", "tercatat", "wanted"),
    [
        ([], (), []),
        ([act("ppks.entered", 0, PPKS)], (Tercatat(PPKS, True),), ["dengan_nik"]),
        ([act("ppks.entered", 0, PPKS)], (Tercatat(PPKS, False),), ["tanpa_nik"]),
        ([act("ppks.entered", 0, PPKS)], (), []),
        ([act("draf.kept", 0, DRAF), act("draf.sent", 1, DRAF)], (), ["simpan"]),
        ([act("draf.kept", 0, PPKS), act("draf.sent", 1, DRAF)], (), []),
        ([act("orang.searched"), act("orang.edited", 1)], (), ["ubah"]),
        ([act("orang.searched"), act("change.proposed", 1)], (), ["ubah"]),
        ([act("orang.edited"), act("orang.searched", 1)], (), []),
        ([act("orang.searched", is_lain=True), act("ppks.edited", 1)], (), []),
        ([act("ppks.corrected")], (), ["perbaiki"]),
        ([act("rahasia.entered")], (), ["rahasia"]),
    ],
)
def test_task_of_an_operator_when_done_then_ticked(acts, tercatat, wanted):
    assert done(OPERATOR_DESA, *acts, tercatat=tercatat) == wanted


def test_tasks_of_a_tksk_when_done_then_ticked():
    acts = [act("orang.searched"), act("orang.edited", 1), act("document.printed", 2)]
    assert done(TKSK, *acts) == ["ubah", "cetak"]
    assert done(TKSK, act("document.printed", is_lain=True)) == []


def test_tick_when_done_twice_then_keeps_the_first_time():
    hasil = list_hasil(OPERATOR_DESA, [act("ppks.corrected", 3), act("ppks.corrected", 9)], ())
    assert [one.pada for one in hasil if one.pada] == [MULAI + timedelta(minutes=3)]


def test_acts_when_begun_anew_then_only_later_ones_count():
    acts = [act("ppks.corrected"), act("latihan.reset", 1), act("rahasia.entered", 2)]
    assert [one.event for one in list_since_reset(acts)] == ["rahasia.entered"]


def test_role_without_tasks_when_asked_then_none():
    assert list_hasil("bupati", [act("ppks.corrected")], ()) == []
