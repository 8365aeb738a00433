"""Receipts and versions: the same form twice is stored once, an old page never wins."""

from contextlib import suppress
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from balale.access.context import acting_as
from balale.access.models import Receipt, User
from balale.access.rules.policy import Role
from balale.access.services.receipts import get_receipt, write_once
from balale.access.services.versions import (
    MissingPrecondition,
    bump,
    parse_key,
    parse_version,
)
from balale.kit.errors import DomainError, StaleVersion
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    """An account at work, in its own context."""
    user = make_user(Role.ADMIN_TEKNIS)
    with acting_as(user.context):
        yield user


def test_write_once_with_one_key_writes_once_and_answers_the_same(writer):
    kunci, written = uuid4(), []
    write = lambda: written.append(1) or uuid4()  # noqa: E731
    first, second = (write_once(kunci=kunci, jenis="uji", by=writer, write=write) for _ in range(2))
    assert len(written) == 1
    assert (first.is_replay, second.is_replay) == (False, True)
    assert first.receipt.nomor == second.receipt.nomor
    assert first.receipt.object_id == second.receipt.object_id


def test_write_once_of_two_accounts_with_one_key_writes_twice(writer):
    other, kunci, written = make_user(Role.ADMIN_TEKNIS), uuid4(), []
    write = lambda: written.append(1)  # noqa: E731
    write_once(kunci=kunci, jenis="uji", by=writer, write=write)
    with acting_as(other.context):
        write_once(kunci=kunci, jenis="uji", by=other, write=write)
    assert len(written) == 2


def test_write_once_that_is_refused_leaves_no_receipt(writer):
    kunci = uuid4()

    def refuse():
        raise DomainError("Belum boleh.")

    with pytest.raises(DomainError):
        write_once(kunci=kunci, jenis="uji", by=writer, write=refuse)
    assert get_receipt(kunci=kunci, by=writer) is None


def test_receipt_of_a_rahasia_write_points_to_nothing(writer):
    outcome = write_once(kunci=uuid4(), jenis="rahasia", by=writer, write=lambda: None)
    assert outcome.receipt.object_id is None
    assert len(outcome.receipt.nomor) == 9


def test_receipt_is_seen_by_its_account_only(writer):
    kunci = uuid4()
    write_once(kunci=kunci, jenis="uji", by=writer, write=lambda: None)
    with acting_as(make_user(Role.ADMIN_TEKNIS).context):
        assert not Receipt.objects.exists()


def test_receipt_key_is_unique_in_the_database(writer):
    outcome = write_once(kunci=uuid4(), jenis="uji", by=writer, write=lambda: None)
    twin = outcome.receipt
    twin.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_bump_raises_the_version_by_one(writer):
    assert bump(User.objects.all(), writer.pk, 1) == 2
    assert User.objects.get(pk=writer.pk).versi == 2


def test_bump_on_an_old_version_tells_the_version_now(writer):
    bump(User.objects.all(), writer.pk, 1)
    with pytest.raises(StaleVersion) as refused:
        bump(User.objects.all(), writer.pk, 1)
    assert refused.value.current == 2


def test_bump_without_version_writes_nothing(writer):
    with pytest.raises(MissingPrecondition):
        bump(User.objects.all(), writer.pk, None)
    assert User.objects.get(pk=writer.pk).versi == 1


def test_bump_of_a_row_out_of_sight_knows_no_version(writer):
    with pytest.raises(StaleVersion) as refused:
        bump(User.objects.none(), writer.pk, 1)
    assert refused.value.current is None


@pytest.mark.parametrize(
    ("text", "version"),
    [("3", 3), (" 12 ", 12), ("", None), (None, None), ("-1", None), ("1.0", None), ("٣", None)],
)
def test_posted_version_is_read_or_missing(text, version):
    assert parse_version(text) == version


@given(st.text())
def test_posted_key_of_any_text_is_read_or_missing(text):
    with suppress(MissingPrecondition):
        assert str(parse_key(text).int).isdigit()


def test_key_of_another_kind_of_form_is_refused_and_writes_nothing(writer):
    kunci, written = uuid4(), []
    write_once(kunci=kunci, jenis="uji", by=writer, write=lambda: None)
    with pytest.raises(MissingPrecondition):
        write_once(kunci=kunci, jenis="lain", by=writer, write=lambda: written.append(1))
    assert written == []
