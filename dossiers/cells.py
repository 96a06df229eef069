"""What the tables on several states share: who is told of, links, figures, proofs, blanks."""

import geopandas as gpd
import pandas as pd

from analysis.comparison import of_states
from dossiers.parts import Cell, Link, Proof, Section
from i18n import Translator
from layers.card import fact, name
from layers.catalogue import collection
from layers.vocabulary import CATEGORIES, LEVELS

STATES = ("KZ", "KG", "TJ", "TM", "UZ")
"""The five of Central Asia, ISO 3166-1 alpha-2, Kazakhstan first."""

States = tuple[str, ...]


def places_of(layer: str, states: States) -> gpd.GeoDataFrame:
    """The places of a layer of which a part lies in these states."""
    table = collection().table
    return of_states(table[table["layer"] == layer], states)


def linked(row: pd.Series, t: Translator) -> Link:
    """The name, leading to the sheet."""
    return Link(name(row, t), place=row["id"])


def category_name(row: pd.Series, t: Translator) -> str:
    """The category of a property."""
    category = row["category"]
    return t(CATEGORIES[category])


def figure(row: pd.Series, column: str, t: Translator) -> Cell:
    """An area, or that none is published; with its confidence where that is another than the
    row's."""
    said = fact(row, column, t)
    if said is None:
        return t("not published")
    level = row["confidence_of"].get(column, row["confidence"])
    if level == row["confidence"]:
        return said
    return said, t("confidence: {level}", level=t(LEVELS[level]))


def proof(row: pd.Series) -> Proof:
    """Where the figures of a row come from."""
    return Proof(tuple(row["sources"]), row["confidence"])


RECALLED = "recalled, unverified"
"""How the data name a fact that somebody wrote from memory."""


def unverified(sources: tuple[str, ...] | list[str], t: Translator) -> str | None:
    """That a fact was written from memory, where its sources say so."""
    return t("recalled from memory, not verified") if RECALLED in sources else None


def low(t: Translator) -> str:
    """That a fact is of low confidence."""
    return t("confidence: {level}", level=t(LEVELS["low"]))


def nothing(identity: str, title: str, t: Translator) -> Section:
    """A section of which there is nothing, and what to do."""
    said = t("Nothing is known of these states here. Choose another state, or all of them.")
    return Section(id=identity, title=title, said=(said,))


def doubts_section(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """What the sources do not agree on or do not say, place by place."""
    return Section(
        id="doubts",
        title=t("What is not certain"),
        points=tuple(
            (linked(row, t), *(dispute[t.lang] for dispute in row["disputes"]))
            for _, row in rows.iterrows()
            if row["disputes"]
        ),
    )
