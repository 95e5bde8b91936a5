#!/usr/bin/env bash
# Debian's libraries for Arm64, as programs for it need them that are run under qemu or linked here. The system itself is left as it is.
#
#   .ci/arm64-root.sh FOLDER
set -euo pipefail
mkdir -p "$1"
root=$(cd "$1" && pwd)
state=$(mktemp -d)
trap 'rm -rf "$state"' EXIT
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
options=(-q -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State::Lists="$state/lists" -o Dir::State::status=/dev/null
    -o Dir::Cache="$state/cache" -o APT::Sandbox::User=root)
cd "$state"
apt-get "${options[@]}" update
apt-get "${options[@]}" download libc6 libstdc++6 libgcc-s1 libssl3 zlib1g libc6-dev libgcc-12-dev linux-libc-dev zlib1g-dev
for package in *.deb; do dpkg-deb -x "$package" "$root"; done

# Links within it that name a place from the root up.
find "$root" -type l -lname '/*' | while read -r link; do ln -sfn "$root$(readlink "$link")" "$link"; done
