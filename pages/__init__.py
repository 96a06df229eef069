"""One page a file; the address is the file name."""
