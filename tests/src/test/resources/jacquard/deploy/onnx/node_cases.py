"""Packs ONNX's own operator tests into node-cases.bin.gz, beside this script.

Usage: python3 node_cases.py FOLDER, where FOLDER/node holds the cases that the package onnx 1.12 writes:
    python3 -c "from onnx.backend.test.cmd_tools import main; main()" generate-data -o FOLDER
(Debian's python3-onnx; with numpy 1.24 or newer restore its aliases float, bool, int and object first.)

The cases come from ONNX 1.12.0 (https://github.com/onnx/onnx, Apache-2.0) and are unchanged. Each content stands in
the file once, since many cases share their tensors. Layout, big-endian:
    int count, then for each content int length, bytes;
    int count, then for each file utf path, int content      (utf: short length, bytes)
"""
import gzip
import os
import struct
import sys

root = os.path.join(sys.argv[1], "node")
contents, files = {}, []
for folder, _, names in sorted(os.walk(root)):
    for name in sorted(names):
        path = os.path.join(folder, name)
        with open(path, "rb") as file:
            content = file.read()
        files.append((os.path.relpath(path, root), contents.setdefault(content, len(contents))))

out = [struct.pack(">i", len(contents))]
for content in contents:
    out += [struct.pack(">i", len(content)), content]
out.append(struct.pack(">i", len(files)))
for path, content in files:
    out += [struct.pack(">h", len(path)), path.encode(), struct.pack(">i", content)]
target = os.path.join(os.path.dirname(os.path.abspath(__file__)), "node-cases.bin.gz")
with open(target, "wb") as file:
    file.write(gzip.compress(b"".join(out), 9, mtime=0))
