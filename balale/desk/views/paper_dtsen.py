"""The DTSEN sheet on paper: blank, of a family, of a person. Each print is in the trail."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone

from balale.access.decorators import requires
from balale.access.rules.policy import Permission
from balale.access.session_rules import SignedInRequest
from balale.desk.paper.dtsen import BAGIAN, ORANG, build_dtsen
from balale.desk.views.paper import (
    get_own_desa,
    list_open_words,
    make_head,
    make_pdf,
    open_dossier,
)
from balale.desk.views.people import list_open, read_lembar
from balale.registry.models import Lembar
from balale.registry.queries import pendataan
from balale.registry.queries.keluarga import RingkasKeluarga, get_keluarga
from balale.registry.queries.pendataan import Lembaran
from balale.registry.rules.buka import Bagian
from balale.registry.services.paper import record_print

JUDUL = "Lembar pendataan DTSEN"
_NAMA = "lembar-dtsen"


@requires(Permission.FORM_PRINT)
def dtsen_cetak(request: SignedInRequest) -> HttpResponse:
    """Blank: the part of a family, of one person, or both."""
    now, on = timezone.now(), timezone.localdate()
    asked = request.GET.getlist("bagian")
    bagian = [one for one in BAGIAN if one in asked] or list(BAGIAN)
    cetakan = make_head(request, JUDUL, now)
    record_print(
        dokumen="dtsen_kosong", kertas=cetakan.kertas, by=request.user,
        rincian={"bagian": bagian},
    )  # fmt: skip
    data = build_dtsen(bagian, on=on, desa=get_own_desa(request.user))
    return make_pdf("dtsen", data, cetakan, now, _NAMA)


@requires(Permission.FORM_PRINT)
def keluarga_dtsen(request: SignedInRequest, keluarga_id: UUID) -> HttpResponse:
    """What is known of a family, and a part with the name of each member."""
    now = timezone.now()
    found, rumah = _read_keluarga(request, keluarga_id)
    if found is None:
        raise Http404
    cetakan = make_head(request, JUDUL, now)
    record_print(
        dokumen="dtsen_keluarga", kertas=cetakan.kertas, by=request.user,
        jumlah=len(found.anggota), rincian={"keluarga": str(found.keluarga.pk)},
    )  # fmt: skip
    data = build_dtsen(
        BAGIAN, on=timezone.localdate(), desa=found.keluarga.desa, keluarga=found, lembar=rumah
    )
    return make_pdf("dtsen", data, cetakan, now, _NAMA)


@requires(Permission.FORM_PRINT)
def warga_dtsen(request: SignedInRequest, orang_id: UUID) -> HttpResponse:
    """What is known of a person, as far as the screen shows it now."""
    now = timezone.now()
    found = open_dossier(request, orang_id)
    cetakan = make_head(request, JUDUL, now)
    record_print(
        dokumen="dtsen_orang", kertas=cetakan.kertas, by=request.user, subjek=found.orang,
        rincian={"terbuka": list_open_words(request, orang_id)},
    )  # fmt: skip
    data = build_dtsen(
        [ORANG], on=timezone.localdate(), desa=found.orang.desa, orang=found,
        lembar=read_lembar(request, found),
    )  # fmt: skip
    return make_pdf("dtsen", data, cetakan, now, _NAMA)


def _read_keluarga(
    request: SignedInRequest, keluarga_id: UUID
) -> tuple[RingkasKeluarga | None, list[Lembaran]]:
    """The family's page and its sheet, closed where the page is."""
    on, terbuka = timezone.localdate(), list_open(request, keluarga_id)
    found = get_keluarga(keluarga_id, user=request.user, on=on, terbuka=terbuka)
    if found is None:
        return None, []
    rumah = pendataan.list_lembar(
        [Lembar.RUMAH_ASET], found.keluarga, user=request.user, on=on,
        is_open=Bagian.NO_KK in terbuka, alamat=found.alamat,
    )  # fmt: skip
    return found, rumah
