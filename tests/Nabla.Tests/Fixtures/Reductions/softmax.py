"""Writes softmax.json: log-sum-exp and some softmax probabilities of logits x[i] = ((i·factor mod modulus) − center)·scale.

The logits are exact in float and double; results are computed with 400 digits and rounded to double.

Run: python3 softmax.py            (written with Python 3.11, mpmath 1.2.1)
"""

import json

from mpmath import mp, mpf

mp.dps = 400

CASES = [  # count, factor, modulus, center, scale
    (1, 1, 2, 3, 1.0),
    (2, 5, 7, 2, 0.25),
    (10, 7919, 10007, 5000, 1 / 1024),
    (10, 7919, 10007, 5000, 0.125),  # logits of about ±600
    (10, 31, 41, 10020, 0.0625),  # all far below 0
    (17, 13, 101, -900, 1.0),  # all about 1,000
    (100, 7919, 10007, 5000, 1 / 512),
    (1000, 7919, 10007, 5003, 1 / 64),
    (5000, 7919, 10007, 5003, 1 / 4096),
    (20000, 7919, 10007, 5003, 1 / 2048),
]


def entry(count, factor, modulus, center, scale):
    x = [mpf(((i * factor) % modulus) - center) * mpf(scale) for i in range(count)]
    e = [mp.exp(v) for v in x]
    total = sum(e)
    chosen = sorted({i * (count - 1) // 9 for i in range(10)} if count > 10 else range(count))
    return {
        "count": count, "factor": factor, "modulus": modulus, "center": center, "scale": scale,
        "logSumExp": float(mp.log(total)),
        "softmax": [{"index": i, "value": float(e[i] / total)} for i in chosen],
    }


with open("softmax.json", "w", newline="\n") as file:
    json.dump([entry(*case) for case in CASES], file, indent=1)
    file.write("\n")
