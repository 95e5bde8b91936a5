#!/usr/bin/env bash
# On Arm64, emulated by qemu, the golden runs give the hashes that they give everywhere, compiled as they run and ahead of time.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

.ci/arm64-root.sh "$work/root"
emulate() { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 qemu-aarch64-static -L "$work/root" "$@"; }

dotnet publish src/Nabla.Cli -c Release -r linux-arm64 --self-contained -o "$work/nabla" -p:RunAnalyzersDuringBuild=false
time emulate "$work/nabla/Nabla.Cli" doctor --machine

publish=$(grep -m 1 '^dotnet publish.* linux-arm64 ' docs/guide/native-aot.md)
publish=${publish/FOLDER/$work/root}
eval "${publish/artifacts\/native-arm64/$work/native}"
time emulate "$work/native/Nabla.Cli" doctor --machine
