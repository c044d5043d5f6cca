from communique.stages.times.anchor import resolve
from communique.stages.times.find import find_timexes

__all__ = ["find_timexes", "resolve"]
