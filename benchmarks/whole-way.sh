#!/usr/bin/env bash
# The whole way from file to model and from file to predictions: writes benchmarks/results/whole-way-NAME.tsv, a line for each measurement.
#
#   benchmarks/whole-way.sh [NAME] [BEFORE]    (default: the host's name; needs 0.4 GB in the temporary folder)
#
# BEFORE is a folder with an earlier Nabla.Cli.dll to be measured in turn with this one, so that their ratio does not depend on the moment. Processor
# time (user and system) is beside the seconds, since other programs change it less.
set -euo pipefail
cd "$(dirname "$0")"
name=${1:-$(hostname)}
before=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release Nabla.Benchmarks -v quiet > /dev/null
dotnet build -c Release ../src/Nabla.Cli -v quiet > /dev/null
now=../src/Nabla.Cli/bin/Release/net10.0

bench=Nabla.Benchmarks/bin/Release/net10.0/Nabla.Benchmarks.dll

# A million rows of 50 numbers with four decimals and a class.
dotnet "$bench" table 1000000 1 "$work/large.csv"
head -2000 "$work/large.csv" > "$work/small.csv"
dotnet "$now/Nabla.Cli.dll" train "$work/small.csv" --target y --hidden 64,64 --epochs 5 --output "$work/m.safetensors" > /dev/null 2>&1
dotnet "$now/Nabla.Cli.dll" train digits --hidden 30 --epochs 5 --validation-size 0 --output "$work/digits.safetensors" > /dev/null 2>&1

run() { # run WHAT FOLDER ARGUMENTS...: seconds, processor seconds and megabytes at most
    local what=$1 folder=$2
    shift 2
    /usr/bin/time -f "%e %U %S %M" -o "$work/time" dotnet "$folder/Nabla.Cli.dll" "$@" > "$work/out" 2>&1
    awk -v what="$what" '{ printf "%s\tseconds\t%.2f\n%s\tprocessor-seconds\t%.2f\n%s\tpeak-megabytes\t%.0f\n", what, $1, what, $2 + $3, what, $4 / 1024 }' "$work/time"
}

{
    for round in 1 2 3; do
        for version in ${before:+before} now; do
            folder=$([ "$version" = before ] && echo "$before" || echo "$now")
            run "predict-$version" "$folder" predict "$work/m.safetensors" "$work/large.csv" --output "$work/p-$version.csv"
            run "train-$version" "$folder" train "$work/large.csv" --target y --hidden 64,64 --epochs 10 --batch-size 256 --validation-size 0 --output "$work/t-$version.safetensors"
        done
    done
    if [ -n "$before" ]; then
        cmp "$work/p-before.csv" "$work/p-now.csv" && cmp "$work/t-before.safetensors" "$work/t-now.safetensors"
    fi
    dotnet "$bench" breakdown | awk -F'\t' '{ print "breakdown\t" $1 "\t" $2 }'
    for round in 1 2 3; do
        dotnet "$bench" row "$work/digits.safetensors" | awk -F'\t' '{ print "row\t" $1 "\t" $2 }'
    done
} | tee "results/whole-way-$name.tsv"
