"""The readers' network in plain PyTorch: it loads in a fraction of what transformers takes.

Sources: J. Devlin and others, BERT (2019); K. Song and others, MPNet (2020), which is a BERT whose
heads also weigh how far apart two tokens stand. The names of the weights are those of transformers'
`BertForSequenceClassification`; it gives the scores of that class and of
`MPNetForSequenceClassification` (tests compare them).
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

HEADS = 12
EPSILON = 1e-12
DISTANCES = "bert.encoder.relative_attention_bias.weight"
"""What each head adds for each bucket of distances, `(buckets, heads)`; MPNet alone has it."""
FARTHEST = 128
"""Tokens apart from which on all distances are one bucket (as in MPNet)."""


def has_bfloat16() -> bool:
    """Whether this processor multiplies bfloat16 by itself: 2.5 times as fast as float32 (CARD.md).

    Others are slower with it. AMD and Intel tell of it as AVX512_BF16; nothing else was measured.
    """
    import torch

    return bool(torch.cpu.get_capabilities().get("avx512_bf16"))


class Network:
    """A BERT or MPNet with one output, from its weights by name (torch tensors of any float kind).

    Args:
        bfloat16: multiply matrices as bfloat16; what lies between them stays float32.
        epsilon: added to the variance where a state is normed.
    """

    def __init__(
        self, weights: Mapping[str, Any], bfloat16: bool = False, epsilon: float = EPSILON
    ) -> None:
        self.epsilon = epsilon
        self.weights = {}
        for name, weight in weights.items():
            if _in_product(name):
                weight = weight.bfloat16() if bfloat16 else weight.float()
            elif "_embeddings" not in name:  # of tables only what is looked up becomes float32
                weight = weight.float()
            self.weights[name] = weight
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
            if DISTANCES in self.weights:
                apart = self.weights[DISTANCES][buckets(places[None, :] - places[:, None])]
                seen = apart.permute(2, 0, 1).masked_fill(~seen, -torch.inf)
            state = self._embedded(torch.from_numpy(ids), torch.from_numpy(types), places)
            for layer in range(self.layers):
                # of the last layer only the first token is read
                if layer == self.layers - 1:
                    asking, seen = state[:, :1], seen[:, :, :1]
                else:
                    asking = state
                state = self._layer(f"bert.encoder.layer.{layer}.", state, asking, seen)
            pooled = torch.tanh(self._linear("bert.pooler.dense", state[:, 0]))
            return np.asarray(self._linear("classifier", pooled)[:, 0].numpy(), dtype=np.float32)

    def _embedded(self, ids: Any, types: Any, places: Any) -> Any:
        table = "bert.embeddings.{}_embeddings.weight"
        state = self.weights[table.format("word")][ids].float()
        state = state + self.weights[table.format("position")][places]
        if table.format("token_type") in self.weights:
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
        return layer_norm(state, (state.shape[-1],), weight, bias, self.epsilon)


def buckets(apart: Any) -> Any:
    """The bucket of each distance in tokens, of the shape of `apart`: 0 to 15 back, 16 to 31 ahead.

    Near ones have a bucket each, farther ones share them by the logarithm. Source: C. Raffel and
    others, T5 (2020), as MPNet uses it.
    """
    import torch

    half, near = 16, 8
    distance = apart.abs()
    grown = torch.log(distance.clamp(min=1) / near) / math.log(FARTHEST / near) * (half - near)
    far = (near + grown).long().clamp(max=half - 1)
    return torch.where(distance < near, distance, far) + half * (apart > 0)


def _in_product(name: str) -> bool:
    return name.startswith("bert.encoder.layer.") and "LayerNorm" not in name
