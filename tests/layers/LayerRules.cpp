// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layers/LayerRules.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sqlai::tests {

namespace {

/// What a folder of core may include besides itself, base and report: a folder, or a single header of one.
const QHash<QString, QStringList> &coreTable()
{
    static const QHash<QString, QStringList> table{
        {u"base"_s, {}},
        {u"report"_s, {}},
        {u"table"_s, {}},
        {u"settings"_s, {}},
        {u"storage"_s, {u"settings"_s, u"net/Ledger.h"_s}},
        {u"accounts"_s, {u"storage"_s, u"settings"_s}},
        {u"net"_s, {}},
        {u"llm"_s, {u"net"_s, u"settings"_s}},
        {u"sql"_s, {}},
        {u"pg"_s, {u"table"_s, u"sql"_s, u"settings"_s}},
        {u"schema"_s, {u"table"_s, u"sql"_s, u"pg/QueryRunner.h"_s, u"pg/StaticSql.h"_s}},
        {u"knowledge"_s, {u"storage"_s, u"llm"_s, u"schema"_s}},
        {u"results"_s, {u"table"_s, u"storage"_s}},
        {u"exporting"_s, {u"table"_s, u"results"_s}},
        {u"query"_s,
         {u"table"_s, u"settings"_s, u"storage"_s, u"accounts"_s, u"net"_s, u"llm"_s, u"sql"_s, u"pg"_s, u"schema"_s,
          u"knowledge"_s, u"results"_s, u"exporting"_s, u"demo"_s}},
        {u"operations"_s,
         {u"table"_s, u"settings"_s, u"storage"_s, u"accounts"_s, u"net"_s, u"llm"_s, u"sql"_s, u"pg"_s, u"schema"_s,
          u"knowledge"_s, u"results"_s, u"exporting"_s, u"demo"_s}},
        {u"demo"_s, {u"pg"_s, u"settings"_s}},
    };
    return table;
}

/// What ui may include of core: services it acts through, the read side of results, and plain values.
const QStringList &uiTable()
{
    static const QStringList table{
        u"base"_s,
        u"report"_s,
        u"table"_s,
        u"query/QueryService.h"_s,
        u"query/Flow.h"_s,
        u"operations"_s,
        u"accounts"_s,
        u"exporting"_s,
        u"demo"_s,
        u"results/PageCache.h"_s,
        u"results/ResultReader.h"_s,
        u"settings/Settings.h"_s,
        u"settings/ConnectionProfile.h"_s,
        u"schema/Schema.h"_s,
        u"knowledge/Example.h"_s,
        u"sql/CheckedSql.h"_s,
        u"sql/Identifier.h"_s,
    };
    return table;
}

/// A module of Qt or a foreign header that only some files may include. A place is a file, or a folder with its slash.
struct Reserved {
    QString header;
    QStringList places;
};

/// Modules of Qt that are named here belong to these places; all others that core may not link are the window's.
const QList<Reserved> &qtTable()
{
    static const QList<Reserved> table{
        {u"QtCore"_s, {u"core/"_s, u"ui/"_s, u"app/"_s}},
        {u"QtConcurrent"_s, {u"core/"_s, u"ui/"_s, u"app/"_s}},
        {u"QtNetwork"_s, {u"core/net/"_s, u"core/demo/"_s, u"app/"_s}},
        {u"QtSql"_s, {u"core/storage/"_s}},
        {u"QtGui"_s, {u"ui/"_s, u"app/"_s}},
        {u"QtWidgets"_s, {u"ui/"_s, u"app/"_s}},
        {u"QtSvg"_s, {u"ui/"_s}},
    };
    return table;
}

/// Foreign headers by how they begin.
const QList<Reserved> &foreignTable()
{
    static const QList<Reserved> table{
        {u"pg_query"_s, {u"core/sql/SqlParser.cpp"_s}},
        {u"libpq"_s, {u"core/pg/"_s, u"core/settings/ConnectionProfile.cpp"_s, u"core/demo/"_s}},
        {u"Qsci/"_s, {u"ui/"_s}},
        {u"private/"_s, {}},
    };
    return table;
}

bool isIn(const QString &file, const QStringList &places)
{
    return std::any_of(places.begin(), places.end(), [&](const QString &place) { return file.startsWith(place); });
}

/// Whether "folder/Header.h" is allowed by a list of folders and headers.
bool isListed(const QString &header, const QStringList &allowed)
{
    return allowed.contains(header.section(u'/', 0, 0)) || allowed.contains(header);
}

}

