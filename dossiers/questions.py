"""What must be known before a file can be placed, in words: the question, why it is asked, and what
each answer means."""

from geodata.readers.brought import Candidate
from geodata.readers.columns import WHOLE
from i18n import N_, Translator
from layers.systems import system_name

ASKED = {
    "member": (
        N_("Which part of the file do you mean?"),
        N_("The file holds several files or layers. One at a time can be placed."),
    ),
    "encoding": (
        N_("How are the texts of the file written?"),
        N_(
            "The file does not say which encoding it has, and more than one would do. Choose the "
            "line in which the words read right, with their Kazakh letters."
        ),
    ),
    "columns": (
        N_("Which columns hold the coordinates, and what do the rows make?"),
        N_(
            "Several columns could hold them, or the rows of an object could be points, a line or "
            "an outline. The headings do not decide it."
        ),
    ),
    "system": (
        N_("In which coordinate system are the numbers?"),
        N_(
            "The same numbers lie elsewhere in another system. See where the first place of the "
            "file would lie with each answer. Nothing is placed before you choose."
        ),
    ),
    "axes": (
        N_("Are latitude and longitude the wrong way round?"),
        N_("As the file is written, its places would lie elsewhere than one would expect."),
    ),
}
"""What is asked of each subject, and why."""

EVIDENCE = {
    "named_otherwise": N_("The file names one encoding, and its letters speak for another."),
    "not_said": N_("The file does not say which system it is in."),
    "wrong_zone": N_("The eastings begin with the number of another zone than the file declares."),
    "swapped": N_("The numbers fit only when the axes are changed over."),
    "degrees_in_metres": N_("The file declares metres, and its numbers look like degrees."),
    "metres_in_degrees": N_("The file declares degrees, and its numbers look like metres."),
    "either_way": N_("The numbers would lie in Kazakhstan in either order."),
    "zero_zero": N_("Its places stand at 0, 0, where nobody measured them."),
    "outside": N_("As the file declares it, its places would lie outside the working area."),
}
"""What made the file doubtful, for the tokens that the readers give."""

SHAPES = {
    "point": N_("each row is a point"),
    "line": N_("the rows of an object are one line"),
    "polygon": N_("the rows of an object are one outline"),
    "line of all": N_("all rows together are one line"),
    "polygon of all": N_("all rows together are one outline"),
}
"""What the rows of a table make, with some of its columns."""

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "cp1251": "Windows-1251",
    "kz1048": "KZ-1048 (СТ РК 1048)",
    "ptcp154": "PT154",
    "cp866": "CP866 (DOS)",
}
"""Names of encodings: the same in every language."""


def words(about: str, token: str, t: Translator) -> str:
    """What an answer says; empty where the file's own text says it."""
    if about == "system":
        return system_name(token, t)
    if about == "encoding":
        return ENCODINGS.get(token, "")
    if about == "columns":
        return t(SHAPES[columns(tuple(token.split("\t")))[1]])
    if about == "axes":
        return t("change them over") if token == "yes" else t("leave them as the file has them")
    return ""


def columns(chosen: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The names of the columns, and what their rows make."""
    if len(chosen) > 2 and chosen[-1] in {"line", "polygon"}:
        of_all = chosen[-2] == WHOLE
        return chosen[: -2 if of_all else -1], f"{chosen[-1]} of all" if of_all else chosen[-1]
    return chosen, "point"


def sample(about: str, candidate: Candidate) -> str:
    """How the file reads; of columns without the token of what their rows make."""
    said = candidate.sample or candidate.token
    if about != "columns":
        return said
    names = tuple(candidate.token.split("\t"))
    without = " · ".join(columns(names)[0])
    return without + said.removeprefix(" · ".join(names))
