//! Two bots behind one address, one of which is always being killed: everything that people do is handled, once, and in
//! their order.

use std::net::{SocketAddr, TcpListener as Port};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use core_shared::domain::{DayState, UserId};
use sandbox::{Actor, Person};
use sqlx::PgPool;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::processes::{Running, Service, Stage, fresh_database};
use crate::story;

/// Hands each connection to the next of several, as a balancer does.
async fn balancer(bots: [SocketAddr; 2]) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let turn = AtomicUsize::new(0);
    tokio::spawn(async move {
        while let Ok((mut incoming, _)) = listener.accept().await {
            let bot = bots[turn.fetch_add(1, Ordering::Relaxed) % bots.len()];
            tokio::spawn(async move {
                // One that is dead hangs up, and Telegram comes again.
                if let Ok(mut outgoing) = TcpStream::connect(bot).await {
                    tokio::io::copy_bidirectional(&mut incoming, &mut outgoing).await.ok();
                }
            });
        }
    });
    address
}

struct Bots {
    stage: Arc<Stage>,
    url: String,
    addresses: [SocketAddr; 2],
    /// None only while one is being exchanged.
    running: [Option<Running>; 2],
}

impl Bots {
    async fn start(stage: Arc<Stage>) -> Self {
        let free = || Port::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let addresses = [free(), free()];
        let url = format!("http://{}/telegram", balancer(addresses).await);
        let running = addresses.map(|address| Some(starts(&stage, &url, address)));
        Self { stage, url, addresses, running }
    }

    /// kill -9, and a start anew.
    fn kills(&mut self, victim: usize) {
        self.running[victim].take().unwrap().dies();
        self.running[victim] = Some(starts(&self.stage, &self.url, self.addresses[victim]));
    }
}

fn starts(stage: &Stage, url: &str, address: SocketAddr) -> Running {
    stage.starts(Service::Bot, &[("WEBHOOK_URL", url), ("WEBHOOK_BIND", &address.to_string())])
}

/// Check-ins of each person; an even number takes the last one back.
const CHECK_INS: usize = 20;

/// From a stranger to somebody who has made a habit and has marked it again and again.
async fn keeps_a_habit(person: Actor) {
    person.says("/start").await;
    person.says("Berlin").await;
    person.says("/new Stretch every day at 21:00").await;
    person.taps("Save").await;
    person.sees("Stretch").await;
    person.says("/today").await;
    for _ in 0..CHECK_INS {
        person.taps("Stretch").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "how often it was killed is a figure worth seeing")]
async fn people_do_not_notice_that_one_of_two_bots_is_always_being_killed() {
    let stage = Arc::new(Stage::over(fresh_database().await, None).await);
    let _api = stage.starts(Service::Api, &[]);
    stage.waits_for_the_api().await;
    story::moves_to_next(&stage.sandbox, "12:00");
    let mut bots = Bots::start(stage.clone()).await;
    let people: Vec<Actor> =
        (4001..4011).map(|id| stage.sandbox.person(Person::new(id, "Anna").language("en"))).collect();
    let mut work: JoinSet<()> = people.iter().cloned().map(keeps_a_habit).collect();
    let mut kills = 0;
    while !work.is_empty() {
        let pause = tokio::time::sleep(Duration::from_millis(rand::random_range(300..1500)));
        tokio::select! {
            Some(done) = work.join_next() => done.unwrap(),
            () = pause => {
                bots.kills(rand::random_range(0..2));
                kills += 1;
            }
        }
    }
    println!("{kills} bots were killed");
    assert!(kills > 0, "it was over before anybody was killed");
    for person in &people {
        let today = stage.client().get_today(UserId(person.id())).await.unwrap();
        let habits: Vec<_> = today.habits.iter().map(|habit| (habit.name.to_string(), habit.state)).collect();
        // The last of an even number of taps took it back.
        assert_eq!(habits, [("Stretch".to_owned(), DayState::Pending)], "{}", person.chat());
    }
    assert_eq!(stage.sandbox.waiting_updates(), 0);
    let db = PgPool::connect(&stage.database_url).await.unwrap();
    let left: i64 =
        sqlx::query_scalar("select count(*) from updates where finished_at is null or cause is not null")
            .fetch_one(&db)
            .await
            .unwrap();
    assert_eq!(left, 0, "nothing waits, and nothing was given up");
}
