/* Purpose: let QApplication start under Wine 8, which lacks WcsCreateIccProfile; "no colour profile" is a lawful answer. */
#include <windows.h>

#define EXPORT __declspec(dllexport)

EXPORT BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, PBYTE bytes, PDWORD size)
{
    SetLastError(ERROR_INVALID_HANDLE);
    return FALSE;
}
EXPORT BOOL WINAPI CloseColorProfile(HANDLE profile) { return FALSE; }
EXPORT HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options) { return NULL; }
EXPORT HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD creation)
{
    SetLastError(ERROR_FILE_NOT_FOUND);
    return NULL;
}
