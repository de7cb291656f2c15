//! Documents that are held to the code.

use core_shared::contract::problem::ProblemKind;

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

#[test]
fn every_operation_says_what_it_answers() {
    for (path, item) in api::openapi().paths.paths {
        for operation in [item.get, item.put, item.post, item.patch, item.delete].into_iter().flatten() {
            let id = operation.operation_id.clone().unwrap_or_default();
            assert!(!id.is_empty() && operation.summary.is_some(), "{path} {id}");
            let statuses: Vec<_> = operation.responses.responses.keys().collect();
            assert!(statuses.iter().any(|status| status.starts_with('2')), "{path} {id}");
            for problem in ["401", "403", "422", "500", "503"] {
                assert!(statuses.iter().any(|status| *status == problem), "{path} {id}: {problem}");
            }
        }
    }
}

#[test]
fn the_typed_client_has_every_operation() {
    let client = document("core-shared/src/client.rs");
    for (path, item) in api::openapi().paths.paths {
        for operation in [item.get, item.put, item.post, item.patch, item.delete].into_iter().flatten() {
            let id = operation.operation_id.unwrap_or_default();
            assert!(client.contains(&format!("pub async fn {id}(")), "{path}: the client has no {id}");
        }
    }
}
