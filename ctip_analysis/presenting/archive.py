"""Make the bytes of an Office file depend on its content alone."""

import io
import re
import zipfile

__all__ = ["freeze_archive"]

#: The first moment that a ZIP can name: no clock stands in a result.
EPOCH = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")


def freeze_archive(content: bytes) -> bytes:
    """Rewrite a ZIP with fixed dates, and an Office file's dates of creation and change with them.

    Examples
    --------
    >>> buffer = io.BytesIO()
    >>> with zipfile.ZipFile(buffer, "w") as archive:
    ...     archive.writestr("a.txt", "a")
    >>> frozen = freeze_archive(buffer.getvalue())
    >>> zipfile.ZipFile(io.BytesIO(frozen)).getinfo("a.txt").date_time
    (1980, 1, 1, 0, 0, 0)
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as frozen,
    ):
        for name in archive.namelist():
            payload = archive.read(name)
            if name == "docProps/core.xml":
                payload = STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", payload)
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            frozen.writestr(entry, payload)
    return buffer.getvalue()
