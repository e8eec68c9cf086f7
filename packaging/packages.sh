# shellcheck shell=bash disable=SC2154
# SPDX-License-Identifier: GPL-3.0-or-later
# Sourced by packaging/try.sh and tests/run.sh: installs what packaging/debian/packages.txt names, with apt.
# The caller sets `project` (the checkout's folder) and has a `say` for one line to the person.

# Names the packages for the given uses (build, run, test, lint, coverage) that are not installed, one a line.
missing_packages() {
    local use package installed
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
    while read -r use package _; do
        case " $* " in *" $use "*) ;; *) continue ;; esac
        # A server of another origin (a versioned package, one built by hand) serves as well.
        if [ "$package" = postgresql ] && has_postgresql; then continue; fi
        printf '%s\n' "$installed" | grep -qxF -- "$package" || printf '%s\n' "$package"
    done <"$project/packaging/debian/packages.txt"
}

has_postgresql() {
    command -v initdb >/dev/null 2>&1 && return
    local folder
    for folder in /usr/lib/postgresql/*/bin; do
        [ -x "$folder/initdb" ] && return
    done
    return 1
}

# Installs what is missing for the given uses, or names it and returns, so that a build can be tried all the same.
# `install=no` only names it.
install_packages() {
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        name_what_is_needed
        return 0
    fi
    local missing
    missing=$(missing_packages "$@" | tr '\n' ' ')
    missing=${missing% }
    [ -n "$missing" ] || return 0

    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo)
        # Without a terminal nobody could type a password.
        [ -t 2 ] || as_root=(sudo -n)
    fi
    if [ "${install:-yes}" = no ]; then
        say "Not installed: $missing"
        return 0
    fi
    if [ ${#as_root[@]} -gt 0 ] && { ! command -v sudo >/dev/null 2>&1 || ! "${as_root[@]}" true; }; then
        say "Installing needs root rights. As root: apt-get install --no-install-recommends $missing"
        return 0
    fi

    local log="$project/build/install.log"
    mkdir -p "$project/build"
    say "Installing with apt: $missing"
    # Another repository's failure need not be ours; what really cannot be had, the installation says.
    "${as_root[@]}" apt-get -q update >"$log" 2>&1 || say "apt-get update failed; going on with the lists that are there."
    # shellcheck disable=SC2086 # a list of names
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends $missing >>"$log" 2>&1 </dev/null; then
        tail -n 15 "$log" >&2
        say "The packages could not be installed; the whole log is $log."
        return 1
    fi
}

# Not Debian or one of its kin: the names differ there, so what is meant is said in the projects' own names.
name_what_is_needed() {
    local tool missing=
    for tool in cmake ninja c++; do
        command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
    done
    has_postgresql || missing="$missing postgresql(server)"
    say "No apt here. Needed: a C++20 compiler, CMake 3.22, Ninja, Qt 6.4 or newer (Base, Svg, Tools), QScintilla for" \
        "Qt 6, nlohmann-json 3.11, libpq, libpg_query, zlib, and PostgreSQL's server for the demo.${missing:+ Not found:$missing.}"
}

# show_errors PATTERN LOG: the places in a build's log that say why it failed, else its end.
show_errors() {
    { grep -A 8 "$1" "$2" || tail -n 20 "$2"; } | head -n 60 >&2 || true
}

# configure_and_build PRESET LOG: shows ninja's progress on a terminal, else keeps it in LOG and shows the end of it
# when it fails.
configure_and_build() {
    local preset=$1 log=$2
    mkdir -p "$(dirname "$log")"
    : >"$log"
    # ninja configures anew by itself when a CMakeLists.txt changed.
    if [ ! -f "$project/build/$preset/build.ninja" ]; then
        if ! (cd "$project" && cmake --preset "$preset") >>"$log" 2>&1; then
            show_errors 'could not find\|CMake Error' "$log"
            say "The build could not be set up, most likely since something is not installed; the whole log is $log."
            return 1
        fi
    fi
    if [ -t 2 ]; then
        (cd "$project" && cmake --build --preset "$preset") >&2 && return
    else
        (cd "$project" && cmake --build --preset "$preset") >>"$log" 2>&1 && return
        show_errors 'FAILED:\|error:\|undefined reference' "$log"
    fi
    say "The build failed; its log is $log."
    return 1
}
