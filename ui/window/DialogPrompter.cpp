// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/DialogPrompter.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>

#include <utility>

using namespace Qt::StringLiterals;

namespace sqlai::ui {

void DialogPrompter::askSavePath(QWidget *parent, const SaveRequest &request, QObject *receiver,
                                 std::function<void(const QString &)> accepted)
{
    const QFileInfo suggested(request.suggestedPath);
    auto *dialog = new QFileDialog(parent, request.title, suggested.path(), request.filter);
    dialog->setObjectName(u"saveDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(request.suffix);
    dialog->selectFile(suggested.fileName());
    QObject::connect(dialog, &QFileDialog::fileSelected, receiver, std::move(accepted));
    dialog->open();
}

void DialogPrompter::tell(QWidget *parent, const QString &title, const QString &text)
{
    auto *box = new QMessageBox(QMessageBox::NoIcon, title, text, QMessageBox::Close, parent);
    box->setObjectName(u"messageBox"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setTextInteractionFlags(Qt::TextSelectableByMouse);
    box->open();
}

}
