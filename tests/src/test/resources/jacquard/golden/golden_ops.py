"""Small golden figures of single operations in PyTorch: writes golden-ops.json.

    python3 golden_ops.py             (PyTorch >= 1.13, NumPy; on Debian: apt install python3-torch)

Losses, normalisation, activations, optimisers, schedules, clipping and moving averages. Inputs are
{seed, shape, bound, offset} of the formula in golden_formula.py. Results are float32, flat, printed
so that they parse to the same bits; images are [n, h, w, c]. `float64_difference` is the largest
absolute difference between a float32 result and the same computed by PyTorch in float64 from the
same inputs: no tighter tolerance makes sense.
"""

import os

import numpy as np
import torch
from torch.nn import functional as F
from torch.optim import lr_scheduler as schedulers
from torch.optim.swa_utils import AveragedModel

import golden_formula as formula


class Inputs:
    """Makes the inputs of one case in one type, and remembers what they were made of."""

    def __init__(self, dtype):
        self.dtype, self.made = dtype, {}

    def __call__(self, name, seed, shape, bound=1.0, offset=0.0):
        self.made[name] = {"seed": seed, "shape": shape, "bound": bound, "offset": offset}
        return torch.from_numpy(formula.values(seed, shape, bound, offset)).to(self.dtype)


def case(operation, **settings):
    """Runs a case in float32 and float64; its entry in the file."""
    inputs = Inputs(torch.float32)
    results = {k: torch.as_tensor(v).detach() for k, v in operation(inputs, **settings).items()}
    exact = operation(Inputs(torch.float64), **settings)
    difference = max(float((results[k] - torch.as_tensor(exact[k])).abs().max()) for k in results)
    entry = dict(settings)
    entry["inputs"] = inputs.made
    entry.update({k: formula.floats(v.numpy()) for k, v in results.items()})
    entry["float64_difference"] = float("%.2g" % difference)
    return entry


def softmax(inputs):
    x = inputs("x", 11, [6, 10], 4.0).requires_grad_()
    dy = inputs("dy", 13, [6, 10])
    y, log_y = F.softmax(x, 1), F.log_softmax(x, 1)
    (dx,) = torch.autograd.grad(y, x, dy)
    (log_dx,) = torch.autograd.grad(log_y, x, dy)
    return {"y": y, "dx": dx, "log_y": log_y, "log_dx": log_dx}


def cross_entropy(inputs, label_smoothing):
    logits = inputs("logits", 11, [6, 10], 4.0).requires_grad_()
    labels = torch.from_numpy(formula.integers(12, [6], 10))
    losses = F.cross_entropy(logits, labels, reduction="none", label_smoothing=label_smoothing)
    losses.mean().backward()
    return {"losses": losses, "mean_loss": losses.mean(), "gradient_of_mean": logits.grad}


def batch_norm(inputs, momentum, epsilon):
    shape, c = [3, 2, 4, 5], 5
    x = inputs("x", 21, shape, 2.0, 0.5).requires_grad_()
    gamma = inputs("gamma", 22, [c], 0.5, 1.0).requires_grad_()
    beta = inputs("beta", 23, [c], 0.5).requires_grad_()
    mean = inputs("running_mean", 24, [c], 0.5)
    var = inputs("running_var", 25, [c], 0.5, 1.0)
    dy = inputs("dy", 26, shape)

    def apply(training):
        y = F.batch_norm(x.permute(0, 3, 1, 2), mean, var, gamma, beta, training, momentum, epsilon)
        return y.permute(0, 2, 3, 1)

    def gradients(y):
        return torch.autograd.grad(y, [x, gamma, beta], dy)

    y = apply(True)
    dx, dgamma, dbeta = gradients(y)
    evaluated = apply(False)
    evaluated_dx, evaluated_dgamma, evaluated_dbeta = gradients(evaluated)
    return {
        "y": y,
        "dx": dx,
        "dgamma": dgamma,
        "dbeta": dbeta,
        "running_mean_after": mean,
        "running_var_after": var,
        "evaluation_y": evaluated,
        "evaluation_dx": evaluated_dx,
        "evaluation_dgamma": evaluated_dgamma,
        "evaluation_dbeta": evaluated_dbeta,
    }


def layer_norm(inputs, epsilon):
    x = inputs("x", 31, [5, 12], 2.0, 0.5).requires_grad_()
    gamma = inputs("gamma", 32, [12], 0.5, 1.0).requires_grad_()
    beta = inputs("beta", 33, [12], 0.5).requires_grad_()
    y = F.layer_norm(x, [12], gamma, beta, epsilon)
    y.backward(inputs("dy", 34, [5, 12]))
    return {"y": y, "dx": x.grad, "dgamma": gamma.grad, "dbeta": beta.grad}


ACTIVATIONS = {
    "gelu_tanh": lambda x: F.gelu(x, approximate="tanh"),
    "silu": F.silu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "leaky_relu_0.01": F.leaky_relu,
}


def activation(inputs, function):
    x = inputs("x", 41, [40], 6.0).requires_grad_()
    y = ACTIVATIONS[function](x)
    y.backward(inputs("dy", 42, [40]))
    return {"y": y, "dx": x.grad}


def optimizer(inputs, name, options):
    """Gradient of a quadratic bowl: g = curvature * (p - target), each operation rounded."""
    p = torch.nn.Parameter(inputs("p", 51, [12]))
    target = inputs("target", 52, [12])
    curvature = inputs("curvature", 53, [12], 0.75, 1.0)
    steps = getattr(torch.optim, name)([p], **options)
    result = {}
    for step in range(1, 11):
        p.grad = curvature * (p.detach() - target)
        steps.step()
        if step in (1, 2, 10):
            result["p_after_step_%d" % step] = p.detach().clone()
    return result


