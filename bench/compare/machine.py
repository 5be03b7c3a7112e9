"""What all of this ran on, and with what it was built."""

import datetime
import os
import platform
import subprocess
from pathlib import Path


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return done.stdout.splitlines()[0] if done.stdout else "unknown"


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def has_sha():
    return " sha_ni" in Path("/proc/cpuinfo").read_text(encoding="utf-8")


def described(there, versions, seconds, repeats):
    """One paragraph for the page."""
    day = datetime.date.today()
    words = [
        f"{os.cpu_count()} cores of {processor()}{' (SHA-NI)' if has_sha() else ''}, {first_line('uname', '-sr')};",
        f"{first_line('g++', '--version')}, {first_line('openssl', 'version')};",
    ]
    if "btcd" in there:
        btcd = versions.get("github.com/btcsuite/btcd", "")
        words.append(f"btcd {btcd} (wire {versions.get('github.com/btcsuite/btcd/wire/v2', '')}), {versions['go']};")
    if "rust-bitcoin" in there:
        words.append(f"bitcoin 0.32.102 and bitcoin_slices 0.13.0, {first_line('rustc', '--version')};")
    load = os.getloadavg()[0]
    words.append(f"{day.day} {day:%B %Y}, {repeats} turns of {seconds:g} s, load {load:.1f} at the end.")
    if load > 2 * os.cpu_count():
        words.append("**The machine had other work meanwhile: the last column tells more than the ratios.**")
    return "\n".join(words)
