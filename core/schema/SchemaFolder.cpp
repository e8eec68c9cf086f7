// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/SchemaFolder.h"

#include "core/schema/SchemaJson.h"

#include <QCryptographicHash>
#include <QDir>
#include <QMap>
#include <QSaveFile>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace sqlai::schema {

const QString SchemaFolder::overviewName = u"all_in_one_schema_overview.json"_s;

namespace {

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
        return {};
    return Error{.code = ErrorCode::File,
                 .detail = SchemaFolder::tr("The schema file %1 could not be written: %2.")
                               .arg(QDir::toNativeSeparators(path), file.errorString())};
}

Result<Schema> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{.code = ErrorCode::File,
                     .detail = SchemaFolder::tr("The schema file %1 could not be read: %2.")
                                   .arg(QDir::toNativeSeparators(path), file.errorString())};
    return SchemaJson::read(file.readAll(), QDir::toNativeSeparators(path));
}

QString fileName(const QString &schema)
{
    const QString name = SchemaFolder::safeName(schema) + u".json"_s;
    // A letter that no other name spells out.
    return name == SchemaFolder::overviewName ? u"%61"_s + name.sliced(1) : name;
}

/// Whether we wrote it: the tables of the one schema that its name says. Anything else is a person's own.
bool isSchemaFile(const QDir &directory, const QString &name)
{
    const auto part = readFile(directory.filePath(name));
    return part && !part->isEmpty()
           && std::ranges::all_of(part->tables, [&](const Table &table) { return fileName(table.schema) == name; });
}

/// A schema that is gone must not stay on disk as if it were there.
Result<void> removeOthers(const QDir &directory, const QSet<QString> &kept)
{
    const QStringList names = directory.entryList({u"*.json"_s}, QDir::Files | QDir::NoSymLinks);
    for (const QString &name : names) {
        if (kept.contains(name) || !isSchemaFile(directory, name))
            continue;
        QFile file(directory.filePath(name));
        if (!file.remove())
            return Error{.code = ErrorCode::File,
                         .detail = SchemaFolder::tr("The file %1 of a schema that is gone could not be removed: %2.")
                                       .arg(QDir::toNativeSeparators(file.fileName()), file.errorString())};
    }
    return {};
}

}

QString SchemaFolder::safeName(const QString &text)
{
    constexpr int longest = 120;
    // Upper case is spelt out as well, since "Sales" and "sales" are one file on some systems.
    QString name = QString::fromLatin1(
        QUrl::toPercentEncoding(text, QByteArray(), QByteArrayLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ.~")));
    if (name.size() > longest) {
        const auto hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
        name = name.left(longest - 17) + u'-' + QString::fromLatin1(hash);
    }
    return name;
}

Result<void> SchemaFolder::write(const Schema &schema, const QString &folder)
{
    const QDir directory(folder);
    if (!directory.mkpath(u"."_s))
        return Error{.code = ErrorCode::File,
                     .detail = tr("The folder %1 could not be made.").arg(QDir::toNativeSeparators(folder))};
    QMap<QString, Schema> parts;
    for (const Table &table : schema.tables)
        parts[table.schema].tables.append(table);
    QSet<QString> names{overviewName};
    for (auto part = parts.cbegin(); part != parts.cend(); ++part) {
        const QString name = fileName(part.key());
        if (const auto written = writeFile(directory.filePath(name), SchemaJson::write(part.value())); !written)
            return written.error();
        names.insert(name);
    }
    if (const auto removed = removeOthers(directory, names); !removed)
        return removed.error();
    return writeFile(directory.filePath(overviewName), SchemaJson::write(schema));
}

Result<Schema> SchemaFolder::read(const QString &folder)
{
    const QDir directory(folder);
    if (directory.exists(overviewName))
        return readFile(directory.filePath(overviewName));
    const QStringList names = directory.entryList({u"*.json"_s}, QDir::Files, QDir::Name);
    if (names.isEmpty())
        return Error{.code = ErrorCode::NotFound,
                     .detail = tr("There is no schema file in %1.").arg(QDir::toNativeSeparators(folder))};
    Schema whole;
    for (const QString &name : names) {
        const auto part = readFile(directory.filePath(name));
        if (!part)
            return part.error();
        whole.tables.append(part->tables);
    }
    std::ranges::sort(whole.tables, [](const Table &left, const Table &right) {
        return std::tie(left.schema, left.name) < std::tie(right.schema, right.name);
    });
    return whole;
}

}
