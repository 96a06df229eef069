"""Where the Talgar page leads on to: Screening, the story on the map, the sheet."""

import streamlit as st

from dossiers.talgar import PART
from geodata.escape import for_html
from i18n import Translator
from ui.dossier import sheet_address


def onward(t: Translator) -> None:
    """Show the links."""
    st.html(onward_html(t))


def onward_html(t: Translator) -> str:
    """The links as HTML."""
    links = [
        (f"./?lang={t.lang}#story=talgar/1", t("The story on the map, in three steps")),
        (sheet_address(PART, t.lang), t("The sheet of Talgar")),
    ]
    button = (f"./screening?place={PART}&lang={t.lang}", t("Open Talgar in Screening"))
    anchors = "".join(_anchor(address, words) for address, words in links)
    return f'<p class="mura-onward">{anchors}{_anchor(*button, "mura-button")}</p>'


def _anchor(address: str, words: str, name: str = "") -> str:
    marked = f' class="{name}"' if name else ""
    return f'<a{marked} href="{for_html(address)}" target="_self">{for_html(words)}</a>'
