#!/usr/bin/env bash
# Opens perfdesk on the practice ledger. Makes what it needs the first time; without a screen it makes the practice
# ledger, its workbooks, PDFs and pictures of the window instead, and says where they are.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

need_packages "${qt_packages[@]}" python3-venv
make_environment "$venv" run -e .

if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} || $(uname) != Linux ]]; then
  if (($#)); then exec "$venv/bin/perfdesk" "$@"; fi
  exec "$venv/bin/perfdesk" --practice
fi

out=$root/out/demo
say "这台机器没有屏幕：生成练习账本、工作簿、PDF 和窗口图片。"
"$venv/bin/perfdesk" demo "$out"
"$venv/bin/perfdesk" snapshot "$out/练习账本.perf" --out "$out/pictures" >/dev/null
printf '窗口图片：%s 张，在 %s\n' "$(find "$out/pictures" -name '*.png' | wc -l)" "$out/pictures"
