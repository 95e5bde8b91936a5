"""Writes float.json, double.json and pow.json: arguments of every elementary function with the correctly rounded results.

An entry is the bits of the arguments (one; two of Pow) and the bits of the result, in hexadecimal. Results are computed with 400 digits
and rounded once, halves to even, subnormal results too. The arguments are special values, the places where an
implementation may change its formula, and random ones (Python's generator, seed 1).

Run: python3 values.py            (written with Python 3.11, mpmath 1.2.1)
"""

import json
import random
import struct
from fractions import Fraction
from math import inf, isinf, isnan, nan

import mpmath
from mpmath import mp, mpf

mp.dps = 400
FORMATS = {"float": ("<f", "<I", 24, -149, 127), "double": ("<d", "<Q", 53, -1074, 1023)}

FUNCTIONS = {
    "Exp": mpmath.exp,
    "ExpM1": mpmath.expm1,
    "Log": mpmath.log,
    "Log1P": lambda x: mpmath.log(1 + x),
    "Erf": mpmath.erf,
    "Erfc": mpmath.erfc,
    "Sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "Softplus": lambda x: x + mpmath.log(1 + mpmath.exp(-x)) if x > 0 else log1p_of_small(mpmath.exp(x)),
    "Tanh": mpmath.tanh,
    "Sin": mpmath.sin,
    "Cos": mpmath.cos,
    "SinPi": mpmath.sinpi,
    "CosPi": mpmath.cospi,
}

# Intervals that random arguments are drawn from, by function: (low, high) uniformly.
INTERVALS = {
    "Exp": {"float": [(-104, 89), (-1, 1), (-104, -87)], "double": [(-746, 710), (-1, 1), (-746, -708)]},
    "ExpM1": {"float": [(-18, 89), (-1.5, 1.5)], "double": [(-40, 710), (-1.5, 1.5)]},
    "Log": {"float": [(0, 4), (0.7, 1.6)], "double": [(0, 4), (0.7, 1.6)]},
    "Log1P": {"float": [(-1, 4), (-0.5, 0.6)], "double": [(-1, 4), (-0.5, 0.6)]},
    "Erf": {"float": [(-4, 4), (-1.1, 1.1)], "double": [(-6, 6), (-1.1, 1.1)]},
    "Erfc": {"float": [(-4, 10.1), (0, 2), (9, 10.1)], "double": [(-6, 27.3), (0, 2), (26, 27.3)]},
    "Sigmoid": {"float": [(-104, 20), (-3, 3)], "double": [(-746, 40), (-3, 3)]},
    "Softplus": {"float": [(-104, 20), (-3, 3)], "double": [(-746, 40), (-3, 3)]},
    "Tanh": {"float": [(-10, 10), (-1, 1)], "double": [(-20, 20), (-1, 1)]},
    "Sin": {"float": [(-10, 10), (-1e5, 1e5)], "double": [(-10, 10), (-1e9, 1e9)]},
    "Cos": {"float": [(-10, 10), (-1e5, 1e5)], "double": [(-10, 10), (-1e9, 1e9)]},
    "SinPi": {"float": [(-3, 3), (-1e5, 1e5)], "double": [(-3, 3), (-1e9, 1e9)]},
    "CosPi": {"float": [(-3, 3), (-1e5, 1e5)], "double": [(-3, 3), (-1e9, 1e9)]},
}

LARGEST_ANGLE = {"float": 1e5, "double": 1e9}


def log1p_of_small(e):
    return mpmath.log(1 + e) if e > mpf(10) ** -200 else e - e * e / 2


def to_bits(x, kind):
    number, bits, *_ = FORMATS[kind]
    return struct.unpack(bits, struct.pack(number, x))[0]


def from_bits(n, kind):
    number, bits, *_ = FORMATS[kind]
    return struct.unpack(number, struct.pack(bits, n))[0]


def nearest(x, kind):
    """A Python number rounded to the type."""
    try:
        return from_bits(to_bits(x, kind), kind)
    except OverflowError:
        return inf if x > 0 else -inf


def rounded(y, kind):
    """An mpf rounded once to the type."""
    _, _, digits, least, largest = FORMATS[kind]
    if y == 0:
        return 0.0
    sign, man, exponent, count = y._mpf_
    man, count = int(man), int(count)
    unit = max(exponent + count - digits, least)
    fraction = Fraction(man) * (Fraction(2) ** (exponent - unit))
    value = round(fraction) * Fraction(2) ** unit  # Python rounds halves to even
    if value >= Fraction(2) ** (largest + 1):
        return -inf if sign else inf
    return -float(value) if sign else float(value)


def special(name, x):
    """The result at ±0 and ±∞, where a formula of mpmath may not go."""
    if x == 0:
        return {"Exp": 1.0, "Log": -inf, "Erfc": 1.0, "Sigmoid": 0.5, "Cos": 1.0, "CosPi": 1.0}.get(name, x)
    limits = {"Exp": (0.0, inf), "ExpM1": (-1.0, inf), "Log": (nan, inf), "Log1P": (nan, inf), "Erf": (-1.0, 1.0), "Erfc": (2.0, 0.0),
              "Sigmoid": (0.0, 1.0), "Softplus": (0.0, inf), "Tanh": (-1.0, 1.0)}
    return limits.get(name, (nan, nan))[x > 0]


