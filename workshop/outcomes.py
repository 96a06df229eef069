"""What came of an exercise, as rows to take along: no name, no place, no time."""

from collections.abc import Iterator, Mapping

from geodata.exercises import Exercise, Step
from geodata.export.cells import letters
from geodata.export.plain import rows_to_csv
from geodata.training import PREFIX
from i18n import N_, Translator
from workshop.answered import Answered
from workshop.judging import right_choice
from workshop.keys import key_of, written
from workshop.missing import NoKeyError

OUTCOMES = {
    True: N_("right"),
    False: N_("wrong"),
    None: N_("decided"),
}


def outcome(answered: Answered | None, t: Translator) -> str:
    """Right, wrong, decided, or that there is no answer."""
    return t("no answer") if answered is None else t(OUTCOMES[answered.right])


def said(step: Step, answered: Answered | None, lang: str) -> str:
    """What was answered, as it is read."""
    if answered is None:
        return "–"
    chosen = next((each for each in step.choices if each.id == answered.said), None)
    return answered.said if chosen is None else chosen.text[lang]


def key_said(step: Step, answered: Answered | None, t: Translator) -> str:
    """The right answer as it is read, once there is an answer: the end of an exercise is a click
    away. Of a line and a decision there is not one."""
    asked = step.asked
    if answered is None:
        return "–"
    try:
        if asked.way == "choose":
            chosen = right_choice(step)
            return chosen.text[t.lang] if chosen else "–"
        if asked.way in {"number", "point"}:
            return _computed(step, t)
    except NoKeyError:
        return "–"
    return "–"


def _computed(step: Step, t: Translator) -> str:
    key = key_of(step.asked)
    if isinstance(key, float):
        return t.number(key, 2 if abs(key) < 100 else 0)
    return written(key)


def asked_of(made: Exercise) -> tuple[Step, ...]:
    """The steps that are answered."""
    return tuple(each for each in made.steps if each.asked.way != "read")


def score(made: Exercise, answers: Mapping[str, Answered]) -> tuple[int, int]:
    """How many are right, of how many that can be."""
    judged = [each.id for each in made.steps if each.asked.judged]
    right = sum(each in answers and answers[each].right is True for each in judged)
    return right, len(judged)


def to_csv(made: Exercise, answers: Mapping[str, Answered], t: Translator) -> bytes:
    """UTF-8 with a byte order mark and semicolons; no cell can start a formula."""
    heads = (t("Exercise"), t("Step"), t("Task"), t("Answer"), t("Result"), t("Right answer"))
    rows = ([letters(cell) for cell in row] for row in _rows(made, answers, t))
    return rows_to_csv(heads, rows, t.lang)


def file_name(made: Exercise) -> str:
    """What it is called: of an exercise everything is training."""
    return f"{PREFIX}{made.id}.csv"


def _rows(
    made: Exercise, answers: Mapping[str, Answered], t: Translator
) -> Iterator[tuple[str, ...]]:
    for number, step in enumerate(made.steps, 1):
        if step.asked.way == "read":
            continue
        given = answers.get(step.id)
        yield (
            made.id,
            f"{number}. {step.id}",
            step.text[t.lang],
            said(step, given, t.lang),
            outcome(given, t),
            key_said(step, given, t),
        )