QList<Include> includesOf(const QString &file, const QString &text)
{
    static const QRegularExpression pattern(uR"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"_s);
    QList<Include> includes;
    int line = 0;
    for (const QString &content : text.split(u'\n')) {
        ++line;
        const auto match = pattern.match(content);
        if (match.hasMatch())
            includes.append({file, line, match.captured(2), match.captured(1) == u'"'});
    }
    return includes;
}

LayerRules::LayerRules(const QString &qtHeaders)
    : m_qtHeaders(qtHeaders)
    , m_qtModules(QDir(qtHeaders).entryList({u"Qt*"_s}, QDir::Dirs))
{
}

QString LayerRules::complaint(const Include &include) const
{
    if (include.isQuoted)
        return projectComplaint(include);
    for (const Reserved &rule : foreignTable()) {
        if (include.header.startsWith(rule.header))
            return isIn(include.file, rule.places) ? QString() : u"<%1> is not for this file"_s.arg(include.header);
    }
    return qtComplaint(include);
}

QString LayerRules::projectComplaint(const Include &include) const
{
    const QString layer = include.file.section(u'/', 0, 0);
    const QString target = include.header.section(u'/', 0, 0);
    const QString inside = include.header.section(u'/', 1);
    if (include.header.endsWith(u".moc") || (include.header.startsWith(u"moc_") && inside.isEmpty()))
        return {};
    if (target != u"core" && target != u"ui" && target != u"app")
        return u"\"%1\" is not a path from the project's root"_s.arg(include.header);
    if (layer == target && layer != u"core")
        return {};
    if (layer == u"app")
        return {};
    if (target != u"core")
        return u"%1 may not include %2"_s.arg(layer, target);
    if (layer == u"ui")
        return isListed(inside, uiTable()) ? QString() : u"ui may not include core/%1"_s.arg(inside);

    const QString folder = include.file.section(u'/', 1, 1);
    if (!coreTable().contains(folder))
        return u"core/%1 has no row in the layer table"_s.arg(folder);
    const QString targetFolder = inside.section(u'/', 0, 0);
    const bool isCommon = targetFolder == u"base" || (targetFolder == u"report" && folder != u"base");
    if (folder == targetFolder || isCommon || isListed(inside, coreTable().value(folder)))
        return {};
    return u"core/%1 may not include core/%2"_s.arg(folder, inside);
}

QString LayerRules::qtComplaint(const Include &include) const
{
    const QStringList modules = qtModulesOf(include.header);
    if (modules.isEmpty())
        return {};
    for (const Reserved &rule : qtTable()) {
        if (modules.contains(rule.header) && isIn(include.file, rule.places))
            return {};
    }
    return u"<%1> comes from %2, which is not for this file"_s.arg(include.header, modules.join(u", "));
}

QStringList LayerRules::qtModulesOf(const QString &header) const
{
    if (header.contains(u'/')) {
        const QString module = header.section(u'/', 0, 0);
        return m_qtModules.contains(module) ? QStringList{module} : QStringList();
    }
    QStringList modules;
    for (const QString &module : m_qtModules) {
        if (QFileInfo::exists(m_qtHeaders + u'/' + module + u'/' + header))
            modules.append(module);
    }
    return modules;
}

}
