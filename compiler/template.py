"""Layout templates: a ``Brief`` and ``styles/<name>/layout.html`` (Jinja2) → a skeleton of elements.

The template speaks a small closed vocabulary of semantic HTML, written as well-formed XML. A text of the brief never
becomes part of the template's source: ``{{ r.action }}`` puts a marker into the skeleton (the value's ``__html__``),
and ``layout`` replaces the marker with the nodes that ``markup`` parsed. So no text can break a layout or
inject anything, and every node knows the path in the spec that it came from. A layout runs in Jinja2's sandbox: it may
come with a pull request, and reaches nothing but what it is given.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path as File
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing

from .cache import LayoutCache
from .diagnostics import CompilationError, Diagnostic, did_you_mean
from .ir import Path
from .skeleton import Bound, Element, parse, placed
from .slips import slip
from .source import Text, read_text, shown
from .spec import Inline, Model, Plain, Prose

_MOST_ITEMS = 10_000  # of a `range` in a layout
_RENAMED = {"from_": "from", "container_title": "container-title"}


class View:
    """A model of the spec as templates see it: the same names, texts as ``Bound``, and nothing to call."""

    __slots__ = ("_bindings", "_model", "_path")

    def __init__(self, model: Model, path: Path, bindings: list[Bound]) -> None:
        self._model, self._path, self._bindings = model, path, bindings

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in type(self._model).model_fields:
            raise AttributeError(name)
        path = (*self._path, _RENAMED.get(name, name))
        return _view(
            getattr(self._model, name), path, self._bindings, type(self._model).model_fields[name].is_required()
        )


def _view(value: Any, path: Path, bindings: list[Bound], required: bool = False) -> Any:
    if isinstance(value, (Plain, Inline, Prose)):
        return Bound(value, path, bindings, required)
    if isinstance(value, Model):
        return View(value, path, bindings)
    if isinstance(value, tuple):
        return tuple(_view(item, (*path, index), bindings) for index, item in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _view(item, (*path, key), bindings) for key, item in value.items()}
    return value


class Template:
    """A style's layout, compiled once, and once for all runs with a ``cache``.

    ``folders`` are searched in turn for ``<style>/layout.html``.
    """

    def __init__(self, name: str, folders: tuple[File, ...], cache: File | None = None) -> None:
        self._name = f"{name}/layout.html"
        self._layouts = _layouts(folders, cache)

    def render(self, model: Model, context: Callable[[list[Bound]], dict[str, Any]]) -> Element:
        """The skeleton, an element round everything; raises ``CompilationError`` for the layout's mistakes."""
        bindings: list[Bound] = []
        names = {"brief": View(model, (), bindings)} | context(bindings)
        try:
            rendered = self._layouts.environment.get_template(self._name).render(names)
        except jinja2.TemplateSyntaxError as error:
            raise self._slip(error) from None
        except SecurityError as error:
            raise self._mistake(self._raised_at(error), "a layout may not reach into the inside of Python") from None
        except UnknownName as error:
            raise self._mistake(self._raised_at(error), str(error), error.help(names), error.name) from None
        except jinja2.TemplateNotFound as error:
            raise self._mistake(self._raised_at(error), f"there is no layout `{error}`", needle=str(error)) from None
        except RecursionError as error:
            raise self._mistake(self._raised_at(error), "this calls itself without end") from None
        except ZeroDivisionError as error:
            raise self._mistake(self._raised_at(error), "this divides by zero") from None
        except KeyError as error:
            raise self._mistake(self._raised_at(error), f"there is no `{error.args[0]}`") from None
        except (TypeError, AttributeError) as error:
            message, help = "what stands here cannot be used in this way", f"Python says: {error}"
            raise self._mistake(self._raised_at(error), message, help) from None
        except _FAILURES as error:
            raise self._mistake(self._raised_at(error), str(error) or "this takes more than there is") from None
        return parse(rendered, bindings, self._layouts.texts, self._name)

    def _slip(self, error: jinja2.TemplateSyntaxError) -> CompilationError:
        """A mistake in what stands in braces; Jinja2 knows no more of one in their order than where it gave up."""
        name = error.name or self._name
        text = self._layouts.texts[name]
        if found := slip(text.text):
            span = text.span(found.start, found.end)
            return CompilationError([Diagnostic("T101", found.message, span, help=found.help)])
        message = str(error.message)
        help = "each `{{ … }}` and `{% … %}` must be whole in itself: look for a bracket or a quotation mark left open"
        return self._mistake((name, error.lineno), message, help if message.startswith("unexpected") else "")

    def _mistake(self, place: tuple[str, int], message: str, help: str = "", needle: str = "") -> CompilationError:
        """A mistake of which Jinja2 knows the layout and the line; ``needle`` is what it is about."""
        name, line = place
        span = self._layouts.texts[name].line_span(line, needle)
        return CompilationError([Diagnostic("T101", message[:1].lower() + message[1:].rstrip("."), span, help=help)])

    def _raised_at(self, error: Exception) -> tuple[str, int]:
        """The innermost line of a layout in an error's traceback (Jinja2 rewrites it to the layouts' lines)."""
        place, frame = (self._name, 1), error.__traceback__
        while frame is not None:
            file = frame.tb_frame.f_code.co_filename
            if file in self._layouts.texts:
                place = file, frame.tb_lineno
            frame = frame.tb_next
        return place


