"""A way round as a file, and in words."""

import pytest
import shapely
from shapely.geometry import LineString

from analysis.detour import Detour
from dossiers.detour import WHY_NOT, detour_section
from geodata.ground import lakes
from geodata.readers.__main__ import answered
from geodata.readers.brought import Answers
from i18n import LANGUAGES, translator
from reports.way import FORMS, file_of

LINE = LineString([(77.2, 43.27), (77.213456789, 43.281234567), (77.3, 43.3)])
NAME = "Айналма <b>жол</b> & \x00"


@pytest.mark.parametrize("form", FORMS)
def test_every_file_is_read_back_as_the_same_line(form):
    head, body = answered(file_of(form, LINE, NAME), Answers())
    assert not head["refused"] and not head["questions"]
    [size] = head["sizes"]
    line = shapely.from_wkb(body[:size])
    assert shapely.equals_exact(line, LINE, 1e-7)
    [[_, name, _]] = head["rows"]
    assert name.startswith("Айналма <b>жол</b> & ")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_line_is_the_same_file(form):
    assert file_of(form, LINE, NAME) == file_of(form, LINE, NAME)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_words_say_how_long_and_what_is_not_known(lang):
    t = translator(lang)
    found = Detour(LINE, 10_054.0, 1_270.0, 62.5, ((1_147.0, 2_662.0),))
    told = detour_section(found, 50.0, t)
    whole = " ".join((*told.said, *told.notes))
    for words in (t("{n} m", n=50), "1+147 – 2+662", t("{n} m", n=t.number(1_270))):
        assert words in whole
    shorter = detour_section(Detour(LINE, 9_000.0, -30.0, 62.5, ()), 50.0, t)
    assert t("{n} shorter than the road", n=t("{n} m", n=30)) in shorter.said[0]
    for reason in WHY_NOT:
        [said] = detour_section(reason, 50.0, t).said
        assert "{" not in said


def test_the_lakes_are_those_of_the_basemap():
    assert len(lakes()) > 100
    assert all(lake.geom_type.endswith("Polygon") and lake.is_valid for lake in lakes())
