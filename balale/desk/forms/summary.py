"""What was typed, in words, for the check page and for two drafts side by side."""

from balale.desk.forms.siapa import NAMA_LAIN, AlamatForm, SiapaForm
from balale.kit.formatting import format_lahir, format_nik, format_rt_rw, format_telepon

Kata = list[tuple[str, str]]
_PILIHAN = ("agama", "status_kawin", "pendidikan", "pekerjaan")


def list_siapa_kata(form: SiapaForm) -> Kata:
    """(label, words) of the person; empty parts are left out, but not NIK and No KK."""
    data = form.cleaned_data
    nik = data.get("nik", "")
    tanpa = _say_choice(form, "alasan_tanpa_nik")
    nama = [data.get(name) for name in ("gelar_depan", "nama", "gelar_belakang")]
    lines = [
        ("NIK", format_nik(nik) if nik else f"Tidak ada: {tanpa}" if tanpa else "Belum diisi"),
        ("Nama", " ".join(filter(None, nama))),
        ("Lahir", format_lahir(data.get("lahir"), str(data.get("presisi") or "hari"))),
        ("Tempat lahir", data.get("tempat_lahir", "")),
        ("Jenis kelamin", _say_choice(form, "jenis_kelamin")),
        ("No KK", format_nik(data.get("no_kk", "")) or "Belum diisi"),
        ("Hubungan", _say_choice(form, "hubungan")),
        ("Telepon", format_telepon(data.get("telepon", ""))),
    ]  # fmt: skip
    jenis = dict(NAMA_LAIN)
    lines += [(jenis.get(kode, "Nama lain"), nama) for kode, nama in data.get("nama_lain", ())]
    lines += [(str(form.fields[name].label), _say_choice(form, name)) for name in _PILIHAN]
    return [(label, words) for label, words in lines if words]


def list_alamat_kata(form: AlamatForm) -> Kata:
    """(label, words) of the address."""
    data = form.cleaned_data
    lines = [
        ("Dusun", data.get("dusun", "").strip() or "Belum diisi"),
        ("RT/RW", format_rt_rw(getattr(form, "rt", ""), getattr(form, "rw", "")) or "Belum diisi"),
        ("Alamat", data.get("alamat", "").strip()),
        ("Titik", data.get("titik", "")),
    ]
    return [(label, words) for label, words in lines if words]


def _say_choice(form: SiapaForm, name: str) -> str:
    value = form.cleaned_data.get(name)
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, "")) if value else ""
