"""What is uploaded stays in memory: there is no handler that could write it to disk."""

from __future__ import annotations

from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

TOO_LARGE = "farthing_too_large"


class MemoryOnly(FileUploadHandler):
    """Keeps one file in memory. A file above `settings.UPLOAD_LIMIT` is dropped as soon as it is one byte too
    long; the request goes on without it and says so (`was_too_large`), so that the page can."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._chunks: list[bytes] = []
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > settings.UPLOAD_LIMIT:
            self._chunks.clear()
            setattr(self.request, TOO_LARGE, True)
            raise SkipFile
        self._chunks.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        content: IO[bytes] = BytesIO(b"".join(self._chunks))
        self._chunks.clear()
        return InMemoryUploadedFile(
            content,
            self.field_name,
            self.file_name or "",
            self.content_type or "",
            self._size,
            self.charset,
            self.content_type_extra,
        )


def was_too_large(request: HttpRequest) -> bool:
    """Whether this request carried a file that was dropped for its size."""
    request.FILES  # noqa: B018  # reading it reads the body
    return bool(getattr(request, TOO_LARGE, False))
