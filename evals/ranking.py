"""How well passages are ranked: hit rate, mean reciprocal rank and nDCG, by `ir-measures` (MacAvaney et al. 2022)."""

from collections.abc import Collection, Sequence

# The figure's name, and what ir-measures calls it; nDCG as trec_eval has it, with binary gains.
_MEASURES = {
    "hit@1": "Success@1",
    "hit@3": "Success@3",
    "hit@5": "Success@5",
    "hit@10": "Success@10",
    "mrr": "RR@10",
    "ndcg@10": "nDCG@10",
}
RANKING = tuple(_MEASURES)


def rank_scores(rankings: Sequence[tuple[Sequence[str], Collection[str]]]) -> list[dict[str, float]]:
    """Score rankings, each against the ids that are relevant to its question.

    Args:
        rankings: of each question the passage ids, best first, without repetition, and the relevant ones.

    Returns:
        for each question the measures named in `RANKING`, 0..1; all 0 where nothing relevant exists or was found.
    """
    import ir_measures  # comes with an extra, which reading a stored run can do without

    run = [
        ir_measures.ScoredDoc(str(number), passage, float(len(ranked) - rank))
        for number, (ranked, _) in enumerate(rankings)
        for rank, passage in enumerate(ranked)
    ]
    relevant = [
        ir_measures.Qrel(str(number), passage, 1) for number, (_, wanted) in enumerate(rankings) for passage in wanted
    ]
    scores = [dict.fromkeys(RANKING, 0.0) for _ in rankings]
    if run and relevant:
        names = {ir_measures.parse_measure(measure): name for name, measure in _MEASURES.items()}
        for metric in ir_measures.iter_calc(list(names), relevant, run):
            scores[int(metric.query_id)][names[metric.measure]] = float(metric.value)
    return scores
