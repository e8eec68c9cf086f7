// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowTest.h"
#include "core/operations/RoleService.h"
#include "core/storage/SuperuserRepository.h"
#include "ui/role/RoleDialog.h"
#include "ui/role/RoleWatch.h"
#include "ui/role/SuperuserNotice.h"
#include "ui/window/MainWindow.h"

#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace sqlai;
using namespace sqlai::test;
using namespace Qt::StringLiterals;

/// The role in the window: its place in the status line, its card, and the superuser that is refused.
class TestRoleCard : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void tellsTheRole_data();
    void tellsTheRole();
    void opensTheCard();
    void nothingHidesInNames();
    void nothingHidesInTheNotice();
    void copiesAndSavesTheScript();
    void tellsWhereItCannotBeSaved();
    void allowsASuperuserAfterASecondQuestion();
    void takesAnAllowanceBack();
    void openCardIsRefreshed();
    void leavesTheDecisionToAdmins();
    void staysQuietWithoutAServer();
    void refusedSchemaIsToldOnce();

private:
    void watch(Role role = Role::Admin)
    {
        m_watch = new ui::RoleWatch(*m_service, {.userId = u"anna"_s, .name = u"Anna"_s, .role = role}, m_world->theme,
                                    m_world->prompter, *m_world->window);
        m_watch->refresh();
    }
    /// The server's answer: the row of the role, and the tables that it may write to.
    void answer(const QByteArray &name, bool isSuperuser, const QList<QByteArray> &writable = {},
                bool makesTemporaryTables = false);
    template <typename T>
    T *shown(const char *name) const
    {
        T *widget = find<T>(name);
        return widget && widget->isVisible() ? widget : nullptr;
    }
    QString status() const
    {
        const auto *button = shown<QToolButton>("roleButton");
        return button ? button->text() : QString();
    }
    void click(const char *name) const
    {
        auto *button = shown<QAbstractButton>(name);
        QVERIFY2(button, name);
        QTest::mouseClick(button, Qt::LeftButton);
    }

    std::unique_ptr<storage::SuperuserRepository> m_store;
    std::unique_ptr<operations::RoleService> m_service;
    ui::RoleWatch *m_watch = nullptr;
};

namespace {

table::RowSet setOf(const QList<QByteArrayList> &rows)
{
    table::RowSet set{.rows = table::RowBatch(rows.isEmpty() ? 1 : static_cast<int>(rows.first().size()))};
    for (const QByteArrayList &row : rows) {
        for (const QByteArray &cell : row)
            set.rows.append(cell);
        set.rows.endRow();
    }
    return set;
}

}

void TestRoleCard::init()
{
    m_world = std::make_unique<World>();
    m_store = std::make_unique<storage::SuperuserRepository>(m_world->database);
    m_service = std::make_unique<operations::RoleService>(*m_store, m_world->runner, m_world->clock, u"test"_s);
}

void TestRoleCard::cleanup()
{
    m_world->window.reset(); // Before what the watch in it refers to.
    m_service.reset();
    m_store.reset();
    m_world.reset();
}

void TestRoleCard::answer(const QByteArray &name, bool isSuperuser, const QList<QByteArray> &writable,
                          bool makesTemporaryTables)
{
    QList<QByteArrayList> relations;
    for (const QByteArray &table : writable)
        relations += QByteArrayList{"public", table, "f", "boss", "f", "t", "t", "f", "f"};
    m_world->runner.roleRows =
        QList<table::RowSet>{setOf({{name, "fleet", isSuperuser ? "t" : "f", "f", "f", "f", "f", "t", "0", "f", "f",
                                     makesTemporaryTables ? "t" : "f", "f"}}),
                             setOf({{"path", "public", "1"}}),
                             setOf({{"public", "t", "f", "f", "f"}}),
                             setOf(relations),
                             {},
                             {},
                             {}};
}

void TestRoleCard::tellsTheRole_data()
{
    QTest::addColumn<bool>("isSuperuser");
    QTest::addColumn<QList<QByteArray>>("writable");
    QTest::addColumn<bool>("makesTemporaryTables");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("tone");
    QTest::newRow("reads") << false << QList<QByteArray>() << false << u"role: anna && co · read only"_s << QString();
    QTest::newRow("a little more") << false << QList<QByteArray>() << true
                                   << u"role: anna && co · reads, and a little more"_s << QString();
    QTest::newRow("writes") << false << QList<QByteArray>{"trucks"} << false
                            << u"role: anna && co · can do more than read"_s << u"danger"_s;
    QTest::newRow("superuser") << true << QList<QByteArray>() << false << u"role: anna && co · superuser"_s
                               << u"danger"_s;
}

