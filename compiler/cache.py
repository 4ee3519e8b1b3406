"""Compiled layouts, kept from run to run: compiling one takes longer than all the rest of a brief.

In: a folder of the user's, made when it is missing. Out: a bytecode cache for Jinja2. What is kept counts for exactly
the layout, the options and the Jinja2 that it came from; a folder or file that is of no use only costs the time.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket


class LayoutCache(jinja2.FileSystemBytecodeCache):
    """The cache in ``folder``; ``made_by`` names the options that layouts are compiled with."""

    def __init__(self, folder: Path, made_by: str) -> None:
        super().__init__(str(folder), "%s.layout")
        self._made_by = f"{jinja2.__version__} {made_by}"

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(f"{self._made_by}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, pickle.UnpicklingError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            Path(self.directory).mkdir(mode=0o700, parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
