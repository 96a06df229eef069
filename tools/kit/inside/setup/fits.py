"""Whether this Python can run the kit: 3.11, 64-bit. Its exit code says it."""

import sys

sys.exit(sys.version_info[:2] != (3, 11) or sys.maxsize < 2**32)
