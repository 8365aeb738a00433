"""What the makers of rows share: rows kept until they are stored, the clock, the keys."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import models
from django.utils import timezone

from balale.access.models import SubjectKey
from balale.access.vault import Vault
from balale.cases.models import CatatanKasus
from balale.latihan.services.bulk import insert_rows
from balale.latihan.services.moves import Mover
from balale.registry.models import (
    Alamat,
    AnggotaKeluarga,
    AnggotaKomunitas,
    HitunganKomunitas,
    Jawaban,
    Keluarga,
    Komunitas,
    NamaLain,
    Orang,
    Pemberitahuan,
    Ppks,
    PpksKriteria,
    PpksTanda,
    Usulan,
)

_URUTAN: tuple[type[models.Model], ...] = (
    SubjectKey, Orang, Keluarga, NamaLain, AnggotaKeluarga, Alamat, Pemberitahuan, Komunitas,
    HitunganKomunitas, AnggotaKomunitas, Ppks, PpksKriteria, PpksTanda, Jawaban, Usulan,
    CatatanKasus,
)  # fmt: skip
_JAM_KERJA = 8
_SAMPAI_AKTIF_HARI = 45


class Batch:
    """Rows by table; `save` stores and forgets them."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], list[models.Model]] = defaultdict(list)

    def add(self, row: models.Model) -> None:
        self._rows[type(row)].append(row)

    def save(self) -> None:
        """Store everything, table by table."""
        for model in _URUTAN:
            rows = self._rows.pop(model, None)
            if rows:
                insert_rows(rows)


class Clock:
    """Turns "so many days ago" into working hours of that day, never later than now."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self._rng = rng
        self.now = now
        self.today: date = timezone.localdate(now)

    def at(self, hari_lalu: int, urutan: int = 0) -> datetime:
        """A moment of the day; a higher `urutan` (0 to 5) is always later on the same day."""
        jam = time(_JAM_KERJA + urutan, self._rng.randrange(60))
        hari = datetime.combine(self.today - timedelta(days=hari_lalu), jam)
        moment = timezone.make_aware(hari)
        return min(moment, self.now - timedelta(minutes=10 - urutan))

    def steps(self, dibuat_hari_lalu: int, hari_lalu: int, banyak: int) -> list[datetime]:
        """Moments of the making and the steps after it, the last one `hari_lalu` days ago.

        What follows after the fourth step (aktif) may come long after the first four.
        """
        if banyak == 1:
            return [self.at(dibuat_hari_lalu)]
        akhir = max(hari_lalu, dibuat_hari_lalu - _SAMPAI_AKTIF_HARI) if banyak > 4 else hari_lalu
        bagian = min(banyak, 4) - 1
        jarak = dibuat_hari_lalu - akhir
        hari = [dibuat_hari_lalu - jarak * i // bagian for i in range(bagian + 1)]
        if banyak > 4:
            hari.append(hari_lalu)
        return [self.at(satu, i) for i, satu in enumerate(hari)]


class Tools:
    """What every maker of rows shares: chance, clock, keys, rows at hand, moves to come."""

    def __init__(self, *, rng: Random, now: datetime) -> None:
        self.rng = rng
        self.clock = Clock(rng, now)
        self.vault = Vault()
        self.batch = Batch()
        self.mover = Mover()
