"""Which form a draft is typed into, filled with its content."""

from typing import Any

from django.utils import timezone

from balale.desk.forms.aturan import (
    DaftarForm,
    IsianForm,
    KategoriIsiForm,
    KodeForm,
    KopIsiForm,
    LembarIsianForm,
    MulaiForm,
    PengumumanIsiForm,
    TandaForm,
)
from balale.kit.forms import KitForm
from balale.registry.models import JenisAturan, Rancangan
from balale.registry.queries.reference import list_kriteria
from balale.registry.queries.versi import (
    list_nama_daftar,
    list_nama_variabel,
    list_rahasia,
    list_wilayah,
)
from balale.registry.rules.bagian import list_bagian

BAGIAN_KATA = {
    "formulir": "isian", "lembar": "isian", "daftar": "pilihan", "kategori": "tanda",
}  # fmt: skip


def build_mulai_form(rancangan: Rancangan, data: Any = None) -> MulaiForm:
    """The first day."""
    return MulaiForm(data, initial={"mulai": rancangan.berlaku_mulai})


def build_isi_form(rancangan: Rancangan, data: Any = None) -> KitForm | None:
    """The form of what isn't a part; None for a kind that is all parts."""
    isi = dict(rancangan.isi)
    match rancangan.jenis:
        case JenisAturan.KATEGORI:
            kriteria = [(one.nomor, one.nama) for one in list_kriteria()]
            return KategoriIsiForm(data, initial=isi, kriteria=kriteria)
        case JenisAturan.DAFTAR if rancangan.dasar is None:
            return DaftarForm(data, initial=isi)
        case JenisAturan.KOP:
            return KopIsiForm(data, initial={**isi, "baris": "\n".join(isi["baris"])})
        case JenisAturan.PENGUMUMAN:
            return PengumumanIsiForm(data, initial=isi, wilayah=list_wilayah())
    return None


def build_bagian_form(
    rancangan: Rancangan, part: dict[str, Any] | None, data: Any = None
) -> KitForm:
    """The form of one part, new where `part` is None."""
    initial = part or {}
    if rancangan.jenis == JenisAturan.KATEGORI:
        return TandaForm(data, initial=initial)
    if rancangan.jenis == JenisAturan.DAFTAR:
        return KodeForm(data, initial=initial, rahasia=list_rahasia())
    own = initial.get("kode")
    lain = [
        (one["kode"], one["label"])
        for one in list_bagian(rancangan.jenis, rancangan.isi)
        if one["kode"] != own
    ]
    daftar = list_nama_daftar()
    if rancangan.jenis == JenisAturan.LEMBAR:
        variabel = list_nama_variabel(rancangan.isi["lembar"], timezone.localdate())
        return LembarIsianForm(data, initial=initial, daftar=daftar, lain=lain, variabel=variabel)
    return IsianForm(data, initial=initial, daftar=daftar, lain=lain)


def build_part(form: KitForm, kode: str, part: dict[str, Any] | None) -> dict[str, Any]:
    """What a valid form of a part says."""
    if isinstance(form, IsianForm):
        return form.build(kode, part)
    assert isinstance(form, KodeForm | TandaForm)
    return form.build(kode)


def get_words(form: KitForm) -> str:
    """The words that a new part's code is made of."""
    return str(form.cleaned_data.get("label") or form.cleaned_data.get("teks") or "")
