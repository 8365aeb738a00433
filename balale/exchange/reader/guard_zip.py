"""The archive inside an XLSX or ODS file, unpacked with a count: nothing it says is believed."""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from balale.exchange.reader.limits import MEGA, Limits, Refused

_END = b"PK\x05\x06"
_ENTRY = b"PK\x01\x02"
_LOCAL = b"PK\x03\x04"
_CHUNK = 256 * 1024
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True)
class Entry:
    """One file of the archive, as its directory tells."""

    name: str
    flags: int
    method: int
    packed: int
    declared: int
    offset: int


def list_entries(data: bytes, limits: Limits) -> list[Entry]:
    """The archive's directory. Raises Refused for tricks with names, locks and too many files."""
    place = data.rfind(_END, max(0, len(data) - 65_557))
    if place < 0 or len(data) < place + 22:
        raise Refused("rusak")
    count, _, start = struct.unpack("<HII", data[place + 10 : place + 20])
    if 0xFFFF in (count,) or start == 0xFFFFFFFF:
        raise Refused("rusak")
    if count > limits.entries:
        raise Refused("isi_banyak", jumlah=count, maks=limits.entries)
    entries = []
    for _ in range(count):
        entry, start = _read_entry(data, start)
        entries.append(entry)
    if data[start : start + 4] == _ENTRY:  # more files than the end of the directory admits
        raise Refused("rusak")
    _check_names(entries)
    return entries


def _read_entry(data: bytes, start: int) -> tuple[Entry, int]:
    head = data[start : start + 46]
    if len(head) < 46 or head[:4] != _ENTRY:
        raise Refused("rusak")
    flags, method = struct.unpack("<HH", head[8:12])
    packed, declared, name, extra, comment = struct.unpack("<IIHHH", head[20:34])
    (offset,) = struct.unpack("<I", head[42:46])
    raw = data[start + 46 : start + 46 + name]
    text = raw.decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
    if 0xFFFFFFFF in (packed, declared, offset):
        raise Refused("rusak")
    entry = Entry(text, flags, method, packed, declared, offset)
    return entry, start + 46 + name + extra + comment


def _check_names(entries: list[Entry]) -> None:
    seen = set()
    for entry in entries:
        name = entry.name.replace("\\", "/")
        is_outside = name.startswith("/") or ".." in name.split("/") or ":" in name
        if is_outside or "\x00" in name or name.casefold() in seen:
            raise Refused("jalur")
        if entry.flags & 0x1:
            raise Refused("sandi")
        if entry.method not in (_STORED, _DEFLATED):
            raise Refused("rusak")
        seen.add(name.casefold())


class Counter:
    """Bytes unpacked so far, over all files of the archive."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self.total = 0
        self.limits = limits
        self.most = min(limits.unpacked, limits.ratio * packed + MEGA)

    def add(self, size: int) -> None:
        self.total += size
        if self.total > self.limits.unpacked:
            raise Refused("bongkar", maks_mb=self.limits.unpacked // MEGA)
        if self.total > self.most:
            raise Refused("bom")


def unpack(data: bytes, entry: Entry, counter: Counter) -> Iterator[bytes]:
    """The bytes of one file in pieces, counted; longer than declared is a lie and refused."""
    head = data[entry.offset : entry.offset + 30]
    if len(head) < 30 or head[:4] != _LOCAL:
        raise Refused("rusak")
    name, extra = struct.unpack("<HH", head[26:30])
    start = entry.offset + 30 + name + extra
    packed = memoryview(data)[start : start + entry.packed]
    if len(packed) != entry.packed:
        raise Refused("rusak")
    size = 0
    for piece in _inflate(packed, entry.method):
        size += len(piece)
        counter.add(len(piece))
        if size > entry.declared:
            raise Refused("rusak")
        yield piece
    if size != entry.declared:
        raise Refused("rusak")


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == _STORED:
        for place in range(0, len(packed), _CHUNK):
            yield bytes(packed[place : place + _CHUNK])
        return
    opener = zlib.decompressobj(-15)
    rest: bytes | memoryview = packed
    try:
        while not opener.eof:
            piece = opener.decompress(rest, _CHUNK)
            rest = opener.unconsumed_tail
            if piece:
                yield piece
            elif not rest:
                break
    except zlib.error:
        raise Refused("rusak") from None
    if not opener.eof:
        raise Refused("rusak")


def drain(pieces: Iterator[bytes], feed: Callable[[bytes], None] | None = None) -> None:
    """Run a file of the archive through `feed`, or only through the count."""
    for piece in pieces:
        if feed is not None:
            feed(piece)
