"""The count of eight stays true, whoever edits, also of entries the editor may not write."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.vault import Vault
from balale.registry.models import Orang, Perubahan, Ppks, Usulan
from balale.registry.services import edit
from balale.registry.services.acts import undo_act
from balale.registry.services.details import read_entri
from balale.registry.services.proposal import accept_change
from tests.factories.accounts import make_user
from tests.factories.registry import make_nik, make_ppks
from tests.factories.usulan import accept, approve, make_usulan

pytestmark = pytest.mark.django_db
DESA = "61.07.03.2001"
HARI_INI = date(2026, 11, 24)


def edit_alamat(orang_id, by, **alamat):
    with acting_as(by.context):
        orang = Orang.objects.get(pk=orang_id)
        isian = edit.read_warga(orang, vault=Vault())
        return edit.edit_orang(
            orang=orang, dasar=edit.get_dasar(orang),
            isian=replace(isian, alamat=replace(isian.alamat, **alamat)), by=by, on=HARI_INI,
            now=timezone.now(),
        )  # fmt: skip


def look(ppks, by):
    """The count and the version of the entry now."""
    with acting_as(by.context):
        return Ppks.objects.values_list("kelengkapan", "versi").get(pk=ppks.pk)


def test_address_taken_away_and_put_back_counts_a_running_entry_again(operator):
    ppks = make_ppks(operator, status="aktif", nik=make_nik())
    _, versi = look(ppks, operator)
    edit_alamat(ppks.orang_id, operator, rt="002")
    whole, after = look(ppks, operator)
    assert after == versi
    edit_alamat(ppks.orang_id, operator, dusun="")
    assert look(ppks, operator) == (whole - 1, versi)
    edit_alamat(ppks.orang_id, operator, dusun="Sebol")
    assert look(ppks, operator) == (whole, versi)


def test_taking_an_edit_back_counts_again(operator):
    ppks = make_ppks(operator, nik=make_nik())
    edit_alamat(ppks.orang_id, operator, rt="002")
    whole, _ = look(ppks, operator)
    act = edit_alamat(ppks.orang_id, operator, dusun="")
    with acting_as(operator.context):
        undo_act(perubahan=Perubahan.objects.get(pk=act.pk), by=operator, now=timezone.now())
    assert look(ppks, operator)[0] == whole


def test_criteria_taken_from_a_draft_count_less(operator):
    ppks = make_ppks(operator, nik=make_nik())
    edit_alamat(ppks.orang_id, operator, rt="002")
    whole, _ = look(ppks, operator)
    with acting_as(operator.context):
        row = Ppks.objects.select_related("orang").get(pk=ppks.pk)
        isian = replace(read_entri(row, vault=Vault()), kriteria=())
        edit.edit_entri(
            ppks=row,
            orang=row.orang,
            base=row.versi,
            isian=isian,
            by=operator,
            on=HARI_INI,
            now=timezone.now(),
        )
        assert row.kelengkapan == whole - 1
    assert look(ppks, operator)[0] == whole - 1


def test_accepted_change_of_the_identity_counts_again(operator, kades, verifikator):
    usulan = make_usulan(operator)
    approve(usulan, kades)
    accept(usulan, verifikator)
    with acting_as(operator.context):
        orang = Orang.objects.get()
        isian = edit.read_warga(orang, vault=Vault())
        lahir = replace(isian.orang, tanggal_lahir=None, presisi_tgl_lahir="")
        edit.edit_orang(
            orang=orang, dasar=edit.get_dasar(orang), isian=replace(isian, orang=lahir),
            by=operator, on=HARI_INI, now=timezone.now(),
        )  # fmt: skip
    whole, _ = look(usulan.ppks, operator)
    with acting_as(verifikator.context):
        change = Usulan.objects.get(jenis="perubahan")
        accept_change(
            usulan=change, base=change.versi, by=verifikator, on=HARI_INI, now=timezone.now()
        )
    assert look(usulan.ppks, operator)[0] == whole - 1


def test_count_of_another_village_or_by_another_role_is_not_written(operator, kades):
    ppks = make_ppks(operator, status="aktif", nik=make_nik())
    before = look(ppks, operator)
    call = "select balale_set_kelengkapan(%s, 1)"
    stranger = make_user("operator_desa", "61.07.14.2004")
    with acting_as(stranger.context), connection.cursor() as cursor:
        cursor.execute(call, [ppks.pk])
    with acting_as(kades.context), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute(call, [ppks.pk])
    assert look(ppks, operator) == before
