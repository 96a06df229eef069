"""The packages of a kit: those that the system needs, none of another's, agreed about versions."""

import json

import pytest
from packaging.requirements import Requirement

from tests.kits import repository, shelf, write
from tools.kit.build import build
from tools.kit.wheels import LINUX, SYSTEMS, WINDOWS, KitError, gather, wanted, wheel

NEEDS = """License: MIT
Requires-Dist: leaf >=1.0
Requires-Dist: colours ; sys_platform == "win32"
Requires-Dist: loop ; platform_system != "Windows" and extra == "fast"
Requires-Dist: never ; python_version < "3.11" or extra == "docs"
"""
BINARY = {"linux": "cp311-cp311-manylinux_2_28_x86_64", "windows": "cp311-cp311-win_amd64"}


def names(system, folder, asked, **wheels):
    found = gather(system, [Requirement(each) for each in asked], folder, shelf(**wheels))
    return [each.name for each in found]


@pytest.mark.parametrize(
    ("system", "asked", "expected"),
    [
        (LINUX, "top", ["leaf", "top"]),
        (LINUX, "top[fast]", ["leaf", "loop", "top"]),
        (WINDOWS, "top", ["colours", "leaf", "top"]),
        (WINDOWS, "top[fast]", ["colours", "leaf", "top"]),
        (WINDOWS, "top; sys_platform == 'linux'", []),
    ],
)
def test_conditions_are_those_of_the_system_that_the_kit_is_for(tmp_path, system, asked, expected):
    wheels = {"top": {"about": NEEDS}, "leaf": {}, "colours": {}, "loop": {}, "never": {}}
    assert names(system, tmp_path, [asked], **wheels) == expected


def test_a_ring_of_requirements_ends(tmp_path):
    ring = {"a": {"about": "Requires-Dist: b\n"}, "b": {"about": "Requires-Dist: a\n"}}
    assert names(LINUX, tmp_path, ["a"], **ring) == ["a", "b"]


def test_an_extra_that_is_asked_for_later_is_followed(tmp_path):
    wheels = {
        "first": {"about": "Requires-Dist: top[fast]\n"}, "top": {"about": NEEDS}, "leaf": {},
        "loop": {},
    }  # fmt: skip
    assert names(LINUX, tmp_path, ["top", "first"], **wheels) == ["first", "leaf", "loop", "top"]


def test_a_package_without_a_wheel_for_the_system_is_named(tmp_path):
    with pytest.raises(KitError, match=r"leaf>=1\.0 has no wheel for windows"):
        names(WINDOWS, tmp_path, ["top"], top={"about": NEEDS}, colours={})


@pytest.mark.parametrize(
    ("system", "tag"),
    [
        (WINDOWS, BINARY["linux"]),
        (LINUX, BINARY["windows"]),
        (LINUX, "cp312-cp312-manylinux_2_28_x86_64"),
        (LINUX, "cp311-cp311-manylinux_2_34_x86_64"),
        (LINUX, "cp311-cp311-musllinux_1_2_x86_64"),
        (LINUX, "cp311-cp311-linux_x86_64"),
        (WINDOWS, "cp311-cp311-win_arm64"),
        (WINDOWS, "cp311-cp311-win32"),
        (WINDOWS, "cp313-abi3-win_amd64"),
    ],
)
def test_a_wheel_of_another_system_or_python_is_refused(tmp_path, system, tag):
    with pytest.raises(KitError, match=f"leaf has no wheel for {system.name}"):
        names(system, tmp_path, ["leaf"], leaf={"tag": tag})


@pytest.mark.parametrize(
    ("system", "tag"),
    [
        (LINUX, "cp310-abi3-manylinux2014_x86_64"),
        (LINUX, "cp311-cp311-manylinux1_x86_64.manylinux_2_28_x86_64"),
        (LINUX, "py2.py3-none-any"),
        (WINDOWS, "py3-none-win_amd64"),
        (WINDOWS, "cp311-abi3-win_amd64"),
    ],
)
def test_a_wheel_that_pip_would_take_is_taken(tmp_path, system, tag):
    assert names(system, tmp_path, ["leaf"], leaf={"tag": tag}) == ["leaf"]


def test_packages_that_do_not_agree_are_told(tmp_path):
    wheels = {"top": {"about": NEEDS}, "leaf": {"version": "0.9"}}
    with pytest.raises(KitError, match=r"leaf>=1\.0 is asked for, but leaf-0\.9-"):
        names(LINUX, tmp_path, ["leaf", "top"], **wheels)


@pytest.mark.parametrize(
    ("about", "licence"),
    [
        ("License-Expression: MIT\nLicense: other\n", "MIT"),
        ("License: BSD-3-Clause\n", "BSD-3-Clause"),
        (
            "License: Copyright (c) 2026\n        All rights\n"
            "Classifier: License :: OSI Approved :: BSD License\n",
            "BSD License",
        ),
        ("License: UNKNOWN\n", None),
        ("Classifier: License :: OSI Approved\n", None),
        ("", None),
    ],
)
def test_the_licence_is_what_the_wheel_says(tmp_path, about, licence):
    assert wheel(write(tmp_path, "leaf", about=about)).licence == licence


def test_lines_of_requirements_are_read(tmp_path):
    text = "# why\n\nStreamlit[performance]==1.67.0\nnumpy==2.4.6  # because\n"
    (tmp_path / "requirements.txt").write_text(text)
    assert list(map(str, wanted(tmp_path / "requirements.txt"))) == [
        "Streamlit[performance]==1.67.0",
        "numpy==2.4.6",
    ]


def test_a_kit_has_its_wheels_once_and_tells_of_each(tmp_path):
    fetch = shelf(
        top={"about": NEEDS},
        leaf={"about": ""},
        colours={},
        linux__fast={"tag": BINARY["linux"]},
        windows__fast={"tag": BINARY["windows"], "long__in__" + "x" * 80: ""},
        pip={"version": "1.0"},
    )
    root = repository(tmp_path / "root", "top==1.0\nfast==1.0\n")
    kit = tmp_path / "kit"
    build(kit, fetch, lambda words: None, root)
    there = {path.relative_to(kit).as_posix() for path in kit.rglob("*.whl")}
    shared = {f"wheels/any/{name}-1.0-py3-none-any.whl" for name in ("top", "leaf", "pip")}
    own = {f"wheels/{name}/fast-1.0-{tag}.whl" for name, tag in BINARY.items()}
    assert there == shared | own | {"wheels/any/colours-1.0-py3-none-any.whl"}
    told = json.loads((kit / "manifest.json").read_text("utf-8"))
    assert there <= set(told["files"])
    for system in SYSTEMS:
        packages = {each["name"]: each for each in told["systems"][system.name]["packages"]}
        more = {"colours"} if system is WINDOWS else set()
        assert set(packages) == {"top", "leaf", "fast", "pip"} | more
        assert {name for name, each in packages.items() if each["in_requirements"]} == {
            "top",
            "fast",
        }
        assert packages["leaf"]["licence"] is None
        assert packages["top"]["licence"] == "MIT"
        assert all(each["wheel"] in there for each in packages.values())
    compiled = "x" * 80 + ".cpython-311.pyc.2147483647"
    assert told["longest_path"] == len(f"/.venv/Lib/site-packages/long/__pycache__/{compiled}")
