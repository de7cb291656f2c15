//! A person without a plan: any button, any command, any text, in any order, while time goes by. Nothing
//! that the bot answers may be refused, and no button may be left spinning.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{Rng as _, SeedableRng as _};
use sandbox::Actor;

use crate::one_process::OneProcess;
use crate::story;

/// What people type. Some of it is an answer to something, some of it is not.
const TYPED: [&str; 27] = [
    "/start",
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
    "/new Swim",
    "Berlin",
    "Read <b>20</b> pages & more",
    "21:30",
    "22:30-7",
    "20.12-05.01",
    "DELETE",
    "7",
    "🚀",
    "a\nb",
    "swim 2 km mon wed fri at 7",
    "пить воду 8 раз в день каждый вечер",
    "no sugar",
    "every day 3 times a week 20 pages 30 min",
];

const STEPS: usize = 150;

/// Messages that are still looked at.
const LOOKED_AT: usize = 6;

struct Wanderer {
    random: StdRng,
    person: Actor,
}

impl Wanderer {
    async fn step(&mut self) {
        let buttons = self.buttons();
        match buttons.choose(&mut self.random) {
            Some((message, data)) if self.random.random_bool(0.75) => {
                self.person.tap_data(*message, data).await;
            }
            _ => {
                let text = TYPED.choose(&mut self.random).unwrap();
                self.person.says(text).await;
            }
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
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_pressed_and_typed_in_any_order_is_answered() {
    let seed: u64 = rand::random();
    let product = OneProcess::start().await;
    story::moves_to_next(&product.sandbox, "12:00");
    let mut random = StdRng::seed_from_u64(seed);
    let mut wanderers: Vec<Wanderer> = [(4001, "en"), (4002, "ru")]
        .map(|(id, language)| Wanderer {
            random: StdRng::seed_from_u64(random.random()),
            person: product.person(id, "<Anna> & co", language),
        })
        .into();
    for step in 0..STEPS {
        for wanderer in &mut wanderers {
            wanderer.step().await;
        }
        if step % 15 == 14 {
            story::post_is_settled(&product.database_url).await;
            let hours = random.random_range(1..30);
            product.sandbox.clock().advance(std::time::Duration::from_secs(hours * 3600)).unwrap();
        }
        let mut refused = product.sandbox.refusals();
        // Pressing what shows the same again, or removing a message after days: Telegram says so, and nothing is wrong.
        let is_normal = ["message is not modified", "message can't be deleted"];
        refused.retain(|refusal| !is_normal.iter().any(|words| refusal.description.contains(words)));
        assert!(refused.is_empty(), "seed {seed}, step {step}: {refused:#?}");
    }
    assert!(product.sandbox.unanswered_callbacks().is_empty(), "seed {seed}");
    product.stops().await;
}
