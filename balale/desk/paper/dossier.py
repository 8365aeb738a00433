"""A person's page on paper: the same words as on screen, masked where the screen masks them."""

from typing import Any

from balale.kit.formatting import (
    format_lahir,
    format_rt_rw,
    format_tanggal,
    format_tanggal_pendek,
    format_waktu,
)
from balale.kit.status import get_status_look
from balale.registry.models import Alamat
from balale.registry.queries.dossier import Dossier, EntriRinci
from balale.registry.queries.timeline import Peristiwa

RIWAYAT_MAKS = 12
KELAMIN = {"L": "Laki-laki", "P": "Perempuan"}
TERTUTUP = "Tertutup"


def build_dossier(found: Dossier, riwayat: list[Peristiwa]) -> dict[str, Any]:
    """Data of `dossier.typ`."""
    return {
        "nama": found.nama_lengkap,
        "ringkas": ", ".join(filter(None, (KELAMIN.get(found.orang.jenis_kelamin), found.usia))),
        "data_diri": [{"label": label, "isi": isi} for label, isi in _list_facts(found) if isi],
        "entri": [_to_entri(entri) for entri in found.entri],
        "anggota": [
            {"nama": a.nama, "hubungan": a.hubungan, "usia": a.usia or "–",
             "jenis_kelamin": a.jenis_kelamin}
            for keluarga in found.keluarga for a in keluarga.anggota
        ],
        "pemberitahuan": [
            f"{p.disampaikan}, {format_tanggal(p.pada)}. Dasar: {p.dasar}. Naskah {p.naskah}."
            + (f" Wali: {p.wali}." if p.wali else "")
            for p in found.pemberitahuan
        ],
        "riwayat": [
            {"pada": format_waktu(p.pada), "judul": p.judul, "alasan": p.alasan,
             "oleh": ", ".join(filter(None, (p.oleh, p.peran)))}
            for p in riwayat[:RIWAYAT_MAKS]
        ],
        "has_tertutup": found.has_tertutup,
    }  # fmt: skip


def _list_facts(found: Dossier) -> list[tuple[str, str]]:
    orang = found.orang
    lahir = format_lahir(orang.tanggal_lahir, orang.presisi_tgl_lahir or "hari")
    tanpa_nik = ", ".join(
        filter(None, (found.kata.get("alasan_tanpa_nik", "Belum ada"), orang.nomor_sementara))
    )
    no_kk = [keluarga.no_kk.teks for keluarga in found.keluarga if keluarga.no_kk.teks]
    return [
        ("NIK", found.nik.teks or tanpa_nik),
        ("No KK", ", ".join(no_kk)),
        ("Nama lain", ", ".join(found.nama_lain)),
        ("Lahir", ", ".join(filter(None, (lahir, orang.tempat_lahir)))),
        ("Meninggal", format_tanggal(orang.meninggal_pada)),
        ("Telepon", found.telepon.teks),
        ("Tempat tinggal", say_tempat(found.alamat, orang.desa)),
        ("Alamat", found.alamat_teks.teks),
        ("Agama", found.kata.get("agama", "")),
        ("Status kawin", found.kata.get("status_kawin", "")),
        ("Pendidikan", found.kata.get("pendidikan", "")),
        ("Pekerjaan", found.kata.get("pekerjaan", "")),
        ("Identitas", "Terverifikasi " + format_tanggal(orang.terverifikasi_pada)
         if orang.terverifikasi_pada else "Belum diverifikasi"),
    ]  # fmt: skip


def say_tempat(alamat: Alamat | None, desa: Any) -> str:
    """Dusun, RT/RW, desa and kecamatan in one line."""
    rt_rw = format_rt_rw(alamat.rt, alamat.rw) if alamat else ""
    parts = (
        alamat.dusun if alamat else "",
        f"RT {rt_rw}" if rt_rw else "",
        desa.sebutan,
        f"Kecamatan {desa.kecamatan.nama}",
    )
    return ", ".join(part for part in parts if part)


def _to_entri(entri: EntriRinci) -> dict[str, Any]:
    tinjau = format_tanggal_pendek(entri.ppks.tinjau_berikut)
    return {
        "kategori": entri.kategori + (" (keluarga)" if entri.is_keluarga else ""),
        "status": get_status_look(entri.ppks.status).word,
        "mulai": format_tanggal_pendek(entri.ppks.mulai),
        "tinjau": f"Lewat, {tinjau}" if entri.is_lewat_tinjau else tinjau or "–",
        "kelengkapan": f"{entri.ppks.kelengkapan}/8",
        "is_terbatas": entri.is_terbatas,
        "kriteria": entri.kriteria,
        "tanda": entri.tanda,
        "jawaban": [
            {"label": j.label, "isi": TERTUTUP if j.is_tertutup else ", ".join(j.nilai)}
            for j in entri.jawaban
        ],
    }
