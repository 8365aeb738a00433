"""`bin/balale bench link`: every tool on every set, each in a process of its own.

A child process makes its set again from the seed, so that time and memory are the tool's alone.
"""

import argparse
import json
import logging
import resource
import subprocess
import sys
import time
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

SEED = 41  # never the seed that weights or thresholds were made with
SIZES = (10_000, 100_000, 300_000)
OURS, STOCK, EXPERT, TOOLKIT = "balale", "splink_stock", "splink_expert", "recordlinkage"
TOOLS = (OURS, STOCK, EXPERT, TOOLKIT)
# Above these sizes a rival is left out: it would need hours or more memory than the office has.
LARGEST = {OURS: 10**9, STOCK: 100_000, EXPERT: 100_000, TOOLKIT: 10_000}
FEBRL = tuple(f"febrl{number}" for number in (1, 2, 3, 4))
ROOT = Path(__file__).resolve().parents[3]
MOST_S = 3600

Result = dict[str, Any]


def list_sets(sizes: list[int]) -> list[str]:
    """Names of the sets: hard Bengkayang at each size, mild at the smallest, FEBRL."""
    hard = [f"bengkayang:{size}" for size in sizes]
    return [*hard, f"bengkayang_mild:{min(sizes)}", *FEBRL]


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="bin/balale bench link")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--only", default="", help="sets or tools, parted by commas")
    parser.add_argument("--one", nargs=2, metavar=("SET", "TOOL"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        sys.stdout.write(json.dumps(measure_one(*options.one)) + "\n")
        return 0
    results = run_all([int(size) for size in options.sizes.split(",")], options.only)
    report = {"seed": SEED, "results": results, "goals": judge_goals(results)}
    sys.stdout.write(json.dumps(report) + "\n" if options.json else describe(report))
    return 0


def run_all(sizes: list[int], only: str) -> list[Result]:
    wanted = [part for part in only.split(",") if part]
    results = []
    for name in list_sets(sizes):
        size = int(name.partition(":")[2] or 0)
        for tool in TOOLS:
            is_wanted = not wanted or any(part in (tool, name) for part in wanted)
            if size > LARGEST[tool] or not is_wanted:
                continue
            result = run_child(name, tool)
            sys.stderr.write(describe_one(result))
            results.append(result)
    return results


def run_child(name: str, tool: str) -> Result:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "launch.bench.linkage.run",
        "--one",
        name,
        tool,
    ]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=MOST_S
        )
    except subprocess.TimeoutExpired:
        return {"set": name, "tool": tool, "error": f"more than {MOST_S} s"}
    if done.returncode:
        return {"set": name, "tool": tool, "error": done.stderr.strip().splitlines()[-1:]}
    return json.loads(done.stdout.splitlines()[-1])


