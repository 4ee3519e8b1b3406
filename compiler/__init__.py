"""compile-brief: one YAML spec becomes a Word memo and a PDF memo.

>>> from compiler import compile_brief
>>> compilation = compile_brief("briefs/ukraine.yaml")
>>> sorted(compilation.outputs)
['docx', 'pdf']
"""

from typing import TYPE_CHECKING

from .diagnostics import Diagnostic, Severity, Span

if TYPE_CHECKING:
    from .pipeline import Compilation, Options, compile_brief

__all__ = ["Compilation", "Diagnostic", "Options", "Severity", "Span", "compile_brief"]


def __getattr__(name: str) -> object:
    """The pipeline's names, imported when they are first asked for (PEP 562): ``cli`` has to settle things before."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import pipeline

    return getattr(pipeline, name)
