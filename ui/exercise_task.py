"""What a step asks: a choice, a number, a position, a line; the answer, what is said of it, and as
many tries as one likes."""

import streamlit as st

from dossiers.screening import told
from geodata.escape import for_html, for_markdown
from geodata.exercises import Exercise, Step
from i18n import N_, Translator
from ui import seat
from ui.exercise_address import Asked, keep
from ui.screening_address import LONGEST
from workshop.answered import Answered
from workshop.judging import ENDS_M, Judged, judge
from workshop.missing import NoKeyError

_UNCLEAR = "exercise_unclear"

UNCLEAR = {
    "no_choice": N_("Choose one of the answers first."),
    "no_number": N_("This is no number. Write digits, with a comma or a point: 1083.9"),
    "no_point": N_("This is no position that can be understood. Write: 43.2778, 77.2222"),
    "no_line": N_(
        "This is no line. Write positions with semicolons between: 43.27,77.2; 43.3,77.3"
    ),
}

_UNITS = {"_km": N_("km"), "_ha": N_("ha"), "_m": N_("m")}


def task(made: Exercise, step: Step, wanted: Asked, t: Translator) -> None:
    """Ask, and say what is to be said of the answer."""
    if step.asked.way == "read":
        return
    key = f"said-{made.id}-{step.id}-{t.lang}"
    _field(made, step, wanted, key, t)
    words = t("Decide") if step.asked.way == "decide" else t("Give this answer")
    st.button(words, key=f"answer-{step.id}", on_click=_answer, args=(made, step, key))
    unclear = st.session_state.pop(_UNCLEAR, "")
    if unclear:
        st.warning(t(UNCLEAR[unclear]))
        return
    given = seat.kept(made.id).get(step.id)
    if given is not None:
        _say(step, given, t)


def _field(made: Exercise, step: Step, wanted: Asked, key: str, t: Translator) -> None:
    given = seat.kept(made.id).get(step.id)
    before = given.said if given else ""
    if step.choices:
        choices = {each.id: each for each in step.choices}
        st.session_state.setdefault(key, before if before in choices else None)
        st.radio(
            t("Your answer"),
            list(choices),
            format_func=lambda each: for_markdown(choices[each].text[t.lang]),
            key=key,
        )
        return
    drawn = wanted.drawn if step.asked.way in {"line", "point"} else ""
    taken = f"{key}-drawn"
    if drawn and st.session_state.get(taken) != drawn:  # just now, on the map
        st.session_state[taken] = st.session_state[key] = drawn
    st.session_state.setdefault(key, before)
    st.text_input(_label(step, t), key=key, max_chars=LONGEST, placeholder=_example(step))


def _label(step: Step, t: Translator) -> str:
    if step.asked.way == "line":
        return t("Your line: latitude, longitude; …")
    if step.asked.way == "point":
        return t("Latitude and longitude, in any spelling")
    unit = next((t(unit) for end, unit in _UNITS.items() if step.asked.key.endswith(end)), "")
    return ", ".join(filter(None, (t("Your answer"), unit)))


def _example(step: Step) -> str:
    return {"line": "43.27,77.20; 43.28,77.24", "point": "43.2778, 77.2222"}.get(step.asked.way, "")


def _answer(made: Exercise, step: Step, key: str) -> None:
    """A callback."""
    said = str(st.session_state.get(key) or "").strip()
    try:
        found = judge(step, said)
    except NoKeyError:
        return  # told above the exercise
    if found.unclear:
        st.session_state[_UNCLEAR] = found.unclear
        return
    keep(Answered(made.id, step.id, said, found.right))


def _say(step: Step, given: Answered, t: Translator) -> None:
    try:
        found = judge(step, given.said)
    except NoKeyError:
        return
    lines = [*_about(found, t), step.more[t.lang]]
    shown = "".join(f"<p>{for_html(line)}</p>" for line in dict.fromkeys(lines) if line)
    name, head = _verdict(found, t)
    st.html(
        f'<section class="mura-section mura-said mura-said-{name}" role="status">'
        f"<p><strong>{for_html(head)}</strong></p>{shown}</section>"
    )


def _verdict(found: Judged, t: Translator) -> tuple[str, str]:
    if found.right is None:
        months = int(found.choice.value) if found.choice else 0
        said = t.plural("+{n} month", "+{n} months", months)
        return "decided", t("Decided: {months} (an assumption of the exercise).", months=said)
    if found.right:
        return "right", t("✓ Right.")
    return "wrong", t("✗ Not right. Try again.")


def _about(found: Judged, t: Translator) -> list[str]:
    """What is said of this very answer."""
    said = [found.choice.more[t.lang]] if found.choice else []
    if found.not_its_ends:
        said.append(
            t(
                "The line must lead from one end to the other, no more than {n} m off.",
                n=f"{ENDS_M:g}",
            )
        )
    if found.screened is not None:
        first = found.screened.screening.findings[0]
        said.append(t("Mura screens it: {said}", said=told(first, t)))
    return said
