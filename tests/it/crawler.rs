//! People without a plan: any button of any message, any command, any text, in any order and all at once, while services
//! are killed and time goes by. Nothing that the bot says may be refused, no button may be left spinning, no screen
//! may be without a way on, and nobody may be told that something went wrong.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use sandbox::{Actor, Message, Person, Refusal};
use tokio::sync::{RwLock, watch};
use tokio::task::JoinSet;

use crate::dice;
use crate::processes::{Processes, Service, Stage};
use crate::story;

/// What people type. Some of it is an answer to something, some of it is not.
const TYPED: [&str; 34] = [
    "/start",
    "/start ref_4711",
    "/today",
    "/new",
    "/habits",
    "/help",
    "/cancel",
    "/language",
    "/api",
    "/timezone",
    "/settings",
    "/privacy",
    "/delete_me",
    "/nonsense",
    "/today@another_bot",
    "/new Swim",
    "Berlin",
    "Read <b>20</b> pages & more",
    "<a href=\"tg://user?id=1\">x</a>_*`[](",
    "21:30",
    "22:30-7",
    "20.12-05.01",
    "DELETE",
    "УДАЛИТЬ",
    "7",
    "9223372036854775808",
    "0",
    "🚀",
    "👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦",
    "a\nb",
    "swim 2 km mon wed fri at 7",
    "пить воду 8 раз в день каждый вечер",
    "no sugar",
    "every day 3 times a week 20 pages 30 min",
];

/// The longest message that Telegram lets anybody write, in characters.
const LONGEST_TEXT: usize = 4096;

/// Messages that are still looked at.
const LOOKED_AT: usize = 6;

/// How much of it.
struct Size {
    presses: usize,
    people: i64,
    /// A service dies after so many presses.
    dies_each: usize,
    /// Hours go by after so many presses.
    time_goes_each: usize,
}

impl Size {
    const SMALL: Self = Self { presses: 400, people: 3, dies_each: 130, time_goes_each: 40 };
    const FULL: Self = Self { presses: 20_000, people: 8, dies_each: 400, time_goes_each: 200 };

    fn chosen() -> Self {
        if dice::is_full() { Self::FULL } else { Self::SMALL }
    }
}

/// What all of them share.
struct Town {
    presses: AtomicUsize,
    told: watch::Sender<usize>,
    enough: usize,
    /// Whoever does something holds it, so that the clock is moved between what they do.
    busy: RwLock<()>,
}

impl Town {
    fn has_seen_a_press(&self) {
        self.told.send_replace(self.presses.fetch_add(1, Ordering::Relaxed) + 1);
    }

    fn has_seen_enough(&self) -> bool {
        self.presses.load(Ordering::Relaxed) >= self.enough
    }
}

struct Wanderer {
    town: Arc<Town>,
    random: StdRng,
    person: Actor,
    seed: u64,
}

impl Wanderer {
    async fn wanders(mut self) {
        while !self.town.has_seen_enough() {
            let town = self.town.clone();
            let _busy = town.busy.read().await;
            self.step().await;
        }
    }

    async fn step(&mut self) {
        let buttons = self.buttons();
        match buttons.choose(&mut self.random) {
            Some((message, data)) if self.random.random_bool(0.8) => {
                let before = self.person.chat().message(*message);
                self.person.tap_data(*message, data).await;
                self.town.has_seen_a_press();
                self.expects_a_way_on(before, data);
            }
            _ => self.says_something().await,
        }
        self.expects_no_excuse();
    }

    async fn says_something(&mut self) {
        match self.random.random_range(0..40) {
            0 => self.person.says(&"ы".repeat(LONGEST_TEXT)).await,
            1 => self.person.sends_photo().await,
            2 => self.person.shares_location(52.52, 13.4).await,
            3..8 => {
                let messages = self.person.chat().bot_messages();
                let newest: Vec<_> = messages.iter().rev().take(LOOKED_AT).collect();
                let Some(message) = newest.choose(&mut self.random) else { return };
                let text = TYPED.choose(&mut self.random).unwrap();
                if self.random.random_bool(0.2) {
                    self.person.replies_with_photo(message.id, text).await;
                } else {
                    self.person.replies_to(message.id, text).await;
                }
            }
            _ => self.person.says(TYPED.choose(&mut self.random).unwrap()).await,
        }
    }

    /// The buttons of the newest messages, by what they send.
    fn buttons(&self) -> Vec<(i64, String)> {
        let messages = self.person.chat().bot_messages();
        let newest = messages.iter().rev().take(LOOKED_AT);
        let buttons = newest.flat_map(|message| {
            message
                .buttons()
                .filter_map(|button| Some((message.id, button.data()?.to_owned())))
                .collect::<Vec<_>>()
        });
        buttons.collect()
    }