def measure_one(name: str, tool: str) -> Result:
    """One tool on one set."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    rows, truth, twins, namesakes = load_set(name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started, cpu = time.monotonic(), time.process_time()
    found = run_tool(name, tool, rows, truth)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    same = found.pop("pairs")
    return {
        "set": name,
        "tool": tool,
        "records": len(rows),
        "true_pairs": len(truth),
        **found,
        "twins": len(twins),
        "twins_same": len(same & twins),
        "namesakes": len(namesakes),
        "namesakes_same": len(same & namesakes),
        "seconds": round(time.monotonic() - started, 1),
        "cpu_s": round(time.process_time() - cpu, 1),
        "memory_mb": usage.ru_maxrss // 1024,
        "memory_before_mb": before,
    }


def load_set(name: str) -> tuple[list[dict[str, str]], set[Any], set[Any], set[Any]]:
    """Rows, true pairs, pairs of twins, pairs of father and son of one name."""
    if name in FEBRL:
        from launch.bench.linkage import febrl

        rows, truth = febrl.load(int(name[-1]))
        return rows, truth, set(), set()
    from launch.bench.linkage.dataset import make_set

    kind = "mild" if name.startswith("bengkayang_mild") else "hard"
    made = make_set(int(name.partition(":")[2]), SEED, kind)
    return made.rows, made.pairs, made.twins, made.namesakes


def run_tool(name: str, tool: str, rows: Any, truth: Any) -> Result:
    """Quality with the pairs called the same: ours at its default, a rival at its best."""
    from launch.bench.linkage import febrl, rivals, toolkit
    from launch.bench.linkage.ours import run_ours
    from launch.bench.linkage.score import find_best

    is_febrl = name in FEBRL
    if tool == OURS:
        return run_ours(febrl.to_people(rows) if is_febrl else rows, truth, learns=is_febrl)
    runner = {
        (STOCK, False): rivals.run_splink_stock,
        (EXPERT, False): rivals.run_splink_expert,
        (TOOLKIT, False): toolkit.run_bengkayang,
        (STOCK, True): febrl.run_stock,
        (EXPERT, True): febrl.run_expert,
        (TOOLKIT, True): toolkit.run_febrl,
    }[tool, is_febrl]
    scores = runner(rows)
    best = find_best(scores, truth)
    pairs = {pair for pair, score in scores.items() if score >= (best.threshold or 0.0)}
    return {**asdict(best), "held": len(truth & scores.keys()) / len(truth), "pairs": pairs}


def judge_goals(results: list[Result]) -> list[Result]:
    """The goals of the linkage, with the figure and whether it is met."""
    by = {(one["set"], one["tool"]): one for one in results if "error" not in one}
    goals: list[Result] = []

    def add(name: str, at: str, figure: float, limit: float, *, is_least: bool) -> None:
        is_met = figure >= limit if is_least else figure <= limit
        goals.append(
            {"goal": name, "set": at, "figure": round(figure, 4), "limit": limit, "met": is_met}
        )

    for (at, tool), ours in by.items():
        if tool != OURS:
            continue
        if at in FEBRL:
            rivals = [by[at, t]["f1"] for t in TOOLS[1:] if (at, t) in by]
            if rivals:
                add("f1_below_best", at, max(rivals) - ours["f1"], 0.005, is_least=False)
            continue
        if at.startswith("bengkayang:"):
            for rival, points in ((STOCK, 0.15), (EXPERT, 0.08)):
                if (at, rival) in by:
                    add(
                        f"f1_above_{rival}",
                        at,
                        ours["f1"] - by[at, rival]["f1"],
                        points,
                        is_least=True,
                    )
        add("precision", at, ours["precision"], 0.97, is_least=True)
        add(
            "twins_called_same",
            at,
            ours["twins_same"] / max(ours["twins"], 1),
            0.05,
            is_least=False,
        )
        add("held_by_same_and_ask", at, ours["held"], 0.93, is_least=True)
        add("asked_per_true_pair", at, ours["asked"], 1.5, is_least=False)
        for size, limit in ((10_000, 20), (300_000, 120)):
            if ours["records"] == size:
                add("seconds", at, ours["seconds"], limit, is_least=False)
        add("memory_mb", at, ours["memory_mb"], 3072, is_least=False)
    return goals


def describe_one(one: Result) -> str:
    if "error" in one:
        return f"{one['set']:<22} {one['tool']:<14} {one['error']}\n"
    asked = f" ditanya {one['asked']:.2f}" if "asked" in one else ""
    return (
        f"{one['set']:<22} {one['tool']:<14} P {one['precision']:.4f} R {one['recall']:.4f}"
        f" F1 {one['f1']:.4f} dipegang {one['held']:.4f}{asked}"
        f" kembar {one['twins_same']}/{one['twins']}"
        f" {one['seconds']:.0f} s (CPU {one['cpu_s']:.0f} s) {one['memory_mb']} MB\n"
    )


def describe(report: Result) -> str:
    lines = [describe_one(one) for one in report["results"]]
    for goal in report["goals"]:
        mark = "ya   " if goal["met"] else "BELUM"
        lines.append(
            f"{mark} {goal['goal']} {goal['set']}: {goal['figure']} (batas {goal['limit']})\n"
        )
    return "".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
