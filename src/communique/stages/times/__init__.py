from communique.stages.times.anchor import resolve
from communique.stages.times.find import find_timexes
from communique.stages.times.tense import clause_tense

__all__ = ["clause_tense", "find_timexes", "resolve"]
