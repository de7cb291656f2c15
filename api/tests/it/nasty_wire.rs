//! Bytes that are no request, or only look like one: each gets a clear refusal or a closed door, and the next caller
//! is served.

use std::time::Duration;

use crate::harness::Api;
use crate::wire::Wire;

const NOW: &str = "2026-11-16T12:00[Europe/Berlin]";
const JSON: &str = "content-type: application/json\r\n";

/// What is heard in answer to bytes after which nothing comes.
async fn answered(api: &Api, bytes: &[u8]) -> u16 {
    let mut wire = Wire::to(api).await;
    wire.says(bytes).await;
    wire.is_told_off().await.status
}

async fn still_serves(api: &Api) {
    let answer = api.http.get(format!("{}/readyz", api.url)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(api.count("select count(*) from users").await, 0);
}

#[tokio::test]
async fn heads_that_are_no_heads() {
    let api = Api::at(NOW).await;
    let get = "GET /healthz HTTP/1.1\r\nhost: api\r\n";
    let many = "x: 1\r\n".repeat(3000);
    for (status, bytes) in [
        (431, format!("{get}x: {}\r\n\r\n", "x".repeat(1_000_000))),
        (431, format!("{get}{}: 1\r\n\r\n", "x".repeat(100_000))),
        (431, format!("{get}{many}\r\n")),
        (431, "G".repeat(100_000)),
        (431, format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(60_000))),
        (400, "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n".to_owned()),
        (400, "GET /healthz HTTP/9.9\r\n\r\n".to_owned()),
        (400, format!("{get}no colon\r\n\r\n")),
        (400, format!("{get}nul: \0\r\n\r\n")),
        (400, format!("{get}content-length: 1\r\ncontent-length: 2\r\n\r\n")),
        (400, format!("{get}content-length: -1\r\n\r\n")),
        (400, format!("{get}content-length: 99999999999999999999\r\n\r\n")),
        (400, format!("{get}transfer-encoding: gzip\r\n\r\n")),
        (400, "GET http://[::1 HTTP/1.1\r\n\r\n".to_owned()),
    ] {
        let shown: String = bytes.chars().take(80).collect();
        assert_eq!(answered(&api, bytes.as_bytes()).await, status, "{shown:?}");
    }
    still_serves(&api).await;
}

#[tokio::test]
async fn an_old_protocol_is_answered_and_its_connection_ended() {
    let api = Api::at(NOW).await;
    let mut wire = Wire::to(&api).await;
    wire.says("GET /v1/users/7 HTTP/1.0\r\n\r\n").await;
    let answer = wire.is_told_off().await;
    assert_eq!((answer.status, answer.problem().as_str()), (401, "unauthorized"));
}

#[tokio::test]
async fn a_body_that_is_announced_as_huge_is_refused_before_it_comes() {
    let api = Api::at(NOW).await;
    for length in ["1048577", "2147483648", "9223372036854775807"] {
        let mut wire = Wire::to(&api).await;
        let headers = format!("{JSON}content-length: {length}\r\nexpect: 100-continue\r\n");
        wire.says(Wire::head("PUT", "/v1/users/7", &headers)).await;
        let answer = wire.is_told_off().await;
        assert_eq!((answer.status, answer.problem().as_str()), (413, "too-large"), "{length}");
    }
    still_serves(&api).await;
}

#[tokio::test]
async fn a_body_that_turns_out_to_be_huge_is_refused_in_the_middle() {
    let api = Api::at(NOW).await;
    let mut wire = Wire::to(&api).await;
    wire.says(Wire::head("PUT", "/v1/users/7", &format!("{JSON}transfer-encoding: chunked\r\n"))).await;
    let chunk = format!("10000\r\n{}\r\n", " ".repeat(0x10000));
    let answer = wire.goes_on_until_told_off(chunk.as_bytes(), Duration::ZERO).await;
    assert_eq!((answer.status, answer.problem().as_str()), (413, "too-large"));
    assert_eq!(answer.header("connection"), Some("close"));
    still_serves(&api).await;
}

