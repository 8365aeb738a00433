"""The bench's arithmetic: percentiles, goals, ratios, and the report as words and as JSON."""

import json

import pytest

from launch.bench.client import read_form, read_next_link
from launch.bench.figures import Summary, Timing, compute_percentile, summarise
from launch.bench.goals import Goal, judge_all
from launch.bench.load import Tally, accounts_of, is_going_on, merge
from launch.bench.report import Report, make_report


def summary(job: str, *, clients: int = 1, p95_ms: float = 10.0, per_second: float = 10.0):
    return Summary(job, clients, 20, p95_ms, p95_ms, per_second, None, 0, 0, "")


@pytest.mark.parametrize(
    ("times", "percent", "expected"),
    [([5.0], 95, 5.0), ([2.0, 1.0], 50, 1.0), (list(range(1, 101)), 95, 95), ([1, 2, 3], 100, 3)],
)
def test_percentile_is_a_measured_time_by_nearest_rank(times, percent, expected):
    assert compute_percentile(times, percent) == expected


def test_summary_counts_only_answers_and_tells_refusals_apart():
    found = summarise(Timing("list", 20, [0.01, 0.03], errors=1, refused=2, elapsed_s=4))
    assert (found.p50_ms, found.p95_ms, found.count) == (10.0, 30.0, 2)
    assert (found.per_second, found.errors, found.refused) == (0.5, 1, 2)


def test_summary_without_an_answer_has_no_percentiles():
    found = summarise(Timing("list", 1, elapsed_s=0))
    assert (found.p50_ms, found.p95_ms, found.per_second) == (None, None, 0.0)


def test_goals_are_decided_by_the_slowest_job_at_one_client():
    jobs = [summary("list_village_first"), summary("list_regency_1000", p95_ms=61)]
    jobs.append(summary("list_regency_first", clients=20, p95_ms=900))
    goals = judge_all(jobs, ratios={"list": 10.0}, memory_mb=500.1, policy_percent=None)
    found = {goal.name: (goal.is_met, goal.at) for goal in goals}
    assert found["list_p95"] == (False, "list_regency_1000")
    assert found["times_django_admin"] == (True, "list")
    assert found["memory_peak"] == (False, "")
    assert found["row_policies_cost"] == (None, "")


def test_goal_of_at_least_is_met_at_the_limit():
    assert Goal("x", 10, "x", 10.0, is_least=True).is_met
    assert not Goal("x", 10, "x", 9.9, is_least=True).is_met


def test_ratio_compares_the_same_job_at_the_most_clients():
    report = Report(500, {})
    report.summaries = [summary("list", per_second=50), summary("list", clients=20, per_second=90)]
    report.yardstick = [summary("list", per_second=50), summary("list", clients=20, per_second=9)]
    assert report.ratios == {"list": 10.0}


def test_report_stands_as_table_and_as_json():
    report = Report(500, {"orang": 500}, [summary("home")])
    report.goals = judge_all([], ratios={}, memory_mb=None, policy_percent=None)
    words = make_report(report)
    assert "home" in words
    assert "tidak diukur" in words
    found = json.loads(json.dumps(report.to_dict()))
    assert found["jobs"][0]["job"] == "home"
    assert {goal["is_met"] for goal in found["goals"]} == {None}


def test_clients_share_accounts_out_and_share_one_when_there_are_few():
    accounts = [{"username": str(n)} for n in range(5)]
    assert accounts_of(1, 2, accounts) == [{"username": "1"}, {"username": "3"}]
    assert accounts_of(6, 20, accounts) == [{"username": "1"}]


def test_merged_timings_put_the_job_first_and_add_up():
    one, two = Tally(errors=1), Tally(refused=1)
    one.times["create_siapa"] = [0.1]
    two.times["create"] = [0.2]
    timings = merge("create", [one, two], clients=2, elapsed_s=1)
    assert [(timing.job, timing.times) for timing in timings] == [
        ("create", [0.2]),
        ("create_siapa", [0.1]),
    ]
    assert (timings[0].errors, timings[0].refused) == (1, 1)


@pytest.mark.parametrize(
    ("elapsed", "done", "expected"), [(1, 0, True), (9, 5, True), (9, 20, False), (33, 5, False)]
)
def test_job_goes_on_until_time_is_up_and_some_answers_are_there(elapsed, done, expected):
    assert is_going_on(elapsed, done, 8) is expected


def test_form_of_a_page_is_read_as_a_browser_sends_it():
    page = """<input name="nik" value="61&amp;"><input type="checkbox" name="a" value="1" checked>
    <input type="radio" name="b" value="2"><textarea name="c">\nx</textarea>
    <select name="d"><option value="1">1<option value="2" selected>2</select>
    <a rel="next" href="?a=1&amp;sesudah=2">Halaman berikut</a>"""
    assert read_form(page) == {"nik": ["61&"], "a": ["1"], "c": ["x"], "d": ["2"]}
    assert read_next_link(page) == "?a=1&sesudah=2"
