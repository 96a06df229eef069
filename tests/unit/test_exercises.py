"""Exercises as data: read whole, refused with every problem by row and column; hostile files stay
letters or are refused plainly."""

import csv
import io
import re
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from dossiers.problems import SENTENCES, sentence
from geodata import settings
from geodata.exercises import KEYS, PAGES, shelf
from geodata.exercises import shelf as shelves
from geodata.exercises.asking import Asked, asked
from geodata.exercises.checks import date_of
from geodata.exercises.rows import COLUMNS, LONGEST, MOST_BYTES
from geodata.exercises.shelf import exercise_of, read_exercise
from geodata.problems import ContractError, Problem
from i18n import LANGUAGES, translator
from reports import command_line
from workshop.command import exercises
from workshop.keys import KEYS as COMPUTED
from workshop.keys import problems_of

SHIPPED = sorted((settings.TRAINING / "exercises").glob("*.csv"))


def row(kind, identity="", value="", text="words", more="", source="", **cells):
    told = {"row": kind, "id": identity, "value": value, "source": source}
    told |= {f"text_{lang}": f"{text} {lang}" if text else "" for lang in LANGUAGES}
    told |= {f"more_{lang}": f"{more} {lang}" if more else "" for lang in LANGUAGES}
    return told | cells


HEAD = row("exercise", "roads", "45", more="introduction")
ASKED = [
    row("step", "first", "choose", more="why"),
    row("choice", "yes", "right"),
    row("choice", "no", ""),
]


def written(*rows, separator=";", columns=COLUMNS, encoding="utf-8"):
    text = io.StringIO(newline="")
    out = csv.DictWriter(text, columns, delimiter=separator, extrasaction="ignore")
    out.writeheader()
    out.writerows(rows or (HEAD, *ASKED))
    return text.getvalue().encode(encoding)


def refused(*rows, name="roads.csv", **how):
    with pytest.raises(ContractError) as caught:
        exercise_of(name, written(*rows, **how) if rows else how["data"])
    return caught.value.problems


def told(problems):
    return [(each.code, each.row, each.column) for each in problems]


# ---- what is sound -------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_an_exercise_is_read_however_a_spreadsheet_writes_it(separator, encoding):
    rows = (HEAD, row("role", "engineer", more="wants"), *ASKED, row("hint"),
            row("show", value="./?layer=corridor#map=12/43.27/77.21"))  # fmt: skip
    made = exercise_of("roads.csv", written(*rows, separator=separator, encoding=encoding))
    assert (made.id, made.minutes) == ("roads", 45)
    assert made.title == {lang: f"words {lang}" for lang in LANGUAGES}
    [step] = made.steps
    assert (step.row, step.asked) == (4, Asked("choose"))
    assert [each.value for each in step.choices] == ["right", ""]
    assert (len(step.hints), len(step.shows), len(made.roles)) == (1, 1, 1)


def test_a_workbook_says_the_same_as_a_text():
    rows = (HEAD, row("event", "begun", "2016-03-21", source="a paper"), *ASKED)
    book = Workbook()
    book.active.append(COLUMNS)
    for each in rows:
        book.active.append([int(v) if (v := each[name]) == "45" else v for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    assert exercise_of("roads.xlsx", out.getvalue()) == exercise_of("roads.csv", written(*rows))


def test_a_cell_may_hold_lines_and_whatever_a_spreadsheet_takes_for_a_formula():
    hostile = "=cmd|' /C calc'!A0\n<img src=x onerror=alert(1)> {{7*7}} \u202e; **a**"
    made = exercise_of("roads.csv", written(HEAD | {"text_en": hostile}, *ASKED))
    assert made.title["en"] == hostile


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("read", Asked("read")),
        ("choose verdict talgar 1", Asked("choose", "verdict", ("talgar", "1"))),
        ("number distance_km a b ~ 5%", Asked("number", "distance_km", ("a", "b"), 0.05, True)),
        ("number count corridor ~ 0,1", Asked("number", "count", ("corridor",), 0.1)),
        ("point position sk42.csv 3 ~50", Asked("point", "position", ("sk42.csv", "3"), 50.0)),
        ("line talgar", Asked("line", "", ("talgar",))),
        ("decide", Asked("decide")),
        ("number distance_km a b", "no_tolerance"),
        ("point position sk42.csv 3 ~ 5%", "no_tolerance"),
        ("number distance_km a ~ 5%", "key_arguments"),
        ("number verdict talgar 1 ~ 1", "key_of_another_kind"),
        ("choose inside_m talgar 1 property", "key_of_another_kind"),
        ("choose nothing_known a", "unknown_key"),
        ("line ../../etc/passwd", "key_arguments"),
        ("read me", "wrong_form"),
        ("dance", "not_a_task"),
        ("", "not_a_task"),
    ],
)
def test_what_a_step_asks(value, expected):
    assert asked(value) == expected


