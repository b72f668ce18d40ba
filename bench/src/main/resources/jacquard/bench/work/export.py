"""Exports the bench's two models from PyTorch as ONNX, beside this script.

Usage: python3 export.py        (PyTorch 1.13, for instance Debian's python3-torch)
The batch is open. Weights repeat after 2,048 values, so that the files are small when packed.
"""
import gzip
import io
import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))


def fill(parameter):
    steps = torch.arange(parameter.numel()) * 1237 % 2048
    scale = parameter[0].numel() ** -0.5 if parameter.dim() > 1 else 0.1
    parameter.data = ((steps / 1024 - 1) * scale).view_as(parameter)


def export(name, model, shape):
    for parameter in model.parameters():
        fill(parameter)
    buffer = io.BytesIO()
    axes = {"input": {0: "batch"}, "output": {0: "batch"}}
    torch.onnx.export(
        model.eval(), torch.zeros(shape), buffer, input_names=["input"], output_names=["output"],
        dynamic_axes=axes, opset_version=13)
    with open(os.path.join(HERE, name + ".onnx.gz"), "wb") as file:
        file.write(gzip.compress(buffer.getvalue(), mtime=0))


export("mlp", nn.Sequential(
    nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10)), (2, 784))
export("cnn", nn.Sequential(
    nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10)), (2, 1, 28, 28))
