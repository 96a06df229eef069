"""Rows of a file that were screened each by itself, as files: JSON as the command line gives it; a
workbook, GeoJSON, GeoPackage and KML with a part for each matter."""

from collections.abc import Iterator, Sequence
from typing import Any

import geopandas as gpd

from analysis.screening import Finding
from dossiers.batch import counted, name_of, nearest, row_of, titled
from dossiers.screening import findings_not_clear, told
from dossiers.screening_words import BODIES
from geodata.export import Bundle, Part
from i18n import LANGUAGES, Translator, translator
from layers.answer import Answer, Source
from layers.zones import zone_name
from reports.findings import FORMAT, document, encoded
from reports.take_along import FORMS, MADE, bundled, marked, point, record, table_of

__all__ = ["FORMS", "as_json", "file_of"]


def file_of(form: str, every: Sequence[Answer], source: Source, t: Translator) -> bytes:
    """One of FORMS."""
    if form == "json":
        return as_json(every, source)
    return MADE[form](bundle(every, source, t))


def as_json(every: Sequence[Answer], source: Source) -> bytes:
    """Each row's document, in the order of the file; of its findings those that may not be clear,
    those that are near, and the nearest."""
    rows = [
        {"row": row_of(each), "name": name_of(each), **document(each)}
        for each in sorted(every, key=row_of)
    ]
    whole = {
        "format": FORMAT,
        "input_sha256": source.sha256,
        "left_out_rows": list(source.left_out),
        "not_read": list(source.unread),
        "rows": rows,
    }
    return encoded(whole)


def bundle(every: Sequence[Answer], source: Source, t: Translator) -> Bundle:
    """The rows, their findings, what was not checked for which, what to do next for which."""
    rows = sorted(every, key=row_of)
    return bundled(
        t,
        t("Screening"),
        (
            *marked(rows[0], t),
            counted(rows, t),
            t("Version of the data: {version}.", version=rows[0].data_version),
        ),
        Part("rows", t("Each row by itself"), source.name, _rows(rows), "#9d174d", "circle"),
        Part("findings", t("Findings"), t("Nearest or deepest points"), _findings(rows),
             "#7a2614", "diamond"),
        Part("not_checked", t("not checked"), t("Layers of this screening"), _unchecked(rows),
             "#334155", "square"),
        Part("steps", t("What to do next"), t("What to do next"), _steps(rows),
             "#334155", "square"),
    )  # fmt: skip


def _rows(rows: Sequence[Answer]) -> gpd.GeoDataFrame:
    records = [
        {
            **_of_row(each, "row"),
            **{
                f"text_{lang}": " ".join(told(one, translator(lang)) for one in _first(each))
                for lang in LANGUAGES
            },
            "verdict": each.verdict,
            "crosses": len(each.screening.of_verdict("crosses")),
            "cannot_say": len(each.screening.of_verdict("cannot_say")),
            "not_checked": ", ".join(layer.layer for layer in each.screening.not_checked),
        }
        for each in rows
    ]
    return table_of("rows", records, [each.screening.project.shapes[0] for each in rows])


def _first(given: Answer) -> Sequence[Finding]:
    """All that it crosses; else the nearest."""
    near = nearest(given)
    return given.screening.of_verdict("crosses") or ((near,) if near else ())


def _of_row(given: Answer, what: str) -> dict[str, Any]:
    return {
        "id": f"{what}-{row_of(given)}",
        "row": row_of(given),
        "row_name": name_of(given),
        **{f"name_{lang}": titled(given, translator(lang)) for lang in LANGUAGES},
    }


def _findings(rows: Sequence[Answer]) -> gpd.GeoDataFrame:
    found = [(given, each) for given in rows for each in findings_not_clear(given)]
    made = [
        {"row": row_of(given), "row_name": name_of(given), **record(each),
         "id": f"row-{row_of(given)}-{each.target.feature_id}-{each.target.zone}"}
        for given, each in found
    ]  # fmt: skip
    return table_of("findings", made, [point(each) for _, each in found])


def _unchecked(rows: Sequence[Answer]) -> gpd.GeoDataFrame:
    of: dict[str, list[int]] = {}
    for given in rows:
        for each in given.screening.not_checked:
            of.setdefault(each.layer, []).append(row_of(given))
    made = [
        {"id": f"not-checked-{layer}", "zone": layer, "rows": _numbers(numbers),
         **_in_every_language(lambda t, layer=layer: zone_name(layer, t))}
        for layer, numbers in of.items()
    ]  # fmt: skip
    return table_of("not_checked", made, [None] * len(made))


def _steps(rows: Sequence[Answer]) -> gpd.GeoDataFrame:
    """What the triggers ask for, and of which rows."""
    fired = {each.trigger.id: each for given in rows for each in given.fired}
    made = [
        {
            "id": f"step-{name}",
            "days": each.days,
            "to": ", ".join(each.trigger.to),
            "rows": _numbers(_set_off(rows, name)),
            **{f"name_{lang}": each.trigger.step[lang] for lang in LANGUAGES},
            **{f"text_{lang}": ", ".join(translator(lang)(BODIES[body]) for body in each.trigger.to)
               for lang in LANGUAGES},
        }
        for name, each in fired.items()
    ]  # fmt: skip
    return table_of("steps", made, [None] * len(made))


def _set_off(rows: Sequence[Answer], trigger: str) -> Iterator[int]:
    for given in rows:
        if any(each.trigger.id == trigger for each in given.fired):
            yield row_of(given)


def _numbers(rows: Sequence[int] | Iterator[int]) -> str:
    """Row numbers as one reads them: 1–4, 7."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _in_every_language(said: Any) -> dict[str, str]:
    words = {lang: str(said(translator(lang))) for lang in LANGUAGES}
    return {f"{kind}_{lang}": words[lang] for kind in ("name", "text") for lang in LANGUAGES}
