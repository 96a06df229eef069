"""Everything that is wrong with the rows of an exercise, at once: a person mends a file once."""

import re
from collections.abc import Iterable, Iterator, Sequence

from geodata.contract import shortened
from geodata.exercises.asking import PAGES, Asked, asked
from geodata.exercises.rows import LANGUAGES, LONGEST, Row
from geodata.problems import Problem

KINDS = ("exercise", "role", "step", "choice", "hint", "show", "event", "debrief")
TOKEN = re.compile(r"[a-z][a-z0-9_]{0,39}")
_BELOW = ("choice", "hint", "show")
"""Kinds that belong to the step above them."""
_NEED_MORE = ("exercise", "role")
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?|"
    r"(?:(?P<d>\d{1,2})\.)?(?P<m>\d{1,2})\.(?P<y>\d{4})"
)
_MONTHS = re.compile(r"\+?\d{1,3}")
_ADDRESS = re.compile(r"\./(?P<page>[a-z-]*)(\?[^\s\"'<>\\#]*)?(#[^\s\"'<>\\#]*)?")
_LONGEST_ADDRESS = 600
_MOST_MINUTES = 240


def problems_of(rows: Sequence[Row], stem: str) -> list[Problem]:
    """All problems, in the order of the rows. `stem`: of the file's name, which is the id."""
    found = [*_of_the_whole(rows, stem), *_of_ids(rows)]
    step: Asked | None = None
    above = False
    for row in rows:
        if row.kind == "step":
            above, step = True, _asked(row)
        found += _of_row(row, step if row.kind == "choice" else None, above)
    found += [each for block in _blocks(rows) for each in _of_step(*block)]
    return sorted(found, key=lambda each: each.row or 0)


def date_of(written: str) -> str | None:
    """A date as ISO 8601: 2016, 2016-03, 2016-03-21; a spreadsheet writes 21.03.2016. None: it is
    no date."""
    found = _DATE.fullmatch(written)
    if found is None:
        return None
    year, month, day = found["year"] or found["y"], found["month"] or found["m"], (
        found["day"] or found["d"]
    )  # fmt: skip
    if not 1 <= int(month or 1) <= 12 or not 1 <= int(day or 1) <= 31:
        return None
    return "-".join([year, *(f"{int(each):02}" for each in (month, day) if each)])


def _of_the_whole(rows: Sequence[Row], stem: str) -> Iterator[Problem]:
    if not rows or rows[0].kind != "exercise":
        yield Problem("no_exercise", rows[0].number if rows else None)
    for row in rows[1:]:
        if row.kind == "exercise":
            yield Problem("second_exercise", row.number, row.id or None)
    if rows and rows[0].kind == "exercise" and rows[0].id != stem:
        yield Problem("not_its_file", rows[0].number, None, "id", shortened(rows[0].id) or "—")
    kinds = {row.kind for row in rows}
    if "step" not in kinds:
        yield Problem("no_step")
    decisions = [row for row in rows if row.kind == "step" and row.value == "decide"]
    if decisions and "event" not in kinds:
        yield Problem("no_event", decisions[0].number, decisions[0].id)


def _of_ids(rows: Iterable[Row]) -> Iterator[Problem]:
    seen: set[tuple[str, str, str]] = set()
    step = ""
    for row in rows:
        if row.kind not in KINDS or row.kind in {"hint", "show"}:
            continue
        step = row.id if row.kind == "step" else step
        key = row.kind, row.id, step if row.kind == "choice" else ""
        if not TOKEN.fullmatch(row.id):
            yield Problem("not_a_token", row.number, None, "id", shortened(row.id) or "—")
        elif key in seen and row.kind != "exercise":
            yield Problem("repeated_id", row.number, row.id, "id", row.id)
        seen.add(key)


def _of_row(row: Row, step: Asked | None, above: bool) -> Iterator[Problem]:
    if row.kind not in KINDS:
        value = shortened(row.kind) or "—"
        yield Problem("not_allowed", row.number, row.id or None, "row", value)
        return
    if row.kind in _BELOW and not above:
        yield Problem("no_step_above", row.number, row.id or None, "row", row.kind)
    yield from _texts(row, "text", True)
    yield from _texts(row, "more", row.kind in _NEED_MORE or _is_judged(row))
    for name, cell in row.cells.items():
        if len(cell) > LONGEST:
            yield Problem("too_long_text", row.number, row.id or None, name, str(LONGEST))
    code = _wrong_value(row, step)
    if code:
        value = shortened(row.value) or "—"
        yield Problem(code, row.number, row.id or None, "value", value)
    if row.kind == "event" and not row.source:
        yield Problem("empty", row.number, row.id or None, "source")


def _texts(row: Row, name: str, needed: bool) -> Iterator[Problem]:
    """A text stands in all languages, or, where it need not be, in none."""
    missing = [lang for lang, text in row.texts(name).items() if not text]
    if len(missing) == len(LANGUAGES):
        if needed:
            columns = ", ".join(f"{name}_{lang}" for lang in LANGUAGES)
            yield Problem("empty", row.number, row.id or None, columns)
        return
    for lang in missing:
        yield Problem("no_translation", row.number, row.id or None, f"{name}_{lang}")


def _asked(row: Row) -> Asked | None:
    found = asked(row.value)
    return found if isinstance(found, Asked) else None


def _is_judged(row: Row) -> bool:
    found = _asked(row) if row.kind == "step" else None
    return found is not None and found.judged


def _wrong_value(row: Row, step: Asked | None) -> str:
    """The code of what is wrong with the value; empty where nothing is."""
    if row.kind == "exercise":
        fits = row.value.isdecimal() and 1 <= int(row.value) <= _MOST_MINUTES
        return "" if fits else "not_minutes"
    if row.kind == "step":
        found = asked(row.value)
        return found if isinstance(found, str) else ""
    if row.kind == "event":
        return "" if date_of(row.value) else "not_a_date"
    if row.kind == "show":
        return "" if _leads_into_mura(row.value) else "not_an_address"
    if row.kind == "choice" and step is not None:
        return _wrong_choice(row, step)
    return ""


def _leads_into_mura(address: str) -> bool:
    found = _ADDRESS.fullmatch(address) if len(address) <= _LONGEST_ADDRESS else None
    return found is not None and found["page"] in PAGES and address.isprintable()


def _wrong_choice(row: Row, step: Asked) -> str:
    if step.way not in {"choose", "decide"}:
        return "choice_not_asked"
    if step.way == "decide":
        return "" if _MONTHS.fullmatch(row.value) else "not_months"
    if step.key:
        return "" if row.value else "empty"
    return "" if row.value in {"", "right"} else "not_right"


def _blocks(rows: Iterable[Row]) -> Iterator[tuple[Row, list[Row]]]:
    """Every step with the choices below it."""
    block: tuple[Row, list[Row]] | None = None
    for row in rows:
        if row.kind == "step":
            if block:
                yield block
            block = row, []
        elif row.kind == "choice" and block:
            block[1].append(row)
    if block:
        yield block


def _of_step(step: Row, choices: list[Row]) -> Iterator[Problem]:
    found = _asked(step)
    if found is None or found.way not in {"choose", "decide"}:
        return
    values = [each.value for each in choices]
    if len(choices) < 2:
        yield Problem("too_few_choices", step.number, step.id)
    elif found.way == "choose" and not found.key and values.count("right") != 1:
        yield Problem("not_one_right", step.number, step.id, "value", str(values.count("right")))
    elif found.key and len(set(values)) < len(values):
        yield Problem("same_choices", step.number, step.id)
