"""Kazakhstan's tentative list, as far as it was found."""

from dossiers.cells import low, unverified
from dossiers.parts import Cell, Link, Proof, Row, Section, Table
from geodata.records import Tentative, tentative_list
from i18n import Translator
from layers.card import fact, name
from layers.catalogue import collection
from layers.vocabulary import CATEGORIES


def tentative_section(t: Translator) -> Section:
    """Kazakhstan's tentative list, as far as it was found. A table only: nothing is drawn of it."""
    title = t("Kazakhstan's tentative list")
    heads = (t("Name"), t("Number"), t("Entered"), t("Category"), t("What became of it"))
    entries = tentative_list()
    return Section(
        id="tentative",
        title=title,
        said=(
            t(
                "What Kazakhstan has announced that it may propose for the World Heritage List. "
                "A table only: most entries have no published position, so none is on the map."
            ),
        ),
        table=Table(title, heads, tuple(_entry(each, t) for each in entries)),
        notes=(
            t.plural(
                "{n} entry was found; UNESCO's own list was not read, it may hold others.",
                "{n} entries were found; UNESCO's own list was not read, it may hold others.",
                len(entries),
            ),
            t("The Kazakh and Russian names are our own renderings; they are not official."),
        ),
    )


def _entry(each: Tentative, t: Translator) -> Row:
    table = collection().table
    became: Cell = t("nothing is known")
    if each.became in table.index:
        row = table.loc[each.became]
        since = t("inscribed in {year} as:", year=fact(row, "designated_year", t))
        whole = row["layer"] == "world_heritage" and each.category is not None
        became = (
            since if whole else t("now part of what is inscribed:"),
            Link(name(row, t), row.id),
        )
    words: Cell = each.name[t.lang]
    if each.confidence == "low":
        words = (each.name[t.lang], unverified(each.sources, t) or low(t))
    return Row(
        cells=(
            words,
            each.number or t("not found"),
            each.date or t("not found"),
            t(CATEGORIES[each.category]) if each.category else t("not found"),
            became,
        ),
        proof=Proof(each.sources, each.confidence),
    )
