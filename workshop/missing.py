"""What every key is made of, and what is said where there can be none."""

Position = tuple[float, float]
"""Longitude and latitude, degrees, WGS 84."""

Computed = float | int | str | Position


class NoKeyError(ValueError):
    """A key that cannot be computed. Its argument is what is not known: an id, a set, a file."""
