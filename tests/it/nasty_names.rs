//! A habit looks exactly like its name, wherever it appears.

use crate::one_process::OneProcess;
use crate::story;

const NASTY: &str = r#"<b>a & b</b> 🚀 "quoted""#;

#[tokio::test(flavor = "multi_thread")]
async fn a_name_with_markup_looks_exactly_like_that_everywhere() {
    let product = OneProcess::start().await;
    story::moves_to_next(&product.sandbox, "12:00");
    let anna = product.person(1001, "<i>Anna</i> & co", "en");
    story::makes_a_habit(&anna, NASTY).await;
    assert!(anna.chat().last().text.contains(NASTY), "{}", anna.chat().transcript());

    anna.says("/today").await;
    // As much of it as fits beside the other buttons, and all of it in its own menu.
    let shown: String = NASTY.chars().take(18).collect();
    assert!(anna.chat().last().labels().concat().iter().any(|label| label.contains(&shown)));
    anna.taps("…").await;
    assert!(anna.chat().last().text.contains(NASTY), "{}", anna.chat().transcript());
    let card = story::card(&anna, NASTY).await;
    assert!(card.text.contains(NASTY), "{}", card.text);
    anna.taps("Delete").await;
    assert!(anna.chat().last().text.contains(NASTY), "{}", anna.chat().transcript());

    story::moves_to_next(&product.sandbox, "21:00");
    let reminder = anna.sees(&format!("🔔 {NASTY}")).await;
    anna.taps_on(reminder.id, "Done").await;
    assert!(anna.chat().message(reminder.id).unwrap().text.contains(NASTY));

    let habits = format!("{}/v1/users/1001/habits", product.api_url);
    let http = reqwest::Client::builder().build().unwrap();
    let answer = http.get(habits).header("x-api-key", &product.bot_key).send().await.unwrap();
    let body: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(body["habits"][0]["name"], NASTY);
    story::assert_telegram_was_content(&product.sandbox);
    product.stops().await;
}
