"""Where this process stands: the demo, the site for training beside a real one, or the real one."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from balale.access.models import User
from balale.access.queries.accounts import get_sign_in_record, is_latihan
from balale.access.queries.directory import LATIHAN_USERNAME

# How accounts are called that come from the real site; a keyed hash follows.
PESERTA = "peserta."


def is_training() -> bool:
    """True in a database of invented people, where tasks may be done."""
    return is_latihan()


def has_been_seeded() -> bool:
    """True once the account stands that marks the invented people."""
    return get_sign_in_record(LATIHAN_USERNAME) is not None


def is_training_beside() -> bool:
    """True on the site for training, which takes slips of the real one."""
    return bool(settings.LATIHAN_KEY) and settings.IS_LATIHAN_SITE


def has_training_beside() -> bool:
    """True on the real site where a site for training stands beside it."""
    return bool(settings.LATIHAN_KEY) and not settings.IS_LATIHAN_SITE and not is_latihan()


def is_from_real_site(user: User) -> bool:
    """True for an account that came with a slip and goes back with its result."""
    return settings.IS_LATIHAN_SITE and user.username.startswith(PESERTA)


def get_training_url() -> str:
    """Where the site for training takes a slip: the same host, another path."""
    return settings.LATIHAN_PREFIX + reverse("latihan:masuk")


def get_real_url(name: str) -> str:
    """An address of the real site, told by the site for training."""
    return reverse(name).removeprefix(settings.LATIHAN_PREFIX)


def get_finished(user: User) -> datetime | None:
    """When this account finished its training, as the real site knows it."""
    rows = User.objects.filter(pk=user.pk)
    return rows.values_list("selesai_latihan_pada", flat=True).first()
