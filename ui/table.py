"""The rows of the map as an HTML table: for the keyboard, the screen reader, and the eye."""

from collections.abc import Callable

import geopandas as gpd
import streamlit as st

from analysis.select import AsOf, Query
from geodata.escape import for_html
from i18n import N_, Translator, translator
from layers.card import Row, card, fact, is_disputed, name, regions
from layers.catalogue import collection, layer
from layers.freshness import while_data_stay
from layers.vendor import symbol_address
from layers.vocabulary import KIND_NAMES
from ui import session
from ui.dossier import sheet_address

MOST_ROWS = 100
"""A longer list is cut into pages."""

ROWS_A_PAGE = 50
"""Of a list that is cut: each row costs the browser a millisecond at every change of filter."""

MOST_BUTTONS = 30
"""Pages that get a button each; of more, the number is typed."""

_MADE_AHEAD = 2000
"""Rows that are made when the server starts: in three languages, two seconds."""

_HEADS = (N_("Name"), N_("Year"), N_("Country, region"), N_("Position"))


def table(rows: gpd.GeoDataFrame, query: Query, t: Translator) -> None:
    """Show the rows; of many, a page of them. A name links to its card on the map."""
    ids = rows.index
    if len(ids) > MOST_ROWS:
        page = _page(-(-len(ids) // ROWS_A_PAGE), query, t)
        ids = ids[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    st.html(table_html([_row(identity, t.lang, query.as_of) for identity in ids], t))


def _page(pages: int, query: Query, t: Translator) -> int:
    key = session.key(f"table-page-{hash(query)}", t)  # another list starts at its first page
    label = t("Page of the table")
    if pages > MOST_BUTTONS:
        return int(st.number_input(label, 1, pages, key=key))
    chosen = st.segmented_control(
        label, list(range(1, pages + 1)), default=1, key=key, required=True
    )
    return int(chosen or 1)


def make_rows(lang: str) -> None:
    """Make what a first page needs before anybody asks: all rows, unless they are very many."""
    for identity in collection().table.index[:_MADE_AHEAD]:
        _row(identity, lang, "today")


@while_data_stay(most=20_000)
def _row(identity: str, lang: str, as_of: AsOf) -> str:
    """A row of the collection in a language, made once: a filter only chooses among them."""
    return row_html(collection().table.loc[identity], as_of, translator(lang))


def table_html(rows: list[str], t: Translator) -> str:
    """Rows of `row_html` as a table."""
    heads = "".join(f'<th scope="col">{for_html(t(head))}</th>' for head in _HEADS)
    body = "".join(rows)
    caption = for_html(t("Places of the active filter"))
    frame = (
        f'<div class="mura-table mura-places" role="region" tabindex="0" aria-label="{caption}">'
    )
    return (
        f"{frame}<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def row_html(
    row: Row,
    as_of: AsOf,
    t: Translator,
    symbol: Callable[[str], str] = symbol_address,
    beyond: bool = False,
    sheets: bool = True,
) -> str:
    """One place as a row of the table; its texts have passed the gate.

    `symbol`: address of a layer's symbol. `beyond`: the place lies outside the map of this table.
    `sheets`: whether there is a page that the link to the place's sheet can lead to.
    """
    position = _position(row, t)
    if beyond:
        outside = for_html(t("outside this map"))
        position += f"<br><small>{outside}</small>"
    cells = "".join(f"<td>{cell}</td>" for cell in (_year(row, t), _where(row, as_of, t), position))
    named = _name(row, t, symbol, linked=row.geometry is not None and not beyond)
    sheet = _sheet(row, t) if sheets else ""
    head = f'<th scope="row">{named}{sheet}{_doubts(row, t)}</th>'
    return f'<tr data-id="{for_html(row["id"])}">{head}{cells}</tr>'


def _name(row: Row, t: Translator, symbol: Callable[[str], str], linked: bool) -> str:
    declared = layer(row["layer"])
    picture = (
        f'<img alt="{for_html(declared.called(t))}" src="{symbol(declared.name)}" '
        'width="16" height="16"> '
    )
    named = for_html(name(row, t))
    if linked:
        return f'{picture}<a href="#id={for_html(row["id"])}" target="_self">{named}</a>'
    return f"<details><summary>{picture}{named}</summary>{_facts(row, t)}</details>"


def _sheet(row: Row, t: Translator) -> str:
    """The way to all that is known of the place; by ear, each link says of which place."""
    address = for_html(sheet_address(row["id"], t.lang))
    title = for_html(t("Site sheet: {name}", name=name(row, t)))
    word = for_html(t("sheet"))
    return (
        f' <a class="mura-to-sheet" href="{address}" target="_self" aria-label="{title}">{word}</a>'
    )


def _facts(row: Row, t: Translator) -> str:
    """The card of a place that the map has no symbol for."""
    said = card(row, t)
    facts = "".join(
        f"<dt>{for_html(label)}</dt><dd>{for_html(value)}</dd>" for label, value in said["facts"]
    )
    sources = "".join(f"<li>{for_html(source)}</li>" for source in said["sources"])
    summary = f"<p>{for_html(said['summary'])}</p>" if said["summary"] else ""
    heading = for_html(t("Sources"))
    return f"{summary}<dl>{facts}</dl><p>{heading}</p><ul>{sources}</ul>"


def _year(row: Row, t: Translator) -> str:
    status = fact(row, "status", t)
    year = for_html(fact(row, "designated_year", t) or "—")
    return f"{year}<br><small>{for_html(status)}</small>" if status else year


def _where(row: Row, as_of: AsOf, t: Translator) -> str:
    countries = for_html(fact(row, "countries", t) or "—")
    named = regions(row, as_of, t)
    return f"{countries}<br><small>{for_html(named)}</small>" if named else countries


def _position(row: Row, t: Translator) -> str:
    if row["parts_layer"]:
        return for_html(t("as its parts"))
    kind = row["geometry_kind"] or "none"
    return for_html(t(KIND_NAMES[kind]))


def _doubts(row: Row, t: Translator) -> str:
    """The conflicts of a place. Where they keep it off the map, they stand open."""
    if not row["disputes"]:
        return ""
    sentences = "".join(f"<p>{for_html(sentence[t.lang])}</p>" for sentence in row["disputes"])
    opened = " open" if row["disputed_position"] is not None else ""
    title = t("position disputed") if is_disputed(row) else t("note on this place")
    return (
        f'<details class="mura-doubts"{opened}><summary>{for_html(title)}</summary>'
        f"{sentences}</details>"
    )
