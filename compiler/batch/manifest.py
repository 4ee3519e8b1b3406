"""The manifest of an output folder: what became of each brief, what stands there and what it was made from.

In and out: ``manifest.json``. Paths in it are relative to its folder, and it holds no times: the same briefs give the
same manifest until one of their days passes. One that can't be read is none: everything is built anew.

Before anything is built it says that the briefs of the run are ``interrupted``, at the end what became of them: a run
that is killed leaves the first. What another run has written meanwhile of other briefs is kept.

What stands is not always what ought to: the files of a brief that fails now are those of its last build, and some no
brief makes any longer (``left_over``). Nothing is ever deleted.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..output import Unwritable, reserved, write_files
from . import hashing
from .choices import Choices
from .entry import Build, Entry, file_name, from_json, to_json
from .result import File, Result, Status, strictness

if TYPE_CHECKING:
    from .building import Answer

NAME = "manifest.json"
_FORMAT = 2


class Manifest:
    """The manifest that stands in a folder, or an empty one; without ``begin`` none is written where none stands."""

    def __init__(self, folder: Path, begin: bool = True) -> None:
        self._folder = folder
        # where a link leads, as paths are seen from there
        self._here = os.path.realpath(folder) if folder.is_absolute() else os.path.relpath(os.path.realpath(folder))
        self._briefs: dict[str, Entry] = {}
        self._left_over: set[str] = set()
        self.kept = True  # whether there is one, or will be
        self._unknown = ("new",)  # why a brief is built that it does not know
        try:
            value = json.loads((folder / NAME).read_text("utf-8"))
            if value["format"] == _FORMAT:
                briefs = {
                    file_name(key): from_json(entry, folder, self._path) for key, entry in value["briefs"].items()
                }
                self._left_over = set(map(file_name, value["left_over"]))
                self._briefs = briefs
            else:
                self._unknown = ("compiler changed",)
        except (FileNotFoundError, NotADirectoryError):
            self.kept = begin
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._unknown = (f"{NAME} can't be read",)
        self._own: dict[str, Entry | None] = {}  # what this run says, ``None`` of a brief that is forgotten
        self._unfinished: dict[str, Entry | None] = {}  # what was said before of those that are being built
        # a style is the input of many briefs, and looked at once in a run
        self._digest = functools.cache(lambda key: hashing.digest(self._path(key)))

    def left_over(self) -> list[Path]:
        """The files that stand in the folder though no brief makes them any longer."""
        made = {file.path.name for entry in self._briefs.values() for file in entry.files}
        return [path for name in sorted(self._left_over - made) if hashing.is_file(path := self._folder / name)]

    def begin(self, specs: Iterable[Path]) -> None:
        """Says that briefs are being built, on the disk too: until it is noted what became of them, their files are in
        doubt. A folder that refuses is told of at the end.
        """
        for key in map(self._key, specs):
            old = self._unfinished[key] = self._briefs.get(key)
            self._left_over.update(_names(old))
            self._say(key, Entry(Status.INTERRUPTED, build=old.build if old else None))
        with suppress(Unwritable):
            self._write()

    def write(self) -> None:
        """Writes it, without the briefs whose specs are gone; raises ``Unwritable`` when the folder refuses."""
        for key, old in self._unfinished.items():
            left = _standing(old)
            self._say(key, old if old and left and left == old.build else Entry(Status.INTERRUPTED, build=left))
        self._unfinished.clear()
        self._write()

    def _write(self) -> None:
        """Puts what this run says into the manifest that stands there by now."""
        if self.kept:
            with reserved(self._folder):  # or what another run writes at this moment would be lost
                self._add()

    def _add(self) -> None:
        there = Manifest(self._folder)
        said = there._briefs | self._own
        self._briefs = {}
        self._left_over |= there._left_over
        for key, entry in said.items():
            if entry is not None and hashing.is_file(self._path(key)):
                whole = entry.status is Status.BUILT
                self._briefs[key] = entry if whole else replace(entry, build=_standing(entry))
            elif entry is not None:
                self._left_over.update(_names(entry))
        left_over = [path.name for path in self.left_over()]
        if (self._briefs, left_over) == (there._briefs, sorted(there._left_over)):
            return
        value = {
            "format": _FORMAT,
            "briefs": {key: to_json(entry, self._key) for key, entry in sorted(self._briefs.items())},
            "left_over": left_over,
        }
        # of a file's name that is not in UTF-8 a byte is half a character, which JSON can write as an escape only
        data = (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace")
        write_files(self._folder, {NAME: data})

    # ---------------------------------------------------------------------------------------------------- entries

    def why(self, spec: Path, choices: Choices) -> tuple[str, ...]:
        """Why a brief has to be built, as ``spec changed``; nothing if it need not be."""
        entry = self._briefs.get(self._key(spec))
        if entry is not None and entry.status is not Status.BUILT:
            return (f"{entry.status.value} before",)
        build = entry.build if entry else None
        if build is None or not build.files:
            return self._unknown if self.kept else ()
        inputs = [path for path, digest in build.inputs.items() if self._digest(path) != digest]
        inputs.sort(key=lambda path: path != self._key(spec))  # the spec is named first
        changed = [_called(path, self._key(spec)) for path in inputs]
        if build.compiler != hashing.compiler():
            changed.append("compiler")
        elif build.compiler_styles != hashing.compiler_styles():
            changed.append("style")
        if build.options != choices.options():
            changed.append("options")
        why = [f"{what} changed" for what in dict.fromkeys(changed)]
        why += [f"{day} has passed" for day in build.days_ahead if day < choices.today]
        why += [f"{day} is to come" for day in build.days_passed if day >= choices.today]
        return tuple(why or _amiss(build))

    def unchanged(self, spec: Path, choices: Choices) -> Result:
        """The result of a brief that need not be built."""
        entry = self._briefs[self._key(spec)]
        # a file is called as the user calls it now
        said = tuple(
            replace(d, span=replace(d.span, file=str(spec))) if self._key(Path(d.span.file)) == self._key(spec) else d
            for d in entry.diagnostics
        )
        return Result(spec, Status.UNCHANGED, said, entry.files, strictness(said, choices.strict))

    def files(self, spec: Path) -> tuple[File, ...]:
        """What the last build of a brief has left."""
        entry = self._briefs.get(self._key(spec))
        return entry.files if entry else ()

    def stem(self, spec: Path) -> str | None:
        """What the files are called that the last build of a brief has left."""
        return next((file.path.stem for file in self.files(spec)), None)

    def holders(self, specs: Iterable[Path]) -> list[tuple[Path, str | None]]:
        """The briefs that have files in the folder, with the stem of these, and at last those that may have some, as
        they were interrupted; the ``specs`` as they are called there.
        """
        given = {self._key(spec): spec for spec in specs}
        found = [
            (spec, self.stem(spec))
            for key, entry in self._briefs.items()
            if (entry.files or entry.status is Status.INTERRUPTED)
            and hashing.is_file(spec := given.get(key) or self._path(key))
        ]
        return sorted(found, key=lambda one: one[1] is None)

    def forget(self, spec: Path) -> None:
        """Takes out a brief whose files are another's from now on."""
        key = self._key(spec)
        self._left_over.update(_names(self._briefs.pop(key)))
        self._own[key] = None

    def note(self, answer: Answer, choices: Choices) -> None:
        """Takes in what became of a brief. What was said of it holds until another of its days has passed."""
        result = answer.result
        key = self._key(result.spec)
        self._unfinished.pop(key)
        old = self._briefs.get(key)
        build = old.build if old else None
        if result.status is Status.BUILT:
            days = sorted(set(answer.days))
            build = Build(
                result.files,
                {self._key(path): digest for path, digest in answer.inputs.items()},
                choices.options(),
                hashing.compiler(),
                hashing.compiler_styles(),
                tuple(day for day in days if day < choices.today),
                tuple(day for day in days if day >= choices.today),
            )
        problem = "" if result.status is Status.BUILT else result.last_words
        self._say(key, Entry(result.status, result.diagnostics, problem, build))

    def _say(self, key: str, entry: Entry) -> None:
        self._briefs[key] = self._own[key] = entry

    def _key(self, path: Path) -> str:
        """A path as the manifest has it."""
        return Path(os.path.relpath(path, self._here)).as_posix()

    def _path(self, key: str) -> Path:
        """What the manifest calls so, as it is seen from here."""
        return Path(os.path.normpath(Path(self._here, key)))


def _called(path: str, spec: str) -> str:
    """What an input is called in a reason."""
    name = path.rpartition("/")[2]
    return "spec" if path == spec else "style" if name == "styles" else name


def _amiss(build: Build) -> Iterator[str]:
    """What is wrong with the files of a build."""
    for file in build.files:
        digest = hashing.digest(file.path)
        if digest != file.sha256:
            yield f"{file.path.name} {'changed' if digest else 'is missing'}"


def _names(entry: Entry | None) -> Iterator[str]:
    """The files of a brief."""
    yield from (file.path.name for file in entry.files) if entry else ()


def _standing(entry: Entry | None) -> Build | None:
    """What is left of a brief's last build: those of its files that are as they were made."""
    files = tuple(file for file in entry.files if hashing.digest(file.path) == file.sha256) if entry else ()
    return replace(entry.build, files=files) if entry and entry.build and files else None
