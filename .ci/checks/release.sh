#!/usr/bin/env bash
# A release can be made: the script of the release workflow, for this machine's kind alone. The command in the archive runs without .NET.
# Native files are left to aot.sh, which compiles them by the same command.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
RUNTIMES=linux-x64 NATIVE= .ci/release.sh 9.9.9 "$work/release"
cd "$work/release"
sha256sum --check --quiet SHA256SUMS
test -s NOTES.md
for package in Nabla Nabla.Csv Nabla.Onnx Nabla.Reports Nabla.Cli; do
    test -s "$package.9.9.9.nupkg" || { echo "the release has no package $package"; exit 1; }
done
tar -xzf nabla-9.9.9-linux-x64.tar.gz -C "$work"
cd "$work/nabla-9.9.9-linux-x64"
test "$(env -i ./nabla --version)" = 9.9.9
env -i DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 ./nabla train iris --epochs 5 --output "$work/iris.safetensors"
