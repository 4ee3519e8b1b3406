"""Fixtures that several test modules share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.corpus import Built


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Every brief of the project by its name, and ``sample``, a tree with every kind of node; compiled once."""
    # not at the top: tests of a single stage should not wait for the writers' libraries
    from tests.corpus import build_all

    return build_all(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="session")
def printed(built: dict[str, Built], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The PDFs that LibreOffice makes of every DOCX, by name; made once."""
    from tests.oracles import libreoffice

    made = libreoffice.to_pdf([files.docx for files in built.values()], tmp_path_factory.mktemp("printed"))
    return dict(zip(built, made, strict=True))
