/* A library of Windows 10 that Wine 8 lacks: wheels written in Rust take their random bytes
   from it. Only for tests under Wine; never shipped. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size)
{
    return RtlGenRandom(data, (ULONG)size);
}
