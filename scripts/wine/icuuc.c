/* Purpose: let Qt load under Wine, which has no icuuc.dll; every converter is answered "there is none". */
#include <stddef.h>

#define EXPORT __declspec(dllexport)

typedef int UErrorCode;
typedef unsigned short UChar;

enum { FILE_ACCESS_ERROR = 4, UNSUPPORTED = 16 };

static void refuse(UErrorCode *error)
{
    if (error)
        *error = UNSUPPORTED;
}

EXPORT void *ucnv_open(const char *name, UErrorCode *error)
{
    if (error)
        *error = FILE_ACCESS_ERROR;
    return NULL;
}
EXPORT void ucnv_close(void *converter) {}
EXPORT void ucnv_reset(void *converter) {}
EXPORT void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORT signed char ucnv_getMaxCharSize(void *converter) { return 1; }
EXPORT const char *ucnv_getName(void *converter, UErrorCode *error)
{
    refuse(error);
    return NULL;
}
EXPORT void ucnv_getToUCallBack(void *converter, void *action, void *context) {}
EXPORT void ucnv_getFromUCallBack(void *converter, void *action, void *context) {}
EXPORT void ucnv_setToUCallBack(void *c, void *action, void *context, void *old, void *old_context, UErrorCode *error)
{
    refuse(error);
}
EXPORT void ucnv_setFromUCallBack(void *c, void *action, void *context, void *old, void *old_context, UErrorCode *error)
{
    refuse(error);
}
EXPORT void ucnv_cbToUWriteUChars(void *args, const UChar *source, int length, int offset, UErrorCode *error)
{
    refuse(error);
}
EXPORT void ucnv_cbFromUWriteUChars(void *args, const UChar **source, const UChar *end, int offset, UErrorCode *error)
{
    refuse(error);
}
EXPORT void ucnv_toUnicode(void *c, UChar **to, const UChar *to_end, const char **from, const char *from_end,
                           int *offsets, signed char flush, UErrorCode *error)
{
    refuse(error);
}
EXPORT void ucnv_fromUnicode(void *c, char **to, const char *to_end, const UChar **from, const UChar *from_end,
                             int *offsets, signed char flush, UErrorCode *error)
{
    refuse(error);
}
EXPORT int ucnv_toUCountPending(void *converter, UErrorCode *error)
{
    refuse(error);
    return -1;
}
EXPORT int ucnv_fromUCountPending(void *converter, UErrorCode *error)
{
    refuse(error);
    return -1;
}
EXPORT const char *ucnv_getStandardName(const char *name, const char *standard, UErrorCode *error) { return NULL; }
EXPORT const char *ucnv_getAvailableName(int number) { return NULL; }
EXPORT int ucnv_countAvailable(void) { return 0; }
