"""Training the tagger: from marked texts, given by path, to the one file of weights that extraction reads.

Needs PyTorch and what else `requirements-train.txt` holds; nothing in the running site imports this.
"""
