//! Somebody who blocks the bot is left alone, and hears of their habits again once they come back.

use crate::one_process::OneProcess;
use crate::story::{makes_a_habit, moves_to_next, post_is_settled};

#[tokio::test(flavor = "multi_thread")]
async fn who_blocks_the_bot_gets_no_reminder_until_they_come_back() {
    let product = OneProcess::start().await;
    moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(1001, "Anna", "en");
    let boris = product.person(2002, "Boris", "en");
    for person in [&anna, &boris] {
        makes_a_habit(person, "Read 20 pages").await;
    }
    anna.blocks_bot().await;
    // On the first evening Telegram says that she is gone; on the second she is not even tried.
    for refusals in [1, 1] {
        moves_to_next(&product.sandbox, "21:00");
        let before = boris.chat().sent_by_bot();
        boris.sees_that("a reminder more", |chat| chat.sent_by_bot() > before).await;
        post_is_settled(&product.database_url).await;
        assert_eq!(product.sandbox.refusals().len(), refusals, "{:?}", product.sandbox.refusals());
    }
    anna.unblocks_bot().await;
    anna.says("/start").await;
    let before = anna.chat().sent_by_bot();
    moves_to_next(&product.sandbox, "21:00");
    anna.sees_that("a reminder again", |chat| chat.sent_by_bot() > before).await;
    assert!(anna.chat().last().text.starts_with("🔔 Read 20 pages"), "{}", anna.chat());
    product.stops().await;
}
