// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace sqlai::cli {

/// Ctrl+C and a polite kill as a signal of the event loop. A second Ctrl+C ends the program at once. One at a time.
class Interrupt final : public QObject
{
    Q_OBJECT

public:
    explicit Interrupt(QObject *parent = nullptr);
    ~Interrupt() override;

Q_SIGNALS:
    void requested();
};

/// Lets a write to a pipe that nobody reads fail as any other, instead of ending the program on the spot: what it has
/// started, such as the demo's server, is to be ended as well.
void ignoreBrokenPipes();

}