void TestRoleCard::tellsTheRole()
{
    QFETCH(const bool, isSuperuser);
    QFETCH(const QList<QByteArray>, writable);
    QFETCH(const bool, makesTemporaryTables);
    answer("anna & co", isSuperuser, writable, makesTemporaryTables);
    watch();
    QVERIFY(status().isEmpty());
    QTRY_VERIFY(!status().isEmpty());
    QTEST(status(), "text");
    QTEST(find<QToolButton>("roleButton")->property("tone").toString(), "tone");
    QCOMPARE(find<ui::SuperuserNotice>("superuserNotice")->isVisible(), isSuperuser);
}

void TestRoleCard::opensTheCard()
{
    answer("anna", false, {"trucks", "depots"});
    watch();
    QTRY_VERIFY(!status().isEmpty());
    click("roleButton");
    auto *dialog = find<ui::RoleDialog>("roleDialog");
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(find<QLabel>("roleTitle")->text(), u"The role anna in the database fleet"_s);
    auto *finding = find<QLabel>("finding_write_grants");
    QVERIFY(finding);
    QVERIFY2(finding->text().contains(u"public.trucks, public.depots"_s), qPrintable(finding->text()));
    QVERIFY(finding->accessibleName().startsWith(u"dangerous: "_s));
    QVERIFY(find<QLabel>("finding_superuser"));
    QTRY_VERIFY(find<QPlainTextEdit>("roleScript")->toPlainText().contains(u"CREATE ROLE sql_ai_agent_reader "_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!find<ui::RoleDialog>("roleDialog"));
}

void TestRoleCard::nothingHidesInNames()
{
    answer("an\u202Ena", false, {"tru\u200Bcks"});
    watch();
    QTRY_COMPARE(status(), u"role: an‹U+202E›na · can do more than read"_s);
    m_world->theme.setScheme(ui::Scheme::Dark);
    click("roleButton");
    QCOMPARE(find<QLabel>("roleTitle")->text(), u"The role an‹U+202E›na in the database fleet"_s);
    const auto *finding = find<QLabel>("finding_write_grants");
    QVERIFY(finding);
    QVERIFY2(finding->text().contains(u"tru‹U+200B›cks"_s), qPrintable(finding->text()));
    QCOMPARE(find<ui::RoleDialog>("roleDialog")->palette().color(QPalette::Window), m_world->theme.colours().surface);
}

void TestRoleCard::nothingHidesInTheNotice()
{
    answer("an\u202Ena", true);
    watch();
    QTRY_VERIFY(find<ui::SuperuserNotice>("superuserNotice")->isVisible());
    QVERIFY(find<QLabel>("superuserText")->text().contains(u"the role an‹U+202E›na is"_s));
}

void TestRoleCard::copiesAndSavesTheScript()
{
    answer("anna", false);
    watch();
    QTRY_VERIFY(!status().isEmpty());
    click("roleButton");
    QTRY_VERIFY(find<QPushButton>("roleCopy")->isEnabled());
    const QString script = find<QPlainTextEdit>("roleScript")->toPlainText();
    click("roleCopy");
    QCOMPARE(QGuiApplication::clipboard()->text(), script);
    QCOMPARE(find<QLabel>("roleMessage")->text(), u"Copied."_s);
    m_world->prompter.path = m_world->folder.filePath(u"role.sql"_s);
    click("roleSave");
    QCOMPARE(m_world->prompter.requests.first().suffix, u"sql"_s);
    QFile file(m_world->prompter.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), script.toUtf8());
}

void TestRoleCard::tellsWhereItCannotBeSaved()
{
    answer("anna", false);
    watch();
    QTRY_VERIFY(!status().isEmpty());
    click("roleButton");
    QTRY_VERIFY(find<QPushButton>("roleSave")->isEnabled());
    m_world->prompter.path = u"/no/such/folder/role.sql"_s;
    click("roleSave");
    QVERIFY(find<QLabel>("roleMessage")->text().contains(u"/no/such/folder/role.sql"_s));
}

