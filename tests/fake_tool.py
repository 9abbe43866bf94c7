"""A tool of the benchmarks that learns nothing: halves the rows it is given. As a process it is a
peer; its prints, failures and slowness are asked for by the job's setting."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks" / "peers"))

import torch
from worker import serve

print("importing prints")


class Fake:
    def __init__(self, job, x):
        print("so does making")
        self.job, self.seen = job, []
        self.diary = Path(job.get("diary", os.devnull))

    def step(self, batch):
        if self.job["setting"] == "fails":
            raise NotImplementedError("no such product")
        if self.job["setting"] == "dies":
            print("the last words", file=sys.stderr, flush=True)
            os._exit(3)
        if self.job["setting"] == "slow":
            time.sleep(0.2)
        self.seen += batch[:, 0].tolist()
        with self.diary.open("a") as file:
            file.write(f"{self.job.get('name')} {batch[:, 0].tolist()}\n")

    def trained(self, x):
        codes = torch.zeros(len(x), 5)
        codes[:, 0] = codes[:, 1] = 1.0
        return codes, x / 2

    def exported(self, x):
        return None


if __name__ == "__main__":
    serve(Fake)
