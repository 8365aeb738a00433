"""Where a sent file waits: in memory, never on the disk, and no more of it than may be kept."""

import io
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from balale.kit.intake.clean import BERKAS_MAKS_BYTES

# Larger than any mistake with a phone's camera: such a request is cut off, not read to its end.
PERMINTAAN_MAKS_BYTES = 100 * 1024 * 1024


class MemoryUploadHandler(FileUploadHandler):
    """Keeps at most 20 MB of a request's files; of more only the count, for the form's words."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.kept = 0
        self.parts: io.BytesIO | None = None

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803
        """Django's order of arguments. Ends a request that no form of ours could send."""
        if content_length > PERMINTAAN_MAKS_BYTES:
            raise StopUpload(connection_reset=True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.parts = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept += len(raw_data)
        if self.kept > BERKAS_MAKS_BYTES:
            self.parts = None
        if self.parts is not None:
            self.parts.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, or one that tells its size and holds nothing."""
        held = self.parts or io.BytesIO()
        held.seek(0)
        return InMemoryUploadedFile(
            file=held,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
