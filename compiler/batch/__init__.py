"""Many briefs: built side by side, each by itself; the unchanged are left alone; a manifest says what stands.

In: specs, options, an output folder. Out: a ``Result`` for each spec, in their order. A brief that fails, or that takes
its process down with it, costs no other anything; an interruption leaves whole files and a true manifest.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from ..output import discard_parts
from .choices import Choices
from .manifest import Manifest
from .result import Result, Status, strictness

__all__ = ["Choices", "Result", "Status", "build_all", "collisions", "left_over", "strictness", "unchanged"]


def left_over(output: Path) -> list[Path]:
    """The files of an output folder that no brief makes any longer; they are never deleted."""
    return Manifest.read(output).left_over()


def unchanged(specs: Sequence[Path], choices: Choices) -> dict[int, Result]:
    """By index, the specs that need no building: same inputs, same choices, same compiler, and the files are there.

    Nothing slow is imported for it.
    """
    manifest = Manifest.read(choices.output)
    return {i: result for i, spec in enumerate(specs) if (result := manifest.current(spec, choices)) is not None}


def collisions(specs: Sequence[Path], fresh: Mapping[int, Result]) -> dict[int, Result]:
    """By index, the failures of the specs that would write the same files as one before them."""
    taken: dict[str, Path] = {}
    failed = {}
    for i, spec in enumerate(specs):
        name = fresh[i].files[0].path.stem if i in fresh else _name(spec)
        if name and (other := taken.setdefault(name.casefold(), spec)) is not spec:
            from ..pipeline import name_taken

            failed[i] = Result(spec, Status.FAILED, (name_taken(spec, name, other),))
    return failed


def _name(spec: Path) -> str | None:
    from ..pipeline import output_name

    return output_name(spec)


def build_all(specs: Sequence[Path], choices: Choices, jobs: int, settled: Mapping[int, Result]) -> Iterator[Result]:
    """Builds the specs that are not ``settled`` in up to ``jobs`` processes; a result for each spec, in order.

    The manifest is written at the end, also when the caller stops early.
    """
    manifest = Manifest.read(choices.output)
    for result in settled.values():
        if result.status is Status.FAILED:
            manifest.fail(result.spec)
    todo = [i for i in range(len(specs)) if i not in settled]
    done = dict(settled)
    shown = 0
    try:
        with closing(_build(specs, todo, choices, jobs, manifest)) as built:
            for i, result in built:
                done[i] = result
                while shown in done:
                    yield done[shown]
                    shown += 1
        yield from (done[i] for i in range(shown, len(specs)))
    finally:
        manifest.write()


def _build(
    specs: Sequence[Path], todo: Sequence[int], choices: Choices, jobs: int, manifest: Manifest
) -> Generator[tuple[int, Result], None, None]:
    """The index and result of each spec to do, as they end; the manifest is kept true. With none, nothing is loaded."""
    if not todo:
        return
    from ..pipeline import warm_up
    from .building import build_one
    from .workers import Crash, Workers

    warm_up()
    with closing(Workers(build_one, jobs)) as workers:
        for place, answer in workers.run([(specs[i], choices) for i in todo]):
            i = todo[place]
            if isinstance(answer, Crash):
                discard_parts(choices.output, answer.pid)
                manifest.fail(specs[i])
                yield i, Result(specs[i], Status.CRASHED, problem=answer.reason)
            else:
                manifest.note(answer, choices.today)
                yield i, answer.result
