"""What a class answered, to take along: by the number of a seat, without a name."""

from geodata.export.plain import rows_to_csv
from i18n import N_, Translator
from workshop.answered import Answered
from workshop.classroom import Present

JUDGED = {True: N_("right"), False: N_("wrong"), None: N_("a decision")}
"""How an answer was judged, as words."""


def results(class_: Present, t: Translator) -> bytes:
    """A row for each answer, as CSV in a language; the answer is as it was given."""
    heads = [t("Learner"), t("Exercise"), t("Task"), t("Answer"), t("Judged")]
    rows = [
        [learner.number, *_cells(each, t)]
        for learner in class_.learners
        for each in class_.answers.get(learner.number, ())
    ]
    return rows_to_csv(heads, rows, t.lang)


def _cells(each: Answered, t: Translator) -> list[str]:
    return [each.exercise, each.step, each.said, t(JUDGED[each.right])]
