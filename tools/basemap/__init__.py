"""Builds the offline basemap in geodata/basemap/ from data inside installed packages.

From the repository root: pip install -r requirements-basemap.txt; python -m tools.basemap
"""
