"""The inputs of the golden figures, made by a formula that Java repeats bit for bit.

Value i of the array with seed s, bound b and offset o is

    h = mix(mix(s) + i * 0x9E3779B9)                      32-bit, wrapping
    value = ((h >>> 8) - 2^23) * 2^-23 * b + o            float32, each operation rounded

where mix is the finaliser of MurmurHash3 (Appleby 2011):

    h ^= h >>> 16; h *= 0x85EBCA6B; h ^= h >>> 13; h *= 0xC2B2AE35; h ^= h >>> 16

so values are uniform in [o - b, o + b). An integer in [0, n) is (h >>> 8) mod n. The index i is
flat, row-major, over Jacquard's layout: images [n, h, w, c], filters [kh, kw, cin, cout], dense
weights [in, out].
"""

import json
import math

import numpy as np

DEFINITION = {
    "mix": "h ^= h >>> 16; h *= 0x85EBCA6B; h ^= h >>> 13; h *= 0xC2B2AE35; h ^= h >>> 16",
    "hash": "mix(mix(seed) + i * 0x9E3779B9), 32-bit wrapping",
    "value": "((hash >>> 8) - 2^23) * 2^-23 * bound + offset, float32, each operation rounded",
    "label": "(hash >>> 8) % classes",
    "index": "flat, row-major, of [n, h, w, c], [kh, kw, cin, cout] or [in, out]",
}


def mix(h):
    h = h.astype(np.uint32)
    h ^= h >> np.uint32(16)
    h *= np.uint32(0x85EBCA6B)
    h ^= h >> np.uint32(13)
    h *= np.uint32(0xC2B2AE35)
    h ^= h >> np.uint32(16)
    return h


def hashes(seed, n):
    i = np.arange(n, dtype=np.uint32)
    return mix(mix(np.array([seed])) + i * np.uint32(0x9E3779B9))


def values(seed, shape, bound=1.0, offset=0.0):
    """A float32 array of the given shape."""
    h = (hashes(seed, math.prod(shape)) >> np.uint32(8)).astype(np.int32)
    unit = (h - np.int32(1 << 23)).astype(np.float32) * np.float32(2.0**-23)
    return (unit * np.float32(bound) + np.float32(offset)).reshape(shape)


def integers(seed, shape, n):
    """Integers in [0, n)."""
    h = hashes(seed, math.prod(shape)) >> np.uint32(8)
    return (h % np.uint32(n)).astype(np.int64).reshape(shape)


def check_values():
    """A few hashes and values, to test another implementation of the formula alone."""
    return {
        "seed": 1,
        "hashes": [int(h) for h in hashes(1, 4)],
        "values_bound_0.3_offset_0.7": floats(values(1, [4], 0.3, 0.7)),
        "labels_of_10": [int(k) for k in integers(1, [8], 10)],
    }


def floats(a):
    """Numbers as Python floats: float32 or float64, printed they parse to the same bits."""
    return [float(v) for v in np.asarray(a).ravel()]


def write(path, figures):
    """JSON, one short array or object per line."""
    with open(path, "w", encoding="ascii") as f:
        f.write(_layout(figures, 0) + "\n")


def _layout(node, depth):
    flat = json.dumps(node)
    if len(flat) <= 100 - 2 * depth or not isinstance(node, (dict, list)):
        return flat
    pad = "  " * (depth + 1)
    if isinstance(node, list):
        if all(isinstance(v, (int, float)) for v in node):
            return flat
        body = [_layout(v, depth + 1) for v in node]
        ends = "[]"
    else:
        body = [json.dumps(k) + ": " + _layout(v, depth + 1) for k, v in node.items()]
        ends = "{}"
    return ends[0] + "\n" + ",\n".join(pad + b for b in body) + "\n" + "  " * depth + ends[1]
