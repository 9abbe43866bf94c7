"""The verbs of the command line. Each imports what it needs when it is called."""

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sonde.core.artifact import Artifact

app = typer.Typer(
    name="sonde",
    help="Opens a language model and shows what it thinks in.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,  # plain help: half the time to show it
)
ORDER = (
    "run plan harvest train grid stability sweep evaluate atlas search feature steer serve repair "
    "convert doctor demo"
)


def show_version(asked: bool | None) -> None:
    if asked:
        from sonde import __version__

        print(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool | None,
        typer.Option("--version", callback=show_version, is_eager=True, help="and exit"),
    ] = None,
) -> None:
    """Opens a language model and shows what it thinks in."""


Json = Annotated[bool, typer.Option("--json", help="print the answer as JSON")]


def answer(data: Any, as_json: bool, lines: list[str]) -> None:
    """The answer on stdout: JSON for a script, lines for a person."""
    from sonde.core.terminal import printable

    print(json_module.dumps(data) if as_json else printable("\n".join(lines)))


def show_artifact(artifact: "Artifact", as_json: bool) -> None:
    counts = artifact.manifest.counts
    lines = [str(artifact.path), *(f"  {name:<22} {value:,.6g}" for name, value in counts.items())]
    answer({"path": str(artifact.path), **counts}, as_json, lines)


@app.command("run")
def run_verb(
    config: Annotated[Path, typer.Argument(help="YAML file of the run")],
    output: Annotated[str | None, typer.Option(help="directory of the whole run")] = None,
    model: Annotated[str | None, typer.Option(help="folder or hub name of the model")] = None,
    text: Annotated[
        list[str] | None, typer.Option(help="files, folders or data sets to read")
    ] = None,
    set: Annotated[
        list[str] | None, typer.Option(help="any other field, such as train.n_tokens=10000000")
    ] = None,
    json: Json = False,
) -> None:
    """Harvest, train, evaluate and build the atlas; called again, does only what is missing."""
    from sonde.cli.flags import assigned, put, read_data
    from sonde.cli.pipeline import RunConfig, run
    from sonde.core.config import parse

    data = read_data(config)
    changes: list[tuple[tuple[str, ...], Any]] = []
    if output is not None:
        changes.append((("output",), output))
    if model is not None:
        changes.append((("model", "path"), model))
    if text:
        changes.append((("text", "sources"), text))
    changes += [assigned(assignment) for assignment in set or []]
    for path, value in changes:
        put(data, path, value)
    done = run(parse(RunConfig, data, str(config)))
    lines = [f"{name:<12} {artifact.path}" for name, artifact in done.items()]
    for artifact in done.values():
        lines += [f"  {key:<22} {value:,.6g}" for key, value in artifact.manifest.counts.items()]
    lines.append(f"Look at it:  sonde serve {done['atlas'].path}")
    answer(
        {name: {"path": str(a.path), **a.manifest.counts} for name, a in done.items()}, json, lines
    )


Cluster = Annotated[
    bool, typer.Option("--cluster", help="train each run in a process of a Ray cluster")
]
Cpus = Annotated[float, typer.Option(help="processors of a run on the cluster; may be a fraction")]
Gpus = Annotated[float, typer.Option(help="GPUs of a run on the cluster; may be a fraction")]


@app.command("grid")
def grid_verb(
    config: Annotated[Path, typer.Argument(help="YAML file of the grid")],
    output: Annotated[str | None, typer.Option(help="directory of the grid")] = None,
    set: Annotated[
        list[str] | None, typer.Option(help="any other field, such as train.n_tokens=1000000")
    ] = None,
    cluster: Cluster = False,
    cpus: Cpus = 1.0,
    gpus: Gpus = 0.0,
    json: Json = False,
) -> None:
    """Train many dictionaries at once, reading the activations once; called again, goes on."""
    from sonde.cli.grid import grid, lines, trainer
    from sonde.core.config import parse
    from sonde.dictionary.varying import GridConfig

    data = with_changes(config, output, set)
    rows = grid(parse(GridConfig, data, str(config)), trainer(cluster, cpus, gpus))
    answer({"runs": rows}, json, [*lines(rows), f"written: {data['output']}/grid.html"])


@app.command("sweep")
def sweep_verb(
    config: Annotated[Path, typer.Argument(help="YAML file of the sweep")],
    output: Annotated[str | None, typer.Option(help="directory of the sweep")] = None,
    budget: Annotated[float | None, typer.Option(help="FLOP to propose for")] = None,
    set: Annotated[
        list[str] | None, typer.Option(help="any other field, such as sizes=[512,1024,2048]")
    ] = None,
    cluster: Cluster = False,
    cpus: Cpus = 1.0,
    gpus: Gpus = 0.0,
    json: Json = False,
) -> None:
    """Train a ladder of small runs, fit scaling laws, try them on a larger run, propose."""
    from sonde.cli.grid import trainer
    from sonde.cli.sweep import SweepConfig, sweep
    from sonde.cli.sweep_page import lines, to_json
    from sonde.core.config import parse

    data = with_changes(config, output, set)
    if budget is not None:
        data["budget"] = budget
    found = sweep(parse(SweepConfig, data, str(config)), trainer(cluster, cpus, gpus))
    answer(to_json(found), json, [*lines(found), f"written: {data['output']}/sweep.html"])


