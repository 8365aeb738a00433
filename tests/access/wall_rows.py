"""One row at least in every table the application may touch, made through the services."""

from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone

from balale.access.context import Context, acting_as
from balale.access.ids import new_id
from balale.access.models import CaseAccess, JenisSubjek
from balale.access.services.accounts import issue_code
from balale.access.services.codes import request_code
from balale.access.services.delegations import delegate
from balale.access.services.receipts import write_once
from balale.access.services.sealer import seal_lines
from balale.access.vault import Vault
from balale.cases.queries.cases import list_visible
from balale.cases.services.darurat import review_opening
from balale.cases.services.intake import hand_in_case
from balale.registry.models import (
    Draf,
    JenisPerubahan,
    Keluarga,
    Keputusan,
    Orang,
    Pindah,
    Usulan,
    UsulanKolom,
)
from balale.registry.queries.pendataan import get_formulir_lembar
from balale.registry.rules.berkas import IsianBerkas
from balale.registry.rules.entry import (
    IsianAlamat,
    IsianEntri,
    IsianKeluarga,
    IsianNotice,
    IsianOrang,
    IsianPpksBaru,
)
from balale.registry.rules.kebutuhan import IsianKebutuhan
from balale.registry.rules.komunitas import IsianHitungan, IsianKomunitas
from balale.registry.services.acts import Act
from balale.registry.services.berkas_warga import add_berkas
from balale.registry.services.entry import submit_ppks
from balale.registry.services.komunitas import enter_komunitas
from balale.registry.services.pendataan import record_pendataan
from balale.registry.services.rows import Stamp
from tests.factories.accounts import ADMIN, make_user
from tests.factories.aturan import make_pengumuman, make_rancangan, publish
from tests.factories.cases import break_open

DESA = "61.07.14.2004"


def isian(
    nama: str, kategori: int, *, tanda: tuple[int, ...] = (), jawaban=None, kebutuhan=()
) -> IsianPpksBaru:
    """An invented woman of 70 under one category."""
    return IsianPpksBaru(
        IsianOrang(
            nama,
            "P",
            nik="6107145202559012",
            tanggal_lahir=date(1955, 2, 12),
            presisi_tgl_lahir="hari",
            nama_lain=(("panggilan", "Nek Lopo"),),
        ),
        IsianAlamat("Sebadu", "003", "001", "Rumah panggung dekat jembatan"),
        IsianKeluarga("6107141708099003", "kepala_keluarga"),
        IsianNotice("tugas_hukum", "orangnya"),
        (IsianEntri(kategori, (1, 2), tanda, jawaban or {}, kebutuhan=kebutuhan),),
    )


def plant_rows() -> None:
    """Fill a database of its own; committed."""
    from balale.registry.models import Isian, TandaKategori

    on, now = timezone.localdate(), timezone.now()
    with transaction.atomic():
        operator = make_user("operator_desa", DESA)
        koordinator = make_user("koordinator_kasus", "61.07", "pppa")
        petugas = make_user("petugas_kasus", "61.07", "pppa")
        admin = make_user("admin_teknis")
        with acting_as(operator.context):
            tanda = TandaKategori.objects.filter(kategori_versi__kategori_id=8)[:1]
            field = Isian.objects.filter(formulir__kategori_id=8, jenis="ya_tidak").first()
            write_once(
                kunci=new_id(),
                jenis="ppks",
                by=operator,
                write=lambda: (
                    submit_ppks(
                        isian=isian(
                            "Lopo",
                            8,
                            tanda=tuple(t.pk for t in tanda),
                            jawaban={field.pk: ("ya",)},
                            kebutuhan=(IsianKebutuhan("pangan"),),
                        ),
                        desa_kode=DESA,
                        by=operator,
                        on=on,
                        now=now,
                    ).pk
                ),
            )
            hand_in_case(
                isian=isian("Mawar", 18), hubungi="Lewat bibinya", is_bahaya=True,
                desa_kode=DESA, by=operator, on=on, now=now,
            )  # fmt: skip
            _plant_draft(operator, now)
            _plant_visit(operator, on, now)
            _plant_file(operator, now)
            orang = Orang.objects.get()
            Act(by=operator, now=now).keep(JenisPerubahan.DATA, subjek=orang)
            stamp = Stamp(desa_kode=DESA, tingkat="biasa", by=operator, now=now)
            Pindah(
                orang=orang, ke_desa_id="61.07.01.2001", tanggal=on, status="menunggu",
                **stamp.columns(orang.pk),
            ).save(force_insert=True)  # fmt: skip
            _plant_komunitas(operator, on, now)
        with acting_as(koordinator.context):
            CaseAccess(
                subjek_id=list_visible(koordinator).get().subjek_id,
                user=petugas,
                unit="pppa",
                mulai_pada=now - timedelta(days=1),
                alasan="penugasan",
                dibuat_oleh=koordinator,
            ).save(force_insert=True)
        _plant_opening(koordinator, now)
        with acting_as(admin.context):
            issue_code(user=operator, by=admin, now=now)
            request_code(user=petugas, by=admin, now=now)
        _plant_delegation(on, now)
        _plant_rules()
        system = Context(
            user_id=operator.id, role="sistem", desa=(DESA,), tingkat=("biasa", "terbatas")
        )
        with acting_as(system):
            _plant_decision(operator, now)
            _plant_job()
    assert ADMIN.role == "admin_teknis"
    seal_lines()


