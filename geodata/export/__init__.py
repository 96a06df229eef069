"""Tables as files that others can open: CSV and XLSX for spreadsheets, GeoJSON and GeoPackage for
GIS, KML for globes and phones, GPX for receivers. The same rows, the same columns, the same tokens
in each.

The same data make the same bytes: nothing in a file tells when it was written.
"""

from geodata.export.bundle import Bundle, Part
from geodata.export.geopackage import to_geopackage
from geodata.export.gpx import to_gpx
from geodata.export.kml import to_kml
from geodata.export.plain import to_csv, to_geojson
from geodata.export.xlsx import to_xlsx

__all__ = [
    "Bundle",
    "Part",
    "to_csv",
    "to_geojson",
    "to_geopackage",
    "to_gpx",
    "to_kml",
    "to_xlsx",
]
