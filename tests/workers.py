"""Workers that train one dictionary: threads that meet at a barrier, and processes over gloo."""

import multiprocessing
import threading
from datetime import timedelta
from pathlib import Path

import torch

from sonde.core.comms import ALONE


class Together:
    """One of several workers in the threads of this process, as `Group` is one of processes."""

    device = "cpu"

    def __init__(self, rank, place):
        self.rank, self.size, self.place = rank, len(place.table), place
        self.inside, self.between = self, ALONE
        self.n_bytes = 0  # handed over

    def gather(self, tensor):
        self.n_bytes += tensor.nbytes
        self.place.table[self.rank] = tensor.detach().clone()
        self.place.barrier.wait()
        found = [one.clone() for one in self.place.table]
        self.place.barrier.wait()
        return found

    def sum(self, tensor):
        return torch.stack(self.gather(tensor)).sum(0, dtype=tensor.dtype)

    def max(self, tensor):
        return torch.stack(self.gather(tensor)).amax(0)

    def total(self, count):
        return int(self.sum(torch.tensor(count)))

    def collect(self, tensor):
        found = self.gather(tensor)
        return found if self.rank == 0 else []

    def wait(self):
        self.place.barrier.wait()


class Place:
    """Where so many workers meet."""

    def __init__(self, size):
        self.barrier, self.table = threading.Barrier(size, timeout=30), [None] * size


def in_threads(size, work, groups=1):
    """What `work(comms)` gives on every worker; the first error of any."""
    shards = size // groups
    every = Place(size)
    inside, between = [Place(shards) for _ in range(groups)], [Place(groups) for _ in range(shards)]
    places = [every, *inside, *between]
    found, errors = [None] * size, []

    def run(rank):
        group, shard = divmod(rank, shards)
        comms = Together(rank, every)
        if groups > 1:
            comms.inside = Together(shard, inside[group]) if shards > 1 else ALONE
            comms.between = Together(group, between[shard])
        try:
            found[rank] = work(comms)
        except BaseException as error:
            if not isinstance(error, threading.BrokenBarrierError):
                errors.append(error)
            for place in places:
                place.barrier.abort()

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return found


def in_processes(size, work, folder, *arguments, groups=1):
    """Runs `work(comms, *arguments)` in as many processes that share only the folder."""
    server = multiprocessing.get_context("forkserver")  # imports torch once for all
    server.set_forkserver_preload(["workers", "sonde.dictionary.training", "torch._dynamo"])
    meeting = Path(folder) / f"meeting-{size}-{len([*Path(folder).iterdir()])}"
    processes = [
        server.Process(target=member, args=(rank, size, groups, str(meeting), work, *arguments))
        for rank in range(size)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(120)
    codes = [process.exitcode for process in processes]
    for process in processes:
        if process.is_alive():
            process.kill()
    return codes


def member(rank, size, groups, meeting, work, *arguments):
    from torch import distributed

    from sonde.core.comms import in_groups

    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo",
        init_method=f"file://{meeting}",
        rank=rank,
        world_size=size,
        timeout=timedelta(seconds=60),
    )
    try:
        work(in_groups(groups), *arguments)
    finally:
        distributed.destroy_process_group()
