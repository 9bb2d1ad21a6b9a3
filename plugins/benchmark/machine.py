"""The machine on which something was measured, in the words of its table."""

from __future__ import annotations

import os
import platform
from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")
MEMORY_INFO = Path("/proc/meminfo")
MOUNTS = Path("/proc/mounts")


def machine(folder: Path) -> dict[str, str]:
    """Return the processor, cores, memory, system, file system of a folder, and present load."""
    return {
        "processor": _field(CPU_INFO, "model name") or platform.processor() or platform.machine(),
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "file system": _file_system(folder),
        "load before": f"{os.getloadavg()[0]:.1f}",
    }


def _field(path: Path, name: str) -> str:
    if not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(found, "")


def _memory() -> str:
    kilobytes = _field(MEMORY_INFO, "MemTotal").removesuffix(" kB")
    return f"{int(kilobytes) * 1024 / 1e9:.0f} GB" if kilobytes.isdigit() else "not known"


def _file_system(folder: Path) -> str:
    if not MOUNTS.is_file():
        return "not known"
    mounts = [line.split() for line in MOUNTS.read_text(encoding="utf-8").splitlines()]
    above = [
        (point, kind) for _, point, kind, *_ in mounts if folder.resolve().is_relative_to(point)
    ]
    return max(above, key=lambda mount: len(mount[0]))[1] if above else "not known"
