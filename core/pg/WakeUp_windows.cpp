// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pg/WakeUp.h"

#include <winsock2.h>

#include <algorithm>
#include <array>

namespace sqlai::pg {
namespace {

// WSAPoll() takes sockets only: the pipe is a datagram socket on loopback that is connected to itself.
SOCKET openSelfConnected()
{
    const SOCKET socket = ::socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
    if (socket == INVALID_SOCKET)
        return socket;
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int size = sizeof(address);
    auto *bare = reinterpret_cast<sockaddr *>(&address);
    u_long isNonBlocking = 1;
    const bool isOpen = ::bind(socket, bare, size) == 0 && ::getsockname(socket, bare, &size) == 0
                        && ::connect(socket, bare, size) == 0 && ::ioctlsocket(socket, FIONBIO, &isNonBlocking) == 0;
    if (isOpen)
        return socket;
    ::closesocket(socket);
    return INVALID_SOCKET;
}

/// Where the system gave no socket, waits are cut into slices of this length instead.
constexpr std::chrono::milliseconds sliceWithoutSocket(100);

SHORT pollEvents(WakeUp::Interest interest)
{
    switch (interest) {
    case WakeUp::Interest::Read:
        return POLLRDNORM;
    case WakeUp::Interest::Write:
        return POLLWRNORM;
    case WakeUp::Interest::ReadWrite:
        break;
    }
    return POLLRDNORM | POLLWRNORM;
}

}

WakeUp::WakeUp()
{
    WSADATA data = {};
    ::WSAStartup(MAKEWORD(2, 2), &data);
    const SOCKET socket = openSelfConnected();
    if (socket != INVALID_SOCKET)
        m_reader = m_writer = static_cast<qintptr>(socket);
}

WakeUp::~WakeUp()
{
    if (m_reader >= 0)
        ::closesocket(static_cast<SOCKET>(m_reader));
    ::WSACleanup();
}

void WakeUp::wake()
{
    const char byte = 0;
    if (m_writer >= 0)
        ::send(static_cast<SOCKET>(m_writer), &byte, 1, 0);
}

WakeUp::News WakeUp::wait(qintptr socket, Interest interest, TimePoint until)
{
    using namespace std::chrono;
    std::array<WSAPOLLFD, 2> watched = {};
    ULONG count = 0;
    const bool hasReader = m_reader >= 0;
    if (hasReader)
        watched[count++] = {static_cast<SOCKET>(m_reader), POLLRDNORM, 0};
    if (socket >= 0)
        watched[count++] = {static_cast<SOCKET>(socket), pollEvents(interest), 0};
    auto left = ceil<milliseconds>(until - steady_clock::now());
    if (!hasReader)
        left = std::min(left, sliceWithoutSocket);
    const int ready =
        ::WSAPoll(watched.data(), count, static_cast<INT>(std::clamp<milliseconds::rep>(left.count(), 0, 3'600'000)));
    if (ready < 0)
        return News::Woken;
    if (hasReader && watched[0].revents != 0) {
        std::array<char, 64> bytes = {};
        while (::recv(static_cast<SOCKET>(m_reader), bytes.data(), static_cast<int>(bytes.size()), 0) > 0) { }
        return News::Woken;
    }
    if (ready > 0)
        return News::Socket;
    return hasReader ? News::Timeout : News::Woken;
}

}
