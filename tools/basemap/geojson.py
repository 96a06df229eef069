"""RFC 7946 GeoJSON: WGS 84, longitude first, exterior rings counterclockwise, 4 decimals (11 m)."""

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely

DECIMALS = 4

Feature = tuple[str, dict, shapely.Geometry]


def rounded(geometry: shapely.Geometry) -> shapely.Geometry:
    """Coordinates to 4 decimals, repeated points dropped.

    Each point is rounded on its own, so that borders shared by two regions stay identical;
    set_precision would re-node the two sides separately.
    """
    return shapely.remove_repeated_points(
        shapely.transform(geometry, lambda points: np.round(points, DECIMALS))
    )


def write(path: Path, features: Iterable[Feature]) -> None:
    """Write (id, properties, geometry) features, minified, in the order given."""
    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": identifier,
                "properties": {"id": identifier} | properties,
                "geometry": _mapping(geometry),
            }
            for identifier, properties, geometry in features
        ],
    }
    text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", "utf-8")


def _mapping(geometry: shapely.Geometry) -> dict:
    geometry = shapely.orient_polygons(rounded(geometry))
    mapping = json.loads(shapely.to_geojson(geometry))
    mapping["coordinates"] = _plain(mapping["coordinates"])
    return mapping


def _plain(value: list | float) -> list | float:
    """Undo float noise such as 43.300000000000004 and write 43.0 as 43."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    value = round(value, DECIMALS)
    return int(value) if value == int(value) else value
