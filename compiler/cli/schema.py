"""The format for machines and for people: its JSON Schema, or the reference in Markdown."""

from __future__ import annotations

import argparse
import sys

from ..preload import preload
from .outcome import DONE


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    preload()  # before anything imports these packages
    parser.add_argument("--reference", action="store_true", help="print the reference in Markdown instead")


def run(arguments: argparse.Namespace) -> int:
    """Prints it."""
    from ..spec.schema import json_schema, reference

    sys.stdout.write(reference() if arguments.reference else json_schema())
    return DONE
