//! A person lets a program of theirs in: it marks a habit with a token that was made in the chat, until that is taken back.

use core_shared::client::ApiClient;
use core_shared::contract::executions::PutExecution;
use core_shared::contract::problem::ProblemKind;
use core_shared::domain::{Answer, UserId};
use sandbox::Actor;

use crate::one_process::OneProcess;
use crate::story;

const ANNA: UserId = UserId(1001);

/// Makes a token in the chat and presses "Copy"; what is on the clipboard then.
async fn copies_a_token(anna: &Actor, name: &str, access: &str) -> String {
    anna.says("/api").await;
    anna.taps("＋ Token").await;
    anna.says(name).await;
    anna.taps(access).await;
    anna.taps("90 days").await;
    let shown = anna.chat().last();
    let copied = shown.buttons().find_map(|button| button.copied());
    copied.unwrap_or_else(|| panic!("{}", anna.chat())).to_owned()
}

/// Marks the first habit of today, as a program would that knows nothing but its token.
async fn marks_today(program: &ApiClient) -> Result<(), Option<ProblemKind>> {
    let today = program.get_today(ANNA).await.map_err(|error| error.kind())?;
    let done = PutExecution::from(Answer::Done);
    let habit = today.habits[0].id;
    program.put_execution(ANNA, habit, today.day, &done).await.map(drop).map_err(|error| error.kind())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_marks_a_habit_with_a_token_from_the_chat_until_it_is_taken_back() {
    let product = OneProcess::start().await;
    story::moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(ANNA.0, "Anna", "en");
    story::makes_a_habit(&anna, "Read 20 pages").await;
    let secret = copies_a_token(&anna, "<b>Home</b> & co", "Read and write").await;
    anna.taps("Remove this message").await;
    assert!(!anna.chat().transcript().contains(&secret), "{}", anna.chat());

    let program = ApiClient::with_token(&product.api_url, secret.into());
    assert_eq!(marks_today(&program).await, Ok(()));
    anna.says("/today").await;
    assert!(anna.chat().last().text.contains("1 of 1"), "{}", anna.chat());

    anna.says("/api").await;
    anna.taps("<b>Home</b> & co").await;
    anna.taps("Take back").await;
    anna.taps("Take back").await;
    assert_eq!(anna.toast().as_deref(), Some("🗑 Taken back: it opens nothing any more"));
    assert_eq!(marks_today(&program).await, Err(Some(ProblemKind::Unauthorized)));
    story::assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_may_read_marks_nothing_and_speaks_for_nobody_else() {
    let product = OneProcess::start().await;
    story::moves_to_next(&product.sandbox, "12:00");
    let (anna, boris) = (product.person(ANNA.0, "Anna", "en"), product.person(2002, "Boris", "en"));
    story::makes_a_habit(&anna, "Read 20 pages").await;
    boris.says("/start").await;

    let of_anna = copies_a_token(&anna, "Display", "👁 Read").await;
    let of_boris = copies_a_token(&boris, "Display", "Read and write").await;
    let reads = ApiClient::with_token(&product.api_url, of_anna.into());
    assert_eq!(reads.get_today(ANNA).await.unwrap().habits.len(), 1);
    assert_eq!(marks_today(&reads).await, Err(Some(ProblemKind::Forbidden)));
    let foreign = ApiClient::with_token(&product.api_url, of_boris.into());
    assert_eq!(marks_today(&foreign).await, Err(Some(ProblemKind::NotFound)));
    story::assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}
