"""The board of a class, for its trainer: the way in, who is where, what they answer, and his
buttons. It is made here as a piece of HTML that ui/browser/board.js puts into the page and keeps up
to date, so that a new answer costs no run of a page. Every text passes the gate here."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

import segno
import streamlit as st

from dossiers.parts import Row, Table
from geodata.escape import for_html
from geodata.exercises import shelf
from i18n import Translator
from ui import seat
from ui.bar import PAGES
from ui.dossier import table_html
from workshop.answered import Answered
from workshop.classroom import Classroom, Present, Seat
from workshop.results import JUDGED

HEARD_S = 15.0
"""After so many seconds without a pulse somebody is told as not heard of."""
LONGEST_CELL = 60
ASKS_FOR_EXERCISES = "exercise"
"""In the address of the page Workshop: one of them, or, empty, all of them."""

_SIGNS = {True: "✓", False: "✗", None: "•"}
_PAGES = {f"/{file.replace('_', '-')}": title for file, title, _ in PAGES} | {"/": PAGES[0][1]}


def is_here() -> bool:
    """Whether the page Workshop is the board: the trainer's, unless he looks at the exercises."""
    return seat.role() == "trainer" and ASKS_FOR_EXERCISES not in st.query_params


def board(t: Translator) -> None:
    """The board in the trainer's page."""
    wait = for_html(t("The board is coming …"))
    st.html(f'<div class="mura-board mura-section" data-lang="{t.lang}"><p>{wait}</p></div>')


def fragment(room: Classroom, t: Translator) -> str:
    """The board as it is now: sections, each with an id by which the browser knows it again."""
    class_ = room.present()
    return "".join(
        f'<section id="board-{name}">{inside}</section>'
        for name, inside in (
            ("way", _way(room, class_, t)),
            ("lead", _leading(class_, t)),
            ("learners", _learners(class_, t)),
            ("answers", "".join(_answers(class_, t))),
            ("end", _ending(t)),
        )
    )


# ---- the way in ----------------------------------------------------------------------------------


def _way(room: Classroom, class_: Present, t: Translator) -> str:
    picture = segno.make(class_.way_in, error="m", micro=False).svg_data_uri(scale=4, border=3)
    title = _element("h2", t("The way in"))
    way = for_html(t("The way in, for the camera of a phone"))
    seats = t("{n} of {seats} seats are taken.", n=len(class_.learners), seats=class_.seats)
    door = t("The door is open.") if class_.is_open else t("The door is closed: nobody comes in.")
    switch = (
        _button("close", t("Close the door"))
        if class_.is_open
        else _button("open", t("Open the door"))
    )
    wrong = t.plural("{n} wrong code was tried.", "{n} wrong codes were tried.", class_.wrong_codes)
    said = (seats, door, wrong if class_.wrong_codes else "")
    facts = (
        (t("Address"), room.address, ""),
        (t("Class code"), class_.code, "mura-code"),
    )
    told = "".join(
        f'<dt>{for_html(head)}</dt><dd class="{looks}">{for_html(fact)}</dd>'
        for head, fact, looks in facts
    )
    return (
        f'{title}<div class="mura-way">'
        f'<img src="{for_html(picture)}" alt="{way}">'
        f"<div><dl>{told}</dl><p>{for_html(' '.join(said).strip())}</p>{switch}</div></div>"
    )


# ---- who leads -----------------------------------------------------------------------------------


def _leading(class_: Present, t: Translator) -> str:
    leader = class_.leader
    if leader is None:
        said = t("Nobody leads: each learner is where he likes.")
    elif not leader.is_trainer:
        said = t("Everybody's map follows {name}.", name=_called(leader))
    elif leader.where:
        said = t("Everybody's map follows yours.")
    else:
        said = t("You lead. Open your map in another tab, and everybody's map follows it.")
    act = (
        _button("lead", t("Lead with my map"), 0) if leader is None or not leader.is_trainer else ""
    )
    free = _button("release", t("Release: each goes back to where he was")) if leader else ""
    tab = _link(f"./?lang={t.lang}", t("Open my map in another tab"))
    exercises = _link(
        f"./workshop?lang={t.lang}&{ASKS_FOR_EXERCISES}=", t("Open the exercises in another tab")
    )
    title = _element("h2", t("One map for all"))
    acts = f'<p class="mura-acts">{act}{free}{tab}{exercises}</p>'
    return f'{title}<p role="status">{for_html(said)}</p>{acts}'


# ---- who is where --------------------------------------------------------------------------------


