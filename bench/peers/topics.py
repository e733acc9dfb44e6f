"""Topics of papers by others' methods, on vectors and words that it is given.

usage: python topics.py METHOD FOLDER TOPICS SEED

FOLDER has vectors.f32 (rows of float32 of unit length) and documents.txt (a line a paper: its words with spaces
between them). METHOD is `kmeans` (scikit-learn's KMeans, words by c-TF-IDF), `bertopic` (BERTopic with its own UMAP
and HDBSCAN, which find the number of topics) or `bertopic-kmeans` (BERTopic with KMeans after UMAP). Prints one
line of JSON: `groups`, the topic of each paper (-1: none), and `words`, the ten heaviest words of each topic.
Needs numpy, scipy and scikit-learn; for the others bertopic as well.
"""

import json
import os
import sys

import numpy
import scipy.sparse
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import CountVectorizer

WORDS = 10


def read(folder):
    with open(os.path.join(folder, "documents.txt"), encoding="utf-8") as file:
        documents = file.read().split("\n")[:-1]
    vectors = numpy.fromfile(os.path.join(folder, "vectors.f32"), dtype=numpy.float32)
    return documents, vectors.reshape(len(documents), -1)


def heaviest_words(documents, groups, count):
    """c-TF-IDF as BERTopic defines it: the share of a word in its topic's words, times log(1 + A / f)."""
    vectorizer = CountVectorizer(analyzer=str.split)
    counts = vectorizer.fit_transform(documents)
    rows = (groups, numpy.arange(len(documents)))
    topics = scipy.sparse.csr_matrix((numpy.ones(len(documents)), rows), shape=(count, len(documents))) @ counts
    shares = scipy.sparse.diags(1 / numpy.maximum(1, numpy.asarray(topics.sum(axis=1)).ravel())) @ topics
    frequencies = numpy.asarray(counts.sum(axis=0)).ravel()
    average = counts.sum() / count
    weights = (shares @ scipy.sparse.diags(numpy.log(1 + average / frequencies))).toarray()
    names = vectorizer.get_feature_names_out()
    return [[names[i] for i in numpy.argsort(-row)[:WORDS] if row[i] > 0] for row in weights]


def kmeans(documents, vectors, count, seed):
    groups = KMeans(count, random_state=seed, n_init=1).fit_predict(vectors)
    return groups.tolist(), heaviest_words(documents, groups, count)


def bertopic(documents, vectors, seed, **options):
    from bertopic import BERTopic
    from umap import UMAP

    # BERTopic's own, but for the seed.
    reduced = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", low_memory=False, random_state=seed)
    model = BERTopic(
        umap_model=reduced,
        vectorizer_model=CountVectorizer(analyzer=str.split),
        # Any but English: of that it would cut what is not ASCII.
        language="multilingual",
        **options,
    )
    groups, _ = model.fit_transform(documents, vectors)
    topics = range(max(groups) + 1)
    return [int(group) for group in groups], [[word for word, _ in model.get_topic(topic)[:WORDS] if word] for topic in topics]


def main():
    method, folder, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    documents, vectors = read(folder)
    if method == "kmeans":
        groups, words = kmeans(documents, vectors, count, seed)
    elif method == "bertopic":
        groups, words = bertopic(documents, vectors, seed)
    else:
        groups, words = bertopic(documents, vectors, seed, hdbscan_model=KMeans(count, random_state=seed, n_init=1))
    print(json.dumps({"groups": groups, "words": words}))


main()
