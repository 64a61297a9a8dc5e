"""Writes scipy.json, the numbers of scipy 1.17.1 (numpy 2) that the tests compare with.

Run in this folder: python3 make-vectors.py
"""

import itertools
import json
from fractions import Fraction

import numpy as np
from scipy import optimize, stats

rng = np.random.default_rng(20240607)


def student_t():
    grid = itertools.product([1, 2, 3, 4, 7, 10.5, 30, 120, 1000, 2e5, 1e8], [-30, -8, -2.5, -1, -0.1, 0, 0.5, 3])
    return [{"df": df, "t": t, "cdf": stats.t.cdf(t, df)} for df, t in grid]


def paired_t():
    cases = []
    for n in [2, 3, 5, 11, 30]:
        b = rng.normal(70, 10, n).round(2)
        a = (b + rng.normal(0.5, 1, n)).round(2)
        test = stats.ttest_rel(a, b)
        low, high = test.confidence_interval(0.95)
        cases.append({"a": a.tolist(), "b": b.tolist(), "t": test.statistic, "p": test.pvalue, "low": low, "high": high})
    return cases


def exact_p_by_counting(differences):
    """All sign assignments by whole numbers of any length; rankdata gives the midranks."""
    doubled = [int(rank) for rank in 2 * stats.rankdata(np.abs(differences))]
    counts = [1]
    for rank in doubled:
        longer = counts + [0] * rank
        for s, count in enumerate(counts):
            longer[s + rank] += count
        counts = longer
    plus = sum(rank for rank, d in zip(doubled, differences) if d > 0)
    tail = sum(counts[: min(plus, sum(doubled) - plus) + 1])
    return plus / 2, float(min(Fraction(1), Fraction(2 * tail, 2 ** len(doubled))))


def wilcoxon():
    cases = []
    for n in [3, 6, 9, 12, 20, 35, 50]:  # no ties: scipy's exact distribution
        d = (rng.permutation(n) + 1) * rng.choice([-1, 1, 1], n)
        test = stats.wilcoxon(d, method="exact")
        cases.append({"source": "scipy exact", "differences": d.tolist(), "minus": test.statistic, "p": test.pvalue})
    for n in [5, 8, 11, 13]:  # ties: scipy's permutation test over all signs
        d = rng.integers(1, 6, n) * rng.choice([-1, 1, 1], n)
        test = stats.wilcoxon(d, method=stats.PermutationMethod(n_resamples=np.inf))
        cases.append({"source": "scipy permutations", "differences": d.tolist(), "minus": test.statistic, "p": test.pvalue})
    for n in [60, 200]:  # ties, beyond what can be enumerated
        d = rng.integers(1, 40, n) * rng.choice([-1, 1, 1], n, p=[0.35, 0.35, 0.3])
        plus, p = exact_p_by_counting(d)
        cases.append({"source": "whole numbers", "differences": d.tolist(), "minus": n * (n + 1) / 2 - plus, "p": p})
    for case in cases:  # the smaller of both sums, which is what scipy gives for two-sided tests
        n = len(case["differences"])
        case["smaller"] = min(case["minus"], n * (n + 1) / 2 - case["minus"])
        del case["minus"]
    return cases


def mcnemar():
    cases = []
    for b, c in [(0, 0), (0, 1), (3, 3), (1, 7), (10, 20), (86, 150), (400, 480), (1000, 1210), (24000, 25000)]:
        p = stats.binomtest(b, b + c).pvalue if b + c else 1.0
        point = stats.binom.pmf(b, b + c, 0.5)
        cases.append({"b": b, "c": c, "p": p, "midP": p - point / 2 if b == c else p - point})
    return cases


def wilson():
    grid = [(0, 10), (10, 10), (7, 10), (670, 1000), (33000, 50000)]
    cases = []
    for (successes, n), confidence in itertools.product(grid, [0.9, 0.95, 0.99]):
        low, high = stats.binomtest(successes, n).proportion_ci(confidence, method="wilson")
        cases.append({"successes": successes, "n": n, "confidence": confidence, "low": low, "high": high})
    return cases


def power_of(effect, n, alpha):
    critical = stats.t.isf(alpha / 2, n - 1)
    delta = effect * np.sqrt(n)
    # The lower tail by its mirror image: nct.cdf is NaN for some arguments where that tail is nothing.
    return stats.nct.sf(critical, n - 1, delta) + stats.nct.sf(critical, n - 1, -delta)


def power():
    grid = itertools.product([0.1, 0.5, 1, 2], [2, 3, 5, 11, 40, 400], [0.01, 0.05])
    return [{"effect": e, "n": n, "alpha": a, "power": power_of(e, n, a)} for e, n, a in grid]


def detectable():
    cases = []
    for n, alpha, wanted in itertools.product([2, 3, 4, 11, 33, 200], [0.01, 0.05], [0.5, 0.8, 0.95]):
        found = optimize.brentq(lambda e: power_of(e, n, alpha) - wanted, 1e-6, 200, xtol=1e-13, rtol=1e-13)
        cases.append({"n": n, "alpha": alpha, "power": wanted, "effect": found})
    return cases


def bootstrap():
    values = rng.normal(1, 2, 11).round(2)
    interval = stats.bootstrap(
        (values,), np.mean, n_resamples=400_000, batch=20_000, method="percentile", confidence_level=0.95, rng=rng
    ).confidence_interval
    return {"values": values.tolist(), "low": interval.low, "high": interval.high}


def calibration():
    confidences = rng.uniform(0, 1, 200).round(4)
    correct = (rng.uniform(0, 1, 200) < confidences**1.5).astype(int)
    gaps = stats.binned_statistic(confidences, correct - confidences, "sum", bins=15, range=(0, 1)).statistic
    return {"confidences": confidences.tolist(), "correct": correct.tolist(), "ece": np.abs(gaps).sum() / 200}


sections = [student_t, paired_t, wilcoxon, mcnemar, wilson, power, detectable, bootstrap, calibration]
vectors = {section.__name__: section() for section in sections}
with open("scipy.json", "w") as file:
    lines = ",\n".join(
        f'"{name}": ' + (
            "[\n" + ",\n".join(json.dumps(row, default=float) for row in rows) + "\n]"
            if isinstance(rows, list) else json.dumps(rows, default=float)
        )
        for name, rows in vectors.items()
    )
    file.write("{\n" + lines + "\n}\n")
