"""Where the Talgar page leads on to: the story on the map, the sheet, Screening once it exists."""

from pathlib import Path

import streamlit as st

from dossiers.talgar import PART
from geodata.escape import for_html
from i18n import Translator
from ui.dossier import sheet_address

SCREENING = Path(__file__).resolve().parent.parent / "pages" / "screening.py"
"""The page that will test a road or a plot. Until it is there, no button leads to it."""


def onward(t: Translator) -> None:
    """Show the links, and the button if there is something behind it."""
    st.html(onward_html(t, SCREENING.exists()))


def onward_html(t: Translator, screening: bool) -> str:
    """The links as HTML. `screening`: whether that page is built."""
    links = [
        (f"./?lang={t.lang}#story=talgar/1", t("The story on the map, in three steps")),
        (sheet_address(PART, t.lang), t("The sheet of Talgar")),
    ]
    if screening:
        button = (f"./screening?place={PART}&lang={t.lang}", t("Open Talgar in Screening"))
        return f'<p class="mura-onward">{_anchors(links)}{_anchor(*button, "mura-button")}</p>'
    missing = for_html(
        t("Screening, which will test a road or a plot against this place, is not built yet.")
    )
    return f'<p class="mura-onward">{_anchors(links)}</p><p class="mura-note">{missing}</p>'


def _anchors(links: list[tuple[str, str]]) -> str:
    return "".join(_anchor(address, words) for address, words in links)


def _anchor(address: str, words: str, name: str = "") -> str:
    marked = f' class="{name}"' if name else ""
    return f'<a{marked} href="{for_html(address)}" target="_self">{for_html(words)}</a>'
