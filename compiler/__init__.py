"""compile-brief: one YAML spec becomes a Word memo and a PDF memo.

>>> from compiler import compile_brief
>>> compilation = compile_brief("briefs/ukraine.yaml")
>>> sorted(compilation.outputs)
['docx', 'pdf']
"""

from .diagnostics import Diagnostic, Severity, Span
from .pipeline import Compilation, Options, compile_brief

__all__ = ["Compilation", "Diagnostic", "Options", "Severity", "Span", "compile_brief"]
