"""Folders that nobody else can read, on Windows. Imported there only.

`mkdir(mode=0o700)` does it since Python 3.11.10 alone. And in `ProgramData` everybody may make folders, so
one that is there already is used only if it is an administrator's or our own.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this runs

_PRIVATE: Final = "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;S-1-3-4)"
"""Full access for the system, administrators and the owner, here and below; nothing is inherited."""

_TRUSTED: Final = frozenset({"S-1-5-18", "S-1-5-32-544"})
"""The system, and administrators."""

_REVISION: Final = 1
_FILE_OBJECT: Final = 1
_OWNER: Final = 1
_QUERY: Final = 0x0008
_TOKEN_USER: Final = 1
_BUFFER: Final = 256

_kernel = ctypes.WinDLL("kernel32", use_last_error=True)
_advapi = ctypes.WinDLL("advapi32", use_last_error=True)

_Handle: Final = ctypes.POINTER(wintypes.HANDLE)
_Pointer: Final = ctypes.POINTER(ctypes.c_void_p)

_advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = (
    wintypes.LPCWSTR,
    wintypes.DWORD,
    _Pointer,
    ctypes.c_void_p,
)
_advapi.GetNamedSecurityInfoW.argtypes = (
    wintypes.LPCWSTR,
    ctypes.c_int,
    wintypes.DWORD,
    _Pointer,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
    _Pointer,
)
_advapi.GetNamedSecurityInfoW.restype = wintypes.DWORD
_advapi.ConvertSidToStringSidW.argtypes = (ctypes.c_void_p, ctypes.POINTER(wintypes.LPWSTR))
_advapi.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, _Handle)
_advapi.GetTokenInformation.argtypes = (
    wintypes.HANDLE,
    ctypes.c_int,
    ctypes.c_void_p,
    wintypes.DWORD,
    ctypes.POINTER(wintypes.DWORD),
)
_kernel.CreateDirectoryW.argtypes = (wintypes.LPCWSTR, ctypes.c_void_p)
_kernel.GetCurrentProcess.restype = wintypes.HANDLE
_kernel.LocalFree.argtypes = (ctypes.c_void_p,)
_kernel.CloseHandle.argtypes = (wintypes.HANDLE,)


class _Security(ctypes.Structure):
    _fields_ = (
        ("size", wintypes.DWORD),
        ("descriptor", ctypes.c_void_p),
        ("inherit", wintypes.BOOL),
    )


def make_private(folder: Path) -> None:
    """Make a folder for its owner, administrators and the system alone. Raises OSError."""
    descriptor = ctypes.c_void_p()
    _require(
        _advapi.ConvertStringSecurityDescriptorToSecurityDescriptorW(
            _PRIVATE, _REVISION, ctypes.byref(descriptor), None
        )
    )
    try:
        security = _Security(ctypes.sizeof(_Security), descriptor, inherit=False)
        _require(_kernel.CreateDirectoryW(str(folder), ctypes.byref(security)))
    finally:
        _kernel.LocalFree(descriptor)


def is_of_somebody_else(folder: Path) -> bool:
    """Whether its owner is neither the system, nor administrators, nor who runs this. Raises OSError."""
    return owner_of(folder) not in {*_TRUSTED, own_id()}


def owner_of(path: Path) -> str:
    """The security identifier of the owner. Raises OSError."""
    owner, descriptor = ctypes.c_void_p(), ctypes.c_void_p()
    number = _advapi.GetNamedSecurityInfoW(
        str(path), _FILE_OBJECT, _OWNER, ctypes.byref(owner), None, None, None, ctypes.byref(descriptor)
    )
    if number:
        raise ctypes.WinError(number)
    try:
        return _text_of(owner)
    finally:
        _kernel.LocalFree(descriptor)


def own_id() -> str:
    """The security identifier of who runs this. Raises OSError."""
    token = wintypes.HANDLE()
    _require(_advapi.OpenProcessToken(_kernel.GetCurrentProcess(), _QUERY, ctypes.byref(token)))
    try:
        buffer, size = ctypes.create_string_buffer(_BUFFER), wintypes.DWORD()
        _require(_advapi.GetTokenInformation(token, _TOKEN_USER, buffer, _BUFFER, ctypes.byref(size)))
        # TOKEN_USER begins with the pointer to the identifier.
        return _text_of(ctypes.c_void_p.from_buffer(buffer))
    finally:
        _kernel.CloseHandle(token)


def _text_of(identifier: ctypes.c_void_p) -> str:
    text = wintypes.LPWSTR()
    _require(_advapi.ConvertSidToStringSidW(identifier, ctypes.byref(text)))
    try:
        return text.value or ""
    finally:
        _kernel.LocalFree(text)


def _require(succeeded: int) -> None:
    if not succeeded:
        raise ctypes.WinError(ctypes.get_last_error())
