"""A .prj is believed in its numbers, not in its names, and never in a shift of its own."""

import time

import pytest
from pyproj import CRS

from geodata.coordinates.systems import SYSTEMS, operation, system_of
from geodata.problems import ContractError

KRASSOVSKY = 'SPHEROID["Krasovsky_1940",6378245.0,298.3]'
WGS84 = 'SPHEROID["WGS_1984",6378137.0,298.257223563]'
ZONE_13 = {"meridian": 75, "easting": 13_500_000}
UTM_43 = {"meridian": 75, "easting": 500_000, "scale": 0.9996}


def geographic(name, datum, spheroid=KRASSOVSKY, more=""):
    return (
        f'GEOGCS["{name}",DATUM["{datum}",{spheroid}{more}],PRIMEM["Greenwich",0.0],'
        'UNIT["Degree",0.0174532925199433]]'
    )


def plane(name, base, meridian, easting, northing=0, scale=1, unit='"Meter",1.0', more=""):
    return (
        f'PROJCS["{name}",{base},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",{easting}],'
        f'PARAMETER["False_Northing",{northing}],PARAMETER["Central_Meridian",{meridian}],'
        f'PARAMETER["Scale_Factor",{scale}],PARAMETER["Latitude_Of_Origin",0.0],UNIT[{unit}]{more}]'
    )


ESRI_PULKOVO = geographic("GCS_Pulkovo_1942", "D_Pulkovo_1942")
ESRI_WGS84 = geographic("GCS_WGS_1984", "D_WGS_1984", WGS84)
UNKNOWN = geographic("GCS_unknown", "D_unknown")
TOWGS84 = ",TOWGS84[25,-141,-78.5,0,0.35,0.736,0]"


def refusal(text):
    with pytest.raises(ContractError) as raised:
        system_of(text)
    (problem,) = raised.value.problems
    return problem.code, problem.value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EPSG:28413", "EPSG:28413"),
        ("epsg:4284", "EPSG:4284"),
        ("28413", "EPSG:28413"),
        ("urn:ogc:def:crs:EPSG::28413", "EPSG:28413"),
        ("urn:ogc:def:crs:EPSG:6.9:2542", "EPSG:2542"),
        ("urn:x-ogc:def:crs:EPSG:4326", "EPSG:4326"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("EPSG:4979", "EPSG:4326"),
        ("urn:ogc:def:crs:EPSG::10941", "EPSG:10941"),
        ("EPSG:10947", "EPSG:10947"),
        ("EPSG:28473", "EPSG:2503"),
        ("\ufeff" + ESRI_PULKOVO, "EPSG:4284"),
        (ESRI_WGS84, "EPSG:4326"),
        (plane("Pulkovo_1942_GK_Zone_13", ESRI_PULKOVO, **ZONE_13), "EPSG:28413"),
        (plane("Pulkovo_1942_GK_Zone_13N", ESRI_PULKOVO, 75, 500_000), "EPSG:2503"),
        (plane("Pulkovo_1942_3_Degree_GK_CM_78E", ESRI_PULKOVO, 78, 500_000), "EPSG:2602"),
        (plane("my road", ESRI_PULKOVO, 78, 26_500_000), "EPSG:2542"),
        (plane("WGS_1984_UTM_Zone_43N", ESRI_WGS84, **UTM_43), "EPSG:32643"),
        (plane("Talgar", ESRI_WGS84, **UTM_43), "EPSG:32643"),
    ],
)
def test_a_declared_system_is_found(text, code):
    assert system_of(text) is SYSTEMS[code]


@pytest.mark.parametrize("code", [c for c, s in SYSTEMS.items() if s.datum != "qaztrf23"])
def test_every_system_is_known_by_its_text(code):
    crs, system = CRS.from_user_input(code), SYSTEMS[code]
    for version in ("WKT1_ESRI", "WKT2_2019"):
        assert system_of(crs.to_wkt(version)) in {system, *same_grid(system)}


def same_grid(system):
    """On every second meridian a 3° and a 6° zone are one; a text need not tell them apart."""
    if system.kind == "meridian3":
        six = [s for s in SYSTEMS.values() if s.kind == "meridian6"]
        yield from (s for s in six if s.meridian == system.meridian)


