"""Shaded relief as WebP tiles, and relief/index.json for the map's tile layers."""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image, ImageDraw
from scipy import ndimage

from . import grids, shading, water
from .tiles import TILE, Block, Rectangle, blocks, pixel_metres, tile_of

RECTANGLES = (
    # East to Luoyang (112.6 E), south to Zhang Qian's tomb (33.2 N).
    Rectangle(2, 6, west=44, south=32, east=115, north=57),
    Rectangle(7, 7, west=46, south=34.5, east=90, north=56),
    # Central Asia's south with Mangystau.
    Rectangle(8, 8, west=50.6, south=36, east=88, north=50),
    # As far as the 15" model goes; elsewhere z8 is all that the data hold.
    Rectangle(9, 9, west=66.2, south=38.5, east=84.4, north=44.7),
)
QUALITY = 84
BLOCK_TILES = 4
MARGIN = 2
# Finest zoom at which the models are sampled; coarser zooms are averaged from it.
FINEST_ZOOM, LARGEST_SCALE = 8, 8
SMALLEST_WATER_PIXELS = 3
COARSE_SOFTENING = {6: 0.15, 7: 0.35, 8: 0.45, 9: 0.45}


def write_all(folder: Path, waters: gpd.GeoDataFrame) -> None:
    """Write the tiles of every rectangle and index.json."""
    painter = Painter(waters)
    for rectangle in RECTANGLES:
        for zoom in range(rectangle.min_zoom, rectangle.max_native_zoom + 1):
            for block in blocks(rectangle, zoom, BLOCK_TILES):
                write_tiles(folder, block, painter.draw(block))
    (folder / "index.json").write_text(json.dumps(index(), indent=1) + "\n", "utf-8")


def index() -> dict:
    """What the map needs to set up its tile layers."""
    return {
        "tile_size": TILE,
        "format": "webp",
        "path": "{z}/{x}/{y}.webp",
        "rectangles": [
            {
                "min_zoom": rectangle.min_zoom,
                "max_native_zoom": rectangle.max_native_zoom,
                "bounds": rectangle.covered_bounds(),
            }
            for rectangle in RECTANGLES
        ],
    }


def write_tiles(folder: Path, block: Block, picture: np.ndarray) -> None:
    """Cut the picture of a block into {z}/{x}/{y}.webp."""
    for i, column in enumerate(block.columns):
        (folder / str(block.zoom) / str(column)).mkdir(parents=True, exist_ok=True)
        for j, row in enumerate(block.rows):
            tile = picture[j * TILE : (j + 1) * TILE, i * TILE : (i + 1) * TILE]
            path = folder / str(block.zoom) / str(column) / f"{row}.webp"
            Image.fromarray(tile).save(path, quality=QUALITY, method=6)


class Painter:
    """Draws blocks of tiles from the terrain and the water polygons."""

    def __init__(self, waters: gpd.GeoDataFrame) -> None:
        self.terrain = grids.Terrain()
        self.tints = shading.climate_colours(self.terrain.climate)
        self.ocean = water.ocean()
        self.lakes = waters

    def draw(self, block: Block) -> np.ndarray:
        """RGB picture (uint8) of a block."""
        lon, lat = block.axes(1, MARGIN)
        elevation = self.mean_elevation(block)
        # Close up, the smooth 5' model would look like bubbles: show it more softly.
        stretch = 1 - COARSE_SOFTENING.get(block.zoom, 0) * self.terrain.coarseness(lon, lat)
        light = shading.hillshade(
            elevation,
            pixel_metres(block.zoom, lat),
            shading.EXAGGERATION[block.zoom] * stretch,
        )
        land = shading.lit(shading.land_colours(self.tint(lon, lat), elevation, lat), light)
        inner = slice(MARGIN, -MARGIN)
        picture = shading.blend(land[inner, inner], shading.WATER, self.water_share(block))
        return np.clip(np.rint(picture), 0, 255).astype("u1")

    def mean_elevation(self, block: Block) -> np.ndarray:
        """Heights (m) averaged over each map pixel; a single sample would be noise at low zooms."""
        scale = min(LARGEST_SCALE, 2 ** max(0, FINEST_ZOOM - block.zoom))
        lon, lat = block.axes(scale, MARGIN)
        fine = self.terrain.elevation(lon, lat)
        rows, columns = fine.shape[0] // scale, fine.shape[1] // scale
        return fine.reshape(rows, scale, columns, scale).mean(axis=(1, 3), dtype="f4")

    def tint(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Climate colour (rows, columns, RGB) on the axes lon, lat."""
        n = grids.CELLS_PER_DEGREE
        columns = (lon - grids.MOSAIC_WEST) * n
        rows = (grids.MOSAIC_NORTH - lat) * n - 1
        where = np.broadcast_arrays(rows[:, None], columns[None, :])
        planes = [
            ndimage.map_coordinates(plane, where, order=1, mode="nearest") for plane in self.tints
        ]
        return np.stack(planes, axis=-1)

    def water_share(self, block: Block) -> np.ndarray:
        """0 on land to 1 on water for each map pixel, with smooth shores."""
        scale = 4 if block.zoom < 7 else 2
        size = TILE * scale * len(block.columns), TILE * scale * len(block.rows)
        mask = Image.new("L", size, 0)
        draw = ImageDraw.Draw(mask)
        for polygon in self.water_within(block):
            draw.polygon(pixels(polygon.exterior, block, scale), fill=255)
            for island in polygon.interiors:
                draw.polygon(pixels(island, block, scale), fill=0)
        return np.asarray(mask.reduce(scale), "f4") / 255

    def water_within(self, block: Block) -> list[shapely.Polygon]:
        """Water polygons large enough to be seen in a block, clipped to it, largest first."""
        west, south, east, north = block.bounds()
        # Clip a little outside, so that the cut edge is never inside the picture.
        edge = (east - west) * 0.01
        frame = west - edge, south - edge, east + edge, north + edge
        pixel_km = pixel_metres(block.zoom, np.array([(south + north) / 2]))[0] / 1000
        seen = self.lakes[self.lakes["area_km2"] >= SMALLEST_WATER_PIXELS * pixel_km**2]
        shapes = [*seen.geometry.iloc[seen.sindex.query(shapely.box(*frame))], self.ocean]
        parts = shapely.get_parts(shapely.clip_by_rect(shapes, *frame))
        polygons = [part for part in parts if part.geom_type == "Polygon" and not part.is_empty]
        return sorted(polygons, key=lambda polygon: (-polygon.area, polygon.bounds))


def pixels(ring: shapely.LinearRing, block: Block, scale: int) -> list[tuple[float, float]]:
    """Ring of degrees to pixels of a block's picture."""
    places = (tile_of(lon, lat, block.zoom) for lon, lat in ring.coords)
    return [
        ((x - block.columns.start) * TILE * scale, (y - block.rows.start) * TILE * scale)
        for x, y in places
    ]
