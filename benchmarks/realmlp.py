#!/usr/bin/env python3
"""The preset realmlp beside RealMLP-TD in plain PyTorch (peers/realmlp.py): scores on the test rows over several seeds, and time.

usage: realmlp.py FOLDER "NABLA" "TORCH" SEEDS TABLE...     (standard library only; nothing else should run meanwhile)
NABLA is the command, such as "dotnet Nabla.Cli.dll"; TORCH runs peers/realmlp.py and sees FOLDER under the same path.
FOLDER has for each table NAME/train.0.csv and NAME/test.0.csv, the target last. Both programs train in turns with one thread.
Prints for each table: mean score and its standard error of both, their difference in standard errors, seconds of a training and their ratio.
"""
import csv, json, shlex, statistics, subprocess, sys, tempfile, time

folder, nabla, torch, seeds = sys.argv[1], shlex.split(sys.argv[2]), shlex.split(sys.argv[3]), int(sys.argv[4])


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def by_nabla(table, seed):
    """Accuracy or R2, log-loss or RMSE, and the seconds of the whole process."""
    train, test, model = f"{folder}/{table}/train.0.csv", f"{folder}/{table}/test.0.csv", f"{work}/model.safetensors"
    target = next(csv.reader(open(train)))[-1]
    start = time.perf_counter()
    run(*nabla, "train", train, "--target", target, "--preset", "realmlp", "--test-size", "0", "--seed", str(seed), "--threads", "1", "--output", model)
    seconds = time.perf_counter() - start
    found = json.loads(run(*nabla, "evaluate", model, test, "--json"))["model"]
    return (found["accuracy"], found["logLoss"], seconds) if "accuracy" in found else (found["rSquared"], found["rootMeanSquaredError"], seconds)


def by_torch(table, seed):
    """Likewise; the seconds are those of training alone."""
    return tuple(map(float, run(*torch, f"{folder}/{table}", "1", str(seed)).splitlines()[-1].split("\t")[1:]))


with tempfile.TemporaryDirectory() as work:
    print("| table | measure | PyTorch | Nabla | difference ÷ its standard error |\n|---|---|--:|--:|--:|")
    times = []
    for table in sys.argv[5:]:
        results = [(by_torch(table, seed), by_nabla(table, seed)) for seed in range(1, seeds + 1)]
        for i, measure in enumerate(("accuracy or R²", "log-loss or RMSE")):
            values = [[result[program][i] for result in results] for program in (0, 1)]
            means, errors = [statistics.mean(v) for v in values], [statistics.stdev(v) / len(v) ** 0.5 for v in values]
            z = (means[1] - means[0]) / (errors[0] ** 2 + errors[1] ** 2) ** 0.5
            print(f"| {table} | {measure} | {means[0]:.4f} ± {errors[0]:.4f} | {means[1]:.4f} ± {errors[1]:.4f} | {z:+.1f} |", flush=True)
        seconds = [statistics.median(result[program][2] for result in results) for program in (0, 1)]
        times.append(f"| {table} | {seconds[0]:.1f} | {seconds[1]:.1f} | {statistics.median(b[2] / a[2] for a, b in results):.2f} |")
    print("\n| table | PyTorch, s | Nabla, s | ratio |\n|---|--:|--:|--:|", *times, sep="\n")
