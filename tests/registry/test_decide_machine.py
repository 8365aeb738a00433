"""In whatever order people act: no maker verifies, undo restores, one decision counts."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from balale.access.context import acting_as
from balale.access.models import User
from balale.access.queries.accounts import list_contexts
from balale.kit.errors import Refusal
from balale.registry.models import Keputusan, Ppks, Usulan
from balale.registry.queries.usulan import get_dasar, list_usulan
from balale.registry.services import decide
from balale.registry.services.correct import correct_ppks, open_correction
from balale.registry.services.undo import undo_decision
from tests.factories.accounts import give_role, make_user
from tests.factories.usulan import ACARA, KEMBALI, make_usulan

DESA = "61.07.03.2001"
ROLES = {
    "operator_desa": DESA, "kepala_desa": DESA, "verifikator": "61.07", "kepala_dinas": "61.07",
}  # fmt: skip
DUE = {"menunggu_kepala_desa": "kepala_desa", "menunggu_penolakan": "kepala_dinas"}
ACTS = {
    "kepala_desa": [
        (decide.approve_usulan, {"acara": ACARA}),
        (decide.send_back_usulan, {"alasan": KEMBALI}),
    ],
    "verifikator": [
        (decide.accept_usulan, {"metode": "meja"}),
        (decide.return_usulan, {"alasan": KEMBALI}),
        (decide.propose_refusal, {"alasan": decide.Alasan("meninggal")}),
    ],
    "kepala_dinas": [
        (decide.confirm_refusal, {}),
        (decide.decline_refusal, {"catatan": "Kunjungi dulu rumahnya."}),
    ],
}
who = st.integers(0, 2)
often = st.integers(0, 3).map(bool)


class Path(RuleBasedStateMachine):
    """Three accounts, each with all four roles, around one entry of a person or family."""

    @initialize(maker=who, kategori=st.sampled_from([8, 24]))
    def begin(self, maker, kategori):
        self.clock = timezone.now()
        self.people = [make_user("operator_desa", DESA) for _ in range(3)]
        for user in self.people:
            for role in ("kepala_desa", "verifikator", "kepala_dinas"):
                give_role(user, role, ROLES[role])
        self.contexts = [{c.role: c for c in list_contexts(user)} for user in self.people]
        operator = self.as_role(maker, "operator_desa")
        self.ppks_id = make_usulan(operator, kategori=kategori).ppks_id
        self.before = {}

    def as_role(self, n: int, role: str) -> User:
        user = self.people[n]
        user.context = self.contexts[n][role]
        return user

    def tick(self):
        self.clock += timedelta(seconds=1)
        return self.clock

    def newest(self, user: User) -> Usulan:
        rows = list_usulan(user).filter(ppks=self.ppks_id)
        return rows.order_by("-diusulkan_pada", "-pk").first()

    def look(self) -> Usulan:
        user = self.as_role(0, "verifikator")
        with acting_as(user.context):
            return self.newest(user)

    def look_at_last(self) -> Keputusan | None:
        user = self.as_role(0, "verifikator")
        with acting_as(user.context):
            rows = Keputusan.objects.filter(usulan__ppks=self.ppks_id, dibatalkan_pada=None)
            rows = rows.select_related("usulan__ppks", "usulan__orang")
            return rows.order_by("-pada").first()

    def state(self, user: User):
        row = self.newest(user)
        ppks = row.ppks
        note = bytes(ppks.catatan_status_sandi or b"")
        since = row.menunggu_sejak, ppks.diajukan_pada
        return row.pk, row.status, ppks.status, ppks.kolom_ditandai, note, since

    @rule(n=who, is_due=often, choice=st.integers(0, 2))
    def decide(self, n, is_due, choice):
        usulan = self.look()
        due = DUE.get(usulan.status, "verifikator")
        others = [role for role in ACTS if role != due]
        self.act(n, due if is_due else others[choice % 2], choice)

    @rule(n=who)
    def go_on(self, n):
        self.act(n, DUE.get(self.look().status, "verifikator"), 0)

    @rule(n=who)
    def go_on_refusing(self, n):
        self.act(n, DUE.get(self.look().status, "verifikator"), 2)

    def act(self, n, role, choice):
        act, given = ACTS[role][choice % len(ACTS[role])]
        user = self.as_role(n, role)
        with acting_as(user.context):
            before, usulan = self.state(user), self.newest(user)
            dasar = get_dasar(usulan)
            try:
                made = act(usulan=usulan, dasar=dasar, by=user, now=self.tick(), **given)
            except Refusal:
                assert self.state(user) == before
                return
            self.before[made.pk] = before
            with pytest.raises(Refusal):
                act(usulan=self.newest(user), dasar=dasar, by=user, now=self.tick(), **given)

    @rule(n=who)
    def mend(self, n):
        user = self.as_role(n, "operator_desa")
        with acting_as(user.context):
            before, usulan = self.state(user), self.newest(user)
            isian = open_correction(ppks=usulan.ppks, by=user)
            try:
                correct_ppks(
                    ppks=usulan.ppks, dasar=get_dasar(usulan), isian=isian, by=user,
                    on=date(2026, 11, 24), now=self.tick(),
                )  # fmt: skip
            except Refusal:
                assert self.state(user) == before

    @rule(n=who, is_own=often)
    def undo(self, n, is_own):
        last = self.look_at_last()
        if last is None:
            return
        makers = [user.pk for user in self.people]
        user = self.as_role(makers.index(last.oleh_id) if is_own else n, last.sebagai)
        with acting_as(user.context):
            before = self.state(user)
            try:
                undo_decision(keputusan=last, by=user, now=self.tick())
            except Refusal:
                assert self.state(user) == before
            else:
                assert self.state(user) == self.before[last.pk]

    @invariant()
    def waits_since_it_came(self):
        row = self.look()
        if row.status == "menunggu_kepala_desa":
            assert row.menunggu_sejak == row.diusulkan_pada
        elif row.status.startswith("menunggu"):
            assert row.menunggu_sejak == row.ppks.diajukan_pada

    @invariant()
    def ready_by_an_applied_proposal(self):
        user = self.as_role(0, "kepala_dinas")
        with acting_as(user.context):
            rows = Ppks.objects.filter(pk=self.ppks_id, status="diverifikasi")
            assert rows.exists() is rows.filter(usulan__status="diterapkan").exists()

    @invariant()
    def refused_by_two(self):
        user = self.as_role(0, "verifikator")
        with acting_as(user.context):
            if Ppks.objects.get(pk=self.ppks_id).status != "ditolak":
                return
            stands = self.newest(user).keputusan.filter(dibatalkan_pada=None)
            refusal = stands.get(hasil="ditolak")
            proposal = stands.filter(hasil="usul_tolak").order_by("-pada").first()
            assert (proposal.sebagai, refusal.sebagai) == ("verifikator", "kepala_dinas")
            assert proposal.oleh_id != refusal.oleh_id
            assert proposal.kode_alasan == refusal.kode_alasan

    @invariant()
    def verified_by_three(self):
        user = self.as_role(0, "verifikator")
        with acting_as(user.context):
            ppks = Ppks.objects.get(pk=self.ppks_id)
            if ppks.status != "diverifikasi":
                return
            usulan = self.newest(user)
            stands = usulan.keputusan.filter(dibatalkan_pada=None)
            approved = stands.get(hasil="disetujui").oleh_id
            verified = stands.get(hasil="diterima").oleh_id
            entered = {ppks.dibuat_oleh_id, usulan.diusulkan_oleh_id}
            assert approved not in entered
            assert verified not in entered | {approved}


@pytest.mark.django_db
def test_path_of_a_proposal_in_any_order_keeps_its_promises():
    run_state_machine_as_test(
        Path,
        settings=settings(
            max_examples=15,
            stateful_step_count=16,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
