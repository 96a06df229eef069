"""Coordinates as people write them, and the systems they are written in."""