    /// What a press shows has buttons, or there is another message that has. (A question of yesterday, or about a habit that is gone,
    /// only loses its own.)
    fn expects_a_way_on(&self, pressed: Option<Message>, data: &str) {
        let chat = self.person.chat();
        let newest = chat.bot_messages();
        let Some(before) = pressed else { return };
        let after = chat.message(before.id);
        let shows_news = after.is_some_and(|after| after.text != before.text);
        let has_buttons = |message: &Message| message.buttons().next().is_some();
        let ways = newest.iter().rev().take(LOOKED_AT).any(has_buttons);
        let is_asked =
            newest.last().is_some_and(|message| message.id > before.id) || chat.reply_keyboard().is_some();
        assert!(!shows_news || ways || is_asked, "seed {}: {data} is a dead end\n{chat}", self.seed);
    }

    fn expects_no_excuse(&self) {
        let excuses = ["Something went wrong", "Что-то пошло не так"];
        let chat = self.person.chat();
        let said = chat.bot_messages().into_iter().rev().take(LOOKED_AT).map(|message| message.text);
        for text in said.chain(self.person.toast()) {
            assert!(
                !excuses.iter().any(|excuse| text.contains(excuse)),
                "seed {}: {text}\n{chat}",
                self.seed
            );
        }
    }
}

/// What Telegram may say no to while nothing is wrong.
fn is_normal(refusal: &Refusal) -> bool {
    let words = [
        // Pressing what shows the same again.
        "message is not modified",
        // Removing a message after days.
        "message can't be deleted",
        // A bot that was killed after it had answered a tap answers it once more.
        "query is too old",
        // A scheduler that was killed after it had unpinned a list of yesterday does so once more.
        "message to unpin not found",
    ];
    words.iter().any(|words| refusal.description.contains(words))
}

/// Kills services and lets hours go by, until people have pressed enough.
async fn lives_on(processes: &mut Processes, town: &Town, size: &Size, random: &mut StdRng, seed: u64) {
    let mut pressed = town.told.subscribe();
    let (mut dies_at, mut moves_at) = (size.dies_each, size.time_goes_each);
    while let ControlFlow::Continue(presses) =
        next(&mut pressed, size.presses.min(dies_at).min(moves_at), size).await
    {
        if presses >= dies_at {
            dies_at += size.dies_each;
            processes.kills(*Service::ALL.choose(random).unwrap());
        }
        if presses >= moves_at {
            moves_at += size.time_goes_each;
            let _nobody_moves = town.busy.write().await;
            story::post_is_settled(&processes.stage.database_url).await;
            let hours = random.random_range(1..30);
            processes.stage.sandbox.clock().advance(Duration::from_secs(hours * 3600)).unwrap();
        }
        assert_telegram_is_content(&processes.stage, seed, presses);
    }
}

/// Waits for so many presses; breaks when there are enough.
async fn next(pressed: &mut watch::Receiver<usize>, at_least: usize, size: &Size) -> ControlFlow<(), usize> {
    match pressed.wait_for(|count| *count >= at_least).await {
        Ok(count) if *count < size.presses => ControlFlow::Continue(*count),
        _ => ControlFlow::Break(()),
    }
}

fn assert_telegram_is_content(stage: &Stage, seed: u64, presses: usize) {
    let mut refused = stage.sandbox.refusals();
    refused.retain(|refusal| !is_normal(refusal));
    assert!(refused.is_empty(), "seed {seed}, press {presses}: {refused:#?}");
}

#[tokio::test(flavor = "multi_thread")]
#[expect(clippy::print_stdout, reason = "the seed is needed to see the same again")]
async fn whatever_is_pressed_and_typed_in_any_order_is_answered() {
    let (seed, size) = (dice::seed(), Size::chosen());
    println!("{} presses of {} people: CHAOS_SEED={seed}", size.presses, size.people);
    let mut random = StdRng::seed_from_u64(seed);
    let mut processes = Processes::start().await;
    story::moves_to_next(&processes.stage.sandbox, "12:00");
    let town = Arc::new(Town {
        presses: AtomicUsize::new(0),
        told: watch::Sender::new(0),
        enough: size.presses,
        busy: RwLock::default(),
    });
    let mut people = JoinSet::new();
    for (id, language) in (4001..4001 + size.people).zip(["en", "ru", "de"].into_iter().cycle()) {
        let person = processes.stage.sandbox.person(Person::new(id, "<Anna> & co").language(language));
        let random = StdRng::seed_from_u64(random.random());
        people.spawn(Wanderer { town: town.clone(), random, person, seed }.wanders());
    }
    tokio::select! {
        () = lives_on(&mut processes, &town, &size, &mut random, seed) => {}
        // Somebody was not content.
        Some(Err(error)) = people.join_next() => std::panic::resume_unwind(error.into_panic()),
    }
    while let Some(wandered) = people.join_next().await {
        wandered.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()));
    }
    assert_telegram_is_content(&processes.stage, seed, size.presses);
    assert!(processes.stage.sandbox.unanswered_callbacks().is_empty(), "seed {seed}");
    assert_eq!(processes.stage.errors(), "", "seed {seed}");
}
