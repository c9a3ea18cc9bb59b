"""One small fault at a time in a module's source: what a test has to notice."""

import ast
from collections.abc import Iterator
from typing import NamedTuple

_COMPARED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_LEFT_ALONE = frozenset(
    ("annotation", "returns", "decorator_list", "keywords of a class", "type_params")
)
_DROPPED = (ast.Expr, ast.Assign, ast.AugAssign, ast.Raise, ast.Continue, ast.Break, ast.Delete)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Mutant(NamedTuple):
    """A module with one fault: its line, what stood there, what stands there now."""

    line: int
    before: str
    after: str
    source: str


def mutants(source: str) -> Iterator[Mutant]:
    """Yield a module's mutants in the order of its lines.

    Comparisons change at their boundary or into their opposite, conditions are turned round,
    ``and`` and ``or``, plus and minus swap, numbers grow and shrink by one, a function returns
    None, a statement is left out. Words, annotations and decorators stay as they are.
    """
    tree = ast.parse(source)
    yield from _within(tree, tree, in_function=False)


def _within(tree: ast.Module, parent: ast.AST, *, in_function: bool) -> Iterator[Mutant]:
    for field, value in ast.iter_fields(parent):
        of_class = field == "keywords" and isinstance(parent, ast.ClassDef)
        if field in _LEFT_ALONE or of_class:
            continue
        held = value if isinstance(value, list) else [value]
        for place, child in enumerate(held):
            if not isinstance(child, ast.AST):
                continue
            for changed in _changed(child, parent, field, in_function=in_function):
                if isinstance(value, list):
                    value[place] = changed
                else:
                    setattr(parent, field, changed)
                fault = ast.unparse(ast.fix_missing_locations(tree)) + "\n"
                if isinstance(value, list):
                    value[place] = child
                else:
                    setattr(parent, field, child)
                line = getattr(child, "lineno", getattr(parent, "lineno", 0))
                yield Mutant(line, _said(child, parent), _said(changed, parent), fault)
            inside = in_function or isinstance(child, (*_FUNCTIONS, ast.Lambda))
            yield from _within(tree, child, in_function=inside)


def _said(node: ast.AST, parent: ast.AST) -> str:
    """Return a node as code on one line; an operator with what it stands between."""
    if isinstance(node, (ast.operator, ast.boolop, ast.cmpop)):
        return f"{type(node).__name__} in {ast.unparse(parent)}"[:110]
    return " ".join(ast.unparse(node).split())[:90]


def _changed(node: ast.AST, parent: ast.AST, field: str, *, in_function: bool) -> Iterator[ast.AST]:
    if isinstance(node, ast.cmpop):
        yield _COMPARED[type(node)]()
    elif isinstance(node, ast.operator) and type(node) in _COMPUTED:
        yield _COMPUTED[type(node)]()
    elif isinstance(node, ast.boolop):
        yield ast.Or() if isinstance(node, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, _other_values(node.value))
    elif isinstance(node, ast.Return):
        if node.value is not None and ast.unparse(node.value) != "None":
            yield ast.Return(ast.Constant(None))
    elif isinstance(node, _DROPPED) and in_function and not _is_docstring(node):
        yield ast.Pass()
    if isinstance(node, ast.expr) and (
        field == "ifs" or (field == "test" and isinstance(parent, (ast.If, ast.IfExp, ast.While)))
    ):
        yield ast.UnaryOp(ast.Not(), node)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _other_values(value: object) -> tuple[object, ...]:
    if isinstance(value, bool):
        return (not value,)
    return (value + 1, value - 1) if isinstance(value, (int, float)) else ()
