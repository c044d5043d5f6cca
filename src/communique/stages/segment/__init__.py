"""Segment room: enters an Article, leave its typed Segments."""

from communique.stages.segment.find import find_segments

__all__ = ["find_segments"]
