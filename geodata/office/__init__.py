"""What an office has loaded: its boundaries, version by version, and layers of its own."""
