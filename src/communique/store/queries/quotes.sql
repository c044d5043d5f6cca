SELECT
    q.id, q.article_id, a.outlet, a.dct, a.dct_basis,
    q.speaker_name, q.represents, q.addressee, q.attitude, q.kind, q.cue_lemma,
    substring(a.text, q.text_start + 1, q.text_end - q.text_start) AS text,
    substring(a.text, q.cue_start + 1, q.cue_end - q.cue_start) AS cue,
    substring(a.text, q.speaker_start + 1, q.speaker_end - q.speaker_start) AS speaker,
    substring(a.text, q.sentence_start + 1, q.sentence_end - q.sentence_start) AS sentence,
    q.sentence_start, q.sentence_end, q.text_start, q.text_end,
    q.cue_start, q.cue_end, q.speaker_start, q.speaker_end,
    q.stage, q.rule, q.model, q.data
FROM quote AS q
JOIN article AS a ON a.id = q.article_id
