#!/usr/bin/env python3
"""Gradescope calls this for each submission, and reads the results that it leaves.

It stands in `autograder.zip` beside a copy of the package and the secret of the seeds.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

HOME = Path(os.environ.get("AUTOGRADER", "/autograder"))
SOURCE = Path(__file__).resolve().parent
FAILED = "The autograder could not run on this submission. Please tell your instructor."


def main():
    out = HOME / "graded"
    line = [sys.executable, "-m", "bpcourse", "grade", str(HOME / "submission")]
    line += ["--out", str(out), "--secret", str(SOURCE / "secret")]
    line += ["--learner", "learner"]
    line += ["--uncontained"] if (SOURCE / "uncontained").exists() else []
    env = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(line, env=env, stderr=subprocess.PIPE, text=True, check=False)
    print(done.stderr, file=sys.stderr)
    result = found(out)
    if result is None:
        reason = done.stderr.strip().rpartition("bpcourse grade: ")[2][:500]
        result = {"score": 0, "output": "\n".join(filter(None, [FAILED, reason]))}
    place = HOME / "results" / "results.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(result, ensure_ascii=False, indent=1), encoding="utf-8")


def found(out):
    """The result that `bpcourse grade` wrote for the one learner that there is."""
    paths = sorted(out.glob("gradescope/*/results.json"))
    return json.loads(paths[0].read_text(encoding="utf-8")) if paths else None


if __name__ == "__main__":
    main()
