"""`python -m bpcourse`: the same as the command `bpcourse`."""

from bpcourse.cli import main

raise SystemExit(main())
