"""The test problems of More, Garbow and Hillstrom, "Testing Unconstrained Optimization Software", ACM TOMS 7 (1981).

Each gives residuals r [m] and their Jacobian J [m x n]; the cost is the sum of squares, its gradient 2 J'r.
The numbers in the comments are the paper's. `best` is the lowest cost known.
"""
import numpy as np


def rosenbrock(x):  # 1
    return np.array([10 * (x[1] - x[0] ** 2), 1 - x[0]]), np.array([[-20 * x[0], 10.0], [-1.0, 0.0]])


def freudenstein_roth(x):  # 2
    a, b = x
    r = np.array([-13 + a + ((5 - b) * b - 2) * b, -29 + a + ((b + 1) * b - 14) * b])
    return r, np.array([[1, 10 * b - 3 * b * b - 2], [1, 3 * b * b + 2 * b - 14]])


def powell_badly_scaled(x):  # 3
    a, b = x
    e, f = np.exp(-a), np.exp(-b)
    return np.array([1e4 * a * b - 1, e + f - 1.0001]), np.array([[1e4 * b, 1e4 * a], [-e, -f]])


def brown_badly_scaled(x):  # 4
    a, b = x
    return np.array([a - 1e6, b - 2e-6, a * b - 2]), np.array([[1, 0], [0, 1], [b, a]])


def beale(x):  # 5
    a, b = x
    k = np.arange(1, 4)
    r = np.array([1.5, 2.25, 2.625]) - a * (1 - b ** k)
    return r, np.stack([b ** k - 1, a * k * b ** (k - 1)], 1)


def helical_valley(x):  # 7
    a, b, c = x
    theta = np.arctan(b / a) / (2 * np.pi) + (0.5 if a < 0 else 0)
    q = a * a + b * b
    s = np.sqrt(q)
    ta, tb = -b / q / (2 * np.pi), a / q / (2 * np.pi)
    r = np.array([10 * (c - 10 * theta), 10 * (s - 1), c])
    return r, np.array([[-100 * ta, -100 * tb, 10], [10 * a / s, 10 * b / s, 0], [0, 0, 1]])


BARD = np.array([.14, .18, .22, .25, .29, .32, .35, .39, .37, .58, .73, .96, 1.34, 2.10, 4.39])


def bard(x):  # 8
    u = np.arange(1, 16)
    v = 16 - u
    w = np.minimum(u, v)
    d = v * x[1] + w * x[2]
    return BARD - (x[0] + u / d), np.stack([-np.ones(15), u * v / d ** 2, u * w / d ** 2], 1)


GAUSSIAN = np.array([.0009, .0044, .0175, .0540, .1295, .2420, .3521, .3989, .3521, .2420, .1295, .0540, .0175, .0044, .0009])


def gaussian(x):  # 9
    t = (8 - np.arange(1, 16)) / 2
    h = t - x[2]
    e = np.exp(-x[1] * h * h / 2)
    return x[0] * e - GAUSSIAN, np.stack([e, -x[0] * e * h * h / 2, x[0] * e * x[1] * h], 1)


def box(x):  # 12, m = 10
    t = np.arange(1, 11) / 10
    a, b = np.exp(-t * x[0]), np.exp(-t * x[1])
    c = np.exp(-t) - np.exp(-10 * t)
    return a - b - x[2] * c, np.stack([-t * a, t * b, -c], 1)


def powell_singular(x):  # 13
    a, b, c, d = x
    p, q = np.sqrt(5), np.sqrt(10)
    r = np.array([a + 10 * b, p * (c - d), (b - 2 * c) ** 2, q * (a - d) ** 2])
    return r, np.array([
        [1, 10, 0, 0], [0, 0, p, -p], [0, 2 * (b - 2 * c), -4 * (b - 2 * c), 0], [2 * q * (a - d), 0, 0, -2 * q * (a - d)]])


def wood(x):  # 14
    a, b, c, d = x
    p, q = np.sqrt(90), np.sqrt(10)
    r = np.array([10 * (b - a * a), 1 - a, p * (d - c * c), 1 - c, q * (b + d - 2), (b - d) / q])
    return r, np.array([
        [-20 * a, 10, 0, 0], [-1, 0, 0, 0], [0, 0, -2 * p * c, p], [0, 0, -1, 0], [0, q, 0, q], [0, 1 / q, 0, -1 / q]])


KOWALIK_Y = np.array([.1957, .1947, .1735, .1600, .0844, .0627, .0456, .0342, .0323, .0235, .0246])
KOWALIK_U = np.array([4, 2, 1, .5, .25, .167, .125, .1, .0833, .0714, .0625])


def kowalik_osborne(x):  # 15
    u = KOWALIK_U
    p, q = u * u + u * x[1], u * u + u * x[2] + x[3]
    return KOWALIK_Y - x[0] * p / q, np.stack([-p / q, -x[0] * u / q, x[0] * p * u / q ** 2, x[0] * p / q ** 2], 1)


def brown_dennis(x):  # 16, m = 20
    t = np.arange(1, 21) / 5
    p, q = x[0] + t * x[1] - np.exp(t), x[2] + x[3] * np.sin(t) - np.cos(t)
    return p * p + q * q, np.stack([2 * p, 2 * p * t, 2 * q, 2 * q * np.sin(t)], 1)


