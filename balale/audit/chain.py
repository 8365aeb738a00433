"""The chain over the trail: what a seal holds, and what is wrong with a chain that was touched.

Each line has a digest of its own. A seal is a link over a batch of lines: HMAC-SHA256, under a
key that is not in the database, over the link before, its number, its time, and every line's id
and digest in order. Whoever has only the database can't make a link that fits.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

FIRST = bytes(32)
# A line is written by one transaction; none may be open for so long.
_LONGEST = timedelta(hours=1)


@dataclass(frozen=True)
class Link:
    """A seal as it is stored: its number, time (UTC), and digest (32 bytes)."""

    nomor: int
    at: datetime
    digest: bytes


@dataclass(frozen=True)
class SealedLine:
    """A line as a seal names it. What the table holds under that id: `at`, its stored digest and
    the digest of what it says today; all None where the line is gone."""

    id: UUID
    at: datetime | None = None
    stored: bytes | None = None
    computed: bytes | None = None


@dataclass(frozen=True)
class Flaw:
    """What does not fit, where: the number of a seal, the id of a line. `kind` is for programs."""

    kind: str
    nomor: int | None = None
    line: UUID | None = None

    @property
    def kata(self) -> str:
        """In words, with the place."""
        place = f"segel {self.nomor}" if self.nomor is not None else "luar segel"
        line = f", baris {self.line}" if self.line else ""
        return f"{_KATA[self.kind]} ({place}{line})"


_KATA = {
    "line_changed": "Isi baris berubah sesudah ditulis",
    "line_gone": "Baris hilang",
    "line_twice": "Baris disegel dua kali",
    "line_backdated": "Baris disisipkan dengan waktu lampau",
    "line_outside": "Baris ada tanpa segel",
    "seal_gone": "Segel hilang",
    "seal_broken": "Segel tidak cocok dengan isinya",
    "seal_time": "Waktu segel mundur",
    "root_differs": "Segel berbeda dari catatan di luar peladen",
    "root_gone": "Segel pada catatan di luar peladen tidak ada",
}


def compute_link(
    key: bytes, *, before: bytes, nomor: int, at: datetime, lines: Iterable[tuple[UUID, bytes]]
) -> bytes:
    """The keyed digest of a seal (32 bytes). `lines`: id and stored digest, in order."""
    link = hmac.new(key, before, hashlib.sha256)
    link.update(nomor.to_bytes(8, "big"))
    link.update(at.isoformat(timespec="microseconds").encode())
    for line_id, digest in lines:
        link.update(line_id.bytes)
        link.update(digest)
    return link.digest()


def check_link(
    key: bytes, link: Link, lines: Sequence[SealedLine], *, before: Link | None
) -> Iterator[Flaw]:
    """What is wrong with one seal, its lines first and in their order."""
    expected = before.nomor + 1 if before else 1
    if link.nomor != expected:
        yield Flaw("seal_gone", expected)
    if before and link.at < before.at:
        yield Flaw("seal_time", link.nomor)
    for line in lines:
        if line.stored is None:
            yield Flaw("line_gone", link.nomor, line.id)
        elif line.stored != line.computed:
            yield Flaw("line_changed", link.nomor, line.id)
        elif before and line.at is not None and line.at < before.at - _LONGEST:
            yield Flaw("line_backdated", link.nomor, line.id)
    fitting = compute_link(
        key,
        before=before.digest if before else FIRST,
        nomor=link.nomor,
        at=link.at,
        lines=((line.id, line.stored or b"") for line in lines),
    )
    if not hmac.compare_digest(fitting, link.digest):
        yield Flaw("seal_broken", link.nomor)
