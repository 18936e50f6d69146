"""Files that are sent to us: held in memory for the one request, and no more of each than anything here takes."""

from hashlib import sha256
from io import BytesIO

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from features.foundation.ui.pictures import LARGEST_UPLOAD

LARGEST_REQUEST = 8 * LARGEST_UPLOAD
"""Bytes of a request that are listened to at all: below that the form says in words that a file is too large."""


def content_digest(upload: UploadedFile) -> str:
    """The same for two files of one content, whatever they are called."""
    upload.seek(0)
    digest = sha256(upload.read()).hexdigest()
    upload.seek(0)
    return digest


class BoundedUpload(FileUploadHandler):
    """Keeps a file up to the limit and counts the rest, so that whoever looks at its size refuses it.

    Nothing is written to a disk: a picture of a patient is not left there when the server stops.
    """

    def handle_raw_input(
        self, input_data, META: dict[str, str], content_length: int, boundary, encoding=None
    ) -> None:
        if content_length > LARGEST_REQUEST:
            raise RequestDataTooBig("A request with files is larger than any form takes.")

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept += raw_data[: max(0, LARGEST_UPLOAD + 1 - len(self.kept))]

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        return InMemoryUploadedFile(
            file=BytesIO(self.kept),
            field_name=self.field_name,
            name=self.file_name or "",
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
