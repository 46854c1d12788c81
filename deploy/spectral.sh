#!/usr/bin/env bash
# Hold docs/contract/openapi.json against the API Design Rules: no error and no warning.
# Needs node_modules (npm ci --ignore-scripts) and the ruleset beside this project. Without the
# ruleset it is skipped by hand, and fails in CI (CI=true, or --moet): there it must be looked at.
set -euo pipefail
cd "$(dirname "$0")/.."

rules=../shared/data/adr-ruleset.yaml
document=docs/contract/openapi.json

if [ ! -f "$rules" ] && { [ "${CI:-}" = true ] || [ "${1:-}" = --moet ]; }; then
  echo "$rules is er niet, dus de API-regels zijn niet te controleren." >&2
  exit 1
fi
if [ ! -f "$rules" ]; then
  echo "OVERGESLAGEN: $rules is er niet, dus de API-regels zijn niet gecontroleerd."
  exit 0
fi
if [ ! -x node_modules/.bin/spectral ]; then
  echo "Spectral ontbreekt. Draai eerst: npm ci --ignore-scripts" >&2
  exit 1
fi
node_modules/.bin/spectral lint --ruleset "$rules" --fail-severity=warn "$document"
