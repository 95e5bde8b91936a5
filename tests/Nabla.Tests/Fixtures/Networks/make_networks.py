#!/usr/bin/python3
"""Cost and gradient of eight fixed networks by PyTorch's automatic differentiation, in double.

apt-get install python3-torch;  /usr/bin/python3 make_networks.py > networks.json
Made with PyTorch 1.13.1 (Debian: 1.13.0a0), NumPy 1.24.2, Python 3.11.2.

The parameters stand in one flat vector: weights (inputs x outputs, row by row), then biases, layer by layer.
The penalties are lambda/2 * sum w^2 and lambda * sum |w| over weights, divided by n for a mean cost.
"""
import json
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
activations = {
    "identity": lambda z: z, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": F.relu,
    "leaky-relu:0.05": lambda z: F.leaky_relu(z, 0.05), "elu:0.7": lambda z: F.elu(z, 0.7), "selu": F.selu,
    "gelu": F.gelu, "silu": F.silu, "mish": F.mish, "softplus": F.softplus,
}
losses = {  # cost of each example, from z of the output layer, its activation and the targets
    "half-squared-error": lambda z, a, y: 0.5 * ((a - y) ** 2).sum(1),
    "squared-error": lambda z, a, y: ((a - y) ** 2).sum(1),
    "binary-cross-entropy": lambda z, a, y: F.binary_cross_entropy_with_logits(z, y, reduction="none").sum(1),
    "cross-entropy": lambda z, a, y: -(y * F.log_softmax(z, 1)).sum(1),
    "absolute-error": lambda z, a, y: (a - y).abs().sum(1),
    "huber:0.6": lambda z, a, y: F.huber_loss(a, y, reduction="none", delta=0.6).sum(1),
}
networks = [  # sizes, hidden activations, output activation, loss, reduction, bias, L1, L2, rows
    ([3, 3, 1], ["sigmoid"], "sigmoid", "half-squared-error", "mean", True, 0, 0, 5),
    ([4, 6, 3], ["relu"], "softmax", "cross-entropy", "mean", True, 0, 0.3, 7),
    ([5, 4, 4, 2], ["tanh", "elu:0.7"], "sigmoid", "binary-cross-entropy", "sum", True, 0.02, 0.1, 6),
    ([2, 5, 3, 2], ["gelu", "silu"], "identity", "squared-error", "mean", False, 0, 0, 4),
    ([3, 4, 4, 1], ["mish", "softplus"], "identity", "huber:0.6", "sum", True, 0, 0.05, 9),
    ([6, 5, 4], ["leaky-relu:0.05"], "tanh", "absolute-error", "mean", True, 0.01, 0, 8),
    ([4, 7, 5, 3, 4], ["selu", "sigmoid", "tanh"], "softmax", "cross-entropy", "sum", False, 0, 0, 3),
    ([3, 2], [], "softplus", "half-squared-error", "mean", True, 0, 0.5, 11),
]
fixtures = []
for number, (sizes, hidden, output, loss, reduction, bias, l1, l2, rows) in enumerate(networks):
    torch.manual_seed(number)
    x = torch.randn(rows, sizes[0])
    if loss == "cross-entropy":
        y = F.one_hot(torch.randint(sizes[-1], (rows,)), sizes[-1]).double()
    elif loss == "binary-cross-entropy":
        y = torch.randint(2, (rows, sizes[-1])).double()
    else:
        y = torch.randn(rows, sizes[-1])
    parts, weights = [], []
    a = x
    for l, (i, o) in enumerate(zip(sizes, sizes[1:])):
        w = (torch.randn(i, o) / i ** 0.5).requires_grad_(); parts.append(w); weights.append(w); z = a @ w
        if bias:
            b = (0.3 * torch.randn(o)).requires_grad_(); parts.append(b); z = z + b
        name = output if l == len(sizes) - 2 else hidden[l]
        a = F.softmax(z, 1) if name == "softmax" else activations[name](z)
    cost = losses[loss](z, a, y)
    cost = cost.mean() if reduction == "mean" else cost.sum()
    penalty = sum(l2 / 2 * (w ** 2).sum() + l1 * w.abs().sum() for w in weights)
    cost = cost + (penalty / rows if reduction == "mean" else penalty)
    cost.backward()
    fixtures.append({
        "sizes": sizes, "activations": hidden + [output], "loss": loss, "reduction": reduction, "bias": bias, "l1": l1, "l2": l2,
        "x": x.tolist(), "y": y.tolist(), "parameters": torch.cat([p.detach().flatten() for p in parts]).tolist(),
        "outputs": a.detach().tolist(), "cost": cost.item(), "gradient": torch.cat([p.grad.flatten() for p in parts]).tolist(),
    })
print("[\n" + ",\n".join(json.dumps(f) for f in fixtures) + "\n]")
