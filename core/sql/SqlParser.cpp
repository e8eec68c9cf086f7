// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sql/SqlParser.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <pg_query.h>

namespace sqlai::sql {
namespace {

/// Reads protobuf's wire format. The message has two levels and four numbers: too little for a library.
class WireReader final
{
public:
    explicit WireReader(std::string_view bytes)
        : m_bytes(bytes)
    {
    }

    struct Field {
        std::uint64_t number = 0;
        std::uint64_t value = 0;
        std::string_view bytes = {};
    };

    bool isAtEnd() const { return m_bytes.empty(); }

    std::optional<Field> next()
    {
        const auto tag = varint();
        if (!tag)
            return std::nullopt;
        const auto value = varint();
        if (!value)
            return std::nullopt;
        Field field{.number = *tag >> 3U, .value = *value};
        const auto wireType = *tag & 7U;
        if (wireType == 0)
            return field;
        if (wireType != 2 || *value > m_bytes.size())
            return std::nullopt;
        field.bytes = m_bytes.substr(0, *value);
        m_bytes.remove_prefix(*value);
        return field;
    }

private:
    std::optional<std::uint64_t> varint()
    {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 64 && !m_bytes.empty(); shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes.front());
            m_bytes.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80)
                return value;
        }
        return std::nullopt;
    }

    std::string_view m_bytes;
};

/// Judged by the token's own text, since the token numbers differ from one version of PostgreSQL to the next.
TokenKind kindOf(std::string_view token)
{
    if (token.starts_with("--") || token.starts_with("/*"))
        return TokenKind::Comment;
    const char first = token.front();
    const char second = token.size() > 1 ? token[1] : ' ';
    const bool isDollarQuoted = first == '$' && token.size() > 1 && (second < '0' || second > '9');
    const bool isPrefixed = second == '\'' && std::string_view("EeBbXxNn").find(first) != std::string_view::npos;
    const bool isUnicode = second == '&' && (token.starts_with("U&'") || token.starts_with("u&'"));
    const bool isLiteral = first == '\'' || isDollarQuoted || isPrefixed || isUnicode;
    return isLiteral ? TokenKind::StringLiteral : TokenKind::Plain;
}

bool isBlank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

/// libpg_query gives U&'text' and U&"name" no length. Between tokens there are blanks only, comments being tokens.
void completeTokens(std::vector<Token> &tokens, const QByteArray &sql)
{
    int next = static_cast<int>(sql.size());
    for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
        if (token->begin == token->end) {
            token->end = next;
            while (token->end > token->begin + 1 && isBlank(sql[token->end - 1]))
                --token->end;
        }
        next = token->begin;
        token->kind = kindOf({sql.constData() + token->begin, static_cast<std::size_t>(token->end - token->begin)});
    }
}

std::optional<Token> readToken(std::string_view bytes, const QByteArray &sql)
{
    Token token;
    WireReader reader(bytes);
    while (!reader.isAtEnd()) {
        const auto field = reader.next();
        if (!field)
            return std::nullopt;
        if (field->number == 1)
            token.begin = static_cast<int>(field->value);
        else if (field->number == 2)
            token.end = static_cast<int>(field->value);
    }
    if (token.begin < 0 || token.begin > token.end || token.end > sql.size())
        return std::nullopt;
    return token;
}

std::optional<std::vector<Token>> readTokens(std::string_view bytes, const QByteArray &sql)
{
    std::vector<Token> tokens;
    tokens.reserve(static_cast<std::size_t>(sql.size()) / 4);
    WireReader reader(bytes);
    while (!reader.isAtEnd()) {
        const auto field = reader.next();
        if (!field)
            return std::nullopt;
        if (field->number != 2)
            continue;
        const auto token = readToken(field->bytes, sql);
        if (!token)
            return std::nullopt;
        // In order and apart, or the slices that others take from it would lie.
        if (token->begin < (tokens.empty() ? 0 : tokens.back().end) || token->begin == sql.size())
            return std::nullopt;
        tokens.push_back(*token);
    }
    completeTokens(tokens, sql);
    return tokens;
}

}

static Error syntaxError(const PgQueryError &error)
{
    const QString message = QString::fromUtf8(error.message);
    QString detail = message;
    if (message.startsWith(QLatin1String("memory exhausted")))
        detail = SqlParser::tr("it is nested too deeply to be read; write it with fewer levels");
    else if (message.startsWith(QLatin1String("syntax error")))
        detail = SqlParser::tr("%1; this is a mistake, or newer than the checker, which knows the grammar of "
                               "PostgreSQL 15")
                     .arg(message);
    return {.code = ErrorCode::SqlSyntax, .detail = detail, .position = error.cursorpos};
}

static Error unreadable()
{
    return {.code = ErrorCode::SqlSyntax, .detail = SqlParser::tr("the parser's answer could not be read")};
}

Result<std::vector<Token>> SqlParser::scan(const QByteArray &sql)
{
    PgQueryScanResult scanned = pg_query_scan(sql.constData());
    const std::unique_ptr<PgQueryScanResult, void (*)(PgQueryScanResult *)> owner(
        &scanned, [](PgQueryScanResult *result) { pg_query_free_scan_result(*result); });
    if (scanned.error)
        return syntaxError(*scanned.error);
    auto tokens = readTokens({scanned.pbuf.data, scanned.pbuf.len}, sql);
    if (!tokens)
        return unreadable();
    return *std::move(tokens);
}

Result<std::string> SqlParser::parse(const QByteArray &sql)
{
    PgQueryParseResult parsed = pg_query_parse(sql.constData());
    const std::unique_ptr<PgQueryParseResult, void (*)(PgQueryParseResult *)> owner(
        &parsed, [](PgQueryParseResult *result) { pg_query_free_parse_result(*result); });
    if (parsed.error)
        return syntaxError(*parsed.error);
    return std::string(parsed.parse_tree);
}

}
