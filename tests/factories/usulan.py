"""Proposals at every step of their path, moved there by the real services."""

from datetime import date

from django.utils import timezone

from balale.access.context import acting_as
from balale.access.models import User
from balale.registry.models import Orang, Ppks, Usulan
from balale.registry.queries.usulan import get_dasar, list_usulan
from balale.registry.services import decide
from tests.factories.accounts import make_user
from tests.factories.registry import add_ppks, make_nik, make_orang

ACARA = decide.BeritaAcara("140/22/BA/2026", date(2026, 11, 19), "Balai desa")
KEMBALI = decide.Alasan("nik_salah", "Periksa angka terakhir NIK.", ("nik", "tanggal_lahir"))
TOLAK = decide.Alasan("bukan_warga", "Sudah pindah ke Kabupaten Sambas.")


def make_usulan(by: User, *, kategori: int = 8, **isian) -> Usulan:
    """The proposal of a new entry of a person with NIK, waiting for the village head."""
    orang = make_orang(by, kategori=kategori, **{"nik": make_nik(), "kelengkapan": 8, **isian})
    with acting_as(by.context):
        return list_usulan(by).get(orang=orang)


def add_usulan(by: User, orang: Orang, *, kategori: int) -> Usulan:
    """The proposal of one more entry for a person."""
    ppks = add_ppks(by, orang, kategori=kategori)
    with acting_as(by.context):
        return list_usulan(by).get(ppks=ppks)


def fresh(usulan: Usulan, user: User) -> Usulan:
    """The proposal as `user` sees it now."""
    with acting_as(user.context):
        return list_usulan(user).get(pk=usulan.pk)


def decided(usulan: Usulan, by: User, act, **given):
    """Take a decision on the newest state."""
    row = fresh(usulan, by)
    with acting_as(by.context):
        return act(usulan=row, dasar=get_dasar(row), by=by, now=timezone.now(), **given)


def approve(usulan: Usulan, by: User):
    """The village head approves."""
    return decided(usulan, by, decide.approve_usulan, acara=ACARA)


def send_back(usulan: Usulan, by: User, alasan: decide.Alasan = KEMBALI):
    """The village head asks the operator to mend it."""
    return decided(usulan, by, decide.send_back_usulan, alasan=alasan)


def accept(usulan: Usulan, by: User):
    """The office accepts."""
    return decided(usulan, by, decide.accept_usulan, metode="meja")


def give_back(usulan: Usulan, by: User, alasan: decide.Alasan = KEMBALI):
    """The office returns it to the village."""
    return decided(usulan, by, decide.return_usulan, alasan=alasan)


def propose_refusal(usulan: Usulan, by: User, alasan: decide.Alasan = TOLAK):
    """The office wants to refuse; the head of office must sign too."""
    return decided(usulan, by, decide.propose_refusal, alasan=alasan)


def make_refused(by: User, **isian) -> Ppks:
    """The entry of a new person, refused by the office with both signatures."""
    usulan = make_usulan(by, **isian)
    approve(usulan, make_user("kepala_desa", by.context.wilayah_kode))
    propose_refusal(usulan, make_user("verifikator", "61.07"))
    decided(usulan, make_user("kepala_dinas", "61.07"), decide.confirm_refusal)
    ppks = fresh(usulan, by).ppks
    assert ppks is not None
    return ppks