# What else is raised at what a layout asks of a value; loops nested too deeply for Python are a `SyntaxError`.
_FAILURES = (
    jinja2.TemplateError, ValueError, ArithmeticError, LookupError, SyntaxError, MemoryError,
)  # fmt: skip
_OPTIONS: dict[str, Any] = {
    "autoescape": True, "trim_blocks": True, "lstrip_blocks": True, "auto_reload": False,
    "extensions": ["jinja2.ext.do"],
}  # fmt: skip


class UnknownName(jinja2.UndefinedError):
    """A layout asks for the ``name`` of something that is not there, of ``owner`` if it is part of a value."""

    def __init__(self, name: object, owner: object, _: str = "") -> None:
        self.name, self._owner = str(name), owner
        if owner is None:
            super().__init__(f"this brief has nothing here that `{name}` could be taken from")
        else:
            super().__init__(f"there is no `{name}`" if owner is missing else f"there is no `{name}` in it")

    def help(self, names: Iterable[str]) -> str:
        """What to do; ``names`` are those that a layout may use."""
        if self._owner is None:
            return "ask first whether it is there: `{% if … %}`"
        known = names if self._owner is missing else _names(self._owner)
        return did_you_mean(self.name, known)


def _names(value: object) -> Iterable[str]:
    """What may be asked of a value in a layout."""
    return type(value._model).model_fields if isinstance(value, View) else value if isinstance(value, Mapping) else ()


class _Missing(jinja2.StrictUndefined):
    """What a name that is not there stands for; any use of it raises ``UnknownName``."""

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = jinja2.UndefinedError
    ) -> None:
        refused: Any = functools.partial(UnknownName, name, obj)
        super().__init__(hint, obj, name, exc if hint else refused)


class _Layouts:
    """The layouts in some folders, compiled when they are first asked for, and their texts as they stand there."""

    def __init__(self, folders: tuple[File, ...], cache: File | None) -> None:
        self.texts: dict[str, Text] = {}
        self._folders = folders
        kept = LayoutCache(cache, f"sandboxed {_OPTIONS}") if cache else None
        self.environment = SandboxedEnvironment(
            loader=jinja2.FunctionLoader(self._load), undefined=_Missing, bytecode_cache=kept, **_OPTIONS
        )
        self.environment.globals["range"] = _range

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        for folder in self._folders:
            path = folder / name
            if ".." not in path.parts and path.is_relative_to(folder) and path.is_file():
                self.texts[name], _ = read_text(File(shown(path)))
                return placed(self.texts[name].text, name), name, lambda: True
        return None


def _range(*bounds: int) -> range:
    """Python's ``range``, as far as a document can have use for it."""
    numbers = range(*bounds)
    if len(numbers) > _MOST_ITEMS:
        raise ValueError(f"this counts further than {_MOST_ITEMS:,}")
    return numbers


_layouts = functools.cache(_Layouts)


def forget_layouts() -> None:
    """Layouts are read anew: one may have been saved."""
    _layouts.cache_clear()
