"""Small images side by side, as one PNG within an SVG: digits, and weights as pictures."""

from __future__ import annotations

import base64
import math
import struct
import zlib

import numpy as np
from numpy.typing import ArrayLike

from bpcourse.arrays import Array

from .palette import FORWARD, GRADIENT

GAP = 1  # pixels of white between two tiles


def png(pixels: Array) -> bytes:
    """An RGB image (rows, columns, 3) of bytes as a PNG file."""
    rows, columns, _ = pixels.shape
    lines = np.zeros((rows, 1 + 3 * columns), np.uint8)  # each begins with filter 0
    lines[:, 1:] = pixels.reshape(rows, -1)
    head = struct.pack(">IIBBBBB", columns, rows, 8, 2, 0, 0, 0)
    body = zlib.compress(lines.tobytes(), 9)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def grey(images: ArrayLike) -> Array:
    """Ink on paper: values 0 to 1 as colours from white to black."""
    ink = np.clip(np.asarray(images, dtype=float), 0, 1)
    return np.repeat((255 * (1 - ink)).astype(np.uint8)[..., None], 3, axis=-1)


def signed(images: ArrayLike) -> Array:
    """Positive values blue, negative ones vermillion, 0 white; each image to its size."""
    images = np.asarray(images, dtype=float)
    largest = np.abs(images).max(axis=-1, keepdims=True) + 1e-300
    share = (images / largest)[..., None]
    colour = np.where(share > 0, _rgb(FORWARD), _rgb(GRADIENT))
    return (255 + (colour - 255) * np.abs(share)).astype(np.uint8)


def _rgb(colour: str) -> Array:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)], dtype=float)


def mosaic(colours: Array, columns: int) -> Array:
    """Square tiles (n, side * side, 3) as one image, `columns` a row, on white."""
    side = math.isqrt(colours.shape[1])
    rows, pitch = -(-len(colours) // columns), side + GAP
    sheet = np.full((rows * pitch - GAP, columns * pitch - GAP, 3), 255, np.uint8)
    for number, tile in enumerate(colours):
        y, x = pitch * (number // columns), pitch * (number % columns)
        sheet[y : y + side, x : x + side] = tile.reshape(side, side, 3)
    return sheet


def draw(colours: Array, columns: int, x: float, y: float, pixel: float) -> str:
    """The mosaic as a piece of an SVG, `pixel` units for each of its pixels."""
    if not len(colours):
        return ""
    sheet = mosaic(colours, columns)
    coded = base64.b64encode(png(sheet)).decode("ascii")
    high, wide = pixel * sheet.shape[0], pixel * sheet.shape[1]
    return (
        f'<image x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" '
        'style="image-rendering:pixelated" preserveAspectRatio="none" '
        f'href="data:image/png;base64,{coded}"/>'
    )
