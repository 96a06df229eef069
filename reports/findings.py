"""The findings of a screening as JSON.

The same input and the same data give the same bytes: keys in order, numbers rounded as DECIMALS
say, and no clock.
"""

import json
import struct
from collections.abc import Iterable, Mapping
from typing import Any
from unicodedata import category

from analysis.rules import Fired
from analysis.screening import Finding
from geodata.escape import UNSEEN
from layers.answer import Answer
from layers.training import LAYER as TRAINING

DECIMALS = {"metres": 2, "square_metres": 1, "degrees": 7, "share": 6}

MOST_ROWS = 100
"""Numbers of rows that the document names; of more it says how many."""

FORMAT = 1
"""Of the document; another number when a key changes its meaning."""


def as_json(given: Answer) -> bytes:
    """The document of one answer."""
    return encoded(document(given))


def encoded(told: Any, indent: int | None = 1) -> bytes:
    """UTF-8 with keys in order. Signs that a terminal obeys are written as numbers: nothing is
    lost, and whoever prints the document is not steered by a name in it."""
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=indent, allow_nan=False)
    unseen = {ord(sign): _as_numbers(sign) for sign in set(written) if _is_unseen(sign)}
    return f"{written.translate(unseen)}\n".encode()


def _is_unseen(sign: str) -> bool:
    return sign != "\n" and category(sign) in UNSEEN


def _as_numbers(sign: str) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _units(sign))


def _units(sign: str) -> tuple[int, ...]:
    """Of UTF-16, as JSON counts."""
    code = sign.encode("utf-16-be", "surrogatepass")
    return struct.unpack(f">{len(code) // 2}H", code)


def document(given: Answer) -> dict[str, Any]:
    """The findings in tokens and numbers; metres, degrees (WGS 84, longitude first)."""
    found, source = given.screening, given.source
    project = found.project
    marked = {"training": given.training} if given.training else {}
    return {
        **marked,
        "format": FORMAT,
        "id": given.id,
        "verdict": given.verdict,
        "input_sha256": source.sha256,
        "data_version": given.data_version,
        "project": {
            "name": source.name,
            "form": source.form,
            "system": source.system,
            "system_basis": source.basis,
            "operation": source.operation,
            "accuracy_m": metres(project.accuracy_m),
            "kind": project.kind,
            "phase": project.phase,
            "height_m": project.height_m,
            "width_m": project.width_m,
            "length_m": metres(found.length_m),
            "shapes": len(project.shapes),
            "regions": list(found.regions),
            "abroad": found.abroad,
            "rows": list(source.rows) if len(source.rows) <= MOST_ROWS else len(source.rows),
            "left_out_rows": list(source.left_out),
            "not_read": list(source.unread),
        },
        "parameters": dict(found.values),
        "findings": [finding(each) for each in found.findings],
        "not_checked": [each.layer for each in found.not_checked],
        "not_checked_why": {
            each.layer: {"reason": each.reason, "places": list(each.places)}
            for each in found.not_checked
        },
        "checked": {"layers": list(given.layers), "zones": list(given.zones)},
        "failed": list(given.failed),
        "rules": [rule for each in given.fired for rule in _rules(each)],
        "regimes": [
            {
                "feature_id": each.feature_id,
                "unesco_zone": each.unesco,
                "national_zone": each.national,
                "unesco_beyond_m": metres(each.unesco_beyond_m),
                "national_beyond_m": metres(each.national_beyond_m),
            }
            for each in given.regimes
        ],
        "rounding": DECIMALS,
    }


def finding(each: Finding) -> dict[str, Any]:
    """One finding in tokens and numbers."""
    target = each.target
    nearest = each.nearest
    return {
        "feature_id": target.feature_id,
        "layer": target.layer,
        "zone": target.zone,
        "verdict": each.verdict.verdict,
        "reason": each.verdict.reason,
        "settled_by": list(each.verdict.settled_by),
        "assumed": each.verdict.assumed,
        "clearance_m": metres(each.clearance_m),
        "accuracy_m": metres(each.accuracy_m),
        "clear_beyond_m": metres(each.least_m),
        "length_inside_m": metres(each.length_inside_m),
        "area_inside_m2": round(each.area_inside_m2, DECIMALS["square_metres"]),
        "share_of_zone": None if each.share is None else round(each.share, DECIMALS["share"]),
        "intervals": [
            {"enter_m": metres(enter), "leave_m": metres(leave)} for enter, leave in each.intervals
        ],
        "nearest": None
        if nearest is None
        else {
            "lon": round(nearest.lon, DECIMALS["degrees"]),
            "lat": round(nearest.lat, DECIMALS["degrees"]),
            "chainage_m": metres(nearest.chainage_m),
            "side": nearest.side,
        },
        "boundary_kind": TRAINING if target.layer == TRAINING else target.boundary_kind,
        "source": target.source,
    }


def _rules(fired: Fired) -> Iterable[Mapping[str, Any]]:
    for rule in fired.rules:
        yield {
            "id": rule.id,
            "trigger": fired.trigger.id,
            "number": rule.number,
            "date": rule.date,
            "verified": rule.verified,
            "confidence": rule.confidence,
            "source": list(rule.sources),
            "to": list(fired.trigger.to),
            "days": fired.days,
            "findings": [[each.target.feature_id, each.target.zone] for each in fired.findings],
            "layers": list(fired.layers),
            "corridors": [each.id for each in fired.corridors],
        }


def metres(value: float | None) -> float | None:
    """As these documents round it."""
    # Adding 0 makes of minus nothing nothing.
    return None if value is None else round(value, DECIMALS["metres"]) + 0.0
