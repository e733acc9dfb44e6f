"""Writes the linear layers of a BERT encoder as bare int8 matrix products, nothing between them.

usage: python matmul_models.py FOLDER HIDDEN INTERMEDIATE LAYERS

FOLDER/int8.onnx has int8 weights. FOLDER/uint8.onnx has the same shifted to uint8: on x86
without VNNI the kernel for it is another, which does not saturate, and it is the one that
`session.x64quantprecision = 1` picks. Inputs: `hidden` and `intermediate`, uint8, one row a token.
"""

import os
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper

# Of onnx 1.10: older than every runtime that anyone still measures.
OPSET, IR_VERSION = 15, 8


def write(file, weight_type, weight_zero_point, hidden, intermediate, layers):
    random = numpy.random.default_rng(1)
    constants = [
        numpy_helper.from_array(numpy.array(128, numpy.uint8), "activation_zero_point"),
        numpy_helper.from_array(numpy.array(weight_zero_point, weight_type), "weight_zero_point"),
    ]
    nodes, outputs = [], []
    # Query, key, value and attention output; then up and down of the feed-forward part.
    shapes = [("hidden", hidden)] * 4 + [("hidden", intermediate), ("intermediate", hidden)]
    rows = {"hidden": hidden, "intermediate": intermediate}
    for i, (source, columns) in enumerate(shapes * layers):
        weights = random.integers(-127, 128, (rows[source], columns)) + weight_zero_point
        constants.append(numpy_helper.from_array(weights.astype(weight_type), f"weights{i}"))
        inputs = [source, f"weights{i}", "activation_zero_point", "weight_zero_point"]
        nodes.append(helper.make_node("MatMulInteger", inputs, [f"product{i}"]))
        outputs.append(helper.make_tensor_value_info(f"product{i}", TensorProto.INT32, ["tokens", columns]))
    inputs = [helper.make_tensor_value_info(name, TensorProto.UINT8, ["tokens", size]) for name, size in rows.items()]
    graph = helper.make_graph(nodes, "linear layers", inputs, outputs, constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION), file)


folder, sizes = sys.argv[1], [int(size) for size in sys.argv[2:5]]
write(os.path.join(folder, "int8.onnx"), numpy.int8, 0, *sizes)
write(os.path.join(folder, "uint8.onnx"), numpy.uint8, 128, *sizes)
