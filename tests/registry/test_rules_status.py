"""The ten statuses: who moves an entry where, and that no path goes round a check."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from balale.access.rules.policy import Role
from balale.registry.rules.status import (
    TRANSITIONS,
    StatusError,
    StatusPpks,
    Syarat,
    check_segregation,
    check_transition,
    get_transition,
)

S = StatusPpks
SEMUA_SYARAT = frozenset(Syarat)


def next_statuses(status, role, *, is_rahasia=False):
    """Statuses into which a role may move an entry, in the order of the table."""
    return tuple(
        item.ke
        for item in TRANSITIONS
        if item.dari == status and role in item.roles_for(is_rahasia=is_rahasia)
    )


def test_status_when_counted_then_ten_official_words():
    assert len(S) == 10
    assert S.PERLU_PEMUTAKHIRAN.kata == "Perlu pemutakhiran"


def test_transitions_when_read_then_roles_are_known_and_pairs_unique():
    assert all(item.roles | item.roles_rahasia | item.kedua <= set(Role) for item in TRANSITIONS)
    assert len({(item.dari, item.ke) for item in TRANSITIONS}) == len(TRANSITIONS)
    assert {item.ke for item in TRANSITIONS} == set(S)
    for item in TRANSITIONS:
        assert len({pilihan.kode for pilihan in item.alasan}) == len(item.alasan)


@pytest.mark.parametrize(
    ("status", "role", "ke"),
    [
        (None, "operator_desa", [S.DRAF]),
        (None, "tksk", [S.DRAF]),
        (None, "sistem", [S.DRAF]),
        (None, "kepala_desa", []),
        (S.DRAF, "operator_desa", []),
        (S.DRAF, "kepala_desa", [S.DIAJUKAN]),
        (S.DIAJUKAN, "kepala_desa", []),
        (
            S.DIAJUKAN,
            "verifikator",
            [S.DIKEMBALIKAN, S.DITOLAK, S.DIVERIFIKASI, S.DIGABUNG],
        ),
        (S.DIAJUKAN, "koordinator_kasus", []),
        (S.DIKEMBALIKAN, "kepala_desa", [S.DIAJUKAN]),
        (S.DIVERIFIKASI, "kepala_dinas", [S.AKTIF]),
        (S.AKTIF, "sistem", [S.PERLU_PEMUTAKHIRAN]),
        (S.AKTIF, "verifikator", [S.KELUAR, S.DITANGGUHKAN, S.DIGABUNG]),
        (S.DITANGGUHKAN, "verifikator", [S.KELUAR, S.AKTIF]),
        (S.KELUAR, "verifikator", [S.AKTIF]),
        (S.DITOLAK, "verifikator", []),
        (S.AKTIF, "bupati", []),
    ],
)
def test_next_statuses_when_role_asks_then_the_table_answers(status, role, ke):
    assert list(next_statuses(status, role)) == ke


@pytest.mark.parametrize(
    ("status", "role", "ke"),
    [
        (None, "operator_desa", [S.DIAJUKAN]),
        (S.DRAF, "operator_desa", [S.DIAJUKAN]),
        (S.DIAJUKAN, "operator_desa", []),
        (S.DIAJUKAN, "verifikator", []),
        (S.DIAJUKAN, "kepala_desa", []),
        (
            S.DIAJUKAN,
            "koordinator_kasus",
            [S.DIKEMBALIKAN, S.DITOLAK, S.DIVERIFIKASI, S.DIGABUNG],
        ),
        (S.DIKEMBALIKAN, "petugas_kasus", [S.DIAJUKAN]),
    ],
)
def test_next_statuses_when_rahasia_then_only_the_case_unit_decides(status, role, ke):
    assert list(next_statuses(status, role, is_rahasia=True)) == ke


@pytest.mark.parametrize("role", ["camat", "bupati", "auditor", "pengelola_data", "admin_teknis"])
@pytest.mark.parametrize("is_rahasia", [True, False])
def test_next_statuses_when_role_only_looks_on_then_nothing(role, is_rahasia):
    for status in (None, *S):
        assert next_statuses(status, role, is_rahasia=is_rahasia) == ()


@pytest.mark.parametrize(
    ("dari", "ke", "pesan"),
    [
        (S.DRAF, S.AKTIF, "Status ‘Draf’ tidak dapat menjadi ‘Aktif’."),
        (None, S.AKTIF, "Catatan baru tidak dapat menjadi ‘Aktif’."),
        (None, S.DIAJUKAN, "Catatan baru tidak dapat menjadi ‘Diajukan’."),
        (S.DITOLAK, S.DIAJUKAN, "Status ‘Ditolak’ tidak dapat menjadi ‘Diajukan’."),
    ],
)
def test_get_transition_when_not_in_the_table_then_refuses(dari, ke, pesan):
    with pytest.raises(StatusError) as galat:
        get_transition(dari, ke, is_rahasia=False)
    assert str(galat.value) == pesan


@pytest.mark.parametrize(
    ("dari", "ke", "role", "kurang", "pesan"),
    [
        (S.DRAF, S.DIAJUKAN, "kepala_desa", "lengkap", "Lengkapi dulu isian yang wajib."),
        (
            S.DRAF,
            S.DIAJUKAN,
            "kepala_desa",
            "pemberitahuan",
            "Catat dulu bahwa warga sudah diberi tahu.",
        ),
        (S.DRAF, S.DIAJUKAN, "kepala_desa", "berita_acara", "Isi dulu berita acara musyawarah."),
        (S.DIAJUKAN, S.DIVERIFIKASI, "verifikator", "metode", "Pilih dulu cara verifikasi."),
        (S.DIVERIFIKASI, S.AKTIF, "kepala_dinas", "penetapan", "Isi dulu nomor penetapan."),
        (S.AKTIF, S.KELUAR, "verifikator", "bukti", "Tambahkan dulu buktinya."),
        (S.AKTIF, S.KELUAR, "verifikator", "tanggal", "Isi dulu tanggalnya."),
    ],
)
def test_check_transition_when_something_is_missing_then_names_it(dari, ke, role, kurang, pesan):
    syarat = SEMUA_SYARAT - {kurang}
    with pytest.raises(StatusError, match=pesan):
        check_transition(dari, ke, role=role, syarat=syarat, alasan="meninggal")


def test_check_transition_when_rahasia_then_no_berita_acara_is_asked():
    syarat = {Syarat.LENGKAP, Syarat.PEMBERITAHUAN}
    item = check_transition(
        S.DRAF, S.DIAJUKAN, role="operator_desa", syarat=syarat, is_rahasia=True
    )
    assert item.ke == S.DIAJUKAN


def test_check_transition_when_role_is_another_then_refuses():
    with pytest.raises(StatusError, match="Peran Anda tidak dapat mengubah status ini."):
        check_transition(S.DIAJUKAN, S.DIVERIFIKASI, role="operator_desa", syarat=SEMUA_SYARAT)


@pytest.mark.parametrize(
    ("alasan", "pesan"),
    [
        (None, "Pilih dulu alasannya."),
        ("", "Pilih dulu alasannya."),
        ("graduasi", "Alasan ini tidak ada dalam daftar."),
        ("lainnya", "Tulis dulu catatannya."),
    ],
)
def test_check_transition_when_reason_is_missing_then_asks(alasan, pesan):
    with pytest.raises(StatusError, match=pesan):
        check_transition(S.DIAJUKAN, S.DITOLAK, role="verifikator", alasan=alasan)


@pytest.mark.parametrize(("kedua", "boleh"), [("kepala_dinas", True), ("verifikator", False)])
def test_check_transition_when_second_signature_is_demanded_then_checks_it(kedua, boleh):
    def refuse():
        return check_transition(
            S.DIAJUKAN,
            S.DITOLAK,
            role="verifikator",
            alasan="bukan_warga",
            role_kedua=kedua,
            is_kedua_wajib=True,
        )

    if boleh:
        assert refuse().ke == S.DITOLAK
    else:
        with pytest.raises(StatusError, match="Perlu persetujuan kepala dinas."):
            refuse()


@pytest.mark.parametrize(
    ("entered", "approved", "verified", "boleh"),
    [
        ("a", "b", "c", True),
        ("a", None, "c", True),
        ("a", None, None, True),
        (None, None, None, True),
        ("a", "a", None, False),
        ("a", "b", "a", False),
        ("a", "b", "b", False),
        ("a", None, "a", False),
    ],
)
def test_check_segregation_when_one_account_does_two_steps_then_refuses(
    entered, approved, verified, boleh
):
    steps = {"entered_by": entered, "approved_by": approved, "verified_by": verified}
    if boleh:
        check_segregation(**steps)
    else:
        with pytest.raises(StatusError, match="Orang lain harus"):
            check_segregation(**steps)


class EntryLife(RuleBasedStateMachine):
    """Any role tries any change with any papers; what gets through must have passed the checks."""

    def __init__(self):
        super().__init__()
        self.status = None
        self.is_rahasia = False
        self.before_merge = None
        self.roles_seen = []

    @rule(
        ke=st.sampled_from(S),
        role=st.sampled_from(sorted(Role)),
        syarat=st.sampled_from([SEMUA_SYARAT, frozenset()]),
        is_rahasia=st.booleans(),
        pilihan=st.integers(0, 9),
    )
    def try_change(self, ke, role, syarat, is_rahasia, pilihan):
        if self.status is None:
            self.is_rahasia = is_rahasia
        if ke != self.before_merge:
            syarat = syarat - {Syarat.STATUS_SEBELUMNYA}
        alasan = next(
            (item.alasan for item in TRANSITIONS if (item.dari, item.ke) == (self.status, ke)), ()
        )
        kode = alasan[pilihan % len(alasan)].kode if alasan else None
        try:
            check_transition(
                self.status, ke, role=role, syarat=syarat, alasan=kode, is_rahasia=self.is_rahasia
            )
        except StatusError:
            return
        self.before_merge = self.status if ke == S.DIGABUNG else None
        self.status = ke
        self.roles_seen.append((ke, role))

    @rule(pilihan=st.integers(0, 99))
    def follow_the_table(self, pilihan):
        steps = [
            (item.ke, sorted(item.roles_for(is_rahasia=self.is_rahasia))[0])
            for item in TRANSITIONS
            if item.dari == self.status and item.roles_for(is_rahasia=self.is_rahasia)
        ]
        if steps:
            ke, role = steps[pilihan % len(steps)]
            self.try_change(ke, role, SEMUA_SYARAT, self.is_rahasia, pilihan)

    @invariant()
    def verified_only_after_village_head_or_secret_path(self):
        done = [ke for ke, _ in self.roles_seen]
        if S.DIVERIFIKASI in done and not self.is_rahasia:
            first = done.index(S.DIVERIFIKASI)
            assert (S.DIAJUKAN, "kepala_desa") in self.roles_seen[:first]
        if self.is_rahasia:
            assert not {"kepala_desa", "verifikator"} & {role for _, role in self.roles_seen}

    @invariant()
    def active_only_after_verified(self):
        done = [ke for ke, _ in self.roles_seen]
        if S.AKTIF in done:
            assert S.DIVERIFIKASI in done[: done.index(S.AKTIF)]
            assert S.DITOLAK not in done

    @invariant()
    def refused_stays_refused(self):
        done = [ke for ke, _ in self.roles_seen]
        assert S.DITOLAK not in done[:-1]


TestEntryLife = EntryLife.TestCase
TestEntryLife.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
