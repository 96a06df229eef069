"""The pieces that pages share: language, state in the address, filters, the map panel, tables."""
