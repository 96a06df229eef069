"""Every problem of a file as one plain sentence in the user's language."""

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
    # of files that are brought, as a whole
    "empty_file": N_("The file is empty."),
    "unknown_format": N_("This is none of the formats that can be read here."),
    "damaged": N_("The file is damaged: it breaks off or does not keep its own format."),
    "unpacked_too_large": N_("Unpacked, the archive is too large: more than 200 MB."),
    "too_many_members": N_("The archive holds too many files; 50 are the most."),
    "ratio": N_("The archive is packed suspiciously tightly, and was not opened: “{value}”."),
    "nested_archive": N_("There is an archive inside the archive. Unpack it first: “{value}”."),
    "member_name": N_("A file in the archive has a name that leads elsewhere: “{value}”."),
    "encrypted": N_("The file is locked with a password. Save it without one."),
    "entities": N_("The file defines entities of its own, which could read other files: not read."),
    "names_other_files": N_("The file points at other files or addresses. Nothing of it was read."),
    "too_many_vertices": N_("The file has too many vertices; 200,000 are the most."),
    "too_many_features": N_("The file has too many rows; 100,000 are the most."),
    "too_many_columns": N_("The table has too many columns; 500 are the most."),
    "too_slow": N_("Reading took longer than 5 seconds and was given up. Bring a smaller file."),
    "too_much_memory": N_("Reading needed too much memory and was given up. Bring a smaller file."),
    "no_coordinates": N_("No column of the table holds coordinates that can be understood here."),
    "no_features": N_("There is nothing in the file that could be placed."),
    "incomplete_shapefile": N_(
        "A shapefile is several files: pack .shp, .shx, .dbf and .prj into one ZIP and bring that."
    ),
    "local_grid": N_(
        "The file is in a local grid whose place on the Earth is not public ({value}). Ask the "
        "surveyor for SK-42 or WGS 84."
    ),
    "fits_no_system": N_(
        "In no coordinate system that is known here do the numbers lie in the area from 44 to "
        "120 E, 32 to 57 N; the first are {value}. If they are in the grid of a town, ask the "
        "surveyor for SK-42 or WGS 84."
    ),
    "unknown_system": N_("The coordinate system of the file is not known here: {value}."),
    "no_accuracy": N_(
        "How exactly the coordinate system of the file can be converted is not known ({value}), so "
        "it was not."
    ),
    # of files that are brought, row by row
    "not_numbers": N_("The coordinates are not numbers: “{value}”."),
    "not_finite": N_("A coordinate is infinite or missing."),
    "zero_zero": N_("The coordinates are 0, 0: a position that nobody measured."),
    "outside_area": N_("The position lies outside the area from 44 to 120 E, 32 to 57 N: {value}."),
    "no_geometry": N_("The row has no position."),
    "height_dropped": N_("Heights were left out; the map is flat."),
    "measure_dropped": N_("The measures along the line were left out."),
    "crosses_itself": N_("The outline crosses itself at {value}."),
    "mended": N_("The outline crossed itself at {value} and was mended, as you asked."),
    "too_few_points": N_("There are too few different points for a line or an outline."),
    "closed": N_("The outline was not closed; its last point was joined to the first."),
    "collection": N_("Several geometries in one row are not read. Give each a row of its own."),
    "antimeridian": N_("The geometry goes round the Earth across the 180th meridian."),
    "not_read": N_("This kind of thing is not read: {value}."),
    "wrong_zone": N_("The easting belongs to another zone than the file says: {value}."),
    "vertex_missing": N_("A vertex is missing, so the whole outline or line was not made."),
    "ragged": N_("The row has {value} cells, another number than the heading."),
    "repeated_member": N_("The row says the same thing twice, and differently."),
    # of what an office keeps
    "not_an_exchange": N_("This GeoPackage was not downloaded from Mura by another office."),
    "office_newer": N_("The data were kept by a newer Mura. Use that one."),
    "office_foreign": N_("The office's data file belongs to another program. Nothing was changed."),
    "office_damaged": N_("The office's data file is damaged. Put its last copy in its place."),
    "office_busy": N_("Somebody else is writing to the office's data. Try once more."),
    "office_unreachable": N_("The folder of the office's data cannot be read or written."),
    # of projects and boundaries that are screened
    "no_options": N_("Options of one road are two to {value} lines, and nothing else."),
    "too_long": N_(
        "The project is longer than 700 km from end to end ({value} m). Screen it in parts."
    ),
    # of exercises, whose rows are counted as a spreadsheet does
    "not_utf8": N_(
        "The text is not UTF-8. Save it as “CSV UTF-8”: elsewhere Kazakh letters are lost."
    ),
    "too_many_rows": N_("The file has too many rows; {value} are the most."),
    "too_long_text": N_("Column “{column}” holds more than {value} letters."),
    "no_exercise": N_("The first row below the heading must be the row “exercise”."),
    "second_exercise": N_("There may be one row “exercise” only: a file is an exercise."),
    "not_its_file": N_("The id of the exercise is “{value}” and must be the name of its file."),
    "no_step": N_("There is no row “step”: nothing is asked."),
    "no_step_above": N_("The row “{value}” must stand below the step that it belongs to."),
    "no_event": N_("A decision moves a timeline, so there must be a row “event” that begins it."),
    "not_a_token": N_(
        "The id “{value}” must be small Latin letters, digits and _, a letter first."
    ),
    "no_translation": N_("A translation is missing: column “{column}” is empty."),
    "not_minutes": N_("The value of an exercise is its minutes, 1 to 240, and not “{value}”."),
    "not_a_task": N_(
        "The value “{value}” says nothing that can be asked: read, choose, number, point, line or "
        "decide."
    ),
    "unknown_key": N_("The value “{value}” names no key that is known here."),
    "key_arguments": N_("The value “{value}” names too few things, or too many."),
    "key_of_another_kind": N_("The key in “{value}” cannot be answered in this way."),
    "no_tolerance": N_("The value “{value}” must end with what is allowed: ~ 5% or ~ 0.1."),
    "choice_not_asked": N_("The step above is not answered by a choice."),
    "not_right": N_("The value of a choice is “right” or blank, and not “{value}”."),
    "not_months": N_("The value of a choice is the months that it takes, +7, and not “{value}”."),
    "too_few_choices": N_("There must be at least two choices."),
    "not_one_right": N_("One choice must be “right”, and there are {value}."),
    "same_choices": N_("Two choices have the same value."),
    "not_a_date": N_("“{value}” is no date: 2016, 2016-03 or 2016-03-21."),
    "not_an_address": N_("“{value}” is no address of a page of Mura: ./site?id=1442-012"),
    "key_not_computed": N_("The key cannot be computed: “{value}” is not known here."),
    "no_choice_fits": N_("Mura computes “{value}”, and no choice has that value."),
    "crs_named": N_("The file names its coordinate system, and it was converted from it: {value}."),
}


def title(error: ContractError, t: Translator) -> str:
    """Which file was not loaded, and how much is wrong with it; plain text."""
    return t.plural(
        "The file {file} was not loaded: {n} problem.",
        "The file {file} was not loaded: {n} problems.",
        len(error.problems),
        file=error.file,
    )


def sentence(problem: Problem, t: Translator) -> str:
    """One problem with its row, as plain text."""
    said = sentence_without_row(problem, t)
    if problem.row is None:
        return said
    return t(
        "Row {row} ({name}): {said}", row=problem.row, name=problem.feature_id or "—", said=said
    )


def sentence_without_row(problem: Problem, t: Translator) -> str:
    """One problem as plain text, where its row stands beside it."""
    return t(SENTENCES[problem.code]).format(
        column=problem.column or "", value=problem.value or "—"
    )
