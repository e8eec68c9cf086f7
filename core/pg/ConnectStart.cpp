// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/ConnectStart.h"

#include "core/pg/PgError.h"

#include <libpq-fe.h>

#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace sqlai::pg {
namespace {

struct Start {
    std::mutex mutex = {};
    PgConnectionHandle handle = {};
    bool isDone = false;
};

PgConnectionHandle connectStart(const settings::ConnectionProfile &profile)
{
    QMap<QString, QString> parameters = profile.parameters;
    parameters[u"client_encoding"_s] = u"UTF8"_s;
    parameters[u"application_name"_s] = u"sql-ai-agent"_s;
    parameters.remove(u"password"_s);
    std::vector<QByteArray> texts;
    texts.reserve(static_cast<std::size_t>(parameters.size()) * 2);
    for (auto it = parameters.cbegin(); it != parameters.cend(); ++it) {
        texts.push_back(it.key().toUtf8());
        texts.push_back(it.value().toUtf8());
    }
    std::vector<const char *> keywords;
    std::vector<const char *> values;
    for (std::size_t i = 0; i < texts.size(); i += 2) {
        keywords.push_back(texts[i].constData());
        values.push_back(texts[i + 1].constData());
    }
    if (!profile.password.isEmpty()) {
        keywords.push_back("password");
        values.push_back(profile.password.reveal().constData());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    PgConnectionHandle handle(PQconnectStartParams(keywords.data(), values.data(), 0));
    // Gives the SQLSTATE inside the message: there is no other way to it before the connection stands.
    PQsetErrorVerbosity(handle.get(), PQERRORS_VERBOSE);
    return handle;
}

}

Result<PgConnectionHandle> startConnecting(const settings::ConnectionProfile &profile,
                                           const std::shared_ptr<WakeUp> &wakeUp, const CancelToken &token,
                                           WakeUp::TimePoint until, std::chrono::seconds limit)
{
    const auto start = std::make_shared<Start>();
    const auto call = [start, wakeUp, profile] {
        PgConnectionHandle handle = connectStart(profile);
        {
            const std::scoped_lock lock(start->mutex);
            start->handle = std::move(handle);
            start->isDone = true;
        }
        wakeUp->wake();
    };
    try {
        std::thread(call).detach();
    } catch (const std::system_error &) {
        call();
    }
    for (;;) {
        {
            const std::scoped_lock lock(start->mutex);
            if (start->isDone)
                return std::move(start->handle);
        }
        if (token.isCancelled())
            return Error{.code = ErrorCode::Cancelled};
        if (wakeUp->wait(-1, WakeUp::Interest::Read, until) == WakeUp::News::Timeout)
            return PgError::connectTimedOut(nullptr, limit);
    }
}

}