def _plant_delegation(on, now) -> None:
    head, verifikator = make_user("kepala_dinas", "61.07"), make_user("verifikator", "61.07")
    with acting_as(head.context):
        delegate(
            kunci=new_id(), user_id=verifikator.id, alasan="cuti", keterangan="",
            hari_terakhir=on, by=head, on=on, now=now,
        )  # fmt: skip


def _plant_opening(koordinator, now) -> None:
    """A case opened in an emergency, and the first step of its review."""
    with acting_as(koordinator.context):
        kasus = list_visible(koordinator).get()
    opening = break_open(make_user("petugas_kasus", "61.07", "pppa"), kasus)
    auditor = make_user("auditor", "61.07")
    with acting_as(auditor.context):
        review_opening(buka_id=opening, hasil="wajar", teks="Sesuai.", by=auditor, now=now)


def _plant_visit(operator, on, now) -> None:
    """A family's answers about its home."""
    formulir = get_formulir_lembar("rumah_aset", on)
    field = formulir.isian_list.get(kode="lantai")
    record_pendataan(
        formulir=formulir, pemilik=Keluarga.objects.get(), base=0, jawaban={field.pk: ("5",)},
        by=operator, on=on, now=now,
    )  # fmt: skip


def _plant_file(operator, now) -> None:
    """A photo of the person's house."""
    isian = IsianBerkas("foto_rumah", timezone.localdate(now), "jpeg", b"isi foto")
    orang = Orang.objects.get()
    add_berkas(subjek=orang, ppks=None, isian=isian, by=operator, now=now)


def _plant_komunitas(operator, on, now) -> None:
    """A community with a count and a family."""
    hitungan = IsianHitungan(35, "perkiraan", "Kepala dusun", on)
    enter_komunitas(
        isian=IsianKomunitas("Sungai Tebing", "Melayang", hitungan, IsianEntri(26)),
        wakil=Orang.objects.get(), by=operator, on=on, now=now,
    )  # fmt: skip


def _plant_draft(operator, now) -> None:
    draft = Draf(user=operator, desa_id=DESA, langkah="siapa", diubah_pada=now)
    draft.subjek_id = draft.id
    Vault().create_key(draft.id, JenisSubjek.DRAF).save(force_insert=True)
    draft.save(force_insert=True)


def _plant_decision(operator, now) -> None:
    usulan = Usulan.objects.first()
    stamp = Stamp(desa_kode=DESA, tingkat=usulan.tingkat, by=operator, now=now)
    UsulanKolom(usulan=usulan, label="orang", kolom="nama", **stamp.columns(usulan.subjek_id)).save(
        force_insert=True
    )
    Keputusan(
        usulan=usulan,
        langkah="kepala_desa",
        hasil="setuju",
        oleh=operator,
        sebagai="sistem",
        pada=now,
        **stamp.columns(usulan.subjek_id),
    ).save(force_insert=True)


def _plant_rules() -> None:
    """A draft of dated data, and an announcement."""
    pengelola = make_user("pengelola_data")
    make_rancangan(pengelola)
    publish(make_pengumuman(pengelola), pengelola)


def _plant_job() -> None:
    """A worker and a job in the queue."""
    row = "row('default', 'uji', 0, null, null, '{}', null)::procrastinate_job_to_defer_v1"
    with connection.cursor() as cursor:
        cursor.execute("select procrastinate_register_worker_v1()")
        cursor.execute(f"select procrastinate_defer_jobs_v1(array[{row}])")
