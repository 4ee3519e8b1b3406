"""Evaluates one expression: its source → Jinja2's tree → a value → words.

The match on node classes is the sandbox: a node that is not named there is refused, and names and attributes are only
ever keys of the mappings that were handed in.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from decimal import DecimalException

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from ..diagnostics import listed, nearest
from .arithmetic import calculated, compared
from .filters import FILTERS
from .values import ExpressionError, Language, Missing, bounded, kind, plain, printed, too_many_digits

MAX_SOURCE = 20_000  # characters


def evaluate(source: str, names: Mapping[str, object], language: Language) -> str:
    """What the expression prints: at most ``MAX_RESULT`` characters. Raises ``ExpressionError``."""
    if len(source) > MAX_SOURCE:
        raise ExpressionError("E406", f"an expression of more than {MAX_SOURCE:,} characters")
    try:
        return printed(_Evaluator(names, language, source).value(_parse(source)), language)
    except RecursionError:
        raise ExpressionError("E406", "an expression that is nested too deep") from None


def used_keys(source: str, group: str) -> frozenset[str] | None:
    """The keys of a group, as ``vars``, that an expression names; ``None`` if it may use any of them."""
    try:
        paths = list(_paths(_parse(source)))
    except (ExpressionError, RecursionError):
        return None
    paths = [path[1:] if path[0] == "brief" else path for path in paths]
    if () in paths or (group,) in paths:
        return None
    return frozenset(path[1] for path in paths if path[0] == group)


def member(owner: str, key: str) -> str:
    """How an expression names what stands under ``key`` of what is written ``owner``."""
    return f"{owner}.{key}" if key.isidentifier() else f"{owner}[{key!r}]"


def _paths(node: nodes.Node) -> Iterator[tuple[str, ...]]:
    """The names in an expression, each with the keys behind it: ``a.b['c']`` is ``("a", "b", "c")``."""
    if path := _path(node):
        yield path
        return
    for child in node.iter_child_nodes():
        yield from _paths(child)


def _path(node: nodes.Node) -> tuple[str, ...]:
    match node:
        case nodes.Name(name=name):
            return (name,)
        case nodes.Getattr(node=owner, attr=str(key)) | nodes.Getitem(node=owner, arg=nodes.Const(value=str(key))):
            return (*path, key) if (path := _path(owner)) else ()
    return ()


def _parse(source: str) -> nodes.Expr:
    try:
        parser = Parser(_environment(), source, state="variable")
        tree = parser.parse_expression()
        if parser.stream.eos:
            return tree
        reason = f"unexpected `{parser.stream.current.value}`"
    except TemplateSyntaxError as error:
        reason = (error.message or "").rstrip(".")
    except ValueError:  # of int(), which reads no longer ones
        raise too_many_digits() from None
    help = "text in an expression stands in straight quotes; a literal `{{` is written `{{ '{{' }}`"
    raise ExpressionError("E402", f"this is not an expression: {reason}", help=help)


@functools.cache
def _environment() -> Environment:
    return Environment()


class _Evaluator:
    """Evaluates the tree of one expression with one set of names."""

    def __init__(self, names: Mapping[str, object], language: Language, source: str) -> None:
        self._names, self._language, self._source = names, language, source

    def value(self, node: nodes.Node) -> object:
        """The value of a node; raises ``ExpressionError`` for a node that the format does not have."""
        match node:
            case nodes.Const(value=value):
                return plain(value)
            case nodes.Name(name=name):
                return self._member(self._names, name)
            case nodes.Getattr(node=owner, attr=name):
                return self._member(self.value(owner), name, _spelled(owner))
            case nodes.Getitem(node=owner, arg=key) if not isinstance(key, nodes.Slice):
                return self._member(self.value(owner), self.value(key), _spelled(owner))
            case nodes.List(items=items) | nodes.Tuple(items=items):
                return [self.value(item) for item in items]
            case nodes.CondExpr(test=test, expr1=yes, expr2=no):
                return self.value(yes) if self.value(test) else "" if no is None else self.value(no)
            case nodes.And(left=left, right=right):
                return self.value(left) and self.value(right)
            case nodes.Or(left=left, right=right):
                return self.value(left) or self.value(right)
            case nodes.Not(node=inner):
                return not self.value(inner)
            case nodes.Neg(node=inner):
                return calculated("-", 0, self.value(inner))
            case nodes.Pos(node=inner):
                return calculated("+", 0, self.value(inner))
            case nodes.Compare(expr=first, ops=operands):
                return self._compared(first, operands)
            case nodes.Concat(nodes=parts):
                return bounded([printed(self.value(part), self._language) for part in parts])
            case nodes.BinExpr(left=left, right=right, operator=sign):
                return calculated(sign, self.value(left), self.value(right))
            case nodes.Filter(dyn_args=None, dyn_kwargs=None):
                return self._filtered(node)
        raise _refused(node)

    def _member(self, owner: object, key: object, spelled: str = "") -> object:
        """What stands under a key or at a place of ``owner``, which the author wrote as ``spelled``."""
        where = f"`{spelled}`" if spelled else "this value"
        if isinstance(owner, Mapping):
            if isinstance(key, str) and key in owner:
                return plain(owner[key])
            if owner is not self._names:
                help = nearest(str(key), owner) or "there are none"
                if spelled and (whole := self._with_hyphen(key, owner)):
                    help = f"write `{member(spelled, whole)}`: a hyphen behind a name takes away"
                elif spelled == "vars":  # the one map that holds what the author wants
                    help += f"{'' if help.endswith('?') else ';'} if it is another, add it under `vars`: `{key}: …`"
                raise Missing("E403", f"{where} has no `{key}`", str(key), help)
            groups = {name: group for name, group in self._names.items() if isinstance(group, Mapping)}
            named = (
                member(name, found)
                for name, group in groups.items()
                if (found := str(key) if key in group else self._with_hyphen(key, group))
            )
            full = next(named, "")
            help = f"write `{full}`" if full else (nearest(str(key), owner) or "there are none")
            raise Missing("E403", f"unknown name `{key}`", str(key), help)
        if isinstance(key, int) and isinstance(owner, Sequence) and not isinstance(owner, str):
            if -len(owner) <= key < len(owner):
                return plain(owner[key])
            raise Missing("E403", f"{where} has no item {key}", help=f"it has {len(owner)}; the first is number 0")
        if isinstance(key, str) and key.startswith("_"):
            raise ExpressionError("E404", f"`{key}` can't be reached from a brief", key)
        raise Missing("E403", f"{where} has no parts", str(key))

    def _with_hyphen(self, key: object, owner: Mapping[str, object]) -> str:
        """The longest key of ``owner`` that stands in the source and that ``key`` is cut from at a hyphen."""
        typed = (whole for whole in owner if whole.startswith(f"{key}-") and whole in self._source)
        return max(typed, key=len, default="")

    def _compared(self, first: nodes.Expr, operands: Sequence[nodes.Operand]) -> bool:
        left = self.value(first)
        for operand in operands:
            right = self.value(operand.expr)
            if not compared(operand.op, left, right):
                return False
            left = right
        return True

    def _filtered(self, node: nodes.Filter) -> object:
        name = node.name
        if name not in FILTERS or node.node is None:
            raise ExpressionError("E405", f"unknown filter `{name}`", name, nearest(name, FILTERS))
        arguments = [self.value(argument) for argument in node.args]
        options = {str(pair.key): self.value(pair.value) for pair in node.kwargs}
        try:
            value = self.value(node.node)
        except Missing:
            if name != "default":
                raise
            value = None
        try:
            return FILTERS[name](self._language, value, *arguments, **options)
        except (TypeError, ValueError, LookupError, DecimalException):
            raise ExpressionError("E407", f"`{name}` can't be applied so to {kind(value)}", name) from None


def _refused(node: nodes.Node) -> ExpressionError:
    match node:
        case nodes.Call():
            message, help = "nothing can be called in an expression", f"there are filters: {listed(FILTERS)}"
        case nodes.Test():
            message, help = "`is` is not part of expressions", "compare with `==`, or use the filter `default`"
        case _:
            message = "this is not part of expressions"
            help = "names, literals, arithmetic, comparison, `x if y else z` and filters are"
    return ExpressionError("E404", message, help=help)


def _spelled(node: nodes.Node) -> str:
    """A name or a path as the author wrote it, for messages; ``""`` for anything else."""
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=owner, attr=name) if path := _spelled(owner):
            return f"{path}.{name}"
        case nodes.Getitem(node=owner, arg=nodes.Const(value=key)) if path := _spelled(owner):
            return f"{path}[{key!r}]"
    return ""
