"""Tools that prepare data for Mura; none of them is needed to run it."""
