"""The command line in this process, of files that are written first; a plugin of pytest."""

import json
import re
from dataclasses import dataclass
from unicodedata import category

import pytest
import shapely

from geodata.readers import __main__ as reading
from geodata.readers import apart
from reports import command_line
from tests import brought_files as make
from tests.office import square


@dataclass(frozen=True)
class Ran:
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def found(self):
        return json.loads(self.out)

    @property
    def zones(self):
        """Of the findings of loaded boundaries, by place and zone; each is there once."""
        those = [each for each in self.found["findings"] if each["boundary_kind"] == "boundary"]
        by_zone = {(each["feature_id"], each["zone"]): each for each in those}
        assert len(by_zone) == len(those)
        return by_zone


def by_place(ran):
    return {each["feature_id"]: each for each in ran.found["findings"]}


class Beside:
    """The reader without a process of its own."""

    ran_out_of_time = False

    def __init__(self, data, answers, progress):
        self._asked = data, answers

    def answer(self):
        head, body = reading._packed(*reading.answered(*self._asked))
        return len(head).to_bytes(4, "big") + head + body


@pytest.fixture
def told(capsys):
    """told(*words): the command line in this process. Nothing that it says steers a terminal, and
    it never breaks down."""

    def run(*words):
        try:
            code = command_line.run(["screen", *map(str, words)])
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        for text in (said.out, said.err):
            assert not {sign for sign in text if category(sign) in {"Cc", "Cf", "Cs"}} - {"\n"}
            assert not re.search(r"Traceback|\b[A-Z]\w*(Error|Exception): ", text), text
        if code == command_line.BAD_INPUT:
            assert said.out == ""
            assert said.err
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture
def screen(told, tmp_path, monkeypatch):
    """screen(project, *options, boundaries=…, name=…): the same of files that are written first."""
    monkeypatch.setattr(apart, "_Process", Beside)
    monkeypatch.setattr(reading, "_say", lambda stage: None)

    def run(project, *options, boundaries=None, name="road", beside="zones", lang="en"):
        path = tmp_path / name
        path.write_bytes(project)
        if boundaries is not None:
            (tmp_path / beside).write_bytes(boundaries)
            options = (*options, "--boundaries", tmp_path / beside)
        return told(path, "--lang", lang, *options)

    return run


def zone(geometry=None, feature_id="1442-012", zone="property", accuracy_m=5, **more):
    """One row of a file of boundaries; None: not stated."""
    said = {"feature_id": feature_id, "zone": zone, "accuracy_m": accuracy_m} | more
    return {
        "type": "Feature",
        "properties": {key: value for key, value in said.items() if value is not None},
        "geometry": json.loads(shapely.to_geojson(square() if geometry is None else geometry)),
    }


def zones(*rows, **members):
    return make.geojson(*(rows or (zone(),)), **members)
