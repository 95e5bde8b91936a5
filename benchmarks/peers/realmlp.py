"""RealMLP-TD in plain PyTorch, written from the paper, to compare scores and time with Nabla's preset realmlp.

    realmlp.py FOLDER THREADS SEED...

FOLDER has train.0.csv and test.0.csv with a header and the target last. Prints, for each seed, a line with seed, accuracy or R2 and log-loss or
RMSE on the test rows, and the seconds of training.

Source: D. Holzmueller, L. Grinsztajn and I. Steinwart, Better by Default: Strong Pre-Tuned MLPs and Boosted Trees on Tabular Data, 2024.
"""
import csv
import math
import sys
import time

import numpy as np
import torch
from torch.nn import functional

EPOCHS, BATCH, WIDTH, HIDDEN_LAYERS = 256, 256, 256, 3
DROPOUT, DECAY, SMOOTHING = 0.15, 0.02, 0.1
ONE_HOT_LEVELS, EMBEDDING, FREQUENCIES, NUMBER_EMBEDDING = 8, 8, 16, 4
MISSING_ROWS, HELD_OUT = 30, 0.2


def read(folder):
    """The training and test rows as lists of texts, the target last."""
    return [list(csv.reader(open(f"{folder}/{part}.0.csv")))[1:] for part in ("train", "test")]


def is_number(text):
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def features(parts):
    """For each part: scaled and clipped columns [rows x numbers], one-hot columns, and codes of columns with many levels; and their level counts."""
    numbers, small, large, levels = [], [], [], []
    for column in range(len(parts[0][0]) - 1):
        texts = [[row[column] for row in part] for part in parts]
        present = [text for text in texts[0] if text != ""]
        if all(map(is_number, present)):
            values = [np.array([float(text) if text != "" else np.nan for text in part]) for part in texts]
            if np.isnan(values[0]).sum() >= MISSING_ROWS:
                small.append([np.isnan(part).astype(float)[:, None] for part in values])
            median = np.nanmedian(values[0])
            numbers.append([np.where(np.isnan(part), median, part)[:, None] for part in values])
            continue
        code = {text: i for i, text in enumerate(sorted(set(present)))}
        codes = [np.array([code.get(text, -1) for text in part]) for part in texts]
        if len(code) == 2:
            small.append([((part == 0) * 1.0 - (part == 1) * 1.0)[:, None] for part in codes])
        elif len(code) <= ONE_HOT_LEVELS:
            small.append([(part[:, None] == np.arange(len(code))) * 1.0 for part in codes])
        else:
            large.append([part + 1 for part in codes])
            levels.append(len(code) + 1)
    sizes = [len(part) for part in parts]
    return [(scaled(numbers, part, sizes[part]), scaled(small, part, sizes[part]), joined(large, part)) for part in (0, 1)], levels


def joined(columns, part):
    return torch.as_tensor(np.stack([column[part] for column in columns], 1)) if columns else None


def scaled(columns, part, rows):
    """Robust scaling and smooth clipping: x = (v - median) / IQR, then x / sqrt(1 + (x / 3)^2)."""
    if not columns:
        return torch.zeros(rows, 0)
    fit, values = (np.concatenate([column[i] for column in columns], 1) for i in (0, part))
    width = np.quantile(fit, 0.75, 0) - np.quantile(fit, 0.25, 0)
    width = np.where(width == 0, (fit.max(0) - fit.min(0)) / 2, width)
    x = np.where(width == 0, 0, (values - np.median(fit, 0)) / np.where(width == 0, 1, width))
    return torch.as_tensor(x / np.sqrt(1 + (x / 3) ** 2), dtype=torch.float32)


class RealMlp:
    """The network; `parameters` has each tensor with the factor of its learning rate and whether it decays."""

    def __init__(self, inputs, levels, outputs, activation):
        numbers, small, codes = inputs
        count = numbers.shape[1]
        self.activation = activation
        self.frequency = 0.1 * torch.randn(count, FREQUENCIES)
        self.phase = math.pi * (2 * torch.rand(count, FREQUENCIES) - 1)
        bound = 1 / math.sqrt(FREQUENCIES)
        self.mix = bound * (2 * torch.rand(count, FREQUENCIES, NUMBER_EMBEDDING - 1) - 1)
        self.shift = bound * (2 * torch.rand(count, NUMBER_EMBEDDING - 1) - 1)
        self.embeddings = [torch.randn(count, EMBEDDING) for count in levels]
        z = self.inputs(inputs)
        self.scale = torch.ones(z.shape[1])
        self.weights, self.biases, self.slopes = [], [], []
        for layer in range(HIDDEN_LAYERS + 1):
            z = self.add_layer(z, outputs if layer == HIDDEN_LAYERS else WIDTH)
        embedding = [self.frequency, self.phase, self.mix, self.shift] if count else []
        self.parameters = (
            [(p, 0.1, True) for p in embedding + self.slopes]
            + [(p, 1.0, True) for p in self.embeddings + self.weights]
            + [(self.scale, 6.0, True)]
            + [(p, 0.1, False) for p in self.biases]
        )
        for p, _, _ in self.parameters:
            p.requires_grad_()

    def add_layer(self, x, outputs):
        """Weights whose results have unit variance on the data, then biases from five random rows ("he+5")."""
        w = torch.randn(x.shape[1], outputs)
        deviation = (x @ w / math.sqrt(len(w))).std(0, correction=0)
        w /= torch.where(deviation > 1e-6, deviation, torch.ones(()))
        z = x @ w / math.sqrt(len(w))
        rows = torch.randint(0, len(z), (5, outputs))
        shares = torch.distributions.Exponential(1.0).sample((5, outputs))
        b = -(z.gather(0, rows) * shares / shares.sum(0)).sum(0)
        self.weights.append(w)
        self.biases.append(b)
        if len(self.weights) <= HIDDEN_LAYERS:
            self.slopes.append(torch.ones(outputs))
        return self.activation(z + b)

    def inputs(self, parts):
        numbers, small, codes = parts
        columns = []
        if numbers.shape[1]:
            wave = torch.cos(2 * math.pi * numbers[:, :, None] * self.frequency + self.phase)
            mixed = torch.bmm(wave.transpose(0, 1), self.mix).transpose(0, 1) + self.shift
            columns.append(torch.cat([mixed, numbers[:, :, None]], 2).flatten(1))
        columns.append(small)
        if codes is not None:
            columns += [functional.embedding(codes[:, i], table) for i, table in enumerate(self.embeddings)]
        return torch.cat(columns, 1)

    def __call__(self, parts, dropout=0.0):
        x = self.inputs(parts) * self.scale
        for w, b, slope in zip(self.weights, self.biases, self.slopes):
            z = torch.addmm(b, x, w, alpha=1 / math.sqrt(len(w)))
            x = z + slope * (self.activation(z) - z)
            if dropout > 0:
                x = functional.dropout(x, dropout)
        return torch.addmm(self.biases[-1], x, self.weights[-1], alpha=1 / math.sqrt(WIDTH))


