"""Drafts: sealed, versioned, of one account, ended by exactly one sending."""

from uuid import uuid4

import pytest
from django.utils import timezone

from balale.access.context import acting_as
from balale.access.ids import new_id
from balale.access.services.versions import MissingPrecondition
from balale.access.vault import Vault
from balale.kit.errors import DomainError, StaleVersion
from balale.registry.models import Draf, Orang, Ppks
from balale.registry.queries.draf import get_draf, list_draf, read_draf
from balale.registry.services import draf as services
from tests.factories.accounts import make_user
from tests.factories.registry import isian_ppks

pytestmark = pytest.mark.django_db
DESA = "61.07.01.2001"
LAIN = "61.07.01.2005"


@pytest.fixture
def operator():
    user = make_user("operator_desa", DESA)
    with acting_as(user.context):
        yield user


def save(operator, *, draf_id=None, base=None, nama="Lopo", **changes):
    given = {"isi": {"nama": [nama]}, "judul": nama, "langkah": "siapa", "now": timezone.now()}
    return services.save_draf(
        draf_id=draf_id or new_id(), base=base, by=operator, **(given | changes)
    )


def send(operator, draf, base=1, **isian):
    return services.send_draf(
        draf=draf, base=base, isian=isian_ppks(**isian), by=operator,
        on=timezone.localdate(), now=timezone.now(),
    )  # fmt: skip


def test_draf_words_come_back_as_typed_and_are_sealed(operator):
    typed = {"nama": ["Lo\x00po 'x'"], "kategori": ["8", "24"]}
    draf = save(operator, isi=typed)
    draf = get_draf(draf.pk, operator)
    assert read_draf(draf, Vault()) == typed
    assert b"Lo" not in bytes(draf.isi_sandi)
    assert [row.judul for row in list_draf(operator)] == ["Lopo"]


def test_draf_changed_counts_its_versions(operator):
    draf = save(operator)
    assert save(operator, draf_id=draf.pk, base=1, nama="Lina").versi == 2
    assert save(operator, draf_id=draf.pk, base=1, nama="Lina").versi == 2


def test_draf_stale_or_missing_base_writes_nothing(operator):
    draf = save(operator)
    save(operator, draf_id=draf.pk, base=1, nama="Lina")
    with pytest.raises(StaleVersion):
        save(operator, draf_id=draf.pk, base=1, nama="Agnes")
    with pytest.raises(MissingPrecondition):
        save(operator, draf_id=draf.pk, nama="Agnes")
    assert read_draf(get_draf(draf.pk, operator), Vault()) == {"nama": ["Lina"]}


def test_draf_too_long_is_refused_in_words(operator):
    with pytest.raises(DomainError, match="terlalu panjang"):
        save(operator, isi={"nama": ["x" * services.ISI_MAKS]})
    assert not Draf.objects.exists()


def test_draf_of_another_account_or_village_is_out_of_sight(operator):
    draf = save(operator)
    for desa in (DESA, LAIN):
        other = make_user("operator_desa", desa)
        with acting_as(other.context):
            assert get_draf(draf.pk, other) is None
            assert not Draf.objects.exists()


@pytest.mark.parametrize("role", ["kepala_desa", "verifikator", "koordinator_kasus"])
def test_draf_is_hidden_from_those_above(operator, role):
    save(operator)
    place = DESA if role == "kepala_desa" else "61.07"
    other = make_user(role, place, "pppa" if role == "koordinator_kasus" else "")
    with acting_as(other.context):
        assert not Draf.objects.exists()


def test_draf_thrown_away_leaves_the_list_and_can_come_back(operator):
    draf = save(operator)
    services.discard_draf(draf=draf, base=1, by=operator, now=timezone.now())
    assert list_draf(operator) == []
    services.restore_draf(draf=draf, by=operator, now=timezone.now())
    assert len(list_draf(operator)) == 1


def test_draf_thrown_away_with_a_stale_base_stays(operator):
    draf = save(operator)
    with pytest.raises(StaleVersion):
        services.discard_draf(draf=draf, base=7, by=operator, now=timezone.now())
    assert len(list_draf(operator)) == 1


def test_send_draf_twice_stores_once_and_empties_it(operator):
    draf = save(operator)
    first, second = send(operator, draf), send(operator, draf)
    assert first.receipt == second.receipt
    assert second.is_replay
    assert Orang.objects.count() == Ppks.objects.count() == 1
    assert first.receipt.object_id == Ppks.objects.get().pk
    assert Draf.objects.get().isi_sandi is None


def test_send_draf_refused_by_a_rule_leaves_nothing_behind(operator):
    draf = save(operator)
    with pytest.raises(DomainError):
        send(operator, draf, kategori=1)
    assert not Ppks.objects.exists()
    assert not Orang.objects.exists()
    assert list_draf(operator)
    assert send(operator, draf).is_replay is False


def test_send_draf_with_a_stale_base_writes_nothing(operator):
    draf = save(operator)
    with pytest.raises(StaleVersion):
        send(operator, draf, base=9)
    assert not Ppks.objects.exists()


def test_draf_sent_takes_no_more_words(operator):
    draf = save(operator)
    send(operator, draf)
    with pytest.raises(StaleVersion):
        save(operator, draf_id=draf.pk, base=2, nama="Agnes")


def test_draf_for_a_known_person_adds_only_an_entry(operator):
    orang_id = Ppks.objects.get(pk=send(operator, save(operator)).receipt.object_id).orang_id
    draf = save(operator, draf_id=uuid4(), orang=Orang.objects.get(pk=orang_id))
    outcome = send(operator, get_draf(draf.pk, operator), kategori=24)
    assert outcome.receipt.jenis == "kategori_baru"
    assert Orang.objects.count() == 1
    assert {row.kategori_id for row in Ppks.objects.all()} == {8, 24}


def test_pick_desa_where_none_was_chosen_among_several_is_refused():
    tksk = make_user("tksk", "61.07.01")
    assert services.pick_desa(tksk, "61.07.01.2005") == "61.07.01.2005"
    for chosen in ("", "61.07.14.2004"):
        with pytest.raises(DomainError, match="Pilih dulu desa"):
            services.pick_desa(tksk, chosen)
