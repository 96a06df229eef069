"""The picture of a screening: the project, what of it lies inside, the zones, the basemap, as the
screen shows them, with north and scale. Told apart in grey too: by strokes and hatches.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from shapely.geometry.base import BaseGeometry

from analysis.screening import Finding
from analysis.shapes import Shapes
from dossiers.report import training_mark
from dossiers.screening import findings_not_clear, is_near, named
from i18n import Translator
from layers.answer import Answer
from layers.brought import ROLES
from layers.vocabulary import LEGEND_OF_KINDS
from layers.zones import LOOKS
from reports import locator, margin, places, scene
from reports.canvas import INK, Box, Canvas, Pictured, write
from reports.extent import Extent, around, project
from reports.letters import wrap
from reports.outlines import draw_line
from reports.paths import symbol
from reports.places import Drawn

WIDTH, MAP_HEIGHT = 170.0, 105.0
"""Millimetres."""
_EDGE, _ROW, _BELOW = 0.6, 5.0, 4.5
MOST_ZONES = 8
"""Zones whose lines are drawn over the places, each with its number."""
_CLOSEST = 10_000
"""Denominator of the largest scale: the ground has no more to show."""
_MARGIN = 1.25
"""How much wider the map is than the project."""
_DARK, _PROJECT, _INVENTED = "#111111", "#9d174d", "#6d28d9"


def screened_map(given: Answer, t: Translator) -> bytes:
    """A PNG, 170 mm wide. Same answer, same bytes."""
    seen = places.drawn(_near(given), t)
    extent = around(_bounds(given), (WIDTH - 2 * _EDGE, MAP_HEIGHT), _CLOSEST)
    shown = places.on_sheet(seen, extent)
    lines = _lines(given, extent)
    legend = list(_legend(given, shown, lines, t))
    height = MAP_HEIGHT + 2 * _EDGE + _BELOW + 8.5 + _ROW * len(legend)
    paper = Pictured(t("Map"), (WIDTH, height))
    canvas = Canvas(paper)
    box = Box(_EDGE, _EDGE, WIDTH - 2 * _EDGE, MAP_HEIGHT)
    part = locator.inset(box, extent, *_seen(extent, given))
    scene.draw(canvas, box, extent, shown, t.lang, kept=[part] if part else [])
    axes = canvas.map(box, extent)
    axes.set_zorder(-0.5)  # over the ground, beneath north and frame
    _draw_project(axes, given, lines)
    for number, each in enumerate(lines, 1):
        _draw_number(axes, extent, each, number)
    if part:
        locator.draw_inset(canvas, part, extent, -0.2)
    if given.training:
        canvas.lines([training_mark(given, t)], box.left + 3, box.top + 3, 8.0)
    _draw_below(canvas, box, extent, legend, t)
    return canvas.file(paper)


def said(t: Translator) -> str:
    """What is to be seen, for whoever cannot see it."""
    return t(
        "Map: the project, what of it lies inside a zone, and the zones near it. The tables say "
        "the same in numbers."
    )


def _near(given: Answer) -> list[str]:
    """Places that are drawn: those that are not clear and near, and the nearest of the others."""
    close = [each for each in given.screening.findings if is_near(each, given)]
    return list(dict.fromkeys(each.target.feature_id for each in close))


def _bounds(given: Answer) -> tuple[float, float, float, float]:
    """Round the project, EPSG:3857: a zone that it crosses may be as large as a province."""
    west, south, east, north = shapely.total_bounds(
        [_flat(each) for each in given.screening.project.shapes]
    )
    across, up = (east - west) * (_MARGIN - 1) / 2, (north - south) * (_MARGIN - 1) / 2
    return float(west - across), float(south - up), float(east + across), float(north + up)


def _seen(extent: Extent, given: Answer) -> tuple[np.ndarray, np.ndarray]:
    """Where the project lies, millimetres of the map: the map of the country covers none of it."""
    lines = shapely.segmentize(
        [_flat(each) for each in given.screening.project.shapes], 2 * extent.metres_per_mm
    )
    return extent.on_paper(*shapely.get_coordinates(lines).T)


def _flat(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda corners: np.column_stack(project(*corners.T)))


# ---- over the ground -----------------------------------------------------------------------------


def _draw_project(axes: Axes, given: Answer, lines: list[Finding]) -> None:
    for each in lines:
        if given.training:
            _draw_invented(axes, _flat(each.target.geometry))
        else:
            draw_line(axes, _flat(each.target.geometry), LOOKS[each.target.zone], _DARK, 1.0, False)
    for shape in given.screening.project.shapes:
        _draw_shape(axes, _flat(shape))
    for piece in pieces(given):
        _draw_inside(axes, _flat(piece))


def _draw_invented(axes: Axes, shape: BaseGeometry) -> None:
    """Dashes and a thin hatch: as no real zone is drawn."""
    for part in shapely.get_parts(shape):
        look = {"facecolors": "none", "edgecolors": _INVENTED, "hatch": "\\\\", "alpha": 0.35}
        _area(axes, part, {**look, "linewidths": 0.0})
        for ring in shapely.get_rings(part):
            _stroke(axes, ring, ((_INVENTED, 1.6),), (0.0, (2.0, 2.0)))


def _lines(given: Answer, extent: Extent) -> list[Finding]:
    """The zones whose lines are to be seen, the gravest first: from the same geometry as was
    measured, whether or not their places stand in a layer."""
    window = shapely.box(*extent.bounds)
    found = [
        each
        for each in given.screening.findings
        if each.target.boundary_kind == "boundary"
        and is_near(each, given)
        and shapely.intersects(window, _flat(each.target.geometry))
    ]
    return found[:MOST_ZONES]


def pieces(given: Answer) -> Iterator[BaseGeometry]:
    """What of the project lies inside a zone, EPSG:4326: the same cut as on the screen."""
    shapes = Shapes(given.screening.project.shapes)
    for each in findings_not_clear(given):
        if each.target.boundary_kind != "boundary":
            continue
        for enter, leave in each.intervals:
            yield shapes.between(enter, leave)
        if each.area_inside_m2 and each.target.geometry is not None:
            yield shapes.areas.intersection(each.target.geometry)


def _draw_shape(axes: Axes, shape: BaseGeometry) -> None:
    """Dark with a white edge: it is seen on every ground."""
    for part in shapely.get_parts(shape):
        if part.geom_type == "Point":
            axes.plot(part.x, part.y, "o", ms=6, mfc=_PROJECT, mec="white", mew=1.4, zorder=8)
        elif part.geom_type == "LineString":
            _stroke(axes, part, (("white", 3.6), (_PROJECT, 1.8)))
        else:
            _area(axes, part, {"facecolors": _PROJECT, "alpha": 0.12, "edgecolors": "none"})
            for ring in shapely.get_rings(part):
                _stroke(axes, ring, (("white", 3.0), (_PROJECT, 1.5)))


def _draw_inside(axes: Axes, shape: BaseGeometry) -> None:
    """A ladder along a line, a hatch over an area."""
    for part in shapely.get_parts(shape):
        if part.geom_type in {"LineString", "LinearRing"}:
            _stroke(axes, part, ((_DARK, 6.4), ("white", 4.6)))
            _stroke(axes, part, ((_DARK, 4.6),), (0.0, (0.5, 0.6)))
        elif part.geom_type == "Polygon":
            look = {"facecolors": "none", "edgecolors": _DARK, "hatch": "////", "linewidths": 1.2}
            _area(axes, part, look)


def _stroke(
    axes: Axes, line: BaseGeometry, strokes: Iterable[tuple[str, float]],
    dashes: tuple[float, tuple[float, ...]] | str = "solid",
) -> None:  # fmt: skip
    for color, wide in strokes:
        drawn = LineCollection(
            [shapely.get_coordinates(line)], colors=color, linewidths=wide, linestyles=[dashes],
            capstyle="butt", joinstyle="round", zorder=7,
        )  # fmt: skip
        axes.add_collection(drawn, autolim=False)


def _area(axes: Axes, part: BaseGeometry, look: dict) -> None:
    rings = (Path(shapely.get_coordinates(r), closed=True) for r in shapely.get_rings(part))
    path = Path.make_compound_path(*rings)
    axes.add_collection(PathCollection([path], zorder=7, **look), autolim=False)


def _draw_number(axes: Axes, extent: Extent, each: Finding, number: int) -> None:
    """At the edge of the zone, as far as it is seen: looks alone would not tell ten zones apart."""
    west, south, east, north = extent.bounds
    inset = 4 * extent.metres_per_mm
    window = shapely.box(west + inset, south + inset, east - inset, north - inset)
    seen = shapely.get_parts(_flat(each.target.geometry).boundary.intersection(window))
    if len(seen):
        longest = max(seen, key=lambda part: part.length)
        at = longest.interpolate(0.5 + 0.07 * (number % 3), normalized=True)
        look = {"ha": "center", "va": "center", "halo": 3.0, "zorder": 9}
        write(axes, at.x, at.y, str(number), 9.0, "bold", INK, **look)


# ---- below the map -------------------------------------------------------------------------------


_INSIDE = {False: "ladder", True: "hatch"}
"""How what lies inside is drawn: whether it is an area."""


_KINDS = {"schematic": "dashes", "point": "dot"}
"""Places whose line nobody has loaded, by their kind of geometry: they are no boundaries."""


def _legend(
    given: Answer, shown: list[Drawn], lines: list[Finding], t: Translator
) -> Iterator[tuple[str, str]]:
    """What is drawn, and what it is called."""
    forms = {each.geom_type.removeprefix("Multi") for each in given.screening.project.shapes}
    yield "point" if forms == {"Point"} else "project", t("the project")
    inside = ROLES["inside"]
    found = {bool(piece.area) for piece in pieces(given)}
    yield from ((kind, t(inside)) for area, kind in _INSIDE.items() if area in found)
    kinds = {kind for place in shown for kind in places.kinds_of(place)} & _KINDS.keys()
    yield from ((_KINDS[kind], t(LEGEND_OF_KINDS[kind])) for kind in sorted(kinds))
    for number, each in enumerate(lines, 1):
        yield each.target.zone, f"{number}  {named(each.target, t)}"


def _draw_below(
    canvas: Canvas, box: Box, extent: Extent, legend: list[tuple[str, str]], t: Translator
) -> None:
    top = box.bottom + 3.0
    margin.scale_bar(canvas, box.left + 1, top, extent, 60.0, 1.0, t)
    canvas.lines([f"1 : {t.number(extent.denominator)}"], box.left + 80, top - 0.6, 7.4)
    margin.north(canvas, box.right - 6, box.top + 6, 1.0, t)
    for place, (kind, words) in enumerate(legend):
        y = top + 9.0 + _ROW * place
        _sample(canvas, kind, box.left + 1, y + 1.4)
        canvas.lines(wrap(words, box.width - 16, 7.2)[:1], box.left + 15, y, 7.2)


def _sample(canvas: Canvas, kind: str, left: float, y: float) -> None:
    """A stroke as on the map."""
    xs, ys = [left, left + 11], [y, y]
    if kind == "project":
        canvas.stroke(xs, ys, color=_PROJECT, linewidth=1.8)
    elif kind == "dashes":
        canvas.stroke(xs, ys, color=INK, linewidth=1.0, linestyle=(0, (4.5, 3.2)))
    elif kind in {"point", "dot"}:
        color = _PROJECT if kind == "point" else INK
        look = {"facecolor": color, "edgecolor": "white", "linewidth": 1.0}
        canvas.shape(symbol("circle"), left + 5.5, y, 2.4, **look)
    elif kind == "hatch":
        look = {"facecolor": "none", "edgecolor": _DARK, "hatch": "////////", "linewidth": 1.0}
        canvas.page.add_patch(Rectangle((left, y - 1.3), 11, 2.6, **look))
    elif kind == "ladder":
        for color, wide, dashes in ((_DARK, 6.4, "-"), ("white", 4.6, "-"),
                                    (_DARK, 4.6, (0.0, (0.5, 0.6)))):  # fmt: skip
            canvas.stroke(xs, ys, color=color, linewidth=wide, linestyle=dashes,
                          solid_capstyle="butt", dash_capstyle="butt")  # fmt: skip
    else:
        look = LOOKS[kind]
        dashes = (0, look.dashes) if look.dashes else "-"
        canvas.stroke(xs, ys, color=INK, linewidth=look.weight * 0.63, linestyle=dashes)
