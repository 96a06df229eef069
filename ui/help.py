"""The pieces of the Help page: contents, first steps, keys, glossary, limits."""

from collections.abc import Mapping
from itertools import groupby

import streamlit as st

from geodata.escape import for_html, is_web_address
from geodata.glossary import Term, glossary
from geodata.sources import layer_sources
from i18n import LANGUAGES, N_, Translator
from layers.vocabulary import LEVELS
from ui.language import NAMES
from ui.roles import ROLES, Link, Role, Step

SECTIONS = {
    "first-steps": N_("First steps"),
    "keys": N_("Keyboard"),
    "glossary": N_("Glossary"),
    "limits": N_("What Mura does not say"),
}
"""The anchors of the page, in its order, and what they are called."""

KEYS = (
    ("Tab", N_("to the next field, button or row; Shift + Tab goes back")),
    ("/", N_("on the map: write a name to search for")),
    ("↑ ↓ Enter", N_("in the search: choose a name and go there")),
    ("Enter", N_("on a name in the table: open its card on the map")),
    ("Esc", N_("close the card and return to the row; leave the story")),
    ("← →", N_("in the story: one step back, one step on")),
    (
        "PageUp PageDown Home End",
        N_("in a story on the big screen: back, on, to its first and to its last step"),
    ),
    ("← ↑ ↓ →", N_("when the map has the focus: move it")),
    ("+ −", N_("when the map has the focus: zoom in and out")),
)

GROUPS = {
    "world_heritage": N_("World Heritage"),
    "biosphere_reserve": N_("Biosphere reserves"),
    "national_law": N_("Zones and documents of Kazakhstan's law"),
    "map": N_("Words of the map"),
    "screening": N_("Words of screening"),
}

LIMITS = (
    N_(
        "Mura gives no legal opinion. It replaces no expert conclusion, no impact assessment and "
        "no answer of an authority."
    ),
    N_("Borders and names on the map state nothing about the status of any territory."),
    N_(
        "A point serves to find a place and to name it. Inside or outside cannot be read from it; "
        "its accuracy says how far the position may be off, and nothing of the extent."
    ),
    N_(
        "A schematic shows how large a place is. It is a circle of the published area, and no "
        "zone: the true outline runs elsewhere."
    ),
    N_(
        "Only a boundary, with its source, date and accuracy, can say inside or outside. No "
        "official boundary ships with Mura: an office loads its own."
    ),
    N_(
        "An empty map is not a free one. The zones around monuments, the protective zones of parks "
        "and the ecological corridors do not ship with Mura: where the office has loaded none, "
        "nothing was checked."
    ),
    N_(
        "A screening tells “clear” of what is known here. Of a place whose line nobody has loaded "
        "it is told by assumption, from its point and numbers that the office can change; a layer "
        "that was not checked is named, and is never clear."
    ),
    N_("The borders on the map are those after June 2022, also when the filter says 2019."),
    N_(
        "Mura works without internet and asks nothing of it. Only the links to sources lead "
        "outside, when you click them."
    ),
)


def heading(section: str, t: Translator, sections: Mapping[str, str] = SECTIONS) -> None:
    """The heading of a section, at its anchor: an address with #section opens the page there."""
    st.header(t(sections[section]), anchor=section)


def contents(t: Translator, sections: Mapping[str, str] = SECTIONS) -> None:
    """Links to the sections of a page: anchors, and what they are called."""
    links = "".join(
        f'<li><a href="#{anchor}" target="_self">{for_html(t(title))}</a></li>'
        for anchor, title in sections.items()
    )
    label = for_html(t("On this page"))
    st.html(f'<nav class="mura-contents" aria-label="{label}"><ul>{links}</ul></nav>')


def first_steps(t: Translator) -> None:
    """For each role, what to do first."""
    st.html(f'<div class="mura-roles">{"".join(_role(role, t) for role in ROLES)}</div>')