void TestRoleCard::allowsASuperuserAfterASecondQuestion()
{
    answer("postgres", true);
    watch();
    QTRY_VERIFY(shown<QPushButton>("superuserAllow"));
    QVERIFY(find<QLabel>("superuserText")->text().contains(u"postgres is a superuser"_s));
    QVERIFY(!shown<QPushButton>("superuserConfirm"));
    click("superuserAllow");
    // A hasty Return keeps things as they are.
    QCOMPARE(focusName(), u"superuserRefuse"_s);
    press(Qt::Key_Space);
    QVERIFY(shown<QPushButton>("superuserAllow"));
    QVERIFY(!m_world->runner.isSuperuserAllowed);

    QSignalSpy schemaWanted(m_world->window.get(), &ui::MainWindow::schemaWanted);
    click("superuserAllow");
    click("superuserConfirm");
    QTRY_COMPARE(schemaWanted.size(), 1);
    QVERIFY(m_world->runner.isSuperuserAllowed);
    QVERIFY(!find<ui::SuperuserNotice>("superuserNotice")->isVisible());
    QVERIFY(House::answerOf(m_store->find(u"test"_s))->has_value());
    // The status line goes on telling.
    QCOMPARE(status(), u"role: postgres · superuser"_s);
}

void TestRoleCard::takesAnAllowanceBack()
{
    answer("postgres", true);
    QVERIFY(House::answerOf(m_service->allowSuperuser({.userId = u"anna"_s, .role = Role::Admin})));
    watch();
    QTRY_VERIFY(!status().isEmpty());
    QVERIFY(!find<ui::SuperuserNotice>("superuserNotice")->isVisible());
    click("roleButton");
    QVERIFY2(find<QLabel>("roleAllowance")->text().contains(u"anna allowed it on"_s),
             qPrintable(find<QLabel>("roleAllowance")->text()));
    click("roleRefuse");
    QTRY_VERIFY(find<ui::SuperuserNotice>("superuserNotice")->isVisible());
    QVERIFY(!m_world->runner.isSuperuserAllowed);
    QVERIFY(!shown<QLabel>("roleAllowance") && !shown<QPushButton>("roleRefuse"));
    QVERIFY(!House::answerOf(m_store->find(u"test"_s))->has_value());
}

void TestRoleCard::openCardIsRefreshed()
{
    answer("anna", false);
    watch();
    QTRY_VERIFY(!status().isEmpty());
    answer("anna", false, {"trucks"}); // Given since the start.
    click("roleButton");
    const auto text = [&] {
        const auto *finding = find<QLabel>("finding_write_grants");
        return finding ? finding->text() : QString();
    };
    QTRY_VERIFY(text().contains(u"public.trucks"_s));
    QCOMPARE(status(), u"role: anna · can do more than read"_s);
}

void TestRoleCard::leavesTheDecisionToAdmins()
{
    answer("postgres", true);
    watch(Role::User);
    QTRY_VERIFY(shown<QPushButton>("superuserScript"));
    QVERIFY(!shown<QPushButton>("superuserAllow"));
    QVERIFY(find<QLabel>("superuserText")->text().contains(u"ask an administrator"_s));
    click("superuserScript");
    QVERIFY(shown<ui::RoleDialog>("roleDialog"));
    QVERIFY(!shown<QPushButton>("roleRefuse"));
}

void TestRoleCard::staysQuietWithoutAServer()
{
    m_world->runner.roleRows = Error{.code = ErrorCode::Connection, .detail = u"no server"_s};
    watch();
    answer("anna", false); // It has come back.
    QTRY_VERIFY((m_watch->refreshIfUnknown(), !status().isEmpty()));
    QVERIFY(banner().isEmpty());
}

void TestRoleCard::refusedSchemaIsToldOnce()
{
    const Error refused{.code = ErrorCode::Forbidden, .detail = u"no"_s, .subject = u"superuser postgres"_s};
    m_world->window->setSchemaFailed(refused);
    QVERIFY(banner().isEmpty());
    m_world->window->setSchemaFailed({.code = ErrorCode::Connection, .detail = u"no"_s});
    QVERIFY(!banner().isEmpty());
}

QTEST_MAIN(TestRoleCard)
#include "tst_rolecard.moc"
