# What the scripts of bin/ share. Sourced, never run; plain bash and the tools of a minimal Debian.
# shellcheck shell=bash

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
VENV=$ROOT/.venv
IRO_VAR=${IRO_VAR:-$ROOT/var}
[[ $IRO_VAR = /* ]] || IRO_VAR=$ROOT/$IRO_VAR
export IRO_VAR

say() { printf '%s\n' "$*"; }
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}
is_root() { [ "$(id -u)" = 0 ]; }

# Python 3.11 or newer: $PYTHON and no other when it is set, else the first found. Sets PYTHON.
find_python() {
  local candidate found=''
  [ -z "${PYTHON:-}" ] || command -v "$PYTHON" >/dev/null 2>&1 || found="PYTHON=$PYTHON is not there"
  for candidate in "${PYTHON:-}" python3.11 python3; do
    [ -n "$candidate" ] && [ -z "${PYTHON:-}" -o "$candidate" = "${PYTHON:-}" ] && command -v "$candidate" >/dev/null 2>&1 || continue
    if [ "$("$candidate" -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null)" = True ]; then
      PYTHON=$(command -v "$candidate")
      return
    fi
    found="$candidate is $("$candidate" --version 2>&1 | head -1 || true)"
  done
  die "Python 3.11 or newer is needed; ${found:-no python3 was found}. Install python3, or name one: PYTHON=/path/to/python3.11"
}

need_writable() {
  [ -w "$ROOT" ] || die "the folder $ROOT cannot be written to by $(id -un 2>/dev/null || id -u); change its owner, or clone it somewhere of your own"
  mkdir -p "$IRO_VAR" 2>/dev/null && [ -w "$IRO_VAR" ] || die "the folder $IRO_VAR cannot be written to; change its owner, or set IRO_VAR to another"
}

# need_space FOLDER MEGABYTES
need_space() {
  local free
  free=$(df -Pk "$1" | awk 'NR == 2 { print int($4 / 1024) }')
  [ "$free" -ge "$2" ] || die "not enough disk space: $2 MB are needed in $1 and $free MB are free"
}

# apt_install PACKAGE...: installs without asking, without the recommended extras, and starts no service. Fails if it may not.
apt_install() {
  is_root && command -v apt-get >/dev/null 2>&1 || return 1
  local policy=/usr/sbin/policy-rc.d log=$IRO_VAR/apt.log ours='' status=0
  if [ ! -e "$policy" ] && printf '#!/bin/sh\nexit 101\n' >"$policy" 2>/dev/null; then
    chmod +x "$policy"
    ours=yes
  fi
  {
    # Package lists may be missing or too old to fetch from: renew them only when the first try fails.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" ||
      { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; }
  } >"$log" 2>&1 </dev/null || status=1
  [ -z "$ours" ] || rm -f "$policy"
  [ "$status" = 0 ] || { say "apt-get could not install: $* (its words are in $log)"; return 1; }
}

# The virtual environment, with pip, in .venv.
make_venv() {
  # Its programs name their place: an environment that was moved, or left half made, is made again.
  grep -qsxF "$VENV" "$VENV/.made-at" && "$VENV/bin/python" -m pip --version >/dev/null 2>&1 && return
  say "Making the virtual environment in .venv"
  rm -rf "$VENV"
  make_venv_with_ensurepip || { apt_install python3-venv && make_venv_with_ensurepip; } || make_venv_without_ensurepip || {
    rm -rf "$VENV"
    die "no virtual environment could be made. Install its package as root, then run this again: apt-get install python3-venv"
  }
  say "$VENV" >"$VENV/.made-at"
}

make_venv_with_ensurepip() {
  "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null && "$PYTHON" -m venv --clear "$VENV" >/dev/null 2>&1
}

# Without the right to install: Debian's own pip, fetched by apt into a folder of ours and unpacked there.
make_venv_without_ensurepip() {
  local work wheel
  "$PYTHON" -m venv --clear --without-pip "$VENV" >/dev/null 2>&1 || return 1
  wheel=$(ls /usr/share/python-wheels/pip-*.whl 2>/dev/null | head -1)
  if [ -z "$wheel" ]; then
    command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1 || return 1
    work=$IRO_VAR/pip-bootstrap
    rm -rf "$work"
    mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/unpacked"
    (
      cd "$work"
      options=(-o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work" -o Debug::NoLocking=1 -o APT::Sandbox::User=)
      apt-get "${options[@]}" -qq update && apt-get "${options[@]}" -qq download python3-pip-whl && dpkg -x python3-pip-whl_*.deb unpacked
    ) >"$IRO_VAR/apt.log" 2>&1 </dev/null || return 1
    wheel=$(ls "$work"/unpacked/usr/share/python-wheels/pip-*.whl 2>/dev/null | head -1)
  fi
  [ -n "$wheel" ] && "$VENV/bin/python" "$wheel/pip" install --quiet --no-index --no-deps "$wheel" >/dev/null 2>&1
  [ -z "${work:-}" ] || rm -rf "$work"
  "$VENV/bin/python" -m pip --version >/dev/null 2>&1
}

# install_requirements FILE...: pinned and checked by hash; skipped when the files are those installed last time.
install_requirements() {
  local stamp=$VENV/.installed wanted file arguments=()
  wanted=$({ "$VENV/bin/python" --version; cat "$@"; } | sha256sum | cut -d' ' -f1)
  grep -qsx "$wanted" "$stamp" && return
  for file in "$@"; do arguments+=(-r "$file"); done
  say "Installing the pinned requirements ($*)"
  "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: \
    "${arguments[@]}" >"$IRO_VAR/pip.log" 2>&1 </dev/null ||
    { tail -5 "$IRO_VAR/pip.log" >&2; die "the requirements could not be installed (all of it is in $IRO_VAR/pip.log)"; }
  # The development set holds the other: having it, the smaller set is there too.
  { say "$wanted"; [ $# = 1 ] || { "$VENV/bin/python" --version; cat "$1"; } | sha256sum | cut -d' ' -f1; } >"$stamp"
}

# The tools in an environment of their own: what they depend on would get in the way of what we depend on.
install_tools() {
  local place=$VENV/tools wanted
  wanted=$({ "$VENV/bin/python" --version; cat requirements-tools.txt; } | sha256sum | cut -d' ' -f1)
  grep -qsx "$wanted" "$place/.installed" && return
  say "Installing the pinned requirements (requirements-tools.txt)"
  "$VENV/bin/python" -m venv --clear --without-pip "$place" &&
    "$VENV/bin/python" -m pip --python "$place/bin/python" install --quiet --disable-pip-version-check --no-input --require-hashes \
      --only-binary :all: -r requirements-tools.txt >"$IRO_VAR/pip.log" 2>&1 </dev/null ||
    { tail -5 "$IRO_VAR/pip.log" >&2; die "the tools could not be installed (all of it is in $IRO_VAR/pip.log)"; }
  say "$wanted" >"$place/.installed"
}

# setup [REQUIREMENTS FILE...]: what bin/run and bin/test begin with.
setup() {
  find_python
  need_writable
  if [ -L "$VENV" ]; then
    say "The environment .venv is a link: used as it is"
    return
  fi
  [ -f "$VENV/.installed" ] || need_space "$ROOT" $((700 + 500 * $#))
  make_venv
  install_requirements requirements.txt "$@"
  [ $# = 0 ] || install_tools
}

has_pdf_libraries() {
  "$VENV/bin/python" -c 'import ctypes; [ctypes.CDLL(name) for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0")]' 2>/dev/null
}
has_liberation_fonts() { ls /usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf >/dev/null 2>&1; }

# The system libraries that PDF needs; without them everything else works.
setup_pdf() {
  has_pdf_libraries && has_liberation_fonts && return
  # Tried once: a machine that cannot install them is not made to wait for that at every start.
  if is_root && [ ! -e "$IRO_VAR/pdf-libraries-tried" ]; then
    say "Installing the libraries that PDF needs"
    touch "$IRO_VAR/pdf-libraries-tried"
    apt_install libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation || true
  fi
  has_pdf_libraries ||
    say "No PDF yet: everything else works. For PDF, as root: apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-liberation"
}

# A file without tables is no database yet: whoever only looked (the checks, say) leaves one behind.
has_tables() {
  [ -s "$1" ] && "$PYTHON" -c 'import sqlite3, sys
found = sqlite3.connect(sys.argv[1]).execute("SELECT 1 FROM sqlite_master WHERE name = ?", ["django_migrations"]).fetchone()
sys.exit(0 if found else 1)' "$1" 2>/dev/null
}
