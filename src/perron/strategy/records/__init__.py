"""What the strategy files: itself, versions, nodes, programmes, measures, rounds and cards."""

from perron.strategy.records import delivery, judgement, tree

__all__ = ["delivery", "judgement", "tree"]
