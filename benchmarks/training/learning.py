"""Training of a network: seeded, on one core, the same weights from the same texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np

from benchmarks.training.gradient import Batch, Floats, Gradient, loss_and_gradient
from scrubber.cleaner.scoring.network import CONTEXTS, Weights, spans

LINE, LINE_CONTEXT, NEAR, NEAR_CONTEXT, FAR = 48, 16, 48, 12, 32  # widths of the layers
EPOCHS = 6
RATE = 3e-3  # of learning, at its highest
WARM_UP = 30  # batches
DECAY = 1e-2
KEPT = 0.9  # of each layer of the line network, by dropout
LINES_A_BATCH = 5000
LONGEST = 1500  # lines; longer texts are left out, each would be a batch of its own kind
LARGEST_STEP = 1.0  # norm of a gradient


@dataclass(frozen=True, slots=True, eq=False)
class LabelledText:
    """The lines of a text as numbers, and which of them are content."""

    features: Floats
    is_content: Floats
    words: Floats
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Mean and spread of each feature."""

    mean: Floats
    spread: Floats

    def of(self, features: Floats) -> Floats:
        scaled: Floats = (features - self.mean) / self.spread
        return scaled


def scale_of(texts: Sequence[LabelledText]) -> Scale:
    """Measured on every third line of every third text."""
    lines = np.concatenate([text.features[::3] for text in texts[::3]]).astype(np.float64)
    return Scale(lines.mean(axis=0).astype(np.float32), (lines.std(axis=0) + 0.02).astype(np.float32))


def learn(
    texts: Sequence[LabelledText], scale: Scale, *, seed: int, epochs: int = EPOCHS, kept: float = KEPT
) -> Weights:
    """One network, trained on the texts; `kept`: the share of a layer that dropout leaves."""
    texts = [text for text in texts if len(text.features) <= LONGEST]
    random = np.random.default_rng(seed)
    arrays = _first_weights(texts[0].features.shape[1], random)
    moments = {name: (np.zeros_like(array), np.zeros_like(array)) for name, array in arrays.items()}
    total = epochs * sum(1 for _ in _batches(texts, np.random.default_rng(seed)))
    step = 0
    for _ in range(epochs):
        for chosen in _batches(texts, random):
            batch = _batch([texts[index] for index in chosen], scale)
            network = Weights(scale.mean, scale.spread, **arrays)
            _, gradient = loss_and_gradient(batch, network, spans(batch.lengths), kept, random)
            step += 1
            cosine = 0.5 * (1 + np.cos(np.pi * min(1.0, step / total))) + 0.005
            _adam(arrays, moments, gradient, step, RATE * min(1.0, step / WARM_UP) * cosine)
    return Weights(scale.mean, scale.spread, **arrays)


def averaged(networks: Sequence[Weights]) -> Weights:
    """Networks of one scale side by side: their answers are averaged."""
    names = [field.name for field in fields(Weights)][2:]
    sides = {name: np.concatenate([getattr(network, name) for network in networks]) for name in names}
    return Weights(networks[0].mean, networks[0].spread, **sides)


def _first_weights(columns: int, random: np.random.Generator) -> dict[str, Floats]:
    shapes = {
        "line": (columns, LINE),
        "line_context": (LINE, LINE_CONTEXT),
        "near": (LINE + CONTEXTS * LINE_CONTEXT, NEAR),
        "near_context": (NEAR, NEAR_CONTEXT),
        "far": (NEAR + CONTEXTS * NEAR_CONTEXT, FAR),
        "out": (FAR, 1),
    }
    arrays = {}
    for name, (inputs, outputs) in shapes.items():
        bound = inputs**-0.5
        arrays[name] = random.uniform(-bound, bound, (1, inputs, outputs)).astype(np.float32)
        if not name.endswith("context"):
            arrays[f"{name}_bias"] = np.zeros((1, 1, outputs), np.float32)
    return arrays


def _batches(texts: Sequence[LabelledText], random: np.random.Generator) -> Iterator[list[int]]:
    """The texts in random order, so many together as have the lines of a batch."""
    batch: list[int] = []
    lines = 0
    for index in random.permutation(len(texts)):
        batch.append(int(index))
        lines += len(texts[index].features)
        if lines >= LINES_A_BATCH:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


def _batch(texts: Sequence[LabelledText], scale: Scale) -> Batch:
    return Batch(
        features=scale.of(np.concatenate([text.features for text in texts]).astype(np.float32)),
        is_content=np.concatenate([text.is_content for text in texts]).astype(np.float32),
        words=np.concatenate([text.words for text in texts]).astype(np.float32),
        lengths=tuple(len(text.features) for text in texts),
        weights=np.array([text.weight for text in texts], np.float32),
    )


def _adam(
    arrays: dict[str, Floats], moments: dict[str, tuple[Floats, Floats]], gradient: Gradient, step: int, rate: float
) -> None:
    """One step of Adam with decoupled weight decay (Loshchilov and Hutter, 2019)."""
    norm = float(np.sqrt(sum(float((one**2).sum()) for one in gradient.values())))
    shrink = min(1.0, LARGEST_STEP / (norm + 1e-6))
    for name, array in arrays.items():
        slope = gradient[name] * shrink
        first, second = moments[name]
        first += 0.1 * (slope - first)
        second += 0.001 * (slope**2 - second)
        array *= 1 - rate * DECAY
        array -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
