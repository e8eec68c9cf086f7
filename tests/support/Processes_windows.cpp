// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Processes.h"

#include <windows.h>

namespace sqlai::test {

void killProcess(qint64 process)
{
    if (const HANDLE handle = OpenProcess(PROCESS_TERMINATE | SYNCHRONIZE, FALSE, DWORD(process))) {
        TerminateProcess(handle, 1);
        WaitForSingleObject(handle, INFINITE);
        CloseHandle(handle);
    }
}

}
