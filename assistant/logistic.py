"""Logistic regression, and how well calibrated its probabilities are."""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from assistant.features import Floats

_SAME = 1e-4  # a feature that varies less is the same for all


@dataclass(frozen=True)
class Confidence:
    """A fitted logistic regression."""

    mean: Floats
    scale: Floats
    weights: Floats
    bias: float

    def of(self, features: Floats) -> Floats:
        """Return confidences of shape (answers,) for features of shape (answers, features)."""
        return np.asarray(expit((features - self.mean) / self.scale @ self.weights + self.bias))


def fit_confidence(x: Floats, y: Floats, w: Floats, l2: float = 1e-2) -> Confidence:
    """Fit it to features of shape (answers, features), whether each answer was right, and how much each counts."""
    mean, spread = x.mean(0), x.std(0)
    scale = np.where(spread > _SAME, spread, 1.0)
    z, w = (x - mean) / scale, w / w.sum()

    def loss(parameters: Floats) -> tuple[float, Floats]:
        weights, bias = parameters[:-1], parameters[-1]
        logit = z @ weights + bias
        total = float(w @ (np.logaddexp(0, logit) - y * logit)) + l2 * float(weights @ weights)
        slope = w * (expit(logit) - y)
        return total, np.append(z.T @ slope + 2 * l2 * weights, slope.sum())

    fitted = minimize(loss, np.zeros(z.shape[1] + 1), jac=True, method="L-BFGS-B").x
    return Confidence(mean, scale, fitted[:-1], float(fitted[-1]))


def calibration_error(confidence: Floats, right: Floats, weight: Floats, bins: int = 10) -> float:
    """The mean gap between confidence and accuracy over bins of equal width (ECE, Naeini et al. 2015)."""
    bin_of = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [
        weight[bin_of == b].sum()
        * abs(
            np.average(confidence[bin_of == b], weights=weight[bin_of == b])
            - np.average(right[bin_of == b], weights=weight[bin_of == b])
        )
        for b in range(bins)
        if (bin_of == b).any()
    ]
    return float(sum(gaps) / weight.sum())