#[tokio::test]
async fn nothing_is_read_of_what_says_it_is_something_else() {
    let api = Api::at(NOW).await;
    for media_type in ["", "content-type: text/plain\r\n", "content-type: \u{e9}\r\n"] {
        let mut wire = Wire::to(&api).await;
        let headers = format!("{media_type}content-length: 1000\r\nexpect: 100-continue\r\n");
        wire.says(Wire::head("PUT", "/v1/users/7", &headers)).await;
        let answer = wire.is_told_off().await;
        assert_eq!((answer.status, answer.problem().as_str()), (415, "unsupported-media-type"));
    }
    still_serves(&api).await;
}

#[tokio::test]
async fn nothing_is_read_of_whoever_is_not_known() {
    let api = Api::at(NOW).await;
    let mut wire = Wire::to(&api).await;
    let head =
        "PUT /v1/users/7 HTTP/1.1\r\nhost: api\r\nx-api-key: wrong\r\ncontent-type: application/json\r\n";
    wire.says(format!("{head}content-length: 1000\r\nexpect: 100-continue\r\n\r\n")).await;
    let answer = wire.is_told_off().await;
    assert_eq!((answer.status, answer.problem().as_str()), (401, "unauthorized"));
}

#[tokio::test]
async fn chunks_that_are_broken_or_never_end() {
    let api = Api::at(NOW).await;
    let head = Wire::head("PUT", "/v1/users/7", &format!("{JSON}transfer-encoding: chunked\r\n"));
    for chunks in ["zz\r\n{}\r\n", "-1\r\n", "ffffffffffffffffff\r\n", "2\r\n{}XX"] {
        let mut wire = Wire::to(&api).await;
        wire.says(format!("{head}{chunks}")).await;
        let answer = wire.is_told_off().await;
        assert_eq!((answer.status, answer.problem().as_str()), (400, "malformed"), "{chunks:?}");
    }
    let mut gone = Wire::to(&api).await;
    gone.says(format!("{head}10\r\n{{\"state\"")).await;
    gone.says_no_more().await;
    gone.hears_all().await;
    still_serves(&api).await;
}

#[tokio::test]
async fn json_that_is_deeper_than_anybody_thinks() {
    let api = Api::at(NOW).await;
    let depth = 10_000;
    let lists = format!(r#"{{"state":{}{}}}"#, "[".repeat(depth), "]".repeat(depth));
    let objects = format!(r#"{{"state":{}1{}}}"#, r#"{"a":"#.repeat(depth), "}".repeat(depth));
    for body in [lists, objects] {
        for path in ["/v1/users/7/dialogue", "/v1/users/7"] {
            let mut wire = Wire::to(&api).await;
            let headers = format!("{JSON}content-length: {}\r\nconnection: close\r\n", body.len());
            wire.says(Wire::head("PUT", path, &headers)).await;
            wire.says(&body).await;
            let answer = wire.is_told_off().await;
            assert_eq!((answer.status, answer.problem().as_str()), (422, "invalid"), "{path}");
        }
    }
    still_serves(&api).await;
}

#[tokio::test]
async fn whoever_is_still_sending_is_not_cut_off_before_the_refusal_is_read() {
    let api = Api::at(NOW).await;
    let mut wire = Wire::to(&api).await;
    let (part, length) = (vec![b' '; 0x10_0000], format!("{JSON}content-length: {}\r\n", 0x20_0000));
    wire.says([Wire::head("PUT", "/v1/users/7", &length).as_bytes(), &part].concat()).await;
    assert_eq!(wire.is_told_off().await.status, 413);
    // A connection that was reset takes nothing more, and on some systems forgets what had come.
    assert!(wire.says_all(&part).await);
}
