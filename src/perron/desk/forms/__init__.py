"""Forms made from the codecs of a kind: questions to show, and what was answered."""
