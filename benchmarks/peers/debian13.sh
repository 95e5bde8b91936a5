#!/usr/bin/env bash
# A folder with Debian 13, in which today's PyTorch, scikit-learn, NumPy and libtorch run on an older Debian too.
#
#   benchmarks/peers/debian13.sh FOLDER     (as root; nothing is done where it is complete)
#
# Packages come from the place that this system's own come from. It takes 3 GB and some minutes. Needs debootstrap.
set -euo pipefail
folder=$1
[ -e "$folder/complete" ] && exit 0

command -v debootstrap > /dev/null || { echo "debootstrap is missing: apt-get install debootstrap" >&2; exit 1; }
apt-get update -qq
source=$(apt-get indextargets --format '$(CODENAME) $(SITE)' | awk -v name="$(. /etc/os-release && echo "$VERSION_CODENAME")" '$1 == name { print $2; exit }')
[ -n "$source" ] || { echo "apt has no source for this system's own packages: is this Debian?" >&2; exit 1; }
debootstrap --variant=minbase --include=libstdc++6,libicu76,libssl3t64,ca-certificates,libgomp1 trixie "$folder" "$source" > /dev/null
cp /etc/resolv.conf "$folder/etc/"
[ -d /etc/apt/apt.conf.d ] && cp -r /etc/apt/apt.conf.d "$folder/etc/apt/"
chroot "$folder" apt-get update -qq
DEBIAN_FRONTEND=noninteractive chroot "$folder" apt-get install -y -qq --no-install-recommends \
    python3-torch python3-sklearn python3-pandas python3-joblib libopenblas0-pthread > /dev/null
touch "$folder/complete"
