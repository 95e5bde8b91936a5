#!/usr/bin/env bash
# Compiled ahead of time, by the command of the guide, the tool starts in milliseconds and trains the golden runs to the hashes that they
# give everywhere; a program that trains and predicts with the library is published and run.
set -euo pipefail
cd "$(dirname "$0")/../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if ! command -v clang > /dev/null || [ ! -e /usr/include/zlib.h ]; then
    apt-get -o DPkg::Lock::Timeout=600 update -q && apt-get -o DPkg::Lock::Timeout=600 install -q -y --no-install-recommends clang zlib1g-dev
fi

read -r publish < <(sed -n "/^dotnet publish/s|artifacts/native|$work/native|p" docs/guide/native-aot.md)
eval "$publish"
nabla="$work/native/Nabla.Cli"
"$nabla" doctor --machine
for _ in $(seq 21); do
    begin=$EPOCHREALTIME
    "$nabla" --version > /dev/null
    awk "BEGIN { print ($EPOCHREALTIME - $begin) * 1000 }"
done | sort -n | sed -n 11p > "$work/milliseconds"
echo "nabla --version takes $(cat "$work/milliseconds") ms"
awk '{ exit $1 > 20 }' "$work/milliseconds"

"$nabla" train iris --epochs 20 --output "$work/iris.safetensors"
"$nabla" verify "$work/iris.safetensors" iris
"$nabla" train digits --epochs 20 --output "$work/digits.safetensors" # as the program of the consumer wants it
mkdir "$work/consumer"
cp .ci/checks/consumer/Program.cs "$work/consumer/"
cat > "$work/consumer/Consumer.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <PublishAot>true</PublishAot>
    <IlcInstructionSet>x86-64-v3</IlcInstructionSet>
  </PropertyGroup>
  <ItemGroup>
    <ProjectReference Include="$root/src/Nabla/Nabla.csproj" />
  </ItemGroup>
</Project>
XML
dotnet publish "$work/consumer/Consumer.csproj" -c Release -r linux-x64 -o "$work/published"
"$work/published/Consumer" "$work/digits.safetensors" | tee "$work/consumed"
grep -q '^trained and right$' "$work/consumed"
