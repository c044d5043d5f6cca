SELECT
    p.id, p.article_id, a.outlet, a.dct, a.dct_basis,
    p.day_from, p.day_until, p."when", p.when_granularity, p.when_basis,
    p.kind, p.parties, p.persons, p."where", p.announced_by, p.event_id,
    substring(a.text, p.cue_start + 1, p.cue_end - p.cue_start) AS cue,
    substring(a.text, p.when_span_start + 1, p.when_span_end - p.when_span_start) AS time,
    substring(a.text, p.sentence_start + 1, p.sentence_end - p.sentence_start) AS sentence,
    p.sentence_start, p.sentence_end, p.cue_start, p.cue_end,
    p.when_span_start, p.when_span_end, p.party_spans,
    p.where_span_start, p.where_span_end, p.announced_span_start, p.announced_span_end,
    p.stage, p.rule, p.model, p.data
FROM appointment AS p
JOIN article AS a ON a.id = p.article_id
