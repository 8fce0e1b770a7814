"""The house rules as functions over source text, so that each can be shown to fail on a broken example."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sada"
MODULE_LINES, FUNCTION_LINES = 300, 40
BANNED_NAMES = {"utils", "helpers", "common", "manager", "misc"}
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}


def modules(under: Path = PACKAGE) -> list[Path]:
    """Our own Python files; migrations are written by a machine."""
    return [p for p in sorted(under.rglob("*.py")) if "migrations" not in p.parts]


def too_long(source: str) -> list[str]:
    """What is longer than the house allows: the module, or functions in it."""
    found = []
    lines = source.count("\n")
    if lines > MODULE_LINES:
        found.append(f"module of {lines} lines")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                found.append(f"{node.name} of {length} lines")
    return found


def recorded_names(source: str) -> Iterator[str]:
    """The act names that a module records or tells, where they are written as literals."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        position = {"record": 0, "tell": 1}.get(called)
        if position is None or len(node.args) <= position:
            continue
        value = node.args[position]
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value


def row_writes(source: str) -> list[str]:
    """Calls that write rows through a model manager or a model: X.objects.create(), x.save() …"""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            target = ast.unparse(node.func.value)
            if node.func.attr in {"save", "bulk_create", "bulk_update"} or ".objects" in target or target.endswith(")"):
                found.append(f"line {node.lineno}: {target}.{node.func.attr}")
    return found


GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}


def uncollected(source: str) -> list[str]:
    """gettext calls inside an f-string: their sentences are not found when the catalogue is collected."""
    return [
        f"line {node.lineno}: {ast.unparse(call.func)} inside an f-string"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in GETTEXT
    ]


def untranslated(source: str) -> list[str]:
    """f-strings or positional placeholders inside gettext calls: word order differs between languages."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in GETTEXT:
            continue
        for value in node.args:
            if isinstance(value, ast.JoinedStr):
                found.append(f"line {node.lineno}: f-string inside {called}")
            elif isinstance(value, ast.Constant) and isinstance(value.value, str) and "%s" in value.value:
                found.append(f"line {node.lineno}: unnamed placeholder inside {called}")
    return found


def unwritten_docstrings(source: str) -> list[str]:
    """Public functions and classes without a docstring."""
    return [
        node.name
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]


def env_names(source: str) -> set[str]:
    """Names of environment variables read through env() and env_flag()."""
    return {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") in {"env", "env_flag"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
