"""Whose a name is: no brief overwrites the files of another.

In: the stems that the specs of a run write (in small letters, as ids are), and the manifest. Out: the specs that come
too late. A stem belongs to the brief whose files stand under it, while that would still write them; then to the first
of the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .manifest import Manifest


def clashes(names: Mapping[Path, str | None], held: Mapping[str, Path] = {}) -> dict[Path, Path]:
    """The specs whose stem is another's, with that one; ``held`` says who has a stem already."""
    owners = dict(held)
    return {
        spec: owner for spec, name in names.items() if name and (owner := owners.setdefault(name, spec)) is not spec
    }


def held(names: Mapping[Path, str | None], manifest: Manifest) -> dict[str, Path]:
    """Who has a stem by the manifest, where one of the ``names`` is that; who has given it up is forgotten there."""
    from ..pipeline import output_name

    asking = {name: spec for spec, name in reversed([*names.items()])}
    found: dict[str, Path] = {}
    for spec, stem in manifest.holders(names):
        if stem and stem not in asking:
            continue
        name = names[spec] if spec in names else output_name(spec) or stem  # unreadable now, it keeps what it had
        if (stem and name != stem) or (spec not in names and name in asking and _same(spec, asking[name])):
            manifest.forget(spec)
        elif name:
            found.setdefault(name, spec)
    return found


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