@pytest.mark.parametrize(
    ("written", "iso"),
    [("2016", "2016"), ("2016-3", "2016-03"), ("2016-03-21", "2016-03-21"),
     ("21.03.2016", "2016-03-21"), ("03.2016", "2016-03"),
     ("мар.16", None), ("2016-13", None), ("", None)],
)  # fmt: skip
def test_a_date_is_understood_as_a_spreadsheet_leaves_it(written, iso):
    assert date_of(written) == iso


# ---- what is not ---------------------------------------------------------------------------------


def test_three_faults_are_three_problems_each_with_its_row_and_column():
    problems = refused(
        HEAD | {"value": "long"},
        ASKED[0] | {"more_ru": ""},
        ASKED[1],
        ASKED[2] | {"value": "right"},
        row("show", value="https://example.org/"),
    )
    assert told(problems) == [
        ("not_minutes", 2, "value"),
        ("no_translation", 3, "more_ru"),
        ("not_one_right", 3, "value"),
        ("not_an_address", 6, "value"),
    ]
    said = [sentence(each, translator("en")) for each in problems]
    assert "Row 3" in said[1]
    assert "more_ru" in said[1]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["text", "more"])
def test_a_missing_translation_is_named(lang, name):
    problems = refused(HEAD, *ASKED, row("debrief", "home", more="x") | {f"{name}_{lang}": ""})
    assert told(problems) == [("no_translation", 6, f"{name}_{lang}")]
    for screen in LANGUAGES:
        assert f"{name}_{lang}" in sentence(problems[0], translator(screen))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((*ASKED,), ("no_exercise", 2)),
        ((HEAD, HEAD, *ASKED), ("second_exercise", 3)),
        ((HEAD | {"id": "other"}, *ASKED), ("not_its_file", 2)),
        ((HEAD,), ("no_step", None)),
        ((HEAD, row("hint"), *ASKED), ("no_step_above", 3)),
        ((HEAD, *ASKED, row("dance")), ("not_allowed", 6)),
        ((HEAD, *ASKED, row("role", "A b", more="x")), ("not_a_token", 6)),
        ((HEAD, *ASKED, ASKED[2]), ("repeated_id", 6)),
        ((HEAD, row("step", "s", "choose", more="y"), ASKED[1]), ("too_few_choices", 3)),
        ((HEAD, row("step", "s", "read"), ASKED[1]), ("choice_not_asked", 4)),
        ((HEAD, ASKED[0] | dict.fromkeys(("more_kk", "more_ru", "more_en"), ""), *ASKED[1:]),
         ("empty", 3)),
        ((HEAD, ASKED[0], ASKED[1], row("choice", "no", "wrong")), ("not_right", 5)),
        ((HEAD, row("step", "s", "decide"), row("choice", "a", "+7"), row("choice", "b", "2")),
         ("no_event", 3)),
        ((HEAD, *ASKED, row("event", "e", "мар.16", source="x")), ("not_a_date", 6)),
        ((HEAD, *ASKED, row("event", "e", "2016")), ("empty", 6)),
        ((HEAD | {"text_en": "a" * (LONGEST + 1)}, *ASKED), ("too_long_text", 2)),
        ((HEAD, row("step", "s", "choose verdict talgar 1", more="y"), row("choice", "a", "clear"),
          row("choice", "b", "clear")), ("same_choices", 3)),
        ((HEAD, row("step", "s", "choose verdict talgar 1", more="y"), row("choice", "a", "clear"),
          row("choice", "b", "")), ("empty", 5)),
    ],
)  # fmt: skip
def test_every_fault_has_its_own_sentence(rows, expected):
    [problem] = refused(*rows)
    assert (problem.code, problem.row) == expected
    for lang in LANGUAGES:
        assert sentence(problem, translator(lang))


