"""Pictures and papers of nobody, as a phone would send them, and what a hostile hand makes."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from balale.access.context import acting_as
from balale.registry.models import Berkas
from balale.registry.rules.berkas import IsianBerkas
from balale.registry.services import berkas_warga

TEMPAT = b"0.8213N 109.4777E lokasi rumah"


def make_image(size=(1200, 800), mode="RGB", color=(30, 90, 60)) -> Image.Image:
    """A field with a bright top left corner, by which one sees how it was turned."""
    image = Image.new("RGB", size, color)
    image.paste((250, 250, 250), (0, 0, size[0] // 4, size[1] // 4))
    return image.convert(mode)


def make_bytes(kind="JPEG", image=None, **options) -> bytes:
    out = io.BytesIO()
    (image or make_image()).save(out, kind, **options)
    return out.getvalue()


def make_exif(orientation=6) -> bytes:
    """Camera notes: turned by 90 degrees, with a place and a maker."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = TEMPAT.decode()
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def make_phone_photo(**options) -> bytes:
    """A JPEG as a phone writes it: lying on its side, with place, profile and a comment."""
    notes = {"exif": make_exif(), "icc_profile": TEMPAT, "comment": TEMPAT}
    return make_bytes(**(notes | options))


def make_bomb(side=60_000) -> bytes:
    """A PNG of a few hundred bytes that claims to be sixty thousand by sixty thousand."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def make_moving(kind: str) -> bytes:
    frames = [make_image((40, 40), color=(shade, 0, 0)) for shade in (10, 200)]
    return make_bytes(kind, frames[0], save_all=True, append_images=frames[1:])


def make_pdf(*, pages=1, script="", lampiran=False, tautan=False, sandi="") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": "Pembuat Rahasia"})
    if script:
        action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
        action[NameObject("/JS")] = TextStringObject(script)
        writer.root_object[NameObject("/OpenAction")] = action
    if lampiran:
        writer.add_attachment("isi.txt", b"lampiran")
    if tautan:
        action = DictionaryObject({NameObject("/S"): NameObject("/URI")})
        action[NameObject("/URI")] = TextStringObject("https://jahat.example")
        writer.pages[0][NameObject("/PieceInfo")] = action
    if sandi:
        writer.encrypt(sandi)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def sent(content: bytes, name="foto.jpg", kind="image/jpeg") -> SimpleUploadedFile:
    """What a browser sends."""
    return SimpleUploadedFile(name, content, content_type=kind)


def add_berkas(by, orang, jenis="foto_rumah", ppks=None) -> Berkas:
    """A file through the service, without the cost of cleaning it."""
    isian = IsianBerkas(jenis, timezone.localdate(), "jpeg", make_bytes())
    with acting_as(by.context):
        return berkas_warga.add_berkas(
            subjek=orang, ppks=ppks, isian=isian, by=by, now=timezone.now()
        )
