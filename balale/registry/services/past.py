"""Persons and entries as they stood at an earlier version, read from their history."""

from typing import Any, TypeVar
from uuid import UUID

from balale.access.vault import Vault
from balale.registry.models import Alamat, Orang, Ppks
from balale.registry.models.base import SubjectRow
from balale.registry.rules.entry import IsianAlamat, IsianEntri
from balale.registry.services import people
from balale.registry.services.details import read_entri
from balale.registry.services.edit import DasarWarga, IsianWarga

Row = TypeVar("Row", bound=SubjectRow)


def read_past_warga(orang: Orang, dasar: DasarWarga, *, vault: Vault) -> IsianWarga | None:
    """The person and address that a form was based on; None where history doesn't show them."""
    before = _get_version(Orang, orang.pk, dasar.orang)
    alamat = people.get_alamat(orang)
    if before is None:
        return None
    if alamat is None or dasar.alamat == 0:
        return IsianWarga(people.read_isian(before, vault=vault), IsianAlamat())
    place = _get_version(Alamat, alamat.pk, dasar.alamat) or alamat
    return IsianWarga(
        people.read_isian(before, vault=vault), people.read_alamat(place, vault=vault)
    )


def read_past_entri(ppks: Ppks, base: int, *, vault: Vault) -> IsianEntri | None:
    """The details that a form was based on; None where history doesn't show them."""
    before = _get_version(Ppks, ppks.pk, base)
    return read_entri(ppks, vault=vault, at=before.diubah_pada) if before else None


def _get_version(model: type[Row], pk: UUID, versi: int) -> Row | None:
    """The row as it stood, not to be saved."""
    events: Any = model.pgh_event_model.objects  # type: ignore[attr-defined]
    names = [field.attname for field in model._meta.concrete_fields]
    rows = events.filter(pgh_obj_id=pk, versi=versi).order_by("-pgh_id").values(*names)
    found = rows.first()
    return model(**found) if found else None
