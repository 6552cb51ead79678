"""The tagger: a small network that reads words in context and proposes attributions, claims and evidence.

In: the text of an article. Out: for each piece of a word its tags and what it points at, and from these the spans
in a Doc that the components behind it read. It is trained by `manage.py train_extraction`; the weights stand beside
the code in one file, described in MODEL_CARD.md. Nothing here needs more than numpy, tokenizers and onnxruntime.
"""
