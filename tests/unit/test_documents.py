"""Glossary and stories: a broken document is refused with all its problems, in plain words."""

import json

import pytest

from geodata.glossary import GLOSSARY, glossary
from geodata.problems import ContractError
from geodata.stories import STORIES, read_story
from i18n import LANGUAGES, translator
from ui.problems import refusal


def problems(read, path):
    with pytest.raises(ContractError) as refused:
        read(path)
    return {(each.code, each.row, each.column) for each in refused.value.problems}


def copy_of(original, folder, change):
    document = json.loads(original.read_text("utf-8"))
    change(document)
    path = folder / original.name
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return path


def test_every_problem_of_a_glossary_is_found_at_once(tmp_path):
    def spoil(document):
        first, second, third = document["terms"][:3]
        del first["meaning"]["kk"]
        first["group"] = "weather"
        second["sources"] = "none"
        second["invented"] = 1
        third["term"]["ru"] = ""

    assert problems(glossary, copy_of(GLOSSARY, tmp_path, spoil)) == {
        ("missing", 1, "meaning.kk"),
        ("not_allowed", 1, "group"),
        ("wrong_type", 2, "sources"),
        ("unknown_column", 2, "invented"),
        ("empty", 3, "term.ru"),
    }


def test_every_problem_of_a_story_is_found_at_once(tmp_path):
    def spoil(document):
        first, second, third = document["steps"]
        first["view"]["lat"] = 143
        second["layers"] = []
        del second["sources"]
        third["title"] = "Map"

    assert problems(read_story, copy_of(STORIES / "talgar.json", tmp_path, spoil)) == {
        ("out_of_range", 1, "view.lat"),
        ("wrong_form", 2, "layers"),
        ("missing", 2, "sources"),
        ("wrong_type", 3, "title"),
    }


def test_a_term_that_occurs_twice_is_refused(tmp_path):
    path = copy_of(GLOSSARY, tmp_path, lambda document: document["terms"].append(
        document["terms"][0]
    ))  # fmt: skip
    rows = len(json.loads(path.read_text("utf-8"))["terms"])
    assert problems(glossary, path) == {("repeated_id", rows, "id")}


def test_a_story_has_the_name_of_its_file(tmp_path):
    path = copy_of(STORIES / "talgar.json", tmp_path, lambda document: None)
    assert read_story(path).id == "talgar"
    other = path.rename(tmp_path / "other.json")
    assert problems(read_story, other) == {("not_allowed", None, "id")}


@pytest.mark.parametrize("text", ["", "[]", "{", '{"terms": [1]}', '{"terms": NaN}', "null"])
def test_whatever_is_no_glossary_is_refused(tmp_path, text):
    path = tmp_path / "glossary.json"
    path.write_text(text, "utf-8")
    assert problems(glossary, path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_problems_are_said_in_plain_words(tmp_path, lang):
    path = copy_of(GLOSSARY, tmp_path, lambda document: document["terms"][4]["term"].pop("ru"))
    with pytest.raises(ContractError) as refused:
        glossary(path)
    t = translator(lang)
    said = refusal(refused.value, t)
    assert t("Column “{column}” is missing.", column="term.ru") in said
    assert "buffer_zone" in said
