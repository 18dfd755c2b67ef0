# What run.sh and test.sh share: Debian packages, and a virtual environment that is made once.
# Sourced, not run. Sets `root` and `venv`; expects `set -euo pipefail` from its caller.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv

# What Qt needs to draw, without a screen and with one.
qt_packages=(libglib2.0-0 libegl1 libgl1 libdbus-1-3 libfontconfig1 libfreetype6 libx11-6 libxkbcommon0
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
  libxcb-xkb1 libxkbcommon-x11-0)

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
  local package
  command -v dpkg-query >/dev/null || return 0
  for package in "$@"; do
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q 'install ok installed' || printf '%s\n' "$package"
  done
}

# Installs Debian packages that are not there, where it may; otherwise says which and goes on.
need_packages() {
  local missing as_root=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0
  if ((EUID != 0)); then
    if ! sudo -n true 2>/dev/null; then
      say "缺少系统软件包，请管理员安装：apt-get install ${missing[*]}"
      return 0
    fi
    as_root=(sudo -n)
  fi
  say "正在安装系统软件包：${missing[*]}"
  "${as_root[@]}" apt-get update -qq >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# The first Python that is new enough.
python_command() {
  local name
  for name in python3 python3.13 python3.12 python3.11; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  say "需要 Python 3.11 或更新的版本。"
  return 1
}

# make_environment FOLDER STAMP-NAME PIP-ARGUMENT…: a virtual environment, made again only when pyproject.toml changed.
make_environment() {
  local folder=$1 name=$2 python mark
  shift 2
  python=$(python_command)
  mark=$(printf '%s\n' "$("$python" -V)" "$root" "$*" "$(sha256sum <"$root/pyproject.toml")" | sha256sum | cut -c1-20)
  [[ -x $folder/bin/python && -f $folder/.made-$name && $(<"$folder/.made-$name") == "$mark" ]] && return 0
  say "正在准备运行环境（第一次需要几分钟）……"
  [[ -x $folder/bin/python ]] || "$python" -m venv "$folder" >&2
  (cd "$root" && "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@" >&2)
  printf '%s' "$mark" >"$folder/.made-$name"
}
