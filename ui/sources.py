"""The tables of the Sources page: who published what, and what our own texts cite."""

from collections.abc import Iterable

import geopandas as gpd
import streamlit as st

from dossiers.inventory import BLANKS_ANCHOR, CONFIDENCE_ANCHOR
from geodata.escape import for_html
from geodata.office.records import Boundary, OwnLayer, Passport
from geodata.sources import OwnText, Source, own_texts
from i18n import N_, Translator
from layers.catalogue import is_changed, layer
from layers.freshness import now
from layers.vocabulary import CAVEATS, licence_name
from layers.zones import loaded, with_place, zone_name
from reports.data import CHANGED
from ui.dossier import cited

SECTIONS = {
    "downloads": N_("Downloads"),
    "layers": N_("Layers"),
    "texts": N_("Texts in our own words"),
    "basemap": N_("Basemap"),
    CONFIDENCE_ANCHOR: N_("How sure the data are"),
    BLANKS_ANCHOR: N_("Blanks and disputes"),
}
"""The anchors of the page, in its order, and what they are called."""

TEXTS = {
    "glossary.json": N_("Glossary"),
    "stories/map.json": N_("The story of how to read the map"),
    "stories/reserves.json": N_("The story of the reserves, 2019 and today"),
    "stories/talgar.json": N_("The story of Talgar"),
    "records/events.json": N_("Events and decisions"),
    "records/rules.json": N_("Rules of law and of the Convention"),
    "records/triggers.json": N_("When the rules apply to a project, and the next steps"),
    "records/districts.json": N_("Names of the districts"),
    "records/ecological_corridors.json": N_("Ecological corridors"),
    "records/tentative_list.json": N_("Kazakhstan's tentative list"),
    "records/talgar.json": N_("What is known of Talgar"),
}
"""What each document of ours is called, by its file below geodata/."""

USES = {
    "relief": N_("relief"),
    "regions": N_("regions of Kazakhstan"),
    "borders": N_("borders"),
    "waters": N_("lakes and rivers"),
    "names": N_("towns"),
}


_HEADS = (
    N_("What"),
    N_("Publisher"),
    N_("Licence as published"),
    N_("Read on, or version"),
    N_("Address"),
)


def source_table(sources: Iterable[Source], rows: gpd.GeoDataFrame | None, t: Translator) -> None:
    """One row a source. With `rows`, how many features of each confidence the layer holds."""
    st.html(sources_html(sources, rows, t))


