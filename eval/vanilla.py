"""llama-index with Chroma as its documentation sets it up: default splitter, the same model."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from eval.bench import BenchSet
from eval.bench_archive import Progress
from index.embed import Embedder

BATCH = 64
ROOM = 3
"""Nodes asked for per passage wanted, as a long passage is split into several."""


def vanilla_index(
    bench: BenchSet, texts: Sequence[str], embedder: Embedder, progress: Progress
) -> Callable[[str, str, int], Mapping[str, float]]:
    """A search function: question, pool and `k` give the similarity of the `k` best passages.

    Chroma holds the nodes in memory, with its default distance. The splitter counts with
    tiktoken's encoding where that is there, else in words: it is downloaded otherwise.
    """
    import chromadb
    from chromadb.config import Settings
    from llama_index.core import Document, StorageContext, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.vector_stores import MetadataFilter, MetadataFilters
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    name = f"vanilla-{id(bench)}"
    collection = client.create_collection(name, embedding_function=None)
    documents = [
        Document(text=text, metadata={"passage": one.id, "pool": one.pool})
        for one, text in zip(bench.passages, texts, strict=True)
    ]
    nodes = SentenceSplitter().get_nodes_from_documents(documents)
    for start in range(0, len(nodes), BATCH):
        progress("encoding for llama-index", start, len(nodes))
        block = nodes[start : start + BATCH]
        vectors = embedder.encode([node.get_content() for node in block])
        for node, vector in zip(block, vectors, strict=True):
            node.embedding = vector.tolist()
    progress("encoding for llama-index", len(nodes), len(nodes))
    context = StorageContext.from_defaults(
        vector_store=ChromaVectorStore(chroma_collection=collection)
    )
    index = VectorStoreIndex(nodes, storage_context=context, embed_model=_model(embedder))

    def search(question: str, pool: str, k: int) -> Mapping[str, float]:
        within = MetadataFilters(filters=[MetadataFilter(key="pool", value=pool)]) if pool else None
        count = min(k * ROOM, len(nodes))
        found = index.as_retriever(similarity_top_k=count, filters=within).retrieve(question)
        best: dict[str, float] = {}
        for one in found:
            best.setdefault(str(one.node.metadata["passage"]), float(one.score or 0.0))
        return dict(list(best.items())[:k])

    return search


def _model(embedder: Embedder) -> Any:
    """The embedder as llama-index wants it."""
    from llama_index.core.embeddings import BaseEmbedding

    class Model(BaseEmbedding):  # type: ignore[misc]
        def _get_query_embedding(self, query: str) -> list[float]:
            values: list[float] = embedder.encode([query])[0].tolist()
            return values

        async def _aget_query_embedding(self, query: str) -> list[float]:
            return self._get_query_embedding(query)

        def _get_text_embedding(self, text: str) -> list[float]:
            return self._get_query_embedding(text)

    return Model()
