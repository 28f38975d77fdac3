#!/usr/bin/env python3
"""An example of an action: how far a command is, from how long it took before.

    [[rules]]
    command = "make*"
    action.exec = "progress.py"

VibeRot starts it when a command matches, and closes its input when that command has ended. Until then it prints a line
each time the bar grows by a twentieth. It keeps the last times of each command in progress.json in VibeRot's folder.
Options: --width N (of the bar), --every SECONDS (how often it looks).
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import threading
import time

KEPT_TIMES = 10
KEPT_COMMANDS = 500


def load(path):
    try:
        with open(path, encoding="utf-8") as file:
            times = json.load(file)
        return times if isinstance(times, dict) else {}
    except (OSError, ValueError):
        # The first time, or a file that somebody has broken: we begin anew.
        return {}


def store(path, times):
    """Replaces the file in one go: another action may read it just now."""
    kept = dict(list(times.items())[-KEPT_COMMANDS:])
    descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".progress-")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(kept, file)
    os.replace(temporary, path)


def watch_input():
    """An event that is set when the input is closed. Nothing is ever written to it."""
    closed = threading.Event()

    def read():
        sys.stdin.read()
        closed.set()

    threading.Thread(target=read, daemon=True).start()
    return closed


def bar(fraction, width):
    filled = round(fraction * width)
    return "[" + "#" * filled + "." * (width - filled) + "]"


def main():
    parser = argparse.ArgumentParser(description="Shows how far a command is.")
    parser.add_argument("--width", type=int, default=20)
    parser.add_argument("--every", type=float, default=0.5)
    options = parser.parse_args()

    command = os.environ.get("VIBEROT_COMMAND", "")
    path = os.path.join(os.environ.get("VIBEROT_HOME", "."), "progress.json")
    usual = statistics.median(load(path).get(command, [0]))
    started = time.monotonic()
    shown = -1
    if not usual:
        print(f"{command}: the first time, so nobody knows how long it takes", flush=True)

    ended = watch_input()
    while not ended.wait(options.every):
        # It is never quite there as long as the command runs.
        fraction = min((time.monotonic() - started) / usual, 0.95) if usual else 0
        step = int(fraction * 20)
        if usual and step > shown:
            shown = step
            print(f"{bar(fraction, options.width)} {fraction:4.0%} of about {usual:.0f} s", flush=True)

    seconds = time.monotonic() - started
    times = load(path)
    times[command] = (times.pop(command, []) + [round(seconds, 3)])[-KEPT_TIMES:]
    store(path, times)
    print(f"{bar(1, options.width)} 100% after {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
