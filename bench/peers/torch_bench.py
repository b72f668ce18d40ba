#!/usr/bin/env python3
"""PyTorch as a peer: training throughput of the model `cnn`, and sgemm. Prints one JSON object.

    python3 torch_bench.py [--threads 1,2] [--rounds 7]       (about 20 s)
    python3 torch_bench.py --serve --threads N                (for ./jacquard bench --native-peers)

Needs PyTorch >= 1.13 and NumPy; on Debian: apt install python3-torch libopenblas0-openmp. The JSON
names the machine's load beforehand: figures from a busy machine are worth nothing, as OpenMP
threads that wait for a core held by another program lose far more than their share.

Training: conv3x3 1->32 pad 1, ReLU, max pool 2, conv3x3 32->64 pad 1, ReLU, max pool 2, flatten,
dense 3136->128, ReLU, dense 128->10; cross-entropy, Adam 1e-3, float32, batches of 128 drawn
through a shuffled index from images that are already tensors: those of the IDX files in
$JACQUARD_DATA where that is set, else random ones.

Settings that were found to matter, all used here:

- channels_last for the model and the images (NHWC kernels of oneDNN);
- OpenBLAS built for OpenMP: the pthreads build brings threads of its own that fight PyTorch's. It
  is taken through LD_LIBRARY_PATH, so the system's own choice (update-alternatives) stays as it is;
- OMP_NUM_THREADS, one process per number of threads;
- a malloc that keeps its memory: otherwise glibc returns each large activation to the kernel, to
  fault it in again at the next step.

Of the variants (optimiser implementation, in-place ReLU, order of flattening) the one with the best
median gives `images_per_second`. Their rounds alternate, so that noise meets all alike. Pooling
before ReLU gives the same function with a quarter of the ReLUs, but the model is defined the other
way round: that variant is reported beside the others and never chosen.
"""

import argparse
import glob
import gzip
import json
import os
import statistics
import subprocess
import sys
import time

BATCH, STEPS_PER_ROUND, WARM_UP_STEPS = 128, 5, 3
SGEMM_SIZES, SGEMM_SECONDS = (512, 1024), 0.15

# Name: (channels_last, in-place ReLU, flatten as NHWC, pool before ReLU, options of Adam)
VARIANTS = {
    "contiguous": (False, False, False, False, {"foreach": True}),
    "channels_last": (True, False, False, False, {"foreach": False}),
    "channels_last, foreach": (True, False, False, False, {"foreach": True}),
    "channels_last, foreach, in-place, NHWC flatten": (True, True, True, False, {"foreach": True}),
    "channels_last, fused, in-place, NHWC flatten": (True, True, True, False, {"fused": True}),
    "reordered: pool before ReLU": (True, True, True, True, {"foreach": True}),
}


def spread(figures):
    """Median, least and greatest."""
    named = {"median": statistics.median(figures), "min": min(figures), "max": max(figures)}
    return {k: round(v, 1) for k, v in named.items()}


def read_idx(folder, name, header):
    import torch

    path = os.path.join(folder, name)
    opened = open(path, "rb") if os.path.exists(path) else gzip.open(path + ".gz", "rb")
    with opened as f:
        return torch.frombuffer(bytearray(f.read()), dtype=torch.uint8)[header:]


def data():
    """Images [n, 784] and labels [n]."""
    import torch

    folder = os.environ.get("JACQUARD_DATA")
    if folder:
        images = read_idx(folder, "train-images-idx3-ubyte", 16).reshape(-1, 784).float() / 255
        return images, read_idx(folder, "train-labels-idx1-ubyte", 8).long()
    return torch.rand(60000, 784), torch.randint(0, 10, (60000,))


