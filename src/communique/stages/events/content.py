"""What a speech act is about, and the code it takes from that (``patterns/composition.toml``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from communique.codebook.composition import ANY_CONTENT, Composition
from communique.codebook.patterns import Helpers
from communique.records import Sentence
from communique.stages.events.arguments import case_words, is_passive, tells_circumstances
from communique.stages.events.matching import Match, find_matches

_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl"})
_PHRASES = frozenset({"obj", "iobj", "obl", "nmod", "nsubj"})
_MODIFIERS = frozenset({"compound", "amod", "nmod:poss", "nmod:desc"})
# Prepositions behind which stands when or in spite of what an act is done, never what it is about.
_BESIDE = frozenset(
    {"after", "amid", "at", "before", "because", "by", "despite", "during", "following", "near",
     "since", "under", "until", "within", "without"}
)  # fmt: skip
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
_DEEPEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Refined:
    """A speech act's composed code, the id of the pattern its content matched, and its words."""

    cameo: str
    pattern_id: str
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """A word below the trigger, how deep it lies, and whether a word above it ends it."""

    word: int
    depth: int
    stopped: bool


@dataclass(frozen=True)
class ContentFinder:
    """Looks below speech acts of one sentence for what they are about.

    `deeds` are the matches of event patterns in the sentence, word by word.
    """

    sentence: Sentence
    table: Composition
    helpers: Helpers
    deeds: Sequence[Sequence[Match]]

    @cached_property
    def _contents(self) -> dict[int, list[Match]]:
        """By word, what may be a content there: the longest first, then words of contents."""
        found: dict[int, list[Match]] = {}
        for matches in (*find_matches(self.sentence, self.table.words, self.helpers), *self.deeds):
            found.setdefault(matches[0].head, []).extend(matches)
        return {head: sorted(fit, key=lambda m: -len(m.words)) for head, fit in found.items()}

    def refined(self, match: Match) -> Refined | None:
        """The code that the nearest content gives the act, if it says more than its own."""
        in_family = self.table.family_of(match.pattern.cameo) is not None
        if not in_family or not match.pattern.composed or not self._is_open(match):
            return None
        steps = sorted(self._below(match), key=lambda s: (s.depth, abs(s.word - match.head)))
        for step in steps:
            inner = self._content_at(step.word)
            code = self._code(match, step, inner) if inner is not None else None
            if inner is not None and code is not None:
                return Refined(cameo=code, pattern_id=inner.pattern.id, words=inner.words)
        return None

    def _content_at(self, word: int) -> Match | None:
        """The longest trigger at a word that the table knows as a content."""
        for inner in self._contents.get(word, ()):
            pattern = inner.pattern
            if pattern.modals or self._differs_in_voice(inner):
                continue
            if self.table.content_of(pattern.id, pattern.cameo) is not None:
                return inner
        return None

    def _code(self, match: Match, step: _Step, inner: Match) -> str | None:
        """The code of an act whose content is a deed or word found at a step below it."""
        content = self.table.content_of(inner.pattern.id, inner.pattern.cameo)
        if content is None:
            return None
        stopped = step.stopped or self._is_negated(inner.head, match)
        content = self.table.told_by(content, stopped=stopped)
        wanted = match.pattern.about
        if content is None or (wanted and not wanted & {content.id, ANY_CONTENT}):
            return None
        return self.table.composed(match.pattern.cameo, content)

    def _differs_in_voice(self, inner: Match) -> bool:
        wanted = inner.pattern.passive
        return wanted is not None and wanted != is_passive(self.sentence, inner.head)

    def _below(self, match: Match) -> Iterator[_Step]:
        """The words a trigger's content may be told by, each once, the nearest first."""
        seen = set(match.words)
        if match.pattern.modals:
            # "Russia must withdraw": what is demanded is the trigger itself.
            layer = [_Step(match.head, 0, False)]
            yield layer[0]
        else:
            layer = [_Step(word, 0, False) for word in match.words]
            yield from (step for step in layer if step.word != match.head)
        while layer:
            following = [
                _Step(child, step.depth + 1, step.stopped or self._is_stop(step, match))
                for step in layer
                for child in self._children(step, match)
                if child not in seen
            ]
            seen.update(step.word for step in following)
            yield from following
            layer = [step for step in following if step.depth < _DEEPEST]

    def _is_open(self, match: Match) -> bool:
        """Whether the trigger leaves its content open, as "urge to exercise restraint" does not."""
        if not self.table.is_speech(match.pattern.cameo):
            return True
        return all(
            self._passes(w)
            for w in match.words
            if w != match.head and self.sentence.upos[w] in {"NOUN", "VERB", "ADJ", "PROPN"}
        )

    def _children(self, step: _Step, match: Match) -> Iterator[int]:
        sentence, word = self.sentence, step.word
        is_nominal = sentence.upos[word] in {"NOUN", "PROPN", "PRON"}
        is_asked = step.depth == 1 and is_nominal and match.pattern.head == "verb"
        if not step.depth:
            # "will put out reforms" promises none; "will provide aid" does.
            lemma = sentence.lemmas[word].lower()
            passes = not match.pattern.modals or lemma in self.table.through | self.table.stops
        else:
            passes = self._passes(word)
        for child in sentence.children[word]:
            relation = sentence.relation(child)
            if relation in _CLAUSES:
                # "urged Oslo to free them": the clause may hang on the one who is asked.
                if (passes or is_asked) and self._tells_content(child):
                    yield child
            elif passes:
                if self._is_phrase(child, below_trigger=not step.depth):
                    yield child
            elif is_asked and "for" in case_words(sentence, child):
                # "asked Oslo for grain"
                yield child

    def _tells_content(self, clause: int) -> bool:
        """Whether a clause tells what is done, not how things are ("insisted it is no war")."""
        is_relative = self.sentence.deprels[clause] == "acl:relcl"
        if is_relative or self.sentence.dependents(clause, "cop"):
            return False
        return not tells_circumstances(self.sentence, clause)

    def _is_phrase(self, word: int, *, below_trigger: bool) -> bool:
        full, relation = self.sentence.deprels[word], self.sentence.relation(word)
        if relation == "conj" or full == "nsubj":
            # "demanded that the shelling stop"; what is joined to the act itself is another act.
            return not below_trigger
        if relation in _PHRASES or full in _MODIFIERS:
            return not case_words(self.sentence, word) & _BESIDE
        return False

    def _passes(self, word: int) -> bool:
        """Whether a word only leads on to what stands below it."""
        lemma = self.sentence.lemmas[word].lower()
        known = self.table.through | self.helpers.light_verbs | self.helpers.transparent_nouns
        return lemma in known or lemma in self.table.stops

    def _is_stop(self, step: _Step, match: Match) -> bool:
        """Whether what stands below a word is told as ended or forborne."""
        if not step.depth and not match.pattern.modals:
            return False
        sentence, stops = self.sentence, self.table.stops
        # "bring an end to the siege"
        nouns = (w for w in sentence.dependents(step.word, "obj") if sentence.upos[w] == "NOUN")
        ended = any(sentence.lemmas[w].lower() in stops for w in nouns)
        own = sentence.lemmas[step.word].lower() in stops
        return own or ended or self._is_negated(step.word, match)

    def _is_negated(self, word: int, match: Match) -> bool:
        """``not attack``, ``no sanctions``; a negation that is part of the trigger is none."""
        marks = set(self.sentence.dependents(word, "advmod", "det")) - set(match.words)
        return any(self.sentence.words[m].lower() in _NEGATIONS for m in marks)
