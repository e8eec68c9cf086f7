// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/SvgIconEngine.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::ui {
namespace {

QByteArray svgText(const QString &name)
{
    QFile file(u":/icons/%1.svg"_s.arg(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

SvgIconEngine::SvgIconEngine(QString name, const Theme &theme, Ink ink)
    : m_name(std::move(name))
    , m_theme(theme)
    , m_ink(ink)
{
}

void SvgIconEngine::paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State)
{
    const QColor colour = mode == QIcon::Disabled ? m_theme.colours().inputBorder : m_theme.ink(m_ink);
    QSvgRenderer renderer(svgText(m_name).replace("currentColor", colour.name().toLatin1()));
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(painter, rect);
}

QPixmap SvgIconEngine::pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state)
{
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

QIconEngine *SvgIconEngine::clone() const
{
    return new SvgIconEngine(m_name, m_theme, m_ink);
}

bool SvgIconEngine::isNull()
{
    return !QFile::exists(u":/icons/%1.svg"_s.arg(m_name));
}

}
