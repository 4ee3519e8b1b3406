"""Peer (b), its second half: Typst, in a process of its own, as its command line would be.

In: a Typst file, a folder of fonts and the file to make. The PDF is tagged (PDF/UA-1), as ours is.
"""

from __future__ import annotations

import sys

import typst

if __name__ == "__main__":
    source, fonts, target = sys.argv[1:]
    typst.compile(source, output=target, font_paths=[fonts], ignore_system_fonts=True, pdf_standards=["ua-1"])