def with_changes(path: Path, output: str | None, assignments: list[str] | None) -> dict[str, Any]:
    """The fields of a YAML file, with those of the flags put over them."""
    from sonde.cli.flags import assigned, put, read_data

    data = read_data(path)
    if output is not None:
        data["output"] = output
    for assignment in assignments or []:
        put(data, *assigned(assignment))
    return data


@app.command("repair")
def repair_verb(
    activations: Annotated[str, typer.Argument(help="directory of harvested activations")],
) -> None:
    """Harvest again only the shards that are missing or damaged."""
    from sonde.activations.harvest import repair
    from sonde.core.terminal import printable

    mended = repair(activations)
    print(printable("\n".join(f"mended {name}" for name in mended)) or "every shard is whole")


@app.command("search")
def search_verb(
    atlas: Annotated[str, typer.Argument(help="directory of an atlas")],
    query: Annotated[str, typer.Argument(help="words to look for")],
    limit: Annotated[int, typer.Option(min=1, help="most answers to give")] = 20,
    json: Json = False,
) -> None:
    """Find features by their labels, the words they fire on, and their examples.

    A label lists words the feature fires on, then (near) words around them, then (→) tokens it
    promotes.
    """
    from sonde.atlas.atlas import Atlas
    from sonde.core.errors import SondeError

    if not query.strip():
        raise SondeError("There is nothing to look for: give a word.")
    hits = Atlas(atlas).search(query, limit)
    lines = [f"{'feature':>8}  {'frequency':>9}  label"]
    lines += [f"{hit.feature:>8}  {hit.frequency:>9.2%}  {hit.label}" for hit in hits]
    answer(
        [hit._asdict() for hit in hits], json, lines if hits else [f"nothing found for {query!r}"]
    )


@app.command("feature")
def feature_verb(
    atlas: Annotated[str, typer.Argument(help="directory of an atlas")],
    feature: Annotated[int, typer.Argument(help="number of the feature")],
    json: Json = False,
) -> None:
    """Show a feature: label, examples, promoted tokens, neighbours."""
    from sonde.atlas.atlas import Atlas
    from sonde.cli.show import feature_lines

    record = Atlas(atlas).record(feature)
    answer(record, json, feature_lines(record))


@app.command("steer")
def steer_verb(
    atlas: Annotated[str, typer.Argument(help="directory of an atlas")],
    prompt: Annotated[str, typer.Argument(help="what the model goes on from")],
    edit: Annotated[
        list[str], typer.Option("--edit", "-e", help="such as 123=5, 'ablate 123' or 'add 123 -2'")
    ],
    n_tokens: Annotated[int, typer.Option(help="tokens to generate")] = 80,
    temperature: Annotated[float, typer.Option(help="0 is greedy")] = 0.7,
    top_p: Annotated[
        float | None, typer.Option(help="sample from the smallest set of tokens that likely")
    ] = None,
    seed: Annotated[int, typer.Option(help="of the samples")] = 0,
    chat: Annotated[bool, typer.Option(help="use the model's chat template")] = False,
    at: Annotated[
        str | None, typer.Option(help="hook point to edit at, where the dictionary has several")
    ] = None,
    device: Annotated[str, typer.Option(help="cpu, cuda:0, or auto")] = "auto",
    json: Json = False,
) -> None:
    """Generate with features turned (in multiples of their maximum), beside the same without."""
    from sonde.activations.source import source_of
    from sonde.atlas.atlas import Atlas
    from sonde.cli.show import side_by_side
    from sonde.core.config import parse
    from sonde.core.progress import say
    from sonde.dictionary.dictionary import Dictionary
    from sonde.interventions.config import SteerConfig
    from sonde.interventions.edits import parse_edit
    from sonde.interventions.steer import steer

    opened = Atlas(atlas)
    edits = [parse_edit(text) for text in edit]
    maxima = {e.feature: opened.maximum(e.feature) for e in edits if e.action != "ablate"}
    say("loading the model")
    settings = parse(
        SteerConfig,
        {
            "n_tokens": n_tokens,
            "temperature": temperature,
            "top_p": top_p,
            "seed": seed,
            "chat": chat,
        },
        "the flags",
    )
    dictionary = Dictionary.load(opened.dictionary())
    source = source_of(opened.about, "all", whole=True, device=device)
    at = at or opened.about.get("at")
    texts = steer(source, dictionary, edits, maxima, prompt, settings, at)
    labels = opened.labels([e.feature for e in edits])
    answer(
        {"prompt": prompt, "edits": [vars(e) for e in edits], **texts._asdict()},
        json,
        side_by_side(prompt, texts.default, texts.steered, edits, labels),
    )


