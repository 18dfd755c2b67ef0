#!/usr/bin/env bash
# Installs what the tests need and passes them all: style, types, the core without a toolkit, everything else without a
# screen, and the window on a real X server (Xvfb). Pictures and figures go to out/ci, or where CI_OUTPUT says.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

need_packages "${qt_packages[@]}" python3-venv xvfb xauth xdotool imagemagick ibus ibus-libpinyin dbus-x11
make_environment "$venv" test -e '.[test]'
make_environment "$root/.venv-core" core pytest hypothesis

cd "$root"
export CI_OUTPUT=${CI_OUTPUT:-$root/out/ci} QT_QPA_PLATFORM=offscreen
mkdir -p "$CI_OUTPUT"
bin=$venv/bin

step() {
  say "── $1"
  shift
  "$@"
}

step "格式与静态检查" "$bin/ruff" check .
"$bin/ruff" format --check --quiet .
step "类型检查" "$bin/mypy"
step "核心（没有 PySide6 的环境）" "$root/.venv-core/bin/python" -m pytest tests/core -p no:cacheprovider "$@"
step "全部测试" "$bin/python" -m pytest --ignore=tests/core "$@"
step "用时与内存之比" "$bin/python" tests/bench/run.py --json "$CI_OUTPUT/bench.json"
samples=$root/../shared/acceptance/reading.py
if [ -f "$samples" ]; then
  step "读公开的样表" "$bin/python" "$samples" --command "$bin/python -m perfdesk"
fi
