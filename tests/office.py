"""What tests bring into an office's store: boundaries, layers, and a store in memory."""

from dataclasses import replace
from itertools import count
from uuid import uuid4

from shapely.geometry import MultiPolygon, Polygon, mapping

from geodata.office.records import Boundary, OwnLayer, Passport

PASSPORT = Passport(
    act="Resolution 17 of the akimat",
    act_date="2024-03-05",
    drawer="Institute of Monuments",
    scale=10_000,
    accuracy_m=8.0,
    licence="CC BY 4.0",
    file="talgar.geojson",
    sha256="0" * 64,
    system="EPSG:28413",
    operation="Pulkovo 1942 to WGS 84 (20), EPSG:5044",
    operation_accuracy_m=3.0,
)
TALGAR = (77.2222, 43.2778)
"""Inside the boundary that `square` draws when it is told nothing else."""


def square(lon=TALGAR[0], lat=TALGAR[1], half=0.004):
    """A square of about half a kilometre, degrees."""
    corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
    return MultiPolygon([Polygon([(lon + x, lat + y) for x, y in corners])])


def boundary(zone="property", feature_id="1442-012", geometry=None, **passport):
    return Boundary(
        version=uuid4().hex,
        feature_id=feature_id,
        zone=zone,
        geometry=geometry or square(half=0.004 if zone == "property" else 0.008),
        passport=replace(PASSPORT, **passport),
        added="2026-11-22T10:00:00Z",
    )


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


ROAD = {"type": "LineString", "coordinates": [[77.20, 43.27], [77.22, 43.28], [77.25, 43.29]]}
DIG = {"type": "Point", "coordinates": [77.223, 43.279]}
PLOT = dict(mapping(square(77.24, 43.30).geoms[0]))


def own_layer(name="own_roads", features=None, title="Roads of the office", **changes):
    features = features or [
        feature(ROAD, name="Ring road", text="Planned in 2027"),
        feature(DIG, name="Trench 4", text=""),
        feature(PLOT, name="", text=""),
    ]
    made = OwnLayer(
        version=uuid4().hex,
        name=name,
        titles={lang: f"{title} {lang}" for lang in ("kk", "ru", "en")},
        colour="#0f766e",
        document={"type": "FeatureCollection", "features": features},
        passport=replace(PASSPORT, file=f"{name}.geojson", operation="", operation_accuracy_m=0.0),
        added="2026-11-22T10:00:00Z",
    )
    return replace(made, **changes)


class Memory:
    """A store as geodata.office.records.Store says it, which forgets everything with its process.

    Of each place and zone, and of each layer's name, the last version that was not removed holds.
    """

    def __init__(self):
        self._numbers = count(1)
        self._revision = "0"
        self._name = uuid4().hex
        self._boundaries, self._layers = {}, {}

    def revision(self):
        return f"{self._name}-{self._revision}"

    def boundaries(self):
        kept = self._boundaries.values()
        return tuple(self._holding(kept, lambda each: (each.feature_id, each.zone)))

    def history(self, feature_id=None):
        return tuple(
            each for each in self._boundaries.values() if feature_id in (None, each.feature_id)
        )

    def layers(self):
        return tuple(self._holding(self._layers.values(), lambda each: each.name))

    def add(self, boundary):
        self._add(self._boundaries, boundary)

    def add_layer(self, layer):
        self._add(self._layers, layer)

    def remove(self, version):
        self._mark(self._boundaries, version, "2026-11-22T11:00:00Z")

    def restore(self, version):
        self._mark(self._boundaries, version, "")

    def remove_layer(self, version):
        self._mark(self._layers, version, "2026-11-22T11:00:00Z")

    def restore_layer(self, version):
        self._mark(self._layers, version, "")

    @staticmethod
    def _holding(records, key):
        return {key(each): each for each in records if not each.removed}.values()

    def _add(self, records, record):
        records.setdefault(record.version, record)
        self._written()

    def _mark(self, records, version, when):
        records[version] = replace(records[version], removed=when)
        self._written()

    def _written(self):
        self._revision = str(next(self._numbers))
