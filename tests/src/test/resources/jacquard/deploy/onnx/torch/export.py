"""Exports small PyTorch models as ONNX, beside this script.

Usage: python3 export.py        (PyTorch 1.13, for instance Debian's python3-torch)
The batch is open unless the name says otherwise. Weights are random; running statistics too.
"""
import os

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
torch.manual_seed(1)


class Mlp(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(784, 24)
        self.out = nn.Linear(24, 10)

    def forward(self, x):
        return self.out(torch.relu(self.hidden(x.view(x.size(0), -1))))


class Cnn(nn.Module):
    """LeNet style; the flattening computes its shape from the input's."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(6, 12, 5), nn.Tanh(), nn.AvgPool2d(2))
        self.head = nn.Sequential(nn.Dropout(0.5), nn.Linear(12 * 25, 20), nn.ReLU(), nn.Linear(20, 10))

    def forward(self, x):
        x = self.features(x)
        return self.head(x.reshape(x.shape[0], -1))


class Block(nn.Module):
    def __init__(self, inner, outer, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inner, outer, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outer)
        self.conv2 = nn.Conv2d(outer, outer, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outer)
        self.shortcut = nn.Sequential()
        if stride != 1:
            self.shortcut = nn.Sequential(nn.Conv2d(inner, outer, 1, stride, bias=False), nn.BatchNorm2d(outer))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + self.shortcut(x))


def resnet20():
    """He et al. 2016, section 4.2, with a quarter of the channels."""
    blocks, inner = [], 4
    for outer in (4, 8, 16):
        for i in range(3):
            blocks.append(Block(inner, outer, 2 if i == 0 and outer != 4 else 1))
            inner = outer
    return nn.Sequential(
        nn.Conv2d(3, 4, 3, 1, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU(), *blocks,
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(16, 10))


class Inverted(nn.Module):
    """Sandler et al. 2018, section 3.3."""

    def __init__(self, inner, outer, stride, expand=3):
        super().__init__()
        wide = inner * expand
        self.body = nn.Sequential(
            nn.Conv2d(inner, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.ReLU6(),
            nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False), nn.BatchNorm2d(wide), nn.Hardswish(),
            nn.Conv2d(wide, outer, 1, bias=False), nn.BatchNorm2d(outer))
        self.adds = stride == 1 and inner == outer

    def forward(self, x):
        return x + self.body(x) if self.adds else self.body(x)


def mobilenet():
    return nn.Sequential(
        nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU6(), Inverted(8, 8, 1), Inverted(8, 12, 2), Inverted(12, 12, 1),
        nn.Conv2d(12, 24, 1), nn.SiLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(1), nn.Linear(24, 10))


class Attention(nn.Module):
    """A transformer's encoder layer, written out."""

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(16, 48)
        self.out = nn.Linear(16, 16)
        self.norm = nn.LayerNorm(16)
        self.feed = nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 16))

    def forward(self, x):
        n, length, width = x.shape
        q, k, v = self.qkv(self.norm(x)).chunk(3, dim=-1)
        q, k, v = (t.view(n, length, 4, 4).transpose(1, 2) for t in (q, k, v))
        weights = torch.softmax(q @ k.transpose(-2, -1) / 2.0, dim=-1)
        x = x + self.out((weights @ v).transpose(1, 2).reshape(n, length, width))
        return (x + self.feed(x)).mean(1)


def export(name, model, shape, opset=13, batch=True, **options):
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.3)
            module.running_var.uniform_(0.5, 1.5)
    axes = {"input": {0: "batch"}, "output": {0: "batch"}} if batch else None
    torch.onnx.export(
        model.eval(), torch.randn(shape), os.path.join(HERE, name + ".onnx"), input_names=["input"],
        output_names=["output"], dynamic_axes=axes, opset_version=opset, **options)


keep = dict(training=torch.onnx.TrainingMode.PRESERVE)  # batch norm stays a node
export("mlp", Mlp(), (2, 1, 28, 28))
export("mlp-fixed-batch-4", Mlp(), (4, 1, 28, 28), batch=False)
export("cnn", Cnn(), (2, 1, 28, 28))
export("cnn-opset-9", Cnn(), (2, 1, 28, 28), opset=9)
export("cnn-fixed-batch-1", Cnn(), (1, 1, 28, 28), opset=11, batch=False)
export("resnet20", resnet20(), (2, 3, 16, 16))
export("resnet20-batch-norm", resnet20(), (2, 3, 16, 16), **keep)
export("mobilenet", mobilenet(), (2, 3, 32, 32))
export("mobilenet-batch-norm", mobilenet(), (2, 3, 32, 32), opset=14, **keep)
export("attention", Attention(), (2, 6, 16), opset=14)
