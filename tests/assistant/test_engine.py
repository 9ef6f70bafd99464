"""The assistant as LlamaIndex programs see it."""

from llama_index.core.schema import QueryBundle

from assistant import Assistant
from assistant.engine import AssistantQueryEngine
from assistant.reader.opening import open_reader
from assistant.reader.sentence_reader import SentenceReader
from assistant.retrieval import HybridRetriever


def test_the_query_engine_returns_the_answer_with_its_citations_as_source_nodes(assistant: Assistant) -> None:
    response = AssistantQueryEngine(assistant).query("Hvem er Armenias statsminister?")
    assert "Nikol Pasjinjan" in str(response)
    assert "Nikol Pasjinjan" in response.source_nodes[0].node.get_content()
    assert response.metadata is not None
    assert response.metadata["abstained"] is False


def test_the_reader_reranks_passages_by_the_sentence_that_answers(assistant: Assistant) -> None:
    question = "Hvem er Armenias statsminister?"
    retrieved = HybridRetriever(assistant.library, k=10).retrieve(question)
    reader = SentenceReader(assistant.library, open_reader(assistant.settings))
    reranked = reader.postprocess_nodes(retrieved, QueryBundle(question))
    assert {n.node.node_id for n in reranked} == {n.node.node_id for n in retrieved}
    assert "Nikol Pasjinjan" in reranked[0].node.get_content()
