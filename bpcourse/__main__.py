"""`python -m bpcourse`: the same as the command `bpcourse`."""

from bpcourse.cli import command

raise SystemExit(command())
