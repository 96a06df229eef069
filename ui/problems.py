"""Every problem of a file as one plain sentence in the user's language."""

from geodata.escape import for_markdown
from geodata.problems import ContractError, Problem
from i18n import N_, Translator

SENTENCES = {
    "unreadable": N_("The file cannot be read as GeoJSON."),
    "too_large": N_("The file is too large: {value} bytes."),
    "not_a_collection": N_("The file is not a GeoJSON FeatureCollection."),
    "has_crs": N_("The file names its own coordinate system; RFC 7946 allows WGS 84 only."),
    "not_a_feature": N_("This is not a GeoJSON feature."),
    "missing": N_("Column “{column}” is missing."),
    "unknown_column": N_("Column “{column}” is not known."),
    "empty": N_("Column “{column}” is empty and must not be."),
    "wrong_type": N_("Column “{column}” holds “{value}”, which is not of the right type."),
    "wrong_form": N_("Column “{column}” holds “{value}”, which is not written as it should be."),
    "not_allowed": N_("Column “{column}” holds “{value}”, which is not one of the allowed values."),
    "out_of_range": N_("Column “{column}” holds “{value}”, which is out of range."),
    "incomplete": N_("Column “{column}” lacks a part: “{value}”."),
    "repeated": N_("Column “{column}” says the same thing twice."),
    "ids_differ": N_("The feature's id and its column “id” differ."),
    "repeated_id": N_("The id “{value}” occurs more than once."),
    "kind_without_geometry": N_("There is no position, but the kind of geometry is “{value}”."),
    "disputed_but_plotted": N_("The position is disputed and must not be plotted."),
    "wrong_geometry": N_("The geometry does not fit its kind."),
    "schematic_without_area": N_("A schematic needs a published area."),
    "not_a_position": N_("The coordinates are not numbers: {value}."),
    "swapped": N_("Longitude and latitude seem to be swapped: {value}."),
    "outside": N_("The position lies outside the working area: {value}."),
}


def refusal(error: ContractError, t: Translator) -> str:
    """A refused file with all its problems, as Markdown: a sentence, then a list."""
    title = t.plural(
        "The file {file} was not loaded: {n} problem.",
        "The file {file} was not loaded: {n} problems.",
        len(error.problems),
        file=for_markdown(error.file),
    )
    return "\n".join([title, "", *(f"- {sentence(each, t)}" for each in error.problems)])


def sentence(problem: Problem, t: Translator) -> str:
    """One problem with its row, as Markdown."""
    said = t(SENTENCES[problem.code]).format(
        column=for_markdown(problem.column or ""), value=for_markdown(problem.value or "—")
    )
    if problem.row is None:
        return said
    name = for_markdown(problem.feature_id or "—")
    return t("Row {row} ({name}): {said}", row=problem.row, name=name, said=said)
