// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Interrupt.h"

#include <QPointer>

#include <windows.h>

namespace sqlai::cli {
namespace {

// Windows calls the handler in a thread of its own, so it may post to the event loop.
QPointer<Interrupt> current;
bool isRequested = false;

BOOL WINAPI handleControl(DWORD)
{
    if (isRequested || !current)
        return FALSE;
    isRequested = true;
    QMetaObject::invokeMethod(current.data(), &Interrupt::requested, Qt::QueuedConnection);
    return TRUE;
}

}

Interrupt::Interrupt(QObject *parent)
    : QObject(parent)
{
    current = this;
    SetConsoleCtrlHandler(handleControl, TRUE);
}

Interrupt::~Interrupt()
{
    SetConsoleCtrlHandler(handleControl, FALSE);
    current = nullptr;
}

void ignoreBrokenPipes()
{
    // There is no such signal.
}

}
