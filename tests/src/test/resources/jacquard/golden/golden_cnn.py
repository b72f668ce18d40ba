"""Ten training steps of the model `cnn`, without dropout, in PyTorch: writes golden-cnn.json.

    python3 golden_cnn.py             (PyTorch >= 1.13, NumPy; on Debian: apt install python3-torch)
    python3 golden_cnn.py --search    chooses NOISE_SEEDS anew (minutes) and prints them

Model: conv3x3 1->32 pad 1, ReLU, max pool 2, conv3x3 32->64 pad 1, ReLU, max pool 2, flatten, dense
3136->128, ReLU, dense 128->10; mean cross-entropy; SGD, rate 0.05, momentum 0.9; batches of 32.
Weights, images and labels come from the formula of golden_formula.py, over Jacquard's layouts; this
script carries them to PyTorch's, and every figure back. Figures per parameter:

    norm           L2 norm
    samples        values at 16 flat indices (at all of them where there are no more)
    projections    dot products with 8 vectors r_k = values(seed_k, shape): they see every element.
                   As r is uniform in [-1, 1), sqrt(3 * mean_k((p_k - q_k)^2)) estimates the norm of
                   the difference between two tensors with projections p and q.
    float32_error  norm of (float32 run - float64 run) / norm of the float64 run

Losses are those before the update of their step. The float64 run starts from the same float32
numbers and shows how far PyTorch's own float32 is from the exact result.

Choice of seeds. A ReLU or a max pool whose inputs are closer to a tie than the rounding of float32
may decide either way. Each such decision is one gradient path among millions, yet the next steps
amplify it: with one noise seed taken blindly, runs whose weights differ by 3e-7 part by up to 3e-3
in the gradients of step 10. So each step has its own noise seed, of 400 the one whose decisions are
the furthest from ties (`margin`, in units of a layer's RMS); the figures then depend on arithmetic
alone, for implementations whose error stays well below that margin.
"""

import os
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import golden_formula as formula

STEPS, BATCH, CLASSES = 10, 32, 10
RATE, MOMENTUM = 0.05, 0.9
LABEL_SEED, PATTERN_SEED, NOISE = 101, 102, 0.5
NOISE_SEEDS = [1081, 2190, 3390, 4223, 5334, 6172, 7097, 8372, 9191, 10280]
CANDIDATES = 400
PROJECTION_SEEDS = list(range(201, 209))
SAMPLE_SEED, SAMPLES = 301, 16

# Name, shape in Jacquard's layout, fan-in, seed; all are uniform within sqrt(1 / fan-in).
PARAMETERS = [
    ("conv1.weight", [3, 3, 1, 32], 9, 1),
    ("conv1.bias", [32], 9, 2),
    ("conv2.weight", [3, 3, 32, 64], 288, 3),
    ("conv2.bias", [64], 288, 4),
    ("linear1.weight", [3136, 128], 3136, 5),
    ("linear1.bias", [128], 3136, 6),
    ("linear2.weight", [128, 10], 128, 7),
    ("linear2.bias", [10], 128, 8),
]


class Cnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3, padding=1)
        self.conv2 = nn.Conv2d(32, 64, 3, padding=1)
        self.linear1 = nn.Linear(3136, 128)
        self.linear2 = nn.Linear(128, 10)

    def forward(self, x):  # [n, 1, 28, 28]
        self.z1 = self.conv1(x)
        x = F.max_pool2d(F.relu(self.z1), 2)  # [n, 32, 14, 14]
        self.z2 = self.conv2(x)
        x = F.max_pool2d(F.relu(self.z2), 2)  # [n, 64, 7, 7]
        self.z3 = self.linear1(x.flatten(1))
        return self.linear2(F.relu(self.z3))  # [n, 10]


def to_torch(name, a):
    if a.ndim == 4:  # [kh, kw, cin, cout] -> [cout, cin, kh, kw]
        a = a.transpose(3, 2, 0, 1)
    elif name == "linear1.weight":  # inputs in the order h, w, c -> c, h, w; [in, out] -> [out, in]
        a = a.reshape(7, 7, 64, 128).transpose(3, 2, 0, 1).reshape(128, 3136)
    elif a.ndim == 2:  # [in, out] -> [out, in]
        a = a.T
    return torch.from_numpy(np.ascontiguousarray(a))


def from_torch(name, tensor):
    a = tensor.detach().numpy()
    if a.ndim == 4:
        a = a.transpose(2, 3, 1, 0)
    elif name == "linear1.weight":
        a = a.reshape(128, 64, 7, 7).transpose(2, 3, 1, 0).reshape(3136, 128)
    elif a.ndim == 2:
        a = a.T
    return a.copy()


def bound(fan_in):
    return np.float32(np.sqrt(1.0 / fan_in))


def batch(step, noise_seed, dtype):
    """Images of PyTorch's shape [n, 1, 28, 28]: a coarse pattern of their class plus noise."""
    labels = formula.integers(LABEL_SEED, [STEPS, BATCH], CLASSES)[step]
    patterns = formula.values(PATTERN_SEED, [CLASSES, 7, 7]).repeat(4, axis=1).repeat(4, axis=2)
    images = patterns[labels] + formula.values(noise_seed, [BATCH, 28, 28], NOISE)
    return torch.from_numpy(images[:, None]).to(dtype), torch.from_numpy(labels)


