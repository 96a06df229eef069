"""The stories of the map: to be shown to a class, to be read, to be handed out on paper."""

from urllib.parse import urlencode

import streamlit as st

from geodata.escape import for_html
from geodata.stories import Story, stories
from i18n import Translator
from layers.stories import handout_address


def stories_for_a_class(t: Translator) -> None:
    """Every story with its links."""
    st.header(t("Stories on the map"), anchor="stories")
    st.html(stories_html(t))


def stories_html(t: Translator) -> str:
    """What a trainer does with a story, and the list of them, as HTML."""
    said = t(
        "On a big screen the map fills the window; the arrow keys or a clicker walk, Esc leaves. "
        "The hand-out is one page of A4 with a picture of each step and its sources."
    )
    rows = "".join(_story(story, t) for story in stories())
    return f'<div class="mura-section"><p>{for_html(said)}</p><ul>{rows}</ul></div>'


def _story(story: Story, t: Translator) -> str:
    steps = t.plural("{n} step", "{n} steps", len(story.steps))
    links = [
        (_address(story, t, present="yes"), t("Show on a big screen")),
        (_address(story, t), t("Read on the map")),
        (f"./{handout_address(story.id, t.lang)}", t("Hand-out (PDF)")),
    ]
    anchors = " · ".join(
        f'<a href="{for_html(address)}" target="_self">{for_html(words)}</a>'
        for address, words in links
    )
    title = for_html(story.title[t.lang])
    return f"<li><strong>{title}</strong>, {for_html(steps)}<br>{anchors}</li>"


def _address(story: Story, t: Translator, **more: str) -> str:
    view = urlencode({"story": f"{story.id}/1", **more}, safe="/")
    return f"./?lang={t.lang}#{view}"
