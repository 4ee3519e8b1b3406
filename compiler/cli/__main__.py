"""``python -m compiler.cli`` is ``compile-brief``."""

import sys

from . import main

sys.exit(main())
