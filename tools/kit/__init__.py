"""An office in a folder: Mura with all that it needs, for machines without a network."""
