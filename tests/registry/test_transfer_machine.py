"""Moves, deaths and taking them back, in whatever order: one village has the person, whole."""

from datetime import timedelta

import pytest
from django.db import transaction
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
from balale.kit.errors import Refusal
from balale.registry.models import Orang, Perubahan, Pindah, Ppks, PpksKriteria, Usulan
from balale.registry.queries.people import Saringan, list_orang
from balale.registry.queries.pindah import list_masuk
from balale.registry.rules.entry import IsianAlamat
from balale.registry.services import death, proposal, transfer
from balale.registry.services.acts import undo_act
from balale.registry.services.decide import Alasan
from tests.factories.accounts import make_user
from tests.factories.registry import make_nik
from tests.factories.usulan import accept, approve, make_usulan

VILLAGES = ("61.07.03.2001", "61.07.01.2001", "61.07.14.2004")
village = st.integers(0, 2)


class Life(RuleBasedStateMachine):
    """One person with a verified entry, three villages, one office."""

    @initialize()
    def begin(self):
        self.life = transaction.atomic()
        self.life.__enter__()
        self.clock = timezone.now()
        self.villages = [make_user("operator_desa", kode) for kode in VILLAGES]
        self.office = make_user("verifikator", "61.07")
        usulan = make_usulan(self.villages[0], nik=make_nik())
        approve(usulan, make_user("kepala_desa", VILLAGES[0]))
        accept(usulan, self.office)
        self.orang_id = usulan.orang_id

    def teardown(self):
        """The next life begins in villages without people."""
        if hasattr(self, "life"):
            transaction.set_rollback(True)
            self.life.__exit__(None, None, None)

    def tick(self):
        self.clock += timedelta(seconds=1)
        return self.clock

    def owner(self):
        """The village that has the person now."""
        for n, user in enumerate(self.villages):
            with acting_as(user.context):
                if Orang.objects.filter(pk=self.orang_id).exists():
                    return n
        raise AssertionError("no village has the person")

    def attempt(self, user, act):
        """Do it, or be refused with nothing changed."""
        with acting_as(user.context):
            try:
                return act(user)
            except Refusal:
                return None

    @rule(n=village, to=village)
    def propose(self, n, to):
        def act(user):
            orang = Orang.objects.filter(pk=self.orang_id).first()
            if orang is None:
                return None
            today = timezone.localdate()
            isian = transfer.IsianPindah(VILLAGES[to], today, IsianAlamat("Sebol"))
            return transfer.propose_transfer(
                orang=orang, base=orang.versi, isian=isian, by=user, on=today, now=self.tick()
            )

        self.attempt(self.villages[n], act)

    @rule(n=village, is_found=st.integers(0, 3).map(bool))
    def answer(self, n, is_found):
        user = self.villages[n]
        with acting_as(user.context):
            waiting = list_masuk()
        for row in waiting:
            before = self.owner()

            def act(user, row=row):
                if not is_found:
                    return transfer.refuse_transfer(
                        pindah_id=row.id, base=row.versi, by=user, now=self.tick()
                    )
                return transfer.accept_transfer(
                    pindah_id=row.id, base=row.versi, by=user, on=timezone.localdate(),
                    now=self.tick(),
                )  # fmt: skip

            done = self.attempt(user, act)
            assert self.owner() == (n if done else before)
            if done:
                with acting_as(user.context), pytest.raises(Refusal):
                    act(user)

    @rule(n=village)
    def cancel(self, n):
        def act(user):
            for row in Pindah.objects.visible_to(user).filter(status="menunggu"):
                transfer.cancel_transfer(pindah=row, base=row.versi, by=user, now=self.tick())

        self.attempt(self.villages[n], act)

    @rule(n=village)
    def die(self, n):
        def act(user):
            orang = Orang.objects.filter(pk=self.orang_id).first()
            if orang is None:
                return None
            kabar = death.KabarMeninggal(timezone.localdate(), "keluarga")
            return death.record_death(
                orang=orang, base=orang.versi, kabar=kabar, by=user, on=timezone.localdate(),
                now=self.tick(),
            )  # fmt: skip

        self.attempt(self.villages[n], act)

    @rule(n=village, which=st.integers(0, 3))
    def undo(self, n, which):
        def act(user):
            rows = list(Perubahan.objects.order_by("-dibuat_pada"))
            if rows:
                undo_act(perubahan=rows[which % len(rows)], by=user, now=self.tick())

        self.attempt(self.villages[n], act)

    @rule(is_accepted=st.booleans())
    def decide(self, is_accepted):
        def act(user):
            rows = Usulan.objects.select_related("orang", "ppks").filter(
                jenis="keluar", status="menunggu_verifikasi"
            )
            for usulan in rows:
                given = {"usulan": usulan, "base": usulan.versi, "by": user, "now": self.tick()}
                if is_accepted:
                    proposal.accept_change(on=timezone.localdate(), **given)
                else:
                    alasan = Alasan("lainnya", "Masih hidup.")
                    proposal.refuse_change(alasan=alasan, **given)

        self.attempt(self.office, act)

    @invariant()
    def one_village_has_the_person_whole(self):
        seen = []
        for user in self.villages:
            with acting_as(user.context):
                counts = [
                    model.objects.count()
                    for model in (Orang, Ppks, PpksKriteria, Orang.pgh_event_model)
                ]
            assert all(counts) or not any(counts)
            seen.append(bool(counts[0]))
        assert sum(seen) == 1

    @invariant()
    def at_most_one_move_waits(self):
        with acting_as(self.office.context):
            assert Pindah.objects.filter(status="menunggu").count() <= 1

    @invariant()
    def the_dead_are_in_no_daily_list_and_only_they_left(self):
        user = self.villages[self.owner()]
        with acting_as(user.context):
            orang = Orang.objects.get()
            saringan, today = Saringan(), timezone.localdate()
            listed = list_orang(user=user, saringan=saringan, on=today).baris
            assert bool(listed) is (orang.meninggal_pada is None)
            assert orang.nik_indeks is not None
            if Ppks.objects.get().status == "keluar":
                assert orang.meninggal_pada is not None


@pytest.mark.django_db
def test_life_of_a_person_in_any_order_keeps_its_promises():
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=10,
            stateful_step_count=14,
            deadline=None,
            phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking would take minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
