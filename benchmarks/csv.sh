#!/usr/bin/env bash
# How fast CSV files are read and predicted on: writes benchmarks/results/csv-NAME.md.
#
#   benchmarks/csv.sh [NAME]     (default: the host's name; nothing else should run meanwhile; needs 0.3 GB in the temporary folder)
set -euo pipefail
cd "$(dirname "$0")"
name=${1:-$(hostname)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release Nabla.Benchmarks -v quiet > /dev/null
dotnet build -c Release ../src/Nabla.Cli -v quiet > /dev/null
nabla() { dotnet ../src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll "$@"; }

# 780,000 rows of 50 numbers with four decimals and a class, 295 MB.
awk 'BEGIN {
    srand(1)
    for (i = 0; i < 50; i++) printf "x%d,", i
    print "y"
    for (row = 0; row < 780000; row++) {
        sum = 0
        for (i = 0; i < 50; i++) { x = 6 * rand() - 3; if (i < 3) sum += x; printf "%.4f,", x }
        print (sum > 0 ? "yes" : "no")
    }
}' > "$work/large.csv"
head -2000 "$work/large.csv" > "$work/small.csv"
nabla train "$work/small.csv" --target y --hidden 64,64 --epochs 5 --output "$work/m.safetensors" > /dev/null 2>&1

{
    for round in 1 2 3; do
        dotnet Nabla.Benchmarks/bin/Release/net10.0/Nabla.Benchmarks.dll csv "$work/large.csv"
        start=$(date +%s.%N)
        peak=$( { /usr/bin/time -f %M dotnet ../src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll predict "$work/m.safetensors" "$work/large.csv" --output "$work/p.csv"; } 2>&1 | tail -1)
        end=$(date +%s.%N)
        awk -v s="$start" -v e="$end" -v p="$peak" 'BEGIN { printf "nabla-predict-rows-per-second\t%.0f\nnabla-predict-peak-megabytes\t%.0f\n", 780000 / (e - s), p / 1024 }'
    done
} | sort > "$work/lines.tsv"

{
    echo "# Reading CSV files and predicting on them"
    echo
    echo "$(awk -F': ' '/model name/ {print $2; exit}' /proc/cpuinfo), $(nproc) processors, $(date +%F), .NET SDK $(dotnet --version). A file of 780,000 rows of 50 numbers with four"
    echo "decimals and a class ($(du -m "$work/large.csv" | cut -f1) MB); prediction is the whole command through 64-64, its start included. Medians of three rounds."
    echo
    echo "| what | median |"
    echo "|---|--:|"
    awk -F'\t' '{v[$1] = v[$1] " " $2} END {for (k in v) {split(v[k], a, " "); print k "\t" a[2]}}' <(sort -k1,1 -k2,2g "$work/lines.tsv") | sort | sed 's/^nabla-//; s/\t/ | /; s/^/| /; s/$/ |/'
} > "results/csv-$name.md"
echo "wrote benchmarks/results/csv-$name.md" >&2
