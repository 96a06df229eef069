"""Sacred places and the capitals of the Shanghai Cooperation Organisation, and how sure each is."""

from collections import Counter

import pandas as pd

from dossiers.cells import linked, proof, unverified
from dossiers.parts import Cell, Link, Row, Section, Table
from i18n import Translator
from layers.card import fact, name, regions
from layers.catalogue import collection
from layers.vocabulary import KIND_NAMES, LEVELS, type_name


def sacred_section(t: Translator) -> Section:
    """Every sacred place with its confidence; what was recalled is called so."""
    title = t("Sacred places of Kazakhstan")
    rows = [row for _, row in _of("sacred_places").iterrows()]
    recalled = sum(unverified(row["sources"], t) is not None for row in rows)
    heads = (t("Name"), t("Type"), t("Region today"), t("On the map"), t("Confidence"))
    return Section(
        id="sacred",
        title=title,
        warnings=(
            t(
                "{n} of these {whole} were recalled from memory and not verified: for orientation "
                "only, nothing may be concluded from them.",
                n=recalled,
                whole=len(rows),
            ),
        ),
        table=Table(title, heads, tuple(_sacred(row, t) for row in rows)),
        notes=(_levels(rows, t),),
    )


def _sacred(row: pd.Series, t: Translator) -> Row:
    table = collection().table
    kind = row["geometry_kind"] or "none"
    named: Cell = linked(row, t)
    if row["parent_id"] in table.index:
        parent = table.loc[row["parent_id"]]
        named = (linked(row, t), t("World Heritage:"), Link(name(parent, t), place=parent["id"]))
    return Row(
        cells=(
            named,
            type_name(row["sacred_type"], t),
            regions(row, "today", t) or t("not found"),
            t(KIND_NAMES[kind]),
            _confidence(row, t),
        ),
        proof=proof(row),
        id=row["id"],
    )


def capitals_section(t: Translator) -> Section:
    """The cities that held the title, year by year, and how sure that is."""
    title = t("Tourism and culture capitals of the Shanghai Cooperation Organisation")
    heads = (t("Years"), t("City"), t("Country"), t("Confidence"))
    rows = [row for _, row in _of("sco_capitals").iterrows()]
    return Section(
        id="sco",
        title=title,
        table=Table(title, heads, tuple(_capital(row, t) for row in rows)),
        notes=(t("Who holds the title in 2026–2027 was not found."),),
    )


def _capital(row: pd.Series, t: Translator) -> Row:
    candidate = fact(row, "status", t)
    doubtful = [dispute[t.lang] for dispute in row["disputes"]]
    said = [candidate, *doubtful] if candidate else doubtful
    return Row(
        cells=(
            fact(row, "year_from", t) or t("not found"),
            (linked(row, t), *said),
            fact(row, "countries", t) or "",
            _confidence(row, t),
        ),
        proof=proof(row),
        id=row["id"],
    )


def _confidence(row: pd.Series, t: Translator) -> Cell:
    """How sure what is said is; the confidence of the position stands on the sheet."""
    level, recalled = row["confidence"], unverified(row["sources"], t)
    return (t(LEVELS[level]), recalled) if recalled else t(LEVELS[level])


def _levels(rows: list[pd.Series], t: Translator) -> str:
    counts = Counter(row["confidence"] for row in rows)
    said = ", ".join(f"{t(word)}: {counts[level]}" for level, word in LEVELS.items())
    return t("Confidence: {counts}.", counts=said)


def _of(layer: str) -> pd.DataFrame:
    table = collection().table
    return table[table["layer"] == layer]
