"""The assistant as a LlamaIndex query engine, for any LlamaIndex program to use."""

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.assistant import Assistant


class AssistantQueryEngine(BaseQueryEngine):
    """Answers queries; the response's source nodes are the citations, and its metadata the whole answer."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(callback_manager=None)
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._assistant.ask(query_bundle.query_str)
        nodes = [
            NodeWithScore(
                node=TextNode(
                    text=c.quote, metadata={"article": c.article, "title": c.title, "start": c.start, "end": c.end}
                ),
                score=c.score,
            )
            for c in answer.citations
        ]
        return Response(response=answer.answer, source_nodes=nodes, metadata=answer.to_dict())

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return self._query(query_bundle)

    def _get_prompt_modules(self) -> PromptMixinType:
        return {}
