"""A class that learns on the map: exercises, their keys, who answered what.

No Streamlit, no HTML.
"""
