"""What each layer is, the catalogue that lists them, and how they are drawn: the only folium."""
