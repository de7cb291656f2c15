//! Who got their reminder how often, and what every doubled one is owed to.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::ops::Range;

use sandbox::{Answered, Posted};

/// For each scheduler that was killed, by its name: whose deliveries were settled when it was dead. Whatever else it had
/// sent was in flight.
pub(super) type Deaths = HashMap<String, HashSet<i64>>;

/// What became of everybody's reminder.
#[derive(Debug)]
pub(crate) struct Census {
    people: usize,
    /// Who got none.
    pub(super) lost: Vec<i64>,
    /// Messages that came in addition to the one that was due.
    pub(super) doubled: usize,
    /// Messages that were sent and not yet reported when their sender was killed.
    pub(super) in_flight: usize,
    /// How many schedulers were killed.
    kills: usize,
    /// Messages that their sender could not know to be sent.
    pub(super) unanswered: usize,
    /// Messages that were sent again although their sender knew of them and lived, or had reported them.
    pub(super) unexplained: Vec<Posted>,
}

impl Census {
    pub(super) fn new(people: Range<i64>, journal: Vec<Posted>, deaths: &Deaths) -> Self {
        let was_in_flight = |posted: &Posted| {
            deaths.get(&posted.caller).is_some_and(|settled| !settled.contains(&posted.chat))
        };
        let was_unanswered = |posted: &Posted| posted.answered == Answered::Never;
        let in_flight = journal.iter().filter(|posted| was_in_flight(posted)).count();
        let unanswered = journal.iter().filter(|posted| was_unanswered(posted)).count();
        let sent = journal.len();
        let newest: HashMap<i64, Posted> =
            journal.iter().map(|posted| (posted.chat, posted.clone())).collect();
        let again = journal.into_iter().filter(|posted| newest[&posted.chat] != *posted);
        Self {
            lost: people.clone().filter(|person| !newest.contains_key(person)).collect(),
            people: people.count(),
            doubled: sent - newest.len(),
            in_flight,
            kills: deaths.len(),
            unanswered,
            unexplained: again.filter(|posted| !was_in_flight(posted) && !was_unanswered(posted)).collect(),
        }
    }
}

impl fmt::Display for Census {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { people, lost, doubled, in_flight, kills, unanswered, unexplained } = self;
        let (lost, unexplained) = (lost.len(), unexplained.len());
        write!(
            formatter,
            "{people} reminders: {lost} lost, {doubled} doubled ({unexplained} without a reason); \
             {in_flight} in flight at {kills} kills, {unanswered} sent without an answer"
        )
    }
}

#[test]
fn a_message_is_explained_by_the_death_of_its_sender_before_the_report_or_by_a_lost_answer() {
    let posted =
        |caller: &str, chat, message, answered| Posted { caller: caller.into(), chat, message, answered };
    let (at_once, never) = (Answered::AtOnce, Answered::Never);
    let journal = vec![
        posted("dead", 1, 11, at_once),
        posted("dead", 2, 12, at_once),
        posted("alive", 3, 13, never),
        posted("alive", 1, 14, at_once),
        posted("alive", 2, 15, at_once),
        posted("alive", 3, 16, at_once),
        posted("alive", 3, 17, at_once),
    ];
    let deaths = Deaths::from([("dead".to_owned(), HashSet::from([2]))]);
    let census = Census::new(1..5, journal.clone(), &deaths);
    assert_eq!(census.lost, [4]);
    assert_eq!((census.doubled, census.in_flight, census.unanswered), (4, 1, 1));
    // The second had been reported, and the last but one was answered.
    assert_eq!(census.unexplained, [journal[1].clone(), journal[5].clone()]);
}
