#!/usr/bin/env bash
# Make .venv with exactly the locked packages and the command `nazorg`. Safe to run again, after an
# interruption, at the same time as another run, and in a directory that was moved.
#   deploy/setup.sh          what nazorg needs to run
#   deploy/setup.sh --dev    also what tests and checks need
#   PYTHON=/path/to/python   use this interpreter
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$root"
# Somebody's active environment must not leak into ours.
unset PYTHONHOME PYTHONPATH PIP_USER PIP_TARGET PIP_PREFIX PIP_REQUIRE_VIRTUALENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s\n' "$*"; }
fail() {
  printf '\nHet klaarzetten lukt niet.\n' >&2
  printf '%s\n' "$@" >&2
  exit 1
}

kind=runtime
lock=requirements.lock
case "${1:-}" in
  "") ;;
  --dev) kind=dev lock=requirements-dev.lock ;;
  *) fail "Onbekend woord: $1. Gebruik: deploy/setup.sh [--dev]" ;;
esac

# Two runs at once would spoil each other's .venv. This file itself is the lock: nothing to clean up.
exec 9<deploy/setup.sh
if command -v flock >/dev/null && ! flock -n 9; then
  say "Een ander programma zet nazorg al klaar; even wachten."
  flock 9
fi

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
can_make_venv() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

# What the environment must have been made from. Prints nothing when .venv does not work.
fingerprint() { # KIND LOCK
  local version
  version=$(.venv/bin/python -I -c 'import sys; print(sys.version)' 2>/dev/null) || return 0
  { cat "$2" pyproject.toml; printf '%s|%s|%s' "$1" "$version" "$root"; } | sha256sum | cut -d' ' -f1
}
ready() { # KIND LOCK
  [ -f ".venv/.ready-$1" ] && [ "$(cat ".venv/.ready-$1")" = "$(fingerprint "$1" "$2")" ]
}

# What is ready for development is ready to run.
if ready dev requirements-dev.lock || { [ "$kind" = runtime ] && ready runtime "$lock"; }; then
  exit 0
fi

find_python() {
  local candidate old="" bare=""
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
    command -v "$candidate" >/dev/null || continue
    if ! new_enough "$candidate"; then
      old="$old $candidate=$("$candidate" -c 'import platform; print(platform.python_version())' 2>/dev/null || echo kapot)"
    elif ! can_make_venv "$candidate"; then
      bare=${bare:-$candidate}
    else
      python=$candidate
      return
    fi
  done
  if [ -n "$bare" ]; then
    fail "$bare kan geen eigen omgeving maken: het onderdeel 'venv' (met ensurepip) ontbreekt." \
      "Op Debian en Ubuntu: sudo apt install python3-venv"
  elif [ -n "$old" ]; then
    fail "Python is te oud. Nodig is 3.11 of nieuwer; gevonden:$old." \
      "Op Debian 12 of nieuwer en Ubuntu 24.04 of nieuwer: sudo apt install python3 python3-venv"
  fi
  fail "Er is geen Python op deze computer. Nodig is 3.11 of nieuwer." \
    "Op Debian en Ubuntu: sudo apt install python3 python3-venv"
}

# An environment that was interrupted, moved, or made for a Python that is gone, is made anew.
usable() {
  [ ! -e .venv/.busy ] && [ -x .venv/bin/python ] && new_enough .venv/bin/python &&
    .venv/bin/python -I -m pip --version >/dev/null 2>&1 &&
    head -n 2 .venv/bin/pip 2>/dev/null | grep -qF "$root/.venv/bin/"
}

[ -f "$lock" ] || fail "Het bestand $lock ontbreekt."
if [ -e .venv ] && [ ! -w .venv ] || [ ! -w . ]; then
  fail "Gebruiker $(id -un) mag niet schrijven in $root of in de map .venv daarin." \
    "Werk als de gebruiker van die map, of verwijder .venv eerst als die gebruiker."
fi

if ! usable; then
  find_python
  say "[1/3] Eigen omgeving maken in .venv ($("$python" -V 2>&1))"
  rm -rf .venv
  mkdir .venv
  : >.venv/.busy
  "$python" -m venv .venv || fail "Het maken van .venv met $python is mislukt (zie hierboven)."
else
  say "[1/3] De omgeving .venv is er al"
fi
: >.venv/.busy
rm -f .venv/.ready-*

install() {
  # A refusal by pip (no network, say) leaves .venv whole; only an interruption does not.
  .venv/bin/python -I -m pip install --quiet "$@" || {
    rm -f .venv/.busy
    fail "Het ophalen of installeren van pakketten is mislukt (zie hierboven)." \
      "Is er verbinding met internet, en ruimte op de schijf? Start daarna opnieuw."
  }
}
say "[2/3] Pakketten ophalen en installeren ($lock); de eerste keer duurt dat een paar minuten"
install --require-hashes -r "$lock"
say "[3/3] nazorg zelf installeren"
install --no-deps --no-build-isolation -e .

fingerprint "$kind" "$lock" >.venv/.ready-new
mv .venv/.ready-new ".venv/.ready-$kind"
rm .venv/.busy
say "Klaar."
