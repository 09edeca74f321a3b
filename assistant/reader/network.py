"""The reader's network in plain PyTorch: it loads in a fraction of what transformers takes.

Source: J. Devlin and others, BERT (2019); the names of the weights are those of transformers'
`BertForSequenceClassification`, whose scores it gives (a test compares them).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEADS = 12
EPSILON = 1e-12


def has_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 by itself: 2.5 times as fast as float32 (CARD.md).

    Others are slower with it. AMD and Intel tell of it as AVX512_BF16; nothing else was measured.
    """
    import torch

    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))


class Network:
    """A BERT with one output, from its weights by name (torch tensors, float32).

    Args:
        bfloat16: multiply matrices as bfloat16; what lies between them stays float32.
    """

    def __init__(self, weights: Mapping[str, Any], bfloat16: bool = False) -> None:
        self.weights = {
            name: weight.bfloat16() if bfloat16 and _in_product(name) else weight
            for name, weight in weights.items()
        }
        last = "bert.encoder.layer.{}.output.dense.weight"
        self.layers = next(n for n in range(1000) if last.format(n) not in weights)

    def logits(
        self, ids: NDArray[np.int64], types: NDArray[np.int64], lengths: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """The output `(n,) float32` for token numbers and segments `(n, longest)`, padded behind."""
        import torch

        with torch.inference_mode():
            places = torch.arange(ids.shape[1])
            # True where a token may be looked at; one row of heads and of queries for all
            seen = (places < torch.from_numpy(lengths)[:, None])[:, None, None, :]
            state = self._embedded(torch.from_numpy(ids), torch.from_numpy(types), places)
            for layer in range(self.layers):
                # of the last layer only the first token is read
                asking = state[:, :1] if layer == self.layers - 1 else state
                state = self._layer(f"bert.encoder.layer.{layer}.", state, asking, seen)
            pooled = torch.tanh(self._linear("bert.pooler.dense", state[:, 0]))
            return np.asarray(self._linear("classifier", pooled)[:, 0].numpy(), dtype=np.float32)

    def _embedded(self, ids: Any, types: Any, places: Any) -> Any:
        table = "bert.embeddings.{}_embeddings.weight"
        state = self.weights[table.format("word")][ids]
        state = state + self.weights[table.format("position")][places]
        state = state + self.weights[table.format("token_type")][types]
        return self._normed("bert.embeddings.LayerNorm", state)

    def _layer(self, name: str, state: Any, asking: Any, seen: Any) -> Any:
        from torch.nn.functional import gelu, scaled_dot_product_attention

        query = self._heads(name + "attention.self.query", asking)
        key = self._heads(name + "attention.self.key", state)
        value = self._heads(name + "attention.self.value", state)
        found = scaled_dot_product_attention(query, key, value, attn_mask=seen)
        found = found.transpose(1, 2).reshape(asking.shape)
        found = self._linear(name + "attention.output.dense", found)
        asking = self._normed(name + "attention.output.LayerNorm", found + asking)
        inner = gelu(self._linear(name + "intermediate.dense", asking))
        inner = self._linear(name + "output.dense", inner)
        return self._normed(name + "output.LayerNorm", inner + asking)

    def _heads(self, name: str, state: Any) -> Any:
        n, length, width = state.shape
        return self._linear(name, state).view(n, length, HEADS, width // HEADS).transpose(1, 2)

    def _linear(self, name: str, state: Any) -> Any:
        from torch.nn.functional import linear

        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return linear(state.to(weight.dtype), weight, bias).float()

    def _normed(self, name: str, state: Any) -> Any:
        from torch.nn.functional import layer_norm

        weight, bias = self.weights[f"{name}.weight"], self.weights[f"{name}.bias"]
        return layer_norm(state, (state.shape[-1],), weight, bias, EPSILON)


def _in_product(name: str) -> bool:
    return name.startswith("bert.encoder.") and "LayerNorm" not in name
