#!/usr/bin/env bash
# On Arm64, emulated by qemu, the golden runs give the hashes that they give everywhere.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

install() { apt-get -o DPkg::Lock::Timeout=600 install -q -y --no-install-recommends "$@"; }
libraries=/usr/aarch64-linux-gnu
if ! command -v qemu-aarch64-static > /dev/null || [ ! -e "$libraries/lib/libstdc++.so.6" ] || [ ! -e "$libraries/lib/libgcc_s.so.1" ]; then
    apt-get -o DPkg::Lock::Timeout=600 update -q
    install qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross
fi

dotnet publish src/Nabla.Cli -c Release -r linux-arm64 --self-contained -o "$work/nabla" -p:RunAnalyzers=false
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
time qemu-aarch64-static -L "$libraries" "$work/nabla/Nabla.Cli" doctor --machine
