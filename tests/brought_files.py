"""Files of every format with the same road and the same plot in them, made in memory."""

import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from pathlib import Path

import ezdxf
import geopandas as gpd
import shapefile
import shapely

ROAD = shapely.LineString([(77.2, 43.3), (77.25, 43.31), (77.3, 43.29)])
PLOT = shapely.Polygon(
    [(77.2, 43.3), (77.3, 43.3), (77.3, 43.4), (77.2, 43.4), (77.2, 43.3)],
    [[(77.24, 43.34), (77.24, 43.36), (77.26, 43.36), (77.26, 43.34), (77.24, 43.34)]],
)
SQUARE = shapely.Polygon(PLOT.exterior)
WGS84 = (
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
)


def rings(polygon):
    return [list(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]


def geojson(*features, **members):
    """A collection of (name, geometry) or of whole features."""
    written = [
        each
        if isinstance(each, dict)
        else {
            "type": "Feature",
            "properties": {"name": each[0]},
            "geometry": json.loads(shapely.to_geojson(each[1])),
        }
        for each in features
    ]
    document = {"type": "FeatureCollection", "features": written} | members
    return json.dumps(document, ensure_ascii=False).encode()


def kml(inside, head='<?xml version="1.0" encoding="UTF-8"?>'):
    root = (
        '<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2">'
    )
    return f"{head}{root}<Document>{inside}</Document></kml>".encode()


def placemark(name, drawn, more=""):
    return f"<Placemark><name>{name}</name>{more}{drawn}</Placemark>"


def along(positions):
    return " ".join(",".join(map(str, position)) for position in positions)


def kml_line(line):
    return f"<LineString><coordinates>{along(line.coords)}</coordinates></LineString>"


def kml_polygon(polygon):
    outline, *holes = (
        f"<LinearRing><coordinates>{along(ring)}</coordinates></LinearRing>"
        for ring in rings(polygon)
    )
    inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><outerBoundaryIs>{outline}</outerBoundaryIs>{inner}</Polygon>"


def zipped(**members):
    return packed(members)


def packed(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def gpx(inside):
    head = '<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="t" '
    return f'{head}xmlns="http://www.topografix.com/GPX/1/1">{inside}</gpx>'.encode()


def gpx_points(tag, positions, inside=""):
    return "".join(f'<{tag} lon="{x}" lat="{y}">{inside}</{tag}>' for x, y in positions)


def shape_members(rows, kind, encoding="utf-8", stem="road", fields=(("name", "C", 80),)):
    """The members of a shapefile: rows are (values, shape), the shape a GeoJSON
    mapping, None, or what pyshp's writer is to be called with."""
    streams = {end: io.BytesIO() for end in ("shp", "shx", "dbf")}
    with shapefile.Writer(**streams, shapeType=kind, encoding=encoding) as writer:
        for field in fields:
            writer.field(*field)
        for values, shape in rows:
            if shape is None:
                writer.null()
            elif callable(shape):
                shape(writer)
            else:
                writer.shape(shape)
            writer.record(*values)
        writer.balance()
    return {f"{stem}.{end}": stream.getvalue() for end, stream in streams.items()}


def shape_zip(rows, kind, more=None, **options):
    return packed(shape_members(rows, kind, **options) | (more or {}))


def geopackage(layers, crs="EPSG:4326"):
    """A GeoPackage as GDAL writes it: layers are {name: [(name, geometry), …]}."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.gpkg"
        for name, rows in layers.items():
            table = gpd.GeoDataFrame(
                {"name": [row[0] for row in rows]}, geometry=[row[1] for row in rows], crs=crs
            )
            table.to_file(path, layer=name, driver="GPKG", mode="a" if path.exists() else "w")
        return path.read_bytes()


def changed(data, *statements, trusted=True):
    """An SQLite file after some statements."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    connection.execute("PRAGMA trusted_schema=ON")
    connection.execute("PRAGMA writable_schema=ON")
    connection.create_function("ST_IsEmpty", 1, lambda geometry: 0)
    for name in ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
        connection.create_function(name, 1, lambda geometry: 0.0)
    for statement in statements:
        connection.execute(*(statement if isinstance(statement, tuple) else (statement,)))
    connection.commit()
    made = connection.serialize()
    connection.close()
    return made


def blob(wkb, flags=1, srs=4326, envelope=b""):
    """A geometry as GeoPackage stores it."""
    return b"GP\x00" + bytes([flags]) + struct.pack("<i", srs) + envelope + wkb


def dxf(draw, version="R2010", encoding=None):
    document = ezdxf.new(version)
    if encoding:
        document.encoding = encoding
    draw(document.modelspace())
    stream = io.StringIO()
    document.write(stream)
    return document.encode(stream.getvalue())
