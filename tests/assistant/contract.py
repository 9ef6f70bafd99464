"""What DESIGN promises of every answer."""

from assistant import Answer
from index.article import Article


def check_contract(answer: Answer, article: Article) -> None:
    """Hold an answer to what DESIGN promises of every answer."""
    assert 0 <= answer.confidence <= 1
    for citation in (*answer.citations, *answer.related):
        assert citation.quote == article.text[citation.start : citation.end]
        if citation.highlight_start is not None:
            assert citation.highlight_end is not None
            assert citation.start <= citation.highlight_start < citation.highlight_end <= citation.end
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert f"[{citation.number}]" in answer.answer
    if answer.highlight is not None:
        assert any(answer.highlight in citation.quote for citation in answer.citations)
    assert not (answer.abstained and answer.citations)
    assert answer.elapsed_ms.total >= answer.elapsed_ms.read
