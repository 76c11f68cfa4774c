#!/usr/bin/env bash
# A desktop with nobody at it: a display, a window manager, a session bus and the accessibility bus.
#   desktop.sh COMMAND…
set -euo pipefail
exec xvfb-run --auto-servernum --server-args "-screen 0 1280x1024x24 -noreset" dbus-run-session -- bash -c '
openbox >/dev/null 2>&1 &
# The bus must be there before the program looks for it.
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
until gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.a11y.Bus.GetAddress >/dev/null 2>&1; do sleep 0.05; done
status=0
"$@" || status=$?
kill %1 %2 2>/dev/null || true
exit "$status"' desktop "$@"
