#!/usr/bin/env python3
"""The coverage of conformal intervals and sets on a folder of tables: 20 random splits of each, 30 % of the rows to test.

usage: coverage.py FOLDER "NABLA" [SPLITS]     (NABLA: the command, such as "dotnet Nabla.Cli.dll"; standard library only)
FOLDER has a file meta.json, a list of {"name", "kind": "r" or "c", "target"}, and for each table NAME/train.0.csv and NAME/test.0.csv, which are joined.
Prints for each table and way: mean coverage of the splits, the smallest of a split, the mean width of intervals or size of sets.
"""
import collections, json, os, shlex, statistics, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

folder, nabla, splits = sys.argv[1], shlex.split(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 20
WAYS = {
    "r": {"intervals": ["--intervals", "0.9"], "adaptive widths": ["--intervals", "0.9", "--adaptive-widths"]},
    "c": {"sets": ["--sets", "0.9"], "randomized adaptive sets": ["--sets", "0.9", "--set-score", "adaptive", "--randomized-sets"]},
}


def run(*arguments):
    return subprocess.run([*nabla, *arguments], capture_output=True, text=True, check=True).stdout


def coverage(value):
    """The first object named coverage."""
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return value["coverage"] if isinstance(value, dict) and "coverage" in value else next(filter(None, map(coverage, children)), None)


def measure(job):
    meta, way, options, seed = job
    data, model = f"{work}/{meta['name']}.csv", f"{work}/{meta['name']}.{seed}.{way}.safetensors".replace(" ", "-")
    task = "regression" if meta["kind"] == "r" else "classification"
    run("train", data, "--target", meta["target"], "--task", task, "--test-size", "0.3", "--seed", str(seed), "--threads", "1", "--output", model, *options)
    whole = coverage(json.loads(run("evaluate", model, data, "--part", "test", "--json")))["groups"][0]
    os.remove(model)
    return meta["name"], way, whole["covered"], whole["size"]


with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(os.cpu_count()) as pool:
    metas = json.load(open(f"{folder}/meta.json"))
    for meta in metas:
        train, test = (open(f"{folder}/{meta['name']}/{part}.0.csv").read().splitlines() for part in ("train", "test"))
        open(f"{work}/{meta['name']}.csv", "w").write("\n".join(train + test[1:]) + "\n")
    results = collections.defaultdict(list)
    jobs = [(meta, way, options, seed) for seed in range(1, splits + 1) for meta in metas for way, options in WAYS[meta["kind"]].items()]
    for name, way, covered, size in pool.map(measure, jobs):
        results[way, name].append((covered, size))
    for (way, name), values in sorted(results.items()):
        covered, sizes = zip(*values)
        print(f"| {name} | {way} | {statistics.mean(covered):.3f} | {min(covered):.3f} | {statistics.mean(sizes):.4g} |")
