"""No foreign node runs where it could reach a network: everything happens in a namespace that has only loopback."""

import os
import subprocess
import sys

MARK = "BITPEER_INTEROP_NAMESPACE"


def entered():
    return MARK in os.environ


def enter():
    """Becomes the same command inside the namespace; same process id, so signals still arrive."""
    os.environ[MARK] = "yes"
    unshare = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    loopback_up = 'ip link set lo up && exec "$@"'
    sys.stdout.flush()
    os.execvp("unshare", [*unshare, "sh", "-c", loopback_up, "sh", sys.executable, *sys.argv])


def confirm():
    """Ends the run unless loopback is up and nothing else is. Asks ip: /sys may still show the namespace outside."""
    up = [line.split(":")[1].strip() for line in listed("ip", "-o", "link", "show", "up")]
    if up != ["lo"]:
        sys.exit(f"not isolated: the interfaces that are up are {up}, only lo may be")
    routes = listed("ip", "route", "show", "default") + listed("ip", "-6", "route", "show", "default")
    if routes:
        sys.exit(f"not isolated: there is a default route: {routes}")


def listed(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
