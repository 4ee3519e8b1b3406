"""Fixtures that several test modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.corpus import Built


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Every brief of the project by its name, and ``sample``, a tree with every kind of node; compiled once."""
    # not at the top: tests of a single stage should not wait for the writers' libraries
    from tests.corpus import build_all

    return build_all(tmp_path_factory.mktemp("built"))
