"""Workers that train one dictionary: threads that meet at a barrier, and processes over gloo."""

import multiprocessing
import threading
from datetime import timedelta
from pathlib import Path

import torch


class Together:
    """One of several workers in the threads of this process, as `Group` is one of processes."""

    device = "cpu"

    def __init__(self, rank, size, barrier, table):
        self.rank, self.size, self.barrier, self.table = rank, size, barrier, table

    def gather(self, tensor):
        self.table[self.rank] = tensor.detach().clone()
        self.barrier.wait()
        found = [one.clone() for one in self.table]
        self.barrier.wait()
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
        self.barrier.wait()


def in_threads(size, work):
    """What `work(comms)` gives on every worker; the first error of any."""
    barrier, table = threading.Barrier(size, timeout=30), [None] * size
    found, errors = [None] * size, []

    def run(rank):
        try:
            found[rank] = work(Together(rank, size, barrier, table))
        except BaseException as error:
            if not isinstance(error, threading.BrokenBarrierError):
                errors.append(error)
            barrier.abort()

    threads = [threading.Thread(target=run, args=(rank,)) for rank in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return found


def in_processes(size, work, folder, *arguments):
    """Runs `work(comms, *arguments)` in as many processes that share only the folder."""
    server = multiprocessing.get_context("forkserver")  # imports torch once for all
    server.set_forkserver_preload(["workers", "sonde.dictionary.training", "torch._dynamo"])
    meeting = Path(folder) / f"meeting-{size}-{len([*Path(folder).iterdir()])}"
    processes = [
        server.Process(target=member, args=(rank, size, str(meeting), work, *arguments))
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


def member(rank, size, meeting, work, *arguments):
    from torch import distributed

    from sonde.core.comms import Group

    torch.set_num_threads(1)
    distributed.init_process_group(
        "gloo",
        init_method=f"file://{meeting}",
        rank=rank,
        world_size=size,
        timeout=timedelta(seconds=60),
    )
    try:
        work(Group(), *arguments)
    finally:
        distributed.destroy_process_group()
