#!/usr/bin/env bash
# Predictions of 64-30-10 with scaling by Nabla and by ONNX Runtime with the exported model: in process, and over HTTP (wrk, 64 connections).
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
work=$(mktemp -d)
trap 'kill ${server:-} 2> /dev/null; rm -rf "$work"' EXIT
dotnet build -c Release -v q src/Nabla.Cli && dotnet build -c Release -v q benchmarks/Nabla.Serving
nabla=(dotnet src/Nabla.Cli/bin/Release/net10.0/Nabla.Cli.dll)
serving=(dotnet benchmarks/Nabla.Serving/bin/Release/net10.0/Nabla.Serving.dll)
"${nabla[@]}" train digits --hidden 30 --epochs 20 --output "$work/digits.safetensors" > /dev/null 2>&1
"${nabla[@]}" export "$work/digits.safetensors" --output "$work/digits.onnx" > /dev/null
"${serving[@]}" in-process "$work/digits.safetensors" "$work/digits.onnx"

"${nabla[@]}" inspect "$work/digits.safetensors" --json | python3 -c '
import json, sys
columns = json.load(sys.stdin)["columns"]
print(json.dumps({column["name"]: i * 7 % 17 for i, column in enumerate(columns)}))' > "$work/row.json"
load() { # load NAME URL
    answer=$(curl -s --retry 20 --retry-connrefused --retry-delay 1 -H 'Content-Type: application/json' -d @"$work/row.json" "$2")
    echo "$1 $(wrk -t 1 -c 64 -d "${seconds}s" -s benchmarks/serve.lua "$2" -- "$work/row.json" "$answer" | tail -2 | tr '\n' ' ')"
    kill "$server" && wait "$server" 2> /dev/null || true
}
"${nabla[@]}" serve "$work/digits.safetensors" --urls http://127.0.0.1:5311 > /dev/null &
server=$!
load nabla http://127.0.0.1:5311/predict
"${serving[@]}" serve-onnx "$work/digits.safetensors" "$work/digits.onnx" http://127.0.0.1:5312 > /dev/null &
server=$!
load onnxruntime http://127.0.0.1:5312/predict
