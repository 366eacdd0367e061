"""Which label a sentence most resembles, learnt from sayings: asked where no step of the grammar understood."""

from language.classifier.traits import traits_of
from language.classifier.weights import weights
from language.sentence import Sentence

__all__ = ["likelihoods"]


def likelihoods(s: Sentence) -> dict[str, float]:
    """Label -> how likely it is, 0 to 1; an intent, with a status behind a colon where it has one, or "nothing"."""
    return weights().probabilities(traits_of(s))
