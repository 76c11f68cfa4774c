/* Purpose: let extensions written in Rust load under Wine 8, which lacks ProcessPrng; the bytes are the system's own. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(void *bytes, ULONG size); /* RtlGenRandom, of advapi32 */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T size)
{
    return SystemFunction036(bytes, (ULONG)size);
}
