"""An office in a folder: what is in it, that it says so itself, and that a bad copy is told."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.kits import repository
from tests.running import ROOT
from tools.kit.build import build
from tools.kit.wheels import KitError

PRIVATE = {"tests", "bench", "tools", "docs", "office", ".git", ".venv", ".ci", "__pycache__"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    kit = tmp_path_factory.mktemp("Мұра (жинақ) & 1") / "kit"
    build(kit, None, lambda words: None)
    return kit


@pytest.fixture
def kit(made, tmp_path):
    """A copy that a test may spoil."""
    return shutil.copytree(made, tmp_path / "көшірме № 2")


def described(kit):
    return json.loads((kit / "manifest.json").read_text("utf-8"))


def check(kit):
    done = subprocess.run(
        [sys.executable, "-B", kit / "setup/launch.py", "check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.stderr
    return done.returncode, done.stdout.splitlines()


# What is in it


def test_the_manifest_names_every_file_with_its_checksum(made):
    files = described(made)["files"]
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert there == {*files, "manifest.json"}
    for path, told in files.items():
        content = (made / path).read_bytes()
        assert told == {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def test_all_of_the_app_is_in_it_and_nothing_else(made):
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a clone: nothing tells what belongs to the repository")
    told = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    tracked = {each for each in told.stdout.decode().split("\0") if (ROOT / each).is_file()}
    away = {path for path in tracked if path.split("/")[0] in PRIVATE}
    left = {".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "README.md", "mura",
            "pyproject.toml", "requirements-basemap.txt", "requirements-test.txt"}  # fmt: skip
    laid = {
        path.relative_to(made / "mura").as_posix()
        for path in (made / "mura").rglob("*")
        if path.is_file()
    }
    assert laid == tracked - away - left


def test_nothing_private_and_no_link_is_in_it(made):
    for path in made.rglob("*"):
        inside = path.relative_to(made / "mura") if made / "mura" in path.parents else path
        assert not path.is_symlink(), path
        assert not PRIVATE & set(inside.parts[:1]), path
        assert path.suffix not in {".sqlite", ".pyc", ".exe", ".pem"}, path


def test_no_text_of_it_tells_where_it_was_made(made):
    for path in [made / "manifest.json", *made.glob("*.*"), *(made / "setup").iterdir()]:
        assert str(ROOT).encode() not in path.read_bytes(), path


@pytest.mark.skipif(not shutil.which("git"), reason="without git nothing tells")
def test_what_is_not_in_the_repository_stays_behind(tmp_path):
    root = repository(tmp_path / "root")
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    (root / "room" / "office.sqlite").write_text("secret")
    (root / "office").mkdir()
    (root / "office" / "office.sqlite").write_text("secret")
    build(tmp_path / "kit", None, lambda words: None, root)
    assert not [path for path in (tmp_path / "kit").rglob("*") if "office" in path.name]


def test_a_link_in_the_repository_is_refused(tmp_path):
    root = repository(tmp_path / "root")
    (root / "room" / "more.py").symlink_to(tmp_path)
    with pytest.raises(KitError, match=r"no links: room/more\.py"):
        build(tmp_path / "kit", None, lambda words: None, root)


@pytest.mark.parametrize("system", ["linux", "windows"])
def test_each_requirement_is_named_for_each_system(made, system):
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pinned = re.compile(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)$")
    wanted = {
        (each[1].lower().replace("_", "-").replace(".", "-"), each[2])
        for line in lines
        if (each := pinned.match(line))
    }
    assert len(wanted) > 20
    told = described(made)["systems"][system]
    assert {(each["name"], each["version"]) for each in told["packages"]} == wanted
    assert all(each["in_requirements"] and each["wheel"] is None for each in told["packages"])
    assert described(made)["systems"]["windows"]["state"] == "resolved, not run"


def test_the_installer_of_python_is_named_and_not_in_it(made):
    told = described(made)["python"]["installer"]
    assert told["file"] == "python-3.11.9-amd64.exe"
    assert told["part_of_the_kit"] is False
    assert [path.name for path in (made / "python").iterdir()] == ["README.txt"]
    for text in (*made.glob("README.*.txt"), made / "python" / "README.txt"):
        for word in (told["file"], told["from"], told["sha256"]):
            assert word in text.read_text("utf-8-sig"), text


# Its scripts and texts


def test_batch_files_are_such_as_cmd_reads(made):
    files = [*made.glob("*.bat"), *(made / "setup").glob("*.bat")]
    assert len(files) == 4
    for path in files:
        content = path.read_bytes()
        assert content.isascii(), path
        assert content.count(b"\n") == content.count(b"\r\n") > 1, path
        text = content.decode()
        assert "%~dp0" not in re.sub(r'"[^"]*"', "", text), "a path with a space needs its quotes"
        labels = set(re.findall(r"(?m)^:(\w+)", text))
        assert set(re.findall(r"(?:goto|call) :?(missing|install|find|try)\b", text)) == labels


def test_texts_are_such_as_notepad_reads(made):
    for path in (*made.glob("README.*.txt"), made / "python" / "README.txt"):
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf"), path
        assert content.count(b"\n") == content.count(b"\r\n") > 5, path
        assert "$" not in content.decode(), path


def test_shell_scripts_can_be_run(made):
    files = [*made.glob("*.sh"), *(made / "setup").glob("*.sh")]
    assert {path.name for path in files} == {"start.sh", "class.sh", "check.sh", "run.sh"}
    for path in files:
        assert b"\r" not in path.read_bytes()
        assert os.access(path, os.X_OK)
        subprocess.run(["sh", "-n", path], check=True)


def test_the_three_texts_say_the_same(made):
    shape = set()
    for lang in ("kk", "ru", "en"):
        text = (made / f"README.{lang}.txt").read_text("utf-8-sig")
        figures = tuple(sorted(re.findall(r"\d+", text.replace(lang, ""))))
        names = re.findall(r"\w+\.(?:bat|sh|json|exe)\b|C:\\Mura|wheels\\linux", text)
        shape.add((len(text.split("\n\n")), figures, tuple(sorted(set(names)))))
    assert len(shape) == 1, shape


def test_whatever_is_said_is_said_in_three_languages(kit, monkeypatch):
    monkeypatch.syspath_prepend(kit / "setup")
    import words

    for said in words._WORDS.values():
        kk, ru, en = said
        assert set(re.findall(r"{\w+}", kk)) == set(re.findall(r"{\w+}", en))
        assert set(re.findall(r"{\w+}", ru)) == set(re.findall(r"{\w+}", en))
        assert len({kk, ru, en}) == 3


# Whether a copy is the kit


def test_a_whole_copy_is_whole_also_after_it_ran(kit):
    for used in (".venv/x", "office/office.sqlite", "mura/room/__pycache__/a.pyc"):
        (kit / used).parent.mkdir(parents=True)
        (kit / used).write_text("")
    code, lines = check(kit)
    assert code == 0
    assert f"The kit is whole: {len(described(kit)['files'])} files were checked." in lines


def test_what_is_missing_altered_or_foreign_is_named_all_at_once(kit):
    (kit / "mura" / "cli.py").unlink()
    with (kit / "mura" / "app.py").open("a") as file:
        file.write(" ")
    (kit / "wheels" / "any").mkdir(parents=True)
    (kit / "wheels" / "any" / "numpy-9.whl").write_text("")
    code, lines = check(kit)
    assert code == 1
    for line in ("Missing: mura/cli.py", "Altered: mura/app.py",
                 "Not of the kit: wheels/any/numpy-9.whl"):  # fmt: skip
        assert line in lines
    assert "Изменён: mura/app.py" in lines
    assert "Өзгерген: mura/app.py" in lines


def test_another_file_by_the_installers_name_is_told(kit):
    (kit / "python" / "python-3.11.9-amd64.exe").write_bytes(b"MZ")
    assert check(kit)[0] == 1
    assert "Altered: python/python-3.11.9-amd64.exe" in check(kit)[1]


@pytest.mark.parametrize("text", [None, "", "[]", "{}", '{"files": {'])
def test_a_copy_without_a_manifest_is_told(kit, text):
    (kit / "manifest.json").unlink()
    if text is not None:
        (kit / "manifest.json").write_text(text)
    code, lines = check(kit)
    assert code == 1
    assert lines[2].startswith("There is no manifest.json")


# Where it is laid


def test_a_folder_that_is_not_empty_is_refused_with_a_sentence(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = subprocess.run(
        [sys.executable, "-m", "tools.kit", tmp_path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    said = f"{tmp_path} is not an empty folder. Name one that is empty or not there yet."
    assert done.stderr.strip() == said
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "kit").write_text("")
    with pytest.raises(KitError, match="not an empty folder"):
        build(tmp_path / "kit", None, lambda words: None)
