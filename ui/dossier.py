"""A dossier on the screen: sections of facts, events and tables, each figure one click from its
source. Every text passes the gate here."""

import streamlit as st

from dossiers.parts import Cell, Event, Fact, Link, Proof, Row, Section, Table
from geodata.escape import for_html, is_web_address
from i18n import Translator
from layers.vocabulary import LEVELS


def section(told: Section, t: Translator) -> None:
    """Show one section under its heading."""
    st.html(section_html(told, t))


def section_html(told: Section, t: Translator) -> str:
    """A section as HTML; its heading is an h2 with the section's id."""
    inside = (
        _sentences(told.warnings, "mura-warning"),
        _sentences(told.said, ""),
        _facts(told.facts, t),
        _events(told.events, t),
        "" if told.table is None else table_html(told.table, t),
        "" if told.below is None else _below(told.below, t),
        _points(told.points, t),
        _sentences(told.notes, "mura-note"),
    )
    heading = f'<h2 id="{for_html(told.id)}">{for_html(told.title)}</h2>'
    return f'<section class="mura-section">{heading}{"".join(inside)}</section>'


def table_html(table: Table, t: Translator) -> str:
    """A table with a last column for the proofs, if there are any."""
    proven = any(row.proof for row in table.rows)
    heads = [*table.heads, *([t("Source")] if proven else [])]
    head = "".join(_head(each, place in table.numbers) for place, each in enumerate(heads))
    body = "".join(_row(row, table, proven, t) for row in table.rows)
    caption = for_html(table.caption)
    return (
        f'<div class="mura-table mura-told" role="region" tabindex="0" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def cell_html(cell: Cell, t: Translator) -> str:
    """Words, a link, or several of them as lines."""
    if isinstance(cell, tuple):
        return "<br>".join(cell_html(each, t) for each in cell)
    return for_html(cell) if isinstance(cell, str) else _link(cell, t)


def proof_html(proof: Proof | None, t: Translator) -> str:
    """What one click opens beside a figure: how sure it is, and where it comes from."""
    if proof is None:
        return ""
    level = for_html(t("confidence: {level}", level=t(LEVELS[proof.confidence])))
    sources = "".join(f"<li>{cited(source)}</li>" for source in proof.sources)
    word = for_html(t("source"))
    return (
        f'<details class="mura-proof"><summary>{word}</summary>'
        f"<div><p>{level}</p><ul>{sources}</ul></div></details>"
    )


def cited(source: str) -> str:
    """A citation; an address in it becomes a link to click, if one has internet."""
    return " ".join(
        _outward(word, word) if is_web_address(word) else for_html(word) for word in source.split()
    )


def sheet_address(place: str, lang: str) -> str:
    """Where the sheet of a place stands, as seen from any page."""
    return f"./site?id={place}&lang={lang}"


def on_the_map_here(lat: float, lon: float) -> str:
    """An address of nothing but what stands after #: the page's map goes there, and the page, with
    the file that was brought to it, stays as it is."""
    return f"#map=15/{lat:.5f}/{lon:.5f}&at={lat:.6f},{lon:.6f}"


def _link(link: Link, t: Translator) -> str:
    if link.at is not None:
        address = for_html(on_the_map_here(*link.at))
        return f'<a href="{address}" target="_self">{for_html(link.words)}</a>'
    if link.place:
        address = for_html(sheet_address(link.place, t.lang))
        return f'<a href="{address}" target="_self">{for_html(link.words)}</a>'
    return _outward(link.words, link.url) if is_web_address(link.url) else for_html(link.words)


def _outward(words: str, url: str) -> str:
    href = for_html(url)
    return f'<a href="{href}" target="_blank" rel="noreferrer">{for_html(words)}</a>'


def _below(table: Table, t: Translator) -> str:
    return f"<h3>{for_html(table.caption)}</h3>{table_html(table, t)}"


def _sentences(sentences: tuple[str, ...], name: str) -> str:
    marked = f' class="{name}"' if name else ""
    return "".join(f"<p{marked}>{for_html(sentence)}</p>" for sentence in sentences)


def _facts(facts: tuple[Fact, ...], t: Translator) -> str:
    if not facts:
        return ""
    rows = "".join(
        f"<div><dt>{for_html(fact.label)}</dt>"
        f"<dd>{cell_html(fact.value, t)} {proof_html(fact.proof, t)}</dd></div>"
        for fact in facts
    )
    return f'<dl class="mura-facts">{rows}</dl>'


def _events(events: tuple[Event, ...], t: Translator) -> str:
    if not events:
        return ""
    return f'<ol class="mura-events">{"".join(_event(event, t) for event in events)}</ol>'


def _event(event: Event, t: Translator) -> str:
    number = f"<strong>{for_html(event.number)}</strong> " if event.number else ""
    what = cell_html(event.what, t)
    return (
        f"<li><span>{for_html(event.when)}</span>"
        f"<div>{number}{what} {proof_html(event.proof, t)}</div></li>"
    )


def _points(points: tuple[Cell, ...], t: Translator) -> str:
    items = "".join(f"<li>{cell_html(point, t)}</li>" for point in points)
    return f"<ul>{items}</ul>" if items else ""


def _head(words: str, figures: bool) -> str:
    figure = ' class="mura-figure"' if figures else ""
    return f'<th scope="col"{figure}>{for_html(words)}</th>'


def _row(row: Row, table: Table, proven: bool, t: Translator) -> str:
    cells = []
    for place, (head, cell) in enumerate(zip(table.heads, row.cells, strict=True)):
        figure = ' class="mura-figure"' if place in table.numbers else ""
        if place == 0:
            cells.append(f'<th scope="row"{figure}>{cell_html(cell, t)}</th>')
        else:  # on a phone a row is a block of lines, and each says what it is
            mark = f'{figure} data-head="{for_html(head)}"'
            cells.append(f"<td{mark}>{cell_html(cell, t)}</td>")
    proof = f"<td>{proof_html(row.proof, t)}</td>" if proven else ""
    mark = f' data-id="{for_html(row.id)}"' if row.id else ""
    return f"<tr{mark}>{''.join(cells)}{proof}</tr>"