def _learners(class_: Present, t: Translator) -> str:
    title = for_html(t("Who is where"))
    if not class_.learners:
        nobody = t("Nobody has come yet: show the picture or write the code on the wall.")
        return f"<h2>{title}</h2>{_element('p', nobody)}"
    heads = (t("No."), t("Learner"), t("Where"), t("Heard of"), t("Answers"), t("This map"))
    head = "".join(f'<th scope="col">{for_html(each)}</th>' for each in heads)
    rows = "".join(_learner(each, class_, heads, t) for each in class_.learners)
    return (
        f'<h2>{title}</h2><div class="mura-table mura-told mura-learners" role="region" '
        f'tabindex="0" aria-label="{title}"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _learner(seat: Seat, class_: Present, heads: tuple[str, ...], t: Translator) -> str:
    leads = class_.leader is not None and class_.leader.number == seat.number
    show = (
        _element("span", t("is shown to all"))
        if leads
        else _button("lead", t("Show to all"), seat.number, _called(seat))
    )
    tab = _link(f".{seat.where}", t("Open"), _called(seat)) if seat.where else ""
    told = (
        _place(seat.where, t),
        _heard(seat, class_.now, t),
        _count(class_.answers.get(seat.number, ()), t),
    )
    cells = "".join(
        f'<td data-head="{for_html(head)}">{for_html(words)}</td>'
        for head, words in zip(heads[2:], told, strict=False)
    )
    return (
        f'<tr><td data-head="{for_html(heads[0])}">{for_html(t.number(seat.number))}</td>'
        f'<th scope="row"><bdi>{for_html(seat.name)}</bdi></th>{cells}'
        f'<td class="mura-acts">{show}{tab}</td></tr>'
    )


def _called(seat: Seat) -> str:
    return f"{seat.number} · {seat.name}"


def _place(where: str, t: Translator) -> str:
    """The page by its name; of an exercise which one, and the number of the task."""
    if not where:
        return "—"
    parts = urlsplit(where.partition("#")[0])
    asked = dict(parse_qsl(parts.query)) if parts.path == "/workshop" else {}
    exercise = _title(asked["exercise"], t) if asked.get("exercise") else ""
    told = [t(_PAGES[parts.path]), exercise, asked.get("step", "")]
    return _cut(" · ".join(filter(None, told)))


def _heard(seat: Seat, now: float, t: Translator) -> str:
    quiet = now - seat.seen
    if quiet < HEARD_S:
        return t("now")
    if quiet < 60:
        return t("less than a minute ago")
    return t("{n} min ago", n=t.number(quiet // 60))


def _count(answers: Iterable[Answered], t: Translator) -> str:
    judged = [each.right for each in answers]
    said = (
        f"{_SIGNS[how]} {t(JUDGED[how])}: {t.number(judged.count(how))}"
        for how in JUDGED
        if how in judged
    )
    return ", ".join(said) or "—"


# ---- what they answer ----------------------------------------------------------------------------


def _answers(class_: Present, t: Translator) -> Iterable[str]:
    """A table for each exercise: its tasks side by side, a row for each learner."""
    yield _element("h2", t("Answers"))
    given = [each for answers in class_.answers.values() for each in answers]
    of_learners = {each.number for each in class_.learners}
    if not of_learners & {number for number, answers in class_.answers.items() if answers}:
        yield _element("p", t("No answer has come yet."))
        return
    for exercise in dict.fromkeys(each.exercise for each in given):
        steps = tuple(dict.fromkeys(each.step for each in given if each.exercise == exercise))
        rows = tuple(_row(each, exercise, steps, class_, t) for each in class_.learners)
        title = _title(exercise, t)
        yield _element("h3", title)
        yield table_html(Table(title, (t("Learner"), *_heads(exercise, steps, t)), rows), t)


def _title(exercise: str, t: Translator) -> str:
    made = shelf().exercises.get(exercise)
    return _cut(made.title[t.lang] if made else exercise)


def _heads(exercise: str, steps: tuple[str, ...], t: Translator) -> list[str]:
    """The tasks by the number that a learner reads, and by their id."""
    made = shelf().exercises.get(exercise)
    numbers = {step.id: place for place, step in enumerate(made.steps, 1)} if made else {}
    return [
        _cut(f"{t.number(numbers[each])} · {each}" if each in numbers else each) for each in steps
    ]


def _row(seat: Seat, exercise: str, steps: tuple[str, ...], class_: Present, t: Translator) -> Row:
    given = class_.answers.get(seat.number, ())
    told = {each.step: _judged(each, t) for each in given if each.exercise == exercise}
    return Row((_called(seat), *(told.get(step, t("none")) for step in steps)))


def _judged(each: Answered, t: Translator) -> str:
    return f"{_SIGNS[each.right]} {t(JUDGED[each.right])}: {_cut(each.said)}"


# ---- the end -------------------------------------------------------------------------------------


def _ending(t: Translator) -> str:
    results = _link(f"./class/results.csv?lang={t.lang}", t("Results without names (CSV)"))
    clear = _asked_twice(
        t("Clear the answers"), _button("clear", t("Yes, clear the answers of all"))
    )
    end = _asked_twice(
        t("End the class"), _button("end", t("Yes, end it: a new code, all must join again"))
    )
    title = _element("h2", t("Results and the end"))
    return f'{title}<p class="mura-acts">{results}</p>{clear}{end}'


def _asked_twice(words: str, button: str) -> str:
    return f"<details><summary>{for_html(words)}</summary><p>{button}</p></details>"


def _button(act: str, words: str, seat: int | None = None, of: str = "") -> str:
    """A button of the board. `of`: whom it is about, for who hears the page."""
    whose = "" if seat is None else f' data-seat="{seat}"'
    label = f' aria-label="{for_html(f"{words}: {of}")}"' if of else ""
    identity = act if seat is None else f"{act}-{seat}"
    return (
        f'<button type="button" id="act-{identity}" class="mura-act" data-act="{act}"'
        f"{whose}{label}>{for_html(words)}</button>"
    )


def _link(address: str, words: str, of: str = "") -> str:
    label = f' aria-label="{for_html(f"{words}: {of}")}"' if of else ""
    return (
        f'<a href="{for_html(address)}" target="_blank" rel="noopener"{label}>{for_html(words)}</a>'
    )


def _element(tag: str, words: str) -> str:
    return f"<{tag}>{for_html(words)}</{tag}>"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