def select(parts, rows):
    return tuple(None if part is None else part[rows] for part in parts)


def held_out(labels, seed):
    """Marks a fifth of the rows, of each class alike."""
    random = np.random.default_rng(seed)
    held = np.zeros(len(labels), bool)
    for label in np.unique(labels):
        rows = random.permutation(np.flatnonzero(labels == label))
        held[rows[: round(HELD_OUT * len(rows))]] = True
    return held


def train(inputs, levels, y, classes, seed):
    """The network of the last best epoch: class error, or squared error."""
    torch.manual_seed(seed)
    held = held_out(y.numpy() if classes else np.zeros(len(y)), seed)
    x, x_held, t, t_held = select(inputs, ~held), select(inputs, held), y[~held], y[held]
    network = RealMlp(x, levels, classes or 1, functional.selu if classes else functional.mish)
    optimizer = torch.optim.Adam([{"params": [p]} for p, _, _ in network.parameters], lr=1.0, betas=(0.9, 0.95), fused=True)
    batch = min(BATCH, len(t))
    steps = len(t) // batch
    best, kept = math.inf, None
    for epoch in range(EPOCHS):
        order = torch.randperm(len(t))
        for step in range(steps):
            time_ = (epoch * steps + step) / (EPOCHS * steps)
            rate = (0.04 if classes else 0.2) * 0.5 * (1 - math.cos(2 * math.pi * math.log2(1 + 15 * time_)))
            flat = 1.0 if time_ < 0.5 else 0.5 * (1 + math.cos(math.pi * (2 * time_ - 1)))
            rows = order[step * batch : (step + 1) * batch]
            z = network(select(x, rows), DROPOUT * flat)
            loss = functional.cross_entropy(z, t[rows], label_smoothing=SMOOTHING) if classes else functional.mse_loss(z[:, 0], t[rows])
            optimizer.zero_grad()
            loss.backward()
            for group, (p, factor, decays) in zip(optimizer.param_groups, network.parameters):
                group["lr"] = rate * factor
                if decays:
                    with torch.no_grad():
                        p.mul_(1 - DECAY * flat * rate * factor**2)
            optimizer.step()
        with torch.no_grad():
            z = network(x_held)
            error = (z.argmax(1) != t_held).float().mean() if classes else (z[:, 0].clamp(t.min(), t.max()) - t_held).square().mean()
        if error <= best:
            best, kept = error, [p.detach().clone() for p, _, _ in network.parameters]
    with torch.no_grad():
        for (p, _, _), value in zip(network.parameters, kept):
            p.copy_(value)
    return network


def main(folder, threads, seeds):
    torch.set_num_threads(threads)
    parts = read(folder)
    inputs, levels = features(parts)
    targets = [[row[-1] for row in part] for part in parts]
    names = sorted(set(targets[0]))
    classes = 0 if all(map(is_number, names)) and len(names) > 20 else len(names)
    if classes:
        y = [torch.tensor([names.index(text) for text in part]) for part in targets]
    else:
        values = [torch.tensor([float(text) for text in part]) for part in targets]
        mean, deviation = values[0].mean(), values[0].std(correction=0)
        y = [(part - mean) / deviation for part in values]
    for seed in seeds:
        start = time.perf_counter()
        network = train(inputs[0], levels, y[0], classes, seed)
        seconds = time.perf_counter() - start
        with torch.no_grad():
            z = network(inputs[1])
            if classes:
                score, loss = (z.argmax(1) == y[1]).float().mean(), functional.cross_entropy(z, y[1])
            else:
                predicted = z[:, 0].clamp(y[0].min(), y[0].max())
                squares = (predicted - y[1]).square()
                score, loss = 1 - squares.sum() / (y[1] - y[1].mean()).square().sum(), deviation * squares.mean().sqrt()
        print(f"{seed}\t{score:.5f}\t{loss:.5f}\t{seconds:.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), [int(text) for text in sys.argv[3:]])
