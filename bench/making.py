"""Files of every format for the benches: many points, or one long outline, at the same places."""

import io
import json
import tempfile
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import shapely
from shapely.geometry import LineString, Point, Polygon

CRS = "EPSG:4326"


def points(count):
    """Points across Kazakhstan."""
    lons, lats = np.linspace(60, 80, count).round(6), np.linspace(42, 52, count).round(6)
    return [Point(*each) for each in zip(lons, lats, strict=True)]


def outline(corners):
    """A round outline of so many corners."""
    turn = np.linspace(0, 2 * np.pi, corners - 1, endpoint=False)
    ring = np.column_stack([77 + np.cos(turn), 43 + np.sin(turn)]).round(7)
    return [Polygon(ring)]


def geojson(shapes):
    features = [
        {
            "type": "Feature",
            "properties": {"name": f"{n}"},
            "geometry": shapely.geometry.mapping(each),
        }
        for n, each in enumerate(shapes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def kml(shapes):
    marks = "".join(
        f"<Placemark><name>{n}</name>{_kml(each)}</Placemark>" for n, each in enumerate(shapes)
    )
    return (
        '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
        f"{marks}</Document></kml>"
    ).encode()


def _kml(shape):
    if isinstance(shape, Point):
        return f"<Point><coordinates>{shape.x},{shape.y}</coordinates></Point>"
    ring = " ".join(f"{x},{y}" for x, y in shapely.get_coordinates(shape))
    return (
        f"<Polygon><outerBoundaryIs><LinearRing><coordinates>{ring}</coordinates>"
        "</LinearRing></outerBoundaryIs></Polygon>"
    )


def gpx(shapes):
    if isinstance(shapes[0], Point):
        inside = "".join(f'<wpt lat="{each.y}" lon="{each.x}"/>' for each in shapes)
    else:
        track = "".join(f'<trkpt lat="{y}" lon="{x}"/>' for x, y in shapely.get_coordinates(shapes))
        inside = f"<trk><trkseg>{track}</trkseg></trk>"
    return f'<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">{inside}</gpx>'.encode()


def shapefile(shapes):
    with tempfile.TemporaryDirectory() as folder:
        frame(shapes).to_file(Path(folder) / "a.shp", encoding="utf-8")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
        return packed.getvalue()


def gpkg(shapes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        frame(shapes).to_file(path, driver="GPKG")
        return path.read_bytes()


def dxf(shapes):
    if isinstance(shapes[0], Point):
        entities = "".join(f"0\nPOINT\n8\n0\n10\n{each.x}\n20\n{each.y}\n" for each in shapes)
    else:
        corners = shapely.get_coordinates(shapes)[:-1]  # it is closed by its flag
        vertices = "".join(f"10\n{x}\n20\n{y}\n" for x, y in corners)
        entities = (
            "0\nLWPOLYLINE\n5\n2A\n100\nAcDbEntity\n8\n0\n100\nAcDbPolyline\n"
            f"90\n{len(corners)}\n70\n1\n{vertices}"
        )
    head = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1015\n0\nENDSEC\n"
    return f"{head}0\nSECTION\n2\nENTITIES\n{entities}0\nENDSEC\n0\nEOF\n".encode()


def csv(shapes):
    if isinstance(shapes[0], Point):
        return "\n".join(["lat;lon;name", *(f"{p.y};{p.x};a" for p in shapes)]).encode()
    return "\n".join(["name;wkt", *(f"a;{each.wkt}" for each in shapes)]).encode()


def xlsx(shapes):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("a")
    sheet.append(["lat", "lon", "name"])
    for each in shapes:
        for x, y in shapely.get_coordinates(each):
            sheet.append([y, x, "a"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def frame(shapes):
    """The same for what geopandas writes."""
    return gpd.GeoDataFrame({"name": ["a"] * len(shapes)}, geometry=shapes, crs=CRS)


def road(corners):
    """A line of so many corners."""
    turn = np.linspace(0, 1, corners)
    return [LineString(np.column_stack([76 + turn, 43 + np.sin(9 * turn) / 9]).round(7))]


MAKERS = {
    "geojson": geojson,
    "kml": kml,
    "gpx": gpx,
    "shapefile": shapefile,
    "gpkg": gpkg,
    "dxf": dxf,
    "csv": csv,
    "xlsx": xlsx,
}
"""By the token of the form."""
