"""Whose a name is: no brief overwrites the files of another.

In: the stems that the specs of a run write, and the manifest. Out: the specs that come too late. A stem belongs to the
brief whose files stand under it, while that would still write them; then to the first of the run. Capitals make no
difference, as in the folders of some systems.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .manifest import Manifest


def clashes(names: Mapping[Path, str | None], held: Mapping[str, Path] = {}) -> dict[Path, Path]:
    """The specs whose stem is another's, with that one; ``held`` says who has a stem (in small letters) already."""
    owners = dict(held)
    return {
        spec: owner
        for spec, name in names.items()
        if name and (owner := owners.setdefault(name.casefold(), spec)) is not spec
    }


def held(names: dict[Path, str | None], manifest: Manifest) -> dict[str, Path]:
    """Who has a stem by the manifest, where one of the ``names`` is that; who has given it up is forgotten there."""
    from ..pipeline import output_name

    asked = {name.casefold(): spec for spec, name in reversed(names.items()) if name}
    found: dict[str, Path] = {}
    for spec, stem in manifest.holders(names):
        if stem is not None and stem.casefold() not in asked:
            continue
        name = names[spec] if spec in names else output_name(spec) or stem  # unreadable now, it keeps what it had
        if name is None:
            continue
        key = name.casefold()
        renamed = stem is not None and key != stem.casefold()
        if renamed or (spec not in names and key in asked and _same(spec, asked[key])):
            manifest.forget(spec)
        else:
            found.setdefault(key, spec)
    return found


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False
