"""Kits for tests: wheels of a few bytes, a repository of a few files."""

import zipfile
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

PYPROJECT = """[project]
name = "small"
version = "1.0"
license = "MIT"
[tool.importlinter]
root_packages = ["room"]
"""


def write(folder, name, version="1.0", tag="py3-none-any", about="License: MIT\n", **files):
    """A wheel with the modules given, their text by their name."""
    path = folder / f"{name}-{version}-{tag}.whl"
    inside = f"{name}-{version}.dist-info"
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{about}"
    with zipfile.ZipFile(path, "w") as archive:
        for module, text in files.items():
            archive.writestr(f"{module.replace('__in__', '/')}.py", text)
        archive.writestr(f"{inside}/METADATA", head)
        archive.writestr(
            f"{inside}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n"
        )
        archive.writestr(f"{inside}/RECORD", "")
    return path


def pip(folder):
    """The pip of this environment as a wheel again: nothing is fetched in a test."""
    installed = distribution("pip")
    path = folder / f"pip-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for each in installed.files or ():
            if ".." not in each.parts and each.suffix != ".pyc":
                archive.write(each.locate(), each.as_posix())


def shelf(**wheels):
    """fetch(): takes what is asked for from a shelf, {name: what `write` is told of it}; a
    name may differ by system: `linux__name`."""

    def fetch(system, requirements: list[Requirement], folder: Path):
        for each in requirements:
            if each.name == "pip" and "pip" not in wheels:
                pip(folder)
                continue
            told = wheels.get(f"{system.name}__{each.name}", wheels.get(each.name))
            if told is not None:
                write(folder, each.name, **told)

    return fetch


def repository(root, requirements="", **files):
    """A repository of one room; files by their path, with `__in__` for `/`."""
    (root / ".streamlit").mkdir(parents=True)
    (root / "room").mkdir()
    (root / "room" / "__init__.py").write_text("")
    (root / "pyproject.toml").write_text(PYPROJECT)
    for name in (".streamlit/config.toml", "LICENSE", "LICENSE-DATA.md", "SECURITY.md"):
        (root / name).write_text("")
    texts = {"app.py": "", "cli.py": "", "requirements.txt": requirements, **files}
    for name, text in texts.items():
        (root / name).write_text(text, "utf-8")
    return root
