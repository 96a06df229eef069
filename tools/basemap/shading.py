"""The look of the relief: climate tints, mountains, snow, soft light and flat water.

Everything stays light and low in contrast: coloured symbols and labels must win on top of it.
"""

import math

import numpy as np
from scipy import ndimage

WATER = np.array([187, 211, 226], "f4")
MOUNTAIN = np.array([222, 211, 191], "f4")
HIGH_MOUNTAIN = np.array([221, 215, 208], "f4")
SNOW = np.array([252, 253, 254], "f4")
SHADE = np.array([112, 108, 124], "f4")

DESERT, SEMIDESERT = (241, 232, 211), (235, 231, 207)
STEPPE, FOREST_STEPPE, TAIGA = (231, 231, 204), (220, 229, 198), (209, 223, 192)
DRY_SLOPES, HUMID, TUNDRA, ICE = (229, 229, 203), (218, 227, 196), (227, 224, 209), (246, 247, 248)

# Koppen-Geiger classes by the numbers of Beck et al.
CLIMATE_TINTS: dict[int, tuple[int, int, int]] = (
    {4: DESERT, 5: DESERT, 6: SEMIDESERT, 7: STEPPE}
    | dict.fromkeys((8, 9, 10, 17, 18, 19, 20), DRY_SLOPES)
    | dict.fromkeys((1, 2, 3, 11, 12, 13, 14, 15, 16), HUMID)
    | dict.fromkeys((21, 22, 25, 26), FOREST_STEPPE)
    | dict.fromkeys((23, 24, 27, 28), TAIGA)
    | {29: TUNDRA, 30: ICE}
)
BLUR_CELLS = 5

# Lower zooms show only the great ranges, which need more exaggeration to be seen at all.
EXAGGERATION = {2: 16, 3: 12, 4: 9, 5: 6.5, 6: 5, 7: 4, 8: 3.2, 9: 2.6}
LIGHTS = ((315, 0.6), (270, 0.2), (0, 0.2))
LIGHT_HEIGHT = math.radians(45)
DEEPEST_SHADE, BRIGHTEST = 0.42, 0.5


def climate_colours(climate: np.ndarray) -> np.ndarray:
    """Koppen classes to RGB planes (3, rows, columns), blurred: climate has no sharp edges."""
    table = np.zeros((256, 3), "f4")
    table[:] = STEPPE
    for number, tint in CLIMATE_TINTS.items():
        table[number] = tint
    planes = np.moveaxis(table[climate], -1, 0)
    return np.stack([ndimage.gaussian_filter(plane, BLUR_CELLS) for plane in planes])


def land_colours(tint: np.ndarray, elevation: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Tint (rows, columns, 3) turned to rock and snow with height (m); snow lies lower north."""
    snow_line = np.interp(latitude, [33, 37, 43, 50, 56], [6000, 5150, 3950, 2950, 2300])[:, None]
    colour = blend(tint, MOUNTAIN, 0.75 * ramp(elevation, 900, 2600))
    colour = blend(colour, HIGH_MOUNTAIN, ramp(elevation, snow_line - 1500, snow_line - 300))
    return blend(colour, SNOW, ramp(elevation, snow_line - 250, snow_line + 450))


def hillshade(elevation: np.ndarray, metres: np.ndarray, exaggeration: np.ndarray) -> np.ndarray:
    """Light relative to flat ground, about -1 (dark) to 0.4, from three sides at once.

    `metres` is the size of a pixel by row; the y axis points south on the image.
    """
    south, east = np.gradient(elevation)
    east = east / metres[:, None] * exaggeration
    south = south / metres[:, None] * exaggeration
    norm = np.sqrt(east**2 + south**2 + 1)
    light = np.zeros_like(elevation)
    for azimuth, share in LIGHTS:
        towards_east = math.sin(math.radians(azimuth)) * math.cos(LIGHT_HEIGHT)
        towards_south = -math.cos(math.radians(azimuth)) * math.cos(LIGHT_HEIGHT)
        facing = (math.sin(LIGHT_HEIGHT) - east * towards_east - south * towards_south) / norm
        light += share * np.maximum(facing, 0)
    return light / math.sin(LIGHT_HEIGHT) - 1


def lit(colour: np.ndarray, light: np.ndarray) -> np.ndarray:
    """Shadows towards a cool grey, sunny sides towards white, both with a soft limit."""
    dark = DEEPEST_SHADE * np.tanh(1.3 * np.maximum(-light, 0))
    bright = BRIGHTEST * np.tanh(1.3 * np.maximum(light, 0))
    return blend(blend(colour, SHADE, dark), SNOW, bright)


def blend(under: np.ndarray, over: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Mix two colours; share 0 gives `under`, 1 gives `over`."""
    return under + (over - under) * share[..., None]


def ramp(values: np.ndarray, start: np.ndarray | float, end: np.ndarray | float) -> np.ndarray:
    """0 below start, 1 above end, smooth between."""
    share = np.clip((values - start) / (end - start), 0, 1).astype("f4")
    return share * share * (3 - 2 * share)
