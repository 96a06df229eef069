"""`python -m reports`: the process that draws sheets for the server. See reports/studio.py."""

import os
import sys

from reports.studio import serve

if hasattr(os, "nice"):
    os.nice(5)  # paper can wait: whoever moves a filter goes first
orders, sheets = sys.stdin.buffer, sys.stdout.buffer
sys.stdout = sys.stderr  # whatever else is printed is not a sheet
serve(orders, sheets)