def biggs(x):  # 18, m = 13
    t = np.arange(1, 14) / 10
    y = np.exp(-t) - 5 * np.exp(-10 * t) + 3 * np.exp(-4 * t)
    a, b, e = np.exp(-t * x[0]), np.exp(-t * x[1]), np.exp(-t * x[4])
    return x[2] * a - x[3] * b + x[5] * e - y, np.stack([-t * x[2] * a, t * x[3] * b, a, -b, -t * x[5] * e, e], 1)


def watson(x):  # 20, n = 6
    n = len(x)
    t = np.arange(1, 30)[:, None] / 29
    k = np.arange(n)
    powers = t ** k
    slopes = np.concatenate([np.zeros((29, 1)), k[1:] * t ** (k[1:] - 1)], 1)
    s = powers @ x
    r = np.concatenate([slopes @ x - s * s - 1, [x[0], x[1] - x[0] ** 2 - 1]])
    last = np.zeros((2, n))
    last[0, 0], last[1, 0], last[1, 1] = 1, -2 * x[0], 1
    return r, np.concatenate([slopes - 2 * s[:, None] * powers, last])


def extended_rosenbrock(x):  # 21
    n = len(x)
    r, j = np.zeros(n), np.zeros((n, n))
    odd, even = np.arange(0, n, 2), np.arange(1, n, 2)
    r[odd], r[even] = 10 * (x[even] - x[odd] ** 2), 1 - x[odd]
    j[odd, odd], j[odd, even], j[even, odd] = -20 * x[odd], 10, -1
    return r, j


def penalty(x):  # 23
    n = len(x)
    a = np.sqrt(1e-5)
    return np.append(a * (x - 1), x @ x - .25), np.concatenate([a * np.eye(n), 2 * x[None, :]])


def variably_dimensioned(x):  # 25
    n = len(x)
    k = np.arange(1, n + 1)
    s = k @ (x - 1)
    return np.concatenate([x - 1, [s, s * s]]), np.concatenate([np.eye(n), k[None, :], 2 * s * k[None, :]])


def trigonometric(x):  # 26
    n = len(x)
    i = np.arange(1, n + 1)
    r = n - np.cos(x).sum() + i * (1 - np.cos(x)) - np.sin(x)
    return r, np.sin(x)[None, :] + np.diag(i * np.sin(x) - np.cos(x))


def broyden_tridiagonal(x):  # 30
    z = np.zeros(1)
    r = (3 - 2 * x) * x - np.append(z, x[:-1]) - 2 * np.append(x[1:], z) + 1
    return r, np.diag(3 - 4 * x) - np.diag(np.ones(len(x) - 1), -1) - 2 * np.diag(np.ones(len(x) - 1), 1)


def broyden_banded(x):  # 31
    n = len(x)
    r, j = x * (2 + 5 * x * x) + 1, np.diag(2 + 15 * x * x)
    for i in range(n):
        for k in range(max(0, i - 5), min(n, i + 2)):
            if k != i:
                r[i] -= x[k] * (1 + x[k])
                j[i, k] = -(1 + 2 * x[k])
    return r, j


# name: (residuals and Jacobian, standard start, lowest cost known)
PROBLEMS = {
    "Rosenbrock": (rosenbrock, [-1.2, 1], 0),
    "Freudenstein and Roth": (freudenstein_roth, [.5, -2], 0),
    "Powell badly scaled": (powell_badly_scaled, [0, 1], 0),
    "Brown badly scaled": (brown_badly_scaled, [1, 1], 0),
    "Beale": (beale, [1, 1], 0),
    "Helical valley": (helical_valley, [-1, 0, 0], 0),
    "Bard": (bard, [1, 1, 1], 8.214877306578963e-3),
    "Gaussian": (gaussian, [.4, 1, 0], 1.1279327696188666e-8),
    "Box three-dimensional": (box, [0, 10, 20], 0),
    "Powell singular": (powell_singular, [3, -1, 0, 1], 0),
    "Wood": (wood, [-3, -1, -3, -1], 0),
    "Kowalik and Osborne": (kowalik_osborne, [.25, .39, .415, .39], 3.075056038492e-4),
    "Brown and Dennis": (brown_dennis, [25, 5, -5, -1], 85822.20162635628),
    "Biggs EXP6": (biggs, [1, 2, 1, 1, 1, 1], 0),
    "Watson 6": (watson, [0] * 6, 2.2876700535523e-3),
    "Extended Rosenbrock 100": (extended_rosenbrock, [-1.2, 1] * 50, 0),
    "Penalty 100": (penalty, list(range(1, 101)), 9.0249100e-4),
    "Variably dimensioned 10": (variably_dimensioned, [1 - k / 10 for k in range(1, 11)], 0),
    "Trigonometric 10": (trigonometric, [.1] * 10, 0),
    "Broyden tridiagonal 10": (broyden_tridiagonal, [-1] * 10, 0),
    "Broyden banded 10": (broyden_banded, [-1] * 10, 0),
}
