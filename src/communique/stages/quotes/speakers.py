"""Which word of a sentence names the speaker of a report."""

from __future__ import annotations

from communique.records import Sentence
from communique.stages.quotes.cues import cue_table, noun_table, word_set
from communique.stages.quotes.reading import Reading

_PHRASE_PARTS = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"})
_RELATIVE = frozenset({"who", "which", "that"})
# A verb so related has its subject elsewhere: the noun behind it is its object.
_JOINED = frozenset({"conj", "advcl", "acl", "xcomp"})


def speaker_of(reading: Reading, verb: int, inverted: int | None) -> int | None:
    """The speaker a cue verb has: its subject, else a noun phrase right beside it.

    A subject inside the quotation that the verb reports (``“Judge,” Brafman said``) is none of
    the verb's; neither is one that cannot speak, such as a day. `inverted` is the noun of
    ``…, said the minister`` where the cue stands so.
    """
    if inverted is not None and not reading.quoted(inverted):
        return inverted
    subject = subject_of(reading.sentence, verb)
    astray = subject is None or (reading.quoted(subject) and not reading.quoted(verb))
    if astray:
        subject = _phrase_before(reading, verb) or _stray_subject(reading, verb)
    if subject is None or not _can_speak(reading.sentence, subject):
        return None
    return subject


def subject_of(sentence: Sentence, verb: int) -> int | None:
    """The subject of a verb: its own, or that of the verb it is joined to.

    A passive cue has its agent as speaker; ``was quoted as saying`` has its subject.
    """
    if sentence.dependents(verb, "aux:pass", "nsubj:pass"):
        return next(iter(sentence.dependents(verb, "obl:agent")), None)
    outer = outer_cue(sentence, verb)
    if outer is None:
        outer = _tailed(sentence, verb)
    if outer is not None:
        return subject_of(sentence, outer)
    for _ in range(4):
        own = [w for w in sentence.dependents(verb, "nsubj", "csubj", "iobj") if _before(
            sentence, w, verb)]  # fmt: skip
        own = own or list(sentence.dependents(verb, "nsubj", "csubj"))
        if own:
            return _antecedent(sentence, own[0], verb)
        if sentence.relation(verb) in {"conj", "advcl", "xcomp"} and sentence.heads[verb] >= 0:
            verb = sentence.heads[verb]
        elif sentence.deprels[verb] in {"acl", "acl:relcl"}:
            return _maker(sentence, sentence.heads[verb])
        else:
            return None
    return None


def outer_cue(sentence: Sentence, verb: int) -> int | None:
    """The cue that a later verb of saying is really joined to.

    In "X told Y it could face sanctions and said ..." the parse joins *said* to *face*; a past
    *said* goes with the past *told*, not with what is only possible inside it.
    """
    inner = sentence.heads[verb]
    if sentence.relation(verb) != "conj" or sentence.deprels[inner] != "ccomp":
        return None
    outer = sentence.heads[inner]
    both = all(sentence.lemmas[w].lower() in cue_table() for w in (verb, outer))
    past = sentence.xpos[verb] == sentence.xpos[outer] == "VBD" != sentence.xpos[inner]
    own = sentence.dependents(verb, "nsubj", "csubj")
    return outer if both and past and not own else None


def _tailed(sentence: Sentence, verb: int) -> int | None:
    """The cue whose subject says a tail: in "X said Y was dead, adding ..." it is X who adds."""
    inner = sentence.heads[verb]
    if inner < 0 or sentence.deprels[inner] != "ccomp" or verb < inner:
        return None
    outer = sentence.heads[inner]
    tail = sentence.relation(verb) in {"advcl", "acl"} and sentence.xpos[verb] == "VBG"
    return outer if tail and sentence.lemmas[outer].lower() in cue_table() else None


def _before(sentence: Sentence, word: int, verb: int) -> bool:
    """Subjects count anywhere; an indirect object only before its verb, where none can stand."""
    return sentence.relation(word) != "iobj" or word < verb


def _antecedent(sentence: Sentence, subject: int, verb: int) -> int:
    """The noun that a relative pronoun stands for."""
    if sentence.words[subject].lower() in _RELATIVE and sentence.deprels[verb] == "acl:relcl":
        return sentence.heads[verb]
    return subject


def _maker(sentence: Sentence, noun: int) -> int:
    """Who made a statement ``saying`` something; the noun itself where nobody is named."""
    if sentence.lemmas[noun].lower() in noun_table():
        return owner_of(sentence, noun) or noun
    return noun


