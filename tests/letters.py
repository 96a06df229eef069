"""What tests of letters share: an answer against invented boundaries, and what a file says."""

import io
import re
from datetime import date

import openpyxl
import pypdfium2
from docx import Document
from shapely.geometry import LineString

from analysis.parameters import DEFAULTS
from analysis.screening import Project
from geodata.office import store
from layers.answer import Answer, Source, answer
from tests.office import boundary, square

DAY = date(2026, 11, 28)
ROAD = LineString([(77.19, 43.25), (77.215, 43.27), (77.2275, 43.2728), (77.26, 43.30)])
"""Through the invented buffer zone of Talgar, past the invented place."""
FAR = LineString([(57.2, 50.3), (57.25, 50.31)])
"""About 480 km from everything."""
HOSTILE = (
    "=cmd|'/c calc'!A1 {{report}} {{7*7}} <b>$x^2$</b> &amp; ӘәҒғҚқҢңӨөҰұҮүҺһІі \u202egnp.\x07.kml"
)


def load(*more):
    """The invented place and its buffer zone into the office of this test."""
    store().add(
        boundary(geometry=square(half=0.004)),
        boundary("buffer_zone", geometry=square(half=0.008)),
        *more,
    )


def answered(line: LineString = ROAD, name: str = "жол.kml", **card) -> Answer:
    source = Source(
        name, "ab" * 32, "kml", "EPSG:28413", "confirmed",
        "Pulkovo 1942 to WGS 84 (20), EPSG:5044", 3.0,
    )  # fmt: skip
    values = card.pop("values", DEFAULTS)
    return answer(
        source, Project((line,), **{"accuracy_m": 4.0, "kind": "road"} | card), (), values
    )


def lines_of_docx(body: bytes) -> list[str]:
    """Every paragraph and every cell's line, in the order of the file; heads and feet too."""
    document = Document(io.BytesIO(body))
    parts = [document, *(part for section in document.sections
                         for part in (section.header, section.footer))]  # fmt: skip
    found = []
    for part in parts:
        for inside in part.iter_inner_content():
            if hasattr(inside, "rows"):
                cells = (cell for row in inside.rows for cell in row.cells)
                found += [line for cell in cells for line in cell.text.split("\n")]
            else:
                found.append(inside.text)
    return found


def text_of_pdf(body: bytes) -> str:
    with pypdfium2.PdfDocument(body) as document:
        said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return said.replace("\ufffe", "-")


def lines_of_xlsx(body: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True)
    return [
        line
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
        for line in str(cell).split("\n")
    ]


def joined(text: str) -> str:
    """Without spaces: a form may break a line where it will."""
    return re.sub(r"\s", "", text)
