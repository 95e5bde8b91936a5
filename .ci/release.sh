#!/usr/bin/env bash
# What a release consists of: packages with symbols, the command as one file for each system and compiled ahead of time for Linux, checksums, and
# the changelog's part.
#
#   .ci/release.sh VERSION FOLDER     (RUNTIMES="linux-x64 …" and NATIVE="linux-x64:x86-64-v3 …" make fewer of the command)
set -euo pipefail
cd "$(dirname "$0")/.."
version=$1
mkdir -p "$2"
folder=$(cd "$2" && pwd)
runtimes=${RUNTIMES:-linux-x64 linux-arm64 win-x64 osx-arm64}
export CI=true

for project in src/*/*.csproj; do
    dotnet pack "$project" -c Release -o "$folder" -p:Version="$version"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for runtime in $runtimes; do
    name=nabla-$version-$runtime
    dotnet publish src/Nabla.Cli -c Release -r "$runtime" --self-contained -p:PublishSingleFile=true -p:Version="$version" \
        -p:DebugType=none -p:GenerateDocumentationFile=false -o "$work/$name"
    for ending in '' .exe; do
        [ ! -e "$work/$name/Nabla.Cli$ending" ] || mv "$work/$name/Nabla.Cli$ending" "$work/$name/nabla$ending"
    done
    cp LICENSE README.md "$work/$name/"
    case $runtime in
        win-*) (cd "$work" && zip -qr "$folder/$name.zip" "$name") ;;
        *) tar -czf "$folder/$name.tar.gz" -C "$work" "$name" ;;
    esac
done

# Native files, for sets of instructions (docs/guide/native-aot.md); `nabla serve` finds its program in web.
for native in ${NATIVE-linux-x64:x86-64-v3 linux-x64:x86-64-v4 linux-arm64:}; do
    runtime=${native%%:*} set=${native#*:}
    name=nabla-$version-$runtime-native${set#x86-64}
    [ "$runtime" != linux-arm64 ] || [ "$(uname -m)" = aarch64 ] || .ci/arm64-root.sh "$work/root"
    dotnet publish src/Nabla.Cli -c Release -r "$runtime" -p:PublishAot=true -p:IlcInstructionSet="$set" -p:Version="$version" \
        $([ ! -d "$work/root" ] || echo "-p:SysRoot=$work/root") -p:DebugType=none -p:GenerateDocumentationFile=false -o "$work/$name"
    mv "$work/$name/Nabla.Cli" "$work/$name/nabla"
    rm -f "$work/$name"/*.dbg
    cp LICENSE README.md "$work/$name/"
    tar -czf "$folder/$name.tar.gz" -C "$work" "$name"
done

# This version's part of the changelog; of a version that is not there yet, what is unreleased.
awk -v heading="## $version" '$0 == heading { found = 1; next } /^## / { found = 0 } found' CHANGELOG.md > "$folder/NOTES.md"
[ -s "$folder/NOTES.md" ] || awk '/^## Unreleased/ { found = 1; next } /^## / { found = 0 } found' CHANGELOG.md > "$folder/NOTES.md"
(cd "$folder" && sha256sum -- *.nupkg *.snupkg *.zip *.tar.gz 2> /dev/null > SHA256SUMS || true)
test -s "$folder/SHA256SUMS"
