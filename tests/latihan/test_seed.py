"""Invented people and accounts in a database: loaded once, true to the rules, LATIHAN only."""

import json
import stat
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.management.base import CommandError
from django.utils import timezone

from balale.access.context import Context, acting_as
from balale.access.models import CaseAccess, User
from balale.access.queries.accounts import get_sign_in_record, list_contexts
from balale.access.rules.passphrase import passphrase_problem
from balale.access.vault import Vault
from balale.audit.models import TrailLine
from balale.latihan.management.commands import seed_latihan as command
from balale.latihan.services.accounts import DESA_UTAMA, PENANDA
from balale.registry.models import Keputusan, Orang, Ppks, StatusUsulan, Usulan
from balale.registry.queries.usulan import list_usulan
from balale.registry.rules.status import StatusPpks, check_segregation
from balale.registry.services.people import nik_indexes
from tests.factories.latihan import ORANG, seed

OPERATOR, KEPALA = "sukamaju.sungaibetung", "kades.sukamaju.sungaibetung"
VERIFIKATOR, KOORDINATOR = "verifikator.dsp3a", "koordinator.pppa"
ROLES = {
    "operator_desa", "kepala_desa", "verifikator", "koordinator_kasus", "petugas_kasus",
    "kepala_dinas", "admin_teknis", "tksk", "camat", "bupati", "auditor", "pengelola_data",
    "lembaga_psks",
}  # fmt: skip


def _user(username: str) -> User:
    record = get_sign_in_record(username)
    assert record is not None
    record.user.context = list_contexts(record.user)[0]
    return record.user


@contextmanager
def _as(username: str):
    user = _user(username)
    with acting_as(user.context):
        yield user


def test_seed_when_run_again_changes_no_row_but_writes_the_list(akun, tmp_path):
    with _as(VERIFIKATOR):
        before = set(Orang.objects.values_list("pk", "versi"))
    seed(tmp_path / "lagi.json")
    assert json.loads((tmp_path / "lagi.json").read_text()) == akun
    assert stat.S_IMODE((tmp_path / "lagi.json").stat().st_mode) == 0o600
    with _as(VERIFIKATOR):
        assert set(Orang.objects.values_list("pk", "versi")) == before


def test_seed_where_the_database_is_real_refuses_and_writes_no_list(db, monkeypatch, tmp_path):
    monkeypatch.setattr(command, "is_latihan", lambda: False)
    with pytest.raises(CommandError, match="bukan LATIHAN"):
        seed(tmp_path / "akun.json")
    assert not (tmp_path / "akun.json").exists()


def test_seed_where_the_list_cannot_be_written_says_so(akun, tmp_path):
    with pytest.raises(CommandError, match="Daftar akun"):
        seed(tmp_path / "tidak-ada" / "akun.json")


def test_accounts_listed_have_a_long_passphrase_that_signs_in(akun):
    for satu in akun:
        assert passphrase_problem(satu["passphrase"], username=satu["username"]) == ""
    for satu in (akun[0], akun[-1]):
        user = authenticate(None, akun=satu["username"], sandi=satu["passphrase"])
        assert user.username == satu["username"]


def test_accounts_listed_begin_with_one_of_each_role_and_cover_every_kecamatan(akun):
    assert {satu["role"] for satu in akun} == ROLES
    assert [satu["role"] for satu in akun[:2]] == ["operator_desa", "kepala_desa"]
    assert akun[0]["area_code"] == akun[1]["area_code"] == DESA_UTAMA
    operator = {satu["area_code"][:8] for satu in akun if satu["role"] == "operator_desa"}
    assert len(operator) == 17


def test_accounts_listed_have_tksk_and_camat_of_two_kecamatan_and_one_of_two_roles(akun):
    for role in ("tksk", "camat"):
        assert len({satu["area_code"] for satu in akun if satu["role"] == role}) == 2
    two = [satu["username"] for satu in akun if satu["second_role"]]
    record = get_sign_in_record(two[0])
    assert [context.role for context in list_contexts(record.user)] == [
        "pengelola_data", "verifikator",
    ]  # fmt: skip


def test_accounts_of_other_villages_stand_without_passphrase(akun):
    assert get_sign_in_record("kades.sebalo.bengkayang").password == ""
    assert list_contexts(_user("sebalo.bengkayang"))[0].desa == ("61.07.04.1010",)


def test_entries_hold_every_open_category_and_every_status(akun):
    with _as(VERIFIKATOR) as user:
        rows = list(Ppks.objects.visible_to(user).values_list("kategori_id", "status"))
    assert len({kategori for kategori, _status in rows}) == 16
    assert {status for _kategori, status in rows} == set(StatusPpks) - {StatusPpks.DIGABUNG}


def test_sealed_cases_are_hidden_from_the_village_and_open_to_their_unit(akun):
    with _as(OPERATOR):
        assert not Ppks.objects.filter(tingkat="rahasia").exists()
    kategori = set()
    for username in (KOORDINATOR, "koordinator.resos"):
        with _as(username):
            kategori |= set(Ppks.objects.filter(tingkat="rahasia").values_list("kategori", flat=1))
            assert not Orang.objects.filter(tingkat="rahasia").exclude(nama="").exists()
    assert len(kategori) == 10


