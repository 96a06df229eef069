"""What the browser needs to ask for the map on paper: see layers/browser/print.js."""

from typing import Any

from i18n import LANGUAGES, NAMES, Translator

LONGEST_TITLE = 120
"""Letters of a title. reports/sheet.py refuses longer ones."""


def settings(t: Translator, root: str) -> dict[str, Any]:
    """Addresses, choices, and words of the dialog. `root`: from the map's frame up to the
    application's root."""
    return {
        "addresses": {"sheet": f"{root}geo/print/", "page": f"{root}geo/view/"},
        "lang": t.lang,
        "longest": LONGEST_TITLE,
        "forms": [["pdf", "PDF"], ["png", "PNG"], ["html", t("HTML, opens without internet")]],
        "papers": [["A4", "A4"], ["A3", "A3"]],
        "orientations": [["landscape", t("landscape")], ["portrait", t("portrait")]],
        "languages": [[lang, NAMES[lang]] for lang in LANGUAGES],
        "texts": {
            "heading": t("Print or save the map"),
            "title": t("Title"),
            "untitled": t("without one: what the filter says"),
            "form": t("Format"),
            "paper": t("Paper"),
            "orientation": t("Orientation"),
            "language": t("Language"),
            "download": t("Download"),
            "close": t("Close"),
            "making": t("Making the sheet…"),
            "done": t("The file is downloaded."),
            "failed": t("The file could not be made. Check that the server runs and try again."),
        },
    }
