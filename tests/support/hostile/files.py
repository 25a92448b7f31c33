"""Submissions that write, change or remove files."""

from . import HARM, Attack

ATTACKS = (
    Attack(
        "a file filled",
        ("f = open('/tmp/hostile', 'wb')\nwhile True: f.write(b'0' * (1 << 20))",),
        "cell 1",
    ),
    Attack(
        "a victim overwritten",
        ("open('{victim}', 'w').write('x')",),
        "Permission",
        linux=True,
        reaches=HARM,
    ),
    Attack(
        "a victim cut off",
        ("import os\nos.truncate('{victim}', 0)",),
        "Permission",
        linux=True,
        reaches=HARM,
    ),
    Attack(
        "a victim removed",
        ("import os\nos.remove('{victim}')",),
        "Permission",
        linux=True,
        reaches=HARM,
    ),
    Attack(
        "a victim renamed",
        ("import os\nos.rename('{victim}', '{victim}2')",),
        "Permission",
        linux=True,
        reaches=HARM,
    ),
    Attack(
        "a victim's rights changed",
        ("import os\nos.chmod('{victim}', 0)",),
        "Permission",
        linux=True,
        reaches=HARM,
    ),
    Attack(
        "a link to a victim",
        ("import os\nos.symlink('{victim}', '{victim}.link')",),
        "cell 1",
        linux=True,
        reaches=HARM,
    ),
    Attack(
        "a gradebook edited",
        (
            "import sqlite3\nsqlite3.connect('{victim}.sqlite').execute('create table t (x)')",
        ),
        "cell 1",
        linux=True,
        reaches=HARM,
    ),
)
