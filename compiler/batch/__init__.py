"""Many briefs: built side by side, each by itself; the unchanged are left alone; a manifest says what stands.

In: specs, options, an output folder. Out: a ``Result`` for each spec, in their order. A brief that fails, or that takes
its process down with it, costs no other anything; an interruption leaves whole files and a true manifest.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..output import discard_parts
from .choices import Choices
from .manifest import Manifest
from .names import clashes, held
from .result import STALE, File, Result, Status, strictness

if TYPE_CHECKING:
    from .building import Answer

__all__ = ["STALE", "Batch", "Choices", "File", "Result", "Status", "clashes", "strictness"]


class Batch:
    """The briefs of a run. Nothing slow is imported until one of them has to be built.

    A brief that is built ``alone`` goes the same way, but here and now, changed or not, and begins no manifest in a
    folder that has none: there nothing is known of other briefs.
    """

    def __init__(self, specs: Sequence[Path], choices: Choices, force: bool = False, alone: bool = False) -> None:
        self._specs, self._choices, self._alone = specs, choices, alone
        self._manifest = Manifest(choices.output, begin=not alone)
        forced = ("forced",) if force else ()
        why = [self._manifest.why(spec, choices) or forced for spec in specs]
        self._why = {i: reasons for i, reasons in enumerate(why) if reasons or alone}

    @property
    def idle(self) -> bool:
        """Whether there is nothing to build: same inputs, same choices, same compiler, and the files are there."""
        return not self._why

    def results(self, jobs: int = 1) -> Generator[Result, None, None]:
        """Builds what has to be in up to ``jobs`` processes; a result for each spec, in order.

        The manifest is written at the end, also when the caller closes early; ``Unwritable`` if it can't be.
        """
        done = {i: self._manifest.unchanged(self._specs[i], self._choices) for i in range(len(self._specs))
                if i not in self._why}  # fmt: skip
        shown = 0
        try:
            with closing(self._build(jobs)) as built:
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

    def _build(self, jobs: int) -> Generator[tuple[int, Result], None, None]:
        """The index and result of each spec to build, as they end."""
        if self.idle:
            return
        from .building import Answer, build_one, forget_inputs

        taken = {}
        if self._manifest.kept:
            taken = self._taken()
            self._manifest.begin(self._specs[i] for i in self._why)
        forget_inputs()
        if self._alone:
            yield 0, self._noted(0, build_one(self._specs[0], self._choices, taken.get(self._specs[0])))
            return
        from ..pipeline import warm_up
        from .workers import Crash, Workers

        warm_up()
        todo = list(self._why)
        with closing(Workers(build_one, jobs)) as workers:
            tasks = [(self._specs[i], self._choices, taken.get(self._specs[i])) for i in todo]
            for place, answer in workers.run(tasks):
                i = todo[place]
                if isinstance(answer, Crash):
                    discard_parts(self._choices.output, answer.pid)
                    answer = Answer(Result(self._specs[i], Status.CRASHED, problem=answer.reason))
                yield i, self._noted(i, answer)

    def _taken(self) -> dict[Path, Path]:
        """The specs that would write the files of another brief, with that one."""
        from ..pipeline import output_name

        names = {}
        for i, spec in enumerate(self._specs):
            stem = self._manifest.stem(spec)  # while a brief can't be read, it is that of its last build
            names[spec] = output_name(spec) or stem if i in self._why else stem
        return clashes(names, held(names, self._manifest))

    def _noted(self, i: int, answer: Answer) -> Result:
        """A result with why it was asked for and what stood before; the manifest takes it in."""
        before = self._manifest.files(self._specs[i])
        if self._manifest.kept:
            self._manifest.note(answer, self._choices)
        return replace(answer.result, why=self._why[i], before=before)