def training(images, labels, channels_last, in_place, nhwc_flatten, pool_first, adam,
             network="cnn", sgd=False):
    """A function that does one training step."""
    import torch
    from torch import nn

    class Flatten(nn.Module):
        def forward(self, x):
            return (x.permute(0, 2, 3, 1) if nhwc_flatten else x).flatten(1)

    def relu_and_pool():
        pair = [nn.ReLU(inplace=in_place), nn.MaxPool2d(2)]
        return reversed(pair) if pool_first else pair

    if network == "cnn":
        model = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), *relu_and_pool(),
            nn.Conv2d(32, 64, 3, padding=1), *relu_and_pool(),
            Flatten(), nn.Linear(3136, 128), nn.ReLU(inplace=in_place), nn.Linear(128, 10),
        )
        if channels_last:
            model = model.to(memory_format=torch.channels_last)
    else:
        model = nn.Sequential(
            nn.Linear(784, 256), nn.ReLU(inplace=in_place),
            nn.Linear(256, 128), nn.ReLU(inplace=in_place), nn.Linear(128, 10),
        )
    if sgd:
        foreach = adam.get("foreach", False)
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, foreach=foreach)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, **adam)
    loss_function = nn.CrossEntropyLoss()
    order = iter(())

    def step():
        nonlocal order
        index = next(order, None)
        if index is None or len(index) < BATCH:
            order = iter(torch.randperm(len(images)).split(BATCH))
            index = next(order)
        x = images[index]
        if network == "cnn" and channels_last:
            x = x.view(-1, 28, 28, 1).permute(0, 3, 1, 2)
        elif network == "cnn":
            x = x.view(-1, 1, 28, 28)
        optimizer.zero_grad(set_to_none=True)
        loss_function(model(x), labels[index]).backward()
        optimizer.step()

    return step


def available(images, labels, **kind):
    """The variants' steps by name, warm; and those that this PyTorch does not have."""
    steps, unavailable = {}, {}
    for name, settings in VARIANTS.items():
        try:
            step = training(images, labels, *settings, **kind)
            for _ in range(WARM_UP_STEPS):
                step()
            steps[name] = step
        except (RuntimeError, TypeError) as e:  # this PyTorch has no such optimiser for the CPU
            unavailable[name] = str(e).splitlines()[0]
    return steps, unavailable


def measure_training(rounds):
    steps, unavailable = available(*data())
    rates = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            start = time.perf_counter()
            for _ in range(STEPS_PER_ROUND):
                step()
            rates[name].append(BATCH * STEPS_PER_ROUND / (time.perf_counter() - start))
    variants = {name: spread(r) for name, r in rates.items()}
    own = [name for name in variants if not name.startswith("reordered")]
    best = max(own, key=lambda name: variants[name]["median"])
    result = {"images_per_second": variants[best], "best": best, "variants": variants}
    return {**result, "unavailable": unavailable} if unavailable else result


def measure_sgemm(n):
    import torch

    a, b, c = torch.randn(n, n), torch.randn(n, n), torch.empty(n, n)
    rates, end = [], 0
    torch.mm(a, b, out=c)
    begin = time.perf_counter()
    while end < begin + SGEMM_SECONDS or len(rates) < 5:
        start = time.perf_counter()
        torch.mm(a, b, out=c)
        end = time.perf_counter()
        rates.append(2e-9 * n**3 / (end - start))
    return spread(rates)


def worker(threads, rounds):
    import torch

    torch.set_num_threads(threads)
    result = {"threads": threads, **measure_training(rounds)}
    if threads == 1:
        result["sgemm_gflops"] = {str(n): measure_sgemm(n) for n in SGEMM_SIZES}
    result["torch"] = torch.__version__
    print(json.dumps(result))


def read_floats(request, name, *shape):
    import numpy

    path = os.path.join(request["folder"], name)
    return numpy.fromfile(path, dtype=numpy.float32).reshape(shape)


def served_training(request):
    """The best variant of a training step, after a short trial of each."""
    kind = {"network": request["network"], "sgd": request["sgd"]}
    steps, _ = available(*data(), **kind)
    trials = {}
    for name, step in steps.items():
        if name.startswith("reordered"):
            continue
        times = []
        for _ in range(5):
            start = time.perf_counter()
            step()
            times.append(time.perf_counter() - start)
        trials[name] = min(times)
    return steps[min(trials, key=trials.get)], None


def served_gemm(request):
    import numpy

    m, k, n = request["m"], request["k"], request["n"]
    a = read_floats(request, "0", k, m).T if request["trans_a"] else read_floats(request, "0", m, k)
    b = read_floats(request, "1", n, k).T if request["trans_b"] else read_floats(request, "1", k, n)
    c = numpy.empty((m, n), dtype=numpy.float32)
    return (lambda: numpy.matmul(a, b, out=c)), (lambda: c)


