"""Files on their way in: cut off where they become too large, before they fill anything."""

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest


class BoundedUpload(FileUploadHandler):
    """Stops taking in a file above COPY_MAX_BYTES and marks the request; what the form said before it stays."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let a part of the file through."""
        if start + len(raw_data) > settings.COPY_MAX_BYTES:
            assert self.request is not None
            self.request.META[TOO_LARGE] = True
            raise StopUpload
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers after this one keep the file."""


TOO_LARGE = "claims.upload_is_too_large"


def is_too_large(request: HttpRequest) -> bool:
    """Whether a file of the request was cut off."""
    request.FILES  # noqa: B018 - reading the form is what finds out
    return TOO_LARGE in request.META
