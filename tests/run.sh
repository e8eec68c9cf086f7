#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
set -euo pipefail

usage() {
    cat <<'END'
Usage: bash tests/run.sh [OPTION...]

Without an option: installs what is missing (Debian, Ubuntu), builds the preset 'tests' and runs every test but the
long ones; ctest's summary ends the output and its exit code is the script's. With options, these instead, in order:

  --tidy         clang-format on every file, clang-tidy on those changed since the main branch, checks of the scripts
  --tidy-all     the same, with clang-tidy on every file
  --asan         the tests under AddressSanitizer and UndefinedBehaviorSanitizer
  --tsan         the tests under ThreadSanitizer
  --coverage     the tests built for gcov, then the line coverage of core and of everything
  --long         the tests that take minutes, and the benches, built for release
  --plain        the tests as without an option, to be named beside others

  --no-install   install nothing; only name what is missing
  --help         this text
END
}

say() { printf '%s\n' "$*" >&2; }

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source=packaging/packages.sh
. "$project/packaging/packages.sh"
cd "$project"

install=yes
jobs=()
for argument in "$@"; do
    case $argument in
    --tidy | --tidy-all | --asan | --tsan | --coverage | --long | --plain) jobs+=("${argument#--}") ;;
    --no-install) install=no ;;
    --help | -h) usage && exit ;;
    *) say "run.sh: '$argument' is no option of mine; --help lists them." && exit 2 ;;
    esac
done
[ ${#jobs[@]} -gt 0 ] || jobs=(plain)

exec </dev/null
export HOME="${HOME:-$(cd ~ && pwd)}"
# A person's own database and key are no business of a test.
unset SQL_AI_AGENT_HOME OPENAI_API_KEY "${!POSTGRES_@}" "${!PG@}"
[ -n "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ] || export LC_ALL=C.UTF-8

build() {
    say "Building the preset '$1' ..."
    configure_and_build "$1" "$project/build/$1.log"
}

run_ctest() {
    local preset=$1
    shift
    ctest --test-dir "build/$preset" --no-tests=error --output-on-failure -j 2 "$@"
}

run_plain() {
    build tests
    run_ctest tests -LE long
}

run_long() {
    build bench
    run_ctest bench -L long -j 1
}

run_asan() {
    build asan
    ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1 \
        UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
        run_ctest asan -LE long --timeout 300
}

run_tsan() {
    build tsan
    # A kernel that spreads addresses wider than ThreadSanitizer knows would stop it at its first step.
    local fixed=env
    setarch "$(uname -m)" -R true 2>/dev/null && fixed="setarch $(uname -m) -R"
    # A distribution's Qt is not instrumented: what its own frames report says nothing.
    # shellcheck disable=SC2086 # a command and its arguments
    TSAN_OPTIONS=ignore_noninstrumented_modules=1:second_deadlock_stack=1 $fixed \
        ctest --test-dir build/tsan --no-tests=error --output-on-failure -j 2 -LE long --timeout 300
}

run_coverage() {
    build coverage
    find build/coverage -name '*.gcda' -delete
    local status=0 part
    run_ctest coverage -LE long || status=$?
    for part in core 'core|ui|app'; do
        printf '%-12s ' "$part"
        gcovr --root . --filter "($part)/" --object-directory build/coverage --print-summary --output /dev/null 2>/dev/null |
            grep '^lines'
    done
    return $status
}

# The C++ files of the project, or those that differ from the main branch, committed or not.
source_files() {
    git -c safe.directory='*' ls-files --cached --others --exclude-standard -- '*.cpp' '*.h'
}

changed_files() {
    local base
    for base in origin/HEAD origin/main main; do
        if base=$(git -c safe.directory='*' merge-base HEAD "$base" 2>/dev/null); then
            git -c safe.directory='*' diff --name-only --diff-filter=d "$base" -- '*.cpp' '*.h'
            git -c safe.directory='*' ls-files --others --exclude-standard -- '*.cpp' '*.h'
            return
        fi
    done
    source_files
}

# The build leaves moc's output and the list of compile commands, whose precompiled header clang cannot read.
list_compile_commands() {
    build tests
    mkdir -p build/tidy
    sed 's/ -Winvalid-pch//; s/ -include [^ ]*cmake_pch\.hxx//' build/tests/compile_commands.json \
        >build/tidy/compile_commands.json
}

run_tidy() {
    local files=${1:-changed_files} failed=0 units
    shellcheck -x packaging/*.sh tests/*.sh || failed=1
    desktop-file-validate data/*.desktop || failed=1
    # The id ought to be a domain turned round; the project has none.
    appstreamcli validate --no-net --override=cid-desktopapp-is-not-rdns=info data/*.metainfo.xml || failed=1
    source_files | tr '\n' '\0' | xargs -0 clang-format --dry-run -Werror || failed=1
    list_compile_commands
    # A changed header is checked through the file beside it.
    units=$("$files" | sed 's/\.h$/.cpp/' | sort -u | while read -r unit; do
        grep -qF "\"file\": \"$project/$unit\"" build/tidy/compile_commands.json && printf '%s\n' "$unit"
    done) || true
    if [ -z "$units" ]; then
        say 'No changed file for clang-tidy.'
    else
        printf '%s\n' "$units" | tr '\n' '\0' | xargs -0 -n 1 -P 2 \
            clang-tidy -p build/tidy --quiet "--header-filter=^$project/(app|core|ui|tests)/" || failed=1
    fi
    [ $failed -eq 0 ] && say 'Formatter, linters and clang-tidy have nothing to say.'
    return $failed
}

uses=(build run test)
case " ${jobs[*]} " in *' tidy '* | *' tidy-all '*) uses+=(lint) ;; esac
case " ${jobs[*]} " in *' coverage '*) uses+=(coverage) ;; esac
install_packages "${uses[@]}"

for job in "${jobs[@]}"; do
    case $job in
    tidy) run_tidy changed_files ;;
    tidy-all) run_tidy source_files ;;
    *) "run_$job" ;;
    esac
done
