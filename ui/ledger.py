"""The ledger on the screen: what adds up, the screenings that are kept, one of them opened."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from analysis.changes import changes
from analysis.parameters import DEFAULTS
from analysis.sums import sums, together
from dossiers.ledger import (
    STATUSES,
    entries_table,
    hits_section,
    remarks_section,
    sums_section,
    zone_named,
)
from dossiers.parts import Section
from dossiers.problems import sentence
from dossiers.then_and_now import then_and_now_section
from geodata.ledger import Entry, Paper, Remark, ledger
from geodata.ledger.records import (
    LONGEST_NAME,
    LONGEST_REASON,
    RIGHT,
    WRONG,
    hits_of,
    status_of,
    wrong_hits,
)
from geodata.ledger.sqlite import moment
from geodata.problems import ContractError
from i18n import N_, Translator
from layers.answer import Answer
from layers.brought import Shape
from layers.kept import again
from reports.findings import document
from reports.ledger import FORMS, file_of
from ui.dossier import section, table_html

_MISSING, _DONE = "ledger-missing", "ledger-done"
_NOTED = N_("It is noted.")


def overview(entries: Sequence[Entry], remarks: Sequence[Remark], t: Translator) -> None:
    """What adds up, every screening, the files; or what to do where there is none yet."""
    if not entries:
        said = t(
            "No screening is kept yet. Screen a project on the page Screening, and press “Keep "
            "this screening” below its answer."
        )
        section(Section("sums", t("What adds up"), said=(said,)), t)
        return
    every = sums(entries, remarks)
    section(sums_section(every, together(every, DEFAULTS["small_pieces"]), entries, t), t)
    statuses = {each.id: status_of(each, remarks) for each in entries}
    st.html(table_html(entries_table(entries, statuses, date.today(), t), t))
    with st.container(horizontal=True):
        for form, (label, media) in FORMS.items():
            st.download_button(
                label,
                partial(file_of, form, entries, remarks, every, _shapes, t),
                f"mura-ledger.{form}",
                media,
                on_click="ignore",
                key=f"ledger-{form}",
            )


def _shapes(entry: str) -> Sequence:  # type: ignore[type-arg]
    return ledger().paper(entry).shapes


def chosen(entries: Sequence[Entry], t: Translator) -> Entry | None:
    """The screening that the address opens; another can be chosen."""
    if not entries:
        return None
    known = {each.id: each for each in reversed(entries)}
    asked = st.query_params.get("id", "")
    if asked and asked not in known:
        st.warning(t("No screening of this id is kept here. Choose one from the list."))
    key = f"ledger-id-{t.lang}"
    st.session_state[key] = asked if asked in known else None
    st.selectbox(
        t("Open a screening"),
        list(known),
        index=None,
        format_func=lambda id_: f"{known[id_].name} · {known[id_].day.isoformat()}",
        key=key,
        placeholder=t("Choose one"),
        on_change=lambda: _open(st.session_state[key]),
    )
    return known.get(asked)


def _open(id_: str | None) -> None:
    if id_:
        st.query_params["id"] = id_
    elif "id" in st.query_params:
        del st.query_params["id"]


def opened(
    entry: Entry, paper: Paper, now: Answer, remarks: Sequence[Remark], t: Translator
) -> None:
    """One screening: then and now, what was found, what was said, and what can be said of it."""
    today = document(now)
    section(
        then_and_now_section(
            entry,
            now.verdict,
            now.data_version,
            changes(entry.hits, hits_of(today)),
            (paper.document["not_checked"], today["not_checked"]),
            date.today(),
            t,
        ),
        t,
    )
    section(hits_section(entry, wrong_hits(remarks), t), t)
    said = remarks_section(entry, remarks, t)
    if said is not None:
        section(said, t)
    _saying(entry, remarks, t)


def answered_again(paper: Paper, t: Translator) -> Answer | None:
    """The same project against the data as they are now; None, and why, where that cannot be."""
    try:
        with st.spinner(t("Screening the project …")):
            return again(paper)
    except ContractError as error:
        for problem in error.problems:
            st.error(sentence(problem, t))
        return None


def drawn(paper: Paper) -> list[Shape]:
    """The project on the map."""
    return [Shape("brought", each) for each in paper.shapes]


# ---- what can be said of it ----------------------------------------------------------------------


def _saying(entry: Entry, remarks: Sequence[Remark], t: Translator) -> None:
    st.header(t("Say something of it"), anchor=False)
    if (done := st.session_state.pop(_DONE, None)) is not None:
        st.success(t(done))
    by = f"ledger-by-{t.lang}"
    st.session_state.setdefault(by, st.session_state.get("kept-by", ""))
    st.text_input(t("Your name"), key=by, max_chars=LONGEST_NAME)
    left, right = st.columns(2)
    with left:
        _status(entry, remarks, by, t)
    with right:
        _hit(entry, remarks, by, t)
    if missing := st.session_state.pop(_MISSING, ""):
        st.error(missing)


def _status(entry: Entry, remarks: Sequence[Remark], by: str, t: Translator) -> None:
    key = f"ledger-status-{entry.id}-{t.lang}"
    st.session_state.setdefault(key, status_of(entry, remarks))
    st.selectbox(
        t("What became of it"), list(STATUSES), format_func=lambda each: t(STATUSES[each]), key=key
    )
    st.button(
        t("Note it"),
        key="ledger-note",
        on_click=lambda: _say(
            Remark(entry.id, st.session_state[key], st.session_state[by].strip(), moment()), t
        ),
    )


def _hit(entry: Entry, remarks: Sequence[Remark], by: str, t: Translator) -> None:
    if not entry.hits:
        return
    wrong = wrong_hits(remarks)
    hits = {f"{each.feature_id} {each.zone}": each for each in entry.hits}
    which, reason = f"ledger-hit-{entry.id}-{t.lang}", f"ledger-reason-{entry.id}-{t.lang}"
    st.selectbox(
        t("A finding that is mistaken"),
        list(hits),
        format_func=lambda each: zone_named(hits[each].feature_id, hits[each].zone, t),
        key=which,
    )
    each = hits[st.session_state[which]]
    is_wrong = (entry.id, each.feature_id, each.zone) in wrong
    st.text_area(t("Reason"), key=reason, max_chars=LONGEST_REASON, height=80)

    def say() -> None:
        _say(
            Remark(
                entry.id,
                RIGHT if is_wrong else WRONG,
                st.session_state[by].strip(),
                moment(),
                st.session_state[reason].strip(),
                each.feature_id,
                each.zone,
            ),
            t,
        )

    label = t("It holds after all") if is_wrong else t("Mark it as wrong")
    st.button(label, key="ledger-mark", on_click=say)


def _say(remark: Remark, t: Translator) -> None:
    """A callback. A name is always asked for, of a finding a reason too."""
    if not remark.by or (remark.feature_id and not remark.reason):
        st.session_state[_MISSING] = (
            t("Write your name and the reason.") if remark.feature_id else t("Write your name.")
        )
        return
    st.session_state["kept-by"] = remark.by
    try:
        ledger().remark(remark)
        st.session_state[_DONE] = _NOTED
    except ContractError as error:
        st.session_state[_MISSING] = sentence(error.problems[0], t)
