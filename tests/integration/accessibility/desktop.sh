#!/usr/bin/env bash
# A desktop with nobody at it: a display, a window manager, a session bus and the accessibility bus.
# Standard output is the command's alone; what the services of a desktop print goes to standard error.
#   desktop.sh COMMAND…
set -euo pipefail

scratch="$(mktemp -d)"
# Xvfb looks for a free display itself, and says which one once it listens.
Xvfb -displayfd 4 -screen 0 1280x1024x24 -nolisten tcp -noreset 4>"$scratch/display" >/dev/null 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true; rm -rf "$scratch"' EXIT
until [ -s "$scratch/display" ]; do
    kill -0 "$server" || { echo "Xvfb did not start" >&2; exit 1; }
    sleep 0.05
done
DISPLAY=":$(cat "$scratch/display")"
export DISPLAY

status=0
# The bus starts services that inherit its standard output, hence the detour.
dbus-run-session -- bash -c '
openbox >/dev/null 2>&1 &
# The bus must be there before the program looks for it.
/usr/libexec/at-spi-bus-launcher --launch-immediately >/dev/null 2>&1 &
until gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.a11y.Bus.GetAddress >/dev/null 2>&1; do sleep 0.05; done
status=0
"$@" >&3 || status=$?
kill %1 %2 2>/dev/null || true
exit "$status"' desktop "$@" 3>&1 >&2 || status=$?
exit "$status"