def sources_html(
    sources: Iterable[Source], rows: gpd.GeoDataFrame | None, t: Translator, linked: bool = True
) -> str:
    """The same as HTML; not `linked`, addresses are letters to read."""
    heads = "".join(f'<th scope="col">{for_html(t(head))}</th>' for head in _HEADS)
    body = "".join(_row(source, rows, t, linked) for source in sources)
    return (
        f'<div class="mura-table mura-sources"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def office(t: Translator) -> None:
    """What the office has loaded itself, if it has loaded anything."""
    if html := office_html(now().boundaries, now().layers, t):
        st.html(html)


def office_html(boundaries: Iterable[Boundary], layers: Iterable[OwnLayer], t: Translator) -> str:
    """Boundaries and layers of the office's own, each with its passport; empty without any."""
    rows = [_own_row(_bounded(each, t), each.passport, each.added, t) for each in boundaries]
    rows += [_own_row(each.titles[t.lang], each.passport, each.added, t) for each in layers]
    if not rows:
        return ""
    named = (
        t("Loaded by the office"),
        t("Act, or what it was taken from"),
        t("Licence"),
        t("Loaded by the office on"),
        t("File"),
    )
    heads = "".join(f'<th scope="col">{for_html(head)}</th>' for head in named)
    return (
        f'<div class="mura-table mura-sources mura-office"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _own_row(what: str, passport: Passport, added: str, t: Translator) -> str:
    unknown = t("not known")
    act = ", ".join(filter(None, (passport.act, passport.act_date, passport.drawer)))
    cells = (act, passport.licence or unknown, added[:10], passport.file or unknown)
    data = "".join(f"<td>{for_html(cell)}</td>" for cell in cells)
    own = for_html(t("the office's own"))
    return f'<tr><th scope="row">{for_html(what)}<br><small>{own}</small></th>{data}</tr>'


def _bounded(boundary: Boundary, t: Translator) -> str:
    """The zone and its place; a place that no layer has is told by its id."""
    zone = next((each for each in loaded() if each.version == boundary.version), None)
    if zone is not None:
        return with_place(zone, t)
    place = t("a place that is not known here: {id}", id=boundary.feature_id)
    return f"{zone_name(boundary.zone, t)} · {place}"


def _row(source: Source, rows: gpd.GeoDataFrame | None, t: Translator, linked: bool) -> str:
    address = _link(source) if linked else for_html(source.url)
    cells = (for_html(source.publisher), _licence(source, t), for_html(source.read), address)
    data = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{_what(source, rows, t)}</th>{data}</tr>'


def _licence(source: Source, t: Translator) -> str:
    licence = source.licence
    said = for_html(licence_name(licence, t))
    if not source.caveat:
        return said
    return f"{said}<br><small>{for_html(t(CAVEATS[source.caveat]))}</small>"


def _link(source: Source) -> str:
    """An address to click, if one has internet; nothing is asked of it before."""
    url = for_html(source.url)
    return f'<a href="{url}" target="_blank" rel="noreferrer">{url}</a>'


def _what(source: Source, rows: gpd.GeoDataFrame | None, t: Translator) -> str:
    if rows is None:
        title, small = source.name, ", ".join(t(USES[use]) for use in source.used_as)
        changed = ""
    else:
        changed = f"<br><strong>{for_html(t(CHANGED))}</strong>" if is_changed(source) else ""
        of_layer = rows.loc[rows["layer"] == source.key, "confidence"].value_counts()
        title = layer(source.key).called(t)
        small = ", ".join(
            t(message, n=int(of_layer[level]))
            for level, message in _CONFIDENCE_COUNTS.items()
            if level in of_layer
        )
    return f"{for_html(title)}<br><small>{for_html(small)}</small>{changed}"


_CONFIDENCE_COUNTS = {
    "high": N_("confidence high: {n}"),
    "medium": N_("medium: {n}"),
    "low": N_("low: {n}"),
}


def texts(t: Translator) -> None:
    """The documents in our own words, each with all that it cites."""
    said = t(
        "Written for Mura out of the sources that each entry names: facts are theirs, sentences "
        "are ours. CC BY 4.0, with a mention of Mura."
    )
    st.html(f'<p class="mura-note">{for_html(said)}</p>{texts_html(own_texts(), t)}')


def texts_html(documents: Iterable[OwnText], t: Translator) -> str:
    """One row a document; its sources unfold."""
    what, count, by = (for_html(head) for head in (t("What"), t("Entries"), t("Sources cited")))
    heads = (
        f'<th scope="col">{what}</th><th scope="col" class="mura-figure">{count}</th>'
        f'<th scope="col">{by}</th>'
    )
    body = "".join(_text(document, t) for document in documents)
    caption = for_html(t("Texts in our own words"))
    return (
        '<div class="mura-table mura-told mura-cited-by" role="region" tabindex="0" '
        f'aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _text(document: OwnText, t: Translator) -> str:
    title = t(TEXTS[document.file]) if document.file in TEXTS else document.file
    head = f'<th scope="row">{for_html(title)}</th>'
    entries = f"{for_html(t.number(document.entries))}</td>"
    label = for_html(t("Entries"))
    return (
        f'<tr>{head}<td class="mura-figure" data-head="{label}">{entries}'
        f"<td>{_cited(document, t)}</td></tr>"
    )


def _cited(document: OwnText, t: Translator) -> str:
    """How many, and from whom; each of them on one click."""
    if not document.cited:
        return "—"
    count = t.plural("{n} source", "{n} sources", len(document.cited))
    hosts = dict.fromkeys(
        word.split("/")[2] for each in document.cited for word in each.split() if "://" in word
    )
    items = "".join(f"<li>{cited(each)}</li>" for each in document.cited)
    said = for_html(": ".join(filter(None, (count, ", ".join(hosts)))))
    return f'<details class="mura-cited"><summary>{said}</summary><ul>{items}</ul></details>'
