// SPDX-License-Identifier: GPL-3.0-or-later
// What a streamed answer costs the main thread: 64 KB of SQL in pieces of one character, through the real window.
#include "tests/ui/World.h"
#include "ui/ask/AskPanel.h"
#include "ui/ask/QuestionBox.h"
#include "ui/editor/SqlEditor.h"
#include "ui/window/QueryTab.h"

#include <QApplication>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace sqlai;
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype bytes = 65'536;

/// CPU time of the calling thread.
double cpuMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

/// Measures each event that the loop delivers, with all that it causes.
class MeasuredApplication final : public QApplication
{
public:
    using QApplication::QApplication;
    double worst = 0;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        ++m_depth;
        const double begin = cpuMilliseconds();
        const bool isDone = QApplication::notify(receiver, event);
        worst = std::max(worst, cpuMilliseconds() - begin);
        --m_depth;
        return isDone;
    }

private:
    int m_depth = 0;
};

QString sqlOf(const QString &separator)
{
    QString sql;
    for (int i = 0; sql.size() < bytes; ++i)
        sql += u"SELECT license_plate, count(*) FROM trucks WHERE id = %1"_s.arg(i) + separator;
    return sql.left(bytes);
}

void measure(MeasuredApplication &application, const char *name, const QString &sql)
{
    test::World world;
    world.provider.isThinking = true;
    auto *tab = world.window->currentTab();
    tab->ask(u"Which trucks?"_s);
    while (!world.provider.stream)
        QCoreApplication::processEvents();
    application.worst = 0;
    int changes = 0;
    QObject::connect(tab->editor(), &QsciScintilla::textChanged, tab, [&] { ++changes; });
    const double begin = cpuMilliseconds();
    QElapsedTimer watch;
    watch.start();
    for (qsizetype size = 1; size <= sql.size(); ++size) {
        QMetaObject::invokeMethod(
            tab, [&, size] { Q_EMIT world.provider.stream->sqlArrived(sql.left(size)); }, Qt::QueuedConnection);
        QCoreApplication::processEvents();
    }
    while (tab->editor()->sql() != sql)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const double cpu = cpuMilliseconds() - begin;
    std::printf("%-12s %.1f s, %.0f ms of CPU, %.4f ms a piece, %d pictures, worst event %.1f ms\n", name,
                static_cast<double>(watch.elapsed()) / 1e3, cpu, cpu / static_cast<double>(sql.size()), changes,
                application.worst);
}

}

int main(int argc, char *argv[])
{
    MeasuredApplication application(argc, argv);
    measure(application, "many lines", sqlOf(u"\n"_s));
    measure(application, "one line", sqlOf(u" "_s));
    return 0;
}