def test_sealed_cases_assigned_are_seen_by_that_petugas_only(akun):
    with _as("petugas.pppa") as petugas:
        seen = set(Ppks.objects.filter(tingkat="rahasia").values_list("subjek_id", flat=True))
        given = set(CaseAccess.objects.filter(user=petugas).values_list("subjek_id", flat=True))
    assert seen == given != set()


def test_village_of_the_demo_shows_its_stories(akun):
    with _as(OPERATOR) as user:
        entri = Ppks.objects.visible_to(user).filter(orang__isnull=False)
        menunggu = entri.filter(status="draf")
        assert menunggu.count() >= 3
        assert menunggu.filter(orang__nik_indeks=None).exists()
        assert menunggu.filter(usulan__status=StatusUsulan.MENUNGGU_KEPALA_DESA).count() >= 3
        kembali = list(entri.filter(status="dikembalikan"))
        assert len(kembali) >= 2
        vault = Vault()
        assert all(vault.get(satu, "catatan_status") and satu.kode_alasan for satu in kembali)
        assert any(satu.kolom_ditandai for satu in kembali)
        nama = list(Orang.objects.visible_to(user).values_list("nama", flat=True))
    assert len(nama) > len(set(nama))
    assert max(map(len, nama)) == 60


def test_entries_of_families_are_proposed_by_their_head_and_reach_the_queue(akun):
    with _as(VERIFIKATOR) as user:
        usulan = list_usulan(user).filter(ppks__keluarga__isnull=False)
        assert usulan.filter(status=StatusUsulan.MENUNGGU_VERIFIKASI).exists()
        assert not Usulan.objects.visible_to(user).filter(orang=None).exists()
        for satu in usulan[:20]:
            kepala = satu.ppks.keluarga.anggota.get(hubungan="1")
            assert (satu.orang_id, satu.subjek_id) == (kepala.orang_id, satu.ppks.keluarga_id)


def test_communities_are_units_with_a_count_families_and_a_speaker_in_remote_villages(akun):
    with _as(VERIFIKATOR) as user:
        rows = list(Ppks.objects.visible_to(user).filter(kategori=26))
        assert len(rows) >= 2
        for satu in rows:
            komunitas = satu.komunitas
            assert (satu.orang_id, satu.keluarga_id, satu.subjek_id) == (None, None, komunitas.pk)
            hitungan = komunitas.hitungan.get()
            assert 9 <= hitungan.jumlah_kk <= hitungan.jumlah_jiwa
            anggota = list(komunitas.anggota.select_related("keluarga"))
            assert all(a.keluarga.dibuat_pada.date() <= a.mulai for a in anggota)
            keluarga = {a.keluarga_id for a in anggota}
            wakil = satu.usulan.get().orang
            assert wakil.keanggotaan.get().keluarga_id in keluarga
        assert {satu.status for satu in rows} == {"aktif", "dikembalikan"}
        assert DESA_UTAMA not in {satu.desa_id for satu in rows}


def test_queue_of_the_office_is_long_and_partly_late(akun):
    lama = timezone.now() - timedelta(days=14)
    with _as(VERIFIKATOR) as user:
        antrean = Ppks.objects.visible_to(user).filter(status="diajukan")
        assert antrean.count() >= 20
        assert antrean.filter(diajukan_pada__lt=lama).count() >= 3
        assert not antrean.filter(diajukan_pada__gt=timezone.now()).exists()


def test_decisions_are_taken_by_another_account_at_each_step(akun):
    with _as(VERIFIKATOR) as user:
        rows = Keputusan.objects.visible_to(user).select_related("usulan").order_by("pada")
        by_usulan: dict = {}
        for row in rows:
            assert row.dibuat_oleh_id == row.oleh_id
            by_usulan.setdefault(row.usulan, {}).setdefault(row.langkah, row.oleh_id)
    assert by_usulan
    for usulan, langkah in by_usulan.items():
        check_segregation(
            entered_by=usulan.diusulkan_oleh_id,
            approved_by=langkah.get("kepala_desa"),
            verified_by=langkah.get("verifikasi"),
        )


def test_history_of_an_active_entry_tells_each_step_by_its_account(akun):
    with _as(VERIFIKATOR) as user:
        ppks = Ppks.objects.visible_to(user).filter(status="aktif").first()
        events = Ppks.pgh_event_model.objects.filter(id=ppks.pk).order_by("pgh_id")
        steps = list(events.values_list("status", "diubah_oleh_id", "diubah_pada"))
    assert [step[0] for step in steps] == ["draf", "diajukan", "diverifikasi", "aktif"]
    assert len({step[1] for step in steps}) == 4
    assert [step[2] for step in steps] == sorted(step[2] for step in steps)
    assert ppks.versi == 4


def test_person_with_nik_is_found_by_it_and_opens_again(akun):
    with _as(OPERATOR) as user:
        orang = Orang.objects.visible_to(user).exclude(nik_indeks=None).first()
        nik = Vault().get(orang, "nik")
        assert nik[-4] == "9"
        assert (
            Orang.objects.filter(nik_indeks=nik_indexes(nik, is_sealed=False)["nik_indeks"]).get()
            == orang
        )


def test_trail_tells_of_the_load_in_one_line(akun):
    penanda = get_sign_in_record(PENANDA).user
    with acting_as(Context(user_id=penanda.id, role="sistem")):
        line = TrailLine.objects.get(event="latihan.seeded")
    assert line.fields["orang"] == ORANG
    assert not penanda.is_active
