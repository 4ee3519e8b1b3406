"""The manifest of an output folder: what became of each brief, what stands there and what it was made from.

In and out: ``manifest.json``. Paths in it are relative to its folder, and it holds no times: the same briefs give the
same manifest until one of their days passes. One that can't be read is none: everything is built anew.

What stands is not always what ought to: the files of a brief that fails now are those of its last build, and some no
brief makes any longer (``left_over``). Nothing is ever deleted.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..output import write_files
from . import hashing
from .choices import Choices
from .entry import INTERRUPTED, Build, Built, Entry, from_json, to_json
from .result import File, Result, Status, strictness

NAME = "manifest.json"
_FORMAT = 2
_BUILT = Status.BUILT.value


class Manifest:
    """One folder's manifest. ``unknown`` is why a brief is built that it does not know."""

    def __init__(
        self, folder: Path, briefs: Mapping[str, Entry], left_over: Sequence[str] = (), unknown: str = "new"
    ) -> None:
        self._folder = folder
        self._briefs = dict(briefs)
        self._left_over = set(left_over)
        self._as_read = dict(briefs), list(left_over)
        self._unknown = unknown
        self._unfinished: set[str] = set()
        # an input is looked at once in a run, and before it is used: what is changed meanwhile is for the next run
        self._digest = functools.cache(lambda key: hashing.digest(self._path(key)))

    @staticmethod
    def stands_in(folder: Path) -> bool:
        """Whether a folder has one."""
        return hashing.is_file(folder / NAME)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest that stands in a folder, or an empty one."""
        try:
            value = json.loads((folder / NAME).read_text("utf-8"))
            if value["format"] != _FORMAT:
                return cls(folder, {}, unknown="compiler changed")
            here = functools.partial(_from_here, folder)
            briefs = {key: from_json(entry, folder, here) for key, entry in value["briefs"].items()}
            return cls(folder, briefs, list(map(str, value["left_over"])))
        except (FileNotFoundError, NotADirectoryError):
            return cls(folder, {})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(folder, {}, unknown=f"{NAME} can't be read")

    def left_over(self) -> list[Path]:
        """The files that stand in the folder though no brief makes them any longer."""
        made = {file.path.name for entry in self._briefs.values() for file in entry.files}
        return [path for name in sorted(self._left_over - made) if hashing.is_file(path := self._folder / name)]

    def write(self) -> None:
        """Writes it, without the briefs whose specs are gone; raises ``Unwritable`` when the folder refuses."""
        for key, entry in list(self._briefs.items()):
            if not hashing.is_file(self._path(key)):
                del self._briefs[key]
                self._left_over.update(file.path.name for file in entry.files)
            elif key in self._unfinished and (left := _standing(entry.build)) != entry.build:
                self._briefs[key] = Entry(INTERRUPTED, build=left)
            elif entry.status != _BUILT:
                self._briefs[key] = replace(entry, build=_standing(entry.build))
        left_over = [path.name for path in self.left_over()]
        if (self._briefs, left_over) == self._as_read:
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
        if entry is None:
            return (self._unknown,)
        build = entry.build
        if entry.status != _BUILT:
            return (f"{entry.status} before",)
        if build is None or not build.files:
            return (self._unknown,)
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

    def others(self, specs: Sequence[Path]) -> Iterator[tuple[Path, str]]:
        """The other briefs that have files in the folder, and the stem of these."""
        own = set(map(self._key, specs))
        for key, entry in self._briefs.items():
            if key not in own and entry.files and hashing.is_file(path := self._path(key)):
                yield path, entry.files[0].path.stem

    def forget(self, spec: Path) -> None:
        """Takes out a brief whose files are another's from now on."""
        self._left_over.update(file.path.name for file in self._briefs.pop(self._key(spec)).files)

    def begin(self, specs: Iterable[Path]) -> None:
        """Says that briefs are being built: until it is noted what became of them, their files are in doubt."""
        self._unfinished.update(map(self._key, specs))

    def note(self, built: Built, choices: Choices) -> None:
        """Takes in what became of a brief. What was said of it holds until another of its days has passed."""
        result = built.result
        key = self._key(result.spec)
        old = self._briefs.get(key) or Entry(_BUILT)
        self._unfinished.discard(key)
        if result.status is not Status.BUILT:
            build = _standing(old.build)
            self._briefs[key] = Entry(result.status.value, result.diagnostics, result.last_words, build)
            return
        self._left_over.update(file.path.name for file in old.files)
        days = sorted(set(built.days))
        build = Build(
            result.files,
            {self._key(path): self._digest(self._key(path)) for path in built.inputs} | {key: built.sha256},
            choices.options(),
            hashing.compiler(),
            hashing.compiler_styles(),
            tuple(day for day in days if day < choices.today),
            tuple(day for day in days if day >= choices.today),
        )
        self._briefs[key] = Entry(_BUILT, result.diagnostics, build=build)

    def _key(self, path: Path) -> str:
        """A path as the manifest has it."""
        return Path(os.path.relpath(path, self._folder)).as_posix()

    def _path(self, key: str) -> Path:
        return Path(_from_here(self._folder, key))


def _from_here(folder: Path, key: str) -> str:
    """A path of a folder's manifest as seen from here, whether the folder is there or a link to another."""
    return os.path.normpath(folder / key)


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


def _standing(build: Build | None) -> Build | None:
    """What is left of a build: those of its files that are as they were made."""
    files = tuple(file for file in build.files if hashing.digest(file.path) == file.sha256) if build else ()
    return replace(build, files=files) if build and files else None
