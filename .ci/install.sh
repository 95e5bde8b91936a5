#!/usr/bin/env bash
# What the tests and checks need of Debian: a database, a load generator, linkers for programs compiled ahead of time, a browser, an emulator of Arm64,
# two libraries of MPI, and what makes two hosts of one.
set -euo pipefail
missing=()
for package in postgresql wrk clang zlib1g-dev binutils-aarch64-linux-gnu chromium qemu-user-static openmpi-bin mpich iproute2 procps; do
    dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
[ "${#missing[@]}" -eq 0 ] || { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null; }
