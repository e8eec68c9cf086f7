#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'END'
Usage: bash packaging/try.sh [--no-install]

Builds SQL AI Agent and opens it on its demo: a private PostgreSQL with a fleet company's data, which needs no key, no
network and no configuration. What is missing on Debian or Ubuntu is installed first, with apt.

Where no display is there, it asks two example questions on the command line instead, shows the SQL and the first rows,
and writes a CSV and a picture of the window into build/try; the last two lines are their paths.

  --no-install   install nothing; only name what is missing
  --help         this text

Debian's package 'postgresql' also sets up an empty server of its own on port 5432, as always; the demo leaves it alone.
END
}

say() { printf '%s\n' "$*" >&2; }

install=yes
for argument in "$@"; do
    case $argument in
    --no-install) install=no ;;
    --help | -h) usage && exit ;;
    *) say "try.sh: '$argument' is no option of mine; --help lists them." && exit 2 ;;
    esac
done

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export HOME="${HOME:-$(cd ~ && pwd)}"
# Without any locale Qt would warn about every non-ASCII letter.
[ -n "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ] || export LC_ALL=C.UTF-8
# shellcheck source=packaging/packages.sh
. "$project/packaging/packages.sh"

programs=$project/build/release/app
out=$project/build/try

# Whether something that looks like a display answers. Only opening a window tells for sure.
has_display() {
    [ "$(uname -s)" = Darwin ] && return
    case ${WAYLAND_DISPLAY:-} in
    '') ;;
    /*) [ -S "$WAYLAND_DISPLAY" ] && return ;;
    *) [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/$WAYLAND_DISPLAY" ] && return ;;
    esac
    local number
    case ${DISPLAY:-} in
    '') return 1 ;;
    :*)
        number=${DISPLAY#:}
        [ -S "/tmp/.X11-unix/X${number%%.*}" ]
        ;;
    esac
}

# Status 1: there was no window after all. Whatever else the program ends with is the script's end as well.
open_window() {
    local status=0 errors
    errors=$(mktemp)
    say 'Opening the demo. The first start loads its data, which takes some seconds.'
    # What it says is shown as it comes, and kept.
    { "$programs/sql-ai-agent" --demo 2>&1 >&3 | tee "$errors" >&2; } 3>&1 || status=$?
    # Qt aborts (134) where it cannot reach a display, and says so; an abort of our own is no reason to go on.
    if [ $status -eq 134 ] && grep -qE 'could not connect to display|no Qt platform plugin could be' "$errors"; then
        rm -f "$errors"
        say 'The display cannot be used; going on without one.'
        return 1
    fi
    rm -f "$errors"
    exit $status
}

agent() { "$programs/sql-ai-agent-cli" --demo "$@"; }

# ask_and_run QUESTION: prints the answer and its first rows; leaves the attempt's number in `attempt`.
ask_and_run() {
    local answer rows
    printf '\n> %s\n' "$1"
    answer=$(agent ask "$1")
    printf '%s\n\n' "$answer"
    attempt=$(printf '%s\n' "$answer" | sed -n '1s/^attempt \([0-9][0-9]*\).*/\1/p')
    if [ -z "$attempt" ]; then
        say "The answer does not say which attempt it is, so it cannot be run."
        return 1
    fi
    rows=$(agent run "$attempt")
    printf '%s\n' "$rows" | sed -n '1,12p'
}

show_without_display() {
    local question='What was the revenue by customer last quarter?'
    mkdir -p "$out"
    ask_and_run "Which activities finished today, with the trucks' license plates?"
    ask_and_run "$question"
    agent export "$attempt" --to "$out/answer.csv"
    QT_QPA_PLATFORM=offscreen "$programs/sql-ai-agent" --demo --picture "$out/window.png" --question "$question" >&2
    printf '\n%s\n%s\n' "$out/answer.csv" "$out/window.png"
}

install_packages build run
[ -x "$programs/sql-ai-agent" ] || say 'Building; the first time takes some minutes.'
configure_and_build release "$out/build.log"
if ! has_display || ! open_window; then
    show_without_display
fi
