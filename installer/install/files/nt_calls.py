"""The structures and calls of the Windows kernel that `nt` uses, as C declares them. Imported there only."""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

assert sys.platform == "win32"  # noqa: S101 - tells the type checker where this runs


class Text(ctypes.Structure):
    """UNICODE_STRING: sizes are in bytes, the second with the closing zero."""

    _fields_ = (("size", wintypes.USHORT), ("room", wintypes.USHORT), ("text", wintypes.LPWSTR))


class Attributes(ctypes.Structure):
    """OBJECT_ATTRIBUTES: a name, and the handle of the folder that it is relative to."""

    _fields_ = (
        ("size", wintypes.ULONG),
        ("root", wintypes.HANDLE),
        ("name", ctypes.POINTER(Text)),
        ("flags", wintypes.ULONG),
        ("security", ctypes.c_void_p),
        ("quality", ctypes.c_void_p),
    )


class Done(ctypes.Structure):
    """IO_STATUS_BLOCK: what a call says when it has ended."""

    _fields_ = (("status", ctypes.c_void_p), ("information", ctypes.c_void_p))


class Overlapped(ctypes.Structure):
    """OVERLAPPED: where in a file."""

    _fields_ = (
        ("internal", ctypes.c_void_p),
        ("internal_high", ctypes.c_void_p),
        ("offset", wintypes.DWORD),
        ("offset_high", wintypes.DWORD),
        ("event", wintypes.HANDLE),
    )


ntdll = ctypes.WinDLL("ntdll")
kernel = ctypes.WinDLL("kernel32", use_last_error=True)

ntdll.NtCreateFile.restype = ctypes.c_uint32
ntdll.NtCreateFile.argtypes = (
    ctypes.POINTER(wintypes.HANDLE),
    wintypes.ULONG,
    ctypes.POINTER(Attributes),
    ctypes.POINTER(Done),
    ctypes.c_void_p,
    wintypes.ULONG,
    wintypes.ULONG,
    wintypes.ULONG,
    wintypes.ULONG,
    ctypes.c_void_p,
    wintypes.ULONG,
)
ntdll.NtSetInformationFile.restype = ctypes.c_uint32
ntdll.NtSetInformationFile.argtypes = (
    wintypes.HANDLE,
    ctypes.POINTER(Done),
    ctypes.c_void_p,
    wintypes.ULONG,
    wintypes.ULONG,
)
ntdll.NtQueryDirectoryFile.restype = ctypes.c_uint32
ntdll.NtQueryDirectoryFile.argtypes = (
    wintypes.HANDLE,
    wintypes.HANDLE,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.POINTER(Done),
    ctypes.c_void_p,
    wintypes.ULONG,
    wintypes.ULONG,
    wintypes.BOOLEAN,
    ctypes.POINTER(Text),
    wintypes.BOOLEAN,
)
ntdll.RtlNtStatusToDosError.restype = wintypes.ULONG
ntdll.RtlNtStatusToDosError.argtypes = (ctypes.c_uint32,)
kernel.CreateFileW.restype = wintypes.HANDLE
kernel.CreateFileW.argtypes = (
    wintypes.LPCWSTR,
    wintypes.DWORD,
    wintypes.DWORD,
    ctypes.c_void_p,
    wintypes.DWORD,
    wintypes.DWORD,
    wintypes.HANDLE,
)
kernel.FlushFileBuffers.argtypes = (wintypes.HANDLE,)
kernel.LockFileEx.argtypes = (
    wintypes.HANDLE,
    wintypes.DWORD,
    wintypes.DWORD,
    wintypes.DWORD,
    wintypes.DWORD,
    ctypes.POINTER(Overlapped),
)
kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
