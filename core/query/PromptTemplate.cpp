// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/PromptTemplate.h"

#include <QFile>
#include <QRegularExpression>

/// A static library's resources are linked only where they are asked for; outside of every namespace, as Qt wants it.
static void initializeResources()
{
    Q_INIT_RESOURCE(resources);
}

using namespace Qt::StringLiterals;

namespace sqlai::query {
namespace {

const QRegularExpression &placePattern()
{
    static const QRegularExpression pattern(u"\\{\\{([a-z_]+)\\}\\}"_s);
    return pattern;
}

}

PromptTemplate::PromptTemplate(const QString &text)
    : m_text(text)
{
}

PromptTemplate PromptTemplate::load(const QString &name)
{
    initializeResources();
    QFile file(u":/prompts/%1.md"_s.arg(name));
    const bool isOpen = file.open(QIODevice::ReadOnly);
    Q_ASSERT(isOpen); // It is compiled in.
    return PromptTemplate(isOpen ? QString::fromUtf8(file.readAll()) : QString());
}

QStringList PromptTemplate::places() const
{
    QStringList names;
    auto found = placePattern().globalMatch(m_text);
    while (found.hasNext())
        names += found.next().captured(1);
    return names;
}

QString PromptTemplate::filled(const QHash<QString, QString> &values) const
{
    QString text;
    qsizetype copied = 0;
    auto found = placePattern().globalMatch(m_text);
    while (found.hasNext()) {
        const auto place = found.next();
        Q_ASSERT(values.contains(place.captured(1)));
        text += QStringView(m_text).sliced(copied, place.capturedStart() - copied);
        text += values.value(place.captured(1));
        copied = place.capturedEnd();
    }
    text += QStringView(m_text).sliced(copied);
    return text;
}

}