def new_training(dtype):
    model = Cnn().to(dtype)
    with torch.no_grad():
        for name, shape, fan_in, seed in PARAMETERS:
            w = formula.values(seed, shape, bound(fan_in))
            model.get_parameter(name).copy_(to_torch(name, w))
    return model, torch.optim.SGD(model.parameters(), lr=RATE, momentum=MOMENTUM)


def train_step(model, optimizer, x, labels):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(x), labels)
    loss.backward()
    gradients = {n: from_torch(n, p.grad) for n, p in model.named_parameters()}
    optimizer.step()
    return float(loss), gradients


def run(dtype):
    """Losses and gradients by step, final parameters (Jacquard's layout), smallest margin."""
    model, optimizer = new_training(dtype)
    losses, gradients, margins = [], [], []
    for step, seed in enumerate(NOISE_SEEDS):
        loss, g = train_step(model, optimizer, *batch(step, seed, dtype))
        losses.append(loss)
        gradients.append(g)
        margins.append(margin(model))
    final = {n: from_torch(n, p) for n, p in model.named_parameters()}
    return losses, gradients, final, min(margins)


def margin(model):
    """Smallest distance from a tie in the last forward pass, in units of its layer's RMS."""
    smallest = float("inf")
    for z in (model.z1.detach(), model.z2.detach(), model.z3.detach()):
        if z.dim() == 4:  # a pooling window's maximum against 0, and against the second if > 0
            top = F.unfold(z.reshape(-1, 1, *z.shape[2:]), 2, stride=2).topk(2, dim=1).values
            first, second = top[:, 0], top[:, 1].clamp(min=0)
            gap = torch.where(first > 0, first - second, -first)
        else:
            gap = z.abs()
        smallest = min(smallest, float(gap.min() / z.square().mean().sqrt()))
    return smallest


def search():
    model, optimizer = new_training(torch.float64)
    seeds = []
    for step in range(STEPS):
        best = (0.0, 0)
        for seed in range(1000 * (step + 1), 1000 * (step + 1) + CANDIDATES):
            with torch.no_grad():
                model(batch(step, seed, torch.float64)[0])
            best = max(best, (margin(model), seed))
        seeds.append(best[1])
        train_step(model, optimizer, *batch(step, best[1], torch.float64))
        print("step %d: seed %d, margin %.2g" % (step + 1, best[1], best[0]), flush=True)
    print("NOISE_SEEDS =", seeds)


def samples(size):
    if size <= SAMPLES:
        return list(range(size))
    drawn = formula.integers(SAMPLE_SEED, [4 * SAMPLES], size)
    return sorted(list(dict.fromkeys(int(i) for i in drawn))[:SAMPLES])


def figures(tensors, exact, with_samples):
    table = {}
    for name, _, _, _ in PARAMETERS:
        a = tensors[name].ravel().astype(np.float64)
        row = {"norm": float(np.linalg.norm(a))}
        row["projections"] = [float(a @ formula.values(s, [a.size])) for s in PROJECTION_SEEDS]
        if with_samples:
            row["samples"] = {str(i): float(a[i]) for i in samples(a.size)}
        error = np.linalg.norm(a - exact[name].ravel()) / np.linalg.norm(exact[name])
        row["float32_error"] = float("%.2g" % error)
        table[name] = row
    return table


def main():
    losses, gradients, final, _ = run(torch.float32)
    losses64, gradients64, final64, smallest = run(torch.float64)
    error = max(abs(a / b - 1) for a, b in zip(losses, losses64))
    result = {
        "about": "10 SGD steps of cnn without dropout in PyTorch; made by golden_cnn.py, see there",
        "torch": torch.__version__,
        "formula": formula.DEFINITION,
        "formula_check": formula.check_values(),
        "steps": STEPS,
        "batch": BATCH,
        "rate": RATE,
        "momentum": MOMENTUM,
        "parameters": [
            {"name": n, "shape": s, "seed": seed, "bound": float(bound(fan_in))}
            for n, s, fan_in, seed in PARAMETERS
        ],
        "labels": {"seed": LABEL_SEED, "shape": [STEPS, BATCH], "classes": CLASSES},
        "patterns": {"seed": PATTERN_SEED, "shape": [CLASSES, 7, 7], "bound": 1.0},
        "noise": {"seed_of_step": NOISE_SEEDS, "shape": [BATCH, 28, 28, 1], "bound": NOISE},
        "images": "images[n, y, x, 0] = patterns[label[step, n], y / 4, x / 4] + noise[n, y, x, 0]",
        "margin": float("%.2g" % smallest),
        "projection_seeds": PROJECTION_SEEDS,
        "losses": losses,
        "losses_float64": losses64,
        "losses_float32_error": float("%.2g" % error),
        "gradients_step_1": figures(gradients[0], gradients64[0], True),
        "gradients_step_10": figures(gradients[-1], gradients64[-1], False),
        "parameters_after_step_10": figures(final, final64, False),
    }
    folder = os.path.dirname(os.path.abspath(__file__))
    formula.write(os.path.join(folder, "golden-cnn.json"), result)


if __name__ == "__main__":
    torch.set_num_threads(1)
    search() if "--search" in sys.argv[1:] else main()
