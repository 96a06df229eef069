#!/bin/sh
# Finds Python 3.11 and hands the word on to setup/launch.py.
cd "$(dirname "$0")/.." || exit 1
for python in python3.11 python3; do
  if command -v "$python" >/dev/null && "$python" setup/fits.py; then
    exec "$python" -B setup/launch.py "$@"
  fi
done
cat python/README.txt >&2
exit 1
