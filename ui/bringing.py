"""What a user brings, in this session alone: the file, the answers to its questions, what became of
it. Nothing of it reaches another session, a cache of the process, or a disk. A boundary that is
brought to one page is no project on another: each page has its own file.
"""

from dataclasses import dataclass, replace
from hashlib import sha256
from threading import current_thread

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from geodata.escape import for_html
from geodata.problems import ContractError, Problem
from geodata.readers import apart
from geodata.readers.brought import Answers, Brought
from geodata.settings import MAX_BROUGHT_BYTES
from i18n import N_, Translator
from ui import session

FORMATS = (
    "GeoJSON · KML, KMZ · GPX · Shapefile (ZIP) · GeoPackage · DXF · CSV · XLSX"  # in any language
)

STAGES = {
    "waiting": N_("Waiting for its turn"),
    "starting": N_("Opening the file"),
    "reading": N_("Reading the file"),
    "placing": N_("Placing it on the map"),
    "done": N_("Done"),
}

_FILE, _ANSWERS, _OUTCOMES, _TURN = "file", "answers", "outcomes", "turn"
_MOST_KEPT = 4
"""Outcomes that a session remembers, so that taking an answer back is at once."""

Outcome = Brought | ContractError


@dataclass(frozen=True)
class File:
    """A file as it came. Its name is only ever shown."""

    name: str
    data: bytes
    sha256: str


def _slot(what: str) -> str:
    """The key of the session under which a page keeps it."""
    return f"brought-{session.page()}-{what}"


def held() -> File | None:
    """The file of this session, if there is one."""
    file: File | None = st.session_state.get(_slot(_FILE))
    return file


def answers() -> Answers:
    """What was answered of it so far."""
    given: Answers = st.session_state.get(_slot(_ANSWERS), Answers())
    return given


def answer(**given: object) -> None:
    """Answer a question, or take an answer back. A callback: it runs before the page does."""
    st.session_state[_slot(_ANSWERS)] = replace(answers(), **given)  # type: ignore[arg-type]


def put_away() -> None:
    """Forget the file and all that was made of it. A callback, too."""
    for name in (_FILE, _ANSWERS, _OUTCOMES):
        st.session_state.pop(_slot(name), None)
    st.session_state[_slot(_TURN)] = st.session_state.get(_slot(_TURN), 0) + 1


def upload(t: Translator) -> File | None:
    """Ask for a file, or tell which one is there."""
    file = held()
    if file is None:
        key = f"{_slot(_TURN)}-{st.session_state.get(_slot(_TURN), 0)}"
        st.file_uploader(t("Your file"), key=key, on_change=_taken, args=(key,))
        st.caption(
            t(
                "{formats}. Up to 20 MB. What a file is, is known by its content, not by its name. "
                "It stays in this session and is not kept unless you say so.",
                formats=FORMATS,
            )
        )
        return None
    size = t("{n} KB", n=t.number(max(1, len(file.data) / 1000)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.html(
            f'<p class="mura-file"><strong>{for_html(file.name)}</strong> · {for_html(size)}</p>'
        )
        st.button(t("Take another file"), on_click=put_away, key="bring-another")
    return file


def _taken(key: str) -> None:
    """Streamlit gives the file up when its field goes; its bytes stay with the session."""
    came = st.session_state[key]
    if came is None:
        return
    put_away()
    data = came.getvalue()
    st.session_state[_slot(_FILE)] = File(came.name, data, sha256(data).hexdigest())


def outcome(file: File, t: Translator) -> Outcome:
    """What became of the file with the answers so far; its progress is shown while one waits."""
    outcomes: dict[tuple[str, Answers], Outcome] = st.session_state.setdefault(_slot(_OUTCOMES), {})
    asked = file.sha256, answers()
    # Always there: whatever comes and goes above a field makes the browser build it anew, and what
    # is being written in it is lost.
    place = st.empty()
    if asked not in outcomes:
        outcomes[asked] = _read(file, place, t)
        for oldest in list(outcomes)[:-_MOST_KEPT]:
            del outcomes[oldest]
    return outcomes[asked]


def _read(file: File, place: DeltaGenerator, t: Translator) -> Outcome:
    if len(file.data) > MAX_BROUGHT_BYTES:
        return ContractError(file.name, [Problem("too_large", value=t.number(len(file.data)))])
    bar = place.progress(0.0)
    page = get_script_run_ctx()

    def tell(stage: str, part: float) -> None:
        # The door hears its process in a thread of its own, of which Streamlit knows nothing.
        add_script_run_ctx(current_thread(), page)
        bar.progress(min(1.0, max(0.0, part)), text=t(STAGES[stage]))

    try:
        return apart.bring(file.name, file.data, answers(), tell)
    except ContractError as error:
        return ContractError(file.name, list(error.problems))
    finally:
        place.empty()
