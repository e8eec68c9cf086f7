// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/TableNames.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::schema {
namespace {

QString keyOf(const QString &schema, const QString &table)
{
    return schema + QChar(u'\0') + table;
}

/// A name in its parts, each with whether it stood in quotes.
struct Part {
    QString text = {};
    bool isQuoted = false;
};

/// Reads from the opening quote to behind the closing one; nothing where it is not closed.
std::optional<QString> readQuoted(const QString &text, qsizetype &position)
{
    QString name;
    for (++position; position < text.size(); ++position) {
        if (text[position] != u'"') {
            name += text[position];
        } else if (position + 1 < text.size() && text[position + 1] == u'"') {
            name += u'"';
            ++position;
        } else {
            ++position;
            return name;
        }
    }
    return std::nullopt;
}

/// What SchemaText writes for names that could harm a prompt: \+0000XX in U&"...".
QString unescaped(QString name)
{
    qsizetype at = 0;
    while ((at = name.indexOf(u"\\+"_s, at)) >= 0) {
        bool isHex = false;
        const uint code =
            QStringView(name).sliced(at + 2).first(std::min<qsizetype>(6, name.size() - at - 2)).toUInt(&isHex, 16);
        if (isHex && code <= QChar::LastValidCodePoint)
            name.replace(at, 8, QStringView(QChar::fromUcs4(code)).toString());
        ++at;
    }
    return name;
}

/// The parts of a dotted name; empty where it is no name.
QList<Part> partsOf(const QString &written)
{
    QList<Part> parts;
    qsizetype at = 0;
    while (true) {
        const bool isEscaped = QStringView(written).sliced(at).startsWith(u"U&\"", Qt::CaseInsensitive);
        if (isEscaped)
            at += 2;
        if (at < written.size() && written[at] == u'"') {
            const auto name = readQuoted(written, at);
            if (!name || (at < written.size() && written[at] != u'.'))
                return {};
            parts.append({.text = isEscaped ? unescaped(*name) : *name, .isQuoted = true});
        } else {
            const qsizetype dot = written.indexOf(u'.', at);
            const qsizetype end = dot < 0 ? written.size() : dot;
            parts.append({.text = written.sliced(at, end - at).trimmed()});
            at = end;
        }
        if (at == written.size())
            return parts;
        ++at; // The dot.
    }
}

QStringList texts(const QList<Part> &parts)
{
    QStringList list;
    for (const Part &part : parts)
        list += part.text;
    return list;
}

/// As PostgreSQL reads it: what is not in quotes, in lower case.
QStringList folded(const QList<Part> &parts)
{
    QStringList list;
    for (const Part &part : parts)
        list += part.isQuoted ? part.text : part.text.toLower();
    return list;
}

}

TableNames::TableNames(const Schema &schema)
    : m_schema(schema)
{
    const QList<Table> &tables = std::as_const(m_schema).tables;
    for (qsizetype i = 0; i < tables.size(); ++i) {
        const Table &table = tables[i];
        m_exact.qualified[keyOf(table.schema, table.name)] += i;
        m_exact.plain[table.name] += i;
        m_folded.qualified[keyOf(table.schema.toCaseFolded(), table.name.toCaseFolded())] += i;
        m_folded.plain[table.name.toCaseFolded()] += i;
    }
}

const Table *TableNames::find(const QString &written) const
{
    const QString name = written.trimmed();
    if (name.isEmpty())
        return nullptr;
    const QList<Part> parts = partsOf(name);
    if (const Table *table = findName(texts(parts), m_exact))
        return table;
    if (const Table *table = findName(folded(parts), m_exact))
        return table;
    if (const Table *table = findPlain(name, m_exact)) // A dot may belong to the name.
        return table;
    QStringList caseless = texts(parts);
    std::for_each(caseless.begin(), caseless.end(), [](QString &text) { text = text.toCaseFolded(); });
    return findName(caseless, m_folded);
}

const Table *TableNames::findName(const QStringList &parts, const Spelling &spelling) const
{
    if (parts.size() == 1)
        return findPlain(parts.first(), spelling);
    if (parts.size() < 2 || parts.size() > 3) // Three: the database's name stands before.
        return nullptr;
    return onlyOne(spelling.qualified.value(keyOf(parts[parts.size() - 2], parts.last())));
}

const Table *TableNames::findPlain(const QString &name, const Spelling &spelling) const
{
    const QList<qsizetype> candidates = spelling.plain.value(name);
    for (const QString &schema : m_schema.searchPath) {
        QList<qsizetype> inSchema;
        std::copy_if(candidates.begin(), candidates.end(), std::back_inserter(inSchema),
                     [&](qsizetype i) { return m_schema.tables[i].schema == schema; });
        if (!inSchema.isEmpty())
            return onlyOne(inSchema);
    }
    return onlyOne(candidates);
}

const Table *TableNames::onlyOne(const QList<qsizetype> &tables) const
{
    return tables.size() == 1 ? &m_schema.tables[tables.first()] : nullptr;
}

}
