// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/query/ModelProvider.h"

#include "core/query/ModelAnswer.h"

namespace sqlai::query {

ModelProvider::ModelProvider(const ModelParts &parts)
    : m_parts(parts)
{
}

AnswerStream *ModelProvider::answer(const Question &question, const CancelToken &token, QObject *parent)
{
    auto *stream = new ModelAnswer(m_parts, m_prompts, question, parent);
    stream->begin(token);
    return stream;
}

}
