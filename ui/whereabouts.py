"""In which region a position lies, in words."""

from analysis import regions
from geodata.ground import regions_of_kazakhstan
from i18n import Translator
from layers.vocabulary import REGIONS


def region_at(lon: float, lat: float, t: Translator) -> str:
    """The region of today in which a position lies, or those in which it may lie."""
    lies = regions.whereabouts(regions_of_kazakhstan(), lon, lat)
    return either_region(lies.today, lies.border_near, t)


def either_region(codes: tuple[str, ...], border_near: bool, t: Translator) -> str:
    """Regions by name, and whether a border is too near to tell."""
    if not codes:
        return t("outside the regions of Kazakhstan as the basemap draws them")
    either = t("or")
    said = f" {either} ".join(t(REGIONS[code][0]) for code in codes)
    return t("{regions} (a border is near: cannot say)", regions=said) if border_near else said
