"""Prints each lower bound of pyproject.toml as an exact version: what the oldest run installs."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
for line in [*project["dependencies"], *extras["build"], *extras["test"]]:
    if bound := re.fullmatch(r"([\w.-]+)>=([\w.]+)", line):
        print(f"{bound[1]}=={bound[2]}")