def served_convolution(request):
    import torch
    from torch.nn import functional, grad

    n, h, w, c, k = (request[name] for name in ("n", "h", "w", "c", "k"))
    kernel, groups, padding = request["kernel"], request["groups"], request["kernel"] // 2

    def images(name, channels):
        return torch.from_numpy(read_floats(request, name, n, h, w, channels)).permute(0, 3, 1, 2)

    def weights(name):
        loaded = torch.from_numpy(read_floats(request, name, kernel, kernel, c // groups, k))
        return loaded.permute(3, 2, 0, 1).contiguous(memory_format=torch.channels_last)

    options = {"padding": padding, "groups": groups}
    if request["pass"] == "FORWARD":
        x, filters = images("0", c), weights("1")
        run, order = (lambda: functional.conv2d(x, filters, **options)), (0, 2, 3, 1)
    elif request["pass"] == "BACKWARD_DATA":
        dy, filters = images("0", k), weights("1")
        shape, order = (n, c, h, w), (0, 2, 3, 1)
        run = lambda: grad.conv2d_input(shape, filters, dy, **options)
    else:
        x, dy = images("0", c), images("1", k)
        shape, order = (k, c // groups, kernel, kernel), (2, 3, 1, 0)
        run = lambda: grad.conv2d_weight(x, shape, dy, **options)
    return run, (lambda: run().permute(*order).contiguous().numpy())


def serve(threads):
    """Answers requests, one line of JSON each, until standard input ends."""
    import numpy
    import torch

    torch.set_num_threads(threads)
    torch.set_grad_enabled(False)
    prepare = {
        "train": served_training, "gemm": served_gemm, "convolution": served_convolution
    }
    run = output = None
    print(json.dumps({"torch": torch.__version__, "numpy": numpy.__version__}), flush=True)
    for line in sys.stdin:
        request, answer = json.loads(line), {}
        if request["do"] == "prepare":
            torch.set_grad_enabled(request["work"] == "train")
            run, output = prepare[request["work"]](request)
        elif request["do"] == "run":
            start = time.perf_counter()
            for _ in range(request["runs"]):
                run()
            answer["seconds"] = (time.perf_counter() - start) / request["runs"]
        elif output:
            output().tofile(os.path.join(request["folder"], "output"))
        print(json.dumps(answer), flush=True)


def environment(threads):
    settings = {
        "OMP_NUM_THREADS": str(threads),
        "MALLOC_MMAP_THRESHOLD_": str(1 << 32),
        "MALLOC_TRIM_THRESHOLD_": str(1 << 33),
        "MALLOC_TOP_PAD_": str(1 << 26),
    }
    openmp = glob.glob("/usr/lib/*/openblas-openmp")
    if openmp:
        settings["LD_LIBRARY_PATH"] = openmp[0]
    return settings


def main():
    parser = argparse.ArgumentParser(description="Throughput of cnn, and sgemm, in PyTorch.")
    parser.add_argument("--threads", default="1,2", help="numbers of threads, such as 1,2")
    parser.add_argument("--rounds", type=int, default=7, help="of %d steps each" % STEPS_PER_ROUND)
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--serve", action="store_true", help="answer requests")
    parser.add_argument("--server", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        command = [sys.executable, __file__, "--server", options.threads]
        os.execve(sys.executable, command, {**os.environ, **environment(int(options.threads))})
    if options.server:
        serve(options.server)
        return
    if options.worker:
        worker(options.worker, options.rounds)
        return
    report = {
        "peer": "PyTorch",
        "model": "cnn without dropout",
        "batch": BATCH,
        "optimizer": "Adam",
        "data": "real" if os.environ.get("JACQUARD_DATA") else "random",
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "results": [],
    }
    for threads in [int(t) for t in options.threads.split(",")]:
        own = environment(threads)
        command = [sys.executable, __file__, "--worker", str(threads)]
        command += ["--rounds", str(options.rounds)]
        output = subprocess.check_output(command, env={**os.environ, **own}, text=True)
        report["results"].append({**json.loads(output), "environment": own})
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
