"""The rules of the house that a machine can hold."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("analysis", "dossiers", "geodata", "i18n", "layers", "pages", "reports", "ui", "workshop")
SOURCES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
BROWSER = [
    path
    for room in ("layers", "reports", "ui")
    for path in sorted((ROOT / room / "browser").iterdir())
]


def run(*command):
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_code_is_clean():
    run("ruff", "check", ".")


def test_code_is_formatted():
    run("ruff", "format", "--check", ".")


def test_imports_run_one_way():
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), is_debug_mode=False) == 0


def imports(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("streamlit", {"ui", "pages"}),
        ("streamlit_folium", {"ui"}),
        ("folium", {"layers"}),
        ("branca", {"layers"}),
        ("starlette", {"ui"}),
        ("matplotlib", {"reports"}),
        ("PIL", {"reports"}),
        ("openpyxl", {"geodata"}),
        ("docx", {"reports"}),
        ("reportlab", {"reports"}),
    ],
)
def test_a_library_stays_in_its_room(library, rooms):
    for path in SOURCES:
        used = {name.split(".")[0] for name in imports(path) if name}
        if library in used:
            assert path.relative_to(ROOT).parts[0] in rooms, path


def test_paper_is_drawn_without_a_screen():
    """pyplot keeps every figure for ever, in one state for all sessions."""
    for path in SOURCES:
        assert "pyplot" not in path.read_text("utf-8"), path


def test_nothing_made_of_the_collection_is_kept_for_ever():
    """What an office loads changes it: see docs/adr/0013-living-data.md."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                kept = {ast.unparse(each).split("(")[0] for each in node.decorator_list}
                calls = (each for each in ast.walk(node) if isinstance(each, ast.Call))
                called = {ast.unparse(call.func) for call in calls}
                assert not ({"cache", "lru_cache"} & kept and "collection" in called), node.name


def test_app_is_only_the_server():
    assert set(imports(ROOT / "app.py")) == {"streamlit", "ui.server"}


@pytest.mark.parametrize(
    "forbidden",
    [
        "unsafe_allow_html",
        "unsafe_allow_javascript",
        "components.v1.html",
        "import pickle",
        "eval(",
    ],
)
def test_nothing_opens_a_way_past_the_gate(forbidden):
    for path in SOURCES:
        assert forbidden not in path.read_text("utf-8"), path


def test_pages_hold_no_markup_and_no_geometry():
    for path in (ROOT / "pages").glob("*.py"):
        used = {name.split(".")[0] for name in imports(path) if name}
        assert used.isdisjoint({"folium", "shapely", "geopandas", "pyproj"}), path
        assert "st.html" not in path.read_text("utf-8"), path


def test_files_are_small_rooms():
    for path in SOURCES:
        assert len(path.read_text("utf-8").splitlines()) <= 300, path


def test_the_browser_code_makes_no_markup_of_data():
    for path in BROWSER:
        code = path.read_text("utf-8")
        for sink in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "Function(",
        ):
            assert sink not in code, (path, sink)


NAMESPACES = (
    "http://www.w3.org/2000/svg",
    "http://www.opengis.net/kml/2.2",
    "http://www.topografix.com/GPX/1/1",
)
"""Names of formats that look like addresses; nobody asks them for anything."""


def test_no_code_names_an_address_on_the_internet():
    for path in [*SOURCES, *BROWSER, ROOT / "app.py"]:
        code = path.read_text("utf-8")
        for name in NAMESPACES:
            code = code.replace(name, "")
        assert not re.search(r"https?://", code), path


def test_no_third_party_script_is_committed():
    """Every file says in its first line what it is of ours; none is a library, folded small."""
    for path in BROWSER:
        lines = path.read_text("utf-8").splitlines()
        assert path.suffix in {".js", ".css"}, path
        assert lines[0].startswith("// " if path.suffix == ".js" else "/* "), path
        assert len(lines) <= 320, path
        assert max(map(len, lines)) <= 130, path


def test_requirements_are_pinned():
    for name in ("requirements.txt", "requirements-test.txt", "requirements-basemap.txt"):
        for line in (ROOT / name).read_text("utf-8").splitlines():
            wanted = line.split("#")[0].strip()
            assert not wanted or wanted.startswith("-r ") or "==" in wanted, (name, line)


def test_versions_are_above_the_known_holes():
    """Streamlit 1.54 (CVE-2026-33682), Starlette 1.1 (CVE-2026-48818): both matter on Windows."""
    from importlib.metadata import version

    assert tuple(map(int, version("streamlit").split(".")[:2])) >= (1, 54)
    assert tuple(map(int, version("starlette").split(".")[:2])) >= (1, 1)


def test_the_hidden_option_of_streamlit_still_exists():
    import streamlit as st

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    for section, options in config.items():
        for option in options:
            st.get_option(f"{section}.{option}")
    assert config["runner"]["postScriptGC"] is False
    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["server"]["address"] == "127.0.0.1"


def test_the_name_that_the_map_panel_borrows_still_exists():
    import streamlit_folium

    assert callable(streamlit_folium._component_func)
    frontend = Path(streamlit_folium.__file__).parent / "frontend" / "build" / "static" / "js"
    script = "".join(path.read_text("utf-8") for path in frontend.glob("main.*.js"))
    for argument in ("feature_group", "js_links", "css_links", "last_feature_group"):
        assert argument in script


def test_every_folium_script_has_a_local_copy():
    from layers.vendor import use_local_copies

    assert use_local_copies() == set()
