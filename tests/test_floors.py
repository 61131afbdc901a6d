"""An import goes down, never up, never in a circle; stages know frames, not each other."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "ctip_analysis"
STAGES = {"reading", "cleaning", "checking", "indicators", "disclosure", "forms", "examples"}
FLOORS = [
    {"errors", "version"},
    {"frames", "packing", "pausing", "progress"},
    {"definitions"},
    STAGES,
    {"presenting"},
    {"releasing"},
    {"pipeline"},
    {"cli"},
]
FLOOR = {part: level for level, parts in enumerate(FLOORS) for part in parts}


def list_imports():
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                if name and name.startswith("ctip_analysis."):
                    yield path.relative_to(PACKAGE).as_posix(), part, name.split(".")[1]


def test_every_part_of_the_package_has_a_floor():
    parts = {
        p.name.removesuffix(".py")
        for p in PACKAGE.iterdir()
        if p.suffix == ".py" or (p / "__init__.py").exists()
    }
    assert parts - {"__init__", "__main__"} == set(FLOOR) - ({"forms"} - parts)


def test_imports_go_down():
    wrong = [
        f"{path} imports {target}"
        for path, part, target in list_imports()
        if part in FLOOR and part != target and FLOOR[target] >= FLOOR[part]
    ]
    assert wrong == []
