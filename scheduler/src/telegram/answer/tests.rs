//! Answers as Telegram gives them, word for word, and what each means.

use super::*;

const SEND: Option<i32> = None;
const EDIT: Option<i32> = Some(77);

fn refusal(code: u16, description: &str) -> String {
    serde_json::json!({"ok": false, "error_code": code, "description": description}).to_string()
}

fn outcome(edited: Option<i32>, code: u16, description: &str) -> DeliveryOutcome {
    classify(edited, code, refusal(code, description).as_bytes()).outcome
}

#[test]
fn what_telegram_took_is_sent() {
    let message = br#"{"ok":true,"result":{"message_id":501,"date":1,"chat":{"id":42,"type":"private"}}}"#;
    assert_eq!(classify(SEND, 200, message), DeliveryOutcome::Sent { message_id: 501 }.into());
    assert_eq!(
        classify(EDIT, 200, br#"{"ok":true,"result":true}"#),
        DeliveryOutcome::Sent { message_id: 77 }.into()
    );
}

#[test]
fn too_many_is_tried_again_when_telegram_says_and_everybody_waits() {
    let body = br#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 17","parameters":{"retry_after":17}}"#;
    let verdict = classify(SEND, 429, body);
    let cause = "Too Many Requests: retry after 17".to_owned();
    assert_eq!(verdict.outcome, DeliveryOutcome::Retry { after_seconds: Some(17), cause });
    assert_eq!(verdict.silence, Some(Silence::ForAll(Duration::from_secs(17))));
}

#[test]
fn too_many_without_a_number_still_brings_silence() {
    assert!(classify(SEND, 429, b"<html>429</html>").silence.is_some());
    assert!(classify(SEND, 429, refusal(429, "Too Many Requests").as_bytes()).silence.is_some());
}

#[test]
fn trouble_at_telegram_is_tried_again_without_silence() {
    for (status, body) in [
        (500, refusal(500, "Internal Server Error")),
        (502, refusal(502, "Bad Gateway")),
        (502, "<html><head><title>502 Bad Gateway</title></head></html>".to_owned()),
        (200, "<html>log in to this network</html>".to_owned()),
        (302, String::new()),
    ] {
        let verdict = classify(SEND, status, body.as_bytes());
        assert!(matches!(verdict.outcome, DeliveryOutcome::Retry { after_seconds: None, .. }), "{verdict:?}");
        assert_eq!(verdict.silence, None);
    }
}

#[test]
fn who_cannot_be_written_to_is_gone() {
    for (code, description) in [
        (403, "Forbidden: bot was blocked by the user"),
        (403, "Forbidden: user is deactivated"),
        (403, "Forbidden: bot can't initiate conversation with a user"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: user is deactivated"),
        (400, "Bad Request: PEER_ID_INVALID"),
    ] {
        assert!(matches!(outcome(SEND, code, description), DeliveryOutcome::Gone { .. }), "{description}");
    }
}

#[test]
fn an_edit_with_nothing_left_to_change_is_done() {
    for description in [
        "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: MESSAGE_ID_INVALID",
    ] {
        assert_eq!(
            outcome(EDIT, 400, description),
            DeliveryOutcome::Sent { message_id: 77 },
            "{description}"
        );
        assert!(matches!(outcome(SEND, 400, description), DeliveryOutcome::Rejected { .. }), "{description}");
    }
}

#[test]
fn what_telegram_will_never_take_is_rejected_with_its_cause() {
    for (code, description) in [
        (400, "Bad Request: can't parse entities: Unsupported start tag \"a<b\" at byte offset 0"),
        (400, "Bad Request: message is too long"),
        (400, "Bad Request: BUTTON_DATA_INVALID"),
        (413, "Request Entity Too Large"),
    ] {
        assert_eq!(
            outcome(SEND, code, description),
            DeliveryOutcome::Rejected { cause: description.to_owned() }
        );
    }
}

#[test]
fn a_wrong_token_loses_nothing() {
    for (code, description) in [(401, "Unauthorized"), (404, "Not Found")] {
        let verdict = classify(SEND, code, refusal(code, description).as_bytes());
        assert_eq!(verdict.outcome, DeliveryOutcome::Released { after_seconds: None });
        assert_eq!(verdict.silence, Some(Silence::ForMe(SILENCE_WITHOUT_TOKEN)));
    }
}

#[test]
fn a_cause_is_one_line_of_bounded_length() {
    let DeliveryOutcome::Rejected { cause } = outcome(SEND, 400, &"a\n\0".repeat(1000)) else {
        panic!("a bad request is rejected");
    };
    assert_eq!(cause, "a".repeat(MAX_CAUSE_CHARS));
}
