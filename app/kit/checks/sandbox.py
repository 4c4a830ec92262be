"""The process in which strange files are read: little time, memory and disk, no network, no programs."""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
from contextlib import suppress
from typing import Final

MIB: Final = 1024 * 1024
CPU_SECONDS: Final = 120
MEMORY: Final = 1536 * MIB
FILE_SIZE: Final = 1024 * MIB
OPEN_FILES: Final = 64

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
# Per machine its audit number and what is forbidden: socket, connect, execve, execveat, ptrace, and on
# x86-64 fork and vfork, which have numbers of their own there.
_MACHINES: Final = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 57, 58)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117)),
}


def confine() -> bool:
    """Give up what reading a file does not need; whether the network is out of reach too.

    The limits hold everywhere. The filter of system calls needs Linux on a known machine; where it cannot
    be had, the limits remain.
    """
    for kind, most in (
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a lower limit may be set already
            resource.setrlimit(kind, (most, most))
    return _no_network()


def _no_network() -> bool:
    known = _MACHINES.get(platform.machine())
    if platform.system() != "Linux" or known is None:
        return False
    machine, calls = known
    lines = [(_LOAD, 0, 0, 4), (_EQUAL, 0, len(calls) + 1, machine), (_LOAD, 0, 0, 0)]
    lines += [(_EQUAL, len(calls) - at, 0, call) for at, call in enumerate(calls)]
    lines += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _ERRNO | errno.EPERM)]
    code = b"".join(struct.pack("HBBI", *line) for line in lines)
    program = ctypes.create_string_buffer(code, len(code))
    header = ctypes.create_string_buffer(
        struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(program))
    )
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        quiet = libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return quiet == 0 and bool(libc.prctl(_PR_SET_SECCOMP, _FILTER, header, 0, 0) == 0)
    except (OSError, AttributeError):
        return False
