"""`python -m server.cli`: the command line where the project is not installed as a package."""

import sys

from server.cli.main import main

sys.exit(main())
