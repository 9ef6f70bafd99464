"""LlamaIndex as its tutorial has it: a folder of text files, the default splitter, the two nearest chunks.

Both chunks are shown, and no language model words an answer from them. The embedding model is ours, with what it wants
before a question and a passage.
"""

import logging
from functools import lru_cache
from pathlib import Path

from huggingface_hub.constants import HF_HUB_CACHE
from llama_index.core import SimpleDirectoryReader, VectorStoreIndex
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.schema import TextNode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding

from evals.baselines import Shown, Source
from evals.questions import Place

logging.getLogger("llama_index.core.readers.file.base").setLevel(logging.ERROR)  # misses readers of PDF and the like


class Chunks:
    """LlamaIndex's retriever, and the articles by the names of the files that it has read."""

    def __init__(self, retriever: BaseRetriever, articles: dict[str, str]) -> None:
        self._retriever = retriever
        self._articles = articles

    def answer(self, question: str) -> Shown:
        """Return the chunks that it retrieves, with a blank line between them."""
        nodes = [found.node for found in self._retriever.retrieve(question) if isinstance(found.node, TextNode)]
        places = [
            Place(self._articles[node.metadata["file_path"]], node.start_char_idx, node.end_char_idx)
            for node in nodes
            if node.start_char_idx is not None and node.end_char_idx is not None
        ]
        return Shown("\n\n".join(node.text for node in nodes), tuple(places))


def build(source: Source) -> Chunks:
    """Return LlamaIndex's retriever over the articles, written to files."""
    files = {f"{article.id}.txt": article for article in source.articles}
    for name, article in files.items():
        (source.folder / name).write_bytes(article.text.encode("utf-8"))
    documents = SimpleDirectoryReader(
        source.folder,
        exclude_hidden=False,  # a dot anywhere in the folder's path would hide them all
        file_metadata=_name,
    ).load_data()
    index = VectorStoreIndex.from_documents(documents, embed_model=_embedding(source))
    return Chunks(index.as_retriever(similarity_top_k=2), {name: article.id for name, article in files.items()})


def _name(path: str) -> dict[str, str]:
    # The path is embedded with every chunk; a temporary folder's would make each run another.
    return {"file_path": Path(path).name}


def _embedding(source: Source) -> HuggingFaceEmbedding:
    return _loaded(source.model, str(source.encoder.model.device), *source.encoder.prompts)


@lru_cache(maxsize=1)
def _loaded(model: str, device: str, query: str, passage: str) -> HuggingFaceEmbedding:
    # It takes no model that is loaded already, and has a cache of hub models apart from everyone else's.
    return HuggingFaceEmbedding(
        model, device=device, query_instruction=query, text_instruction=passage, cache_folder=HF_HUB_CACHE
    )
