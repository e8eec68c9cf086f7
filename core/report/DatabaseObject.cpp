// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/DatabaseObject.h"

#include <array>

using namespace Qt::StringLiterals;

namespace sqlai::report {
namespace {

constexpr std::array kinds{ObjectKind::Function, ObjectKind::ForeignTable};

}

QString objectKindName(ObjectKind kind)
{
    return kind == ObjectKind::Function ? u"function"_s : u"foreign table"_s;
}

std::optional<ObjectKind> objectKindFromName(const QString &name)
{
    for (const ObjectKind kind : kinds) {
        if (name == objectKindName(kind))
            return kind;
    }
    return std::nullopt;
}

std::optional<ObjectName> objectNameOf(const QString &subject)
{
    for (const ObjectKind kind : kinds) {
        const QString prefix = objectKindName(kind) + u' ';
        if (subject.size() > prefix.size() && subject.startsWith(prefix))
            return ObjectName{.kind = kind, .name = subject.mid(prefix.size())};
    }
    return std::nullopt;
}

}
