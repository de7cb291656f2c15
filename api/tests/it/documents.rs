//! Documents that are held to the code.

use std::collections::BTreeSet;

use core_shared::contract::problem::ProblemKind;
use serde_json::Value;

/// The text of a file of the repository.
fn document(path: &str) -> String {
    let file = format!("{}/../{path}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn every_problem_is_described_and_no_other() {
    let text = document("docs/PROBLEMS.md");
    for kind in ProblemKind::ALL {
        let heading = format!("## `{}`", kind.uri());
        let section = text.split_once(&heading).unwrap_or_else(|| panic!("{heading} is missing")).1;
        assert!(section.contains(&format!("{} {}", kind.status(), kind.title())), "{heading}");
    }
    assert_eq!(text.matches("## `urn:").count(), ProblemKind::ALL.len());
}

#[test]
fn the_openapi_document_is_the_one_that_reviewers_read() {
    let present = api::openapi().to_pretty_json().unwrap();
    let path = format!("{}/../docs/openapi.json", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_DOCUMENTS").is_some() {
        std::fs::write(&path, format!("{present}\n")).unwrap();
    }
    let kept = document("docs/openapi.json");
    assert!(
        kept.trim_end() == present,
        "docs/openapi.json is old: UPDATE_DOCUMENTS=1 cargo xtask test -- openapi"
    );
}

/// Id and description of every operation of the document.
fn operations() -> Vec<(String, Value)> {
    let document = serde_json::to_value(api::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap().values().flat_map(|path| path.as_object().unwrap());
    paths.map(|(_, operation)| (text(&operation["operationId"]), operation.clone())).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The contents of a body, by media type.
fn contents(body: &Value) -> Vec<Value> {
    body["content"].as_object().map(|contents| contents.values().cloned().collect()).unwrap_or_default()
}

#[test]
fn every_operation_says_what_it_does_and_how_it_ends() {
    for (id, operation) in operations() {
        assert!(!id.is_empty() && !text(&operation["summary"]).is_empty(), "{id}");
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{id}");
        for problem in ["401", "403", "429", "500", "503"] {
            assert!(responses.contains_key(problem), "{id}: {problem}");
        }
        for (status, response) in responses {
            assert!(!text(&response["description"]).is_empty(), "{id}: {status}");
        }
    }
}

#[test]
fn problems_are_those_that_the_form_of_an_operation_allows() {
    for (id, operation) in operations() {
        let has_body = !operation["requestBody"].is_null();
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let says = |status: &str| !operation["responses"][status].is_null();
        assert_eq!((says("413"), says("415")), (has_body, has_body), "{id}");
        assert_eq!(says("422"), has_body || !parameters.is_empty(), "{id}");
        let is_conditional = parameters.iter().any(|parameter| parameter["name"] == "If-Match");
        assert_eq!(says("412"), is_conditional, "{id}");
        if parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key") {
            assert!(!operation["responses"]["409"]["content"]["application/problem+json"]["examples"]
                ["idempotency-key-reused"]
                .is_null(), "{id}");
        }
    }
}

#[test]
fn every_body_has_an_example() {
    for (id, operation) in operations() {
        assert!(operation["requestBody"].is_null() || operation["requestBody"]["required"] == true, "{id}");
        let responses = operation["responses"].as_object().unwrap().values();
        for content in responses.flat_map(contents).chain(contents(&operation["requestBody"])) {
            let examples = content["examples"].as_object();
            assert!(examples.is_some_and(|examples| !examples.is_empty()), "{id}: {content}");
        }
    }
}

#[test]
fn every_problem_is_the_answer_of_some_operation() {
    let all = serde_json::to_string(&operations()).unwrap();
    // Another method is another operation, or none: no operation answers with it.
    let of_operations = ProblemKind::ALL.into_iter().filter(|kind| *kind != ProblemKind::MethodNotAllowed);
    for kind in of_operations {
        assert!(all.contains(&format!("\"{}\"", kind.uri())), "{}", kind.uri());
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = serde_json::to_value(api::openapi()).unwrap();
    let mut waiting = vec![&document];
    while let Some(value) = waiting.pop() {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            assert!(document.pointer(&reference[1..]).is_some(), "{reference}");
        }
        match value {
            Value::Object(fields) => waiting.extend(fields.values()),
            Value::Array(items) => waiting.extend(items),
            _ => {}
        }
    }
}

#[test]
fn request_bodies_refuse_unknown_fields_at_any_depth() {
    let document = serde_json::to_value(api::openapi()).unwrap();
    let bodies = operations().into_iter().flat_map(|(_, operation)| contents(&operation["requestBody"]));
    let mut waiting: Vec<Value> = bodies.map(|content| content["schema"].clone()).collect();
    let mut seen = BTreeSet::new();
    while let Some(schema) = waiting.pop() {
        if let Some(reference) = schema["$ref"].as_str() {
            if seen.insert(reference.to_owned()) {
                waiting.push(document.pointer(&reference[1..]).unwrap().clone());
            }
            continue;
        }
        if let Some(properties) = schema["properties"].as_object() {
            assert_eq!(schema["additionalProperties"], false, "{schema}");
            waiting.extend(properties.values().cloned());
        }
        for parts in ["oneOf", "anyOf", "allOf"] {
            waiting.extend(schema[parts].as_array().into_iter().flatten().cloned());
        }
        waiting.push(schema["items"].clone());
        waiting.retain(|schema| !schema.is_null());
    }
    assert!(seen.len() > 20, "{seen:?}");
}

#[test]
fn whoever_has_made_something_finds_what_to_do_with_it() {
    let linked = |id: &str, status: &str| {
        let operation = operations().into_iter().find(|(other, _)| other == id).unwrap().1;
        let links = operation["responses"][status]["links"].as_object().cloned().unwrap_or_default();
        links.keys().cloned().collect::<BTreeSet<_>>()
    };
    for (id, status, target) in [
        ("create_habit", "201", "get_habit"),
        ("create_habit", "201", "patch_habit"),
        ("create_habit", "201", "put_execution"),
        ("create_reminder", "201", "patch_reminder"),
        ("create_task", "201", "get_task"),
        ("create_token", "201", "revoke_token"),
        ("create_key", "201", "revoke_key"),
    ] {
        assert!(linked(id, status).contains(target), "{id}: {target}");
    }
}

#[test]
fn the_typed_client_has_every_operation() {
    let client = document("core-shared/src/client.rs");
    for (id, _) in operations() {
        assert!(client.contains(&format!("pub async fn {id}(")), "the client has no {id}");
    }
}
