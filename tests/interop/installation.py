"""Where the tool and the foreign nodes are, and what to do when one is missing."""

import os
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOOL = ROOT / "build/release/bin/bitpeer"
LITECOIND = Path("/usr/lib/litecoin/litecoind")  # not /usr/bin/litecoind, a wrapper that writes into the home folder
BTCD = ROOT / "build/interop/btcd"
BTCD_PEER = ROOT / "build/interop/btcd_peer"
DRIVER = ROOT / "build/release/bin/bitpeer_interop_peer"

INSTALL = "install it with: scripts/install-deps interop"

tool = TOOL
driver = DRIVER


def problems():
    """Builds what can be built; one line for each thing that is still missing, so that all are told at once."""
    found = []
    if not os.access(tool, os.X_OK):
        found.append(f"no bitpeer tool at {tool}; build it with: make build")
    if not os.access(driver, os.X_OK):
        found.append(f"no driver at {driver}; `make interop` builds it")
    for command in ("unshare", "ip", "setpriv"):
        if shutil.which(command) is None:
            found.append(f"no {command} on the PATH; {INSTALL}")
    if not os.access(LITECOIND, os.X_OK):
        found.append(f"no litecoind at {LITECOIND}; {INSTALL}")
    if shutil.which("go") is None:
        found.append(f"no Go on the PATH to build btcd with; {INSTALL}")
    else:
        found += build_problems(BTCD, "btcd", "github.com/btcsuite/btcd")
        found += build_problems(BTCD_PEER, "btcd_peer", ".")
    return found


def build_problems(product, module, package):
    """Go downloads modules, so this runs outside of the namespace. Go's own cache makes a second run cheap."""
    product.parent.mkdir(parents=True, exist_ok=True)
    command = ["go", "build", "-mod=readonly", "-o", str(product), package]
    built = subprocess.run(command, cwd=HERE / module, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if built.returncode == 0:
        return []
    last_lines = "; ".join(built.stderr.strip().splitlines()[-3:])
    return [f"{module} did not build ({last_lines}); it needs the Go that {module}/go.mod names; {INSTALL}"]
