// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/Error.h"

#include <QCoreApplication>

namespace sqlai {

/// Where the window shows an error.
enum class ErrorPlace { StatusLine, Field, Editor, SignIn, Banner, Connection, Start };

/// The only place that words an error for a person, and the one table of what each ErrorCode means.
class ErrorText final
{
    Q_DECLARE_TR_FUNCTIONS(sqlai::ErrorText)

public:
    /// What happened and what to do next, in a sentence or two.
    static QString sentence(const Error &error);
    /// The code's stable name for JSON and logs, for example "SqlDenied".
    static QString name(ErrorCode code);
    static ErrorPlace place(ErrorCode code);
    /// The exit code of the command line.
    static int exitCode(ErrorCode code);
};

}