def test_qaztrf_is_known_by_its_text():
    """PROJ's registry has neither; in the words of the EPSG registry and of ESRI's software."""
    datum = "Kazakhstan_Terrestrial_Reference_Frame_2023"
    spheroid = 'SPHEROID["GRS_1980",6378137.0,298.257222101]'
    base = geographic("QazTRF-23", datum, spheroid)
    assert system_of(base).code == "EPSG:10941"
    assert system_of(geographic("GCS_QazTRF-23", f"D_{datum}", spheroid)).code == "EPSG:10941"
    zone = plane("QazTRF-23_Gauss-Kruger_zone_14", base, 81, 14_500_000)
    assert system_of(zone).code == "EPSG:10948"


def test_a_shift_in_the_text_changes_nothing():
    base = geographic("GCS_Pulkovo_1942", "D_Pulkovo_1942", more=TOWGS84)
    found = system_of(plane("Pulkovo_1942_GK_Zone_13", base, **ZONE_13))
    assert found is SYSTEMS["EPSG:28413"]
    assert operation(found.code)[0].endswith("EPSG:5044")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (plane("MSK_Almaty", UNKNOWN, 76.5, 10_000, -4_780_000), "MSK_Almaty"),
        (plane("Pulkovo_1942_GK_Zone_13", UNKNOWN, **ZONE_13), "Pulkovo_1942_GK_Zone_13"),
        (geographic("GCS_Krasovsky_1940", "D_Krasovsky_1940"), "GCS_Krasovsky_1940"),
        (plane("town", geographic("x", "D_MSK_Almaty"), **ZONE_13), "town"),
        (plane("town", geographic("x", "unknown", more=TOWGS84), **ZONE_13), "town"),
        ('LOCAL_CS["Plan",LOCAL_DATUM["",32767],UNIT["metre",1],AXIS["x",EAST]]', "Plan"),
    ],
)
def test_a_local_grid_is_refused_by_its_name(text, name):
    assert refusal(text) == ("local_grid", name)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (geographic("GCS_unknown", "D_unknown", WGS84), "no_accuracy"),
        ("EPSG:4490", "no_accuracy"),
        ("EPSG:4267", "no_accuracy"),
        (plane("odd", ESRI_PULKOVO, 76.5, 10_000, -4_780_000), "unknown_system"),
        (plane("feet", ESRI_PULKOVO, unit='"Foot",0.3048', **ZONE_13), "unknown_system"),
        (geographic("GCS_Pulkovo_1942", "D_Pulkovo_1942", WGS84), "unknown_system"),
        (
            plane("torn", ESRI_PULKOVO, more=',AUTHORITY["EPSG","28412"]', **ZONE_13),
            "unknown_system",
        ),
        ("EPSG:999999", "unknown_system"),
        ("EPSG:5773", "unknown_system"),
        ("EPSG:10939", "unknown_system"),
        ("EPSG:7678", "no_accuracy"),
        ("２８４１３", "unknown_system"),
        ("", "unknown_system"),
        ("Projection TRANSVERSE", "unknown_system"),
        ("PROJCS[", "unknown_system"),
        ("PROJCS" + "[" * 100_000, "unknown_system"),
        ("+proj=longlat +nadgrids=/etc/hostname", "unknown_system"),
        ("/etc/hostname", "unknown_system"),
    ],
)
def test_what_nobody_can_place_is_refused(text, code):
    began = time.process_time()
    assert refusal(text)[0] == code
    assert time.process_time() - began < 1


def test_a_damaged_text_is_refused_by_name():
    """Whatever a text was before a piece of it fell out: what it was, or a plain refusal."""
    whole = plane("Pulkovo_1942_GK_Zone_13", ESRI_PULKOVO, **ZONE_13)
    for at in range(0, len(whole), 29):
        for torn in (whole[:at] + whole[at + 3 :], whole[:at], whole[:at] + "9" + whole[at:]):
            try:
                assert system_of(torn) is SYSTEMS["EPSG:28413"]
            except ContractError as error:
                assert error.problems[0].code in {"local_grid", "no_accuracy", "unknown_system"}
