"""One sent file: its bytes on standard input, on standard output a verdict and what may be kept.

A process of its own, without settings, keys or a database, and bounded in memory and time: what
a file says of its own size is checked, and not believed. First line "ya jpeg", "ya pdf", or
"tidak" with the code of the reason.
"""

import io
import resource
import struct
import sys
import warnings
from collections.abc import Iterator

from PIL import Image, UnidentifiedImageError

MEMORY_BYTES = 512 * 1024 * 1024
CPU_SECONDS = 20
PIKSEL_MAKS = 25_000_000
SISI_MAKS = 1600
FOTO_MAKS_BYTES = 200_000
PDF_MAKS_BYTES = 1024 * 1024
HALAMAN_MAKS = 20
FORMATS = ("JPEG", "PNG", "WEBP")
# What a camera writes where nobody asked it for JPEG: HEIC, as iPhones do, and its kin.
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"})
_QUALITIES = (85, 78, 70, 62, 54, 46, 38)
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, struct.error)
# What a page for reading never needs. An array as /OpenAction is only the place to start reading.
_ACTIVE_KEYS = frozenset(
    {"/JS", "/JavaScript", "/AA", "/EF", "/EmbeddedFiles", "/XFA", "/RichMediaContent"}
)
_ACTIONS = frozenset(
    f"/{name}"
    for name in (
        "JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "ResetForm", "GoToR", "GoToE",
        "Movie", "Sound", "Rendition", "Hide", "RichMediaExecute", "GoTo3DView", "Named",
    )
)  # fmt: skip
_PAGE_EXTRAS = ("/Annots", "/AA", "/Metadata", "/PieceInfo", "/Thumb", "/StructParents")


class Unfit(Exception):
    """The file may not be kept; the argument is the code of the reason."""


def clean_photo(data: bytes) -> bytes:
    """The picture upright, small and with nothing beside its pixels."""
    image = _open(data)
    turn = _TURNS.get(_read_orientation(image))
    image.draft("RGB", (SISI_MAKS, SISI_MAKS))
    image.load()
    image.thumbnail((SISI_MAKS, SISI_MAKS), Image.Resampling.LANCZOS)
    flat = _flatten(image)
    return _write(flat if turn is None else flat.transpose(turn))


def _open(data: bytes) -> Image.Image:
    """The picture by its own first bytes, not yet decoded. Raises Unfit."""
    if data[:6] in (b"GIF87a", b"GIF89a"):
        raise Unfit("bergerak")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise Unfit("heic")
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except UnidentifiedImageError:
        raise Unfit("jenis") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit("piksel") from None
    width, height = image.size
    if width * height > PIKSEL_MAKS:
        raise Unfit("piksel")
    # A phone keeps a second, smaller picture in one JPEG; that is no moving picture.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Unfit("bergerak")
    return image


def _read_orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _BROKEN:
        return 1


def _flatten(image: Image.Image) -> Image.Image:
    """The pixels alone, on white, in a picture that has carried nothing else."""
    if image.mode in ("LA", "PA", "P", "RGBA", "La", "RGBa"):
        image = image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A"))
        return flat
    flat = Image.new("RGB", image.size)
    flat.paste(image.convert("RGB"))
    return flat


def _write(image: Image.Image) -> bytes:
    """The best JPEG within the size; a picture full of grain is made smaller still."""
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= FOTO_MAKS_BYTES:
                return out.getvalue()
        image = image.resize((max(1, image.width * 4 // 5), max(1, image.height * 4 // 5)))


def clean_pdf(data: bytes) -> bytes:
    """The pages of a paper written into a new file. Raises Unfit for anything that acts."""
    from pypdf import PdfReader, PdfWriter

    if len(data) > PDF_MAKS_BYTES:
        raise Unfit("pdf_besar")
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        raise Unfit("pdf_terkunci")
    _check_passive(reader)
    if not 0 < len(reader.pages) <= HALAMAN_MAKS:
        raise Unfit("pdf_halaman")
    writer = PdfWriter()
    for page in reader.pages:
        kept = writer.add_page(page)
        for name in _PAGE_EXTRAS:
            kept.pop(name, None)
    _strip(writer)
    out = io.BytesIO()
    writer.write(out)
    _check_passive(PdfReader(io.BytesIO(out.getvalue())))
    if out.tell() > PDF_MAKS_BYTES:
        raise Unfit("pdf_besar")
    return out.getvalue()


def _check_passive(reader) -> None:
    if any(_is_active(found) for found in _list_objects(reader)):
        raise Unfit("pdf_aktif")


def _list_objects(reader) -> Iterator[object]:
    """Every object a reader of the file could reach, and the trailer."""
    from pypdf.generic import IndirectObject

    yield reader.trailer
    numbers = {(number, gen) for gen, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    for number, gen in sorted(numbers):
        yield reader.get_object(IndirectObject(number, gen, reader))


def _is_active(found: object, depth: int = 0) -> bool:
    """True where the object holds a command, a link out, a form program or another file."""
    if depth > 50:
        raise Unfit("pdf_aktif")
    if isinstance(found, dict):
        if not _ACTIVE_KEYS.isdisjoint(found) or found.get("/Type") == "/Filespec":
            return True
        if isinstance(found.get("/OpenAction"), dict) or str(found.get("/S")) in _ACTIONS:
            return True
        return any(_is_active(one, depth + 1) for one in dict.values(found))
    return isinstance(found, list) and any(_is_active(one, depth + 1) for one in list(found))


def _strip(writer) -> None:
    """Drop what tells of the maker, the machine and the place, also inside pictures."""
    writer.metadata = None
    for found in writer._objects:
        if not isinstance(found, dict):
            continue
        for name in ("/Metadata", "/PieceInfo"):
            found.pop(name, None)
        names = found.get("/Filter")
        if (names == "/DCTDecode" or names == ["/DCTDecode"]) and hasattr(found, "_data"):
            found._data = strip_jpeg(found._data)


def strip_jpeg(data: bytes) -> bytes:
    """A JPEG without its notes; only JFIF and Adobe's, which tell how colours are kept, stay."""
    kept, place = [data[:2]], 2
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != 0xDA:
        marker = data[place + 1]
        size = 2 + int.from_bytes(data[place + 2 : place + 4])
        is_note = marker == 0xFE or (0xE0 < marker <= 0xEF and marker != 0xEE)
        if not is_note:
            kept.append(data[place : place + size])
        place += size
    return b"".join([*kept, data[place:]])


def clean(data: bytes, kind: str) -> bytes:
    """The verdict and the file. Raises whatever a broken file makes a library raise."""
    if data.startswith(b"%PDF-"):
        if kind != "surat":
            raise Unfit("pdf_foto")
        return b"ya pdf\n" + clean_pdf(data)
    return b"ya jpeg\n" + clean_photo(data)


def main() -> int:
    """Answer with a verdict; a library that falls over ends the process, which says the same."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = PIKSEL_MAKS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        answer = clean(sys.stdin.buffer.read(), sys.argv[1])
    except Unfit as unfit:
        answer = f"tidak {unfit}\n".encode()
    except _BROKEN:
        answer = b"tidak rusak\n"
    sys.stdout.buffer.write(answer)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
