"""Keeping a screening in the ledger of the office, and the notice when small projects add up."""

from dataclasses import replace
from datetime import date

import streamlit as st

from analysis.sums import Sum, sums, together
from dossiers.batch import titled
from dossiers.ledger import notice
from dossiers.report import is_training
from geodata.escape import for_html
from geodata.ledger import Entry, ledger
from geodata.ledger.records import LONGEST_NAME
from geodata.problems import ContractError
from i18n import Translator
from layers.answer import Answer
from layers.kept import entry_of, paper_of
from reports.findings import document
from ui.problems import refusals

_BY = "kept-by"
_MISSING, _REFUSED = "kept-missing", "kept-refused"


def adding_up(given: Answer, t: Translator) -> None:
    """Say it where this project is one of several that cross one zone in this year. Of a ledger
    that cannot be read the page Ledger tells. What is training never reaches the ledger."""
    if is_training(given):
        return
    try:
        others = [each for each in ledger().entries() if each.id != given.id]
        remarks = ledger().remarks()
    except ContractError:
        return
    this = _entry(given, "", "")
    crossed = {(each.feature_id, each.zone) for each in this.hits if each.verdict == "crosses"}
    every = [each for each in sums([*others, this], remarks) if each.year == this.day.year]
    concerned = [each for each in every if (each.feature_id, each.zone) in crossed]
    _warn(together(concerned, given.screening.values["small_pieces"]), t)


def _warn(found: tuple[Sum, ...], t: Translator) -> None:
    said = "".join(f'<p class="mura-warning">{for_html(notice(each, t))}</p>' for each in found)
    if said:
        st.html(f'<section class="mura-section" role="status">{said}</section>')


def keeping(given: Answer, t: Translator) -> None:
    """Ask for the names, and keep it; or say that it is kept, and where it is found."""
    if is_training(given):
        return
    st.header(t("Keep in the ledger of the office"), anchor=False)
    try:
        kept = any(each.id == given.id for each in ledger().entries())
    except ContractError as error:
        refusals([error], t)
        return
    if kept:
        href = for_html(f"./ledger?lang={t.lang}&id={given.id}")
        said, words = for_html(t("This screening is kept.")), for_html(t("Open it in the ledger"))
        st.html(
            f'<p class="mura-done" role="status">{said} '
            f'<a href="{href}" target="_self">{words}</a></p>'
        )
        return
    st.caption(
        t(
            "The ledger adds up what is planned at each place, and tells later what has changed. "
            "It stays in the office's folder."
        )
    )
    name, by = f"kept-name-{given.id}-{t.lang}", f"kept-by-{t.lang}"
    st.session_state.setdefault(name, _called(given, t))
    st.session_state.setdefault(by, st.session_state.get(_BY, ""))
    left, right = st.columns(2)
    with left:
        st.text_input(t("What the project is called"), key=name, max_chars=LONGEST_NAME)
    with right:
        st.text_input(t("Your name"), key=by, max_chars=LONGEST_NAME)
    if (refused := st.session_state.pop(_REFUSED, None)) is not None:
        refusals([refused], t)
    if st.session_state.pop(_MISSING, False):
        st.error(t("Write what the project is called, and your name."))
    st.button(
        t("Keep this screening"), key="keep-screening", on_click=_keep, args=(given, name, by)
    )


def _called(given: Answer, t: Translator) -> str:
    """Its row, if it is one of several; else the file."""
    source = given.source
    one = titled(given, t) if len(source.rows) == 1 and source.names[0] else ""
    return " · ".join(filter(None, (source.name, one)))[:LONGEST_NAME]


def _keep(given: Answer, name: str, by: str) -> None:
    """A callback: the page that follows knows it already."""
    called, who = (str(st.session_state[key]).strip() for key in (name, by))
    st.session_state[_BY] = who
    if not (called and who):
        st.session_state[_MISSING] = True
        return
    try:
        ledger().keep(_entry(given, called, who), paper_of(given, document(given)))
    except ContractError as error:
        st.session_state[_REFUSED] = error


def _entry(given: Answer, name: str, by: str) -> Entry:
    return replace(entry_of(given, document(given), name, by, date.today()))
