"""Counters for what torch really does: FLOP, bytes read and written, bytes held at the peak."""

import weakref
from collections import Counter
from math import prod

import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves
from torch.utils.flop_counter import FlopCounterMode, sdpa_flop_count

aten = torch.ops.aten


def bag(table, indices, *rest, out_shape=None, **named):
    return 2 * prod(indices) * table[1]


def vector(matrix, *rest, out_shape=None, **named):
    return 2 * prod(matrix)


def pairs(wanted, a, *rest, out_val=None, **named):
    return 2 * wanted._nnz() * a.shape[1]


pairs._get_raw = True


def attention(query, key, value, *rest, out_shape=None, **named):
    return sdpa_flop_count(query, key, value)


# What the counter of torch leaves out, two operations for every multiplication with an addition.
SPARSE = {
    aten._embedding_bag: bag,  # n weighted rows of a table, added up
    aten._embedding_bag_forward_only: bag,
    aten.sparse_sampled_addmm: pairs,  # n dot products
    aten.mv: vector,
    aten._scaled_dot_product_flash_attention_for_cpu: attention,
}


def flop_counter() -> FlopCounterMode:
    return FlopCounterMode(display=False, custom_mapping=SPARSE)


def size(tensor: Tensor) -> int:
    return tensor.numel() * tensor.element_size()


PRODUCTS = {aten.mm, aten.addmm, aten.bmm}  # their operands are the products' own affair
GATHERS = {aten._embedding_bag, aten._embedding_bag_forward_only}
VIEWS = {aten.detach, aten.sparse_compressed_tensor, aten.values}  # no data moves


class Traffic(TorchDispatchMode):
    """Bytes that operations outside dense products read and write: every argument and every result
    once, of a table that is gathered from the rows gathered."""

    def __init__(self):
        super().__init__()
        self.by_operation = Counter()

    @property
    def total(self):
        return sum(self.by_operation.values())

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        out = function(*args, **(kwargs or {}))
        packet = function.overloadpacket
        if packet not in PRODUCTS | VIEWS and not function.is_view:
            self.by_operation[str(packet)] += moved(function, packet, args, kwargs or {}, out)
        return out


def moved(function, packet, args, kwargs, out):
    if packet is aten._fused_adam_:  # reads weights, gradients, moments; writes all but gradients
        weights = sum(size(w) for w in args[0])
        return 7 * weights
    if packet in GATHERS:
        table, indices, starts = args[:3]
        row = table.shape[1] * table.element_size()
        return len(indices) * row + size(indices) + size(starts) + size(out[0])
    if packet is aten.sparse_sampled_addmm:
        wanted, a = args[:2]
        return 2 * wanted._nnz() * a.shape[1] * a.element_size()
    if packet is aten.index:  # a gather
        return sum(map(size, tensors(args[1]))) + 2 * size(out)
    if packet is aten.index_put_ and args[2].ndim > 1:  # rows, as they come and as they lie
        return sum(map(size, tensors(args[1]))) + 2 * size(args[2])
    if packet is aten.copy_:
        return size(args[0]) + size(args[1])
    given = tensors((args, kwargs))
    written = tensors(out)
    total = sum(map(size, given))
    own = {id(t) for t in given}
    changed = [t for t in written if id(t) in own]
    if function._schema.name.endswith("_") and not written:  # in place, over a list
        changed = tensors(args[0])
    return total + sum(size(t) for t in written if id(t) not in own) + sum(map(size, changed))


def tensors(tree):
    return [leaf for leaf in tree_leaves(tree) if isinstance(leaf, Tensor)]


class Held(TorchDispatchMode):
    """Bytes of storages that live at the same time, at the most; `there` lives from the start."""

    def __init__(self, there=()):
        super().__init__()
        self.now = self.peak = 0
        self.known = {}
        for tensor in there:
            self.add(tensor.untyped_storage())

    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        out = function(*args, **(kwargs or {}))
        for tensor in tensors(out):
            if tensor.layout is torch.strided:
                self.add(tensor.untyped_storage())
        return out

    def add(self, storage):
        if storage._cdata in self.known:
            return
        self.known[storage._cdata] = storage.nbytes()
        self.now += storage.nbytes()
        self.peak = max(self.peak, self.now)
        weakref.finalize(storage, self.forget, storage._cdata)

    def forget(self, key):
        self.now -= self.known.pop(key)
