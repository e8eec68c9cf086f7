// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/allow/AllowanceDesk.h"

#include "core/base/WhenReady.h"
#include "core/operations/AllowanceService.h"
#include "ui/allow/AllowancesDialog.h"
#include "ui/allow/DefinitionDialog.h"
#include "ui/widgets/VisibleText.h"
#include "ui/window/MainWindow.h"
#include "ui/window/QueryTab.h"

namespace sqlai::ui {

using report::DatabaseObject;

AllowanceDesk::AllowanceDesk(MainWindow &window, operations::AllowanceService &service, const Actor &actor,
                             const Theme &theme)
    : QObject(&window)
    , m_window(window)
    , m_service(service)
    , m_actor(actor)
    , m_theme(theme)
{
    connect(&window, &MainWindow::definitionWanted, this, &AllowanceDesk::read);
    connect(&window, &MainWindow::allowancesWanted, this,
            [this] { (new AllowancesDialog(m_service, m_actor, m_theme, &m_window))->open(); });
}

AllowanceDesk::~AllowanceDesk()
{
    m_reading.cancel();
}

void AllowanceDesk::read(QueryTab *tab, const QString &subject)
{
    const auto name = report::objectNameOf(subject);
    if (!name)
        return;
    m_reading.cancel(); // Whoever asks twice gets one answer.
    m_reading = CancelSource();
    m_window.showMessage(tr("Reading the definition…"));
    whenReady(m_service.describe(m_actor, *name, m_reading.token()), this,
              [this, tab = QPointer(tab), token = m_reading.token()](const Result<DatabaseObject> &object) {
                  if (token.isCancelled())
                      return;
                  m_window.showMessage({});
                  if (!object)
                      return m_window.showError(object.error());
                  show(tab, *object);
              });
}

void AllowanceDesk::show(const QPointer<QueryTab> &tab, const DatabaseObject &object)
{
    auto *dialog = new DefinitionDialog(m_service, m_actor, m_theme, object, &m_window);
    connect(dialog, &DefinitionDialog::allowed, this, [tab](const report::Allowance &allowance) {
        if (tab)
            tab->offerRun(tr("%1 is allowed on this connection now.").arg(visibleText(allowance.object.name)));
    });
    dialog->open();
}

}
