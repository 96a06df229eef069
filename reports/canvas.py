"""A sheet of paper to draw on: one frame of axes in millimetres, one in metres of the map."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.patheffects import Stroke
from matplotlib.transforms import Affine2D

from reports.extent import Extent
from reports.letters import face, line_height

MM_PER_INCH = 25.4
DOTS_PER_INCH = 200
"""Of a PNG, and of what a PDF holds as a picture."""
INK, QUIET, ACCENT = "#1f1b18", "#57504a", "#8c2d19"
LARGER = {"A4": 1.0, "A3": 1.22}
"""Letters and symbols of a paper: a larger sheet is read from farther away."""


@dataclass(frozen=True)
class Box:
    """A part of the paper, millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


class Paper(Protocol):
    """What a canvas must know of a sheet: see reports/sheet.py."""

    title: str
    form: str
    paper: str

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as it lies, millimetres."""


@dataclass(frozen=True)
class Pictured:
    """A picture that is put into something else."""

    title: str
    size: tuple[float, float]
    form: str = "png"
    paper: str = "A4"


class Canvas:
    """Paper of the sheet's size. Everything that is written goes through `write`."""

    def __init__(self, sheet: Paper) -> None:
        self.width, self.height = sheet.size
        self.figure = Figure(figsize=(self.width / MM_PER_INCH, self.height / MM_PER_INCH))
        self.figure.set_dpi(DOTS_PER_INCH)
        self.page = self._axes(Box(0, 0, self.width, self.height))
        self.page.set_xlim(0, self.width)
        self.page.set_ylim(self.height, 0)
        self.larger = LARGER[sheet.paper]

    def map(self, box: Box, extent: Extent) -> Axes:
        """Axes in EPSG:3857 that show the extent in the box; what reaches beyond is cut."""
        axes = self._axes(box)
        west, south, east, north = extent.bounds
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        axes.set_zorder(-1)
        return axes

    def _axes(self, box: Box) -> Axes:
        axes = self.figure.add_axes(
            (
                box.left / self.width,
                1 - box.bottom / self.height,
                box.width / self.width,
                box.height / self.height,
            )
        )
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        return axes

    def lines(
        self, lines: Sequence[str], left: float, top: float, size: float, name: str = "regular",
        **look: Any,
    ) -> None:  # fmt: skip
        """Write lines below each other, their upper left corner at (left, top) millimetres."""
        step = line_height(size)
        for place, line in enumerate(lines):
            baseline = top + step * (place + 0.78)
            write(self.page, left, baseline, line, size, name, **look)

    def shape(self, path: Path, x: float, y: float, size: float, **look: Any) -> None:
        """A shape that is one unit wide, its middle at (x, y) millimetres."""
        placed = path.transformed(Affine2D().scale(size, -size).translate(x, y))
        self.page.add_patch(PathPatch(placed, joinstyle="round", **look))

    def stroke(self, xs: Sequence[float], ys: Sequence[float], **look: Any) -> None:
        """A line through these millimetres."""
        self.page.plot(
            xs, ys, **{"color": INK, "linewidth": 0.6, **look}, scalex=False, scaley=False
        )

    def file(self, sheet: Paper) -> bytes:
        """The sheet as a file. No clock and no machine enters it: same sheet, same bytes."""
        body = io.BytesIO()
        if sheet.form == "pdf":
            named = {
                "Title": sheet.title,
                "Creator": "Mura",
                "Producer": None,
                "CreationDate": None,
            }
            FigureCanvasPdf(self.figure)
            self.figure.savefig(body, format="pdf", dpi=DOTS_PER_INCH, metadata=named)
        else:
            named = {"Title": sheet.title, "Software": "Mura"}
            FigureCanvasAgg(self.figure)
            self.figure.savefig(body, format="png", dpi=DOTS_PER_INCH, metadata=named)
        return body.getvalue()


def write(
    axes: Axes, x: float, y: float, text: str, size: float, name: str = "regular",
    color: str = INK, halo: float = 0.0, **place: Any,
) -> None:  # fmt: skip
    """One line of text at a point of the axes, by default its baseline's left end.

    A halo is drawn beneath as shapes, so that the letters themselves stay text in the file.
    """
    look = {"fontproperties": face(name, size), "parse_math": False, "va": "baseline", **place}
    if halo:
        effects = [Stroke(linewidth=halo, foreground="white", joinstyle="round")]
        axes.text(x, y, text, color="white", path_effects=effects, **look)
    axes.text(x, y, text, color=color, **look)
