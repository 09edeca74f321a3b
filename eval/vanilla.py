"""llama-index with Chroma as its documentation sets it up: default splitter, the same model."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from eval.bench import BenchSet
from eval.bench_archive import Progress
from eval.kept_vectors import STEP
from index.embed import Embedder, Vectors

ROOM = 3
"""Nodes asked for per passage wanted, as a long passage is split into several."""


def vanilla_index(
    bench: BenchSet, texts: Sequence[str], embedder: Embedder, progress: Progress
) -> Callable[[Vectors, str, int], Mapping[str, float]]:
    """A search function: a question's vector, pool and `k` give the `k` most similar passages.

    Chroma holds the nodes in memory, with its default distance. The splitter counts tokens with
    the encoding that comes with llama-index. Its index is given every vector, and told of a model
    only because it would take its default one, a paid service, otherwise.
    """
    import chromadb
    from chromadb.config import Settings
    from llama_index.core import (
        Document,
        MockEmbedding,
        QueryBundle,
        StorageContext,
        VectorStoreIndex,
    )
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.vector_stores import MetadataFilter, MetadataFilters
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.EphemeralClient(Settings(anonymized_telemetry=False))
    # clients in memory share their collections: a name of its own for each
    collection = client.create_collection(f"vanilla-{uuid4().hex}", embedding_function=None)
    documents = [
        Document(text=text, metadata={"passage": one.id, "pool": one.pool})
        for one, text in zip(bench.passages, texts, strict=True)
    ]
    nodes = SentenceSplitter().get_nodes_from_documents(documents)
    _encode(nodes, embedder, progress, f"{bench.name}, vanilla: encoding")
    context = StorageContext.from_defaults(
        vector_store=ChromaVectorStore(chroma_collection=collection)
    )
    index = VectorStoreIndex(nodes, storage_context=context, embed_model=MockEmbedding(1))

    def search(vector: Vectors, pool: str, k: int) -> Mapping[str, float]:
        within = MetadataFilters(filters=[MetadataFilter(key="pool", value=pool)]) if pool else None
        count = min(k * ROOM, len(nodes))
        asked = QueryBundle("", embedding=vector.tolist())
        found = index.as_retriever(similarity_top_k=count, filters=within).retrieve(asked)
        best: dict[str, float] = {}
        for one in found:
            best.setdefault(str(one.node.metadata["passage"]), float(one.score or 0.0))
        return dict(list(best.items())[:k])

    return search


def _encode(nodes: Sequence[Any], embedder: Embedder, progress: Progress, step: str) -> None:
    """Give each node the vector of its content."""
    for start in range(0, len(nodes), STEP):
        progress(step, start, len(nodes))
        block = nodes[start : start + STEP]
        vectors = embedder.encode([node.get_content() for node in block])
        for node, vector in zip(block, vectors, strict=True):
            node.embedding = vector.tolist()
    progress(step, len(nodes), len(nodes))