OPTIMIZERS = [
    ("SGD", {"lr": 0.1}),
    ("SGD", {"lr": 0.1, "momentum": 0.9}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.5, "weight_decay": 0.01}),
    ("SGD", {"lr": 0.1, "momentum": 0.9, "weight_decay": 0.01, "nesterov": True}),
    ("Adam", {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-8}),
    ("Adam", {"lr": 0.01, "betas": [0.8, 0.99], "eps": 1e-6, "weight_decay": 0.1}),
    ("AdamW", {"lr": 0.01, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.1}),
    ("RMSprop", {"lr": 0.01, "alpha": 0.99, "eps": 1e-8}),
    ("RMSprop", {"lr": 0.01, "alpha": 0.9, "eps": 1e-8, "weight_decay": 0.01, "momentum": 0.9}),
]


def clip(inputs, max_norm):
    shapes = {"a": [4, 3], "b": [3], "c": [2, 2, 2]}
    parameters = {k: torch.nn.Parameter(torch.zeros(s)) for k, s in shapes.items()}
    for seed, (k, p) in enumerate(parameters.items(), start=61):
        p.data = p.data.to(inputs.dtype)
        p.grad = inputs(k, seed, shapes[k])
    total = torch.nn.utils.clip_grad_norm_(parameters.values(), max_norm)
    return {"total_norm": total, **{k: p.grad for k, p in parameters.items()}}


def moving_average(inputs, decay):
    """The average starts as a copy of the first weights; then e = decay * e + (1 - decay) * p."""
    weights = inputs("weights_of_step", 71, [6, 8])
    model = torch.nn.Linear(8, 1, bias=False).to(inputs.dtype)
    average = AveragedModel(model, avg_fn=lambda e, p, _: decay * e + (1 - decay) * p)
    after = []
    for w in weights:
        model.weight.data = w[None].clone()
        average.update_parameters(model)
        after.append(average.module.weight.detach().clone())
    return {"average_after_step": torch.cat(after)}


def schedule(build, steps=20, **options):
    """The rates (and momenta) of the steps; the scheduler steps after each optimiser step."""
    opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1, momentum=0.9)
    scheduler = build(opt)
    rates, momenta = [], []
    for _ in range(steps):
        rates.append(opt.param_groups[0]["lr"])
        momenta.append(opt.param_groups[0]["momentum"])
        opt.step()
        scheduler.step()
    entry = {**options, "rates": rates}
    if len(set(momenta)) > 1:
        entry["momenta"] = momenta
    return entry


def warm_up_then_cosine(opt):
    warm_up = schedulers.LinearLR(opt, start_factor=0.1, total_iters=5)
    cosine = schedulers.CosineAnnealingLR(opt, T_max=15)
    return schedulers.SequentialLR(opt, [warm_up, cosine], milestones=[5])


def schedules():
    return {
        "one_cycle": schedule(
            lambda o: schedulers.OneCycleLR(o, max_lr=0.1, total_steps=20),
            max_lr=0.1, total_steps=20, pct_start=0.3, div_factor=25.0, final_div_factor=1e4,
            base_momentum=0.85, max_momentum=0.95, anneal="cos",
        ),
        "cosine": schedule(
            lambda o: schedulers.CosineAnnealingLR(o, T_max=20), lr=0.1, T_max=20, eta_min=0.0
        ),
        "cosine_eta_min": schedule(
            lambda o: schedulers.CosineAnnealingLR(o, T_max=19, eta_min=0.001),
            lr=0.1, T_max=19, eta_min=0.001,
        ),
        "step": schedule(
            lambda o: schedulers.StepLR(o, step_size=6, gamma=0.1), lr=0.1, step_size=6, gamma=0.1
        ),
        "linear_warm_up": schedule(
            lambda o: schedulers.LinearLR(o, start_factor=0.1, total_iters=5),
            lr=0.1, start_factor=0.1, end_factor=1.0, total_iters=5,
        ),
        "linear_warm_up_then_cosine": schedule(
            warm_up_then_cosine, lr=0.1, start_factor=0.1, total_iters=5, T_max=15, eta_min=0.0
        ),
    }


def main():
    result = {
        "about": "single operations in PyTorch; made by golden_ops.py, see there",
        "torch": torch.__version__,
        "formula": formula.DEFINITION,
        "formula_check": formula.check_values(),
        "softmax": case(softmax),
        "cross_entropy": {
            "labels": {"seed": 12, "shape": [6], "classes": 10},
            "plain": case(cross_entropy, label_smoothing=0.0),
            "smoothed": case(cross_entropy, label_smoothing=0.1),
        },
        "batch_norm": case(batch_norm, momentum=0.1, epsilon=1e-5),
        "layer_norm": case(layer_norm, epsilon=1e-5),
        "activations": [case(activation, function=name) for name in ACTIVATIONS],
        "optimizers": {
            "gradient": "g = curvature * (p - target), each operation rounded to float32",
            "cases": [case(optimizer, name=n, options=o) for n, o in OPTIMIZERS],
        },
        "schedules": schedules(),
        "clip_grad_norm": {
            "rule": "g *= min(1, max_norm / (total_norm + 1e-6))",
            "cases": [case(clip, max_norm=m) for m in (1.0, 10.0)],
        },
        "moving_average": {
            "rule": "first a copy; then average = decay * average + (1 - decay) * weights",
            **case(moving_average, decay=0.9),
        },
    }
    folder = os.path.dirname(os.path.abspath(__file__))
    formula.write(os.path.join(folder, "golden-ops.json"), result)


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