@app.command("serve")
def serve_verb(
    atlas: Annotated[str, typer.Argument(help="directory of an atlas")],
    host: Annotated[
        str, typer.Option(help="address to bind; beyond loopback needs --token")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="port to listen on")] = 8321,
    token: Annotated[
        str | None, typer.Option(envvar="SONDE_TOKEN", help="secret that a client must send")
    ] = None,
    device: Annotated[str, typer.Option(help="where it steers: cpu, cuda:0, or auto")] = "auto",
) -> None:
    """Open the atlas as a web page: search, feature pages, steering."""
    from sonde.core.progress import say

    say(f"opening {atlas}")
    from sonde.app.config import ServeConfig
    from sonde.app.server import serve
    from sonde.core.config import parse

    fields = {"atlas": atlas, "host": host, "port": port, "token": token, "device": device}
    serve(parse(ServeConfig, fields, "the flags"))


@app.command("convert")
def convert_verb(
    source: Annotated[
        str,
        typer.Argument(
            help="a dictionary of Sonde or of another tool: a folder, a file, or hf://OWNER/NAME"
        ),
    ],
    output: Annotated[str, typer.Argument(help="directory to write, or hf://OWNER/NAME")],
    to: Annotated[
        str | None,
        typer.Option(
            "--format",
            "--to",
            help="format to write: saelens, sparsify, dictionary_learning, gemma_scope, "
            "llama_scope, llamascopium, openai or sonde; when absent, saelens for a dictionary of "
            "Sonde and sonde for any other",
        ),
    ] = None,
    activations: Annotated[
        Path | None,
        typer.Option(help="activations that turn top-k into the threshold of equal mean L0"),
    ] = None,
    k: Annotated[
        int | None, typer.Option(help="write the k largest codes instead of the thresholds")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="a repository made on the hub is for everyone to see")
    ] = False,
) -> None:
    """Turn a dictionary into another tool's format, or the reverse."""
    from sonde.cli.foreign import convert_anywhere
    from sonde.core.progress import say

    say(f"wrote {convert_anywhere(source, output, to, activations, k, public)}")


@app.command("doctor")
def doctor_verb(json: Json = False) -> None:
    """Say what this machine can do, and what is missing."""
    from sonde.cli.doctor import examine

    facts, lines = examine()
    answer(facts, json, lines)


miniature_app = typer.Typer(
    help="The generated world and the small Llama that lives in it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(miniature_app, name="miniature")


@miniature_app.command("train")
def miniature_train_verb(
    output: Annotated[Path, typer.Argument(help="folder to write the model to")],
    config: Annotated[Path | None, typer.Option(help="YAML file with fields of the recipe")] = None,
    device: Annotated[str, typer.Option(help="cpu, cuda:0, or auto")] = "auto",
) -> None:
    """Train the small Llama on the generated world, from the tokenizer on."""
    from sonde.cli.flags import read_data
    from sonde.core.config import parse
    from sonde.miniature.config import RecipeConfig
    from sonde.miniature.recipe import train

    train(output, parse(RecipeConfig, read_data(config), str(config or "the recipe")), device)


@miniature_app.command("world")
def miniature_world_verb(
    output: Annotated[Path, typer.Argument(help="file of JSON lines to write")],
    n_documents: Annotated[int, typer.Option(help="how many, pictures left out", min=1)] = 10_000,
    seed: Annotated[int, typer.Option(help="of the world; 0 is what the model was trained on")] = 1,
) -> None:
    """Write documents of the generated world, with the truth about every one of them."""
    from sonde.miniature.world import write_annotated

    print(f"written: {write_annotated(output, n_documents, seed)}")


@miniature_app.command("report")
def miniature_report_verb(
    output: Annotated[str, typer.Option(help="directory of the report")] = "runs/claims",
    model: Annotated[
        str | None, typer.Option(help="folder of a model of the world, else the shipped one")
    ] = None,
    quick: Annotated[bool, typer.Option(help="fewer features and tokens")] = False,
    seed: Annotated[int, typer.Option(help="of the dictionaries and the samples")] = 0,
    json: Json = False,
) -> None:
    """Measure the claims of "Scaling Monosemanticity" where the truth is known."""
    from sonde.core.config import parse
    from sonde.miniature.claims.report import lines, report
    from sonde.miniature.claims.study import ReportConfig

    fields = {"output": output, "model": model, "quick": quick, "seed": seed}
    rows = report(parse(ReportConfig, fields, "the flags"))
    answer({"claims": rows}, json, [*lines(rows), f"written: {output}/claims.html"])


@app.command("demo")
def demo_verb(
    output: Annotated[str, typer.Option(help="directory of the run")] = "runs/demo",
    quick: Annotated[
        bool, typer.Option(help="a smaller dictionary, in about ninety seconds")
    ] = False,
    serve: Annotated[bool, typer.Option(help="open the page at the end")] = True,
    port: Annotated[int, typer.Option(help="port of the page")] = 8321,
) -> None:
    """The whole story on the small model that ships with Sonde, offline, in minutes."""
    from sonde.cli.demo import demo

    demo(Path(output), quick, serve, port)
