"""The verifier stands alone: whoever doubts the engine need not trust a line of it."""

import ast
import sys
from pathlib import Path

from perron.engines.awards import verifying

OWN = "perron.engines.awards.verifying"
FOLDER = Path(verifying.__file__).parent


def test_the_verifier_imports_nothing_but_itself_and_the_standard_library() -> None:
    files = sorted(FOLDER.glob("*.py"))
    foreign = {
        f"{file.name}: {name}"
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in imported(node)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith(OWN)
    }

    assert len(files) > 10
    assert foreign == set()


def imported(node: ast.AST) -> list[str]:
    """The modules that a line of code imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def test_no_number_in_the_verifier_has_a_point() -> None:
    points = {
        f"{file.name}:{node.lineno}"
        for file in FOLDER.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
    }

    assert points == set()
