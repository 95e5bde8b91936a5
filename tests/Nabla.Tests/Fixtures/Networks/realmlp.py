"""RealMLP-TD (Holzmueller, Grinsztajn and Steinwart, Better by Default, NeurIPS 2024) in NumPy, from the paper's formulas, in double.

Writes realmlp.json: for classes and for numbers the first parameters (drawn as Nabla draws them: Philox4x32-10, keyed by seed and counted by
purpose, place, row and column), outputs and gradient there, and the parameters after 1 and after 20 steps. Dropout is left out: its masks are drawn.
"""
import json
import platform
import numpy as np

ROWS, NUMBERS, LEVELS, SIZE, WIDTH, FREQUENCIES, EMBEDDED, BATCH, EPOCHS, SEED = 50, 3, 4, 3, 6, 4, 3, 16, 7, 11
WEIGHTS, BIASES = 4, 5  # what draws are for
STEPS = EPOCHS * (ROWS // BATCH)  # the last batch of an epoch is left out


def bits(purpose, step, row, column):
    a, b, c, d = column, row, step, purpose
    k, l = SEED & 0xFFFFFFFF, SEED >> 32
    for _ in range(10):
        p, q = 0xD2511F53 * a, 0xCD9E8D57 * c
        a, b, c, d = (q >> 32) ^ b ^ k, q & 0xFFFFFFFF, (p >> 32) ^ d ^ l, p & 0xFFFFFFFF
        k, l = (k + 0x9E3779B9) & 0xFFFFFFFF, (l + 0xBB67AE85) & 0xFFFFFFFF
    return (b << 32) | a, (d << 32) | c


def uniform(purpose, step, row, column):
    return (bits(purpose, step, row, column)[0] >> 11) * 2.0 ** -53


def normal(purpose, step, row, column):
    u, v = bits(purpose, step, row, column)
    return np.sqrt(-2 * np.log(((u >> 11) + 1) * 2.0 ** -53)) * np.cos(2 * np.pi * (v >> 11) * 2.0 ** -53)


def fill(draw, purpose, place, rows, columns):
    return np.array([[draw(purpose, place, i, j) for j in range(columns)] for i in range(rows)])


class Selu:
    L, A = 1.0507009873554805, 1.6732632423543772

    def f(self, z): return self.L * np.where(z > 0, z, self.A * np.expm1(np.minimum(z, 0)))
    def d(self, z): return self.L * np.where(z > 0, 1, self.A * np.exp(np.minimum(z, 0)))


class Mish:
    def f(self, z): return z * np.tanh(np.log1p(np.exp(z)))

    def d(self, z):
        t = np.tanh(np.log1p(np.exp(z)))
        return t + z * (1 - t * t) / (1 + np.exp(-z))


def forward(P, x, codes, act):
    u = 2 * np.pi * x[:, :NUMBERS, None] * P["frequencies"] + P["phases"]
    e = np.einsum("npk,pks->nps", np.cos(u), P["combinations"].reshape(NUMBERS, FREQUENCIES, EMBEDDED - 1)) + P["offsets"]
    front = [np.concatenate([x[:, :NUMBERS, None], e], 2).reshape(len(x), -1), x[:, NUMBERS:], P["embedding"][codes]]
    raw = np.concatenate(front, 1)
    h, kept = raw * P["scale"], []
    for l in range(1, 5):
        s = h / np.sqrt(h.shape[1])
        z = s @ P[f"W{l}"] + P[f"b{l}"]
        kept.append((s, z))
        h = z if l == 4 else (1 - P[f"mix{l}"]) * z + P[f"mix{l}"] * act.f(z)
    return h, (u, raw, kept)


def gradient(P, x, codes, act, y, classes):
    out, (u, raw, kept) = forward(P, x, codes, act)
    if classes:
        p = np.exp(out - out.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        delta = (p - (.9 * np.eye(3)[y] + .1 / 3)) / len(x)  # label smoothing .1
    else:
        delta = 2 * (out - y) / len(x)
    G = {}
    for l in range(4, 0, -1):
        s, z = kept[l - 1]
        if l < 4:
            G[f"mix{l}"] = (delta * (act.f(z) - z)).sum(0, keepdims=True)
            delta = delta * (1 - P[f"mix{l}"] + P[f"mix{l}"] * act.d(z))
        G[f"W{l}"], G[f"b{l}"] = s.T @ delta, delta.sum(0, keepdims=True)
        delta = delta @ P[f"W{l}"].T / np.sqrt(s.shape[1])
    G["scale"] = (delta * raw).sum(0, keepdims=True)
    delta = delta * P["scale"]
    e = delta[:, :NUMBERS * EMBEDDED].reshape(len(x), NUMBERS, EMBEDDED)[:, :, 1:]
    G["offsets"] = e.sum(0)
    G["combinations"] = np.einsum("npk,nps->pks", np.cos(u), e).reshape(P["combinations"].shape)
    turn = -np.sin(u) * np.einsum("pks,nps->npk", P["combinations"].reshape(NUMBERS, FREQUENCIES, EMBEDDED - 1), e)
    G["phases"] = turn.sum(0)
    G["frequencies"] = (turn * 2 * np.pi * x[:, :NUMBERS, None]).sum(0)
    G["embedding"] = np.zeros_like(P["embedding"])
    np.add.at(G["embedding"], codes, delta[:, -SIZE:])
    return G


def start(x, codes, act, outputs):
    waves, limit = NUMBERS * FREQUENCIES, 1 / np.sqrt(FREQUENCIES)
    P = {"embedding": fill(normal, BIASES, 0, LEVELS, SIZE)}
    P["embedding"][-1] = 0  # levels never seen
    P["frequencies"] = .1 * fill(normal, BIASES, 1 << 16, NUMBERS, FREQUENCIES)
    P["phases"] = np.pi * (2 * fill(uniform, BIASES, 2 << 16, NUMBERS, FREQUENCIES) - 1)
    P["combinations"] = limit * (2 * fill(uniform, BIASES, 3 << 16, waves, EMBEDDED - 1) - 1)
    P["offsets"] = limit * (2 * fill(uniform, BIASES, 4 << 16, NUMBERS, EMBEDDED - 1) - 1)
    d = NUMBERS * EMBEDDED + x.shape[1] - NUMBERS + SIZE
    P["scale"] = np.ones((1, d))
    for l in range(1, 5):  # nothing that is not made yet has a part in what enters layer l
        n, units = (d if l == 1 else WIDTH), (outputs if l == 4 else WIDTH)
        P[f"W{l}"], P[f"b{l}"] = fill(normal, WEIGHTS, l, n, units), np.zeros((1, units))
        if l < 4:
            P[f"mix{l}"] = np.ones((1, units))
    for l in range(1, 5):
        s = forward(P, x, codes, act)[1][2][l - 1][0]
        P[f"W{l}"] /= (s @ P[f"W{l}"]).std(0)
        z = s @ P[f"W{l}"]
        for j in range(z.shape[1]):
            e = np.array([-np.log(1 - uniform(BIASES, l, 2 * i + 1, j)) for i in range(5)])
            points = [(bits(BIASES, l, 2 * i, j)[0] * len(x)) >> 64 for i in range(5)]
            P[f"b{l}"][0, j] = -(e * z[points, j]).sum() / e.sum()
    return P


def train(P, x, codes, act, y, classes):
    P, base = {k: v.copy() for k, v in P.items()}, .04 if classes else .2
    rate = {k: 6. if k == "scale" else .1 if k[0] == "b" or k[:3] == "mix" or k in ("frequencies", "phases", "combinations", "offsets") else 1. for k in P}
    m, v, after = {k: np.zeros_like(p) for k, p in P.items()}, {k: np.zeros_like(p) for k, p in P.items()}, {}
    for step in range(20):
        t, first = step / STEPS, step % (ROWS // BATCH) * BATCH
        lr = base * .5 * (1 - np.cos(2 * np.pi * np.log2(1 + 15 * t)))
        decay = .02 * (1 if t < .5 else .5 * (1 + np.cos(np.pi * (2 * t - 1))))
        rows = slice(first, first + BATCH)
        G = gradient(P, x[rows], codes[rows], act, y[rows], classes)
        for k in P:
            if k[0] != "b":
                P[k] = P[k] * (1 - lr * decay * rate[k] ** 2)
            m[k] = .9 * m[k] + .1 * G[k]
            v[k] = .95 * v[k] + .05 * G[k] ** 2
            P[k] = P[k] - lr * rate[k] * (m[k] / (1 - .9 ** (step + 1))) / (np.sqrt(v[k] / (1 - .95 ** (step + 1))) + 1e-8)
        after[step + 1] = flat(P)
    return after


def flat(P):
    return np.concatenate([p.ravel() for p in P.values()]).tolist()


random = np.random.default_rng(3)
x = np.concatenate([random.normal(size=(ROWS, NUMBERS)), random.integers(0, 2, (ROWS, 2)) * 1.0], 1)
codes = random.integers(0, LEVELS, ROWS)
result = dict(versions=dict(python=platform.python_version(), numpy=np.__version__), x=np.concatenate([x, codes[:, None]], 1).tolist())
for name, act, y in (("classes", Selu(), random.integers(0, 3, ROWS)), ("numbers", Mish(), random.normal(size=(ROWS, 1)))):
    classes = name == "classes"
    P = start(x, codes, act, 3 if classes else 1)
    after, G = train(P, x, codes, act, y, classes), gradient(P, x, codes, act, y, classes)
    out = forward(P, x, codes, act)[0]
    if classes:
        out = np.exp(out) / np.exp(out).sum(1, keepdims=True)
    result[name] = dict(y=y.ravel().tolist(), start=flat(P), outputs=out.ravel().tolist(), gradient=flat({k: G[k] for k in P}), after1=after[1], after20=after[20])

with open("realmlp.json", "w") as file:
    json.dump(result, file)
