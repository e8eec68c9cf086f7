// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ErrorText.h"

#include <array>

namespace sqlai {
namespace {

struct Row {
    ErrorCode code;
    const char *name;
    ErrorPlace place;
    int exitCode;
    /// %1 is the detail. Rows whose detail is already a whole sentence are just "%1".
    const char *words;
};

constexpr std::array rows{
    Row{ErrorCode::Cancelled, "Cancelled", ErrorPlace::StatusLine, 10,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "Stopped.")},
    Row{ErrorCode::Usage, "Usage", ErrorPlace::Field, 2, "%1"},
    Row{ErrorCode::SqlDenied, "SqlDenied", ErrorPlace::Editor, 3,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "This statement was not run: %1")},
    Row{ErrorCode::SqlSyntax, "SqlSyntax", ErrorPlace::Editor, 3,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "This statement cannot be read: %1")},
    Row{ErrorCode::NotSignedIn, "NotSignedIn", ErrorPlace::SignIn, 4,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "Please sign in first. %1")},
    Row{ErrorCode::Forbidden, "Forbidden", ErrorPlace::SignIn, 4,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "You may not do this: %1")},
    Row{ErrorCode::Network, "Network", ErrorPlace::Banner, 5,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "The model could not be reached: %1")},
    Row{ErrorCode::Timeout, "Timeout", ErrorPlace::Banner, 5,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "The model did not answer in time. %1")},
    Row{ErrorCode::HttpStatus, "HttpStatus", ErrorPlace::Banner, 5,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "The model's server refused the request: %1")},
    Row{ErrorCode::BadReply, "BadReply", ErrorPlace::Banner, 5,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "The model's answer could not be used: %1")},
    Row{ErrorCode::ProviderAuth, "ProviderAuth", ErrorPlace::Banner, 5,
        QT_TRANSLATE_NOOP("sqlai::ErrorText",
                          "The model's server did not accept the key: %1 Set OPENAI_API_KEY in the environment or in "
                          "the workspace's .env, and start again.")},
    Row{ErrorCode::Unanswerable, "Unanswerable", ErrorPlace::Banner, 5, "%1"},
    Row{ErrorCode::Connection, "Connection", ErrorPlace::Connection, 6,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "No connection to PostgreSQL: %1")},
    Row{ErrorCode::ServerAuth, "ServerAuth", ErrorPlace::Connection, 6,
        QT_TRANSLATE_NOOP("sqlai::ErrorText",
                          "PostgreSQL did not let you in: %1 Check the user name and the password of the connection.")},
    Row{ErrorCode::SqlFailed, "SqlFailed", ErrorPlace::Editor, 6,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "PostgreSQL could not do this: %1")},
    Row{ErrorCode::TimedOut, "TimedOut", ErrorPlace::Editor, 6,
        QT_TRANSLATE_NOOP("sqlai::ErrorText",
                          "The time limit was reached: %1 Narrow the question or raise the limit in the settings.")},
    Row{ErrorCode::NotFound, "NotFound", ErrorPlace::Banner, 7, "%1"},
    Row{ErrorCode::RateLimited, "RateLimited", ErrorPlace::Banner, 8, "%1"},
    Row{ErrorCode::OverLimit, "OverLimit", ErrorPlace::Banner, 9, "%1"},
    Row{ErrorCode::Storage, "Storage", ErrorPlace::Start, 10,
        QT_TRANSLATE_NOOP("sqlai::ErrorText",
                          "The program's own data could not be read or written: %1 The log tells more.")},
    Row{ErrorCode::File, "File", ErrorPlace::Banner, 10, "%1"},
    Row{ErrorCode::Keychain, "Keychain", ErrorPlace::Banner, 10,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "The system's keychain did not answer: %1")},
    Row{ErrorCode::Interrupted, "Interrupted", ErrorPlace::Banner, 10, "%1"},
    Row{ErrorCode::Internal, "Internal", ErrorPlace::Start, 10,
        QT_TRANSLATE_NOOP("sqlai::ErrorText", "Something went wrong inside the program: %1 The log tells more.")},
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (static_cast<std::size_t>(rows[i].code) != i)
            return false;
    }
    return rows.size() == static_cast<std::size_t>(ErrorCode::Internal) + 1;
}
static_assert(isInOrder(), "one row for each ErrorCode, in its order");

const Row &rowOf(ErrorCode code)
{
    return rows[static_cast<std::size_t>(code)];
}

/// PostgreSQL's messages come without a full stop, ours with one.
QString asSentence(const QString &text)
{
    const QString trimmed = text.trimmed();
    const QChar last = trimmed.isEmpty() ? QChar() : trimmed.back();
    const bool isClosed = trimmed.isEmpty() || last == u'.' || last == u'!' || last == u'?' || last == u':';
    return isClosed ? trimmed : trimmed + u'.';
}

}

QString ErrorText::sentence(const Error &error)
{
    QString text = tr(rowOf(error.code).words);
    if (text.contains(QLatin1String("%1")))
        text = text.arg(asSentence(error.detail));
    if (!error.hint.isEmpty())
        text += u' ' + tr("Hint: %1").arg(asSentence(error.hint));
    if (!error.sqlState.isEmpty())
        text += u' ' + tr("(SQLSTATE %1)").arg(error.sqlState);
    return text.simplified();
}

QString ErrorText::name(ErrorCode code)
{
    return QString::fromLatin1(rowOf(code).name);
}

ErrorPlace ErrorText::place(ErrorCode code)
{
    return rowOf(code).place;
}

int ErrorText::exitCode(ErrorCode code)
{
    return rowOf(code).exitCode;
}

}
