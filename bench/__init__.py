"""What is promised about speed, measured: `./mura bench`."""
