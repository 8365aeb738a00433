"""The house-visit form on paper: blank, or with what is known of a person."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from balale.desk.paper.dossier import KELAMIN
from balale.kit.formatting import format_tanggal
from balale.registry.queries.dossier import Dossier
from balale.registry.queries.entry import list_kategori_terbuka, list_pilihan_daftar
from balale.registry.queries.kunjungan import (
    FormulirKunjungan,
    LembarKunjungan,
    list_formulir_kunjungan,
)
from balale.registry.queries.reference import list_kriteria
from balale.registry.rules.status import ENDED
from balale.registry.services.people import NASKAH_PEMBERITAHUAN
from balale.wilayah.models import Desa

# A list longer than this is a line to write on; the words are looked up when it is typed.
_PILIHAN_MAKS = 24
DAFTAR = ["alasan_tanpa_nik", "shdk", "agama", "status_kawin", "pendidikan", "layanan"]


def build_formulir(
    nomor: Iterable[int], *, on: date, desa: Desa | None, known: Dossier | None = None
) -> dict[str, Any]:
    """Data of `formulir.typ`; without a category the sheet offers all open ones to tick."""
    forms = list_formulir_kunjungan(set(nomor), on)
    lists = list_pilihan_daftar(DAFTAR, on)
    names = [] if forms else [versi.nama for versi in list_kategori_terbuka(on)]
    return {
        "desa": f"{desa.sebutan}, Kecamatan {desa.kecamatan.nama}" if desa else "",
        "pilihan": {name: [kode.teks for kode in rows] for name, rows in lists.items()},
        "kategori": names,
        "kriteria": [kriteria.nama for kriteria in list_kriteria()],
        "kriteria_dulu": _list_kriteria(known) if known else [],
        "formulir": [_to_form(form, known) for form in forms],
        "orang": to_orang(known) if known else {},
        "anggota": _list_anggota(known) if known else [],
        "naskah": NASKAH_PEMBERITAHUAN,
    }


def list_nomor_berjalan(known: Dossier) -> list[int]:
    """Categories of the person's running entries, the family's among them."""
    return [e.ppks.kategori_id for e in known.entri if e.ppks.status not in ENDED]


def _to_form(form: FormulirKunjungan, known: Dossier | None) -> dict[str, Any]:
    return put_before(form, _list_jawaban(form, known) if known else {})


def put_before(form: FormulirKunjungan | LembarKunjungan, before: dict[str, str]) -> dict[str, Any]:
    """A form or sheet with what was answered before, by question; blank where nothing was."""
    asked = [
        replace(
            satu,
            dulu=before.get(satu.label, ""),
            pilihan=satu.pilihan if len(satu.pilihan) <= _PILIHAN_MAKS else (),
        )
        for satu in form.pertanyaan
    ]
    return {**vars(form), "mulai": format_tanggal(form.mulai), "pertanyaan": asked}


def _list_jawaban(form: FormulirKunjungan, known: Dossier) -> dict[str, str]:
    """What was answered before, by question; closed answers stay closed."""
    return {
        jawab.label: ", ".join(jawab.nilai)
        for entri in known.entri
        if entri.ppks.kategori_id == form.nomor and entri.ppks.status not in ENDED
        for jawab in entri.jawaban
        if not jawab.is_tertutup
    }


def _list_kriteria(known: Dossier) -> list[str]:
    running = [e for e in known.entri if e.ppks.status not in ENDED]
    return sorted({kriteria for entri in running for kriteria in entri.kriteria})


def to_orang(known: Dossier) -> dict[str, Any]:
    """Identity as the dossier shows it: numbers masked unless they are open."""
    orang, alamat = known.orang, known.alamat
    is_exact = orang.presisi_tgl_lahir in ("", "hari") and orang.tanggal_lahir is not None
    own = [a for k in known.keluarga for a in k.anggota if a.orang_id == orang.pk]
    return {
        "nama": known.nama_lengkap,
        "nama_lain": ", ".join(known.nama_lain),
        "nik": known.nik.teks,
        "tempat_lahir": orang.tempat_lahir,
        "lahir": f"{orang.tanggal_lahir:%d%m%Y}" if is_exact else "",
        "tahun_lahir": "" if is_exact or not orang.tanggal_lahir else str(orang.tanggal_lahir.year),
        "jenis_kelamin": KELAMIN.get(orang.jenis_kelamin, ""),
        "no_kk": next((k.no_kk.teks for k in known.keluarga if k.no_kk.teks), ""),
        "hubungan": own[0].hubungan if own else "",
        "telepon": known.telepon.teks,
        "dusun": alamat.dusun if alamat else "",
        "rt": alamat.rt if alamat else "",
        "rw": alamat.rw if alamat else "",
        "alamat": known.alamat_teks.teks,
        **{name: known.kata.get(name, "") for name in (
            "alasan_tanpa_nik", "agama", "status_kawin", "pendidikan", "pekerjaan")},
    }  # fmt: skip


def _list_anggota(known: Dossier) -> list[dict[str, str]]:
    return [
        {"nama": a.nama, "hubungan": a.hubungan, "usia": a.usia, "jenis_kelamin": a.jenis_kelamin}
        for keluarga in known.keluarga
        for a in keluarga.anggota
        if a.orang_id != known.orang.pk
    ]
