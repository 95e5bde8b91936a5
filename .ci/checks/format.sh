#!/usr/bin/env bash
# The sources are formatted, and no analyzer has anything to say that it could mend.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet format Nabla.slnx --verify-no-changes
