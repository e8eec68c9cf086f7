// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

namespace sqlai {

/// Every way in which something can fail. ErrorText holds one row for each: words, place on screen, exit code.
enum class ErrorCode {
    Cancelled,
    Usage,
    SqlDenied,
    SqlSyntax,
    NotSignedIn,
    Forbidden,
    Network,
    Timeout,
    HttpStatus,
    BadReply,
    ProviderAuth,
    Unanswerable,
    Connection,
    ServerAuth,
    SqlFailed,
    TimedOut,
    NotFound,
    RateLimited,
    OverLimit,
    Storage,
    File,
    Keychain,
    Interrupted,
    Internal,
};

/// A failure on its way to a person. Made at the border where it happened, worded only in ErrorText.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    /// What happened, as the border knows it: the server's message, the file's name, the guard's reason.
    QString detail = {};
    /// PostgreSQL's SQLSTATE, or empty.
    QString sqlState = {};
    /// PostgreSQL's hint, or empty.
    QString hint = {};
    /// Position in the SQL in characters (Unicode code points), the first being 1; 0 where there is none.
    int position = 0;
    /// What this is about where an administrator can vouch for it, as SQL writes it, with its kind before it:
    /// "function public.f(integer)", "foreign table public.t" or "superuser postgres"; empty else.
    QString subject = {};

    bool operator==(const Error &) const = default;
};

}

Q_DECLARE_METATYPE(sqlai::Error)
