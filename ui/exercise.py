"""One exercise: its head, whose role one plays, the step one is at, and the way on."""

import streamlit as st

from dossiers.events import when
from dossiers.report import MARK
from geodata.escape import for_html, for_markdown
from geodata.exercises import Exercise, Step
from geodata.training import practice_file
from i18n import Translator
from ui import exercise_end, seat
from ui.exercise_address import Asked, asked, begin, forget, go_to, keep, restore
from ui.exercise_map import beside_the_step, has_invented, has_map
from ui.exercise_task import task
from workshop.answered import Answered
from workshop.timeline import has_one, now, years

_REMOVED = "exercise_removed"


def exercise(made: Exercise, t: Translator) -> None:
    """Show the exercise at the step of the address."""
    restore(made)
    wanted = asked(made)
    _head(made, wanted, t)
    if wanted.step > len(made.steps):
        exercise_end.told(made, t)
        _ways(made, wanted, t)
    else:
        _step(made, wanted, t)


def _head(made: Exercise, wanted: Asked, t: Translator) -> None:
    mark = f'<p class="mura-training">{for_html(t(MARK))}</p>' if has_invented(made) else ""
    st.html(
        f'<section class="mura-section"><h2 id="exercise">{for_html(made.title[t.lang])}</h2>'
        f"{mark}</section>"
    )
    if wanted.step == 1:
        st.html(f'<p class="mura-told-first">{for_html(made.introduction[t.lang])}</p>')
    if made.roles:
        _role(made, wanted, t)
    last = len(made.steps)
    place = min(wanted.step, last)
    said = t("Step {n} of {total}", n=place, total=last)
    st.progress(place / last, text=t("The end") if wanted.step > last else said)
    if has_one(made):
        st.html(time_html(made, t))


def _role(made: Exercise, wanted: Asked, t: Translator) -> None:
    names = {each.id: each for each in made.roles}
    key = f"role-{made.id}-{t.lang}"
    st.session_state[key] = wanted.role or None

    def changed() -> None:
        if st.session_state[key]:
            st.query_params["role"] = st.session_state[key]
        else:
            st.query_params.pop("role", None)

    st.segmented_control(
        t("Your role"),
        list(names),
        format_func=lambda each: for_markdown(names[each].name[t.lang]),
        key=key,
        on_change=changed,
    )
    if wanted.role:
        st.html(f'<p class="mura-note">{for_html(names[wanted.role].wants[t.lang])}</p>')


def time_html(made: Exercise, t: Translator) -> str:
    """The years of the timeline; the learner's own is marked by a word."""
    answers = seat.kept(made.id)
    at = now(made, answers)
    said = for_html(t("Your date: {date}", date=when(at, t)))
    cells = "".join(
        f'<li class="mura-here" aria-current="date">{year}<b>{said}</b></li>'
        if str(year) == at[:4]
        else f"<li>{year}</li>"
        for year in years(made, answers)
    )
    label = for_html(t("Timeline; the months of a decision are an assumption of the exercise"))
    return f'<ol class="mura-years" aria-label="{label}" title="{label}">{cells}</ol>'


def _step(made: Exercise, wanted: Asked, t: Translator) -> None:
    step = made.steps[wanted.step - 1]
    if not has_map(made, step):
        _asked(made, step, wanted, t)
        return
    with st.container(key="task"):
        left, right = st.columns([5, 4], gap="medium")
        with left:
            _asked(made, step, wanted, t)
        with right:
            beside_the_step(made, step, wanted, t)


def _asked(made: Exercise, step: Step, wanted: Asked, t: Translator) -> None:
    st.html(
        f'<section class="mura-section mura-task" data-step="{for_html(step.id)}">'
        f"<p>{for_html(step.text[t.lang])}</p></section>"
    )
    _files(step, t)
    links = [_show(each.address, each.text[t.lang], t) for each in step.shows if not each.file]
    if links:
        st.html(f'<p class="mura-onward">{"".join(links)}</p>')
    task(made, step, wanted, t)
    for number, hint in enumerate(step.hints, 1):
        many = len(step.hints) > 1
        label = t("Hint {n}", n=number) if many else t("Hint")
        with st.expander(label):
            st.html(f"<p>{for_html(hint[t.lang])}</p>")
    _ways(made, wanted, t)


def _files(step: Step, t: Translator) -> None:
    """Buttons for the files that a step is about."""
    for show in step.shows:
        path = practice_file(show.file) if show.file else None
        if path is not None:
            st.download_button(
                for_markdown(show.text[t.lang]),
                path.read_bytes(),
                show.file,
                on_click="ignore",
                key=f"file-{step.id}-{show.file}",
            )


def _show(address: str, words: str, t: Translator) -> str:
    """In another window of the browser: what was answered so far stays where it is."""
    path, mark, view = address.partition("#")
    joined = f"{path}{'&' if '?' in path else '?'}lang={t.lang}{mark}{view}"
    return f'<a href="{for_html(joined)}" target="_blank" rel="noreferrer">{for_html(words)} ↗</a>'


def _ways(made: Exercise, wanted: Asked, t: Translator) -> None:
    last = len(made.steps)
    with st.container(horizontal=True, key="exercise-ways"):
        if wanted.step > 1:
            st.button(t("Back"), key="exercise-back", on_click=go_to, args=(wanted.step - 1,))
        if wanted.step <= last:
            words = t("On") if wanted.step < last else t("What came of it")
            st.button(
                words, key="exercise-on", type="primary", on_click=go_to, args=(wanted.step + 1,)
            )
        st.button(t("All exercises"), key="exercise-list", on_click=begin, args=("",))
        if seat.kept(made.id):
            st.button(t("Begin anew"), key="exercise-anew", on_click=_begin_anew, args=(made.id,))
    removed: tuple[str, tuple[Answered, ...]] = st.session_state.get(_REMOVED, ("", ()))
    if removed[0] == made.id and removed[1] and not seat.kept(made.id):
        said = for_html(t("Your answers are removed."))
        st.html(f'<p class="mura-done" role="status">{said}</p>')
        st.button(t("Undo"), key="exercise-undo", on_click=_take_back)


def _begin_anew(exercise: str) -> None:
    """A callback."""
    st.session_state[_REMOVED] = exercise, forget(exercise)
    go_to(1)


def _take_back() -> None:
    """A callback."""
    _, answers = st.session_state.pop(_REMOVED)
    for each in answers:
        keep(each)
