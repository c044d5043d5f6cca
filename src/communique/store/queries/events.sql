SELECT
    e.id, e.article_id, a.outlet, a.dct, a.dct_basis,
    e.day_from, e.day_until, e."when", e.when_granularity, e.when_basis,
    e.source, e.source_persons, e.target, e.target_persons,
    e.cameo, e.plover, e.mode, e.contexts, e.status,
    e."where", e.where_id, e.where_lat, e.where_lon, e.where_precision,
    e.asserted_by, e.denied_by, e.goldstein, e.probability,
    substring(a.text, e.trigger_start + 1, e.trigger_end - e.trigger_start) AS "trigger",
    substring(a.text, e.sentence_start + 1, e.sentence_end - e.sentence_start) AS sentence,
    e.sentence_start, e.sentence_end, e.trigger_start, e.trigger_end,
    e.source_spans, e.target_spans, e.status_evidence,
    e.when_span_start, e.when_span_end, e.where_span_start, e.where_span_end,
    e.asserted_span_start, e.asserted_span_end,
    e.stage, e.rule, e.model, e.data
FROM event AS e
JOIN article AS a ON a.id = e.article_id
