"""The look of our own HTML pieces inside Streamlit's page, and the language it is read in."""

import streamlit as st

from geodata.escape import for_html, for_style
from i18n import Translator
from layers.vendor import ADDRESS, legend_sheet, own

LANGUAGE_MARK = "mura-language"
"""Class of the piece whose `lang` is the page's: see ui/front.py."""


def apply(t: Translator) -> None:
    """Point the page at our style sheets, and mark the language for screen readers.

    By address, because Streamlit would send a sheet itself along at every rerun.
    """
    sheets = (own("page.css").name, legend_sheet().name)
    imports = "".join(f'@import url("{ADDRESS}{name}");' for name in sheets)
    refused = for_style(_of_a_file(t)["refused"])
    st.html(f"<style>{imports} :root {{ --mura-not-taken: {refused}; }}</style>")
    words = "".join(f' data-{name}="{for_html(said)}"' for name, said in _of_a_file(t).items())
    st.html(f'<span hidden class="{LANGUAGE_MARK}" lang="{t.lang}"{words}></span>')


def _of_a_file(t: Translator) -> dict[str, str]:
    """What the field for a file says, by the names that ui/front.py knows."""
    return {
        "choose": t("Choose a file"),
        "drop": t("Drop the file here"),
        "remove": t("Take the file away"),
        "refused": t("Not taken: larger than 20 MB, or the connection broke."),
    }
