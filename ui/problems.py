"""Files that were refused, with all their problems, on the page."""

from collections.abc import Iterable

import streamlit as st

from dossiers.problems import sentence, title
from geodata.escape import for_html
from geodata.problems import ContractError
from i18n import Translator


def refusals(refused: Iterable[ContractError], t: Translator) -> None:
    """Show every refused file with all its problems. As HTML, because in Markdown an arrow or an
    address in a value would not stay letters."""
    for error in refused:
        st.html(refusal(error, t))


def refusal(error: ContractError, t: Translator) -> str:
    """A refused file with all its problems, as HTML: a sentence, then a list."""
    items = "".join(f"<li>{for_html(sentence(each, t))}</li>" for each in error.problems)
    said = for_html(title(error, t))
    return f'<div class="mura-refusal" role="alert"><p>{said}</p><ul>{items}</ul></div>'
