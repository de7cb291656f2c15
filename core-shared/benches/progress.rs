//! How long the numbers of a habit take: from ten years of executions, and from the cache that reads use.
//! Run with `cargo bench -p core-shared`. Goals: 100 µs from scratch; the cache is the yardstick beside it.

use std::hint::black_box;

use core_shared::domain::{Execution, ExecutionState, HabitKind, History, Plan, Schedule};
use criterion::{Criterion, criterion_group, criterion_main};
use jiff::ToSpan as _;
use jiff::civil::{Date, date};

const TEN_YEARS: usize = 3653;
const START: Date = date(2016, 1, 1);

/// Six days of seven done, for ten years.
fn executions() -> Vec<(Date, Execution)> {
    let days = START.series(1.day()).take(TEN_YEARS).enumerate();
    days.filter(|(index, _)| index % 7 != 3).map(|(_, day)| (day, ExecutionState::Done.into())).collect()
}

fn rebuilt(executions: &[(Date, Execution)], today: Date) -> History {
    History::rebuild(Plan::new(HabitKind::Build, START, Schedule::Daily {}), executions, today)
}

fn progress(criterion: &mut Criterion) {
    let executions = executions();
    let today = START.saturating_add(3652.days());
    let history = rebuilt(&executions, today);
    criterion.bench_function("ten years of a daily habit from scratch", |bench| {
        bench.iter(|| rebuilt(black_box(&executions), today).progress(today));
    });
    criterion.bench_function("the same from snapshot and window", |bench| {
        bench.iter(|| black_box(&history).progress(today));
    });
}

criterion_group!(benches, progress);
criterion_main!(benches);
