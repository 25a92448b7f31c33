"""The first lines of a worker's interpreter, which is started on this file's text.

It is isolated (`python -I -S`): neither site-packages nor the folder of bpcourse is on its
path. The sources that it may import come down the pipe; then NumPy is found, and its folder
leaves the path again.
"""

import importlib.abc
import importlib.util
import json
import os
import sys


def read(count):
    data = b""
    while len(data) < count:
        more = os.read(0, min(count - len(data), 1 << 16))
        if not more:
            os._exit(0)
        data += more
    return data


class Sources(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the modules whose sources were sent, and nothing else."""

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        if name not in self.sources:
            return None
        package = any(other.startswith(name + ".") for other in self.sources)
        return importlib.util.spec_from_loader(name, self, is_package=package)

    def exec_module(self, module):
        name = module.__name__
        exec(compile(self.sources[name], f"<{name}>", "exec"), module.__dict__)


if __name__ == "__main__":
    order = json.loads(read(int.from_bytes(read(8), "big")))
    sys.meta_path.insert(0, Sources(order["sources"]))
    sys.path.insert(0, order["numpy"])
    importlib.import_module("numpy")
    sys.path.remove(order["numpy"])
    importlib.import_module(order["main"]).main(order)
