"""The ledger as files: a workbook with a sheet a matter, GeoJSON, JSON."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

import shapely

from analysis.sums import Sum
from dossiers.ledger import hit_said, last_day, zone_named
from geodata.export import Bundle, Part, to_xlsx
from geodata.ledger import Entry, Hit, Remark
from geodata.ledger.records import status_of, wrong_hits
from i18n import LANGUAGES, Translator, translator
from reports.findings import FORMAT, encoded
from reports.take_along import FORMS as EVERY_FORM
from reports.take_along import bundled, table_of, to_collection

FORMS = {form: EVERY_FORM[form] for form in ("xlsx", "geojson", "json")}

Shapes = Callable[[str], Sequence[shapely.Geometry]]
"""Of the id of a screening the shapes of its project, EPSG:4326."""


def file_of(
    form: str,
    entries: Sequence[Entry],
    remarks: Sequence[Remark],
    every: Sequence[Sum],
    shapes: Shapes,
    t: Translator,
) -> bytes:
    """One of FORMS."""
    if form == "json":
        return as_json(entries, remarks, every)
    made = bundle(entries, remarks, every, shapes, t)
    return to_xlsx(made) if form == "xlsx" else to_collection(made)


def as_json(entries: Sequence[Entry], remarks: Sequence[Remark], every: Sequence[Sum]) -> bytes:
    """Everything but the shapes and the whole documents."""
    return encoded(
        {
            "format": FORMAT,
            "screenings": [
                {
                    **asdict(each),
                    "day": each.day.isoformat(),
                    "relied_on_until": last_day(each).isoformat(),
                    "status": status_of(each, remarks),
                }
                for each in entries
            ],
            "remarks": [asdict(each) for each in remarks],
            "sums": [asdict(each) for each in every],
        }
    )


def bundle(
    entries: Sequence[Entry],
    remarks: Sequence[Remark],
    every: Sequence[Sum],
    shapes: Shapes,
    t: Translator,
) -> Bundle:
    """Screenings, their hits, what was said, what adds up."""
    said = t.plural("{n} screening is kept.", "{n} screenings are kept.", len(entries))
    projects = [_project(each, remarks) for each in entries]
    drawn = [shapely.geometrycollections(list(shapes(each.id))) for each in entries]
    return bundled(
        t,
        t("Ledger"),
        (said,),
        Part("projects", t("Screenings that are kept"), said, table_of("projects", projects, drawn),
             "#9d174d", "circle"),
        *(
            Part(name, title, title, table_of(name, rows, [None] * len(rows)), "#334155", "square")
            for name, title, rows in (
                ("hits", t("What was found then"), _hits(entries, remarks)),
                ("remarks", t("What was said of it since"), list(map(_remark, remarks))),
                ("sums", t("What adds up"), list(map(_sum, every))),
            )
        ),
    )  # fmt: skip


def _project(each: Entry, remarks: Sequence[Remark]) -> dict[str, Any]:
    return {
        "id": each.id,
        **{f"{kind}_{lang}": each.name for kind in ("name", "text") for lang in LANGUAGES},
        "day": each.day.isoformat(),
        "relied_on_until": last_day(each).isoformat(),
        "kind": each.kind,
        "phase": each.phase,
        "verdict": each.verdict,
        "status": status_of(each, remarks),
        "length_m": round(each.length_m, 2),
        "by": each.by,
        "data_version": each.data_version,
    }


def _hits(entries: Sequence[Entry], remarks: Sequence[Remark]) -> list[dict[str, Any]]:
    wrong = wrong_hits(remarks)
    words = {lang: translator(lang) for lang in LANGUAGES}
    return [
        {
            "id": f"{entry.id}-{each.feature_id}-{each.zone}",
            "screening": entry.id,
            "project": entry.name,
            **_named(each, words),
            **asdict(each),
            "marked_wrong": "yes" if (entry.id, each.feature_id, each.zone) in wrong else "no",
        }
        for entry in entries
        for each in entry.hits
    ]  # fmt: skip


def _named(each: Hit, words: dict[str, Translator]) -> dict[str, str]:
    names = {f"name_{lang}": zone_named(each.feature_id, each.zone, t) for lang, t in words.items()}
    return names | {f"text_{lang}": hit_said(each, t) for lang, t in words.items()}


def _remark(each: Remark) -> dict[str, Any]:
    said = {name: value for name, value in asdict(each).items() if name != "entry"}
    text = {
        f"{kind}_{lang}": each.reason or each.what
        for kind in ("name", "text")
        for lang in LANGUAGES
    }
    return {"id": f"{each.entry}-{each.added}", "screening": each.entry, **text, **said}


def _sum(each: Sum) -> dict[str, Any]:
    words = {lang: zone_named(each.feature_id, each.zone, translator(lang)) for lang in LANGUAGES}
    return {
        "id": f"{each.feature_id}-{each.zone}-{each.year}",
        **{f"{kind}_{lang}": said for kind in ("name", "text") for lang, said in words.items()},
        "feature_id": each.feature_id,
        "zone": each.zone,
        "year": each.year,
        "projects": len(each.crossing),
        "length_inside_m": round(each.length_m, 2),
        "area_inside_m2": round(each.area_m2, 1),
        "too_near_to_say": len(each.unsure),
    }