def value(name, x, kind):
    if isnan(x):
        return nan
    if isinf(x) or (x == 0 and name != "Softplus"):
        return special(name, x)
    if (name == "Log" and x < 0) or (name == "Log1P" and x < -1):
        return nan
    if name == "Log1P" and x == -1:
        return -inf
    if (abs(x) > 1000 and name not in ("Log", "Log1P", "Sin", "Cos", "SinPi", "CosPi")):
        return special(name, inf if x > 0 else -inf) if name != "Softplus" or x < 0 else x
    y = rounded(FUNCTIONS[name](mpf(x)), kind)
    return -0.0 if y == 0 and x < 0 and name in ("Erf", "SinPi") else y


def arguments(name, kind, random_count):
    _, bits, digits, least, largest = FORMATS[kind]
    width = 32 if kind == "float" else 64
    smallest_normal = 2.0 ** (least + digits - 1)
    edges = [0.0, 2.0**least, 3 * 2.0**least, smallest_normal, smallest_normal - 2.0**least, 1e-30, 2.0 ** -digits, 2.0 ** (1 - digits),
             1e-5, 0.25, 0.375, 0.5, 0.5625, 0.75, 1.0, 1.5, 2.0, 3.0, 10.0, 20.0, 40.0, 1e4,
             0.34657359, 0.69314718, 1.0397208, 1.5707964, 3.1415927, 0.78539816,
             9.01, 10.05, 10.06, 16.635532, 17.328680, 19.06, 26.54, 27.22, 37.0,
             87.33654, 88.0, 88.37, 88.72284, 103.27893, 103.97208, 708.3964, 709.78271289338397, 744.4400719, 745.13321910194122,
             (2 - 2.0 ** (1 - digits)) * 2.0 ** (largest - 1), inf]
    found = []
    for edge in edges:
        near = to_bits(nearest(edge, kind), kind)
        for n in (near - 1, near, near + 1) if 0 < edge < inf else (near,):
            found += [from_bits(n, kind), -from_bits(n, kind)]
    found += [nan, -nan]
    for low, high in INTERVALS[name][kind]:
        found += [nearest(random.uniform(low, high), kind) for _ in range(random_count)]
    found += [from_bits(random.getrandbits(width), kind) for _ in range(random_count)]  # every power of two alike
    if name in ("Sin", "Cos"):  # next to the multiples of a quarter turn
        for _ in range(random_count):
            found.append(nearest(float(mp.pi / 2 * random.randrange(1, int(LARGEST_ANGLE[kind] / 1.6))), kind))
    if "Sin" in name or "Cos" in name:
        found = [x for x in found if not LARGEST_ANGLE[kind] < abs(x) < inf]
    bits_of_nan = [to_bits(inf, kind) + 1, to_bits(-inf, kind) + 12345, 2**width - 1]
    return list(dict.fromkeys([to_bits(x, kind) for x in found] + bits_of_nan))


for kind in FORMATS:
    random.seed(1)
    digits = 8 if kind == "float" else 16
    table = {}
    for name in FUNCTIONS:
        table[name] = []
        for bits in arguments(name, kind, 40):
            result = value(name, from_bits(bits, kind), kind)
            table[name].append(f"{bits:0{digits}x} {to_bits(result, kind):0{digits}x}")
    with open(kind + ".json", "w", newline="\n") as file:
        json.dump(table, file, indent=0)
        file.write("\n")


def powers():
    """x and y of Pow: decays, roots, everything between overflow and underflow, and the rules for special values."""
    pairs = [(0.999, n) for n in (1, 2, 3, 10, 1000, 100_000, 700_000)] + [(0.9, n) for n in (1, 2, 5, 100, 6000, 7060)]
    pairs += [(x, y) for x in (0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 2.0**-1074, inf, -inf, nan)
              for y in (0.0, -0.0, 1.0, -1.0, 2.0, 3.0, -3.0, 0.5, -0.5, 1.5, 1e300, inf, -inf, nan)]
    for _ in range(150):
        x = 2.0 ** random.uniform(-1000, 1000)
        pairs.append((x, random.uniform(-745, 710) / float(mp.log(x))))
        x = random.uniform(0.5, 2)
        pairs.append((x, random.uniform(-745, 710) / float(mp.log(x))))
        pairs.append((1 + random.uniform(-1, 1) * 2.0 ** -random.randrange(1, 50), random.uniform(-1e6, 1e6)))
        pairs.append((-random.uniform(0, 20), float(random.randrange(-100, 100))))
    return pairs


def power(x, y):
    if y == 0 or x == 1:
        return 1.0
    if isnan(x) or isnan(y) or isinf(x) or isinf(y) or x == 0 or abs(y) > 1e20:
        return special_power(x, y)
    if x < 0 and y != int(y):
        return nan
    magnitude = rounded(mp.power(mpf(abs(x)), mpf(y)), "double")
    return -magnitude if x < 0 and int(y) % 2 else magnitude


def special_power(x, y):
    try:
        return pow(x, y)  # Python follows the C standard, Annex F, here ...
    except OverflowError:
        return inf
    except ZeroDivisionError:  # ... but not here
        odd = not isinf(y) and y == int(y) and int(y) % 2
        return -inf if odd and str(x) == "-0.0" else inf


random.seed(1)
with open("pow.json", "w", newline="\n") as file:
    entries = [" ".join(f"{to_bits(v, 'double'):016x}" for v in (x, y, power(x, y))) for x, y in powers()]
    json.dump({"Pow": entries}, file, indent=0)
    file.write("\n")
