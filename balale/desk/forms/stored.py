"""What is stored, in the words that the forms of entering read back as the same."""

from collections.abc import Mapping
from datetime import date

from django.http import QueryDict

from balale.kit.formatting import format_lahir, format_rt_rw, format_tanggal_pendek, format_telepon
from balale.registry.models import Formulir, Isian, Ppks
from balale.registry.rules.entry import IsianAlamat, IsianEntri, IsianOrang

PREFIX = "k"


def put_orang(data: QueryDict, orang: IsianOrang) -> None:
    """The identity."""
    for name in (
        "nik", "alasan_tanpa_nik", "nama", "jenis_kelamin", "gelar_depan", "gelar_belakang",
        "tempat_lahir", "agama", "status_kawin", "pendidikan", "pekerjaan",
    ):  # fmt: skip
        data[name] = getattr(orang, name)
    data["telepon"] = format_telepon(orang.telepon)
    data["tanggal_lahir"] = (
        format_lahir(orang.tanggal_lahir, orang.presisi_tgl_lahir)
        if orang.presisi_tgl_lahir in {"bulan", "tahun"}
        else format_tanggal_pendek(orang.tanggal_lahir)
    )
    if orang.presisi_tgl_lahir == "perkiraan":
        data["perkiraan"] = "on"


def put_alamat(data: QueryDict, alamat: IsianAlamat) -> None:
    """The address."""
    data["dusun"], data["rt_rw"] = alamat.dusun, format_rt_rw(alamat.rt, alamat.rw)
    data["alamat"], data["titik"] = alamat.teks, alamat.titik.replace(",", ", ")


def put_entri(data: QueryDict, entri: IsianEntri, ppks: Ppks) -> None:
    """What was ticked and answered."""
    data["kriteria_ada"] = "1"
    data.setlist("kriteria", [str(nomor) for nomor in entri.kriteria])
    data.setlist("tanda", [str(pk) for pk in entri.tanda])
    for isian in Isian.objects.filter(formulir_id=ppks.formulir_id, pk__in=entri.jawaban):
        data.setlist(f"{PREFIX}-{isian.kode}", to_typed(isian, entri.jawaban[isian.pk]))


def list_typed(formulir: Formulir, answers: Mapping[int, tuple[str, ...]]) -> QueryDict:
    """Answers to a form's fields as they are typed, by the fields' codes."""
    data = QueryDict(mutable=True)
    for isian in Isian.objects.filter(formulir=formulir, pk__in=list(answers)):
        data.setlist(isian.kode, to_typed(isian, answers[isian.pk]))
    return data


def to_typed(isian: Isian, values: tuple[str, ...]) -> list[str]:
    """Stored values as they are typed."""
    if isian.jenis == Isian.Jenis.TANGGAL:
        return [format_tanggal_pendek(date.fromisoformat(value)) for value in values]
    if isian.jenis in {Isian.Jenis.ANGKA, Isian.Jenis.UANG}:
        return [value.replace(".", ",") for value in values]
    return list(values)
