"""The lexical leg: BM25 over passages' terms, on disk, by tantivy."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from index.words import content_words, words

_HEAP_BYTES = 30_000_000


class LexicalIndex:
    """A tantivy index of passages, opened for searching.

    Terms are made by `index.words`, not by tantivy, so that the reader counts the very same ones.
    """

    def __init__(self, folder: Path) -> None:
        self._searcher = _open(folder).searcher()

    def search(self, query: str, k: int) -> list[tuple[str, float]]:
        """Return up to `k` (passage id, BM25 score) pairs, best first; terms are alternatives, none is a must."""
        terms = {term.stem for term in content_words(query)} or {term.stem for term in words(query)}
        if not terms:
            return []
        schema = _schema()
        any_term = tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "terms", term)) for term in sorted(terms)]
        )
        hits = self._searcher.search(any_term, limit=k).hits
        return [(self._searcher.doc(address)["id"][0], float(score)) for score, address in hits]


def write_lexical(folder: Path, added: Iterable[tuple[str, str, str]], removed_articles: Iterable[str]) -> None:
    """Bring the index in `folder` up to date in one commit, making it when it is missing.

    Args:
        folder: where tantivy keeps its files.
        added: (passage id, article id, text with its heading) of each new passage.
        removed_articles: ids of the articles whose passages go, before the new ones come.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writer = _open(folder).writer(heap_size=_HEAP_BYTES, num_threads=1)
    for article in removed_articles:
        writer.delete_documents_by_term("article", article)
    for passage, article, text in added:
        terms = " ".join(term.stem for term in words(text))
        writer.add_document(tantivy.Document(id=passage, article=article, terms=terms))
    writer.commit()
    writer.wait_merging_threads()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("article", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _open(folder: Path) -> tantivy.Index:
    index = tantivy.Index(_schema(), path=str(folder))
    index.register_tokenizer("whitespace", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index