@pytest.mark.parametrize(
    "address",
    ["//example.org", "./../x", "./nowhere", "javascript:alert(1)", "./site?id=<img>", "/site",
     "./site?a=\\", "./" + "a" * 700, "./site?id=a b", "./?x='"],
)  # fmt: skip
def test_an_address_leads_to_a_page_of_ours_or_nowhere(address):
    problems = refused(HEAD, *ASKED, row("show", value=address))
    assert [each.code for each in problems] == ["not_an_address"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n;;;\n", "empty_file"),
        (written(encoding="utf-16"), "not_utf8"),
        (written(HEAD | {"text_ru": "дорога"}, *ASKED).decode().encode("cp1251"), "not_utf8"),
        (written() + b"\x00", "damaged"),
        (written() + b'"never closed', "damaged"),
        (b"x" * (MOST_BYTES + 1), "too_large"),
        (b"PK\x03\x04 no workbook", "damaged"),
        (written(HEAD, *ASKED, *[row("hint")] * 600), "too_many_rows"),
        (b"%PDF-1.7 \xff\xfe", "not_utf8"),
    ],
)
def test_what_is_no_exercise_is_refused_by_one_sentence(data, code):
    assert [each.code for each in refused(data=data)] == [code]


def test_columns_that_are_missing_or_misspelt_are_all_named():
    columns = [name.replace("text_kk", "text_kz") for name in COLUMNS if name != "source"]
    assert sorted(told(refused(HEAD, columns=columns))) == [
        ("missing", None, "source"), ("missing", None, "text_kk"),
        ("unknown_column", None, "text_kz"),
    ]  # fmt: skip


def test_ten_megabytes_are_refused_before_they_are_read(tmp_path, monkeypatch):
    path = tmp_path / "roads.csv"
    path.write_bytes(b"x" * 10_000_000)
    monkeypatch.setattr(type(path), "read_bytes", lambda self: pytest.fail("it was read"))
    with pytest.raises(ContractError) as caught:
        read_exercise(path)
    assert [each.code for each in caught.value.problems] == ["too_large"]


def test_every_code_of_the_checks_has_a_sentence():
    folder = Path(shelves.__code__.co_filename).parent
    code = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))
    used = set(re.findall(r'Problem\("(\w+)"', code)) | set(re.findall(r'return "(\w+)"', code))
    used |= set(re.findall(r'else "(\w+)"', code))
    assert used <= SENTENCES.keys() | {"", "UTF"}, used - SENTENCES.keys()


# ---- the shelf -----------------------------------------------------------------------------------


def test_a_trainers_own_file_stands_in_the_place_of_ours_and_is_read_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "EXERCISES", tmp_path)
    path = tmp_path / "talgar_road.csv"
    path.write_bytes(written(HEAD | {"id": "talgar_road"}, *ASKED))
    assert shelf().exercises["talgar_road"].title["en"] == "words en"
    path.write_bytes(written(HEAD | {"id": "talgar_road", "text_en": "another"}, *ASKED))
    assert shelf().exercises["talgar_road"].title["en"] == "another"
    path.write_bytes(written(HEAD | {"id": "talgar_road", "text_en": ""}, *ASKED))
    here = shelf()
    assert "talgar_road" not in here.exercises
    [error] = here.refused
    assert told(error.problems) == [("no_translation", 2, "text_en")]


