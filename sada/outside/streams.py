"""Reads a file line by line without holding it: plain or gzip, a limit to one line, and told when it ends too early."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

CHUNK = 1 << 20
MOST_LINE = 16 << 20  # bytes of one record that are kept; what lies beyond is counted, not kept
GZIP = b"\x1f\x8b"


class Truncated(Exception):
    """A compressed file ended before its end, or is damaged from here on. `rest`: the line that was begun."""

    rest = b""


class _Counted(io.RawIOBase):
    """A file that counts what was read of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.consumed = file, 0

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the file."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self.consumed += len(data)
        return len(data)


class Stream:
    """Bytes of a file, decompressed, in chunks and in lines. `consumed`: bytes read from the file so far."""

    def __init__(self, file: BinaryIO, size: int = 0) -> None:
        self._counted, self.size = _Counted(file), size
        self._file = io.BufferedReader(self._counted, CHUNK)
        self.is_gzip = self._file.peek(2).startswith(GZIP)
        self._chunks = self._read()

    @property
    def consumed(self) -> int:
        """Bytes read from the file so far (before decompression)."""
        return self._counted.consumed

    def _read(self) -> Iterator[bytes]:
        source = cast("BinaryIO", gzip.GzipFile(fileobj=self._file)) if self.is_gzip else self._file
        try:
            while data := source.read1(CHUNK):  # type: ignore[attr-defined]  # read() would lose what precedes a fault
                yield data
        except (EOFError, gzip.BadGzipFile, zlib.error) as fault:
            raise Truncated(str(fault)) from fault

    def peek(self) -> bytes:
        """The first decompressed chunk, which stays to be read. Empty for an empty file."""
        try:
            first = next(self._chunks)
        except StopIteration:
            return b""
        rest = self._chunks

        def again() -> Iterator[bytes]:
            yield first
            yield from rest

        self._chunks = again()
        return first

    def whole(self, most: int) -> bytes | None:
        """Everything, or None when it is more than `most` bytes."""
        out = bytearray()
        for chunk in self._chunks:
            out += chunk
            if len(out) > most:
                return None
        return bytes(out)

    def lines(self) -> Iterator[tuple[bytes, int]]:
        """Each line with its line end, and its true length; of a line beyond MOST_LINE only the beginning is kept.

        Raises Truncated after the last whole line of a damaged file.
        """
        rest, length = bytearray(), 0
        try:
            for chunk in self._chunks:
                first, *others = chunk.split(b"\n")
                length += len(first)
                rest += first[: max(0, MOST_LINE - len(rest))]
                if not others:
                    continue
                yield bytes(rest) + b"\n", length + 1
                for part in others[:-1]:
                    yield part + b"\n", len(part) + 1
                rest, length = bytearray(others[-1][:MOST_LINE]), len(others[-1])
        except Truncated as fault:
            fault.rest = bytes(rest)
            raise
        if length:
            yield bytes(rest), length


def open_stream(path: Path) -> Stream:
    """The stream of a file on disk; raises OSError."""
    return Stream(path.open("rb"), path.stat().st_size)