def _role(role: Role, t: Translator) -> str:
    steps = "".join(_step(step, t) for step in role.steps)
    name, comes_with = for_html(t(role.name)), for_html(t(role.comes_with))
    return f"<section><h3>{name}</h3><p>{comes_with}</p><ol>{steps}</ol></section>"


def _step(step: Step, t: Translator) -> str:
    links = "".join(f"<li>{_link(link, t)}</li>" for link in step.links)
    after = f"<ul>{links}</ul>" if links else ""
    return f"<li>{for_html(t(step.text))}{after}</li>"


def _link(link: Link, t: Translator) -> str:
    address = for_html(link.address(t.lang))
    return f'<a href="{address}" target="_self">{for_html(t(link.words))}</a>'


def keys(t: Translator) -> None:
    """What the keys do."""
    rows = "".join(
        f'<tr><th scope="row">{_pressed(names)}</th><td>{for_html(t(does))}</td></tr>'
        for names, does in KEYS
    )
    heads = _heads(t("Key"), t("What it does"))
    st.html(
        f'<div class="mura-table mura-keys"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _pressed(names: str) -> str:
    return " ".join(f"<kbd>{for_html(name)}</kbd>" for name in names.split())


def _heads(*words: str) -> str:
    return "".join(f'<th scope="col">{for_html(word)}</th>' for word in words)


def glossary_table(t: Translator) -> None:
    """Every term in three languages side by side, its meaning in the page's."""
    heads = _heads(*(NAMES[lang] for lang in LANGUAGES), t("Meaning"))
    body = "".join(
        _group(group, list(terms), t)
        for group, terms in groupby(glossary(), lambda term: term.group)
    )
    st.html(
        f'<div class="mura-table mura-glossary"><table><thead><tr>{heads}</tr></thead>'
        f"{body}</table></div>"
    )


def _group(group: str, terms: list[Term], t: Translator) -> str:
    title = for_html(t(GROUPS[group]))
    width = len(LANGUAGES) + 1
    head = f'<tr><th class="mura-group" scope="rowgroup" colspan="{width}">{title}</th></tr>'
    return f"<tbody>{head}{''.join(_term(term, t) for term in terms)}</tbody>"


def _term(term: Term, t: Translator) -> str:
    words = "".join(_word(term, lang, t) for lang in LANGUAGES)
    return f'<tr data-term="{for_html(term.id)}">{words}<td>{_meaning(term, t)}</td></tr>'


def _word(term: Term, lang: str, t: Translator) -> str:
    """The word of the page's language heads the row; each is read out in its own."""
    word = for_html(term.term[lang])
    if lang == t.lang:
        return f'<th scope="row" lang="{lang}">{word}</th>'
    return f'<td lang="{lang}">{word}</td>'


def _meaning(term: Term, t: Translator) -> str:
    token = f" <code>{for_html(term.token)}</code>" if term.token else ""
    said = f"{for_html(term.meaning[t.lang])}{token}"
    if not term.sources:
        return said
    sources = ", ".join(_source(source) for source in term.sources)
    level = for_html(t("confidence: {level}", level=t(LEVELS[term.confidence or "low"])))
    return f"{said}<br><small>{sources} · {level}</small>"


def _source(source: str) -> str:
    """A citation; an address becomes a link to click, if one has internet."""
    if not is_web_address(source):
        return for_html(source)
    url, host = for_html(source), for_html(source.split("/")[2])
    return f'<a href="{url}" target="_blank" rel="noreferrer">{host}</a>'


def limits(t: Translator) -> None:
    """What must not be read out of the map."""
    last = max(source.read for source in layer_sources())
    dates = t(
        "The figures were read up to {last}; what was decided later is not in them.", last=last
    )
    points = "".join(f"<li>{for_html(text)}</li>" for text in (*map(t, LIMITS), dates))
    st.html(f'<ul class="mura-limits">{points}</ul>')