def test_what_a_spreadsheet_leaves_beside_an_open_file_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "EXERCISES", tmp_path)
    for name in ("~$roads.xlsx", ".~lock.roads.csv#", ".roads.csv", "notes.txt"):
        (tmp_path / name).write_bytes(b"nothing")
    assert not shelf().refused


def test_pages_that_may_be_shown_are_pages():
    files = Path(__file__).resolve().parents[2].glob("pages/[a-z]*.py")
    every = {path.stem.replace("_", "-") for path in files}
    assert set(PAGES) == every - {"map", "ledger"} | {""}


def test_every_key_of_the_format_is_computed():
    assert COMPUTED.keys() == KEYS.keys()


# ---- what ships ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_exercises_that_ship_are_sound(path):
    made = read_exercise(path)
    assert problems_of(made) == []
    assert Counter(each.id for each in made.steps).most_common(1)[0][1] == 1
    if any(each.asked.way == "decide" for each in made.steps):
        assert made.events


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_texts_are_in_the_letters_of_their_language(path):
    """No word of two alphabets, no stray blanks, Kazakh that is not Russian."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    for each in rows:
        for name in ("text", "more"):
            kk, ru, en = (each[f"{name}_{lang}"] for lang in LANGUAGES)
            for text in (kk, ru, en):
                assert text == text.strip() and "  " not in text, text
                for word in re.findall(r"\w+", text):
                    both = re.search("[A-Za-z]", word) and re.search("[А-Яа-яЁёӘ-ӿ]", word)
                    assert not both, word
            assert not re.search("[А-Яа-я]", en), en
            assert len(kk) < 25 or kk != ru, kk


# ---- the command ---------------------------------------------------------------------------------


def command(capsys, *words):
    code = command_line.run(["exercises", *map(str, words)], {"exercises": exercises})
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_command_prints_the_keys(capsys):
    code, out, err = command(capsys, *SHIPPED, "--lang", "en")
    assert (code, err) == (0, "")
    assert "choose crossing talgar buffer_zone · = 5" in out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_command_prints_every_problem_and_goes_on(capsys, tmp_path, lang):
    bad = tmp_path / "roads.csv"
    bad.write_bytes(written(HEAD | {"value": "x", "text_kk": ""}, *ASKED))
    code, out, err = command(capsys, bad, tmp_path / "none.csv", SHIPPED[-1], "--lang", lang)
    assert code == command_line.BAD_INPUT
    assert SHIPPED[-1].stem in out
    t = translator(lang)
    for problem in (
        Problem("not_minutes", 2, "roads", "value", "x"),
        Problem("no_translation", 2, "roads", "text_kk"),
        Problem("not_found"),
    ):
        assert sentence(problem, t) in err


def test_a_key_that_cannot_be_computed_or_fits_no_choice_is_named(capsys, tmp_path):
    path = tmp_path / "roads.csv"
    path.write_bytes(
        written(
            HEAD,
            row("step", "a", "number distance_km nowhere 1442-012 ~ 5%", more="y"),
            row("step", "b", "choose verdict talgar 1", more="y"),
            row("choice", "x", "clear"),
            row("choice", "y", "cannot_say"),
            row("step", "c", "line nowhere", more="y"),
        )
    )
    code, out, err = command(capsys, path, "--lang", "en")
    assert (code, out) == (command_line.BAD_INPUT, "")
    assert "Row 3 (a): The key cannot be computed: “nowhere” is not known here." in err
    assert "Row 4 (b): Mura computes “crosses”, and no choice has that value." in err
    assert "Row 7 (c): The key cannot be computed: “nowhere” is not known here." in err