def owner_of(sentence: Sentence, noun: int) -> int | None:
    """Whose claim or statement a cue noun is: possessor, *by* or *from*, modifier, issuer."""
    for word in sentence.dependents(noun, "nmod:poss"):
        return word
    for word in sentence.dependents(noun, "nmod", "obl"):
        if _case(sentence, word) in {"by", "from"}:
            return word
    for clause in sentence.dependents(noun, "acl"):
        issued = sentence.lemmas[clause].lower() in word_set("issuing")
        for agent in sentence.dependents(clause, "obl:agent", *(["nsubj"] if issued else [])):
            return agent
    for word in sentence.dependents(noun, "compound", "amod"):
        if sentence.upos[word] == "PROPN" or sentence.words[word][:1].isupper():
            return word
    verb = sentence.heads[noun]
    if sentence.relation(noun) == "obj" and sentence.lemmas[verb].lower() in word_set("issuing"):
        return subject_of(sentence, verb)
    return None


def _case(sentence: Sentence, word: int) -> str:
    marks = sentence.dependents(word, "case")
    return sentence.words[marks[0]].lower() if marks else ""


def inverted_subject(sentence: Sentence, verb: int) -> int | None:
    """The head of the phrase in ``…, said the minister``: cue between content and speaker."""
    if verb == 0 or verb + 1 >= len(sentence) or sentence.dependents(verb, "aux", "aux:pass"):
        return None
    finite = "VerbForm=Part" not in sentence.feats[verb] or sentence.xpos[verb] == "VBD"
    spaced = sentence.spans[verb - 1].end < sentence.spans[verb].start
    dash = sentence.words[verb - 1] in {"-", "–", "—"}
    attribute = sentence.deprels[verb] == "amod" and dash
    if sentence.upos[verb - 1] != "PUNCT" or not (finite or attribute) or (dash and not spaced):
        return None
    if sentence.words[verb].lower().endswith("ing") or sentence.lemmas[verb].lower() == "tell":
        return None
    if any(w < verb for w in sentence.dependents(verb, "nsubj", "iobj")):
        return None
    head = _phrase_head(sentence, verb + 1)
    if head is not None and sentence.relation(head) == "obj" and sentence.relation(verb) in _JOINED:
        return None
    return head


def _phrase_head(sentence: Sentence, first: int) -> int | None:
    """The head of the noun phrase that starts at `first`."""
    last = first
    while last < len(sentence) and (
        sentence.upos[last] in _PHRASE_PARTS or sentence.words[last] in {"’s", "'s", "'", "’", "-"}
    ):
        last += 1
    run = range(first, last)
    heads = [
        w
        for w in run
        if sentence.heads[w] not in run and sentence.upos[w] in {"NOUN", "PROPN", "PRON"}
    ]
    chosen = heads[0] if heads else None
    if chosen is None or sentence.words[chosen].lower() in _RELATIVE | {"what", "it"}:
        return None
    return chosen if _can_speak(sentence, chosen) else None


def _phrase_before(reading: Reading, verb: int) -> int | None:
    """The noun phrase that ends right before the verb and behind a quotation."""
    sentence = reading.sentence
    if not any(r.end <= sentence.spans[verb].start for r in reading.regions):
        return None
    word = verb - 1
    while word >= 0 and sentence.upos[word] in {"AUX", "ADV", "PART"}:
        word -= 1
    if word < 0 or sentence.upos[word] not in {"NOUN", "PROPN", "PRON"} or reading.quoted(word):
        return None
    while sentence.relation(word) in {"flat", "compound"} and not reading.quoted(
        sentence.heads[word]
    ):
        word = sentence.heads[word]
    return word


def _stray_subject(reading: Reading, verb: int) -> int | None:
    """A subject between a quotation and the verb that the parse gave to the quotation."""
    sentence = reading.sentence
    closed = [r.end for r in reading.regions if r.end <= sentence.spans[verb].start]
    for word in range(verb - 1, -1, -1):
        if not closed or sentence.spans[word].start < closed[-1] or sentence.upos[word] == "VERB":
            return None
        if sentence.deprels[word] == "nsubj":
            return word
    return None


def _can_speak(sentence: Sentence, word: int) -> bool:
    """Days, dates, numbers and bare pointing words speak for nobody."""
    if sentence.lemmas[word].lower() in word_set("no_speakers"):
        return False
    return sentence.upos[word] in {"NOUN", "PROPN", "PRON", "ADJ", "DET", "NUM", "X"}
