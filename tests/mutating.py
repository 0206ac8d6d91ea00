"""The small changes that `mutants.py` tries: which there are of a module, by its syntax tree."""

import ast
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

_TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}


class Mutant(NamedTuple):
    """One small change of a module."""

    module: str
    line: int
    last: int
    """Of the changed words."""
    name: str
    """Where it is, and what."""
    source: str
    """The whole module, changed."""


def mutants(module: str, source: str) -> Iterator[Mutant]:
    """Every one of a module."""
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))

    def offset(line: int, column: int) -> int:  # columns of `ast` are UTF-8 bytes
        return starts[line - 1] + len(lines[line - 1].encode()[:column].decode())

    tree, before = ast.parse(source), Counter[str]()
    for node, new in _changes(tree):
        start, end = offset(node.lineno, node.col_offset), offset(node.end_lineno, node.end_col_offset)
        place = " ".join(filter(None, (module, _home(tree, node))))
        name = " ".join(f"{place}: {source[start:end]} -> {new}".split())
        before[name] += 1
        nth = f" ({before[name]})" if before[name] > 1 else ""
        yield Mutant(module, node.lineno, node.end_lineno, name + nth, source[:start] + new + source[end:])


def _home(tree: ast.AST, node: ast.AST) -> str:
    """The function or class that a node stands in, such as `Text.find`."""
    for inner in ast.iter_child_nodes(tree):
        if getattr(inner, "lineno", node.lineno + 1) <= node.lineno <= (getattr(inner, "end_lineno", 0) or 0):
            here = inner.name if isinstance(inner, (ast.FunctionDef, ast.ClassDef)) else ""
            return ".".join(filter(None, (here, _home(inner, node))))
    return ""


def _changes(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Nodes, and what stands in their place. Annotations, docstrings and messages of exceptions are left alone, and so
    is what states that something holds, `strict` of `zip` and `kw_only` of `attrs`, and what only types need, `if
    TYPE_CHECKING`."""
    left_alone: set[int] = set()
    for node in ast.walk(tree):
        for field in ("annotation", "returns", "decorator_list", "exc", "msg"):
            if isinstance(node, (ast.arg, ast.AnnAssign, ast.FunctionDef, ast.ClassDef, ast.Raise, ast.Assert)):
                left_alone |= {id(one) for inner in _listed(getattr(node, field, None)) for one in ast.walk(inner)}
        if isinstance(node, ast.Name) and node.id == "TYPE_CHECKING":
            left_alone.add(id(node))
        if isinstance(node, ast.Call):
            left_alone |= {id(keyword.value) for keyword in node.keywords if keyword.arg in ("strict", "kw_only")}
        if isinstance(node, ast.JoinedStr):  # whose parts have no true places before Python 3.12
            left_alone |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) not in left_alone:
            yield from ((one, new) for one, new in _of(node) if id(one) not in left_alone)


def _listed(value: object) -> list[ast.AST]:
    return value if isinstance(value, list) else [value] if isinstance(value, ast.AST) else []


def _of(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in _TURNED:
            turned = ast.Compare(node.left, [_TURNED[type(op)](), *node.ops[1:]], node.comparators)
            yield node, f"({ast.unparse(turned)})"
        case ast.BoolOp(op, values):
            other = ast.Or() if isinstance(op, ast.And) else ast.And()
            yield node, f"({ast.unparse(ast.BoolOp(other, values))})"
        case ast.UnaryOp(ast.Not(), operand):
            yield node, f"({ast.unparse(operand)})"
        case ast.BinOp(left, op, right) if type(op) in _OPERATORS and not _is_text(left) and not _is_text(right):
            yield node, f"({ast.unparse(ast.BinOp(left, _OPERATORS[type(op)](), right))})"
        case ast.Constant(bool(value)):
            yield node, str(not value)
        case ast.Constant(int(value)):
            yield node, str(value + 1)
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test):
            yield test, f"(not ({ast.unparse(test)}))"
        case ast.Continue():
            yield node, "break"
        case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
            yield value, "None"
        case ast.Expr(ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign():
            yield node, "pass"


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
