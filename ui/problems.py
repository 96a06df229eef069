"""Every problem of a file as one plain sentence in the user's language."""

from collections.abc import Iterable

import streamlit as st

from geodata.escape import for_html
from geodata.problems import ContractError, Problem
from i18n import N_, Translator

SENTENCES = {
    "not_found": N_("The file is missing or cannot be opened."),
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
    "geometry_without_kind": N_("There is a position, but its kind of geometry is not said."),
    "invalid_outline": N_("The outline is not closed or crosses itself."),
    "disputed_but_plotted": N_("The position is disputed and must not be plotted."),
    "wrong_geometry": N_("The geometry does not fit its kind."),
    "schematic_without_area": N_("A schematic needs a published area."),
    "not_a_position": N_("The coordinates are not numbers: {value}."),
    "swapped": N_("Longitude and latitude seem to be swapped: {value}."),
    "outside": N_("The position lies outside the working area: {value}."),
}


def refusals(refused: Iterable[ContractError], t: Translator) -> None:
    """Show every refused file with all its problems. As HTML, because in Markdown an arrow or an
    address in a value would not stay letters."""
    for error in refused:
        st.html(refusal(error, t))


def refusal(error: ContractError, t: Translator) -> str:
    """A refused file with all its problems, as HTML: a sentence, then a list."""
    title = t.plural(
        "The file {file} was not loaded: {n} problem.",
        "The file {file} was not loaded: {n} problems.",
        len(error.problems),
        file=error.file,
    )
    items = "".join(f"<li>{for_html(sentence(each, t))}</li>" for each in error.problems)
    return f'<div class="mura-refusal" role="alert"><p>{for_html(title)}</p><ul>{items}</ul></div>'


def sentence(problem: Problem, t: Translator) -> str:
    """One problem with its row, as plain text."""
    said = t(SENTENCES[problem.code]).format(
        column=problem.column or "", value=problem.value or "—"
    )
    if problem.row is None:
        return said
    return t(
        "Row {row} ({name}): {said}", row=problem.row, name=problem.feature_id or "—", said=said
    )
