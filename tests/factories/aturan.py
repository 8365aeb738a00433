"""Drafts of dated data, made as the pengelola data makes them."""

from copy import deepcopy
from datetime import date, timedelta

from django.utils import timezone

from balale.access.context import acting_as
from balale.registry.models import Rancangan
from balale.registry.services import rancangan as services

ISIAN_BARU = {
    "kode": "punya_kebun", "label": "Punya kebun sendiri?", "bantuan": "Tanya luasnya juga.",
    "contoh": "Ya, kebun lada di belakang rumah", "jenis": "ya_tidak", "daftar": "", "satuan": "",
    "min": None, "maks": None, "desimal": 0, "kelompok": "", "utama": True, "peka": False,
    "tampil_jika_isian": "", "tampil_jika_nilai": "", "atribut": "", "sumber": "Rapat DSP3A",
    "dikonfirmasi": False,
}  # fmt: skip


def besok(hari: int = 1) -> date:
    return timezone.localdate() + timedelta(days=hari)


def make_rancangan(
    by, jenis="formulir", objek="8", *, ubah=None, mulai: date | None = None
) -> Rancangan:
    """A draft; `ubah(isi)` changes its content, by default a form gains a field."""
    now = timezone.now()
    with acting_as(by.context):
        row = services.start_rancangan(jenis=jenis, objek=objek, by=by, now=now)
        isi = deepcopy(row.isi)
        (ubah or add_field)(isi)
        services.change_rancangan(
            rancangan=row, base=row.versi, by=by, now=now, isi=isi, mulai=mulai or besok(30)
        )
    return row


def add_field(isi, **changed):
    isi["isian"].append({**ISIAN_BARU, **changed})


def lower_level(isi):
    isi["tingkat"] = "biasa"


def raise_level(isi):
    isi.update(tingkat="rahasia", unit_penangan="resos")


def add_trigger(by, daftar, *, kategori=19, hari=30) -> None:
    """A list gains a choice, `tutup`, that opens a rahasia entry of the category."""
    choice = {"kode": "tutup", "teks": "Tertutup", "alias": "", "picu_kategori": kategori}
    row = make_rancangan(
        by, "daftar", daftar, ubah=lambda isi: isi["kode_list"].append(choice), mulai=besok(hari)
    )
    publish(row, by)


def end_triggers(by, second, daftar, *, hari=30) -> Rancangan:
    """The list's choices that open a rahasia entry end, as two people want it."""

    def drop(isi):
        isi["kode_list"] = [one for one in isi["kode_list"] if one["picu_kategori"] is None]

    row = make_rancangan(by, "daftar", daftar, ubah=drop, mulai=besok(hari))
    publish(row, by)
    approve(row, second)
    return row


def make_pengumuman(by, *, peran=(), wilayah_kode="", mulai: date | None = None) -> Rancangan:
    """A draft of an announcement."""

    def words(isi):
        isi.update(judul="Batas kirim", teks="Kirim sebelum tanggal 25.", peran=list(peran),
                   wilayah_kode=wilayah_kode)  # fmt: skip

    return make_rancangan(by, "pengumuman", "", ubah=words, mulai=mulai or besok())


def publish(row: Rancangan, by, *, base: int | None = None) -> bool:
    """Publish the draft; True where it waits for a second person."""
    with acting_as(by.context):
        return services.publish_rancangan(
            rancangan=row, base=base or row.versi, by=by, today=timezone.localdate(),
            now=timezone.now(),
        )  # fmt: skip


def revoke(row: Rancangan, by, *, base: int | None = None, sebab="Salah tanggal.", today=None):
    """Revoke the published version; True where it waits for a second person."""
    with acting_as(by.context):
        return services.revoke_rancangan(
            rancangan=row, base=base or row.versi, sebab=sebab, by=by,
            today=today or timezone.localdate(), now=timezone.now(),
        )  # fmt: skip


def revoke_by_two(row: Rancangan, by, second) -> None:
    """Revoke, with the second signature that it needs."""
    assert revoke(row, by)
    with acting_as(second.context):
        waiting = Rancangan.objects.get(mencabut=row)
    approve(waiting, second)


def approve(row: Rancangan, by) -> None:
    with acting_as(by.context):
        services.approve_rancangan(
            rancangan=row, base=row.versi, by=by, today=timezone.localdate(), now=timezone.now()
        )
