"""Compressed JSON Lines: gzip by the standard library, Zstandard by the extra `zstd`."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, cast

from newscorpus._optional import import_optional
from newscorpus.limits import MAX_BYTES

GZIP: Final = ".gz"
MAX_EXPANSION: Final = 200
"""How many times its size a file may become, beyond `MAX_BYTES`. Of text, it is 5 to 20 times; more is a bomb."""
_STEP: Final = 1024
"""Bytes that are decompressed at a time: to 32 MB at most."""
_WINDOW: Final = 1 << 27
"""Bytes of memory that reading Zstandard may take: what its own program accepts without `--long`."""


class _Bounded(io.RawIOBase):
    """A decompressed stream that ends with OSError where it is damaged or becomes too large."""

    def __init__(self, stream: Any, errors: tuple[type[Exception], ...], most: int) -> None:
        self._stream, self._errors, self._left = stream, errors, most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._stream.read(len(buffer))
        except self._errors as e:
            raise OSError(None, f"cannot be decompressed: {e}") from None
        self._left -= len(data)
        if self._left < 0:
            raise OSError(None, f"expands to over {MAX_EXPANSION} times its size: decompress it if you trust it")
        buffer[: len(data)] = data
        return len(data)


class _Frames:
    """The decompressed data of Zstandard. Unlike the reader of the library, it notices a file that is cut off."""

    def __init__(self, file: IO[bytes], library: Any) -> None:
        self._file, self._decompressor = file, library.ZstdDecompressor(max_window_size=_WINDOW)
        self._frame: Any = None
        self._packed, self._data = b"", memoryview(b"")

    def read(self, size: int) -> memoryview:
        while not self._data:
            self._packed = self._packed or self._file.read(_STEP)
            if not self._packed:
                if self._frame is not None:
                    raise EOFError("it is cut off")
                break
            self._frame = self._frame or self._decompressor.decompressobj()
            self._data = memoryview(self._frame.decompress(self._packed))
            self._packed = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        data, self._data = self._data[:size], self._data[size:]
        return data


@contextmanager
def opened(path: Path) -> Iterator[IO[bytes]]:
    """Open a compressed file to read.

    Raises:
        UsageError: The extra `zstd` is needed, and not installed.
        OSError: It cannot be read; while it is read, also if it is damaged or expands beyond the limits.
    """
    with path.open("rb") as file:
        most = MAX_BYTES + MAX_EXPANSION * path.stat().st_size
        errors: tuple[type[Exception], ...] = EOFError, OSError, zlib.error
        stream: Any
        if path.name.endswith(GZIP):
            stream = gzip.GzipFile(fileobj=file)
        else:
            library = import_optional("zstandard", "zstd")
            stream, errors = _Frames(file, library), (EOFError, library.ZstdError)
        yield cast("IO[bytes]", io.BufferedReader(_Bounded(stream, errors, most), 1 << 16))


def compressor(name: str) -> Any:
    """Return what compresses for a file of that name: `compress(data)`, then `flush()`. Equal data give equal bytes.

    Raises UsageError if the extra `zstd` is needed, and not installed.
    """
    if name.endswith(GZIP):
        return zlib.compressobj(wbits=31)  # with the header of gzip, without a time
    return import_optional("zstandard", "zstd").ZstdCompressor().compressobj()
