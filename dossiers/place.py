"""The sheet of one place: everything that is known of it, for any feature of any layer."""

from typing import Any

from dossiers.affected import affected
from dossiers.events import events_section
from dossiers.nearest import nearest_section
from dossiers.parts import Cell, Dossier, Fact, Link, Proof, Row, Section, Table
from dossiers.passport import passport
from dossiers.responsible import responsible
from dossiers.zones import zones
from geodata.escape import is_web_address
from geodata.tables import is_blank
from i18n import LANGUAGES, N_, Translator
from layers import card
from layers.catalogue import collection, layer

_OFFICIAL = (
    "parent_id",
    "category",
    "criteria",
    "in_danger",
    "designated_year",
    "status",
    "countries",
    "region_now",
    "region_2019",
    "districts",
    "area_ha",
    "buffer_ha",
)
"""Columns that every sheet tells after those of its own layer."""

_HECTARES = {"area_ha", "buffer_ha", "core_ha", "transition_ha"}
"""Columns whose blank is told too: that nobody published them is worth knowing."""

_LANGUAGE_NAMES = {"kk": N_("in Kazakh"), "ru": N_("in Russian"), "en": N_("in English")}


def dossier(identity: str, t: Translator) -> Dossier:
    """The sheet of the place of that id. Raises KeyError."""
    row = collection().table.loc[identity]
    sections = (
        names,
        facts,
        parts,
        zones,
        passport,
        responsible,
        affected,
        events,
        nearest_section,
        sources,
    )
    told = (make(row, t) for make in sections)
    return Dossier(
        id=identity,
        title=card.name(row, t),
        kind=_kind(row, t),
        summary=row[f"summary_{t.lang}"] or "",
        warnings=tuple(card.warnings(row, t)),
        sections=tuple(each for each in told if each is not None),
    )


def proof_of(row: card.Row, column: str) -> Proof:
    """Where a column's figure comes from, and how sure it is."""
    cited = row["period_sources"] if column == "century_from" and row["period_sources"] else None
    level = row["confidence_of"].get(column, row["confidence"])
    return Proof(tuple(cited or row["sources"]), level)


def _kind(row: card.Row, t: Translator) -> str:
    return f"{layer(row['layer']).called(t)} · {row['id']}"


def names(row: card.Row, t: Translator) -> Section:
    """The names in three languages, whether each was found or is ours, and other spellings."""
    said = [
        Fact(
            t(_LANGUAGE_NAMES[lang]),
            str(row[f"name_{lang}"]),
            proof_of(row, f"name_{lang}") if row[f"name_{lang}_status"] == "sourced" else None,
        )
        for lang in LANGUAGES
    ]
    ours = [lang for lang in LANGUAGES if row[f"name_{lang}_status"] == "unofficial"]
    others = Fact(t("Also written"), ", ".join(row["names_other"]))
    note = t(
        "Our own rendering, no official form was found: {languages}.",
        languages=", ".join(t(_LANGUAGE_NAMES[lang]) for lang in ours),
    )
    return Section(
        "names",
        t("Names"),
        facts=(*said, *([others] if row["names_other"] else [])),
        notes=(note,) if ours else (),
    )


def facts(row: card.Row, t: Translator) -> Section:
    """The official facts. A blank that matters is told as such."""
    columns = dict.fromkeys((*layer(row["layer"]).facts, *_OFFICIAL))
    told = (_fact(row, column, t) for column in columns if column in card.LABELS)
    return Section("facts", t("Facts"), facts=tuple(each for each in told if each is not None))


def _fact(row: card.Row, column: str, t: Translator) -> Fact | None:
    label = t(card.LABELS[column])
    text = card.fact(row, column, t)
    if text is not None:
        value: Cell = Link(text, place=row["parent_id"]) if column == "parent_id" else text
        return Fact(label, value, proof_of(row, column))
    if not layer(row["layer"]).designated or row["layer"] == "talgar":
        return None
    if column in _HECTARES:
        return Fact(label, t("hectares: not published"))
    if column in {"century_from", "managing_body"}:
        return Fact(label, t("not found"))
    return None


def parts(row: card.Row, t: Translator) -> Section | None:
    """The parts of a serial property with their own areas; None of what has none."""
    if not row["serial"] or row["parent_id"] is not None:
        return None
    every = parts_of(row)
    if every.empty:
        said = t("{n} parts were published; none was found by name.", n=row["parts_total"])
        return Section("parts", t("Component parts"), said=(said,))
    table = Table(
        caption=t("Component parts"),
        heads=(t("Number"), t("Name"), t("Countries"), t("Area"), t("Buffer zone")),
        rows=tuple(_part(part, t) for _, part in every.iterrows()),
        numbers=frozenset({3, 4}),
    )
    return Section("parts", t("Component parts"), table=table, notes=_sum(row, every, t))


def parts_of(row: card.Row) -> Any:
    """The rows of a property's parts, in the order of their numbers."""
    table = collection().table
    return table[(table["parent_id"] == row["id"]) & (table["layer"] == row["parts_layer"])]


def _part(part: card.Row, t: Translator) -> Row:
    return Row(
        cells=(
            part["id"],
            Link(card.name(part, t), place=part["id"]),
            card.fact(part, "countries", t) or "—",
            card.fact(part, "area_ha", t) or t("not published"),
            card.fact(part, "buffer_ha", t) or t("not published"),
        ),
        proof=proof_of(part, "area_ha"),
        id=part["id"],
    )


def _sum(row: card.Row, every: Any, t: Translator) -> tuple[str, ...]:
    """How the parts add up to the property, where the areas of all that have one are known."""
    known = every["area_ha"].dropna()
    if known.empty or is_blank(row["area_ha"]):
        return ()
    said = t(
        "Areas are known for {known} of {n} parts: together {sum} ha; the List gives {listed} ha.",
        known=len(known),
        n=len(every),
        sum=t.number(float(known.sum()), 2),
        listed=t.number(float(row["area_ha"]), 2),
    )
    return (said,)


def events(row: card.Row, t: Translator) -> Section | None:
    """What happened to the place and what was decided about it; of a property, about its parts."""
    about = (row["id"],) if row["parent_id"] is None else (row["id"], row["parent_id"])
    of_parts = tuple(parts_of(row).index) if row["parts_layer"] else ()
    return events_section((*about, *of_parts), t)


def sources(row: card.Row, t: Translator) -> Section:
    """Everything that is cited, and how sure the whole is."""
    confidence = Fact(t("Confidence"), card.fact(row, "confidence", t) or "")
    cited = tuple(citation(source) for source in row["sources"])
    return Section("sources", t("Sources"), facts=(confidence,), points=cited)


def citation(source: str) -> str | Link:
    """A source as it is cited; an address of its own leads there."""
    alone = is_web_address(source) and " " not in source
    return Link(source, url=source) if alone else source
