"""Many briefs: built side by side, each by itself; the unchanged are left alone; a manifest says what stands.

In: specs, options, an output folder. Out: a ``Result`` for each spec, in their order. A brief that fails, or that takes
its process down with it, costs no other anything; an interruption leaves whole files and a true manifest.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from ..diagnostics import CompilationError
from ..output import discard_parts
from .choices import Choices
from .entry import Built
from .manifest import Manifest
from .result import STALE, File, Result, Status, strictness

__all__ = ["STALE", "Batch", "Choices", "File", "Result", "Status", "build_alone", "strictness"]


class Batch:
    """The briefs of a run. Nothing slow is imported until one of them has to be built."""

    def __init__(self, specs: Sequence[Path], choices: Choices, force: bool = False) -> None:
        self._specs, self._choices = specs, choices
        self._manifest = Manifest.read(choices.output)
        forced = ("forced",) if force else ()
        why = [self._manifest.why(spec, choices) or forced for spec in specs]
        self._why = {i: reasons for i, reasons in enumerate(why) if reasons}

    @property
    def idle(self) -> bool:
        """Whether there is nothing to build: same inputs, same choices, same compiler, and the files are there."""
        return not self._why

    def results(self, jobs: int) -> Generator[Result, None, None]:
        """Builds what has to be in up to ``jobs`` processes; a result for each spec, in order.

        The manifest is written at the end, also when the caller closes early; ``Unwritable`` if it can't be.
        """
        done = {i: self._manifest.unchanged(self._specs[i], self._choices) for i in range(len(self._specs))
                if i not in self._why}  # fmt: skip
        shown = 0
        try:
            done |= self._collisions()
            with closing(self._build([i for i in self._why if i not in done], jobs)) as built:
                for i, result in built:
                    done[i] = result
                    while shown in done:
                        yield done[shown]
                        shown += 1
            yield from (done[i] for i in range(shown, len(self._specs)))
        finally:
            self._manifest.write()

    def left_over(self) -> list[Path]:
        """The files of the output folder that no brief makes any longer; they are never deleted."""
        return self._manifest.left_over()

    def _build(self, todo: Sequence[int], jobs: int) -> Generator[tuple[int, Result], None, None]:
        """The index and result of each spec to build, as they end."""
        if not todo:
            return
        from ..pipeline import warm_up
        from .building import build_one
        from .workers import Crash, Workers

        self._manifest.begin(self._specs[i] for i in todo)
        warm_up()
        with closing(Workers(build_one, jobs)) as workers:
            for place, answer in workers.run([(self._specs[i], self._choices) for i in todo]):
                i = todo[place]
                if isinstance(answer, Crash):
                    discard_parts(self._choices.output, answer.pid)
                    answer = Built(Result(self._specs[i], Status.CRASHED, problem=answer.reason))
                yield i, self._noted(i, answer)

    def _noted(self, i: int, built: Built) -> Result:
        """A result with why it was asked for and what stood before; the manifest takes it in."""
        spec = self._specs[i]
        before = self._manifest.files(spec)
        self._manifest.note(built, self._choices)
        if built.result.status is not Status.BUILT:
            before = self._manifest.files(spec)  # those of them that still stand
        return replace(built.result, why=self._why.get(i, ()), before=before)

    def _collisions(self) -> dict[int, Result]:
        """By index, the failures of the specs that would write the same files as another: one before them, or one that
        is not of this run and has its files in the folder.
        """
        if self.idle:
            return {}
        from ..pipeline import name_taken, output_name

        taken = {stem.casefold(): path for path, stem in self._manifest.others(self._specs)}
        others = set(taken.values())
        failed = {}
        for i, spec in enumerate(self._specs):
            name = output_name(spec) if i in self._why else self._manifest.files(spec)[0].path.stem
            if name is None:
                continue
            key = name.casefold()
            other = taken.setdefault(key, spec)
            if other in others and (_same(other, spec) or (output_name(other) or "").casefold() != key):
                self._manifest.forget(other)  # it is this brief, or writes other files by now
                taken[key] = spec
            elif other is not spec:
                with suppress(CompilationError):  # what can't be read is told by whoever tries to build it
                    said = (name_taken(spec, name, other),)
                    failed[i] = self._noted(i, Built(Result(spec, Status.FAILED, said)))
        return failed


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def build_alone(spec: Path, choices: Choices) -> Result:
    """Builds one brief here and now, changed or not. Where a manifest stands in the folder, it is kept true."""
    from .building import build_one

    built = build_one(spec, choices)
    if Manifest.stands_in(choices.output):
        manifest = Manifest.read(choices.output)
        manifest.note(built, choices)
        manifest.write()
    return built.result
