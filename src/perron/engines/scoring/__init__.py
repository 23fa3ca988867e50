"""How applications are judged: criteria, weights, juries, severity, ties, rankings, queues.

Everything here is a pure function of its arguments: no clock, no files, no framework; where chance
is wanted it comes in as a Generator. Scores are whole thousandths of a point, money whole cents;
between the two ends the arithmetic is exact (fractions) and what is rounded is rounded once.
"""
