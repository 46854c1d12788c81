#!/usr/bin/env bash
# Hold docs/contract/openapi.json against the API Design Rules: no error and no warning.
# Needs node_modules (npm ci --ignore-scripts) and the ruleset beside this project.
set -euo pipefail
cd "$(dirname "$0")/.."

rules=../shared/data/adr-ruleset.yaml
document=docs/contract/openapi.json

if [ ! -f "$rules" ]; then
  echo "OVERGESLAGEN: $rules is er niet, dus de API-regels zijn niet gecontroleerd."
  exit 0
fi
if [ ! -x node_modules/.bin/spectral ]; then
  echo "Spectral ontbreekt. Draai eerst: npm ci --ignore-scripts" >&2
  exit 1
fi
node_modules/.bin/spectral lint --ruleset "$rules" --fail-severity=warn "$document"
